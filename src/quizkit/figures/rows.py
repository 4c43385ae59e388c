"""The rows that the figures draw, from the module's tables, with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from quizkit.tables import catalogue
from quizkit.tables.content_folder import content_folder

Row = Mapping[str, Any]
COORDINATES = frozenset({"natural-earth"})  # the source of the places of cities on a map


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
    return str(row.get(f"{column}_{language}") or row[f"{column}_en"] or "")


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
    return labels[code].get(language) or labels[code].get("en", code)


def actor(row: Row, language: str) -> str:
    """Name the actor of a row, or where it has none the articles that speak for themselves.

    >>> actor({"actor_id": None, "source_ids": ("article-b",)}, "en")
    'Article B'
    """
    if row["actor_id"]:
        return shown(by_id("actors")[row["actor_id"]], "name", language)
    sources = by_id("sources")
    return "; ".join(shown(sources[name], "title", language) for name in row["source_ids"])
