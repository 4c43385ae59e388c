"""What a lesson must have and must not have, as rules; each problem names its rule and its cell.

In any notebook, links and the quizzes that it shows must be there and without mistakes
(``objectives.references``). The other rules are this course's own: a course declares in its
datapackage.json that it keeps them. Then a notebook in a folder named after a language, with a
number before its name (``lessons/nl/02-geneve.ipynb``), is a lesson and keeps all rules; any other
notebook keeps those of ``cleanliness`` only. The start page, number 00, teaches how lessons work:
it keeps all but the skeleton of a lesson with a practice quiz.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizkit.checking.lessons import citations, cleanliness, objectives, skeleton, translations
from quizkit.checking.lessons.lesson import Lesson, read
from quizkit.errors import Problem

RULES = (
    *(skeleton.form_rules, skeleton.rules, objectives.rules, citations.rules),
    *(translations.rules, translations.reading_level),
)
ABOUT_QUIZZES = (skeleton.rules, objectives.rules)


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
    yield from cleanliness.rules(lesson)
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
