"""What a question has and another program has no place for, in the words of a loss."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quizkit.quiz.markup import pictures
from quizkit.quiz.model import Item, texts_in
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import TrueFalse

FIELDS = {  # of every type, as they are told
    "explanation": "the explanation",
    "hints": "hints",
    "then": "the text that goes on once it is answered",
    "source": "sources",
    "attempts": "the number of attempts",
    "objective": "the objective",
    "tags": "tags",
    "void": "the mark that it does not count",
    "credit": "the mark that all get its points",
}


def left_out(item: Item, *, taken: Collection[str]) -> Iterator[str]:
    """Yield what is lost of a question, but for the fields and parts that are ``taken``."""
    for name, told in FIELDS.items():
        if name not in taken and getattr(item, name, None):
            yield f"{told} left out"
    if "points" not in taken and item.points != 1:
        yield f"its {item.points:g} points left out"
    if "cost" not in taken and any(hint.cost for hint in item.hints) and "hints" in taken:
        yield "what opening a hint costs is left out"
    if "feedback" not in taken and _has_feedback(item):
        yield "feedback left out"
    if "pictures" not in taken and any(map(pictures, _texts(item))):
        yield "pictures left out: what they show stands in brackets"
    yield from _of_type(item, taken)


def _texts(item: Item) -> Iterator[str]:
    for text in texts_in(item):
        yield from text.texts.values()


def _has_feedback(item: Item) -> bool:
    """Return whether anything is said to an answer."""
    if isinstance(item, Choice | Several):
        return any(option.feedback for option in item.options)
    if isinstance(item, TrueFalse):
        return bool(item.feedback)
    if isinstance(item, Number | TypedText):
        return bool(item.wrong)
    if isinstance(item, Order):
        return any(each.feedback for each in item.items)
    return False


def _of_type(item: Item, taken: Collection[str]) -> Iterator[str]:
    if isinstance(item, TypedText) and item.distance and "distance" not in taken:
        yield "mistyped letters are not forgiven there"
    if isinstance(item, Number) and item.integer:
        yield "there it takes also numbers that are not whole"
    if isinstance(item, Match | Groups):
        things = item.lefts if isinstance(item, Match) else item.items
        if any(thing.feedback for thing in things) or any(
            said.at or said.anywhere for said in item.remarks.values()
        ):
            yield "feedback on single pairs left out"
    if isinstance(item, Order) and (item.first or item.last) and "ends" not in taken:
        yield "the names of the two ends left out"
