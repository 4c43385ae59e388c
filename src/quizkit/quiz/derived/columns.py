"""Cells of a table as texts: per language, looked up in another table, dates in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizkit.errors import ContentError, QuizkitError, UnknownName, nearest
from quizkit.languages import day_in_words, known, said, with_sign
from quizkit.quiz.derived.reckoning import ExpressionError
from quizkit.quiz.model import Text

if TYPE_CHECKING:
    from quizkit.tables.column import Column

Row = Mapping[str, Any]

DAYS = {"weekend": 2, "week": 7}
MONTHS_LONG = {"month": 1, "season": 3, "year": 12}


@dataclass(frozen=True)
class Picked:
    """Some rows of a table, with what it takes to follow its keys into other tables."""

    name: str
    key: tuple[str, ...]
    rows: Sequence[Row]
    fields: Mapping[str, Column]
    folder: Path

    @classmethod
    def all(cls, name: str, folder: Path) -> Picked:
        """Pick every row of a table; UnknownName or TableError if it cannot be had.

        >>> from quizkit.tables.content_folder import content_folder
        >>> len(Picked.all("nato_members", content_folder()))
        30
        """
        from quizkit.tables import catalogue  # loaded only by quizzes that derive anything

        table = catalogue.read(name, folder)
        return cls(
            name, table.key, table.rows, {field.name: field for field in table.fields}, folder
        )

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def called(self, row: Row) -> str:
        """Return what tells a row from the others, for a message."""
        return ", ".join(str(row.get(name)) for name in self.key)

    def only(self, rows: Sequence[Row]) -> Picked:
        """Pick these rows only."""
        return replace(self, rows=rows)

    def values(self, column: str) -> list[Any]:
        """Return the values of a column; ExpressionError if there is none of that name."""
        if column not in self.fields:
            raise self._no_column(column)
        return [row[column] for row in self.rows]

    def texts(self, column: str) -> list[Text]:
        """Return a column as texts: ``name`` for ``name_en`` and ``name_nl``, ``actor_id.name``.

        An empty cell is an empty text.
        """
        key, dot, beyond = column.partition(".")
        if dot:
            return self._looked_up(key, beyond)
        if column in self.fields:
            field = self.fields[column]
            precision = f"{column}_precision"
            return [_text(row[column], field, row.get(precision)) for row in self.rows]
        names = {code: f"{column}_{code}" for code in known()}
        names = {code: name for code, name in names.items() if name in self.fields}
        if not names:
            raise self._no_column(column)
        return [Text({c: row[n] for c, n in names.items() if row[n]}) for row in self.rows]

    def _looked_up(self, key: str, beyond: str) -> list[Text]:
        keys = self.values(key)
        other = self.fields[key].refers_to
        if not other or self.fields[key].type == "list":
            mend = f"use '{key}' alone, or a column that holds another table's ids"
            raise ExpressionError(f"'{key}' refers to no other table", mend)
        table = Picked.all(other, self.folder)
        texts = dict(zip(table.values(table.key[0]), table.texts(beyond), strict=True))
        return [texts.get(id_, Text({})) for id_ in keys]

    def _no_column(self, column: str) -> ExpressionError:
        stems = {name.removesuffix(f"_{field.language}") for name, field in self.fields.items()}
        near = nearest(column, stems | set(self.fields))
        mend = f"did you mean '{near}'?" if near else f"there are: {', '.join(sorted(stems))}"
        return ExpressionError(f"the table '{self.name}' has no column '{column[:40]}'", mend)


def unreadable(error: QuizkitError) -> tuple[str, str]:
    """Return why a table cannot be had, and what to do, in the words of a quiz file's mistake."""
    if isinstance(error, UnknownName):
        return error.what, error.mend
    if isinstance(error, ContentError):
        first = error.problems[0]
        what = f"the table named here has a mistake ({first.path.name}, line {first.line})"
        return what, f"mend that first: {first.mend}"
    return str(error).rstrip("."), "mend the table, or name another one"


def _text(value: Any, field: Column, precision: str | None) -> Text:
    """Write a cell for a reader."""
    if value is None or value == ():
        return Text({})
    if str(value) in field.labels:
        return Text(dict(field.labels[str(value)]))
    if isinstance(value, date):
        return Text({code: day_in_words(value, precision or "day", code) for code in known()})
    if isinstance(value, bool):
        return Text({code: said("language", code, "yes" if value else "no") for code in known()})
    if isinstance(value, float):
        return Text({code: with_sign(f"{value:g}", code) for code in known()})
    return Text.plain(", ".join(value) if isinstance(value, tuple) else str(value))


def last_day(day: date, precision: str | None) -> date:
    """Return the last day of the period that a date of that precision begins.

    >>> last_day(date(2019, 6, 1), "season")
    datetime.date(2019, 8, 31)
    """
    months = MONTHS_LONG.get(precision or "")
    if months is None:
        return day + timedelta(days=DAYS.get(precision or "", 1) - 1)
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1) - timedelta(days=1)
