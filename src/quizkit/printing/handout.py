"""A quiz as a sheet to fill in, made from what a learner may see and nothing else.

Options stand in an order drawn from the ids of quiz and question: the same at every printing and
in every language, so that one key fits all copies, and never the author's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from random import Random
from typing import Any

from quizkit import languages
from quizkit.learner.words import words
from quizkit.printing.sheet_parts import (
    Bins,
    Boxes,
    Entry,
    Gap,
    Line,
    Mark,
    Pairs,
    Part,
    Passage,
    Row,
    Rows,
    Sheet,
    letter,
)
from quizkit.quiz.markup import html
from quizkit.quiz.model import Item, Json, Quiz

said = partial(languages.said, "printing")

View = Mapping[str, Any]


def handout(quiz: Quiz, language: str) -> Sheet:
    """Make the sheet of a quiz; it holds no key, no feedback and no hint."""
    total = words(language).number(quiz.points)
    fields = [said(language, "name"), said(language, "class")]
    if quiz.points:
        fields.append(said(language, "points", points=total))
    return Sheet(
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


def lettered(shown: Sequence[View]) -> tuple[Row, ...]:
    """Put a letter before each option as it is shown."""
    return tuple((letter(place), option["html"]) for place, option in enumerate(shown))


def numbered(shown: Sequence[View]) -> tuple[Row, ...]:
    """Put a number before each text as it is shown."""
    return tuple((str(place), option["html"]) for place, option in enumerate(shown, 1))


def _entry(quiz: Quiz, item: Item, number: int, language: str) -> Entry:
    how, parts = PARTS[item.type](printed(quiz, item, language))
    rule = item.rule.get(language)
    told = said(language, how) if how else ""
    return Entry(
        heading=str(number),
        prompt=html(item.prompt.get(language)),
        aside=aside(item, language),
        note=f"{told} {rule}".strip(),
        parts=parts,
    )


def _choice(view: View) -> tuple[str, tuple[Part, ...]]:
    return "one", (Rows(lettered(view["options"]), Mark.CIRCLE),)


def _several(view: View) -> tuple[str, tuple[Part, ...]]:
    return "any", (Rows(lettered(view["options"]), Mark.SQUARE),)


def _number(view: View) -> tuple[str, tuple[Part, ...]]:
    return "number", (Line(unit=view["unit_text"]),)


def _text(_view: View) -> tuple[str, tuple[Part, ...]]:
    return "text", (Line(wide=True),)


def _match(view: View) -> tuple[str, tuple[Part, ...]]:
    return "match", (Pairs(numbered(view["left"]), lettered(view["right"])),)


def _order(view: View) -> tuple[str, tuple[Part, ...]]:
    items = view["items"]
    boxes = Boxes(len(items), escape(view["first_text"]), escape(view["last_text"]))
    return "order", (Rows(lettered(items)), boxes)


def _groups(view: View) -> tuple[str, tuple[Part, ...]]:
    names = tuple(group["html"] for group in view["groups"])
    return "groups", (Rows(lettered(view["items"])), Bins(names))


def _cloze(view: View) -> tuple[str, tuple[Part, ...]]:
    pieces: list[str | Gap] = []
    choices: list[Row] = []
    for segment in view["segments"]:
        if "blank" not in segment:
            pieces.append(segment["html"])
            continue
        number = str(sum(isinstance(piece, Gap) for piece in pieces) + 1)
        pieces.append(Gap(number, segment.get("unit_text") or ""))
        if segment.get("options"):
            rows = lettered(segment["options"])
            options = [f"<strong>{sign}</strong> {text}" for sign, text in rows]
            choices.append((f"({number})", " &#160; ".join(options)))
    parts: tuple[Part, ...] = (Passage(tuple(pieces)),)
    return "cloze", (*parts, Rows(tuple(choices))) if choices else parts


PARTS: Mapping[str, Callable[[View], tuple[str, tuple[Part, ...]]]] = {
    "choice": _choice,
    "several": _several,
    "truefalse": _choice,
    "number": _number,
    "text": _text,
    "match": _match,
    "order": _order,
    "groups": _groups,
    "cloze": _cloze,
}
