"""What a class hands in elsewhere, as schools' systems and the mail bring it, for the tests."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from course import small_course
from quizkit.desk.collecting.collection import Collection, Line, Place, Teacher
from quizkit.desk.collecting.work import Release
from quizkit.desk.student_table import Student
from quizkit.learner.carried import HandIn, packed
from quizkit.learner.record import QuestionRecord, Record, to_json
from quizkit.quiz.loading import load
from quizkit.quiz.released import read_released, released, text_of

ASSIGNMENT = "rivers"
FRIDAY = datetime(2022, 1, 14, 17, 0)
CLASS = (
    Student(id="ann", first_name="Ann", last_name="de Wit", email="ann.dewit@school.nl",
            number="1001", lms_id="501"),
    Student(id="bob", first_name="Bob", last_name="Ross", email="b.ross@school.nl",
            number="1002", lms_id="502"),
    Student(id="zoe", first_name="Zoë", last_name="van 't Hooft", email="zoe@school.nl",
            number="1003", lms_id="503"),
)  # fmt: skip

Inside = Mapping[str, bytes | str]


def zipped(files: Inside, when: datetime = FRIDAY) -> bytes:
    """Return a ZIP file of these."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, when.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return made.getvalue()


def notebook(work: str = "") -> bytes:
    """Return the small course's notebook with this work in it."""
    cells = [dict(cell) for cell in small_course.cells()]
    cells[2]["source"] = f"def days_between(first, last):\n    return 3  # {work}\n"
    return json.dumps(small_course.notebook(cells)).encode()


@dataclass
class School:
    """A course on a teacher's desk, without nbgrader, and what came for it."""

    root: Path
    settled: dict[str, str] = field(default_factory=dict)
    teacher: Teacher | None = None
    students: Sequence[Student] = CLASS

    def __post_init__(self) -> None:
        """Lay out the release."""
        self.mail = self.root / "mail"
        self.released = self.root / "release"
        self.quiz = self.released / "quizzes" / f"{ASSIGNMENT}.json"
        for folder in (self.mail, self.quiz.parent):
            folder.mkdir(parents=True, exist_ok=True)
        key = small_course.write(self.root / "keys" / "rivers.yaml", small_course.KEY)
        self.quiz.write_text(text_of(released(load(key))), encoding="utf-8")
        (self.released / "rivers.ipynb").write_bytes(notebook("as released"))

    def submission(self, student: str) -> Path:
        """Return where nbgrader has a student's work."""
        return self.root / "submitted" / student / ASSIGNMENT

    def answers(self, value: str = "10") -> bytes:
        """Return an answers file."""
        return json.dumps(to_json(self._record(value))).encode()

    def handed_in(self, by: str, value: str = "10") -> bytes:
        """Return the file that 'Hand in' makes."""
        said = HandIn(by, "2022-01-10T09:00:00.000Z", ASSIGNMENT, "en")
        return packed([self._record(value)], said).encode()

    def _record(self, value: str) -> Record:
        item = read_released(self.quiz)["ten-countries"]
        given = QuestionRecord(item.fingerprint, value, "2022-01-10T09:00:00.000Z")
        return Record(self.quiz.stem, "0f", {item.id: given})

    def work(self, work: str = "", value: str = "10", folder: str = "rivers/") -> dict[str, bytes]:
        """Return the folder that a student works in, with what programs leave there."""
        return {
            f"{folder}rivers.ipynb": notebook(work),
            f"{folder}answers/rivers.json": self.answers(value),
            f"{folder}quizzes/rivers.json": self.quiz.read_bytes(),
            f"{folder}.ipynb_checkpoints/rivers-checkpoint.ipynb": b"{}",
            f"{folder}answers/.rivers.lock": b"",
        }

    def put(self, name: str, data: bytes) -> Path:
        """Put a file among the mail."""
        path = self.mail / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def collection(self) -> Collection:
        """Return a run of the command."""
        return Collection(
            Place(self.root, ASSIGNMENT, self.submission),
            Release.of(self.released),
            self.students,
            settled=self.settled,
            teacher=self.teacher,
        )

    def collect(self, *paths: Path) -> list[Line]:
        """Collect these, or all the mail; return what is said."""
        return list(self.collection().take(paths or (self.mail,)))

    def bad(self, *paths: Path) -> list[str]:
        """Collect, and return what was left out."""
        return [line.said for line in self.collect(*paths) if not line.good]

    def there(self, student: str) -> dict[str, bytes]:
        """Return what is handed in for a student, by path."""
        folder = self.submission(student)
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    def everything(self) -> list[str]:
        """Return every path in the course but the mail."""
        found = self.root.rglob("*")
        paths = (path for path in found if not path.is_relative_to(self.mail))
        return sorted(path.relative_to(self.root).as_posix() for path in paths)


def moodle(works: Mapping[tuple[str, int], Inside]) -> dict[str, Any]:
    """Return Moodle's download: a folder for each student."""
    return {
        f"{name}_{number}_assignsubmission_file/{path}": data
        for (name, number), files in works.items()
        for path, data in files.items()
    }


def moodle_flat(works: Mapping[tuple[str, int], Inside]) -> dict[str, Any]:
    """Return Moodle's download without folders."""
    return {
        f"{name}_{number}_assignsubmission_file_{path.rpartition('/')[2]}": data
        for (name, number), files in works.items()
        for path, data in files.items()
    }
