"""From points to a mark: percent, the Dutch N-term, or any scale that runs evenly.

Points are fractions, not floats, so all is exact. A mark is rounded once, as schools do:
a half goes up.

The N-term is that of the Dutch central examinations (College voor Toetsen en Examens, *Regeling
omzetting scores in cijfers centrale examens*): ``9 × score / maximum + N``, where no points are
always a 1 and all points a 10. So near the ends a point counts at most double and at least half of
what it counts between: for N above 1 the mark is at most ``1 + 18 s`` and at most ``10 − 4.5 (1 −
s)``, for N below 1 at least ``1 + 4.5 s`` and at least ``10 − 18 (1 − s)``, with s the share of the
points.

>>> str(read("nterm=1").mark(Fraction(16), Fraction(25)))
'6.8'
>>> str(read("0..20", step="1").mark(Fraction(16), Fraction(25)))
'13'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from quizkit.errors import QuizkitError

FINEST = 10_000  # parts of a point; a float that is nearer to such a part than that is meant so
HIGHEST_N = 3  # none was ever higher; 2 is the highest in principle
NUMBER = r"[+-]?\d{1,6}(?:[.,]\d{1,6})?"  # longer ones are no marks
POINTS, PERCENT, N_TERM, LINEAR = "points", "percent", "nterm", "linear"
STEPS = {POINTS: "0.01", PERCENT: "0.1", N_TERM: "0.1", LINEAR: "0.1"}
FORMS = "points, percent, nterm=1.0 or, from the lowest mark to the highest, such as 1..10"


class NoScale(QuizkitError):
    """A scale, a step or bounds that cannot be used."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How points become a mark.

    Args:
        kind: points, percent, nterm or linear.
        step: what marks are rounded to.
        lowest: the mark for no points, of a linear scale.
        highest: the mark for all points.
        n: the N-term.
        bounds: marks beyond them are not given.
    """

    kind: str
    step: Fraction
    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(100)
    n: Fraction = Fraction(1)
    bounds: tuple[Fraction, Fraction] | None = None

    def top(self, maximum: Fraction) -> Fraction:
        """Return the highest mark."""
        highest = maximum if self.kind == POINTS else self.highest
        return min(highest, self.bounds[1]) if self.bounds else highest

    def mark(self, score: Fraction, maximum: Fraction) -> Decimal:
        """Return the mark for so many of the points; raises NoScale if there are none to be had."""
        if maximum <= 0:
            raise NoScale("there are no points to be had in it")
        exact = self._exact(score, maximum)
        low, high = self.bounds or (exact, exact)
        rounded = _half_up(min(max(exact, low), high), self.step)
        if self.bounds:
            rounded = min(max(rounded, low), high)
        return _decimal(rounded, self.step)

    def _exact(self, score: Fraction, maximum: Fraction) -> Fraction:
        share = score / maximum
        if self.kind == POINTS:
            return score
        if self.kind == N_TERM:
            return _n_term(min(share, Fraction(1)), self.n)
        return self.lowest + (self.highest - self.lowest) * share


def points(score: float) -> Fraction:
    """Return the points that a float is meant for.

    >>> points(0.1 + 0.2), points(2 / 3)
    (Fraction(3, 10), Fraction(2, 3))
    """
    return Fraction(score).limit_denominator(FINEST)


def read(text: str, *, step: str = "", bounds: str = "") -> Scale:
    """Read a scale as it is typed.

    >>> read("nterm=0,8").n, read("1..10").highest
    (Fraction(4, 5), Fraction(10, 1))
    """
    plain = re.sub(r"\s+|^scale", "", text.casefold())
    scale = _scale(plain, text)
    scale = replace(scale, step=_step(step or STEPS[scale.kind]))
    return replace(scale, bounds=_range(bounds, "bounds")) if bounds else scale


def _scale(plain: str, text: str) -> Scale:
    one = Fraction(1)
    if plain in (POINTS, PERCENT):
        return Scale(plain, one)
    if found := re.fullmatch(rf"(?:nterm|n-term|n)(?:[=:]({NUMBER}))?", plain):
        n = _number(found[1] or "1")
        if not 0 <= n <= HIGHEST_N:
            raise NoScale(f"'{text}': an N-term lies between 0 and {HIGHEST_N}, mostly near 1.")
        return Scale(N_TERM, one, one, Fraction(10), n)
    if ".." in plain:
        lowest, highest = _range(plain, "scale")
        return Scale(LINEAR, one, lowest, highest)
    raise NoScale(f"'{text}' is no scale; there are: {FORMS}.")


def _range(text: str, what: str) -> tuple[Fraction, Fraction]:
    found = re.fullmatch(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*", text)
    low, high = map(_number, found.groups()) if found else (Fraction(0), Fraction(0))
    if low == high or (what == "bounds" and low > high):
        raise NoScale(f"'{text}' is no {what}; write it from one mark to the other: 1..10.")
    return low, high


def _step(text: str) -> Fraction:
    step = _number(text) if re.fullmatch(NUMBER, text) else Fraction(0)
    if not Fraction(1, 1_000_000) <= step <= 1_000:
        raise NoScale(f"'{text}': marks are rounded to a step such as 0.1, 0.5 or 1.")
    return step


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _n_term(share: Fraction, n: Fraction) -> Fraction:
    main = 9 * share + n
    double, half = Fraction(18), Fraction(9, 2)
    if n >= 1:
        return min(main, 1 + double * share, 10 - half * (1 - share))
    return max(main, 1 + half * share, 10 - double * (1 - share))


def _half_up(value: Fraction, step: Fraction) -> Fraction:
    """Round to a step, a half away from nothing.

    >>> _half_up(Fraction("6.45"), Fraction("0.1")), _half_up(Fraction("-0.5"), Fraction(1))
    (Fraction(13, 2), Fraction(-1, 1))
    """
    sign = -1 if value < 0 else 1
    return sign * floor(abs(value) / step + Fraction(1, 2)) * step


def _decimal(value: Fraction, step: Fraction) -> Decimal:
    """Return a rounded value with as many places as its step has."""
    places = next(n for n in range(10) if (step * 10**n).denominator == 1)
    while (value * 10**places).denominator != 1 and places < 9:  # a bound may have more
        places += 1
    return (Decimal(floor(value * 10**places)) / Decimal(10) ** places).quantize(
        Decimal(1).scaleb(-places)
    )
