"""What comes back today, of all quizzes that were answered, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizkit.learner.record import QuestionRecord, Record
from quizkit.learner.review.memory import Memory, memory
from quizkit.quiz.model import Item, Quiz


@dataclass(frozen=True, slots=True)
class Studied:
    """A quiz to practise with, and what was answered of it."""

    quiz: Quiz
    record: Record

    def progress(self, item: Item) -> QuestionRecord:
        """Return what was done with a question."""
        return self.record.questions.get(item.id) or QuestionRecord(item.fingerprint)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A question that was attempted, of which quiz, and what is remembered of it."""

    studied: Studied
    item: Item
    memory: Memory


@dataclass(frozen=True, slots=True)
class Standing:
    """One quiz: what is due of it, what is known, what is not yet, and when the next is due."""

    quiz: Quiz
    due: int
    known: int
    unknown: int
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due, those missed last first and the quizzes mixed, and how each quiz stands."""

    due: tuple[Remembered, ...]
    standings: tuple[Standing, ...]

    @property
    def next(self) -> datetime | None:
        """When the next question comes back of those that are not due yet."""
        return min((each.next for each in self.standings if each.next), default=None)


def agenda(studied: Sequence[Studied], now: datetime) -> Agenda:
    """Return what is due at a time, of all that was answered."""
    each = [tuple(_remembered(one, now)) for one in studied]
    due = [
        (r.memory.known, r.memory.due.date(), place, r)
        for remembered in each
        for place, r in enumerate(remembered)
        if r.memory.is_due(now)
    ]
    ordered = [r for *_, r in sorted(due, key=lambda each: each[:3])]
    standings = (_standing(one.quiz, r, now) for one, r in zip(studied, each, strict=True) if r)
    return Agenda(tuple(ordered), tuple(standings))


def _remembered(studied: Studied, now: datetime) -> Iterator[Remembered]:
    """Yield what comes back of a quiz: nothing without a right answer, or that a person grades."""
    for item in studied.quiz.questions:
        if item.points and not item.by_hand:
            found = memory(item, studied.progress(item), now)
            if found:
                yield Remembered(studied, item, found)


def _standing(quiz: Quiz, remembered: Sequence[Remembered], now: datetime) -> Standing:
    waiting = [r.memory for r in remembered if not r.memory.is_due(now)]
    return Standing(
        quiz,
        due=len(remembered) - len(waiting),
        known=sum(memory.known for memory in waiting),
        unknown=sum(not memory.known for memory in waiting),
        next=min((memory.due for memory in waiting), default=None),
    )
