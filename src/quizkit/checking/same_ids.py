"""The ids of quizzes: answers are kept under them, so no two quizzes may share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from quizkit.errors import Problem
from quizkit.quiz.reading.yaml_text import LARGEST_FILE, SUFFIXES
from quizkit.tables.content_folder import course_of

ID = re.compile(r"""^\ufeff?id:[ \t]+["']?([A-Za-z0-9_-]+)""", re.MULTILINE)


def quiz_id(path: Path) -> tuple[str, int] | None:
    """Return the id that a quiz file states, and its line; None if it states none."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = ID.search(text)
    return (found[1], text.count("\n", 0, found.start()) + 1) if found else None


def same_ids(paths: Iterable[Path]) -> Iterator[Problem]:
    """Note each quiz file whose id another has: one given before it, or one that lies beside it.

    The course's own quizzes come first. Those of another copy of the course do not count: its
    answers are kept elsewhere.
    """
    course = cache(course_of)
    beside = cache(_ids)
    given = {path.resolve(): path for path in paths}
    first: dict[tuple[Path | None, str], Path] = {}
    for place in sorted(given, key=lambda place: place.parent != _quizzes(course(place.parent))):
        stated = quiz_id(place)
        if stated is None:
            continue
        name, line = stated
        other = first.setdefault((course(place.parent), name), place)
        if other is place:
            near = (*beside(place.parent), *beside(_quizzes(course(place.parent))))
            other = next((p for n, p in near if n == name and p not in given), place)
        if other is not place:
            shown = _named(other, place, course(place.parent)) or given.get(other, other)
            what = f"the id '{name}' is that of {shown} too, so their answers would be mixed up"
            yield Problem(given[place], line, "", what, "give each quiz its own id", "same-id")


def _quizzes(course: Path | None) -> Path | None:
    return course and course / "data" / "quizzes"


def _named(other: Path, place: Path, course: Path | None) -> Path | None:
    """Name a file as seen from another beside it or in the same course."""
    for folder in (place.parent, course):
        if folder and other.is_relative_to(folder):
            return other.relative_to(folder)
    return None


def _ids(folder: Path | None) -> list[tuple[str, Path]]:
    """Return the ids of the quiz files in a folder, each with its file."""
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES) if folder else []
    except OSError:
        return []
    stated = ((quiz_id(path), path) for path in files)
    return [(found[0], path) for found, path in stated if found]
