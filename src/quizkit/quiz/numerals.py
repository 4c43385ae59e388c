"""Reading numbers as people type them, and writing them as people read them.

What is read, and how (values are exact fractions, so ``0.1`` is one tenth):

==========================  ===================  ==============================================
typed                       read as              why
==========================  ===================  ==============================================
``30``  ``+30``  ``= 30``   30
``30,5``  ``30.5``          30.5                 decimal comma and decimal point alike
``,5``  ``30.``             0.5, 30              a separator at an end is a decimal one
``-2``  ``−2``  ``–2``      -2                   hyphen, Unicode minus, en dash, and the like
``minus 2``  ``min 2``      -2                   in words of any language
``1 000``  ``1'000``        1000                 also no-break and narrow spaces, typed ``’``
``1,000,000``               1000000              a separator used twice can only group
``1,00,000``                100000               lakhs and crores, as India groups
``1.234,5``  ``1,234.5``    1234.5               the last of two separators is the decimal one
``1.000``  ``1,000``        1000 *or* 1          ambiguous: either reading will do
``0.500``  ``1234.500``     0.5, 1234.5          not ambiguous: no one groups like that
``78.539 816``              78.539816            decimals in groups of three
``1e-3``  ``1,5 E3``        0.001, 1500
``1.2×10^3``  ``8 x 10²``   1200, 800            also ``*``, ``·``, ``**``, ``5.10^3``; ``10^(6)``
``1/2``  ``½``  ``1 1/2``   0.5, 0.5, 1.5
``2,5 miljoen``  ``5k``     2500000, 5000        in words of any language, or short
``2 million`` in millions   2                    where the unit is ``million``, or ``million km``
``~5``  ``ca. 5``           5                    how sure one is, is no part of a number
``5,-``  ``€ 5``  ``5 km.``  5                   money where no unit is asked for, and a last point
``٣٠``  ``３０``             30                   digits of any script
``12%``  ``5‰``             12 *or* 0.12         where the question does not name that unit
``1,00,00``  ``1 2``        unreadable           not groups of three
``1.2.3``  ``5 apples``     unreadable           no number in one of these ways
``nan``  ``inf``  ``1e9999``  unreadable         no number, or none that anyone means
``3 or 4``  ``30-40``       unreadable           not one number
==========================  ===================  ==============================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from quizkit.languages import in_any, known, with_sign

LONGEST = 100  # characters; no number that a person types is longer

GROUPED_FROM = 10_000

# Besides the words that each language has for them.
_PERCENT = ("percent", "%")
_SHARES = ((_PERCENT, 100), (("permille", "‰"), 1000))  # one of so many
_MONEY = (("euro", "€|eur"), ("dollar", "$|usd|us$"), ("pound", "£|gbp"))
_MANY = {2: "", 3: "k", 6: "M|mln|mio|mn", 9: "bn|mrd|mld|mia", 12: "tn|trn"}  # ten to that power
_SIGNS = dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-") | {"\uff0b": "+"}
_QUOTES = dict.fromkeys("\u2019\u2018\u02bc\u2032\u00b4`\u066c", "'")
_POINTS = dict.fromkeys("\uff0e\u3002\uff61", ".") | dict.fromkeys("\u066b\uff0c", ",")
_OTHERS = {"\u2044": "/", "\u066a": "%"} | _POINTS
_ALIKE = {**_SIGNS, **_QUOTES, **_OTHERS}
_DEGREES = str.maketrans("\u00ba\u02da", "°°")  # what keyboards have in its place
_KEYED = str.maketrans({"\u2212": "-", "μ": "u", "Ω": "ohm"})  # and for what they lack
_RAISED = re.compile("(?<=10) ?[⁺⁻]?[⁰¹²³⁴-⁹]+")
_TIMES_TEN = re.compile(r" ?[x×*·∙⋅•.\u0445] ?10 ?(?:\^|\*\*) ?(?=[+-]?\d)", re.IGNORECASE)
_BRACED = re.compile(r"(?<=\^|\*) ?(?:\( ?([+-]?\d{1,3}) ?\)|\{ ?([+-]?\d{1,3}) ?\})")
_TEN = re.compile(r"(?<![\w.,])10 ?(?:\^|\*\*) ?(?=[+-]?\d)")
_NUMBER = (
    r"(?P<sign>[+-]?) ?(?P<before>[^\d.,+-]*)(?P<sign2>[+-]?) ?"
    r"(?:(?:(?P<ones>\d{1,15}) )?(?P<over>\d{1,15}) ?/ ?(?P<under>\d{1,15})(?! ?[\d/])"
    r"|(?P<digits>[.,]?\d(?:[., ']?\d)*[.,]?)(?: ?[eE](?P<exponent>[+-]?\d{1,3})(?!\d))?)"
    r"(?:(?<=[.,])[-=]{1,2}(?= |$))?"
    r"(?P<after>.*)"
)
_WHOLE = re.compile(
    r"\d+|\d{1,3}(?P<by>[., '])\d{3}(?:(?P=by)\d{3})*|\d{1,2}(?P<lakhs>,)\d\d(?:,\d\d)*,\d{3}"
)
_THREES = re.compile(r"\d{3}(?:[ ']\d{3})*[ ']\d{1,3}")


def readings(typed: str, units: Mapping[str, Fraction] | None = None) -> tuple[Fraction, ...]:
    """Read a number, with or without a unit: every value it may mean, none if it is unreadable.

    ``units`` are those a response may carry, each with what it is worth.

    >>> readings("30,5")
    (Fraction(61, 2),)
    >>> [int(value) for value in readings("1.000")]
    [1, 1000]
    >>> readings("2 km", {"m": Fraction(1), "km": Fraction(1000)})
    (Fraction(2000, 1),)
    >>> readings("3 or 4")
    ()
    """
    if len(typed) > LONGEST:
        return ()
    found = _typed(known()).fullmatch(_normal(typed))
    if found is None or (found["sign"] and found["sign2"]):
        return ()
    factors = _factors(found["before"], found["after"], units or {})
    scale = Fraction(10) ** int(found["exponent"] or 0)
    if found["sign"] == "-" or found["sign2"] == "-":
        scale = -scale
    if found["digits"]:
        values = _values(found["digits"], scientific=found["exponent"] is not None)
    else:
        under = int(found["under"])
        values = [int(found["ones"] or 0) + Fraction(int(found["over"]), under)] if under else []
    return tuple(dict.fromkeys(value * scale * factor for value in values for factor in factors))


@cache
def _typed(_languages: tuple[str, ...]) -> re.Pattern[str]:
    about = in_any("understood", "about")
    return re.compile(rf"(?:(?:(?i:{about})\b\.?|[~≈=]) ?)?{_NUMBER}")


def _names(name: str, signs: str) -> list[str]:
    return [*filter(None, signs.split("|")), *in_any("understood", name).split("|")]


@cache
def _powers(_languages: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return what a word behind a number may make of it: a billion is more in one language."""
    named = {power: _names(f"1e{power}", signs) for power, signs in _MANY.items()}
    all_words = {word for words in named.values() for word in words}
    return {word: tuple(p for p, words in named.items() if word in words) for word in all_words}


def _normal(typed: str) -> str:
    """Write digits, signs, spaces, fractions and powers of ten in one way only."""
    typed = _RAISED.sub(
        lambda raised: f"^{unicodedata.normalize('NFKC', raised[0].strip())}", typed
    )
    characters = []
    for character in typed:
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            characters.append(str(digit))
        elif character.isspace():
            characters.append(" ")
        elif "VULGAR FRACTION" in unicodedata.name(character, ""):
            over, under = unicodedata.normalize("NFKC", character).split("\u2044")
            characters.append(f" {over}/{under} ")
        elif unicodedata.category(character) != "Cf":  # invisible marks come along when pasting
            characters.append(_ALIKE.get(character, character))
    one_way = _BRACED.sub(r"\1\2", " ".join("".join(characters).split()))
    return _TEN.sub("1e", _TIMES_TEN.sub("e", one_way))


def _values(digits: str, *, scientific: bool) -> list[Fraction]:
    """Return the values that digits with separators may mean."""
    whole, point, decimals = _at_last(digits)
    grouped = _WHOLE.fullmatch(whole)
    if not point:
        return [_fraction(whole)] if grouped else []
    if point == "." and not decimals and not (whole.isdecimal() or scientific):
        return _values(whole, scientific=scientific)  # the end of a sentence
    values = []
    readable = not whole or (grouped is not None and point not in grouped.group("by", "lakhs"))
    in_threes = bool(_THREES.fullmatch(decimals))
    if readable and (decimals.isdecimal() or in_threes or (whole and not decimals)):
        values.append(_fraction(whole, decimals))
    mixed = in_threes and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}(?:[ ']\d{3})+", digits)
    if (mixed or _WHOLE.fullmatch(digits)) and not digits.startswith("0") and not scientific:
        values.append(_fraction(digits))
    return values


def _at_last(digits: str) -> tuple[str, str, str]:
    """Split at the last comma or point."""
    at = max(digits.rfind("."), digits.rfind(","))
    return (digits, "", "") if at < 0 else (digits[:at], digits[at], digits[at + 1 :])


def _fraction(whole: str, decimals: str = "") -> Fraction:
    return Fraction(f"{re.sub('[^0-9]', '', whole) or 0}.{re.sub('[^0-9]', '', decimals) or 0}")


def _factors(before: str, after: str, units: Mapping[str, Fraction]) -> list[Fraction]:
    """Return what the words before and after a number make of it; nothing if one is not known."""
    there = _with_parts({_plain(name): worth for name, worth in units.items()})
    name = " ".join(_plain(f"{after} {before}").split())
    if not name or (worth := _worth(name, there)):
        return worth if name else [Fraction(1)]
    if before.strip().casefold() in in_any("understood", "minus").split("|"):
        return [-factor for factor in _factors("", after, units)]
    powers, rest = _many(name)
    return [factor * 10**power for power in powers for factor in _worth(rest, there)]


def _many(name: str) -> tuple[tuple[int, ...], str]:
    """Return the powers of ten that a name begins with a word for, and the rest of it."""
    known_powers, words = _powers(known()), re.sub(r"(?<=\w)(?=[€$£])", " ", name).split(" ")
    at = 2 if " ".join(words[:2]).lower() in known_powers else 1  # "mil millones"
    many, rest = " ".join(words[:at]).rstrip("."), " ".join(words[at:])
    powers = known_powers.get(many) or known_powers.get(many.lower(), ())
    return powers, rest.removeprefix("de ").removeprefix("d'")  # millions d'euros


def _with_parts(units: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return units, and what one is many of: where millions of euros are asked for, euros."""
    parts = {}
    for name, worth in units.items():
        powers, rest = _many(name)
        if powers and (rest or len(name) > 1):  # K is no thousand
            parts[rest] = worth / 10 ** powers[0]
            if worth == 1:  # the unit itself: ten thousand may be typed without the kilometres
                parts[""] = parts[rest]
    return parts | dict(units)


def _worth(name: str, units: Mapping[str, Fraction]) -> list[Fraction]:
    """Return what a unit is worth: nothing if it is not known, one if there is none."""
    there = {**{name.casefold(): worth for name, worth in units.items()}, **units}
    if name and name not in there and _squeezed(name) in map(_squeezed, there):
        name = next(each for each in there if _squeezed(each) == _squeezed(name))
    for written in (name, name.casefold(), name.rstrip("."), name.casefold().rstrip(".")):
        if not written or written in there:  # exact first: mW is not MW
            return [there.get(written, Fraction(1))]
    shares = [there[each] * of for kind, of in _SHARES for each in _names(*kind) if each in there]
    for kind, of in _SHARES:
        if written in _names(*kind):
            return [shares[0] / of] if shares else [Fraction(1), Fraction(1, of)]
    for kind in _MONEY:
        if written in (alike := _names(*kind)):
            declared = [there[each] for each in alike if each in there]
            return declared[:1] or ([] if units else [Fraction(1)])
    return []


def _squeezed(unit: str) -> str:
    """Write a unit without what some type in it: km / h, m^2, 20 ° C, kg*m, um."""
    unit = re.sub(r" ?(?:\^|\*\*) ?", "", unit.translate(_KEYED))
    unit = re.sub(r" ?[·⋅∙•*×] ?|(?<=\w)\.(?=\w)", " ", unit)
    return re.sub(r" (?=[/°])|(?<=[/°]) ", "", unit)


def is_percent(unit: str) -> bool:
    """Return whether a unit says that a number is so many of a hundred.

    >>> is_percent("%"), is_percent("km")
    (True, False)
    """
    return unit.strip().casefold() in _names(*_PERCENT)


def _plain(unit: str) -> str:
    """Write a unit in one way: what its signs stand for, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", unit.translate(_DEGREES)).split())


def exact(number: float | str) -> Fraction:
    """Return the fraction that a number stands for as it is written: 0.1 is one tenth.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(str(number))


def written(number: Fraction, language: str) -> str:
    """Write a number for a reader: groups from 10,000 on, so that years stay years.

    >>> written(Fraction(61, 2), "nl")
    '30,5'
    >>> written(Fraction(1997), "en"), written(Fraction(100000), "en") == "100\u202f000"
    ('1997', True)
    """
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    if number and not -12 <= decimal.adjusted() <= 15:
        text = f"{decimal.normalize():g}"
    else:
        text = f"{decimal:.12f}".rstrip("0").rstrip(".")
        if abs(decimal) >= GROUPED_FROM:
            whole, point, decimals = text.partition(".")
            text = f"{int(whole):,}".replace(",", "\u202f") + point + decimals
    return with_sign(text, language).replace("-", "\u2212")
