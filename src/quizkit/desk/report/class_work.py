"""What a class did, as plain values: who handed in, and each question with everybody's points.

`gradebook_work` reads it from a graded course, `practice_work` from answers files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from quizkit.course.scoring.score import FAILED, NOT_GIVEN
from quizkit.learner.record import QuestionRecord
from quizkit.quiz.certainty import ASSUMED, Judged, figures
from quizkit.quiz.drawing import versions
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Outcome, Quiz, Text, digest

MANY = 200  # students up to whom a number of three figures will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One student: how late, and what of the work waits for the teacher.

    Args:
        id: as the gradebook has it; of practice, the name of the file.
        name: first and last name, where they are known.
        late: seconds after the due date, with the extension counted.
        extension: seconds that the student had more than others.
        flagged: cells that have points and are to be looked at.
        waiting: cells that have no points yet.
        refused: the work could not be graded, and is left out of all statistics.
        secret: what the number hangs on, if not on the id: something that tells no name.
    """

    id: str
    name: str = ""
    late: float = 0.0
    extension: float = 0.0
    flagged: int = 0
    waiting: int = 0
    refused: bool = False
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What one student answered; ``changed`` where it was in an earlier version of the question."""

    value: Json = None
    grade: Grade = UNANSWERED
    changed: bool = False
    certainty: int | None = None  # how sure, where that is asked and there is an answer


@dataclass(frozen=True, slots=True)
class Trial:
    """How practice went with one question: checks, hints opened, and whether it ended right."""

    attempts: int = 0
    hints: int = 0
    right: bool = False
    shown: bool = False  # gave up: the answer was shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One question of a quiz, or one graded cell, and what the class did with it.

    Args:
        key: names it among the others.
        name: its id in the quiz, or the cell's grade_id.
        kind: the question's type, else ``code`` or ``written``.
        points: what it is worth.
        scores: everybody's points, not a number where they are not known yet.
        quiz: whose question it is, if any.
        item: the question, its key included.
        responses: everybody's answers to it.
        practice: how practice went, by student.
        variants: which variant of it each student got, where it has some.

    Where each student gets a part of a quiz, scores and responses are those of who got this one.
    """

    key: str
    name: str
    kind: str
    points: float
    scores: pd.Series[float]
    quiz: Quiz | None = None
    item: Item | None = None
    responses: Mapping[str, Response] = field(default_factory=dict)
    practice: Mapping[str, Trial] = field(default_factory=dict)
    variants: Mapping[str, Item] = field(default_factory=dict)

    @property
    def credit(self) -> bool:
        """Whether the teacher gave its points to everybody, so that they tell nothing."""
        return self.item is not None and self.item.credit

    @property
    def objective(self) -> tuple[str, Text] | None:
        """The objective that it tests, with its text, if the quiz names one."""
        name = self.item.objective if self.item else None
        if name is None or self.quiz is None:
            return None
        return f"{self.quiz.id}/{name}", self.quiz.objectives.get(name, Text.plain(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWork:
    """All of it. ``totals`` is what each student has of ``points`` in the gradebook.

    ``outdated`` counts students whose points are not those that the keys give now, ``ungraded``
    those whose work is there and not graded, ``unread`` files that could not be read (their names
    are learners'), ``notes`` says what could not be read of the teacher's own.
    """

    name: str
    language: str
    students: tuple[Student, ...]
    tasks: tuple[Task, ...]
    totals: pd.Series[float]
    points: float
    titles: tuple[Text, ...] = ()
    enrolled: int | None = None
    ungraded: int = 0
    outdated: int = 0
    unread: int = 0
    notes: tuple[str, ...] = ()

    @property
    def practice(self) -> bool:
        """Whether nobody gets a mark for it."""
        return self.enrolled is None

    @property
    def counted(self) -> list[str]:
        """The ids of those whose work tells something."""
        return [student.id for student in self.students if not student.refused]


def asked_of(item: Item, draws: Mapping[str, Quiz]) -> dict[str, Item]:
    """Return the students who got a question, each with the variant of it."""
    found = ((s, [one for one in own.questions if one.id == item.id]) for s, own in draws.items())
    return {student: one for student, listed in found for one in listed}


class Grader:
    """Grades answers to one question, the same answer once.

    >>> from quizkit import load
    >>> item = load("start").questions[0]
    >>> Grader(item).grade(item.right()).outcome
    <Outcome.RIGHT: 'right'>
    """

    def __init__(self, item: Item) -> None:
        self._item = item
        self._known: dict[str, Grade] = {}

    def grade(self, value: Json) -> Grade:
        """Grade an answer; one that no question type foresees is invalid."""
        if value is None:
            return UNANSWERED
        key = digest(repr(value))
        if key not in self._known:
            try:
                self._known[key] = self._item.grade(value)
            except Exception:  # a mistake of ours, as in `quizkit.course.scoring.score`
                self._known[key] = FAILED
        return self._known[key]


def question_task(
    quiz: Quiz,
    item: Item,
    answered: Mapping[str, QuestionRecord | None],
    *,
    points: float,
    came_in: Iterable[str] = (),
    variants: Mapping[str, Item] | None = None,
) -> Task:
    """Return a question of a graded quiz, worth so many points, with everybody's answers.

    One that is void is worth none; ``came_in`` are those who get the points of one that all get,
    ``variants`` what each student was asked, where the question has some.
    """
    points = 0.0 if item.void else points
    own = dict(variants or {})
    graders = {one.variant: Grader(one) for one in versions(item)}
    responses = {}
    for student, progress in answered.items():
        one = own.get(student, item)
        value = progress.value if progress else None
        grade = graders[one.variant].grade(value)
        changed = progress is not None and progress.fingerprint != one.public_fingerprint
        changed = changed and grade.outcome is not Outcome.UNANSWERED
        asked = quiz.asks_certainty(item) and not changed and grade.outcome not in NOT_GIVEN
        sure = ((progress.certainty if progress else None) or ASSUMED) if asked else None
        responses[student] = Response(value, grade, changed, sure)
    earned = {s: 0.0 if r.changed else r.grade.fraction * points for s, r in responses.items()}
    if item.credit:
        earned |= dict.fromkeys((student for student in came_in if student in answered), points)
    return Task(
        key=f"{quiz.id}/{item.id}",
        name=item.id,
        kind=item.type,
        points=points,
        scores=pd.Series(earned, dtype=float),
        quiz=quiz,
        item=item,
        responses=responses,
        variants=own,
    )


def bonuses(tasks: Iterable[Task]) -> dict[str, float]:
    """Return what how sure each student was adds to the points, or takes off them."""
    judged: dict[str, list[Judged]] = {}
    for task in tasks:
        quiz, item = task.quiz, task.item
        if quiz and item and quiz.asks_certainty(item) and not (item.void or item.credit):
            for student, found in task.responses.items():
                one = Judged(task.points, found.grade.fraction, found.certainty)
                judged.setdefault(student, []).append(one)
    reckoned = ((student, each, figures(each)) for student, each in judged.items())
    return {s: f.bonus * sum(one.points for one in each) for s, each, f in reckoned if f}


def number_of(students: Iterable[Student], salt: str) -> dict[str, int]:
    """Return a number for each student that tells nothing of the name, the same in each report.

    It hangs on the student's id and a secret of the course, and moves only if two would share one.

    >>> ann, bo = Student(id="ann"), Student(id="bo")
    >>> number_of([ann, bo], "s") == number_of([bo, ann], "s")
    True
    """
    digests = {student.id: digest(salt, student.secret or student.id) for student in students}
    first = 100 if len(digests) <= MANY else 10 ** len(str(len(digests)))  # as many figures for all
    taken: dict[int, str] = {}
    for student in sorted(digests, key=lambda each: digests[each]):
        number = first + int(digests[student][:12], 16) % (9 * first)
        while number in taken:
            number = number + 1 if number + 1 < 10 * first else first
        taken[number] = student
    return {student: number for number, student in taken.items()}
