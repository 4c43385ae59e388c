"""What of an nbgrader course lies behind the paths that someone wants checked.

A course is a folder with ``nbgrader_config.py`` and ``source/``. Its assignments are linted and,
when asked for, run; its release is searched for what students must not see. So is an assignment
that lies elsewhere: what a student fetched, or a copy of the release.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizkit.course.checking.rules import check_assignment, check_course
from quizkit.course.checking.solutions_run import check_reference
from quizkit.course.checking.source_notebook import read_source
from quizkit.course.folder import Layout, course_of, folders_in, has_mistaken_settings, layout_of
from quizkit.course.releasing.leaks import leaks
from quizkit.errors import CourseError, Problem

RELEASED = ("release", "outbound")  # folders of what no student has worked in yet


@dataclass(frozen=True, slots=True)
class CoursePart:
    """A part of a course: assignments in the source, assignments as students receive them."""

    layout: Layout | None
    assignments: tuple[Path, ...] = ()
    released: tuple[Path, ...] = ()
    whole: bool = False
    students_own: bool = False

    def problems(self, *, run: bool) -> Iterator[Problem]:
        """Check it; ``run`` also runs the notebooks with their solutions."""
        if self.layout:
            yield from self._settings(self.layout)
            if self.whole:
                yield from check_course(self.layout)
            for folder in self.assignments:
                yield from check_assignment(folder, self.layout)
                if run:
                    yield from _run(folder, self.layout)
            if not (self.whole or self.assignments or self.released):
                what = "there is no such assignment here"
                mend = "make its release with nbgrader generate_assignment"
                yield Problem(self.layout.release, 0, "", what, mend, "leak")
        for folder in self.released:
            yield from self._leaks(folder)

    def _settings(self, layout: Layout) -> Iterator[Problem]:
        if layout.mistake:
            wrong = layout.mistake
            what = f"the course's settings cannot be read ({wrong.what})"
            mend = "mend them: nbgrader stops there, and this check took the usual settings"
            yield Problem(wrong.path, wrong.line, "", what, mend, "settings")

    def _leaks(self, folder: Path) -> Iterator[Problem]:
        try:
            yield from leaks(folder, layout=self.layout, students_own=self.students_own)
        except CourseError as error:
            why = str(error).splitlines()[0].partition(";")[0].rstrip(".:")
            what = f"it was not searched for leaked answers, because {why}"
            yield Problem(folder, 0, "", what, "correct that file, and check again", "leak")


def _run(folder: Path, layout: Layout) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.ipynb")):
        notebook = read_source(path, layout)
        if notebook:
            yield from check_reference(notebook)


def part_at(path: Path) -> CoursePart | None:
    """Return the part of a course that a path names; None where it is none."""
    root = course_of(path)
    if root is None and has_mistaken_settings(path.resolve()):
        root = path.resolve()
    if root is None:
        return _elsewhere(path) if path.is_dir() else None
    layout = _as_given(path, root)
    if path.resolve() == root:
        return CoursePart(layout, folders_in(layout.source), folders_in(layout.release), whole=True)
    if path.resolve().is_relative_to(layout.source.resolve()):
        return CoursePart(layout, _named(layout.source, path))
    if path.resolve().is_relative_to(layout.release.resolve()):
        return CoursePart(layout, (), _named(layout.release, path))
    return None


def _as_given(path: Path, root: Path) -> Layout:
    """Return the layout of a course so that what is found is told by the path that was given."""
    layout = layout_of(root)
    if layout.root != root:  # its settings name another folder
        return layout
    above = path
    for _ in path.resolve().relative_to(root).parts:
        above = above.parent if above.name not in ("", "..") else above / ".."
    return replace(layout, root=above)


def parts_of(files: Iterable[Path]) -> list[CoursePart]:
    """Return the courses that some files belong to, each as a whole but for its release."""
    roots = dict.fromkeys(root for path in files if (root := course_of(path.parent)))
    layouts = [layout_of(root) for root in roots]
    return [CoursePart(layout, folders_in(layout.source), whole=True) for layout in layouts]


def _named(folder: Path, path: Path) -> tuple[Path, ...]:
    """Return the assignment that a path below a folder lies in, or all of them."""
    parts = path.resolve().relative_to(folder.resolve()).parts
    if not parts:
        return folders_in(folder)
    named = folder / parts[0]
    return (named,) if named.is_dir() else ()


def _elsewhere(path: Path) -> CoursePart | None:
    """Find assignments as students have them: here, or in the folders right below."""
    found = tuple(folder for folder in (path, *folders_in(path)) if _holds_assignment(folder))
    if not found:
        return None
    names = {path.resolve().name, path.resolve().parent.name}
    return CoursePart(None, (), found, students_own=names.isdisjoint(RELEASED))


def _holds_assignment(folder: Path) -> bool:
    """Return whether a notebook in a folder was made by nbgrader for students."""
    return any(_is_released(path) for path in sorted(folder.glob("*.ipynb")))


def _is_released(path: Path) -> bool:
    try:
        cells: Any = json.loads(path.read_bytes())["cells"]
        return any("checksum" in cell["metadata"].get("nbgrader", {}) for cell in cells)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
