"""Marks by nbgrader's own command, for those who have it in their habits and scripts.

::

    nbgrader export --exporter=quizkit.desk.marks.exporter.MarksExporter --to=marks.csv

with the settings of this class in ``nbgrader_config.py``, such as
``c.MarksExporter.system = "moodle"`` and ``c.MarksExporter.scale = "nterm=1.0"``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import create_engine
from traitlets import Bool, Dict, Enum, Unicode

from quizkit.desk.class_list import class_list
from quizkit.desk.marks import marks_file, written
from quizkit.desk.marks.standings import result
from quizkit.desk.marks.tables import SYSTEMS
from quizkit.errors import QuizkitError


class MarksExporter(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes what ``quizkit marks`` writes."""

    system = Enum(tuple(SYSTEMS), "csv", help="the system that imports the marks").tag(config=True)
    scale = Unicode("points", help="points, percent, nterm=1.0, 1..10").tag(config=True)
    step = Unicode("", help="what marks are rounded to").tag(config=True)
    bounds = Unicode("", help="the lowest and the highest mark: 1..10").tag(config=True)
    decimal_comma = Bool(False, help="6,8 for 6.8").tag(config=True)
    columns = Dict(help="names of assignments in the school's system").tag(config=True)
    missing = Unicode("", help="the mark for who handed in nothing").tag(config=True)
    unfinished = Bool(False, help="marks for the points so far").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the marks of the assignments and students that were asked for."""
        try:
            self._export([str(name) for name in self.assignment], gradebook)
        except QuizkitError as error:
            self.log.error("%s", error)
            raise SystemExit(1) from error

    def _export(self, names: Sequence[str], gradebook: Gradebook) -> None:
        wanted = marks_file.wishes(
            scale=self.scale,
            step=self.step,
            bounds=self.bounds,
            names=self.columns,
            missing=self.missing,
            unfinished=self.unfinished,
        )
        directory = self.parent.coursedir
        engine = create_engine(directory.db_url)
        # An assignment without points is told only where it was asked for.
        names = names or [each.name for each in gradebook.assignments if each.max_score]
        asked = {str(student) for student in self.student}
        listed = class_list(Path(directory.root), engine)
        students = [student for student in listed if not asked or student.id in asked]
        results = [result(engine, name, students, _submissions(directory, name)) for name in names]
        path = Path(self.to or written.default_name(list(names), self.system))
        data = marks_file.content(results, wanted, self.system, decimal_comma=self.decimal_comma)
        if path.exists():
            self.log.warning("%s is overwritten", path)
        marks_file.write(path, data, force=True)
        for line in marks_file.told(results, wanted):
            self.log.info("%s", line)
        engine.dispose()


def _submissions(directory: Any, assignment: str) -> Callable[[str], Path]:
    def submission(student: str) -> Path:
        return Path(directory.format_path(directory.submitted_directory, student, assignment))

    return submission
