"""A response in words: what a student chose, typed, paired or ordered, for a reader.

A response may be anything that JSON can hold. What is no known option is shown as it was sent:
escaped, without control characters, and cut where it is long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from quizkit import languages
from quizkit.course.typed_text import shapely
from quizkit.quiz.model import Item, Json
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.given import Given, Known, NoResponse, Sent

said = partial(languages.said, "scoring")

LONGEST = 600  # characters shown of a text that a student typed
MOST_PARTS = 50  # of a response that is no response


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a response as HTML; ``key`` is that of its mark, ``given`` False where it lacks."""

    key: str
    html: str
    given: bool = True


def parts(item: Item, value: Json, language: str) -> list[Part]:
    """Return the parts of a response, in the order in which a reader expects them.

    >>> from quizkit import load
    >>> item = load("start").questions[0]
    >>> [part.html for part in parts(item, {"not": "a response"}, "en")]
    ['{&quot;not&quot;: &quot;a response&quot;}']
    """
    view = item.public(language)
    try:
        found = [_part(part, language) for part in TYPES[item.type].given(view, value)]
    except NoResponse:
        found = [Part("", shown(value, language))]
    return found[:MOST_PARTS]


def passage(item: Item, parts: Mapping[str, str], language: str) -> str:
    """Return the passage of a cloze with each blank filled; empty for any other type."""
    segments = item.public(language).get("segments", ())
    return "".join(
        parts.get(segment["blank"], "") if "blank" in segment else segment["html"]
        for segment in segments
    )


def blanks(item: Item, language: str) -> dict[str, str]:
    """Return what each blank of a cloze is called, by its key; nothing for any other type."""
    segments = item.public(language).get("segments", ())
    return {each["blank"]: each["label_text"] for each in segments if "blank" in each}


def shown(value: Json, language: str) -> str:
    """Return anything that a student sent as HTML that is safe, short and of one piece."""
    if not isinstance(value, str):
        try:
            value = json.dumps(value, ensure_ascii=False)
        except (ValueError, TypeError, RecursionError):
            value = "?"
    more = said(language, "longer", n=len(value)) if len(value) > LONGEST else ""
    return escape(shapely(value[:LONGEST])) + more


def _part(part: Given, language: str) -> Part:
    told = " → ".join(_words(said, language) for said in part.said)
    return Part(part.key, told, None not in part.said)


def _words(what: Known | Sent | None, language: str) -> str:
    match what:
        case Known(html):
            return html
        case Sent(value):
            return shown(value, language)
        case None:
            return said(language, "no_answer")
