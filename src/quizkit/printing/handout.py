"""A quiz as a sheet to fill in, made from what a learner may see and nothing else.

Options stand in an order drawn from the ids of quiz and question: the same at every printing and
in every language, so that one key fits all copies, and never the author's.
"""

from __future__ import annotations

from functools import partial
from random import Random

from quizkit import languages
from quizkit.learner.words import words
from quizkit.printing.sheet_parts import PrintedSheet, Section
from quizkit.quiz.markup import html
from quizkit.quiz.model import Item, Json, Quiz
from quizkit.quiz.types import TYPES

said = partial(languages.said, "printing")


def handout(quiz: Quiz, language: str) -> PrintedSheet:
    """Make the sheet of a quiz; it holds no key, no feedback and no hint."""
    total = words(language).number(quiz.points)
    fields = [said(language, "name"), said(language, "class")]
    if quiz.points:
        fields.append(said(language, "points", points=total))
    return PrintedSheet(
        language=language,
        title=html(quiz.title.get(language)),
        kind=said(language, "quiz"),
        foot=said(language, "foot"),
        fields=tuple(fields),
        entries=tuple(
            _entry(quiz, item, number, language) for number, item in enumerate(quiz.questions, 1)
        ),
    )


def printed(quiz: Quiz, item: Item, language: str) -> dict[str, Json]:
    """Return what is shown of a question on paper, in its printed order."""
    return item.public(language, Random(f"{quiz.id}/{item.id}"))


def aside(item: Item, language: str) -> str:
    """Return how many points a question is worth."""
    return words(language).points(item.points) if item.points else said(language, "no_points")


def _entry(quiz: Quiz, item: Item, number: int, language: str) -> Section:
    kind = TYPES[item.type]
    return Section(
        heading=str(number),
        prompt=html(item.prompt.get(language)),
        aside=aside(item, language),
        note=f"{kind.told.get(language)} {item.rule.get(language)}".strip(),
        parts=kind.paper(printed(quiz, item, language)),
    )
