"""The class list: ``students.csv`` in the course's folder, or else the students of the gradebook.

The table is what ``nbgrader db student import`` takes, with more columns where a school's system
asks for them; and the tables that such systems export are understood, whatever they call a column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from nbgrader import api
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from quizkit.errors import CourseError, printable
from quizkit.grading.student_ids import is_id
from quizkit.tables import saved_text
from quizkit.tables.cells import as_typed

NAME = "students.csv"
LARGEST = 10_000_000  # bytes
MOST_NAMED = 40  # in a sentence
LONGEST_ID = 200  # bytes; a folder's name has 255 at most
# What others call a column, in small letters, without signs.
COLUMNS = {
    "id": ("id", "studentid", "account"),
    "login": ("login", "username", "loginid", "sisloginid", "gebruikersnaam", "inlognaam"),
    "number": (
        *("number", "idnumber", "orgdefinedid", "sisuserid", "sisid", "studentnumber"),
        *("leerlingnummer", "studentnummer", "nummer", "stamnummer"),
    ),
    "email": ("email", "emailaddress", "mail", "emailadres", "mailadres"),
    "first_name": ("firstname", "givenname", "forename", "voornaam", "roepnaam"),
    "prefix": ("prefix", "infix", "tussenvoegsel", "tussenvoegsels"),
    "last_name": ("lastname", "surname", "familyname", "achternaam"),
    "name": ("name", "student", "fullname", "naam", "leerling", "volledigenaam"),
    "lms_id": ("lmsuserid", "lmsid", "canvasid", "moodleid", "userid"),
    "section": ("section", "class", "klas", "group", "groep"),
}
GRADEBOOK = {  # what nbgrader's gradebook has of a student, and its columns
    "first_name": "first_name",
    "last_name": "last_name",
    "email": "email",
    "lms_id": "lms_user_id",
}
IDS = ("id", "login", "number", "email")  # what can serve as id, the best first


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


def listed(names: Sequence[str], *, most: int = MOST_NAMED) -> str:
    """Return names as part of a sentence, so many at the most.

    >>> listed(["ann", "bob", "cy"], most=2)
    'ann, bob and 1 more'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def class_list(root: Path, engine: Engine) -> tuple[Student, ...]:
    """Return the class of a course: ``students.csv``, and what is in the gradebook besides.

    Raises CourseError, with the line, where the table cannot be used.
    """
    listed = table(root)
    enrolled = {student.id: student for student in _enrolled(engine)}
    filled = [_filled(student, enrolled.pop(student.id, student)) for student in listed]
    return (*filled, *enrolled.values())


def table(root: Path) -> tuple[Student, ...]:
    """Return the students of a course's ``students.csv``; none where there is no such table."""
    path = root / NAME
    return read(path) if path.exists() else ()


def enrol(students: Sequence[Student], engine: Engine) -> int:
    """Put these into the gradebook, with names and addresses; return how many are new to it.

    Nobody is taken out of it, and what the table leaves empty stays as it is.
    """
    known = {student.id: student for student in _enrolled(engine)}
    rows = api.Student.__table__
    added = 0
    try:
        with engine.begin() as connection:
            for student in students:
                before = known.get(student.id, Student(id=student.id))
                said = {
                    column: getattr(student, name)
                    for name, column in GRADEBOOK.items()
                    if getattr(student, name) not in ("", getattr(before, name))
                }
                if student.id not in known:
                    connection.execute(insert(rows).values(id=student.id, **said))
                    added += 1
                elif said:
                    connection.execute(update(rows).where(rows.c.id == student.id).values(**said))
    except SQLAlchemyError as error:
        raise CourseError(
            f"The students of {NAME} cannot be put into the gradebook: {type(error).__name__}; see "
            "that nothing else holds it, and that you may write to it."
        ) from error
    return added


def _filled(student: Student, other: Student) -> Student:
    """Return a student with what the other record has and this one lacks."""
    mine = {key: value for key, value in asdict(student).items() if value}
    names = {"first_name": "", "last_name": ""} if student.name else {}  # not half of each
    return Student(**asdict(other) | names | mine)


def _enrolled(engine: Engine) -> Iterator[Student]:
    asked = select(
        *(api.Student.id, api.Student.first_name, api.Student.last_name),
        *(api.Student.email, api.Student.lms_user_id),
    ).order_by(api.Student.id)
    with engine.connect() as connection:
        for row in connection.execute(asked):
            names = ("id", "first_name", "last_name", "email", "lms_id")
            yield Student(**{name: value or "" for name, value in zip(names, row, strict=True)})


def read(path: Path) -> tuple[Student, ...]:
    """Read a table of students."""
    rows = (row for row in _rows(path) if any(row[1]))
    first, header = next(rows, (1, []))
    columns = _columns(header)
    given = [name for name in IDS if name in columns]
    if not given:
        raise CourseError(
            f"{path}:{first}: no column says who is who; call one of them 'id', as in "
            "id,first_name,last_name,email."
        )
    found: dict[str, Student] = {}
    for line, cells in rows:
        fields = {name: _cell(cells, place) for name, place in columns.items()}
        if not any(fields.values()) or "points possible" in fields.get("name", "").casefold():
            continue  # the latter stands below the head of Canvas's table
        student = _student(fields, given[0], f"{path}:{line}")
        if student.id in found:
            raise CourseError(
                f"{path}:{line}: '{printable(student.id)}' is in it twice; keep one of the lines."
            )
        found[student.id] = student
    return tuple(found.values())


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise CourseError(f"{path} is too large to be a list of students; name the right table.")
    line = 0
    try:
        text, _ = saved_text.decoded(data)
        for line, cells in saved_text.rows(text):
            yield line, [as_typed(cell).strip() for cell in cells]
    except csv.Error as error:
        raise CourseError(
            f"{path}:{line + 1}: this is no table ({error}); save it as CSV once more."
        ) from error
    except ValueError as error:
        raise CourseError(f"{path} is no table of text; save it as CSV once more.") from error


def _columns(header: list[str]) -> dict[str, int]:
    """Return where each field stands; the first column of a name counts."""
    called = [re.sub(r"[\W_]+", "", cell.casefold()) for cell in header]
    if "sisloginid" in called:  # Canvas's own table, in which 'ID' is Canvas's number
        called = ["canvasid" if name == "id" else name for name in called]
    found = {
        field: [place for place, name in enumerate(called) if name in names]
        for field, names in COLUMNS.items()
    }
    return {field: places[0] for field, places in found.items() if places}


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _student(fields: Mapping[str, str], which: str, where: str) -> Student:
    name = fields[which]
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
    rest = {key: fields.get(key, "") for key in ("email", "login", "number", "lms_id", "section")}
    return Student(id=name, first_name=first.strip(), last_name=last, **rest)
