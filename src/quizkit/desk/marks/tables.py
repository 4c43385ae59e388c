"""Marks as tables, with the columns that each system's own documentation names.

Moodle
    *Grades*, *Import*, *CSV file*: ``Email address``, ``ID number`` and ``Username`` to know a
    student by, and a column for each grade item (docs.moodle.org, *Grade import*).
Canvas
    ``Student, ID, SIS User ID, SIS Login ID, Section``, then each assignment as ``Name (number)``,
    with the row ``Points Possible`` first (``lib/gradebook_importer.rb``).
Brightspace
    ``OrgDefinedId, Username``, then ``Name Points Grade``, and ``End-of-Line Indicator`` with ``#``
    (D2L, *Importing grades*).
csv, xlsx
    everything there is to know, for a person; ``xlsx`` has names as text and marks as numbers.

Who has no mark has no row in what a system imports, for an empty cell may wipe out a mark there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from quizkit.desk.marks.scales import POINTS, Scale
from quizkit.desk.marks.standings import Result, Standing, State
from quizkit.desk.student_table import Student

Cell = str | Decimal | None
END = "End-of-Line Indicator"
POSSIBLE = "    Points Possible"  # as Canvas writes it


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the teacher asked for.

    Args:
        scale: how points become marks.
        names: what the grade item of an assignment is called in the school's system.
        missing: the mark for who handed in nothing; None for no mark.
        unfinished: who waits for marks by hand, or for a look, gets a mark for the points so far.
    """

    scale: Scale
    names: Mapping[str, str] = field(default_factory=dict)
    missing: Decimal | None = None
    unfinished: bool = False

    def name(self, assignment: str) -> str:
        """Return what an assignment is called there."""
        return self.names.get(assignment, assignment)

    def mark(self, standing: Standing, maximum: Fraction) -> Decimal | None:
        """Return a student's mark, or None where there is none yet."""
        if standing.state == State.MISSING:
            return self.missing
        if standing.state == State.UNGRADED:
            return None
        if standing.state in (State.WAITING, State.FLAGGED) and not self.unfinished:
            return None
        return self.scale.mark(standing.score, maximum)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; texts are texts, and numbers numbers."""

    head: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def moodle(results: Sequence[Result], wishes: Wishes) -> Table:
    """Return Moodle's table; of the three columns that know a student, those that are filled."""
    fields = {"Email address": "email", "ID number": "number", "Username": "login"}
    return _known_by(fields, results, wishes, named=lambda name: name)


def canvas(results: Sequence[Result], wishes: Wishes) -> Table:
    """Return Canvas's table."""
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    top = [_plain(wishes.scale.top(result.maximum)) for result in results]
    rows: list[tuple[Cell, ...]] = [(POSSIBLE, None, None, None, None, *top)]
    for student, marks in _marked(results, wishes):
        name = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
        login = student.login or student.id
        known = (name, student.lms_id, student.number, login, student.section)
        rows.append((*known, *marks))
    return Table((*head, *(wishes.name(result.assignment) for result in results)), rows)


def brightspace(results: Sequence[Result], wishes: Wishes) -> Table:
    """Return Brightspace's table."""
    fields = {"OrgDefinedId": "number", "Username": "login"}
    table = _known_by(fields, results, wishes, named=lambda name: f"{name} Points Grade")
    return Table((*table.head, END), [(*row, "#") for row in table.rows])


def everything(results: Sequence[Result], wishes: Wishes) -> Table:
    """Return a table for people: each of the class, with points, mark, and what is missing."""
    head = ["id", "last_name", "first_name", "email"]
    for result in results:
        head += [f"{wishes.name(result.assignment)} {what}" for what in ("points", "maximum")]
        head += [] if wishes.scale.kind == POINTS else [f"{wishes.name(result.assignment)} mark"]
        head.append(f"{wishes.name(result.assignment)} state")
    rows = []
    for of_one in zip(*(result.standings for result in results), strict=True):
        student = of_one[0].student
        cells: list[Cell] = [student.id, student.last_name, student.first_name, student.email]
        for standing, result in zip(of_one, results, strict=True):
            cells += _cells(standing, result, wishes)
        rows.append(tuple(cells))
    return Table(tuple(head), rows)


def _cells(standing: Standing, result: Result, wishes: Wishes) -> list[Cell]:
    mark = wishes.mark(standing, result.maximum)
    has_points = standing.state not in (State.UNGRADED, State.MISSING)
    scored = _plain(standing.score) if has_points else None
    if wishes.scale.kind == POINTS:
        return [mark, _plain(result.maximum), standing.state.value]
    return [scored, _plain(result.maximum), mark, standing.state.value]


SYSTEMS: Mapping[str, Callable[[Sequence[Result], Wishes], Table]] = {
    "moodle": moodle,
    "canvas": canvas,
    "brightspace": brightspace,
    "csv": everything,
    "xlsx": everything,
}


def _known_by(
    fields: Mapping[str, str],
    results: Sequence[Result],
    wishes: Wishes,
    *,
    named: Callable[[str], str],
) -> Table:
    """Return a table of those columns that anybody fills; the id is the login of who has none."""
    marked = list(_marked(results, wishes))
    students = [student for student, _ in marked]
    has = {title: any(getattr(s, key) for s in students) for title, key in fields.items()}
    kept = {title: key for title, key in fields.items() if has[title] or key == "login"}
    rows: list[tuple[Cell, ...]] = [
        (*(_known(student, key) for key in kept.values()), *marks) for student, marks in marked
    ]
    return Table((*kept, *(named(wishes.name(result.assignment)) for result in results)), rows)


def _known(student: Student, key: str) -> str:
    value: str = getattr(student, key)
    return value or (student.id if key == "login" else "")


def _marked(
    results: Sequence[Result], wishes: Wishes
) -> list[tuple[Student, tuple[Decimal | None, ...]]]:
    """Return the marks of everybody who has any."""
    found = []
    for of_one in zip(*(result.standings for result in results), strict=True):
        both = zip(of_one, results, strict=True)
        marks = tuple(wishes.mark(standing, result.maximum) for standing, result in both)
        if any(mark is not None for mark in marks):
            found.append((of_one[0].student, marks))
    return found


def _plain(value: Fraction) -> Decimal:
    """Return points as a decimal number, with four places at most.

    >>> _plain(Fraction(7)), _plain(Fraction(1, 3))
    (Decimal('7'), Decimal('0.3333'))
    """
    rounded = round(value, 4)
    number = Decimal(rounded.numerator) / Decimal(rounded.denominator)
    return number.quantize(Decimal(1)) if rounded.denominator == 1 else number
