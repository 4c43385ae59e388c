"""Where things lie in an nbgrader course, and which words mark what students must not see.

``nbgrader_config.py`` is read, never run: a check of a folder must not run what lies in it. What
is not written out there as plain values is taken to be as nbgrader has it by default.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONFIG = "nbgrader_config.py"
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
Settings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A course on disk, as its settings have it.

    >>> Layout(Path("course")).regions["hidden test"]
    ('BEGIN HIDDEN TESTS', 'END HIDDEN TESTS')
    """

    root: Path
    settings: Settings | None = None

    def _setting(self, section: str, name: str, usual: str) -> str:
        found = (self.settings or {}).get(section, {}).get(name)
        return found if isinstance(found, str) and found else usual

    @property
    def source(self) -> Path:
        """The folder of the assignments as they were written."""
        return self.root / self._setting("CourseDirectory", "source_directory", "source")

    @property
    def release(self) -> Path:
        """The folder of what students receive."""
        return self.root / self._setting("CourseDirectory", "release_directory", "release")

    @property
    def keys(self) -> Path:
        """The folder of the keys of graded quizzes."""
        return self.root / "keys"

    @property
    def regions(self) -> dict[str, tuple[str, str]]:
        """The words that begin and end each kind of text that students must not see."""
        return {
            kind: (
                self._setting(section, begin, USUAL[kind][0]),
                self._setting(section, end, USUAL[kind][1]),
            )
            for kind, (section, begin, end) in REGIONS.items()
        }

    @property
    def assignments(self) -> list[Path]:
        """The folders of the assignments in the source."""
        folders = self.source.iterdir() if self.source.is_dir() else ()
        return sorted(folder for folder in folders if folder.is_dir() and folder.name[0] != ".")

    def notebooks(self) -> Iterator[Path]:
        """Give the notebooks of every assignment, and those that head or end each of them."""
        for folder in self.assignments:
            yield from sorted(folder.glob("*.ipynb"))
        yield from self.frames()

    def frames(self) -> Iterator[Path]:
        """Give the notebooks that nbgrader puts before and after each assignment."""
        for name in ("header", "footer"):
            path = self._setting("IncludeHeaderFooter", name, "")
            if path and (self.root / path).is_file():
                yield self.root / path


def course_of(path: Path) -> Path | None:
    """Give the nearest course at or above a path: a folder with nbgrader's settings and a source.

    >>> course_of(Path("/no/such/place")) is None
    True
    """
    here = path.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file() and Layout(folder, settings_in(folder)).source.is_dir():
            return folder
    return None


def layout_of(root: Path) -> Layout:
    """Give the layout of the course in a folder."""
    return Layout(root, settings_in(root))


def settings_in(root: Path) -> dict[str, dict[str, Any]]:
    """Read the settings that are written out in a course's ``nbgrader_config.py``."""
    found: dict[str, dict[str, Any]] = {}
    for target, value in _assignments(root / CONFIG):
        match target:
            case ast.Attribute(value=ast.Attribute(attr=section), attr=name):
                found.setdefault(section, {})[name] = _value(value)
    return found


def _assignments(path: Path) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in ast.walk(code_of(path)):
        if isinstance(node, ast.Assign):
            yield from ((target, node.value) for target in node.targets)


def code_of(path: Path) -> ast.Module:
    """Read a file of Python code; nothing where it cannot be read."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def _value(node: ast.expr) -> Any:
    """Give a plain value; of a path put together in code, its written-out parts."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
        parts = [part for part in constants if isinstance(part, str)]
        ordered = sorted(parts, key=lambda part: ast.unparse(node).index(repr(part)))
        return "/".join(ordered) if ordered and ordered[-1].endswith(".ipynb") else None
