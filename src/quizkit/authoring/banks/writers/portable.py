"""Questions in one language, in forms that other programs share: pairs, numbers, passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizkit.quiz.model import Choosable, Item
from quizkit.quiz.pictures import in_texts
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things on the left, each with its text on the right, and what fits nothing."""

    pairs: Sequence[tuple[str, str]]
    extra: Sequence[str]


def pairs_of(item: Match | Groups, language: str) -> Pairs:
    """Return the pairs of a question; things in groups are pairs with their group."""
    lefts: Sequence[Choosable]
    rights: Sequence[Choosable]
    belongs: Mapping[str, str]
    if isinstance(item, Match):
        lefts, rights, belongs = item.lefts, item.rights, item.pairs
    else:
        lefts, rights, belongs = item.items, item.groups, item.belongs
    texts = {right.token: right.text.get(language) for right in rights}
    pairs = [(left.text.get(language), texts[belongs[left.token]]) for left in lefts]
    used = set(belongs.values())
    return Pairs(pairs, [texts[right.token] for right in rights if right.token not in used])


def digits(number: Fraction) -> str:
    """Write a number with a point, as exactly as programs read it.

    >>> digits(Fraction(5, 2)), digits(Fraction(2400)), digits(Fraction(1, 10**9))
    ('2.5', '2400', '0.000000001')
    """
    if number.denominator == 1 and abs(number) < 10**15:
        return str(number.numerator)
    text = repr(float(number))
    if "e" not in text:
        return text
    plain = f"{float(number):.20f}".rstrip("0").rstrip(".")
    return plain if 1e-15 < abs(number) < 10**15 else text


def units_of(item: Number, language: str) -> dict[str, Fraction]:
    """Return the units that a number may carry, its own first, each with what it is worth."""
    own = {item.unit.get(language): Fraction(1)} if item.unit else {}
    return {**own, **item.units}


def forms(item: Item) -> list[str]:
    """Return the forms that a typed answer may have, in whatever language."""
    texts = getattr(item, "accept", ())
    return list(dict.fromkeys(form for text in texts for form in text.texts.values() if form))


def starless(form: str) -> str:
    r"""Escape the sign that stands for any text in Moodle's typed answers.

    >>> starless("2*3")
    '2\\*3'
    """
    return form.replace("*", "\\*")


COMPARED = "there spaces, punctuation and accents of a typed answer count"


def without_pictures(text: str) -> str:
    """Return a text that says what its pictures show.

    >>> without_pictures("![A map](map.png) Where?")
    '[A map] Where?'
    """
    return in_texts.TYPED.sub(r"[\g<alt>]", text)
