"""Where things lie in an nbgrader course, and which words mark what students must not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.course.settings import CONFIG, Mistake, Sections, read_settings, root_elsewhere

REGIONS = {
    "solution": ("ClearSolutions", "begin_solution_delimeter", "end_solution_delimeter"),
    "hidden test": ("ClearHiddenTests", "begin_test_delimeter", "end_test_delimeter"),
    "mark scheme": ("ClearMarkScheme", "begin_mark_scheme_delimeter", "end_mark_scheme_delimeter"),
}
USUAL = {
    "solution": ("BEGIN SOLUTION", "END SOLUTION"),
    "hidden test": ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
    "mark scheme": ("BEGIN MARK SCHEME", "END MARK SCHEME"),
}
AUTOTEST = re.compile(r"^[ \t]*#.*\bAUTOTEST\b", re.MULTILINE)  # nbgrader makes asserts of it
MADE = ("release", "submitted", "autograded", "feedback", "solution")  # by nbgrader
COLLECTED = "collected"  # by `quizkit collect`: every version of students' work


@dataclass(frozen=True, slots=True)
class Layout:
    """A course on disk, as its settings have it.

    >>> Layout(Path("course")).regions["hidden test"]
    ('BEGIN HIDDEN TESTS', 'END HIDDEN TESTS')
    """

    root: Path
    settings: Sections | None = None
    configured: bool = True  # for graded quizzes
    mistake: Mistake | None = None  # in the settings, which are then taken to be the usual ones

    def setting(self, section: str, name: str, usual: Any) -> Any:
        """Return a setting, or ``usual`` where it is not set to anything of that kind."""
        found = (self.settings or {}).get(section, {}).get(name)
        return found if isinstance(found, type(usual)) and found != "" else usual

    def _folder(self, step: str) -> Path:
        name: str = self.setting("CourseDirectory", f"{step}_directory", step)
        return self.root / name

    @property
    def source(self) -> Path:
        """The folder of the assignments as they were written."""
        return self._folder("source")

    @property
    def release(self) -> Path:
        """The folder of what students receive."""
        return self._folder("release")

    @property
    def made(self) -> tuple[Path, ...]:
        """The folders of what nbgrader makes or collects, and of what quizkit does."""
        return (*map(self._folder, MADE), self.root / "source_with_tests", self.root / COLLECTED)

    @property
    def regions(self) -> dict[str, tuple[str, str]]:
        """The words that begin and end each kind of text that students must not see."""
        return {
            kind: (
                self.setting(section, begin, USUAL[kind][0]),
                self.setting(section, end, USUAL[kind][1]),
            )
            for kind, (section, begin, end) in REGIONS.items()
        }

    def notebooks(self) -> Iterator[Path]:
        """Yield the notebooks of every assignment, and those that head or end each of them."""
        for folder in folders_in(self.source):
            yield from sorted(folder.glob("*.ipynb"))
        yield from filter(Path.is_file, self.frames().values())

    def frames(self) -> dict[str, Path]:
        """Return the notebooks that nbgrader is to put before and after each assignment."""
        named = {n: self.setting("IncludeHeaderFooter", n, "") for n in ("header", "footer")}
        return {name: self.root / path for name, path in named.items() if path}


def folders_in(folder: Path) -> tuple[Path, ...]:
    """Return the folders right below one, but for hidden ones; none where it is not there."""
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path for path in found if path.is_dir() and path.name[0] != "."))


def course_of(path: Path) -> Path | None:
    """Return the nearest course at or above a path: a folder with nbgrader's settings and a source.

    The settings may be its own, or name it from one of Jupyter's own folders.

    >>> course_of(Path("/no/such/place")) is None
    True
    """
    here, named = path.resolve(), root_elsewhere()
    return next(
        (
            folder
            for folder in (here, *here.parents)
            if (folder == named or _has_own_settings(folder)) and layout_of(folder).source.is_dir()
        ),
        None,
    )


def has_mistaken_settings(folder: Path) -> bool:
    """Return whether a folder has settings that cannot be read, so that its source is not known."""
    return _has_own_settings(folder) and layout_of(folder).mistake is not None


def _has_own_settings(folder: Path) -> bool:
    return (folder / CONFIG).is_file() and not _was_handed_in(folder)


def _was_handed_in(folder: Path) -> bool:
    """Return whether a folder lies in one that nbgrader made: not the teacher's settings."""
    outermost_first = reversed(folder.parents)
    courses = (layout_of(above) for above in outermost_first if (above / CONFIG).is_file())
    return any(folder.is_relative_to(made) for course in courses for made in course.made)


def layout_of(folder: Path) -> Layout:
    """Return the layout of the course in a folder, or that its settings name."""
    read = read_settings(folder)
    root = folder / read.sections.get("CourseDirectory", {}).get("root", "")
    return Layout(root, read.sections, read.configured, read.mistake)
