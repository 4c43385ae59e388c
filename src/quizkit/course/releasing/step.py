"""The last step of `nbgrader generate_assignment`: nothing leaves that would tell an answer."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeReleaseAssignment
from nbgrader.preprocessors import NbGraderPreprocessor

from quizkit.course import teacher_log
from quizkit.course.folder import Layout
from quizkit.course.releasing.leaks import leaks
from quizkit.course.restoring.step import course_directory
from quizkit.errors import CourseError, Problem, QuizkitError


class CheckRelease(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Search a notebook, and all that is released with it, for what students must not see."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Let a clean notebook pass; else take away what was written, and say what was found."""
        course = course_directory(self)
        if course is None:
            return nb, resources
        assignment, name = resources["nbgrader"]["assignment"], resources["nbgrader"]["notebook"]
        folder = Path(course.format_path(course.release_directory, ".", assignment)).resolve()
        layout = Layout(Path(course.root).resolve(), self.config)
        path = folder / f"{name}.ipynb"
        try:
            found = leaks(folder, layout=layout, notebooks={path: nb})
            if found:
                raise CourseError(told(found, layout))
        except BaseException as error:
            # nbgrader takes away a whole assignment that failed, but not the extra files of one
            # of which a single notebook was asked for.
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, QuizkitError):
                teacher_log.tell(self.log, error)
            raise
        return nb, resources


def told(found: Sequence[Problem], layout: Layout) -> str:
    """Return what was found, one line each, the files named as seen from the course."""
    lines = []
    for problem in found:
        inside = problem.path.is_relative_to(layout.root)
        path = problem.path.relative_to(layout.root) if inside else problem.path
        lines.append(str(replace(problem, path=path)))
    return "\n".join(["Not released, for students would receive what they must not see:", *lines])


class CheckedReleaseAssignment(ExchangeReleaseAssignment):  # type: ignore[misc]  # no types
    """Release an assignment to the exchange, unless it holds what students must not see."""

    def copy_files(self) -> None:
        """Copy the assignment to where students fetch it, if it is clean."""
        layout = Layout(Path(self.coursedir.root).resolve(), self.config)
        course = self.coursedir
        released = course.format_path(course.release_directory, ".", course.assignment_id)
        try:
            found = leaks(Path(released).resolve(), layout=layout)
        except CourseError as error:
            self.fail(str(error))
        if found:
            self.fail(told(found, layout))
        super().copy_files()
