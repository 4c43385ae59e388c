"""How a right answer looks where someone wrote it down for a question.

A number or a name alone says nothing; ``refused-most: 3`` does. So an answer is looked for right
behind its question's id, with nothing between but signs and words like "answer"; an order and a
set of pairs are known by themselves, as tokens or as texts. So is the hash that is made of a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from quizkit.quiz.model import Choosable, Item
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText

SIGNS = r"[^\w\n]{1,12}"  # what may stand between an id and its answer, or between two answers
NAMED = r"(?:answers?|accept|correct|right|value|text|key|solution|antwoord|goed)"
BETWEEN = rf"{SIGNS}(?:{NAMED}{SIGNS}){{0,3}}"
LISTED = r"[^\w]{1,24}(?:\d{1,2}[^\w]{1,6})?"  # between the things of a list
Found = tuple[str, re.Pattern[str]]


def patterns(item: Item) -> Iterator[Found]:
    """Yield how the answer of a question would look, each with how to tell of it."""
    yield f"the fingerprint of '{item.id}'", re.compile(rf"\b{item.fingerprint}\b")
    answers = sorted({_pattern(answer) for answer in _answers(item)}, key=len, reverse=True)
    if answers:
        known = rf"{_name(item.id)}{BETWEEN}(?:{'|'.join(answers)})(?!\w)"
        yield f"the answer to '{item.id}'", re.compile(known, re.IGNORECASE)
    for said, sequence in _sequences(item):
        yield said, re.compile(sequence, re.IGNORECASE)
    if isinstance(item, Cloze):
        for name, blank in item.blanks.items():
            yield f"the fingerprint of '{blank.id}'", re.compile(rf"\b{blank.fingerprint}\b")
            forms = "|".join(sorted({_pattern(answer) for answer in _answers(blank)}))
            known = rf"{_name(item.id)}\W{{1,12}}{re.escape(name)}{BETWEEN}(?:{forms})(?!\w)"
            yield f"the answer to '{blank.id}'", re.compile(known, re.IGNORECASE)


def _name(name: str) -> str:
    """Match an id; one that is a word like any other only where it stands in quotes."""
    written = re.escape(name)
    telling = re.search(r"[-_0-9]", name) or len(name) > 12
    return rf"(?<![\w-]){written}" if telling else rf"[\"']{written}"


def _pattern(text: str) -> str:
    """Match a text with any spaces between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _answers(item: Item) -> Iterator[str]:
    """Yield the forms in which one whole answer may be written down."""
    if isinstance(item, Choice):
        yield item.correct
        yield from _forms([option for option in item.options if option.token == item.correct])
    elif isinstance(item, TypedText):
        yield from (form for text in item.accept for form in text.texts.values() if form)
    else:
        right = item.right()
        if not isinstance(right, (list, dict)):
            yield str(right).lower() if isinstance(right, bool) else str(right)


def _sequences(item: Item) -> Iterator[tuple[str, str]]:
    """Yield how an answer of several parts looks: ticked options, an order, pairs."""
    if isinstance(item, Several):
        right = [option for option in item.options if option.token in item.correct]
        for parts in ([o.token for o in right], *_by_language(right)):
            together = LISTED.join(map(_pattern, parts))
            yield f"the answer to '{item.id}'", rf"{_name(item.id)}{BETWEEN}{together}(?!\w)"
    elif isinstance(item, Order):
        # Two names in a row stand in any text; three in this order are no chance.
        texts = _by_language(item.items) if len(item.items) > 2 else []
        for parts in (item.right(), *texts):
            yield f"the order of '{item.id}'", _in_a_row(parts)
    elif isinstance(item, (Match, Groups)):
        yield f"the pairs of '{item.id}'", _tokens_paired(item.right())


def _tokens_paired(right: dict[str, str]) -> str:
    pairs = (rf"{left}[^\w]{{1,12}}{place}" for left, place in right.items())
    return rf"\b(?:{'|'.join(pairs)})\b"


def _in_a_row(parts: Sequence[str]) -> str:
    return rf"(?<!\w){LISTED.join(map(_pattern, parts))}(?!\w)"


def _by_language(choosables: Sequence[Choosable]) -> list[list[str]]:
    languages: dict[str, Any] = dict.fromkeys(c for o in choosables for c in o.text.texts)
    return [[option.text.get(language) for option in choosables] for language in languages]


def _forms(choosables: Sequence[Choosable]) -> Iterator[str]:
    yield from (form for option in choosables for form in option.text.texts.values() if form)
