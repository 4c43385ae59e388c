"""`nbgrader release_assignment`, which looks once more at what it is about to hand out."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseAssignment

from quizkit.course.folder import Layout
from quizkit.course.releasing.leaks import leaks
from quizkit.course.releasing.step import told
from quizkit.errors import CourseError


class CheckedReleaseAssignment(ExchangeReleaseAssignment):  # type: ignore[misc]  # no types
    """Release an assignment to the exchange, unless it holds what students must not see."""

    def copy_files(self) -> None:
        """Copy the assignment to where students fetch it, if it is clean."""
        layout = Layout(Path(self.coursedir.root).resolve(), self.config)
        try:
            found = leaks(Path(self.src_path).resolve(), layout=layout)
        except CourseError as error:
            self.fail(str(error))
        if found:
            self.fail(told(found, layout))
        super().copy_files()
