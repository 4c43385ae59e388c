"""The pages of a class in one ZIP file, each named after its student: to send, or to upload."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from quizkit.desk.student_table import Student
from quizkit.errors import CourseError

IN_NO_NAME = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')  # of a file, on one system or another
LONGEST = 60  # characters of a student's name
NOWHERE = "{} cannot be written ({}): see that there is room and that you may write there."


def name_of(student: Student, page: Path) -> str:
    """Return what a student's page is called: last and first name, id, and its own name.

    >>> name_of(Student(id="nb", first_name="Noor", last_name="Bakker"), Path("demands.html"))
    'Bakker Noor nb demands.html'
    """
    name = f"{student.last_name} {student.first_name}".strip()[:LONGEST]
    return IN_NO_NAME.sub("-", f"{name} {student.id} {page.name}").lstrip(" .-")


def pack(path: Path, folders: Mapping[str, Path], known: Iterable[Student]) -> int:
    """Write the ZIP file whole, of the folders with students' pages; return how many pages."""
    students = {student.id: student for student in known}
    new = path.with_name(f"{path.name}.new")
    pages = 0
    try:
        with ZipFile(new, "w", ZIP_DEFLATED) as file:
            for id_, folder in sorted(folders.items()):
                for page in sorted(folder.glob("*.html")):
                    file.write(page, name_of(students.get(id_, Student(id=id_)), page))
                    pages += 1
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise CourseError(NOWHERE.format(path, error.strerror)) from error
    return pages
