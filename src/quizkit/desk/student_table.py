"""A table of students, as a school's system or a spreadsheet writes it.

Any separator and encoding will do, with lines above the head, and columns in any order, called as
in any of quizkit's languages.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizkit import languages
from quizkit.errors import CourseError, printable
from quizkit.grading.student_ids import is_id
from quizkit.tables import saved_text
from quizkit.tables.cells import as_typed

LARGEST = 10_000_000  # bytes
LONGEST_ID = 200  # bytes; a folder's name has 255 at most
DEEPEST = 10  # lines that may stand above the head
FIELDS = (
    *("id", "login", "number", "email", "first_name", "prefix", "last_name", "name", "lms_id"),
    "section",
)
IDS = ("id", "login", "number", "email")  # what can serve as id, the best first
MADE_A_NUMBER = re.compile(r"\d+(?:[.,]\d+)?e\+\d+|\d+[.,]0+", re.IGNORECASE)
AS_TEXT = re.compile(r"""['#](?P<marked>.*)|="(?P<formula>.*)\"""")
Row = tuple[int, list[str]]  # where it begins, and its cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One of the class.

    Args:
        id: the name of the student's folders, as nbgrader has it.
        login: the name of the account in the school's system, if that is another.
        number: the number that the school gives: ``ID number``, ``OrgDefinedId``, ``SIS User ID``.
        lms_id: the number that the system itself gives.

    >>> Student(id="ann", first_name="Ann", last_name="de Wit").name
    'Ann de Wit'
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    login: str = ""
    number: str = ""
    lms_id: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        """First and last name; empty if neither is known."""
        return f"{self.first_name} {self.last_name}".strip()


def read(path: Path) -> tuple[Student, ...]:
    """Read a table of students.

    Raises CourseError, with the line, where it cannot be used.
    """
    rows = _rows(path)
    at = next((at for at, (_, cells) in enumerate(rows[:DEEPEST]) if _ids(cells)), None)
    if at is None:
        raise CourseError(
            f"{path}:{rows[0][0] if rows else 1}: no column says who is who; call one of them "
            "'id', as in id,first_name,last_name,email."
        )
    head = rows[at][1]
    columns, which = _columns(head), _ids(head)[0]
    found: dict[str, Student] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[at + 1 :]:
        where = f"{path}:{line}"
        fields = {name: _cell(cells, place) for name, place in columns.items()}
        if any(cells[len(head) :]):
            raise CourseError(
                f"{where}: this line has more cells than there are columns; put quotation marks "
                "around a text with the sign that parts them, or save the table as CSV once more."
            )
        if not any(fields.values()) or "points possible" in fields.get("name", "").casefold():
            continue  # the latter stands below the head of Canvas's table
        student = _student(fields, which, where)
        same = student.id.casefold()
        if same in found:
            raise CourseError(
                f"{where}: '{printable(student.id)}' is in it twice, in line {lines[same]} too; "
                "keep one of the lines."
            )
        found[same], lines[same] = student, line
    return tuple(found.values())


def _rows(path: Path) -> list[Row]:
    """Return the rows that say something, parted by the sign that makes the best head of one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise CourseError(f"{path} is too large to be a list of students; name the right table.")
    try:
        text, _ = saved_text.decoded(data)
    except ValueError as error:
        raise CourseError(f"{path} is no table of text; save it as CSV once more.") from error
    top = "\n".join(text.splitlines()[: 2 * DEEPEST])
    separator = max(saved_text.SEPARATORS, key=lambda sign: _best_head(top, sign))
    try:
        return list(_parted(text, separator, strict=True))
    except csv.Error as error:
        raise CourseError(
            f"{path}: this is no table ({error}); look for a quotation mark there that is not "
            "closed, or save it as CSV once more."
        ) from error


def _best_head(text: str, separator: str) -> int:
    """Return how many fields the best head in a text has."""
    try:
        return max((len(_columns(cells)) for _, cells in _parted(text, separator)), default=0)
    except csv.Error:
        return 0


def _parted(text: str, separator: str, *, strict: bool = False) -> Iterator[Row]:
    """Yield the rows that say something; csv.Error, with the line, where there is no table."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    line = 1
    try:
        for row in reader:
            cells = [as_typed(cell).strip() for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(f"from line {line} on: {error}") from error


@cache
def _called(field: str) -> frozenset[str]:
    """Return what a column is called, in small letters without signs."""
    return frozenset(languages.in_any("class_list", field).split("|"))


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Return where each field stands; the first column of a name counts.

    >>> _columns(["Name", "Vorname", "E-Mail"])
    {'email': 2, 'first_name': 1, 'last_name': 0}
    """
    called = [re.sub(r"[\W_]+", "", cell.casefold()) for cell in head]
    if "sisloginid" in called:  # Canvas's own table, in which 'ID' is Canvas's number
        called = ["canvasid" if name == "id" else name for name in called]
    found = {
        field: [place for place, name in enumerate(called) if name in _called(field)]
        for field in FIELDS
    }
    columns = {field: places[0] for field, places in found.items() if places}
    if "first_name" in columns and "last_name" not in columns and "name" in columns:
        columns["last_name"] = columns.pop("name")  # 'Name' and 'Nom' are half of one there
    return columns


def _ids(head: Sequence[str]) -> list[str]:
    """Return the columns of a head that can serve as id, the best first."""
    columns = _columns(head)
    return [name for name in IDS if name in columns]


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _plain(cell: str) -> str:
    """Return what was marked as text, as spreadsheets and Brightspace do to keep its zeros.

    >>> _plain("'0012"), _plain('="0012"'), _plain("#0012")
    ('0012', '0012', '0012')
    """
    found = AS_TEXT.fullmatch(cell)
    return cell if not found else found["marked"] or found["formula"] or ""


def _student(fields: Mapping[str, str], which: str, where: str) -> Student:
    known_by = {name: _plain(fields.get(name, "")) for name in IDS}
    for said in known_by.values():
        if MADE_A_NUMBER.fullmatch(said):
            raise CourseError(
                f"{where}: '{said}' is what a spreadsheet makes of a long number; make the column"
                " text there, and export the list once more."
            )
    name = known_by[which]
    if not name:
        raise CourseError(f"{where}: this line has no '{which}'; write it, or take the line out.")
    if not is_id(name):
        raise CourseError(
            f"{where}: '{printable(name)}' can be no student's id: letters, digits and . _ - + @ "
            "alone; correct it."
        )
    if len(name.encode()) > LONGEST_ID:
        raise CourseError(
            f"{where}: '{name[:20]}…' is too long to be a student's id, which is the name of a "
            "folder; shorten it."
        )
    first, last = fields.get("first_name", ""), fields.get("last_name", "")
    if not (first or last):
        last, _, first = fields.get("name", "").rpartition(",")
    last = f"{fields.get('prefix', '')} {last}".strip()
    rest = {key: known_by[key] for key in ("email", "login", "number")}
    rest |= {key: fields.get(key, "") for key in ("lms_id", "section")}
    return Student(id=name, first_name=first.strip(), last_name=last, **rest)
