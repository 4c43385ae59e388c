"""A school for the tests: a teacher with a copy of the course, students, and an exchange.

Everyone has a home and a working folder of their own, with the few lines of nbgrader's
configuration that the guide tells them to write. nbgrader asks the computer account for a
student's name; since one account plays everybody here, each student's configuration names him.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from browser.serving import private_home
from course import nbgrader_command

COURSE = Path("lessons") / "course"
LEFT_OUT = shutil.ignore_patterns(
    "release", "submitted", "autograded", "feedback", "gradebook.db*", ".ipynb_checkpoints"
)


@dataclass
class Person:
    """Someone at a computer: what they type, and where."""

    name: str
    folder: Path
    environment: Mapping[str, str]
    logs: Path
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def start(self, *arguments: str) -> nbgrader_command.Command:
        """Start an nbgrader command in one's own folder, and don't wait for it."""
        log = self.logs / f"{self.name}-{next(self._numbers):02}-{arguments[0]}.log"
        return nbgrader_command.start(
            *arguments, folder=self.folder, environment=self.environment, log=log
        )

    def nbgrader(self, *arguments: str, fails: bool = False) -> str:
        """Run an nbgrader command in one's own folder; give what it printed."""
        return self.start(*arguments).end(fails=fails)

    def types(self, *arguments: str) -> str:
        """Run an nbgrader command as typed in a terminal: a process of its own, and slow."""
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:]
        return done.stdout


@dataclass
class School:
    """One class: its teacher, its students, and the folder they exchange work through."""

    root: Path
    course_id: str
    teacher: Person
    students: dict[str, Person] = field(default_factory=dict)

    @property
    def exchange(self) -> Path:
        """The folder through which work is handed out and handed in."""
        return self.root / "exchange"

    @property
    def course(self) -> Path:
        """The teacher's copy of the course."""
        return self.teacher.folder

    def gradebook(self) -> AbstractContextManager[Gradebook]:
        """Open the gradebook that the course keeps by default."""
        found: AbstractContextManager[Gradebook] = Gradebook(
            f"sqlite:///{self.course / 'gradebook.db'}", self.course_id
        )
        return found

    def enrol(self, name: str) -> Person:
        """Return a student a computer, set up as the guide tells students to."""
        student = _person(self.root, name)
        (student.folder / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            f"c.CourseDirectory.course_id = {self.course_id!r}\n"
            f"c.Exchange.root = {str(self.exchange)!r}\n"
            f"c.CourseDirectory.student_id = {name!r}\n",
            encoding="utf-8",
        )
        self.students[name] = student
        return student


def open_school(root: Path, course: Path) -> School:
    """Return a teacher a fresh copy of the course and an exchange."""
    teacher = _person(root, "teacher")
    shutil.copytree(course, teacher.folder, ignore=LEFT_OUT, dirs_exist_ok=True)
    config = teacher.folder / "nbgrader_config.py"
    school = School(root, _course_id(config), teacher)
    school.exchange.mkdir()
    school.exchange.chmod(0o777)
    with config.open("a", encoding="utf-8") as file:
        file.write(f"\nc.Exchange.root = {str(school.exchange)!r}\n")
    return school


def _person(root: Path, name: str) -> Person:
    folder, logs = root / name / "work", root / "logs"
    for path in (folder, logs):
        path.mkdir(parents=True, exist_ok=True)
    # As in an activated environment: nbgrader starts `alembic` by name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return Person(name, folder, private_home(root / name) | {"PATH": path}, logs)


def _course_id(config: Path) -> str:
    from traitlets.config.loader import PyFileConfigLoader

    loaded = PyFileConfigLoader(config.name, path=str(config.parent)).load_config()
    return str(loaded.CourseDirectory.course_id)
