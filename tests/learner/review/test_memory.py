"""When a question comes back: what attempts are worth to FSRS, and what its times tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from quizkit.learner.record import Attempt, QuestionRecord
from quizkit.learner.review.memory import memory
from quizkit.quiz.model import Choosable, Hint, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.several import Several

START = datetime(2022, 1, 10, 9, tzinfo=UTC)
LATER = START + timedelta(days=400)


def item(*, reveals: bool = False) -> Several:
    """Make a question of two right answers out of four, of which half can be had."""
    options = tuple(Choosable(name * 8, Text.plain(name)) for name in "abcd")
    return Several(
        id="q",
        prompt=Text.plain("Which?"),
        options=options,
        correct=frozenset({"a" * 8, "b" * 8}),
        hints=(Hint(Text.plain("Look"), reveals=reveals),),
    )


RIGHT, HALF, WRONG = ["a" * 8, "b" * 8], ["a" * 8], ["c" * 8]


def at(days: float, value: object = RIGHT, hints: int = 0) -> Attempt:
    """Make an attempt so many days after the start."""
    return Attempt(value, (START + timedelta(days=days)).isoformat().replace("+00:00", "Z"), hints)


def done(*rounds: list[Attempt]) -> QuestionRecord:
    """Make the record of a question with these rounds, the last of which goes on."""
    *earlier, last = [tuple(each) for each in rounds]
    return QuestionRecord("f", attempts=last, earlier=tuple(earlier))


def days(rounds: Sequence[tuple[Rating, float]]) -> float:
    """Return after how many days FSRS itself asks again what was so rated on those days."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=1)
    for rating, day in rounds:
        card, _ = scheduler.review_card(card, rating, START + timedelta(days=day))
    return (card.due - START).total_seconds() / 86400


def back(progress: QuestionRecord, *, reveals: bool = False) -> float:
    """Return after how many days a question comes back."""
    found = memory(item(reveals=reveals), progress, LATER)
    assert found is not None
    return (found.due - START).total_seconds() / 86400


def test_what_was_never_attempted_does_not_come_back() -> None:
    """A question without an attempt has nothing to be remembered."""
    assert (
        memory(item(), QuestionRecord("f", value=RIGHT, at="2022-01-10T09:00:00Z"), LATER) is None
    )


@pytest.mark.parametrize(
    ("attempts", "rating"),
    [
        ([at(0)], Rating.Good),
        ([at(0, hints=1)], Rating.Hard),
        ([replace(at(0), certainty=1)], Rating.Hard),
        ([replace(at(0), certainty=3)], Rating.Good),
        ([replace(at(0, WRONG), certainty=3)], Rating.Again),
        ([at(0, WRONG), at(0.01)], Rating.Hard),
        ([at(0, HALF)], Rating.Hard),
        ([at(0, WRONG)], Rating.Again),
        ([at(0, WRONG), at(0.01, WRONG)], Rating.Again),
    ],
)
def test_an_attempt_is_rated_by_what_it_shows(attempts: list[Attempt], rating: Rating) -> None:
    """Right at once is Good, with help or in part Hard, else Again; FSRS makes days of it."""
    last = (len(attempts) - 1) * 0.01
    assert back(done(attempts)) == pytest.approx(days([(rating, last)]))


def test_a_hint_that_tells_the_answer_is_no_recall() -> None:
    """Who was told the answer did not recall it, and is asked again as one who missed it."""
    assert back(done([at(0, hints=1)]), reveals=True) == pytest.approx(days([(Rating.Again, 0)]))


def test_rounds_on_several_days_are_reviewed_one_after_the_other() -> None:
    """Each round of a later day counts, as FSRS has it."""
    rounds = done([at(0, WRONG)], [at(1)], [at(4)], [at(15, HALF)])
    ratings = [(Rating.Again, 0), (Rating.Good, 1), (Rating.Good, 4), (Rating.Hard, 15)]
    assert back(rounds) == pytest.approx(days(ratings))
    assert back(rounds) > 15


def test_what_was_shown_a_moment_ago_is_not_known() -> None:
    """A round that begins within the hour counts no more: its answer was just read."""
    rounds = done([at(0, WRONG)], [at(0.01)], [at(0.02)])
    assert back(rounds) == back(done([at(0, WRONG)]))
    found = memory(item(), rounds, LATER)
    assert found is not None
    assert not found.known


def test_an_attempt_of_a_later_day_is_a_sitting_of_its_own() -> None:
    """A round that was left open and goes on days later tells twice how well it is known."""
    assert back(done([at(0, WRONG), at(3)])) == pytest.approx(
        days([(Rating.Again, 0), (Rating.Good, 3)])
    )


def test_who_comes_a_little_earlier_finds_it_due() -> None:
    """What is due in the afternoon is due in the morning, and not the day before."""
    found = memory(item(), done([at(0, WRONG)]), START)
    assert found is not None
    assert not found.is_due(START + timedelta(hours=3))
    assert found.is_due(START + timedelta(hours=20))


@pytest.mark.parametrize(
    "time",
    ["", "yesterday", "2022-13-45T09:00:00Z", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59Z"],
)
def test_a_time_that_tells_nothing_makes_it_due(time: str) -> None:
    """A time that is none, or a clock that was years ahead, keeps no question away."""
    found = memory(item(), done([Attempt(RIGHT, time)]), LATER)
    assert found is not None
    assert found.is_due(LATER)


def test_a_clock_that_is_a_little_ahead_counts_as_now() -> None:
    """An attempt of the next hour was made now."""
    progress = done([at(0)])
    found = memory(item(), progress, START - timedelta(hours=1))
    assert found is not None
    assert found.due == START - timedelta(hours=1) + timedelta(days=2)


def test_the_times_of_a_record_need_not_rise() -> None:
    """Attempts of two computers stand in one record; their order is kept, and nothing fails."""
    assert back(done([at(5)], [at(1)], [at(9)])) > 9


def test_the_same_answers_give_the_same_days() -> None:
    """Nothing is drawn by chance."""
    rounds = done([at(0)], [at(2)], [at(12)], [at(50)])
    assert len({back(rounds) for _ in range(20)}) == 1


def test_a_choice_is_rated_as_the_others() -> None:
    """Any type of question is remembered by its grade alone."""
    options = (Choosable("a" * 8, Text.plain("a")), Choosable("b" * 8, Text.plain("b")))
    choice = Choice(id="q", prompt=Text.plain("?"), options=options, correct="a" * 8)
    found = memory(choice, done([at(0, "a" * 8)]), LATER)
    assert found is not None
    assert found.known


TIMES = st.one_of(
    st.datetimes().map(lambda at: f"{at.isoformat()}Z"),
    st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    st.text(max_size=30),
)
VALUES = st.sampled_from([RIGHT, HALF, WRONG, None, "x", [[]], {"a": 1}])
ATTEMPTS = st.builds(Attempt, VALUES, TIMES, st.integers(0, 3))
ROUNDS = st.lists(st.lists(ATTEMPTS, max_size=3), min_size=1, max_size=5)


@given(ROUNDS)
def test_any_record_has_a_day_to_come_back(rounds: list[list[Attempt]]) -> None:
    """Whatever times and values a file holds, a question comes back within a year, or never was."""
    found = memory(item(), done(*rounds), LATER)
    assert (found is None) == (not any(rounds))
    if found:
        assert found.due <= LATER + timedelta(days=365)
