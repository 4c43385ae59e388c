"""Puts the course's own files into the wheel and the source archive, and none of a reader's own.

A reader may write quizzes and keep answers in a clone; a package built there for colleagues must
not carry them. Hatch leaves out what git ignores, but a quiz of one's own is not ignored.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "src"))

from quizkit.lab.lesson_folder import course_files  # the standard library alone

PLACES = {"wheel": "quizkit/_content/", "sdist": ""}


class CourseFiles(BuildHookInterface):
    """Names each file of the course and its place in the archive."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; an editable installation finds them in the checkout."""
        if version == "editable":
            return
        place = PLACES[self.target_name]
        files = {str(Path(self.root, name)): place + name for name in course_files(Path(self.root))}
        build_data["force_include"].update(files)
