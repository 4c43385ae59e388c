"""nbgrader's converter, gradebook, schemas and formgrader, beyond what they have hooks for.

Written against nbgrader 0.9.6. It takes:

- nbgrader.api.Gradebook(db_url, course_id, authenticator)
- nbgrader.api.Gradebook.authenticator
- nbgrader.api.Gradebook.check_course(self, course_id, **kwargs)
- nbgrader.api.Gradebook.close(self)
- nbgrader.api.Gradebook.course_id
- nbgrader.api.Gradebook.db
- nbgrader.api.Gradebook.engine
- nbgrader.api.Gradebook.find_comment(self, solution_cell, notebook, assignment, student)
- nbgrader.api.Gradebook.find_grade(self, grade_cell, notebook, assignment, student)
- nbgrader.api.Gradebook.find_graded_cell(self, name, notebook, assignment)
- nbgrader.api.Gradebook.find_source_cell(self, name, notebook, assignment)
- nbgrader.apps.baseapp.NbGrader.init_logging(self, handler_class, handler_args, color, subapps)
- nbgrader.converters.autograde.Autograde._init_preprocessors(self)
- nbgrader.converters.autograde.Autograde._sanitizing
- nbgrader.converters.autograde.Autograde.convert_single_notebook(self, notebook_filename)
- nbgrader.converters.autograde.Autograde.init_assignment(self, assignment_id, student_id)
- nbgrader.converters.base.BaseConverter._format_dest(self, assignment_id, student_id, escape)
- nbgrader.converters.base.BaseConverter._format_source(self, assignment_id, student_id, escape)
- nbgrader.converters.base.BaseConverter.convert_single_notebook(self, notebook_filename)
- nbgrader.converters.base.BaseConverter.exporter
- nbgrader.converters.base.BaseConverter.init_assignment(self, assignment_id, student_id)
- nbgrader.converters.base.BaseConverter.init_destination(self, assignment_id, student_id)
- nbgrader.converters.base.BaseConverter.notebooks
- nbgrader.converters.base.BaseConverter.run_post_convert_hook(self)
- nbgrader.converters.base.BaseConverter.run_pre_convert_hook(self)
- nbgrader.converters.base.BaseConverter.set_permissions(self, assignment_id, student_id)
- nbgrader.converters.base.BaseConverter.write_single_notebook(self, output, resources)
- nbgrader.converters.base.BaseConverter.writer
- nbgrader.nbgraderformat.common.jsonschema
- nbgrader.server_extensions.formgrader.formgrader.FormgradeExtension.init_tornado_settings(
  self, webapp)
- nbgrader.server_extensions.formgrader.handlers.BaseHandler.content_security_policy
- nbgrader.server_extensions.formgrader.handlers.SubmissionFilesHandler.content_security_policy

What has no name is tried in ``tests/ports/test_contracts.py``: that a step's parent is the exporter
and the exporter's is the converter, and what nbgrader logs last.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import fastjsonschema
import jsonschema  # type: ignore[import-untyped]
import nbgrader
from nbconvert.writers import files
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.nbgraderformat import common
from nbgrader.utils import chdir

from quizkit.ports import nbconvert_port, switched_on

LAST_LOGGED = "Please see the "  # begins what nbgrader logs last of an error: where to read more
FORMGRADERS_OWN = "nbgrader_jinja2_env", "nbgrader_exporter"  # in the settings of Jupyter's server
FINDS = "find_source_cell", "find_graded_cell", "find_grade", "find_comment"
Step = Any  # a class, its dotted name, an instance or a function
_Writer: Any = files.FilesWriter  # nbconvert has types for some of what it does
_schemas_once: ContextVar[bool] = ContextVar("_schemas_once", default=False)


# The converter.


class OneSubmission(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's ``Autograde``, for one submission whenever it is asked.

    What goes wrong is raised, where nbgrader logs it and goes on with the next one.
    """

    _place = Path()

    def steps(self, *, sanitizing: bool) -> Sequence[Step]:
        """Return the steps of a pass: that which cleans a notebook, or that which grades it."""
        raise NotImplementedError

    def begun(self, student: str) -> None:
        """Be told that a student's submission stands in the gradebook, and is converted next."""

    def noted(self, resources: Any) -> None:
        """Be told what the steps of the pass that grades have noted."""

    def convert_from(
        self, place: Path, student: str, notebooks: Sequence[str], *, settle: Callable[[], None]
    ) -> None:
        """Convert a student's notebooks, as ``convert_notebooks`` does those of a class.

        Args:
            place: where a copy of the submission lies, as ``student/assignment``.
            student: the student's id.
            notebooks: names of the notebooks that were handed in.
            settle: called before each of them.
        """
        self._place, assignment = place, self.coursedir.assignment_id
        self.notebooks = sorted(str(place / student / assignment / name) for name in notebooks)
        self.writer = _Writer(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        with chdir(self.coursedir.root):
            if self.init_destination(assignment, student):
                self.run_pre_convert_hook()
                self.init_assignment(assignment, student)
                self.begun(student)
                for notebook in self.notebooks:
                    settle()
                    self.convert_single_notebook(notebook)
                self.set_permissions(assignment, student)
                self.run_post_convert_hook()

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        """Return where the copy of what was handed in lies, and later the graded one."""
        if not self._sanitizing:
            return str(super()._format_source(assignment_id, student_id, escape))
        parts = (
            re.escape(str(self._place)) if escape else str(self._place),
            student_id,
            assignment_id,
        )
        return (re.escape(os.sep) if escape else os.sep).join(parts)

    def write_single_notebook(self, output: str, resources: Any) -> None:
        """Write a notebook, and tell what its steps found."""
        super().write_single_notebook(output, resources)
        if not self._sanitizing:
            self.noted(resources)

    def _init_preprocessors(self) -> None:
        """Begin a pass, with the steps that we choose."""
        nbconvert_port.set_steps(self.exporter, self.steps(sanitizing=self._sanitizing))


class OneFeedback(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's ``GenerateFeedback``, for one student's work whenever it is asked.

    What goes wrong is raised. The pages go where they are wanted, and nothing is taken away.
    """

    _place = Path()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.force = True  # who asks has decided that it is to be made, again or anew
        self.writer = _Writer(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        for step in self.preprocessors:
            self.exporter.register_preprocessor(step)

    def make(self, student: str, notebooks: Sequence[Path], *, place: Path) -> None:
        """Make the pages of a student's graded notebooks in a folder that is not there yet."""
        self._place, assignment = place, self.coursedir.assignment_id
        self.notebooks = sorted(map(str, notebooks))
        with chdir(self.coursedir.root):
            if self.init_destination(assignment, student):
                self.run_pre_convert_hook()
                self.init_assignment(assignment, student)
                for notebook in self.notebooks:
                    self.convert_single_notebook(notebook)
                self.set_permissions(assignment, student)
                self.run_post_convert_hook()

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:  # noqa: ARG002
        return str(self._place)


def converter_of(step: Any) -> Any:
    """Return the converter that a step works for; alone, a step is its own."""
    while getattr(step, "parent", None) is not None and not hasattr(step, "coursedir"):
        step = step.parent
    return step


def log_to(app: Any, path: Path) -> None:
    """Have the log of an application go to a file."""
    app.init_logging(logging.FileHandler, [str(path)], color=False)


# The gradebook.


class Lender(Protocol):
    """What stands behind all gradebooks of one address."""

    engine: Any
    db: Any

    def opened(self, course_id: str) -> bool:
        """Be told that a gradebook was opened; return whether that course is a new one."""

    def closed(self) -> None:
        """Be told that a gradebook was closed."""

    def find(self, method: str, name: str, where: tuple[str, ...]) -> Any:
        """Return what one of ``FINDS`` would find; None if nbgrader's own has to say."""


@contextmanager
def gradebooks_lent(url: str, lender: Lender) -> Iterator[None]:
    """Let gradebooks of an address be opened, closed and asked by a lender, within the block.

    nbgrader's class is changed for it: one thread at a time. Gradebooks at another address are
    their usual selves.
    """
    replaced = {
        "__init__": _opening(url, lender),
        "close": _closing(lender),
        **{method: _finding(method, lender) for method in FINDS},
    }
    usual = {name: getattr(Gradebook, name) for name in replaced}
    _replace(replaced)
    try:
        yield
    finally:
        _replace(usual)


def _replace(methods: Mapping[str, Callable[..., Any]]) -> None:
    for name, method in methods.items():
        setattr(Gradebook, name, method)


def _opening(url: str, lender: Lender) -> Callable[..., None]:
    usual = Gradebook.__init__

    def open_(
        self: Any, db_url: str, course_id: str = "default_course", authenticator: Any = None
    ) -> None:
        if db_url != url:
            usual(self, db_url, course_id, authenticator)
            return
        self.engine, self.db = lender.engine, lender.db
        if lender.opened(course_id):  # adds the course if there is none, as nbgrader does
            self.check_course(course_id=course_id)
        self.course_id, self.authenticator = course_id, authenticator

    return open_


def _closing(lender: Lender) -> Callable[..., None]:
    usual = Gradebook.close

    def close(self: Any) -> None:
        if self.engine is lender.engine:
            lender.closed()
        else:
            usual(self)

    return close


def _finding(method: str, lender: Lender) -> Callable[..., Any]:
    usual = getattr(Gradebook, method)

    def find(self: Any, name: str, *where: str, **named: str) -> Any:
        known = self.engine is lender.engine and not named and lender.find(method, name, where)
        return known or usual(self, name, *where, **named)

    return find


# The schemas of its metadata.


def schemas_checked_once() -> AbstractContextManager[None]:
    """Check no schema against the schema of schemas more than once, within the block.

    ``jsonschema.validate`` does at every call: a tenth of the time that a submission takes. The
    schemas are part of nbgrader; once each is enough.
    """
    _install()
    return switched_on(_schemas_once)


@cache
def _install() -> None:
    usual: Any = jsonschema.validate

    def by_schema(instance: Any, schema: Mapping[str, Any]) -> None:
        (validate if _schemas_once.get() else usual)(instance, schema)

    common.jsonschema = SimpleNamespace(validate=by_schema)


def validate(instance: Any, schema: Mapping[str, Any]) -> None:
    """Do as ``jsonschema.validate`` does; of a schema seen before, only the instance is checked.

    >>> validate({"points": 2}, {"properties": {"points": {"type": "number"}}})
    """
    passes = _fast(json.dumps(schema))
    try:
        passes(instance)
    except fastjsonschema.JsonSchemaException:
        jsonschema.validate(instance, schema)  # says what is wrong, in its own words


@cache
def _fast(schema: str) -> Callable[[Any], Any]:
    plain = json.loads(schema)
    jsonschema.validators.validator_for(plain).check_schema(plain)
    made: Callable[[Any], Any] = fastjsonschema.compile(plain)
    return made


# Formgrader.


def formgraders_templates() -> Path:
    """Return the folder of formgrader's templates, without importing formgrader."""
    return Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"


def protect_formgrader(
    settings: Mapping[str, Any], *, pages: str, handed_in: str, mark: Callable[[Any], None]
) -> None:
    """Set the Content-Security-Policies of formgrader.

    Args:
        settings: of Jupyter's server, where formgrader may be already.
        pages: the policy of its pages.
        handed_in: the policy of files that were handed in.
        mark: called with each of its environments of Jinja, now or when it is there.
    """
    from nbgrader.server_extensions.formgrader import formgrader, handlers

    handlers.BaseHandler.content_security_policy = property(lambda _: pages)
    handlers.SubmissionFilesHandler.content_security_policy = property(lambda _: handed_in)
    set_up = formgrader.FormgradeExtension.init_tornado_settings

    def mark_all(settings: Mapping[str, Any]) -> None:
        environment, exporter = (settings[name] for name in FORMGRADERS_OWN)
        mark(environment)
        mark(exporter.environment)

    @wraps(set_up)
    def init_tornado_settings(extension: Any, webapp: Any) -> None:
        set_up(extension, webapp)
        mark_all(webapp.settings)

    formgrader.FormgradeExtension.init_tornado_settings = init_tornado_settings
    if FORMGRADERS_OWN[1] in settings:  # formgrader was there before
        mark_all(settings)
