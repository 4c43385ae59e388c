"""What an answers file is worth: pure values, from the key and from what was read.

The score follows from the responses alone. Whatever else a file claims counts for nothing; what
a teacher should look at is flagged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizkit.course.scoring.submitted import Submitted, Trouble
from quizkit.course.typed_text import shapely
from quizkit.learner.record import QuestionRecord, Record
from quizkit.quiz.certainty import ASSUMED, Judged, figures
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Outcome, Quiz, Text

NOT_GIVEN = (Outcome.UNANSWERED, Outcome.INVALID)
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
    DRAW = "draw"  # answered what was drawn for somebody else
    OTHER_STUDENT = "other_student"  # was shown somebody else's draw
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
    asks_certainty: bool = False
    certainty: int | None = None  # how sure the student was, where that is asked
    other: bool = False  # answered in another variant of it than this student's

    @property
    def settled(self) -> bool:
        """Whether its points are the same for everybody, whatever was answered."""
        return self.item.void or self.item.credit


@dataclass(frozen=True, slots=True)
class Account:
    """A quiz as it was answered and scored; ``points`` is what its cell is worth."""

    quiz: Quiz
    questions: tuple[Scored, ...]
    points: float
    trouble: Trouble | None = None
    detail: str = ""
    flags: tuple[Flag, ...] = ()
    bonus: float = 0.0  # points for how sure the student was; below 0 they are taken off
    undrawn: tuple[str, ...] = ()  # questions that were answered, and drawn for somebody else
    record: Record | None = field(default=None, compare=False)  # the answers themselves

    @property
    def score(self) -> float:
        """The points for all questions together, between 0 and ``points``."""
        total = round(math.fsum([self.bonus, *(scored.score for scored in self.questions)]), DIGITS)
        return min(max(0.0, total), self.points)

    @property
    def answered(self) -> int:
        """How many questions have an answer that can be read."""
        return sum(
            scored.grade.outcome not in NOT_GIVEN or scored.changed
            for scored in self.questions
            if not scored.other
        )


def account(
    quiz: Quiz,
    submitted: Submitted,
    *,
    student: str = "",
    points: float | None = None,
    same_as: Iterable[str] = (),
    flags: Iterable[Flag] = (),
) -> Account:
    """Score what was submitted.

    A question that is void is worth nothing, and the others together what the cell is worth: so
    the maximum stays that of the release, in nbgrader's gradebook too. One with credit for all is
    worth its points to all whose answers were handed in, also if this one was left open. One that a
    person marks is worth nothing here: its points are in a cell of its own. Where one is asked how
    sure one is, the bonus for that is added, and the whole is never below 0 nor above the points.

    Where each student gets a part of the quiz, only what was drawn for this one counts; whose draw
    the answers file says it is counts for nothing.

    Args:
        quiz: the quiz, keys included.
        submitted: what the answers file holds.
        student: the id of the student, as the course has it.
        points: what the cell is worth; the quiz's own points unless given.
        same_as: other students whose answers file is the same one.
        flags: what other steps found.

    >>> from quizkit import load
    >>> account(load("start"), Submitted(trouble=Trouble.MISSING)).score
    0.0
    """
    worth = quiz.points if points is None else points
    own = drawn(quiz, same_person(student))
    factor = worth / own.counted if own.counted else 0.0
    answers = submitted.record.questions if submitted.record else None
    others = {item.id: _others(item) for item in quiz.questions}
    questions = tuple(_scored(i, answers, factor, others[i.id], quiz) for i in own.questions)
    undrawn = tuple(name for name in answers or () if name in others and not _has(own, name))
    found = [*_flags(submitted, questions, quiz), *_draw_flags(submitted, quiz, student)]
    mixed = [*undrawn, *(scored.item.id for scored in questions if scored.other)]
    found += [Flag(Reason.DRAW, _named(mixed))] if mixed else []
    found += flags
    twins = _named(sorted(same_as))
    return Account(
        quiz=own,
        questions=questions,
        points=worth,
        trouble=submitted.trouble,
        detail=submitted.detail,
        bonus=bonus(questions),
        record=submitted.record,
        flags=(*found, Flag(Reason.SAME, twins)) if twins else tuple(found),
        undrawn=undrawn,
    )


def bonus(questions: Iterable[Scored]) -> float:
    """Return what how sure a student was adds to the points, or takes off them."""
    judged = [
        Judged(each.points, each.grade.fraction, each.certainty)
        for each in questions
        if each.asks_certainty and not each.settled
    ]
    found = figures(judged)
    return found.bonus * math.fsum(each.points for each in judged) if found else 0.0


def _others(item: Item) -> frozenset[str]:
    """Return the fingerprints of a question's variants, by which one tells which was answered."""
    return frozenset(one.public_fingerprint for one in item.variants)


def _has(quiz: Quiz, question: str) -> bool:
    return any(item.id == question for item in quiz.questions)


def _draw_flags(submitted: Submitted, quiz: Quiz, student: str) -> list[Flag]:
    """Return what is to be said of answers that were given as somebody else."""
    said = submitted.record.student if submitted.record and quiz.varies else ""
    if not said or same_person(said) == same_person(student):
        return []
    return [Flag(Reason.OTHER_STUDENT, _named([said]))]


def _scored(
    item: Item,
    answers: Mapping[str, QuestionRecord] | None,
    factor: float,
    variants: frozenset[str],
    quiz: Quiz,
) -> Scored:
    points = 0.0 if item.void or item.by_hand else item.points * factor
    progress = answers.get(item.id) if answers else None
    value = progress.value if progress else None
    grade = _grade(item, value)
    changed = progress is not None and progress.fingerprint != item.public_fingerprint
    changed = changed and grade.outcome is not Outcome.UNANSWERED
    other = changed and progress is not None and progress.fingerprint in variants
    score = 0.0 if changed else grade.fraction * points
    if item.credit and answers is not None:
        score = points
    asks = quiz.asks_certainty(item)
    answered = grade.outcome not in NOT_GIVEN and not changed
    sure = (progress.certainty if progress else None) or ASSUMED
    return Scored(
        item,
        value,
        grade,
        points,
        score,
        changed=changed,
        other=other,
        asks_certainty=asks,
        certainty=sure if asks and answered else None,
    )


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
        Reason.CHANGED: [s.item.id for s in listed if s.changed and not (s.settled or s.other)],
        Reason.GONE: [name for name in answered if name not in asked],
        Reason.EDITED: list(submitted.extra),
        Reason.FAILED: [scored.item.id for scored in listed if scored.grade is FAILED],
    }
    return [Flag(reason, _named(names)) for reason, names in named.items() if names]


def _named(names: list[str]) -> str:
    """List names that may come from a student: a few of them, none long."""
    short = (name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names)
    shown = [shapely(name) for name in short]
    more = ["…"] if len(shown) > LONGEST_LIST else []
    return ", ".join([*shown[:LONGEST_LIST], *more])
