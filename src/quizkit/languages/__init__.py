"""The language that a lesson has chosen, and what quizkit says in each that it knows.

All that it says is in ``words/<code>.json``, part by part, and so are the words by which it knows
what people type and write; one more such file is one more language. In ``understood`` these are set
apart by ``|``; in ``key_words``, ``item_writing`` and ``lessons`` they are regular expressions.
What is said of so many has a form for each of the language's plural categories in CLDR, which ends
its name: ``points_one``, ``points_few``, ``points_many``, ``points_other``; ``plural`` has their
rules, as CLDR writes them.
How a language writes dates, lists and numbers, Babel knows; it is loaded by who needs it first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from pathlib import Path

from quizkit.errors import UnknownName

ENGLISH = "en"  # what is said where a language is not known
FOLDER = Path(__file__).with_name("words")
OTHER = "other"  # the plural category that every language has
SEASONS = ("winter", "spring", "summer", "autumn")

Catalogue = Mapping[str, Mapping[str, str]]  # part → name → words

_current = ENGLISH


def language(code: str) -> None:
    """Choose the language of quizzes, tables and figures from here on, as ``"en"`` or ``"uk"``.

    Call it once, in a lesson's first cell. Raises UnknownName for any other code.

    >>> language("en")
    """
    global _current
    _current = checked(code)


def current() -> str:
    """Return the language chosen, ``"en"`` unless a lesson chose another.

    >>> current()
    'en'
    """
    return _current


def known() -> tuple[str, ...]:
    """Return the codes of the languages that quizkit speaks, English first.

    >>> known()[0], "nl" in known()
    ('en', True)
    """
    return _codes(FOLDER)


def checked(code: str) -> str:
    """Return the code of a language that quizkit speaks; raises UnknownName for any other."""
    if code not in known():
        raise UnknownName("language", str(code), known())
    return code


@cache
def _codes(folder: Path) -> tuple[str, ...]:
    return (ENGLISH, *sorted({path.stem for path in folder.glob("*.json")} - {ENGLISH}))


def words(part: str, code: str) -> Mapping[str, str]:
    """Return what a part says in a language, by name; in English where it is not known.

    >>> words("scoring", "nl")["question"]
    'Vraag {n}'
    """
    return _catalogue(FOLDER / f"{code if code in known() else ENGLISH}.json")[part]


def said(part: str, code: str, name: str, /, **values: object) -> str:
    """Return one thing that a part says, with its blanks filled in.

    >>> said("printing", "nl", "points", points="12")
    'Punten (van 12)'
    """
    text = words(part, code)[name]
    return text.format(**values) if values else text


def counted(part: str, code: str, name: str, number: float, /, **values: object) -> str:
    """Return what a part says of so many, in the form that the language has for that number.

    ``{n}`` is the number, unless ``n`` says how it is written.

    >>> counted("quiz", "nl", "points", 1), counted("quiz", "nl", "points", 2.5, n="2,5")
    ('1 punt', '2,5 punten')
    """
    form = f"{name}_{_category(number, code)}"
    known_form = form if form in words(part, code) else f"{name}_{OTHER}"
    return said(part, code, known_form, **{"n": number, **values})


def _category(number: float, code: str) -> str:
    """Return the plural category of a number."""
    if number == 1:  # in every language; most that is counted is one, and Babel need not be loaded
        return "one"
    return str(_plural_rule(words("language", code)["plural"])(number))


@cache
def _plural_rule(rules: str) -> Callable[[float], str]:
    """Read the rules of CLDR: of all that Babel knows of a language, these alone are in use."""
    from babel.plural import PluralRule

    parts = (each.partition(": ") for each in rules.split("; "))
    return PluralRule([(category, rule) for category, _, rule in parts])


@dataclass(frozen=True, eq=False, slots=True)
class Said(Mapping[str, str]):
    """One thing that a part says, by language: in every one that is known when it is asked for.

    With a number, what is said of so many.

    >>> Said("text", "spelt", {"form": "Genève"})["nl"]
    'Wij schrijven: Genève.'
    """

    part: str
    name: str
    blanks: Mapping[str, object] = field(default_factory=dict)
    number: float | None = None

    def __getitem__(self, code: str) -> str:
        if code not in known():
            raise KeyError(code)
        if self.number is not None:
            return counted(self.part, code, self.name, self.number, **self.blanks)
        return said(self.part, code, self.name, **self.blanks)

    def __iter__(self) -> Iterator[str]:
        return iter(known())

    def __len__(self) -> int:
        return len(known())


def in_any(part: str, name: str) -> str:
    """Return a regular expression for what any of the languages has.

    >>> {"Time", "Tijd"} <= set(in_any("lessons", "time").split("|"))
    True
    """
    return "|".join(dict.fromkeys(Said(part, name).values()))


@cache
def _catalogue(path: Path) -> Catalogue:
    read: Catalogue = json.loads(path.read_text("utf-8"))
    return read


def day_in_words(day: date, precision: str, code: str, *, weekday: bool = False) -> str:
    """Write a date as precisely as it is known: a day, a month, a season or only a year.

    >>> day_in_words(date(2022, 1, 10), "day", "nl", weekday=True)
    'maandag 10 januari 2022'
    >>> day_in_words(date(2019, 6, 1), "season", "en")
    'summer 2019'
    """
    from babel.dates import format_date, format_skeleton

    if precision == "year":
        return str(day.year)
    if precision == "season":
        return f"{words('language', code)[SEASONS[day.month % 12 // 3]]} {day.year}"
    if precision == "month":
        return format_skeleton("yMMMM", day, locale=_locale(code))
    name = f"{weekday_in_words(day, code)} " if weekday else ""
    return name + format_date(day, "long", locale=_locale(code))


def weekday_in_words(day: date, code: str) -> str:
    """Return the day of the week of a date.

    >>> weekday_in_words(date(2022, 1, 10), "nl")
    'maandag'
    """
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=_locale(code))


def time_in_words(clock: time, code: str) -> str:
    """Write a time of the day, in hours and minutes.

    >>> time_in_words(time(17, 5), "nl")
    '17:05'
    """
    from babel.dates import format_time

    return format_time(clock, "short", locale=_locale(code))


def joined(parts: Sequence[str], code: str) -> str:
    """Join names as a sentence does.

    >>> joined(["Russia", "NATO", "the OSCE"], "en")
    'Russia, NATO and the OSCE'
    """
    from babel.lists import format_list

    return format_list(parts, locale=_locale(code))


def colon(code: str) -> str:
    """Return the colon of a language: in French a space stands before it.

    >>> colon("en"), colon("fr")
    (':', '\xa0:')
    """
    return words("language", code)["colon"]


def with_sign(number: str, code: str) -> str:
    """Write a number that has a decimal point with the sign that the language has for it.

    >>> with_sign("2.5", "nl"), with_sign("2.5", "en")
    ('2,5', '2.5')
    """
    if "." not in number:
        return number
    from babel.numbers import get_decimal_symbol

    return number.replace(".", get_decimal_symbol(_locale(code)))


def _locale(code: str) -> str:
    """Return what Babel calls a language: British for English, as it writes dates and lists."""
    return words("language", code)["locale"]


def capitalised(text: str) -> str:
    """Begin a text with a capital and leave the rest as it is.

    >>> capitalised("zomer in Genève")
    'Zomer in Genève'
    """
    return text[:1].upper() + text[1:]
