"""Numbers as other programs hold them: exact, with the margin that a quiz file has."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

LARGEST = Decimal("1e30")
MOST_DIGITS = 40
MANY = Decimal("1e15")  # which has no digits behind the point that count


def decimal(text: str | None) -> Decimal | None:
    """Read a number, or None where it is none, or none that anyone types.

    >>> decimal(" 1_000 "), decimal("−2,5"), decimal("many")
    (Decimal('1000'), Decimal('-2.5'), None)
    """
    word = (text or "").strip().replace("_", "").replace("\u2212", "-")
    if word.count(",") == 1 and "." not in word:
        word = word.replace(",", ".")
    try:
        number = Decimal(word)
    except InvalidOperation:
        return None
    if (
        not number.is_finite()
        or abs(number) > LARGEST
        or len(number.as_tuple().digits) > MOST_DIGITS
    ):
        return None
    return number if number.is_zero() or number.adjusted() > -MOST_DIGITS else None


def plain(number: Decimal | Fraction) -> int | float:
    """Return a number as a quiz file holds it.

    >>> plain(Decimal("2.50")), plain(Fraction(3))
    (2.5, 3)
    """
    return int(number) if number == int(number) else float(number)


def rounded(number: Decimal, digits: int) -> int | float:
    """Return a number with so many digits behind the point; a huge one as it is.

    >>> rounded(Decimal("0.33333"), 2), rounded(Decimal("1e29"), 2)
    (0.33, 100000000000000000000000000000)
    """
    return plain(round(number, digits) if abs(number) < MANY else number)


def within(least: Decimal, most: Decimal) -> dict[str, Any]:
    """Return the fields of a number that may lie between two.

    >>> within(Decimal("1.5"), Decimal("2.5"))
    {'answer': 2, 'tolerance': 0.5}
    """
    least, most = min(least, most), max(least, most)
    margin = (most - least) / 2
    fields: dict[str, Any] = {"answer": plain(least + margin)}
    return fields | {"tolerance": plain(margin)} if margin else fields
