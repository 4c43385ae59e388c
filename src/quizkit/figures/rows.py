"""The rows that the figures draw, from the module's tables, and how they are put in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quizkit.tables import catalogue
from quizkit.tables.content_folder import content_folder

Row = Mapping[str, Any]
COORDINATES = frozenset({"natural-earth"})  # the source of the places of cities on a map
WEEKDAYS: Mapping[str, Sequence[str]] = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
}
MONTHS: Mapping[str, Sequence[str]] = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}
SEASONS: Mapping[str, Sequence[str]] = {
    "en": ["winter", "spring", "summer", "autumn"],
    "nl": ["winter", "lente", "zomer", "herfst"],
}


def rows(table: str) -> list[Row]:
    """Return the rows of one of the module's tables.

    >>> len(rows("nato_members"))
    30
    """
    return list(catalogue.read(table, content_folder()).rows)


def shown(row: Row, column: str, language: str) -> str:
    """Return a shown text in the language, or in English where there is no other.

    >>> shown({"name_en": "Geneva", "name_nl": "Genève"}, "name", "nl")
    'Genève'
    """
    return str(row[f"{column}_{language}"] or row[f"{column}_en"] or "")


def day(row: Row) -> date:
    """Return the date of a row, the first day of the period where it is known less precisely.

    >>> day({"date": date(2019, 6, 1)})
    datetime.date(2019, 6, 1)
    """
    value: date = row["date"]
    return value


def by_id(table: str) -> dict[str, Row]:
    """Return the rows of a table by their id, in the order of the table."""
    return {row["id"]: row for row in rows(table)}


def word(table: str, column: str, code: str, language: str) -> str:
    """Return the word for a code, as the dictionary of the tables has it.

    >>> word("responses", "answer", "open_to_talk", "nl")
    'bespreekbaar'
    """
    fields = catalogue.read(table, content_folder()).fields
    labels = next(field.labels for field in fields if field.name == column)
    return labels[code].get(language, code)


def actor(row: Row, language: str) -> str:
    """Name the actor of a row, or where it has none the articles that speak for themselves.

    >>> actor({"actor_id": None, "source_ids": ("article-b",)}, "en")
    'Article B'
    """
    if row["actor_id"]:
        return shown(by_id("actors")[row["actor_id"]], "name", language)
    sources = by_id("sources")
    return "; ".join(shown(sources[name], "title", language) for name in row["source_ids"])


def day_in_words(day: date, precision: str, *, language: str, weekday: bool = False) -> str:
    """Say a date as precisely as it is known: a day, a month, a season or only a year.

    >>> day_in_words(date(2022, 1, 10), "day", language="nl", weekday=True)
    'maandag 10 januari 2022'
    >>> day_in_words(date(2019, 6, 1), "season", language="en")
    'summer 2019'
    """
    if precision == "year":
        return str(day.year)
    if precision == "season":
        return f"{SEASONS[language][day.month % 12 // 3]} {day.year}"
    month = f"{MONTHS[language][day.month - 1]} {day.year}"
    if precision == "month":
        return month
    name = f"{WEEKDAYS[language][day.weekday()]} " if weekday else ""
    return f"{name}{day.day} {month}"


def capitalised(text: str) -> str:
    """Begin a text with a capital and leave the rest as it is.

    >>> capitalised("zomer in Genève")
    'Zomer in Genève'
    """
    return text[:1].upper() + text[1:]


def joined(parts: Sequence[str], *, language: str) -> str:
    """Join names as a sentence does.

    >>> joined(["Russia", "NATO", "the OSCE"], language="en")
    'Russia, NATO and the OSCE'
    """
    if len(parts) < 2:
        return "".join(parts)
    last = {"en": " and ", "nl": " en "}[language]
    return ", ".join(parts[:-1]) + last + parts[-1]
