"""What a lesson must have and must not have, as rules; each problem names its rule and its cell.

A notebook in a folder named after a language, with a number before its name
(``lessons/nl/02-geneve.ipynb``), is a lesson of the course and keeps all rules; any other
notebook keeps those of ``cleanliness`` only. The start page, number 00, teaches how lessons
work: it keeps all but the skeleton of a lesson with a practice quiz.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizkit.errors import Problem
from quizkit.lesson_rules import (
    citations,
    cleanliness,
    names,
    objectives,
    reading_level,
    skeleton,
    twins,
)
from quizkit.lesson_rules.notebook import read

RULES = (
    *(names.rules, skeleton.rules, objectives.rules, citations.rules),
    *(twins.rules, reading_level.rules),
)


def check_notebook(path: Path) -> Iterator[Problem]:
    """Check one notebook, and give what is wrong with it in the order of the rules."""
    lesson, problems = read(path)
    yield from problems
    if lesson is None:
        return
    yield from cleanliness.rules(lesson)
    if lesson.in_course:
        for rules in RULES:
            yield from rules(lesson)
