"""The same questions with other keys: whoever has only the question cannot tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from quizkit.quiz.model import Choosable, Hint, Item, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.essay import Criterion, Essay
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.hotspot import Hotspot
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Foreseen, Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.placing import Remarks
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText, WrongForm
from quizkit.quiz.types.truefalse import TrueFalse
from quizkit.quiz.types.zone_fields import Zone
from quizkit.quiz.types.zones import Circle

T = TypeVar("T")
SAID = Text.plain("quite another remark")


def rekeyed(item: Item, chance: Random) -> Item:
    """Return the question with another key, other feedback, and the same for a student."""
    changes = _key(item, chance) | {
        "explanation": SAID,
        "then": SAID,
        "hints": (Hint(SAID, cost=0.5), Hint(SAID, reveals=True)),
        "source": ("article-b",),
        "attempts": chance.randint(1, 9),
        "allow": ("all-of-the-above",),
        "line": chance.randint(1, 99),
    }
    return replace(item, **changes)


def _key(item: Item, chance: Random) -> dict[str, Any]:  # noqa: C901 - a case a type
    match item:
        case Choice():
            options = _listed(item.options, chance, item.shuffle)
            return {"options": options, "correct": chance.choice(options).token}
        case Several():
            options = _listed(item.options, chance, item.shuffle)
            correct = chance.sample(options, chance.randint(1, len(options)))
            return {"options": options, "correct": frozenset(o.token for o in correct)}
        case TrueFalse():
            return {"answer": not item.answer, "feedback": {True: SAID}}
        case Number():
            numbers = [Fraction(chance.randint(-999, 999), 4) for _ in range(3)]
            wrong = (Foreseen(numbers[1], SAID),)
            return {"answer": numbers[0], "tolerance": abs(numbers[2]), "wrong": wrong}
        case TypedText():
            accept = (Text.plain(f"form {chance.random()}"),)
            wrong_forms = (WrongForm(Text.plain("another"), SAID),)
            flags = {name: chance.random() < 0.5 for name in ("case", "accents")}
            return {
                "accept": accept,
                "wrong": wrong_forms,
                "distance": chance.randint(0, 3),
            } | flags
        case Order():
            return {"items": _listed(item.items, chance)}
        case Match():
            lefts = _listed(item.lefts, chance, item.shuffle)
            return {
                "lefts": lefts,
                "rights": _listed(item.rights, chance),
                "pairs": {left.token: chance.choice(item.rights).token for left in lefts},
                "remarks": {left.token: Remarks(SAID) for left in lefts},
            }
        case Groups():
            things = _listed(item.items, chance)
            return {
                "items": things,
                "belongs": {thing.token: chance.choice(item.groups).token for thing in things},
                "remarks": {thing.token: Remarks(SAID) for thing in things},
            }
        case Essay():
            return {"rubric": (Criterion(SAID, 1.0, SAID),), "model_answer": SAID}
        case Hotspot():
            zone = Zone(Circle(chance.random(), chance.random(), 0.1), SAID, SAID)
            return {"zones": (zone,), "wrong": (zone,), "tolerance": chance.random() / 10}
        case Cloze():
            return {"blanks": {n: rekeyed(blank, chance) for n, blank in item.blanks.items()}}
    raise AssertionError(item.type)


def _listed(
    choosables: Sequence[Choosable], chance: Random, shuffle: bool = True
) -> tuple[Choosable, ...]:
    """Return things with other feedback, in another order where that is not shown as written."""
    said = [replace(choosable, feedback=SAID) for choosable in choosables]
    return tuple(chance.sample(said, len(said)) if shuffle else said)
