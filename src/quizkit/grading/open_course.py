"""An nbgrader course opened as ``nbgrader autograde`` opens it: its settings, gradebook, class."""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, IncludeHeaderFooter
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from traitlets.utils.importstring import import_item

from quizkit import course
from quizkit.course import extensions, settings
from quizkit.course.folder import course_of
from quizkit.course.quiz_cells import quiz_cells
from quizkit.course.settings import CONFIG
from quizkit.course.time_zone import zone_of
from quizkit.errors import CourseError, UnknownName, nearest
from quizkit.grading.gradebook.shared_session import PATIENCE, make_ready
from quizkit.grading.resuming.fingerprint import Common, Key, Unread, common_key, own_modules
from quizkit.grading.resuming.gradebook_state import Standing
from quizkit.grading.resuming.journal import PLACE
from quizkit.grading.sandbox.sight import Sight
from quizkit.grading.submission.execute_step import exchange_in, sight_in
from quizkit.ports.nbgrader_port import log_to

MARK = PLACE / "extensions"  # there once extensions were read from a file
BRIEFLY = 10  # seconds that one who does not grade waits for another program's writing
LONGEST = 300  # characters of an error that is not ours


class Course:
    """An open course, with one assignment to grade.

    Args:
        assignment: its name.
        student: an id, or a pattern such as ``a*``, as nbgrader takes it.
        logged: nbgrader's log goes to a file of this run, anew; without it, nowhere.

    Raises CourseError or UnknownName where there is no such course or assignment.
    """

    def __init__(self, assignment: str, student: str = "*", *, logged: bool = True) -> None:
        self.assignment, self.student = assignment, student
        self._patience = PATIENCE if logged else BRIEFLY
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
        if logged:
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

    def graded(self) -> list[str]:
        """Return the ids of those whose work is graded, in order; there may be none."""
        place = self._directory.autograded_directory
        found = self._matching(self._directory.student_id, place)
        return sorted(found - set(self._directory.student_id_exclude.split(",")))

    def nobody_graded(self) -> CourseError:
        """Return an error that says that nobody's work is graded yet, or not this student's."""
        first = f"is graded yet; type 'quizkit grade {self.assignment}' first"
        if self.student == "*":
            return CourseError(f"Nobody's work for '{self.assignment}' {first}.")
        return CourseError(
            f"No work of '{self.student}' for '{self.assignment}' {first}, or correct the id."
        )

    def _matching(self, student: str, step: str | None = None) -> set[str]:
        """Return the students who handed something in, or got to a step, as nbgrader finds them."""
        directory, name = self._directory, self.assignment
        place = step or directory.submitted_directory
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

    def feedback(self, student: str) -> Path:
        """Return the folder of the pages that the student gets."""
        return self._folder(self._directory.feedback_directory, student)

    def engine(self) -> Engine:
        """Return what speaks to the gradebook from this process, and keeps no connection."""
        url = self._directory.db_url
        sqlite = url.startswith("sqlite")
        return create_engine(
            url, poolclass=NullPool, connect_args={"timeout": self._patience} if sqlite else {}
        )

    @contextlib.contextmanager
    def gradebook_told(self) -> Iterator[None]:
        """Say in a CourseError what is wrong with the gradebook, where a block cannot use it."""
        try:
            yield
        except SQLAlchemyError as error:
            raise self._broken_gradebook(error) from error

    def standing(self) -> Standing:
        """Return a view of the gradebook, for this process."""
        return Standing(self.engine(), self.assignment)

    def settings_key(self, folders: Iterable[Path] = (), *, gradebook: str = "") -> Common:
        """Return the key of the settings with these folders; raises Unread."""
        return Common(
            "",
            common_key(
                settings=self.app.config,
                files=[*map(Path, self.app.loaded_config_files), *self._frames(), *own_modules()],
                folders=folders,
                gradebook=gradebook,
            ),
        )

    def extensions(self) -> tuple[Mapping[str, timedelta] | None, tuple[str, ...]]:
        """Return how much longer each student has, and sentences on lines that change nothing.

        Without a file of extensions there are none to tell of, and those in the gradebook stay.
        Once there was one, it alone counts, and where it is gone nobody has an extension.

        Raises CourseError where the file cannot be read.
        """
        found, mark = extensions.read(self.root, zone_of(self.app.config)[1]), self.root / MARK
        if found is None:
            return ({} if mark.exists() else None), ()
        with contextlib.suppress(OSError):
            mark.parent.mkdir(exist_ok=True)
            mark.touch()
        view = self.standing()
        due, students = view.due_date(), self.enrolled() | self._matching("*")
        told = found.without_effect(
            self.assignment, due, students=students, assignments=view.assignments()
        )
        return found.granted(self.assignment, due), tuple(told)

    def key(self) -> Common:
        """Return the key of all that its submissions share."""
        folders = [
            self._folder(step, ".")
            for step in (self._directory.source_directory, self._directory.release_directory)
        ]
        gradebook = Key(self.standing().source_key(), self.sight().key()).text
        try:
            settings = self.settings_key(folders, gradebook=gradebook)
            return settings.with_quizzes(self.root / "keys")
        except Unread as error:
            raise CourseError(f"Cannot read the assignment's files: {error}.") from error

    def _frames(self) -> list[Path]:
        """Return the notebooks that nbgrader puts before and after each assignment."""
        step = IncludeHeaderFooter(config=self.app.config)
        return [self.root / name for name in (step.header, step.footer) if name]

    def code(self) -> list[str]:
        """Return the names of the cells that hold students' code, or that test it."""
        with Gradebook(self._directory.db_url, self._directory.course_id) as gradebook:
            notebooks = gradebook.find_assignment(self.assignment).notebooks
            return [name for notebook in notebooks for name in _code_cells(notebook)]

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
        mend = (
            "if nbgrader was updated, make a copy of the gradebook and type 'nbgrader db upgrade'"
        )
        if "locked" in said:
            mend = "another program is using it: close that one, and type the same command again"
        return CourseError(
            f"The gradebook {url.render_as_string(hide_password=True)} cannot be used ({said}); "
            f"{mend}."
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


def _code_cells(notebook: Any) -> Iterator[str]:
    """Yield the names of a notebook's cells that hold a student's code, or that test it.

    A cell with a graded quiz is none of them: it is scored from the answers file.

    Args:
        notebook: nbgrader's row of it.
    """
    marked = {cell.name for cell in (*notebook.grade_cells, *notebook.solution_cells)}
    for cell in notebook.source_cells:
        if cell.name in marked and cell.cell_type == "code" and not _is_quiz(cell.source):
            yield str(cell.name)


def _is_quiz(source: str | None) -> bool:
    plain = {"cell_type": "code", "source": source or "", "metadata": {}}
    return any(found.alone for found in quiz_cells({"cells": [plain]}))
