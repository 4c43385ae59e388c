"""Answers derived from the data tables, so that a quiz cannot drift from the data.

Where a quiz file expects an answer, it may name a table instead:

===========  =====================================================================================
field        what to write
===========  =====================================================================================
a number     ``{table: nato_members, where: accession_year > 1997, count: true}``
             ``{table: nato_members, where: id == "estonia", value: accession_year}``
             ``{table: nato_members, distinct: accession_year}``, how many different ones
true, false  ``{table: nato_members, where: id == "estonia", value: former_soviet_republic}``
texts        ``{table: spellings, where: actor_id == "sergei-ryabkov", values: spelling}``
options      ``{table: actors, text: name, correct: side == "russia", feedback: role}``
pairs        ``{table: meetings, where: part == "main", left: name, right: city}``
groups       ``{table: demands, item: label, group: actor_id.name}``
an order     ``{table: events, order_by: date, text: name}``
===========  =====================================================================================

``where`` picks rows (all, if left out); see `quizkit.quiz.derived.conditions`. A column is named as
in the table; ``name`` stands for ``name_en`` and ``name_nl``; ``actor_id.name`` is the name of the
actor whose id the cell holds.

Every function here reads one field and gives None where it is not derived. Where it is derived
but fails, the mistakes are noted and the value is empty (not a number, for a number).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, NoReturn, TypeVar

import yaml

from quizkit.errors import QuizkitError
from quizkit.quiz.derived.columns import Picked, Row, last_day, unreadable
from quizkit.quiz.derived.conditions import read
from quizkit.quiz.derived.reckoning import ExpressionError
from quizkit.quiz.model import Text
from quizkit.quiz.reading.fields import Fields
from quizkit.tables.content_folder import content_folder

T = TypeVar("T")


class _Failed(Exception):
    """The derivation failed; the mistake has been noted."""


class _Derivation:
    """One derived answer: its fields, and the rows that it is about."""

    def __init__(self, fields: Fields, name: str, node: yaml.MappingNode) -> None:
        self.fields = Fields(node, fields.place, name=f"'{name}'")
        self.table = ""

    def rows(self) -> Picked:
        """Return the rows that ``where`` picks; finding none is a mistake."""
        self.table = self.word("table")
        try:
            place = self.fields.place
            rows = Picked.all(self.table, place.content or content_folder(place.path.parent))
        except QuizkitError as error:
            self.fail("table", *unreadable(error))
        where = self.fields.word("where")
        picked = rows if where is None else self._picked(where, rows)
        if not len(picked):
            what = f"the table '{self.table}' has no row"
            self.fail("where", what + (f" where {where}" if where else ""), "change the condition")
        return picked

    def _picked(self, where: str, rows: Picked) -> Picked:
        holds = self._each("where", where, rows)
        return rows.only([row for row, held in zip(rows, holds, strict=True) if held])

    def holds(self, name: str, rows: Picked) -> list[bool]:
        """Return for each row whether the condition in a field holds."""
        return self._each(name, self.word(name), rows)

    def _each(self, name: str, condition: str, rows: Picked) -> list[bool]:
        try:
            return list(map(read(condition, rows.fields), rows))
        except ExpressionError as error:
            self.fail(name, str(error), error.mend)

    def word(self, name: str) -> str:
        """Return the table, column or condition that a field names; there must be one."""
        mend = f"write '{name}: …'"
        word = None if self.fields.required(name, mend) is None else self.fields.word(name)
        if word is None:
            raise _Failed
        return word

    def values(self, name: str, rows: Picked) -> list[Any]:
        """Return the values of the column that a field names."""
        column = self.word(name)
        try:
            return rows.values(column)
        except ExpressionError as error:
            self.fail(name, str(error), error.mend)

    def texts(self, name: str, rows: Picked) -> list[Text]:
        """Return the texts of the column that a field names; an empty cell is a mistake."""
        column = self.word(name)
        try:
            texts = rows.texts(column)
        except ExpressionError as error:
            self.fail(name, str(error), error.mend)
        for row, text in zip(rows, texts, strict=True):
            if not text:
                what = f"'{column}' is empty in the row '{rows.called(row)}' of '{self.table}'"
                self.fail(name, what, "fill the cell, or leave the row out with 'where'")
        return texts

    def one(self, name: str, rows: Picked) -> Any:
        """Return the only value of a column; more than one row is a mistake."""
        values = self.values(name, rows)
        if len(values) > 1:
            what = f"'where' finds {len(values)} rows of '{self.table}', not one"
            self.fail("where", what, "narrow it, or write 'count: true' to count them")
        return values[0]

    def fail(self, name: str, what: str, mend: str) -> NoReturn:
        """Note a mistake and give up."""
        self.fields.problem(name, what, mend)
        raise _Failed


def _derivation(fields: Fields, name: str) -> _Derivation | None:
    node = fields.get(name)
    if not isinstance(node, yaml.MappingNode):
        return None
    keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    return _Derivation(fields, name, node) if "table" in keys else None


def derived_number(fields: Fields, name: str) -> float | None:
    """Derive a number: how many rows there are, or the value of one cell."""

    def number(found: _Derivation) -> list[float]:
        rows = found.rows()
        if found.fields.flag("count", False):
            return [float(len(rows))]
        if "distinct" in found.fields:
            return [float(len(set(found.values("distinct", rows)) - {None}))]
        value = found.one("value", rows)
        if isinstance(value, bool) or not isinstance(value, int | float):
            found.fail("value", f"{value!r} is not a number", "name a column of numbers")
        return [float(value)]

    values = _derived(fields, name, number)
    return None if values is None else (values or [math.nan])[0]


def derived_flag(fields: Fields, name: str) -> list[bool] | None:
    """Derive true or false from one cell; a list of the one, empty if it failed."""

    def flag(found: _Derivation) -> list[bool]:
        value = found.one("value", found.rows())
        if not isinstance(value, bool):
            found.fail("value", f"{value!r} is neither true nor false", "name another column")
        return [value]

    return _derived(fields, name, flag)


def derived_texts(fields: Fields, name: str) -> list[Text] | None:
    """Derive texts from the cells of a column, each once."""

    def texts(found: _Derivation) -> list[Text]:
        rows = found.rows()
        if "value" in found.fields:
            found.one("value", rows)
            return found.texts("value", rows)
        return list({tuple(t.texts.items()): t for t in found.texts("values", rows)}.values())

    return _derived(fields, name, texts)


def derived_options(fields: Fields, name: str) -> list[tuple[Text, bool, Text | None]] | None:
    """Derive options, each with whether it is correct and, from a column, what is said to it."""

    def options(found: _Derivation) -> list[tuple[Text, bool, Text | None]]:
        rows = found.rows()
        said = found.texts("feedback", rows) if "feedback" in found.fields else [None] * len(rows)
        return list(zip(found.texts("text", rows), found.holds("correct", rows), said, strict=True))

    return _derived(fields, name, options)


def derived_pairs(fields: Fields, name: str) -> list[tuple[Text, Text]] | None:
    """Derive pairs from two columns."""
    return _derived(fields, name, lambda found: _two(found, "left", "right"))


def derived_groups(fields: Fields, name: str) -> list[tuple[Text, Text]] | None:
    """Derive items, each with its group, from two columns."""
    return _derived(fields, name, lambda found: _two(found, "item", "group"))


def derived_order(fields: Fields, name: str) -> list[Text] | None:
    """Derive texts in the order of a column; two that could be either way round are a mistake."""

    def order(found: _Derivation) -> list[Text]:
        rows = found.rows()
        texts = found.texts("text", rows)
        column = found.word("order_by")
        cells = zip(found.values("order_by", rows), rows, strict=True)
        spans = [_span(found, column, value, row, rows) for value, row in cells]
        try:
            ranked = sorted(range(len(spans)), key=lambda at: spans[at])
        except TypeError:
            found.fail("order_by", f"'{column}' holds values of several kinds", "name another one")
        for at, after in pairwise(ranked):
            if spans[at][1] >= spans[after][0]:
                one, other = (texts[place].get("en")[:40] for place in (at, after))
                what = f"'{one}' and '{other}' have no order by '{column}'"
                found.fail("order_by", what, "leave one of them out with 'where'")
        ranked = ranked[::-1] if found.fields.flag("descending", False) else ranked
        return [texts[at] for at in ranked]

    return _derived(fields, name, order)


def _span(found: _Derivation, column: str, value: Any, row: Row, rows: Picked) -> tuple[Any, Any]:
    """Return the first and the last that a cell may mean: a date may be a month or a year."""
    if value is None:
        what = f"'{column}' is empty in the row '{rows.called(row)}' of '{found.table}'"
        found.fail("order_by", what, "fill the cell, or leave the row out with 'where'")
    if isinstance(value, date):
        return value, last_day(value, row.get(f"{column}_precision"))
    return value, value


def _two(found: _Derivation, one: str, other: str) -> list[tuple[Text, Text]]:
    rows = found.rows()
    return list(zip(found.texts(one, rows), found.texts(other, rows), strict=True))


def _derived(fields: Fields, name: str, derive: Callable[[_Derivation], list[T]]) -> list[T] | None:
    found = _derivation(fields, name)
    if found is None:
        return None
    try:
        values = derive(found)
    except _Failed:
        return []
    found.fields.close()
    return values
