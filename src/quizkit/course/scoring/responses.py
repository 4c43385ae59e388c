"""A response in words: what a student chose, typed, paired or ordered, for a reader.

A response may be anything that JSON can hold. What is no known option is shown as it was sent:
escaped, without control characters, and cut where it is long.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from quizkit import languages
from quizkit.quiz.model import Item, Json
from quizkit.quiz.types.number import ONE_MARK

said = partial(languages.said, "scoring")

LONGEST = 600  # characters shown of a text that a student typed
MOST_PARTS = 50  # of a response that is no response

View = Mapping[str, Any]


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
        found = list(_PARTS[item.type](view, value, language))
    except _NoResponse:
        found = [Part("", shown(value, language))]
    return found[:MOST_PARTS]


def passage(item: Item, parts: Mapping[str, str], language: str) -> str:
    """Return the passage of a cloze with each blank filled; empty for any other type."""
    segments = item.public(language).get("segments", ())
    return "".join(
        parts.get(segment["blank"], "") if "blank" in segment else segment["html"]
        for segment in segments
    )


def shown(value: Json, language: str) -> str:
    """Return anything that a student sent as HTML that is safe, short and of one piece."""
    if not isinstance(value, str):
        try:
            value = json.dumps(value, ensure_ascii=False)
        except (ValueError, TypeError, RecursionError):
            value = "?"
    clean = "".join(map(_clean, value[:LONGEST]))
    more = said(language, "longer", n=len(value)) if len(value) > LONGEST else ""
    return escape(clean) + more


def _clean(character: str) -> str:
    """Drop what has no shape of its own and could change how the rest is read, or break a file."""
    if character in "\n\t\u200c\u200d":  # the last two belong to the spelling of some languages
        return character
    kind = unicodedata.category(character)
    return "\ufffd" if kind in ("Cc", "Cf", "Cs", "Co", "Cn") else character


class _NoResponse(Exception):
    """The value has not the shape of a response to this type."""


def _texts(view: View, *names: str) -> dict[str, str]:
    return {option["token"]: option["html"] for name in names for option in view[name]}


def _of(texts: Mapping[str, str], token: Json, language: str) -> str:
    if isinstance(token, str) and token in texts:
        return texts[token]
    return shown(token, language)


def _chosen(view: View, value: Json, _language: str) -> Iterator[Part]:
    token = str(value).lower() if isinstance(value, bool) else value
    known = token in _texts(view, "options") if isinstance(token, str) else False
    if not known:
        raise _NoResponse
    yield Part(token, _texts(view, "options")[token])


def _ticked(view: View, value: Json, language: str) -> Iterator[Part]:
    if not isinstance(value, list):
        raise _NoResponse
    texts = _texts(view, "options")
    ticked = [token for token in texts if token in value]
    strange = [token for token in value if not (isinstance(token, str) and token in texts)]
    for token in [*ticked, *strange]:
        yield Part(token if isinstance(token, str) else "", _of(texts, token, language))


def _typed(_view: View, value: Json, language: str) -> Iterator[Part]:
    yield Part(ONE_MARK, shown(value, language))


def _placed(things: str, places: str) -> Callable[[View, Json, str], Iterator[Part]]:
    def parts(view: View, value: Json, language: str) -> Iterator[Part]:
        if not isinstance(value, Mapping):
            raise _NoResponse
        there = _texts(view, places)
        for thing, text in _texts(view, things).items():
            place = value.get(thing)
            given = place is not None and place != ""
            where = _of(there, place, language) if given else said(language, "no_answer")
            yield Part(thing, f"{text} → {where}", given)
        for strange in (thing for thing in value if thing not in _texts(view, things)):
            yield Part("", f"{shown(strange, language)} → {shown(value[strange], language)}")

    return parts


def _ordered(view: View, value: Json, language: str) -> Iterator[Part]:
    if not isinstance(value, list):
        raise _NoResponse
    texts = _texts(view, "items")
    for token in value:
        yield Part(token if isinstance(token, str) else "", _of(texts, token, language))


def _filled(view: View, value: Json, language: str) -> Iterator[Part]:
    if not isinstance(value, Mapping):
        raise _NoResponse
    blanks = [segment for segment in view["segments"] if "blank" in segment]
    for blank in blanks:
        said_there = value.get(blank["blank"])
        given = said_there is not None and said_there != ""
        texts = _texts(blank, "options") if blank.get("options") else {}
        html = _of(texts, said_there, language) if given else said(language, "no_answer")
        yield Part(blank["blank"], html, given)


_PARTS: Mapping[str, Callable[[View, Json, str], Iterator[Part]]] = {
    "choice": _chosen,
    "several": _ticked,
    "truefalse": _chosen,
    "number": _typed,
    "text": _typed,
    "match": _placed("left", "right"),
    "order": _ordered,
    "groups": _placed("items", "groups"),
    "cloze": _filled,
}
