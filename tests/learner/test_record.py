"""What a learner did with a quiz: joined when two kernels kept it, and read back from JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.learner.record import Attempt, QuestionRecord, Record, from_json, to_json

TIMES = st.integers(0, 30).map(lambda n: f"2022-01-10T09:00:{n:02}Z")
ROUNDS = st.lists(st.builds(Attempt, st.sampled_from("abc"), TIMES), max_size=4).map(tuple)
PROGRESS = st.builds(
    QuestionRecord,
    fingerprint=st.just("f"),
    value=st.sampled_from([None, "a", "b"]),
    at=TIMES,
    hints=st.integers(0, 3),
    final=st.sampled_from(["", "right", "attempts", "shown"]),
    attempts=ROUNDS,
    earlier=st.lists(ROUNDS, max_size=2).map(tuple),
)


def record(progress: QuestionRecord, learner: str = "0f") -> Record:
    """Make a record of one question."""
    return Record("geneva", learner, {"who": progress})


@given(PROGRESS, PROGRESS)
def test_no_attempt_is_lost(one: QuestionRecord, other: QuestionRecord) -> None:
    """Joined, two states of a question hold every attempt of both, in the round it belongs to."""
    joined = one.merged(other)
    for mine in (one, other):
        for kept, attempts in zip(joined.rounds, mine.rounds, strict=False):
            assert all(kept.count(attempt) >= attempts.count(attempt) for attempt in attempts)
    assert len(joined.rounds) == max(len(one.rounds), len(other.rounds))


@given(PROGRESS)
def test_joining_with_itself_changes_nothing(progress: QuestionRecord) -> None:
    """A state joined with itself is the same state: saving again and again adds nothing."""
    assert progress.merged(progress) == progress


@given(PROGRESS, PROGRESS)
def test_joining_twice_adds_nothing(one: QuestionRecord, other: QuestionRecord) -> None:
    """What was taken over once is not taken over a second time."""
    joined = one.merged(other)
    assert joined.merged(other) == joined


def test_the_later_response_stands() -> None:
    """Of two drafts, the one given later stands, in whatever order they are joined."""
    early, late = QuestionRecord("f", "a", at="1"), QuestionRecord("f", "b", at="2")
    assert early.merged(late).value == late.merged(early).value == "b"


def test_a_retry_stands_against_the_round_before() -> None:
    """A question started over stays so, though another kernel still had its first round."""
    again = QuestionRecord("f", at="1", earlier=((Attempt("a", "0"),),))
    before = QuestionRecord("f", "b", at="9", final="attempts", attempts=(Attempt("b", "9"),))
    joined = before.merged(again)
    assert (joined.value, joined.final, joined.attempts) == (None, "", ())
    assert joined.earlier == ((Attempt("a", "0"), Attempt("b", "9")),)


def test_an_ending_and_opened_hints_stay() -> None:
    """A question that was final elsewhere stays final, and hints opened elsewhere stay open."""
    ended, later = (
        QuestionRecord("f", "a", at="1", final="right", hints=2),
        QuestionRecord("f", "a", at="2"),
    )
    assert (later.merged(ended).final, later.merged(ended).hints) == ("right", 2)


def test_answers_to_two_versions_are_both_kept() -> None:
    """Where two kernels have two versions of a question, the older answer is set aside, kept."""
    old, new = QuestionRecord("old", "a", at="1"), QuestionRecord("new", "b", at="2")
    for joined in (record(old).merged(record(new)), record(new).merged(record(old))):
        assert joined.questions["who"] == new
        assert [entry["value"] for entry in joined.superseded] == ["a"]


def test_an_answer_is_set_aside_once() -> None:
    """What was set aside before is not set aside again when the same two records meet once more."""
    old, new = QuestionRecord("old", "a", at="1"), QuestionRecord("new", "b", at="2")
    joined = record(new).merged(record(old))
    assert joined.merged(record(old)).superseded == joined.superseded


def test_the_order_of_options_is_the_first_ones() -> None:
    """The seed of the learner that was on disk first wins, so that the order stays as it was."""
    assert (
        record(QuestionRecord("f"), "mine").merged(record(QuestionRecord("f"), "theirs")).learner
        == "theirs"
    )


@given(PROGRESS)
def test_json_and_back(progress: QuestionRecord) -> None:
    """A record written as JSON and read again is the same record."""
    assert from_json(json.loads(json.dumps(to_json(record(progress))))) == record(progress)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"quiz": 5},
        {"learner": None},
        {"questions": []},
        {"questions": {"who": []}},
        {"questions": {"who": {"fingerprint": 1}}},
        {"questions": {"who": {"hints": -1}}},
        {"questions": {"who": {"hints": True}}},
        {"questions": {"who": {"hints": 10**9}}},
        {"questions": {"who": {"final": "won"}}},
        {"questions": {"who": {"final": []}}},
        {"questions": {"who": {"attempts": {}}}},
        {"questions": {"who": {"attempts": [1]}}},
        {"questions": {"who": {"attempts": [{"at": 5}]}}},
        {"questions": {"who": {"earlier": [1]}}},
        {"questions": {"who": {"at": []}}},
        {"superseded": "x"},
    ],
)
def test_a_wrong_shape_is_said(change: dict[str, Any]) -> None:
    """A record of another shape is refused with what is wrong with it, never half read."""
    with pytest.raises(ValueError, match=r"."):
        from_json(to_json(Record("geneva", "0f")) | change)
