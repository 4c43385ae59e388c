"""An nbgrader course opened as ``nbgrader autograde`` opens it: its settings, gradebook, class."""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import re
import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, IncludeHeaderFooter
from sqlalchemy import URL, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from traitlets.utils.importstring import import_item

from quizkit import course
from quizkit.course import settings
from quizkit.course.folder import course_of
from quizkit.course.settings import CONFIG
from quizkit.errors import CourseError, UnknownName, nearest
from quizkit.grading.gradebook.shared_session import PATIENCE, make_ready
from quizkit.grading.resuming.fingerprint import Key, Unread, common_key, own_modules
from quizkit.grading.resuming.gradebook_state import Standing
from quizkit.grading.resuming.journal import PLACE
from quizkit.grading.sandbox.sight import Sight
from quizkit.grading.submission.execute_step import exchange_in, sight_in
from quizkit.ports.nbgrader_port import log_to

LONGEST = 300  # characters of an error that is not ours


class Course:
    """An open course, with one assignment to grade.

    Args:
        assignment: its name.
        student: an id, or a pattern such as ``a*``, as nbgrader takes it.

    Raises CourseError or UnknownName where there is no such course or assignment.
    """

    def __init__(self, assignment: str, student: str = "*") -> None:
        self.assignment, self.student = assignment, student
        self.app = _app()
        self._directory = self.app.coursedir
        try:
            self._directory.assignment_id = assignment
            self._directory.student_id = student
        except Exception as error:  # traitlets' own kinds of error
            raise CourseError(f"'{assignment}' can be no assignment: {error}.") from error
        self.root = Path(self._directory.root)
        try:
            self._look_into_gradebook()
        except SQLAlchemyError as error:
            raise self._broken_gradebook(error) from error
        except ImportError as error:
            raise CourseError(
                f"The gradebook cannot be used: {_short(error)}; install that for the kind of "
                "database that c.CourseDirectory.db_url names."
            ) from error
        self.log_file = self._log_to_file()

    def students(self) -> list[str]:
        """Return the ids of those who handed the assignment in, in order, whatever is in them.

        Raises CourseError if there are none.
        """
        asked = self._directory.student_id
        found = self._matching(asked) - set(self._directory.student_id_exclude.split(","))
        if not found:
            raise CourseError(self._nobody(asked))
        return sorted(found)

    def _matching(self, student: str) -> set[str]:
        """Return the students who handed something in, as nbgrader finds them."""
        directory, name = self._directory, self.assignment
        place = directory.submitted_directory
        pattern = directory.format_path(place, "(?P<student>.*)", re.escape(name), escape=True)
        # Of the path only the student may be a pattern, and an id that looks like one is an id too.
        root = Path(directory.root)
        below = directory.format_path(place, student, glob.escape(name))
        below = os.path.relpath(below, root) if Path(below).is_relative_to(root) else below
        below = os.path.join(glob.escape(str(root)), below)  # noqa: PTH118
        paths = glob.glob(below, include_hidden=True)  # noqa: PTH207
        literal = directory.format_path(place, student, name)
        paths = [literal] if student != "*" and Path(literal).is_dir() else paths
        matches = (re.fullmatch(pattern, path, re.DOTALL) for path in paths)
        return {match["student"] for match in matches if match}

    def submission(self, student: str) -> Path:
        """Return the folder of what a student handed in."""
        return self._folder(self._directory.submitted_directory, student)

    def released(self) -> Path:
        """Return the folder of what students receive."""
        return self._folder(self._directory.release_directory, ".")

    def enrolled(self) -> set[str]:
        """Return the ids of the students in the gradebook."""
        with Gradebook(self._directory.db_url, self._directory.course_id) as gradebook:
            return {student.id for student in gradebook.students}

    def autograded(self, student: str) -> Path:
        """Return the folder where the graded version of it goes."""
        return self._folder(self._directory.autograded_directory, student)

    def standing(self) -> Standing:
        """Return a view of the gradebook, for this process."""
        url = self._directory.db_url
        sqlite = url.startswith("sqlite")
        engine = create_engine(
            url, poolclass=NullPool, connect_args={"timeout": PATIENCE} if sqlite else {}
        )
        return Standing(engine, self.assignment)

    def key(self) -> str:
        """Return the key of all that its submissions share."""
        folders = [
            self._folder(step, ".")
            for step in (self._directory.source_directory, self._directory.release_directory)
        ]
        files = [Path(name) for name in self.app.loaded_config_files]
        try:
            return common_key(
                settings=self.app.config,
                files=[*files, *self._frames(), *own_modules()],
                folders=[*folders, self.root / "keys"],
                gradebook=Key(self.standing().source_key(), self.sight().key()).text,
            )
        except Unread as error:
            raise CourseError(f"Cannot read the assignment's files: {error}.") from error

    def _frames(self) -> list[Path]:
        """Return the notebooks that nbgrader puts before and after each assignment."""
        step = IncludeHeaderFooter(config=self.app.config)
        return [self.root / name for name in (step.header, step.footer) if name]

    def sight(self) -> Sight:
        """Return what the course's settings let its notebooks see.

        Raises CourseError where they cannot be followed.
        """
        return sight_in(self._directory, self.app.config)

    def closed(self) -> tuple[Path, ...]:
        """Return the folders that must be out of its notebooks' sight."""
        return self.root, exchange_in(self.app.config)

    def _folder(self, step: str, student: str) -> Path:
        return Path(self._directory.format_path(step, student, self.assignment))

    def _look_into_gradebook(self) -> None:
        url = self._url()
        file = url.database if url.get_backend_name() == "sqlite" else None
        if file and not (self.root / file).exists():
            raise CourseError(self._no_course())
        known = self.standing().assignments()
        if self.assignment not in known:
            if self._folder(self._directory.source_directory, ".").is_dir():
                raise CourseError(
                    f"The assignment '{self.assignment}' is not in the gradebook yet; type "
                    f"'nbgrader generate_assignment {self.assignment}' first."
                )
            raise UnknownName("assignment", self.assignment, known)
        make_ready(self._directory.db_url, self._directory.course_id)

    def _url(self) -> URL:
        try:
            return make_url(self._directory.db_url)
        except (ArgumentError, ValueError) as error:  # its words hold the address
            raise CourseError(
                "c.CourseDirectory.db_url in the course's settings is no address of a database; "
                "write one such as sqlite:///gradebook.db or postgresql+psycopg://host/grades."
            ) from error

    def _no_course(self) -> str:
        above = course_of(Path.cwd())
        if above and above != self.root:
            return f"This folder is inside a course: go to {above} and type the command again."
        # The settings may all lie elsewhere on Jupyter's path: then the source tells a course.
        source = self._folder(self._directory.source_directory, ".").parent
        if (self.root / CONFIG).is_file() or source.is_dir():
            return (
                f"The course in {self.root} has no gradebook yet; type "
                f"'nbgrader generate_assignment {self.assignment}' first."
            )
        return (
            f"There is no nbgrader course in {self.root}: it has neither {CONFIG} nor the folder "
            f"{source.name}; go to the course's folder, or name it as c.CourseDirectory.root in "
            f"the {CONFIG} in one of Jupyter's own folders ('jupyter --paths' lists them)."
        )

    def _nobody(self, student: str) -> str:
        folder = self.submission(student)
        if student == "*":
            return (
                f"Nobody has handed in '{self.assignment}': there is no {folder}; to fetch what "
                f"students submitted, type 'nbgrader collect {self.assignment}'."
            )
        near = nearest(student, self._matching("*"))
        hint = f"did you mean '{near}'?" if near else f"there is no {folder}."
        return f"'{student}' has not handed in '{self.assignment}': {hint}"

    def _broken_gradebook(self, error: SQLAlchemyError) -> CourseError:
        url = self._url()
        said = _short(getattr(error, "orig", None) or error)
        return CourseError(
            f"The gradebook {url.render_as_string(hide_password=True)} cannot be used ({said}); if"
            f" nbgrader was updated, make a copy of the gradebook and type 'nbgrader db upgrade'."
        )

    def _log_to_file(self) -> Path:
        """Have nbgrader's log go to a file of this run, where it disturbs nobody."""
        path = self.root / PLACE / "grading" / f"{self.assignment}.log"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        except OSError as error:
            raise CourseError(f"Cannot write {path}: {error.strerror}.") from error
        log_to(self.app, path)
        return path


def _app() -> Any:
    """Return nbgrader's application for grading, with the course's settings and quizkit's steps."""
    log = logging.getLogger("quizkit.grading")
    log.propagate = False
    log.handlers = [logging.NullHandler()]
    log.setLevel(logging.INFO)
    AutogradeApp.clear_instance()
    app = AutogradeApp.instance(log=log)
    app.raise_config_file_errors = True
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a settings file prints
            app.initialize([])
    except (Exception, SystemExit) as error:
        raise CourseError(_in_settings(error)) from error
    course.configure(app.config)
    _import_steps(app)
    return app


def _import_steps(app: Any) -> None:
    """Import the steps and the plugin that the settings name, which every grade depends on.

    Raises CourseError for one that is not to be had: without it nobody could be graded.
    """
    converter = Autograde(parent=app)
    for name in ("sanitize_preprocessors", "autograde_preprocessors"):
        for step in getattr(converter, name):
            try:
                import_item(step) if isinstance(step, str) else None
            except Exception as error:  # also of the module itself
                raise CourseError(
                    f"The course's settings: c.Autograde.{name} names '{step}', which cannot be"
                    f" imported ({type(error).__name__}: {_short(error)}); correct the name, or the"
                    " file that it is in."
                ) from error
    try:
        _ = AssignLatePenalties(parent=app).plugin_class
    except Exception as error:
        raise CourseError(f"The course's settings: {_short(error)}.") from error


def _in_settings(error: BaseException) -> str:
    """Return where in the settings an error is."""
    here = Path.cwd()
    wrong = settings.read_settings(here).mistake
    if wrong is None and isinstance(error, SystemExit) and isinstance(error.__context__, Exception):
        # They can be run, but nbgrader does not take a value; it has written that to its log.
        return f"The course's settings: {_short(error.__context__)}."
    wrong = wrong or settings.mistake_in(error, here, here / CONFIG)
    where = f"{wrong.path}:{wrong.line}" if wrong.line else f"{wrong.path}"
    return f"{where}: the course's settings cannot be read ({wrong.what}); mend them."


def _short(error: object) -> str:
    return settings.without_passwords(" ".join(str(error).split()))[:LONGEST].rstrip(".")
