"""The class list: ``students.csv`` in the course's folder, or else the students of the gradebook.

The table is what ``nbgrader db student import`` takes, with more columns where a school's system
asks for them; and the tables that such systems export are understood, whatever they call a column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from nbgrader import api
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from quizkit.desk.student_table import Student, read
from quizkit.errors import CourseError

NAME = "students.csv"
MOST_NAMED = 40  # in a sentence
GRADEBOOK = {  # what nbgrader's gradebook has of a student, and its columns
    "first_name": "first_name",
    "last_name": "last_name",
    "email": "email",
    "lms_id": "lms_user_id",
}


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
    _check_zeros(root / NAME, listed, enrolled)
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


def _check_zeros(path: Path, listed: Sequence[Student], enrolled: Collection[str]) -> None:
    """See that no spreadsheet took the zeros off the numbers by which the gradebook has people."""
    whole = {name.lstrip("0"): name for name in enrolled if name.isdecimal() and name[0] == "0"}
    for student in listed:
        if student.id in whole:
            raise CourseError(
                f"{path}: '{student.id}' is '{whole[student.id]}' in the gradebook: a spreadsheet"
                " took the zeros off. Make the column text there, export the list once more, and"
                " look at all of its numbers."
            )
