"""How well a question is remembered, and when it comes back: FSRS, from the attempts alone.

FSRS (the library ``fsrs``) makes an interval of how each recall went, in four ratings. An attempt
tells what a learner otherwise has to say of himself:

==================================================  =====  ======================================
what happened at a sitting                          rated  why
==================================================  =====  ======================================
right at the first attempt, without a hint          Good   it was recalled
so, but unsure of it (certainty 1 of 3)             Hard   it was not known for certain
right in the end, or half of it or more             Hard   it was recalled with help, or in part
less than half, or after a hint that tells it       Again  it was not recalled
==================================================  =====  ======================================

Nothing is rated Easy, for nobody says how easy it was. What follows within an hour belongs to the
same sitting, and a question that is started over there counts no more: what was read a moment ago
is no recall. No interval is drawn by chance: the same answers give the same days everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from fsrs import Card, Rating, Scheduler

from quizkit.learner.record import Attempt, QuestionRecord
from quizkit.quiz.model import Item, Outcome

SITTING = timedelta(hours=1)
# Who comes back a little earlier on the day, as a class does, finds there what is due that day.
EARLY = timedelta(hours=12)
AHEAD = timedelta(days=1)  # a clock that is further ahead tells nothing of when it was
LONG_AGO = timedelta(days=30)  # when the first attempt was made, where its time tells nothing
LONGEST = 365  # days: what was learned for a year is asked again in the next
HALF = 0.5
UNSURE = 1  # the least certainty that one can say


@dataclass(frozen=True, slots=True)
class Memory:
    """When a question comes back, and whether it was known when it was last asked."""

    due: datetime
    known: bool

    def is_due(self, now: datetime) -> bool:
        """Return whether the question is to be asked again."""
        return self.due - EARLY <= now


@dataclass(frozen=True, slots=True)
class _Sitting:
    """The attempts of one round that were made at one sitting, and when the last one was."""

    attempts: tuple[Attempt, ...]
    at: datetime


def memory(item: Item, progress: QuestionRecord, now: datetime) -> Memory | None:
    """Return what is remembered of a question; None where it was never attempted.

    >>> from quizkit import load
    >>> item = load("start").questions[0]
    >>> once = (Attempt(item.right(), "2022-01-10T09:00:00Z"),)
    >>> progress = QuestionRecord(item.fingerprint, attempts=once)
    >>> memory(item, progress, datetime(2022, 1, 11, tzinfo=UTC)).due.isoformat()
    '2022-01-12T09:00:00+00:00'
    """
    card, rating = Card(card_id=0, due=now), None
    for sitting in _sittings(progress, now):
        rating = _rating(item, sitting.attempts)
        card, _ = _scheduler().review_card(card, rating, sitting.at)
    return None if rating is None else Memory(card.due, rating is not Rating.Again)


@cache
def _scheduler() -> Scheduler:
    """Return FSRS with its published parameters; days are its steps, and not minutes."""
    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )


def _sittings(progress: QuestionRecord, now: datetime) -> Iterator[_Sitting]:
    """Yield the sittings at which a question was attempted; of each, its first round."""
    last: datetime | None = None
    found: list[Attempt] = []
    began = (0, now)  # the round with which the sitting began, and its last attempt
    for number, attempts in enumerate(progress.rounds):
        for attempt in attempts:
            at = _time(attempt, now) or last or now - LONG_AGO
            at = max(at, last or at)
            if last is None or at - last >= SITTING:
                if found:
                    yield _Sitting(tuple(found), began[1])
                found = []
            if not found or number == began[0]:
                found.append(attempt)
                began = number, at
            last = at
    if found:
        yield _Sitting(tuple(found), began[1])


def _time(attempt: Attempt, now: datetime) -> datetime | None:
    """Return when an attempt was made; None where its time tells nothing."""
    try:
        at = datetime.fromisoformat(attempt.at)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(at, now) if at <= now + AHEAD else None


def _rating(item: Item, attempts: tuple[Attempt, ...]) -> Rating:
    told = any(hint.reveals for hint in item.hints[: attempts[0].hints])
    grades = [item.grade(attempt.value) for attempt in attempts]
    if told or max(grade.fraction for grade in grades) < HALF:
        return Rating.Again
    helped = attempts[0].hints or attempts[0].certainty == UNSURE
    return Rating.Good if grades[0].outcome is Outcome.RIGHT and not helped else Rating.Hard
