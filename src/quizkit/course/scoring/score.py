"""What an answers file is worth: pure values, from the key and from what was read.

The score follows from the responses alone. Whatever else a file claims counts for nothing; what
a teacher should look at is flagged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizkit.course.scoring.submitted import Submitted, Trouble
from quizkit.learner.record import QuestionRecord
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Outcome, Quiz, Text

LONGEST_LIST = 5  # things named in a flag
LONGEST_NAME = 40  # characters of each
FAILED = Grade.invalid(Text.plain(""))
DIGITS = 9  # of a score: a sum of thirds is a whole number again


class Reason(StrEnum):
    """Why a teacher should look at a quiz."""

    TROUBLE = "trouble"
    CHANGED = "changed"
    GONE = "gone"
    EDITED = "edited"
    SAME = "same"
    FAILED = "failed"
    OTHER = "other"  # said by another step of grading, in a sentence


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing for a teacher to look at."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question: what was answered, and what that is worth in the points of the cell."""

    item: Item
    value: Json
    grade: Grade
    points: float
    score: float
    changed: bool = False  # answered in an earlier version of the question


@dataclass(frozen=True, slots=True)
class Account:
    """A quiz as it was answered and scored; ``points`` is what its cell is worth."""

    quiz: Quiz
    questions: tuple[Scored, ...]
    points: float
    trouble: Trouble | None = None
    detail: str = ""
    flags: tuple[Flag, ...] = ()

    @property
    def score(self) -> float:
        """The points for all questions together, between 0 and ``points``."""
        total = round(math.fsum(scored.score for scored in self.questions), DIGITS)
        return min(max(0.0, total), self.points)

    @property
    def answered(self) -> int:
        """How many questions have an answer that can be read."""
        not_given = (Outcome.UNANSWERED, Outcome.INVALID)
        return sum(
            scored.grade.outcome not in not_given or scored.changed for scored in self.questions
        )


def account(
    quiz: Quiz,
    submitted: Submitted,
    *,
    points: float | None = None,
    same_as: Iterable[str] = (),
    flags: Iterable[Flag] = (),
) -> Account:
    """Score what was submitted.

    Args:
        quiz: the quiz, keys included.
        submitted: what the answers file holds.
        points: what the cell is worth; the quiz's own points unless given.
        same_as: other students whose answers file is the same one.
        flags: what other steps found.

    >>> from quizkit import load
    >>> account(load("start"), Submitted(trouble=Trouble.MISSING)).score
    0.0
    """
    worth = quiz.points if points is None else points
    factor = worth / quiz.points if quiz.points else 0.0
    answers = submitted.record.questions if submitted.record else {}
    questions = tuple(_scored(item, answers.get(item.id), factor) for item in quiz.questions)
    found = [*_flags(submitted, questions, quiz), *flags]
    twins = _named(sorted(same_as))
    return Account(
        quiz=quiz,
        questions=questions,
        points=worth,
        trouble=submitted.trouble,
        detail=submitted.detail,
        flags=(*found, Flag(Reason.SAME, twins)) if twins else tuple(found),
    )


def _scored(item: Item, progress: QuestionRecord | None, factor: float) -> Scored:
    points = item.points * factor
    value = progress.value if progress else None
    grade = _grade(item, value)
    changed = progress is not None and progress.fingerprint != item.public_fingerprint
    if changed and grade.outcome is not Outcome.UNANSWERED:
        return Scored(item, value, grade, points, 0.0, changed=True)
    return Scored(item, value, grade, points, grade.fraction * points)


def _grade(item: Item, value: Json) -> Grade:
    """Grade a response; one that no question type foresees must not cost a class its grades."""
    if value is None:
        return UNANSWERED
    try:
        return item.grade(value)
    except Exception:  # a mistake of ours, not of the student: flagged
        return FAILED


def _flags(submitted: Submitted, questions: Iterable[Scored], quiz: Quiz) -> list[Flag]:
    if submitted.trouble:
        missing = submitted.trouble is Trouble.MISSING
        return [] if missing else [Flag(Reason.TROUBLE)]
    listed = list(questions)
    asked = {item.id for item in quiz.questions}
    answered = submitted.record.questions if submitted.record else {}
    named = {
        Reason.CHANGED: [scored.item.id for scored in listed if scored.changed],
        Reason.GONE: [name for name in answered if name not in asked],
        Reason.EDITED: list(submitted.extra),
        Reason.FAILED: [scored.item.id for scored in listed if scored.grade is FAILED],
    }
    return [Flag(reason, _named(names)) for reason, names in named.items() if names]


def _named(names: list[str]) -> str:
    """List names that may come from a student: a few of them, none long."""
    shown = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names]
    more = ["…"] if len(shown) > LONGEST_LIST else []
    return ", ".join([*shown[:LONGEST_LIST], *more])
