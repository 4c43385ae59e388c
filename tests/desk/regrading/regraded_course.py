"""The course of the tests of ``quizkit regrade``: what a teacher does in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from course.graded_course import ASSIGNMENT, GradedCourse
from quizkit.desk.regrading.changes import Changes
from quizkit.desk.regrading.class_regrade import ClassRegrade
from quizkit.grading.open_course import Course

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.Execute.enabled = False
import quizkit.course
quizkit.course.configure(c)
"""


class RegradedCourse(GradedCourse):
    """A graded course, its key mended and its quizzes scored again."""

    def __init__(self, root: Path) -> None:
        before = (root / "gradebook.db").read_bytes()
        super().__init__(root)
        (root / "gradebook.db").write_bytes(before)

    @property
    def key(self) -> Path:
        """The file of the key."""
        return self.root / "keys" / "week.yaml"

    def mend(self, old: str, new: str) -> None:
        """Change the key."""
        text = self.key.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.key.write_text(text.replace(old, new), encoding="utf-8")

    def look(self, student: str = "*") -> Changes:
        """Look what would change."""
        return ClassRegrade(Course(ASSIGNMENT, student, logged=False)).changes()

    def change(self, student: str = "*") -> Changes:
        """Change it."""
        return ClassRegrade(Course(ASSIGNMENT, student, logged=False)).written()

    def autos(self) -> dict[str, float | None]:
        """Return the computed points of everybody's quiz."""
        return {s: self.grades(s)["quiz"].auto for s in ("ann", "bob", "cas", "dan", "eva")}

    def state(self) -> dict[str, tuple[str, int]]:
        """Return all files of the course, each with what it holds and when it was written."""
        return {
            str(path.relative_to(self.root)): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime_ns,
            )
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }
