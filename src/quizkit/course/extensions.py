"""More time for some students, as a teacher notes it in ``extensions.csv`` in the course's folder.

::

    student,assignment,until
    ann,demands,2026-11-25 17:00
    bob,demands,2 days
    # until Christmas, for all that there is
    eve,*,2026-12-24

A time is that of the course's zone, a day counts to its end. Headings, ``all`` and units may be in
any language that quizkit speaks; other columns are the teacher's own. Spreadsheets may save it with
semicolons, and write days as their country does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path

from quizkit import languages
from quizkit.errors import ContentError, Problem, nearest, printable
from quizkit.tables import saved_text

FILE = "extensions.csv"
RULE = "extensions"  # by which quizkit check names them
ALL = "*"
UNITS = ("minutes", "hours", "days", "weeks")
HEADINGS = "its first line names the columns: student,assignment,until"
AS_IN = "write it as in '2026-11-25 17:00' or '2 days'"
LONGEST = 60  # characters of a cell that are told
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
CLOCK = re.compile(r"(\d{1,2})[:.hu](\d{2})?(?:[:.]\d{2}(?:\.0+)?)?\s*([ap]m)?|(\d{1,2})\s*([ap]m)")
LAST_MINUTE = time(23, 59)


class _Unread(Exception):
    """A line that cannot be read."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend

    def problem(self, path: Path, line: int) -> Problem:
        """Return what is to be mended, and where."""
        return Problem(path, line, "", printable(self.what), self.mend, RULE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: for whom, for what, and until when or how much longer.

    ``until`` is UTC without a zone, as nbgrader has times.
    """

    number: int
    student: str
    assignment: str
    until: datetime | timedelta

    def extension(self, due: datetime) -> timedelta:
        """Return how much time there is after a due date; none where it ends before."""
        more = self.until if isinstance(self.until, timedelta) else self.until - due
        return max(more, timedelta())


@dataclass(frozen=True, slots=True)
class Extensions:
    """What the file says."""

    lines: tuple[Line, ...] = ()

    def granted(self, assignment: str, due: datetime | None) -> dict[str, timedelta]:
        """Return how much more time each student has for an assignment.

        A line for the assignment goes before one for all.

        >>> day, week = timedelta(days=1), timedelta(weeks=1)
        >>> lines = Line(2, "ann", "maps", day), Line(3, "ann", "*", week)
        >>> Extensions(lines).granted("maps", datetime(2026, 11, 13))["ann"].days
        1
        """
        if due is None:
            return {}
        chosen = {
            line.student: line.extension(due)
            for name in (ALL, assignment)
            for line in self.lines
            if line.assignment == name
        }
        return {student: more for student, more in chosen.items() if more}

    def without_effect(
        self,
        assignment: str,
        due: datetime | None,
        *,
        students: Collection[str],
        assignments: Collection[str],
    ) -> Iterator[str]:
        """Yield a sentence for each line that changes nothing, and was probably meant to.

        Args:
            assignment: the one that is being graded.
            due: its due date, if it has one.
            students: the ids that are known.
            assignments: the names that are known.
        """
        for line in self.lines:
            why = ""
            if line.assignment not in (ALL, *assignments):
                why = _unknown("assignment", line.assignment, assignments)
            elif line.student not in students:
                why = _unknown("student", line.student, students)
            elif line.assignment == assignment and due is None:
                why = f"'{assignment}' has no due date in the gradebook, so nobody is late"
            elif line.assignment == assignment and due and not line.extension(due):
                why = f"that is not after the due date, {due:%Y-%m-%d %H:%M} UTC"
            if why:
                yield f"{FILE}:{line.number}: {why}; this line changes nothing."


def read(folder: Path, zone: tzinfo) -> Extensions | None:
    """Read the file in a course's folder; None where there is none.

    Args:
        folder: the course's.
        zone: that of the times in the file.

    Raises ContentError, with each line that cannot be read.
    """
    path = folder / FILE
    try:
        found = list(_read(path.read_bytes(), path, zone))
    except FileNotFoundError:
        return None
    except OSError as error:
        what, mend = f"it cannot be read ({error.strerror})", "see that you may read it"
        raise ContentError([Problem(path, 0, "", what, mend, RULE)]) from error
    if problems := [each for each in found if isinstance(each, Problem)]:
        raise ContentError(problems)
    return Extensions(tuple(each for each in found if isinstance(each, Line)))


def _read(data: bytes, path: Path, zone: tzinfo) -> Iterator[Line | Problem]:
    """Yield what each line says, or what is wrong with it."""
    found: dict[tuple[str, str], Line] = {}
    try:
        rows = _rows(saved_text.decoded(data)[0])
        number, heading = next(rows, (1, []))
        columns = _columns(heading)
        for number, row in rows:
            try:
                line = _line(number, row, columns, zone)
                before = found.setdefault((line.student, line.assignment), line)
                if before is not line:
                    what = f"'{line.student}' stands in line {before.number} too"
                    raise _Unread(what, "leave one")
                yield line
            except _Unread as error:
                yield error.problem(path, number)
    except _Unread as error:
        yield error.problem(path, number)
    except csv.Error as error:
        yield Problem(path, 0, "", f"it is no table ({error})", "save it as CSV", RULE)
    except ValueError:
        yield Problem(path, 0, "", "it is no text", "save it as CSV", RULE)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that says something, with the number of its line."""
    for number, row in saved_text.rows(text, comment="#"):
        cells = [cell.strip() for cell in row]
        if any(cells) and not cells[0].startswith("#"):
            yield number, cells


def _columns(heading: Sequence[str]) -> dict[str, list[int]]:
    """Return where the columns are, by name; several may say how long."""
    plain = [re.sub(r"[\W_]+", " ", cell.casefold()).strip() for cell in heading]
    found = {
        name: [at for at, cell in enumerate(plain) if _is(name, cell)]
        for name in ("student", "assignment", "until")
    }
    if not all(found.values()):
        raise _Unread("it does not begin with the names of its columns", HEADINGS)
    return found


def _line(number: int, row: Sequence[str], columns: Mapping[str, list[int]], zone: tzinfo) -> Line:
    student, assignment = (_cells(row, columns[name])[:1] for name in ("student", "assignment"))
    said = _cells(row, columns["until"])
    if not student or student[0] == ALL:
        what = "it names no student" if not student else "it is for all students"
        raise _Unread(what, "name one; for the whole class, move the assignment's due date")
    if not assignment:
        raise _Unread("it names no assignment", f"name one, or write {ALL} for all")
    if len(said) != 1:
        raise _Unread("it says until when twice" if said else "it does not say until when", AS_IN)
    for_all = assignment[0] == ALL or _is("all", assignment[0].casefold())
    until = _until(said[0], zone)
    return Line(number, student[0], ALL if for_all else assignment[0], until)


def _cells(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [row[at] for at in places if at < len(row) and row[at]]


def _until(said: str, zone: tzinfo) -> datetime | timedelta:
    """Read a time, or how much longer.

    >>> str(_until("25-11-2026 17:00", UTC)), str(_until("2 dagen", UTC))
    ('2026-11-25 17:00:00', '2 days, 0:00:00')
    """
    text = said.casefold().strip()
    amount = re.fullmatch(r"\+?\s*(\d{1,4})\s*([^\W\d]+)", text)
    for unit in UNITS if amount else ():
        if amount and _is(unit, amount[2]):
            return timedelta(**{unit: int(amount[1])})
    day, _, rest = text.replace("t", " ", 1).partition(" ")
    try:
        date = _day(day, said)
        clock = _clock(rest.strip()) if rest.strip() else LAST_MINUTE
        there = datetime.combine(datetime(*date), clock, zone)
        return there.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise _Unread(f"'{said[:LONGEST]}' is no time and no number of days", AS_IN) from error


def _day(text: str, said: str) -> tuple[int, int, int]:
    """Read a day. One with dashes or dots has its day first; with strokes, only if it must."""
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if not (found := YEAR_LAST.fullmatch(text)):
        raise ValueError(text)
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    most = 12  # months
    if found[2] == "/" and max(one, other) <= most and one != other:
        raise _Unread(f"'{said[:LONGEST]}' has two meanings", "write the year first: 2026-11-25")
    return (year, one, other) if found[2] == "/" and other > most else (year, other, one)


def _clock(text: str) -> time:
    """Read a time of the day.

    >>> [str(_clock(text)) for text in ("17:00", "17u", "5:30 pm", "9.05 uur", "12 am")]
    ['17:00:00', '17:00:00', '17:30:00', '09:05:00', '00:00:00']
    """
    found = CLOCK.fullmatch(re.sub(r"\s*uur$", "", text))
    if not found:
        raise ValueError(text)
    hour, half = int(found[1] or found[4]), found[3] or found[5]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(found[2] or 0))


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    hint = f" (did you mean '{near}'?)" if near else ""
    return f"there is no {kind} '{printable(name)[:LONGEST]}' yet{hint}"


def _is(name: str, said: str) -> bool:
    return said in _words(name)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(languages.in_any("extensions", name).split("|"))
