"""What a lesson must have and must not have, as rules; each problem names its rule and its cell.

In any notebook, links and the quizzes that it shows must be there and without mistakes
(``objectives.references``). The other rules are this course's own: a course declares in its
datapackage.json that it keeps them. Then a notebook in a folder named after a language, with a
number before its name (``lessons/nl/02-geneve.ipynb``), is a lesson and keeps all rules; any other
notebook keeps those of ``cleanliness`` only. The start page, number 00, teaches how lessons work:
it keeps all but the skeleton of a lesson with a practice quiz, and so does a page that only reviews
the others (``quizkit.review()``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizkit.checking.lessons import citations, hour, marks, objectives, skeleton, translations
from quizkit.checking.lessons.lesson import Lesson, read
from quizkit.errors import Problem

ABSOLUTE = re.compile(
    r"(?<![\w/:.~-])/(?:home|Users|root|tmp|mnt|var|opt|srv|work)/|\b[A-Z]:\\|file://"
)
FETCHED = re.compile(
    r"://|^\s*[%!]|^\s*(?:import|from)\s+(?:urllib|requests|http|socket|httpx|aiohttp)\b",
    re.MULTILINE,
)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)|<(?:img|iframe|video|audio|script|link)\b[^>]*>")
RULES = (
    *(skeleton.form_rules, marks.rules, skeleton.rules, hour.rules, objectives.rules),
    *(citations.rules, translations.rules, translations.reading_level),
)
ABOUT_QUIZZES = (skeleton.rules, hour.rules, objectives.rules)


def check_notebook(path: Path) -> Iterator[Problem]:
    """Check one notebook, and give what is wrong with it in the order of the rules."""
    lesson, problems = read(path)
    yield from problems
    if lesson is None:
        return
    yield from objectives.references(lesson)
    # What the rules on quizzes say would only follow from a mistake in a quiz.
    mistakes = list(objectives.quiz_mistakes(lesson))
    yield from mistakes
    if not lesson.keeps_rules:
        return
    yield from cleanliness(lesson)
    if lesson.is_lesson:
        for rules in RULES:
            if not (mistakes and rules in ABOUT_QUIZZES):
                yield from rules(lesson)


def is_lesson(path: Path) -> bool:
    """Return whether a notebook is a lesson of a course, by where it lies.

    >>> is_lesson(Path("lessons/en/02-geneva.ipynb")), is_lesson(Path("mine.ipynb"))
    (True, False)
    """
    return Lesson(path, (), (None, None), "").is_lesson


def cleanliness(lesson: Lesson) -> Iterator[Problem]:
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
