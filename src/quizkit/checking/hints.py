"""What a hint gives away: the answer in its very words, its number, or its order.

A hint helps one on; one that says the answer takes the question away. What the prompt says already
is no news in a hint, and neither is a wrong option named beside the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quizkit.quiz.markup import plain
from quizkit.quiz.model import Item
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.question_type import Secrets

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
THOUSANDS = re.compile(r"[.,](?=\d{3}(?:\D|$))")
SENTENCE = re.compile(r"[.!?;:]\s+|\n")
LONG = 4  # letters: shorter words stand in any text
ORDERED = 3  # things named in a row are no chance
Words = tuple[str, ...]


def words(text: str) -> Words:
    """Return the words of a text as one compares them: no markup, marks or capitals.

    >>> words("**Two** states: 100,000 men"), words("0,5")
    (('two', 'states', '100000', 'men'), ('0.5',))
    """
    found = WORD.findall(plain(text).casefold())
    return tuple(THOUSANDS.sub("", word).replace(",", ".") for word in found)


def holds(text: Words, part: Words) -> bool:
    """Return whether words stand in a text in a row.

    >>> holds(words("It was Vienna, Austria."), words("vienna")), holds(("a",), ())
    (True, False)
    """
    size = len(part)
    return size > 0 and any(text[at : at + size] == part for at in range(len(text) - size + 1))


def given_away(item: Item, hint: str, language: str) -> Iterator[str]:
    """Yield what a hint says of the right answer to a question."""
    secrets = TYPES[item.type].secrets(item)
    yield from _forms(item, secrets, hint, language)
    shown = texts(item.public(language))
    yield from _pairs(secrets, shown, hint)
    for right in secrets.orders[:1]:
        yield from _order([words(shown[token]) for token in right], words(hint))
    for blank in secrets.blanks.values():
        yield from _forms(blank, TYPES[blank.type].secrets(blank), hint, language)


def _forms(item: Item, secrets: Secrets, hint: str, language: str) -> Iterator[str]:
    """Look for a right option or a right number or text, which the prompt does not have."""
    told, asked = words(hint), words(item.prompt.get(language))
    options = TYPES[item.type].options
    judged = options(item).judged if options else ()
    if any(holds(told, words(o.text.get(language))) for o, right in judged if not right):
        return
    rights = [option.text.get(language) for option, right in judged if right]
    for form in rights if options else secrets.forms:
        said = words(str(form))
        if _tells(said) and holds(told, said) and not holds(asked, said):
            yield str(form)
            return


def _tells(said: Words) -> bool:
    """Return whether words are more than any text may hold: a small number, a short word."""
    letters = "".join(said)
    return len(letters) >= (2 if letters.isdecimal() else LONG)


def _pairs(secrets: Secrets, shown: Mapping[str, str], hint: str) -> Iterator[str]:
    """Look for two things that belong together in one sentence."""
    for sentence in map(words, SENTENCE.split(hint)):
        for left, right in secrets.pairs.items():
            both = [words(shown.get(token, "")) for token in (left, right)]
            if all(_tells(said) and holds(sentence, said) for said in both):
                yield f"{shown[left]} – {shown[right]}"


def _order(items: list[Words], hint: Words) -> Iterator[str]:
    """Look for the things in their order, each by a word that only it has."""
    own = [
        {w for w in item if len(w) >= LONG and sum(w in other for other in items) == 1}
        for item in items
    ]
    places = [next((at for at, word in enumerate(hint) if word in mine), None) for mine in own]
    found = [place for place in places if place is not None]
    if len(found) >= max(ORDERED, len(items) - 1) and found == sorted(set(found)):
        yield ", ".join(hint[place] for place in found)


def texts(view: Any) -> dict[str, str]:
    """Return the texts in a public view by their tokens, however deep they lie."""
    if isinstance(view, Mapping):
        if isinstance(view.get("token"), str):
            return {view["token"]: str(view.get("text", ""))}
        return {k: v for part in view.values() for k, v in texts(part).items()}
    if isinstance(view, list):
        return {k: v for part in view for k, v in texts(part).items()}
    return {}
