"""The words of the figures: dates as precise as they are known, and labels, per language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

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
