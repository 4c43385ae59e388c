"""How a right answer looks where someone wrote it down for a question.

A number or a name alone says nothing; ``refused-most: 3`` does. So an answer is looked for right
behind its question's id, with nothing between but signs and words like "answer"; an order and a
set of pairs are known by themselves, as tokens or as texts. So is the hash that is made of a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quizkit.languages import in_any
from quizkit.quiz.model import Item
from quizkit.quiz.types import TYPES

SIGNS = r"[^\w\n]{1,12}"  # what may stand between an id and its answer, or between two answers
LISTED = r"[^\w]{1,24}(?:\d{1,2}[^\w]{1,6})?"  # between the things of a list
Found = tuple[str, re.Pattern[str]]


def patterns(item: Item) -> Iterator[Found]:
    """Yield how the answer of a question would look, each with how to tell of it."""
    secrets = TYPES[item.type].secrets(item)
    yield f"the fingerprint of '{item.id}'", re.compile(rf"\b{item.fingerprint}\b")
    told, name = f"the answer to '{item.id}'", _name(item.id)
    between = rf"{SIGNS}(?:(?:accept|{in_any('key_words', 'answer')}){SIGNS}){{0,3}}"
    if secrets.forms:
        yield told, _found(f"{name}{between}{_any(secrets.forms)}")
    for parts in secrets.together:
        yield told, _found(f"{name}{between}{_in_a_row(parts)}")
    for parts in secrets.orders:
        yield f"the order of '{item.id}'", _found(rf"(?<!\w){_in_a_row(parts)}")
    if secrets.pairs:
        yield f"the pairs of '{item.id}'", _paired(secrets.pairs)
    for inner, blank in secrets.blanks.items():
        forms = TYPES[blank.type].secrets(blank).forms
        where = rf"{name}\W{{1,12}}{re.escape(inner)}{between}"
        yield f"the fingerprint of '{blank.id}'", re.compile(rf"\b{blank.fingerprint}\b")
        yield f"the answer to '{blank.id}'", _found(f"{where}{_any(forms)}")


def _found(pattern: str) -> re.Pattern[str]:
    """Look for a pattern up to the end of its last word, in capitals or not."""
    return re.compile(rf"{pattern}(?!\w)", re.IGNORECASE)


def _name(name: str) -> str:
    """Match an id; one that is a word like any other only where it stands in quotes."""
    written = re.escape(name)
    telling = re.search(r"[-_0-9]", name) or len(name) > 12
    return rf"(?<![\w-]){written}" if telling else rf"[\"']{written}"


def _pattern(text: str) -> str:
    """Match a text with any spaces between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _any(forms: Sequence[str]) -> str:
    """Match any of several texts, the longest that there is."""
    return f"(?:{'|'.join(sorted(set(map(_pattern, forms)), key=len, reverse=True))})"


def _in_a_row(parts: Sequence[str]) -> str:
    return LISTED.join(map(_pattern, parts))


def _paired(pairs: Mapping[str, str]) -> re.Pattern[str]:
    any_pair = "|".join(rf"{left}[^\w]{{1,12}}{place}" for left, place in pairs.items())
    return re.compile(rf"\b(?:{any_pair})\b", re.IGNORECASE)
