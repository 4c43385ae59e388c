"""The step of autograding that comes first: the submitted notebook, as it was released.

nbgrader's own steps mend a student's changes in part, and some changes make them stop, for this
student or for the whole class. After this step they find nothing to mend. What it did is left in
the notebook for the second pass, which tells the teacher: ``metadata.quizkit.flags``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import nbformat
from nbformat import notebooknode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from nbgrader.utils import compute_checksum

from quizkit.course.restoring.notebook import Restoration
from quizkit.course.restoring.released_cells import Original, from_gradebook
from quizkit.ports.nbgrader_port import converter_of

_node: Any = notebooknode.from_dict  # nbformat has no types
_read: Any = nbformat.read


class Restore(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Bring a submitted notebook back to what was released, but for the student's own work."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Restore one notebook; the gradebook says what it was."""
        notebook, assignment = (
            resources["nbgrader"]["notebook"],
            resources["nbgrader"]["assignment"],
        )
        known = _known.setdefault(converter_of(self), {})
        if (assignment, notebook) not in known:
            originals = self._originals(notebook, assignment, resources["nbgrader"]["db_url"])
            known[assignment, notebook] = originals, self._released(notebook, assignment)
        originals, released = known[assignment, notebook]
        restoration = Restoration(
            nb,
            originals,
            released,
            checksum=lambda cell: str(compute_checksum(_node(cell))),
        )
        for name, sentences in restoration.restore().items():
            for sentence in sentences:
                self.log.warning("%s: %s", name, sentence)
        return _node(nb), resources

    def _originals(self, notebook: str, assignment: str, db_url: str) -> dict[str, Original]:
        tests, schemes = ClearHiddenTests(parent=self.parent), ClearMarkScheme(parent=self.parent)
        hidden = [
            (tests.begin_test_delimeter, tests.end_test_delimeter),
            (schemes.begin_mark_scheme_delimeter, schemes.end_mark_scheme_delimeter),
        ]
        with Gradebook(db_url) as gradebook:
            return from_gradebook(gradebook.find_notebook(notebook, assignment), hidden)

    def _released(self, notebook: str, assignment: str) -> dict[str, Any]:
        """Return the notebook that students received, or nothing where it is gone."""
        course = course_directory(self)
        path = course and Path(
            course.format_path(course.release_directory, ".", assignment), f"{notebook}.ipynb"
        )
        try:
            return dict(_read(path, as_version=4)) if path else {}
        except Exception:  # gone, or being written: the gradebook alone will do
            return {}


# What was released, by assignment and notebook: looked up once in a run of nbgrader's converter.
_known: WeakKeyDictionary[Any, dict[tuple[str, str], tuple[dict[str, Original], dict[str, Any]]]]
_known = WeakKeyDictionary()


def course_directory(part: Any) -> CourseDirectory | None:
    """Return the course that a step works for: known to the converter that started it."""
    while part is not None:
        found = getattr(part, "coursedir", None)
        if isinstance(found, CourseDirectory):
            return found
        part = getattr(part, "parent", None)
    return None
