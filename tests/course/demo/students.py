"""Who is in the class and what each hands in, drawn from a seed.

As in a real class, results hang together: each student has an ability, each task a difficulty,
and who does well in one assignment tends to do well in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import TypeVar

from course.demo import story
from course.demo.answers import ENGLISH, NAMES, Assignment, Task

Part = TypeVar("Part")

SIZE = 24
SEED = 905  # with this one each task and question is answered in every way by somebody
FIRST_DUE = datetime(2026, 3, 13, 17, 0)  # UTC; the others a week later each
# How far above a task's difficulty one must be for it to come out so, and how often it does not.
STEPS = (("perfect", -0.1), ("partial", -0.8), ("wrong", -2.0))
SLIP = 0.03
COMMENTS = {
    "en": {
        "perfect": "Clear, and every claim has its source. Well argued.",
        "partial": "A good start; say for each claim which source it rests on, and what speaks "
        "against it.",
        "wrong": "You retell the sources. What is your own answer to the question, and why?",
        "broken": "This cannot be read as an answer to the question; come and see me.",
    },
    "nl": {
        "perfect": "Helder, en bij elke bewering staat de bron. Goed betoogd.",
        "partial": "Een goed begin; zeg bij elke bewering op welke bron die steunt, en wat ertegen "
        "pleit.",
        "wrong": "Je vertelt de bronnen na. Wat is je eigen antwoord op de vraag, en waarom?",
        "broken": "Hier kan ik geen antwoord op de vraag in lezen; kom even langs.",
    },
}
MARKS = {"perfect": (0.8, 1.0), "partial": (0.45, 0.7), "wrong": (0.1, 0.35), "broken": (0, 0.1)}


class Flaw(StrEnum):
    """What went wrong with handing in, if anything."""

    NONE = ""
    ABSENT = "handed in nothing"
    NO_NOTEBOOK = "forgot the notebook"
    BROKEN_NOTEBOOK = "the notebook is cut off in the middle"
    NO_ANSWERS = "forgot the answers to the quiz"
    COPIED = "handed in another student's answers to the quiz"


NOT_GRADED = (Flaw.ABSENT, Flaw.NO_NOTEBOOK, Flaw.BROKEN_NOTEBOOK)


@dataclass(frozen=True, slots=True)
class HandGrade:
    """What the instructor gave for a written answer, and wrote about it."""

    points: float
    comment: str


@dataclass(frozen=True, slots=True)
class Work:
    """What one student hands in for one assignment: a kind of answer for each task and question."""

    assignment: str
    tasks: Mapping[str, str]
    quiz: Mapping[str, str]
    due: datetime
    handed_in: datetime
    flaw: Flaw = Flaw.NONE
    learner: str = ""  # the random name that the answers file carries
    answered: datetime = FIRST_DUE  # when the quiz was begun
    same_as: str = ""  # the student whose answers file it also is
    by_hand: Mapping[str, HandGrade] = field(default_factory=dict)

    @property
    def seconds_late(self) -> float:
        """How long after the due date it was handed in."""
        return max(0.0, (self.handed_in - self.due).total_seconds())


@dataclass(frozen=True, slots=True)
class Student:
    """A synthetic student, marked as such by the name."""

    id: str
    works: tuple[Work, ...]

    @property
    def first_name(self) -> str:
        """The same for all."""
        return "Demo"

    @property
    def last_name(self) -> str:
        """The number in the class."""
        return f"Student {self.id.removeprefix('demo-')}"


def demo_class(
    assignments: Sequence[Assignment], seed: int = SEED, language: str = ENGLISH
) -> tuple[Student, ...]:
    """Draw the class; the same seed gives the same class, whatever the language."""
    students = [student(number, assignments, seed, language) for number in range(1, SIZE + 1)]
    return _with_flaws(students, Random(f"{seed}/flaws"))


def student(
    number: int, assignments: Sequence[Assignment], seed: int = SEED, language: str = ENGLISH
) -> Student:
    """Draw one student, who hands everything in as it should be."""
    name = f"demo-{number:02}"
    chance = Random(f"{seed}/{name}")
    ability = max(-1.5, chance.gauss(0.2, 0.8))  # whoever hands in has tried
    comments = COMMENTS[language]
    works = (_work(each, week, ability, chance, comments) for week, each in enumerate(assignments))
    return Student(name, tuple(works))


def _work(
    assignment: Assignment, week: int, ability: float, chance: Random, comments: Mapping[str, str]
) -> Work:
    form = ability + chance.gauss(0.0, 0.4)  # on the day
    tasks = {t.name: _kind(form - hard, chance) for t, hard in _difficulties(assignment.tasks)}
    if assignment.name == story.NAME:
        quiz = story.choices(form, chance)
    else:
        quiz = {q: _kind(form - hard, chance) for q, hard in _difficulties(assignment.questions)}
    due = FIRST_DUE + timedelta(weeks=week)
    early = timedelta(minutes=round(chance.expovariate(1 / 900)) + 1)
    graded = {
        task.name: grade
        for task in assignment.tasks
        if task.by_hand
        and (grade := _hand_grade(tasks[task.name], assignment, task, chance, comments))
    }
    learner = f"{chance.getrandbits(64):016x}"
    handed_in = due - early
    return Work(
        assignment=assignment.name,
        tasks=tasks,
        quiz=quiz,
        due=due,
        handed_in=handed_in,
        learner=learner,
        answered=handed_in - timedelta(minutes=20),
        by_hand=graded,
    )


def _difficulties(parts: Sequence[Part]) -> Iterator[tuple[Part, float]]:
    """Yield each part its difficulty: from easy to hard, the way assignments are made."""
    for number, part in enumerate(parts):
        yield part, -0.9 + 1.4 * number / max(1, len(parts) - 1)


def _kind(above: float, chance: Random) -> str:
    came_out = above + chance.gauss(0.0, 0.7)
    if chance.random() < SLIP:
        return "broken"
    return next((kind for kind, step in STEPS if came_out > step), "empty")


def _hand_grade(
    kind: str, assignment: Assignment, task: Task, chance: Random, comments: Mapping[str, str]
) -> HandGrade | None:
    """Return a mark in half points; some are left for the instructor to do."""
    low, high = MARKS.get(kind, (0, 0))
    points = round(2 * chance.uniform(low, high) * assignment.points[task.graded[0]]) / 2
    left = chance.random() < 0.15
    waits = assignment.answers[kind].expected[task.graded[0]] is None
    return HandGrade(points, comments[kind]) if waits and not left else None


def _with_flaws(students: Sequence[Student], chance: Random) -> tuple[Student, ...]:
    """Let a few be late or hand in something wrong, each another student."""
    drawn = iter(chance.sample(range(len(students)), len(students)))
    last = min(len(students[0].works), len(NAMES)) - 1  # nothing else is amiss in the story
    changed = list(students)
    absent = next(drawn)
    works = (replace(work, flaw=Flaw.ABSENT) for work in changed[absent].works)
    changed[absent] = replace(changed[absent], works=tuple(works))
    for flaw, week in (
        (Flaw.BROKEN_NOTEBOOK, 0),
        (Flaw.NO_ANSWERS, min(1, last)),
        (Flaw.NO_NOTEBOOK, last),
    ):
        who = next(drawn)
        changed[who] = _changed(changed[who], week, flaw=flaw)
    _copy_answers(changed, next(drawn), next(drawn), min(1, last))
    for who, week in ((next(drawn), week % (last + 1)) for week in range(5)):
        minutes = chance.choice((4, 35, 190, 1500, 2900))
        late = changed[who].works[week].due + timedelta(minutes=minutes)
        changed[who] = _changed(changed[who], week, handed_in=late)
    return tuple(changed)


def _copy_answers(students: list[Student], giver: int, taker: int, week: int) -> None:
    """Let one student hand in the other's answers file; it tells which of the two nowhere."""
    given = students[giver].works[week]
    students[giver] = _changed(students[giver], week, same_as=students[taker].id)
    students[taker] = _changed(
        students[taker],
        week,
        flaw=Flaw.COPIED,
        quiz=given.quiz,
        learner=given.learner,
        answered=given.answered,
        same_as=students[giver].id,
    )


def _changed(student: Student, week: int, **values: object) -> Student:
    works = list(student.works)
    works[week] = replace(works[week], **values)  # type: ignore[arg-type]
    return replace(student, works=tuple(works))
