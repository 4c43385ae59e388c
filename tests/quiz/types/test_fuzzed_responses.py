"""Responses made up of anything, to every type: graded, shown, counted, and never an exception."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizkit.course.scoring import responses
from quizkit.quiz.loading import load
from quizkit.quiz.model import Item, Json
from quizkit.quiz.types import TYPES, unread
from quizkit.quiz.types.given import NoResponse
from soak import sampled

EVERY = Path(__file__).parents[2] / "fuzz" / "every_field.yaml"
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2.5, 1e308, -0.0, float("nan"), float("inf"), 10**400),
    *("", " ", "x", "\x00", "\ud800", "x" * 30_000, "1/2", "١٢", "<b>", "{}", "\u202e", "🂡"),
    *([], {}, [[]], [None], {"": None}, {"x": {}}, {"x": 1, "y": 1}, {"x": 0.5, "y": 0.5}),
)


def fuzzed(right: Json, chance: Random, depth: int = 0) -> Json:
    """Return a response that is the right one with parts of it changed, or anything at all."""
    if chance.random() < 0.25 or depth > 3:
        return chance.choice(ODD)
    if isinstance(right, dict):
        names = [*right, chance.choice(["x", "", "\ud800"])]
        kept = [name for name in names if chance.random() < 0.9]
        return {name: fuzzed(right.get(name), chance, depth + 1) for name in kept}
    if isinstance(right, list):
        mixed = chance.sample(right, chance.randint(0, len(right))) * chance.randint(1, 2)
        return [fuzzed(part, chance, depth + 1) for part in mixed]
    if isinstance(right, float):
        return chance.choice([right, -right, 1 - right, chance.random(), str(right)])
    if isinstance(right, str) and right:
        at = chance.randrange(len(right))
        return right[:at] + chance.choice(["", "x", "\x00", "é", right]) + right[at + 1 :]
    return right


def taken(item: Item, value: Json) -> None:
    """Do with a response all that is ever done with one."""
    grade = item.grade(value)
    assert 0 <= grade.fraction <= 1
    told = unread(item, value)
    assert told is None or told.outcome == grade.outcome
    json.dumps([mark.key for mark in grade.marks])
    for language in ("en", "nl"):
        assert isinstance(responses.parts(item, value, language), list)
    kind = TYPES[item.type]
    if kind.alike and told is None:
        with suppress(NoResponse):
            list(kind.given(item.public("en"), value))


@pytest.mark.parametrize("count", sampled([250, 10_000], 1))
@pytest.mark.parametrize("name", TYPES)
def test_no_response_is_ever_an_exception(name: str, count: int) -> None:
    """Whatever a page, a file or somebody's own program sends, it is graded and shown in words."""
    chance = Random(f"{name}/{count}")
    items = [item for item in load(EVERY).questions if item.type == name]
    for number in range(count):
        item = items[number % len(items)]
        taken(item, fuzzed(item.right(), chance))
