"""Reading one question from YAML, for the tests of the question types."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import yaml

from quizkit.errors import Problem
from quizkit.quiz import types
from quizkit.quiz.model import Item, Json, Outcome
from quizkit.quiz.reading.problems import Place

QUIZZES = Path(__file__).parents[2] / "quizzes"  # with a picture beside them


def read(
    source: str, *, languages: tuple[str, ...] = (), content: Path | None = None
) -> tuple[Item | None, list[Problem]]:
    """Read a question's type and own fields; give it and what is wrong with it."""
    source = textwrap.dedent(source).strip()
    common = ["id: q", "prompt: {en: Say, nl: Zeg}"]
    if source.startswith("{"):
        source = f"{{{', '.join(common)}, {source[1:]}"
    else:
        source = "\n".join([*common, source])
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    beside = QUIZZES if "picture:" in source else Path()
    place = Place(beside / "quiz.yaml", languages=languages, content=content)
    return types.parse(node, 1, place), place.problems


def ask(source: str, *, content: Path | None = None) -> Any:
    """Read a question that has no mistakes."""
    item, problems = read(source, content=content)
    assert problems == []
    assert item is not None
    return item


def said(source: str, *, content: Path | None = None) -> str:
    """Return what is said of a question's mistakes, in a line each."""
    return "\n".join(map(str, read(source, content=content)[1]))


def outcome(item: Item, value: Json) -> str:
    """Return how a response fares."""
    return item.grade(value).outcome.value


def marked(item: Item, value: Json) -> dict[str, bool]:
    """Return the marks of a response: what was given, and whether it is right."""
    return {mark.key: mark.right for mark in item.grade(value).marks}


def feedback(item: Item, value: Json) -> list[str]:
    """Return the feedback that a response gets, in English."""
    return [mark.feedback.get("en") for mark in item.grade(value).marks if mark.feedback]


RIGHT, PARTLY = Outcome.RIGHT.value, Outcome.PARTLY.value
WRONG, INVALID = Outcome.WRONG.value, Outcome.INVALID.value
UNANSWERED = Outcome.UNANSWERED.value
