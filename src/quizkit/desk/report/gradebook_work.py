"""What a class did with an assignment, from its gradebook, the submissions and the keys.

The gradebook is read in one pass, by a few statements of plain SQL; nothing in it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader import api
from sqlalchemy import Connection, Row, Select, select

from quizkit.course.answer_keys import Keys
from quizkit.course.quiz_cells import language_of, quiz_cells
from quizkit.course.scoring import submitted
from quizkit.desk.class_list import class_list
from quizkit.desk.report.class_work import (
    ClassWork,
    Student,
    Task,
    asked_of,
    bonuses,
    question_task,
)
from quizkit.errors import CourseError, QuizkitError
from quizkit.grading.gradebook.graded_rows import check_points, graded_rows, seconds_late
from quizkit.grading.open_course import Course
from quizkit.learner.record import Record
from quizkit.notebooks import NoNotebook, content_of
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.model import Item, Quiz

DIGITS = 6  # of points compared: what a gradebook of another kind may have rounded
MARK = (
    *(api.SubmittedAssignment.student_id, api.Grade.cell_id, api.Grade.auto_score),
    *(api.Grade.manual_score, api.Grade.extra_credit, api.Grade.needs_manual_grade),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A graded cell of the assignment, and the name of the quiz that it shows, if any."""

    id: str
    notebook: str
    name: str
    points: float
    kind: str
    quiz: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What the gradebook has of one student for one cell."""

    auto: float | None
    given: float | None  # what counts, the teacher's before the program's
    waits: bool

    @property
    def score(self) -> float:
        """The points so far."""
        return self.given or 0.0


Marks = Mapping[str, Mapping[str, Mark]]  # by student, by cell


def gradebook_work(course: Course, language: str | None = None) -> ClassWork:
    """Read what a class did with the assignment of an open course.

    Raises CourseError where nobody's work is graded yet, or students.csv cannot be read.
    """
    notebooks = list(_notebooks(course.released()))
    with course.engine().connect() as book:
        check_points(book, course.assignment)
        cells = _cells(book, course.assignment, notebooks)
        marks: dict[str, dict[str, Mark]] = {}
        for student, cell, *values in book.execute(graded_rows(course.assignment, *MARK)):
            marks.setdefault(student, {})[cell] = _mark(*values)
        names = {each.id: each.name for each in class_list(course.root, course.engine())}
        people = book.execute(_people(course.assignment))
        students = [_student(row, names, marks) for row in people]
    if not students:
        raise course.nobody_graded()
    read = _Tasks(course, [s.id for s in students if not s.refused], marks)
    tasks = [task for cell in cells for task in read.of(cell)]
    totals = {s.id: sum(m.score for m in marks.get(s.id, {}).values()) for s in students}
    return ClassWork(
        name=course.assignment,
        language=language or (language_of(notebooks[0]) if notebooks else "en"),
        students=tuple(students),
        tasks=tuple(tasks),
        totals=pd.Series(totals, dtype=float),
        points=sum(cell.points for cell in cells),
        titles=tuple(read.titles),
        enrolled=len(names),
        ungraded=len(_handed_in(course) - {student.id for student in students}),
        outdated=len(read.outdated),
        notes=tuple(read.notes),
    )


class _Tasks:
    """Makes the questions of each cell, and keeps what was noticed on the way."""

    def __init__(self, course: Course, students: list[str], marks: Marks) -> None:
        self._course, self._students, self._marks = course, students, marks
        self._keys = Keys(course.root)
        self.titles: list[Any] = []
        self.notes: list[str] = []
        self.outdated: set[str] = set()

    def of(self, cell: Cell) -> Iterator[Task]:
        """Yield the questions of a quiz's cell, or the cell itself."""
        try:
            quiz = self._keys.load(cell.quiz) if cell.quiz else None
        except QuizkitError as error:
            self.notes.append(str(error))
            quiz = None
        if quiz is None or not quiz.counted:
            yield self._whole(cell)
            return
        self.titles.append(quiz.title)
        records = {s: self._record(s, quiz) for s in self._students}
        draws = {s: drawn(quiz, same_person(s)) for s in self._students}
        worth = quiz.points if quiz.varies else quiz.counted
        tasks = [
            self._task(quiz, item, records, draws, cell.points / worth)
            for item in quiz.questions
            if not item.by_hand  # it has a cell of its own
        ]
        now = pd.DataFrame({task.key: task.scores for task in tasks}).sum(axis=1)
        sure = bonuses(tasks)
        for student, own in draws.items():
            total = max(0.0, float(now.get(student, 0.0)) + sure.get(student, 0.0))
            if self._differs(student, cell, total * worth / (own.counted or worth)):
                self.outdated.add(student)
        yield from tasks

    def _task(
        self,
        quiz: Quiz,
        item: Item,
        records: Mapping[str, Record | None],
        draws: Mapping[str, Quiz],
        factor: float,
    ) -> Task:
        """Return a question with the answers of those who got it."""
        asked = asked_of(item, draws)
        return question_task(
            quiz,
            item,
            {s: r.questions.get(item.id) if (r := records[s]) else None for s in asked},
            points=item.points * factor,
            came_in=[s for s, r in records.items() if r],
            variants=asked if item.variants else None,
        )

    def _record(self, student: str, quiz: Quiz) -> Record | None:
        return submitted.read(self._course.submission(student), quiz.id).record

    def _differs(self, student: str, cell: Cell, now: float) -> bool:
        mark = self._marks.get(student, {}).get(cell.id)
        return mark is not None and mark.auto is not None and round(mark.auto - now, DIGITS) != 0

    def _whole(self, cell: Cell) -> Task:
        marks = {s: self._marks.get(s, {}).get(cell.id) for s in self._students}
        scores = {s: m.given if m else None for s, m in marks.items()}
        return Task(
            key=f"{cell.notebook}:{cell.name}",
            name=cell.name,
            kind=cell.kind,
            points=cell.points,
            scores=pd.Series(scores, dtype=float),
        )


def _handed_in(course: Course) -> set[str]:
    with suppress(CourseError):
        return set(course.students())
    return set()


def _notebooks(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the released notebooks, for the order of their cells and their language."""
    for path in sorted(folder.glob("*.ipynb")):
        with suppress(OSError, NoNotebook):
            found = content_of(path.read_bytes())["cells"]
            yield {"cells": [_cell(cell) for cell in found if isinstance(cell, dict)]}


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell with what is looked at, whatever a damaged notebook has in it."""
    about, source = cell.get("metadata"), cell.get("source")
    about = dict(about) if isinstance(about, Mapping) else {}
    marked = about.get("nbgrader")
    lines = source if isinstance(source, list) else [source]
    return {
        "cell_type": str(cell.get("cell_type")),
        "metadata": about | {"nbgrader": marked if isinstance(marked, Mapping) else {}},
        "source": "".join(line for line in lines if isinstance(line, str)),
    }


def _cells(book: Connection, assignment: str, notebooks: list[Mapping[str, Any]]) -> list[Cell]:
    """Return the graded cells in the order of the notebooks."""
    listed = [c["metadata"]["nbgrader"] for nb in notebooks for c in nb["cells"]]
    place = {str(c.get("grade_id")): number for number, c in enumerate(listed)}
    found = []
    for table in (api.GradeCell, api.TaskCell):
        for id_, notebook, name, points, kind, source in book.execute(_sources(table, assignment)):
            written = table is api.TaskCell or kind == "markdown"
            quiz = None if written else _quiz(source or "")
            shown = "quiz" if quiz else "written" if written else "code"
            found.append(Cell(id_, notebook, name, float(points), shown, quiz))
    return sorted(found, key=lambda c: (c.notebook, place.get(c.name, len(place)), c.name))


def _quiz(source: str) -> str | None:
    cell = {"cell_type": "code", "metadata": {}, "source": source}
    return next((found.quiz for found in quiz_cells({"cells": [cell]})), None)


def _sources(table: Any, assignment: str) -> Select[Any]:
    base, source = api.BaseCell.__table__, api.SourceCell
    own = table.__table__
    return (
        select(base.c.id, api.Notebook.name, base.c.name, own.c.max_score, own.c.cell_type)
        .add_columns(source.source)
        .select_from(base)
        .join(own, own.c.id == base.c.id)
        .join(api.Notebook, api.Notebook.id == base.c.notebook_id)
        .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
        .outerjoin(
            source, (source.notebook_id == base.c.notebook_id) & (source.name == base.c.name)
        )
        .where(api.Assignment.name == assignment)
    )


def _mark(auto: float | None, manual: float | None, extra: float | None, waits: bool) -> Mark:
    given = manual if manual is not None else auto
    return Mark(auto, None if given is None else given + (extra or 0.0), bool(waits))


def _people(assignment: str) -> Select[Any]:
    work, who = api.SubmittedAssignment, api.Student
    return (
        select(who.id, work.timestamp, work.extension)
        .add_columns(api.Assignment.duedate)
        .select_from(work)
        .join(api.Assignment, api.Assignment.id == work.assignment_id)
        .join(who, who.id == work.student_id)
        .where(api.Assignment.name == assignment)
        .order_by(who.id)
    )


def _student(row: Row[Any], names: Mapping[str, str], marks: Marks) -> Student:
    id_, handed_in, extension, due = tuple(row)
    own = marks.get(id_, {}).values()
    waiting = sum(mark.given is None for mark in own)
    return Student(
        id=id_,
        name=names[id_],
        late=seconds_late(handed_in, extension, due),
        extension=extension.total_seconds() if extension else 0.0,
        flagged=sum(mark.waits and mark.given is not None for mark in own),
        waiting=waiting,
        # Grading refuses work as a whole: each cell has no points, and waits to be looked at.
        refused=not own or all(mark.waits and mark.auto == 0 and not mark.score for mark in own),
    )
