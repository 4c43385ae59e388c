"""Answers in one file: packed and unpacked, merged with what is here, and refused when hostile."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizkit.learner.carried import (
    LARGEST,
    MOST,
    HandIn,
    NotCarried,
    handed_in,
    merged,
    packed,
    unpacked,
)
from quizkit.learner.record import LONGEST_VALUE, Attempt, QuestionRecord, Record, to_json

TIMES = st.integers(0, 59).map(lambda n: f"2022-01-10T09:00:{n:02}.000Z")
VALUES = st.sampled_from([None, "a", "b", ["a", "b"], {"a": "b"}, 5])
ROUNDS = st.lists(st.builds(Attempt, VALUES, TIMES), max_size=3).map(tuple)
PROGRESS = st.builds(
    QuestionRecord,
    fingerprint=st.sampled_from(["old", "new"]),
    value=VALUES,
    at=TIMES,
    hints=st.integers(0, 3),
    final=st.sampled_from(["", "right", "attempts", "shown"]),
    attempts=ROUNDS,
    earlier=st.lists(ROUNDS, max_size=2).map(tuple),
)
RECORDS = st.builds(
    Record,
    quiz=st.just("geneva"),
    learner=st.sampled_from(["0f", "1a"]),
    questions=st.dictionaries(st.sampled_from(["who", "where", "when"]), PROGRESS),
)


def times(*records: Record) -> list[str]:
    """Return every time in some records."""
    every = chain.from_iterable(record.questions.values() for record in records)
    return [t for p in every for t in (p.at, *(a.at for r in p.rounds for a in r))]


def responses(record: Record) -> list[Any]:
    """Return every response that a record holds, those set aside too."""
    entries = [(n, e) for n, e in to_json(record)["questions"].items()]
    entries += [(entry["question"], entry) for entry in record.superseded]
    return [
        (name, value)
        for name, entry in entries
        for value in (
            entry["value"],
            *(a["value"] for a in entry["attempts"]),
            *(a["value"] for attempts in entry["earlier"] for a in attempts),
        )
        if value is not None
    ]


def kept(record: Record) -> Any:
    """Return what two merged records must have in common: all but the order of options."""
    aside = sorted(json.dumps(entry, sort_keys=True) for entry in record.superseded)
    return record.questions, aside


@given(RECORDS, RECORDS)
def test_no_response_is_lost(here: Record, brought: Record) -> None:
    """Every response of either side, checked or not, is somewhere in what becomes of both."""
    joined = responses(merged(here, brought))
    assert all(each in joined for each in (*responses(here), *responses(brought)))


@given(RECORDS, RECORDS)
def test_bringing_in_twice_adds_nothing(here: Record, brought: Record) -> None:
    """A file that has come in changes nothing when it comes in again."""
    joined = merged(here, brought)
    assert merged(joined, brought) == joined
    assert merged(here, here) == here


@given(RECORDS, RECORDS)
def test_either_way_gives_the_same(here: Record, brought: Record) -> None:
    """Where no two times are equal, it is all one which computer brings its answers to which."""
    assume(len(set(times(here, brought))) == len(times(here, brought)))
    assert kept(merged(here, brought)) == kept(merged(brought, here))


def test_the_newer_response_stands() -> None:
    """The newer response to a question stands, wherever it was given; the older is set aside."""
    older = Record("geneva", "0f", {"who": QuestionRecord("f", "a", at="2022-01-10T09:00:00Z")})
    newer = Record("geneva", "1a", {"who": QuestionRecord("f", "b", at="2022-01-10T09:00:01Z")})
    for joined in (merged(older, newer), merged(newer, older)):
        assert joined.questions["who"].value == "b"
        assert [entry["value"] for entry in joined.superseded] == ["a"]


def test_the_order_of_options_stays() -> None:
    """What is brought in does not shuffle the options of the quiz on the page."""
    assert merged(Record("geneva", "here"), Record("geneva", "there")).learner == "here"


@given(st.lists(RECORDS, max_size=3))
def test_packed_and_unpacked(records: list[Record]) -> None:
    """What was packed comes out as it was."""
    assert unpacked(packed(records)) == tuple(records)


def test_the_answers_file_of_one_quiz_will_do() -> None:
    """The answers file of a single quiz, as it lies in the folder, can be brought in too."""
    record = Record("geneva", "0f", {"who": QuestionRecord("f", "Genève")})
    assert unpacked(json.dumps(to_json(record), indent=1)) == (record,)


ENTRY = {"fingerprint": "f", "value": "a", "at": "2022-01-10T09:00:00.000Z"}


def envelope(change: Callable[[dict[str, Any]], object]) -> str:
    """Write a good file after a change to the one quiz in it."""
    quiz = {"format": 1, "quiz": "geneva", "learner": "0f", "questions": {"who": {**ENTRY}}}
    change(quiz)
    return json.dumps({"kind": "quizkit answers", "format": 1, "quizzes": [quiz]})


def entry(**values: Any) -> str:
    """Write a file in which the answer to a question has these values."""
    return envelope(lambda quiz: quiz["questions"]["who"].update(values))


def nested(depth: int) -> Any:
    """Return a list in a list in a list …"""
    return [nested(depth - 1)] if depth else []


WHO = HandIn("Ann (3b)", ENTRY["at"], "demands", "en")


def test_who_hands_in_is_in_the_file() -> None:
    """A file handed in says by whom, and holds each answers file as it was written, extras too."""
    record = Record("geneva", "0f", {"who": QuestionRecord("f", "Genève")})
    text = packed([record], WHO)
    assert handed_in(text) == (WHO, {"geneva": to_json(record)})
    assert unpacked(text) == (record,)
    claimed = text.replace('"learner"', '"score": 10, "learner"')
    assert handed_in(claimed)[1]["geneva"]["score"] == 10
    assert handed_in(packed([record]))[0] is None


ATTEMPT = {"value": "a", "at": ENTRY["at"]}
GOOD = entry()
QUIZ = GOOD[GOOD.index("[") + 1 : GOOD.rindex("]")]
FILES = {
    "nothing": ("foreign", ""),
    "a picture": ("foreign", "\ufffdPNG\r\n\x1a\n"),
    "another program's JSON": ("foreign", '{"cells": [], "nbformat": 4}'),
    "a list": ("foreign", "[]"),
    "brackets without end": ("foreign", "[" * 100_000),
    "cut off": ("damaged", GOOD[:-9]),
    "no quizzes": ("damaged", '{"kind": "quizkit answers", "format": 1}'),
    "a later format": ("newer", '{"kind": "quizkit answers", "format": 2, "quizzes": []}'),
    "a strange format": ("damaged", '{"kind": "quizkit answers", "format": true, "quizzes": {}}'),
    "too large": ("too_large", " " * (LARGEST + 1)),
    "too many quizzes": ("damaged", GOOD.replace("[{", "[" + f"{QUIZ}, " * MOST + "{")),
    "a path for a quiz": ("damaged", GOOD.replace("geneva", "../geneva")),
    "a path for a question": ("damaged", GOOD.replace('"who"', '"who/../x"')),
    "a time in words": ("damaged", entry(at="tomorrow")),
    "a time that always wins": ("damaged", entry(at="9999-12-31T23:59:59.999Z")),
    "an attempt at no time": ("damaged", entry(attempts=[{**ATTEMPT, "at": "~"}])),
    "no number": ("damaged", GOOD.replace('"a"', "NaN")),
    "a number past all": ("damaged", GOOD.replace('"a"', "1e999")),
    "digits without end": ("damaged", GOOD.replace('"a"', "9" * 10_000)),
    "a response that no one types": ("damaged", entry(value="a" * LONGEST_VALUE)),
    "an attempt that no one types": (
        "damaged",
        entry(earlier=[[{**ATTEMPT, "value": "a" * 10**5}]]),
    ),
    "a response in a list in a list …": ("damaged", entry(value=nested(40))),
    "attempts without end": ("damaged", entry(attempts=[ATTEMPT] * (MOST + 1))),
    "rounds without end": ("damaged", entry(earlier=[[]] * (MOST + 1))),
    "hints without end": ("damaged", entry(hints=10**9)),
    "set aside without end": (
        "damaged",
        envelope(lambda quiz: quiz.update(superseded=[{}] * (MOST + 1))),
    ),
    "set aside at a time that always wins": (
        "damaged",
        envelope(lambda quiz: quiz.update(superseded=[{**ENTRY, "question": "who", "at": "~"}])),
    ),
}


@pytest.mark.parametrize(("why", "text"), FILES.values(), ids=FILES)
def test_a_bad_file_is_refused(why: str, text: str) -> None:
    """What no quiz would write is refused whole, for a reason that can be told."""
    assert unpacked(GOOD)
    with pytest.raises(NotCarried, match=f"^{why}$"):
        unpacked(text)


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ('"Ann (3b)"', "5"),
        ('"Ann (3b)"', json.dumps("A" * 65)),
        ('"course": "demands", ', ""),
        (f'"at": "{ENTRY["at"]}", "course"', '"at": "soon", "course"'),
        ("\n]}", f", {QUIZ}\n]}}"),
        ('{"by"', '["by", {"by"'),
    ],
    ids=["no text", "too long", "no course", "no time", "a quiz twice", "broken"],
)
def test_a_bad_hand_in_is_refused(what: str, instead: str) -> None:
    """What 'Hand in' would not write of who, when and where is refused, as is a quiz twice."""
    good = packed(unpacked(GOOD), WHO)
    assert handed_in(good)[0] == WHO
    with pytest.raises(NotCarried, match="damaged"):
        handed_in(good.replace(what, instead))


def test_too_much_is_not_packed() -> None:
    """What could not come in again is not taken along."""
    every = {f"q{n}": QuestionRecord("f", "a" * 10_000) for n in range(500)}
    with pytest.raises(NotCarried, match="too_large"):
        packed([Record("geneva", "0f", every)])


def test_a_newer_answer_stands_against_a_round_begun_before() -> None:
    """An answer given later, elsewhere, is not undone by a retry that was begun and left."""
    wrong, right = Attempt("a", "2022-01-10T09:00:00Z"), Attempt("b", "2022-01-10T12:00:00Z")
    begun = QuestionRecord("new", at="2022-01-10T10:00:00Z", earlier=((wrong,),))
    later = QuestionRecord("new", value="b", at=right.at, final="right", attempts=(right,))
    for here, brought in ((later, begun), (begun, later)):
        records = [Record("geneva", "0f", questions={"who": each}) for each in (here, brought)]
        question = merged(*records).questions["who"]
        assert (question.value, question.final) == ("b", "right")
        assert {a.value for attempts in question.rounds for a in attempts} == {"a", "b"}
