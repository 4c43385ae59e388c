"""What no notebook of the course may hold: outputs, this machine's paths, addresses to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem

ABSOLUTE = re.compile(
    r"(?<![\w/:.~-])/(?:home|Users|root|tmp|mnt|var|opt|srv|work)/|\b[A-Z]:\\|file://"
)
FETCHED = re.compile(
    r"://|^\s*[%!]|^\s*(?:import|from)\s+(?:urllib|requests|http|socket|httpx|aiohttp)\b",
    re.MULTILINE,
)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)|<(?:img|iframe|video|audio|script|link)\b[^>]*>")


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check what holds for every notebook."""
    yield from _outputs(lesson)
    yield from _paths(lesson)
    yield from _addresses(lesson)
    yield from _pictures(lesson)


def _outputs(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.code:
        if cell.used:
            mend = "choose Edit, Clear Outputs of All Cells, and save"
            yield lesson.problem(cell, "stripped", "it holds an output or a run's number", mend)


def _paths(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.cells:
        found = ABSOLUTE.search(cell.source)
        if found:
            what = f"it names a place on one computer ('{found[0]}…')"
            yield lesson.problem(cell, "absolute-path", what, "use a path from the lesson's folder")


def _addresses(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.code:
        found = FETCHED.search(cell.source)
        if found:
            what = f"its code may fetch from the network ('{found[0].strip()}')"
            yield lesson.problem(cell, "address", what, "use the course's own tables")


def _pictures(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.prose:
        for found in PICTURE.finditer(cell.source):
            shown = found[0]
            alt = found[1] if found[1] is not None else re.search(r'\balt="([^"]+)"', shown)
            if "://" in shown or (found[2] or "").startswith("//"):
                what = "a picture or the like is fetched from an address"
                yield lesson.problem(cell, "address", what, "put the file beside the lesson")
            if not alt and (shown.startswith(("!", "<img"))):
                mend = "say what it shows: ![alt text](…)"
                yield lesson.problem(cell, "alt-text", "a picture has no alt text", mend)
