"""All figures of a report, reckoned from what a class did: values only, for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from quizkit.desk.report import item_statistics, mastery
from quizkit.desk.report.answers import Answers, answers
from quizkit.desk.report.class_work import ClassWork, Student, Task, number_of
from quizkit.desk.report.findings import Asked, Finding, findings
from quizkit.desk.report.reliability import FEWEST, Reliability, reliability
from quizkit.quiz.model import Item, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantShare:
    """How those did who got one variant of a question."""

    item: Item
    students: int
    facility: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a quiz, or one graded cell, with all that its answers tell.

    ``discrimination`` and ``groups`` (the facility of the weak, the middle and the strong third)
    are None where the class is too small, or where points are still to be given.
    """

    number: int
    task: Task
    facility: float
    facility_error: float
    lost: float  # points a student
    discrimination: float | None
    discrimination_error: float | None
    groups: tuple[float, float, float] | None
    waiting: int
    answers: Answers
    findings: tuple[Finding, ...]
    attempts: float | None = None  # practice: checks of those who tried, on the average
    hinted: float | None = None  # the share of the class who opened a hint
    ended_right: float | None = None
    gave_up: float | None = None
    asked: int | None = None  # how many students got it, where not all did
    variants: tuple[VariantShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An objective, the numbers of its questions, and how the class stands with it."""

    name: str
    text: Text
    questions: tuple[int, ...]
    facility: float
    mastered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One student as the report tells of one: by a number, with what to work on.

    ``lacking`` names objectives, or where the quiz has none the numbers of the questions missed.
    """

    number: int
    student: Student
    score: float
    lacking: tuple[str, ...] = ()
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The points of a class, in brief."""

    mean: float
    deviation: float
    lowest: float
    quarter: float
    median: float
    three_quarters: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the report of one assignment, or of one quiz to practise with, tells."""

    work: ClassWork
    made: datetime
    names: bool
    questions: tuple[Question, ...]
    spread: Spread | None
    scores: tuple[float, ...]
    reliability: Reliability | None
    objectives: tuple[Objective, ...]
    pupils: tuple[Pupil, ...]
    left_out: int = 0  # questions that still wait for points, and are in no correlation
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def small(self) -> bool:
        """Whether the class is too small for correlations."""
        return len(self.work.counted) < FEWEST

    @property
    def in_need(self) -> list[Pupil]:
        """Who needs help: those who lack most first."""
        found = [pupil for pupil in self.pupils if pupil.lacking or pupil.missed]
        return sorted(found, key=lambda p: (p.score, -len(p.lacking), p.number))


def report(work: ClassWork, *, made: datetime, names: bool, salt: str) -> Report:
    """Reckon the report of what a class did.

    Args:
        work: what it did.
        made: when the report is made.
        names: whether students are named in it.
        salt: the secret of the course, which their numbers hang on.
    """
    points = pd.Series({task.key: task.points for task in work.tasks}, dtype=float)
    scores = pd.DataFrame({task.key: task.scores for task in work.tasks}, index=work.counted)
    waiting = pd.DataFrame({t.key: _waits(t, work.counted) for t in work.tasks}, index=work.counted)
    known = scores.loc[:, ~waiting.any()] if len(scores.columns) else scores
    test = known.loc[:, points[known.columns] > 0]
    totals = work.totals.reindex(work.counted)
    questions = _questions(work, scores, points, test)
    objectives, shares = _objectives(work, known, points, questions)
    return Report(
        work=work,
        made=made,
        names=names,
        questions=questions,
        spread=_spread(totals),
        scores=tuple(float(total) for total in totals),
        reliability=reliability(test),
        objectives=objectives,
        pupils=_pupils(work, shares, known, points, questions, salt),
        left_out=len(scores.columns) - len(known.columns),
    )


def _questions(
    work: ClassWork, scores: pd.DataFrame, points: pd.Series[float], test: pd.DataFrame
) -> tuple[Question, ...]:
    enough = len(scores) >= FEWEST and len(test.columns) > 1
    correlations = item_statistics.discrimination(test) if enough else pd.Series(dtype=float)
    counts = test.count().clip(lower=2).astype(float)
    correlations = correlations.where(counts.reindex(correlations.index) >= FEWEST)
    errors = item_statistics.discrimination_error(correlations, counts.reindex(correlations.index))
    rests = item_statistics.rests(test)
    whole = test.sum(axis=1)
    facilities = item_statistics.facility(scores, points)
    facility_errors = item_statistics.facility_error(scores, points)
    found = []
    for number, task in enumerate(work.tasks, start=1):
        asked = [student for student in work.counted if student in task.scores.index]
        students = len(asked)
        thirds = item_statistics.groups(rests.get(task.key, whole).reindex(asked))
        correlation = _number(correlations.get(task.key))
        error = _number(errors.get(task.key))
        own = scores.loc[asked, task.key]
        told = enough and students >= FEWEST and own.notna().all()
        groups = _groups(own, thirds, task.points) if told else None
        facility = _number(facilities[task.key]) if task.points else None
        counted = answers(task, thirds, work.language) if students else Answers()
        found.append(
            Question(
                number=number,
                task=task,
                facility=facility if facility is not None else float("nan"),
                facility_error=_number(facility_errors[task.key]) or 0.0,
                lost=float((task.points - own).mean()) if students else 0.0,
                discrimination=correlation,
                discrimination_error=error,
                groups=groups,
                waiting=int(own.isna().sum()),
                answers=counted,
                findings=_findings(task, facility, groups, correlation, error, counted, students),
                asked=students if students < len(work.counted) else None,
                variants=_variants(task, own),
                **_trials(task, asked),
            )
        )
    return tuple(found)


def _waits(task: Task, students: list[str]) -> pd.Series[bool]:
    """Return whose points for a question are still to be given."""
    return task.scores.isna().reindex(students, fill_value=False)


def _variants(task: Task, own: pd.Series[float]) -> tuple[VariantShare, ...]:
    """Return how those did who got each variant, the most frequent first."""
    if not task.variants or not task.points:
        return ()
    found: dict[str, list[str]] = {}
    items = {one.variant: one for one in task.variants.values()}
    for student in own.index:
        found.setdefault(task.variants[student].variant, []).append(student)
    shares = (
        VariantShare(
            item=items[name],
            students=len(students),
            facility=float(own[students].mean() / task.points),
        )
        for name, students in found.items()
    )
    return tuple(sorted(shares, key=lambda one: (-one.students, one.item.values)))


def _findings(
    task: Task,
    facility: float | None,
    groups: tuple[float, float, float] | None,
    correlation: float | None,
    error: float | None,
    counted: Answers,
    students: int,
) -> tuple[Finding, ...]:
    if facility is None or task.credit:  # a prediction, nothing is known yet, or all is settled
        return ()
    one_of = task.kind in ("choice", "truefalse")
    return findings(
        Asked(
            facility=facility,
            strong=groups[2] if groups else None,
            discrimination=correlation,
            error=error or 0.0,
            students=students,
            kind=task.kind,
            answers=counted,
            options=len(counted.listed) if one_of else 0,
        )
    )


def _groups(
    own: pd.Series[float], thirds: pd.DataFrame, points: float
) -> tuple[float, float, float] | None:
    """Return the facility in the weak, the middle and the strong third."""
    if not points:
        return None
    weak, middle, strong = thirds.mul(own / points, axis=0).sum() / thirds.sum()
    return float(weak), float(middle), float(strong)


def _trials(task: Task, students: list[str]) -> dict[str, float | None]:
    if not task.practice or not students:
        return {}
    trials = [task.practice[student] for student in students]
    tried = [trial.attempts for trial in trials if trial.attempts]
    count = len(trials)
    return {
        "attempts": sum(tried) / len(tried) if tried else None,
        "hinted": sum(trial.hints > 0 for trial in trials) / count,
        "ended_right": sum(trial.right for trial in trials) / count,
        "gave_up": sum(trial.shown for trial in trials) / count,
    }


def _spread(totals: pd.Series[float]) -> Spread | None:
    if totals.empty:
        return None
    quarter, median, three_quarters = (float(q) for q in totals.quantile([0.25, 0.5, 0.75]))
    return Spread(
        mean=float(totals.mean()),
        deviation=float(totals.std(ddof=1)) if len(totals) > 1 else 0.0,
        lowest=float(totals.min()),
        quarter=quarter,
        median=median,
        three_quarters=three_quarters,
        highest=float(totals.max()),
    )


def _objectives(
    work: ClassWork, scores: pd.DataFrame, points: pd.Series[float], questions: tuple[Question, ...]
) -> tuple[tuple[Objective, ...], pd.DataFrame]:
    """Return how the class stands with each objective, and each student's share of its points."""
    asked: dict[str, list[str]] = {}
    texts: dict[str, Text] = {}
    for task in work.tasks:
        if task.objective and task.key in scores:
            name, texts[name] = task.objective[0], task.objective[1]
            asked.setdefault(name, []).append(task.key)
    shares = mastery.shares(scores, points, asked)
    mastered = mastery.mastered(shares)
    number = {question.task.key: question.number for question in questions}
    found = tuple(
        Objective(
            name=name,
            text=texts[name],
            questions=tuple(number[key] for key in asked[name]),
            facility=float(shares[name].mean()),
            mastered=float(mastered[name]),
        )
        for name in shares.columns
    )
    return found, shares


def _pupils(
    work: ClassWork,
    shares: pd.DataFrame,
    scores: pd.DataFrame,
    points: pd.Series[float],
    questions: tuple[Question, ...],
    salt: str,
) -> tuple[Pupil, ...]:
    numbers = number_of(work.students, salt)
    lacking = mastery.in_need(shares)
    worth = mastery.worths(scores, points).sum(axis=1)
    low = list(scores.index[scores.sum(axis=1) < mastery.NEEDS_HELP * worth])
    missed: dict[str, tuple[int, ...]] = {}
    if shares.columns.empty:  # no objectives: the questions they missed themselves
        number = {question.task.key: question.number for question in questions}
        halves = (scores / points[scores.columns]).lt(mastery.NEEDS_HELP)
        for student in low:
            row = halves.loc[student]
            missed[student] = tuple(number[str(key)] for key in row.index[row])
    return tuple(
        Pupil(
            number=numbers[student.id],
            student=student,
            score=float(work.totals.get(student.id, 0.0)),
            lacking=tuple(lacking.get(student.id, ())),
            missed=missed.get(student.id, ()),
        )
        for student in work.students
    )


def _number(value: object) -> float | None:
    """Return a number of pandas as Python's; None for one that is none."""
    return float(value) if isinstance(value, int | float) and value == value else None
