"""The module's tables as pandas DataFrames.

    >>> from quizkit import data
    >>> members = data.load("nato_members")
    >>> len(members[members["accession_year"] > 1997])
    14

A table comes in the language of the lesson (see ``quizkit.language``): of ``label_en`` and
``label_nl`` it holds one, as ``label``, so that the same code serves every language.
"""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from quizkit import languages
from quizkit.errors import UnknownName
from quizkit.languages import ENGLISH
from quizkit.tables import catalogue
from quizkit.tables.column import Column, Value
from quizkit.tables.content_folder import content_folder
from quizkit.tables.csv_file import Table
from quizkit.tables.datapackage import read_package

__all__ = ["describe", "load", "names"]

DTYPES = {"string": "string", "integer": "Int64", "year": "Int64", "number": "float64"}
DTYPES |= {"boolean": "boolean", "date": "datetime64[ns]", "list": "object"}
SHOWN = ("name", "label", "title")  # what a row of another table is called by
_loaded: dict[tuple[Path, str], tuple[Table, DataTable]] = {}


def names(*, folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the tables.

    >>> "demands" in names()
    True
    """
    return catalogue.table_names(content_folder(folder))


def load(
    name: str, *, language: str | None = None, labels: bool = False, folder: Path | None = None
) -> pd.DataFrame:
    """Return a table as a DataFrame of your own: what you change in it changes nothing else.

    Args:
        name: the table, one of ``names()``.
        language: ``"en"`` or ``"nl"`` (the lesson's own, unless given) gives one column ``label``
            where the file has ``label_en`` and ``label_nl``; ``"all"`` keeps both.
        labels: True gives a table to read instead of to compute with: words in place of codes,
            names in place of keys, and headings in the language.
        folder: where to look for the tables; the notebook's folder and those above it, unless
            given.

    Raises:
        UnknownName: no table or language of that name; the nearest is suggested.
        TableError: the table is damaged; the message says where, and how to mend it.

    >>> load("demands", language="nl")["label"][0]
    'Oekraïne wordt nooit lid van de NAVO'
    """
    language = _language(language, "all")
    content = content_folder(folder)
    table = catalogue.read(name, content)
    if labels:
        language = (
            languages.current() if language == "all" else language
        )  # one reads one language at a time
        return _labelled(_frame(table, language), table, language, content)
    known = _loaded.get((table.path, language))
    if known is None or known[0] is not table:
        known = _loaded[table.path, language] = (table, _frame(table, language))
    return known[1].copy()


def describe(
    name: str | None = None, *, language: str | None = None, folder: Path | None = None
) -> pd.DataFrame:
    """Return the dictionary of a table: what each column holds. Without a name: the tables.

    Args:
        name: the table, one of ``names()``; leave it out for a list of all.
        language: the language of the descriptions; the lesson's own, unless given.
        folder: as for ``load``.

    >>> describe("nato_members")["field"].tolist()[:3]
    ['id', 'name', 'iso_alpha2']
    """
    language = _language(language)
    content = content_folder(folder)
    if name is None:
        return _contents(content, language)
    table = catalogue.read(name, content)
    entries = [_entry(column, language) for column in _columns(table, language)]
    frame = DataTable(entries, columns=["field", "type", "unit", "description", "values"])
    frame.attrs = _about(table, language, read_package(content).licence)
    return frame


def _language(language: str | None, *others: str) -> str:
    chosen = languages.current() if language is None else language
    if chosen not in (*languages.known(), *others):
        raise UnknownName("language", str(chosen), (*languages.known(), *others))
    return chosen


def _columns(table: Table, language: str) -> list[Column]:
    """Return the columns of a language, those of others left out; English where it has none."""
    if language == "all":
        return list(table.fields)
    own = {_name(column, language) for column in table.fields if column.language == language}
    english = [c for c in table.fields if c.language == ENGLISH and _name(c, language) not in own]
    return [c for c in table.fields if c.language in ("", language) or c in english]


def _name(column: Column, language: str) -> str:
    suffix = f"_{column.language}"
    return (
        column.name.removesuffix(suffix) if column.language and language != "all" else column.name
    )


def _frame(table: Table, language: str) -> DataTable:
    series = {
        _name(column, language): _series(column, [row[column.name] for row in table.rows])
        for column in _columns(table, language)
    }
    frame = DataTable(series)
    frame.attrs = {"title": table.titles[languages.current() if language == "all" else language]}
    return frame


def _series(column: Column, values: list[Value]) -> pd.Series:
    if column.enum:
        return pd.Series(pd.Categorical(values, categories=list(column.enum)))
    return pd.Series(values, dtype=DTYPES[column.type])


def _labelled(frame: DataTable, table: Table, language: str, content: Path) -> DataTable:
    """Return the table with words for codes, names for keys, and headings."""
    labelled = frame.copy()
    for column in table.fields:
        name = column.name
        if column.refers_to:
            called = _called(column.refers_to, language, content)
            labelled[name] = pd.Series(
                [_say(value, called) for value in labelled[name]], dtype="string"
            )
        elif column.labels:
            said = {code: _word(column, code, language) for code in column.labels}
            labelled[name] = labelled[name].cat.rename_categories(said)
    names = {_name(column, language): column.titles[language] for column in table.fields}
    return labelled.rename(columns={name: title or name for name, title in names.items()})


def _called(name: str, language: str, content: Path) -> dict[Value, str]:
    """Return what each row of a table is called, by its key."""
    table = catalogue.read(name, content)
    columns = {column.name for column in table.fields}
    key = table.key[0]
    names = (f"{stem}_{code}" for code in (language, ENGLISH) for stem in SHOWN)
    heading = next((name for name in names if name in columns), key)
    return {row[key]: str(row[heading]) for row in table.rows}


def _word(column: Column, code: str, language: str) -> str:
    words = column.labels.get(code, {})
    return words.get(language) or words.get(ENGLISH, code)


def _say(value: object, called: Mapping[Value, str]) -> str | None:
    if isinstance(value, tuple):
        return "; ".join(called.get(key, key) for key in value)
    return called.get(value, value) if isinstance(value, str) else None


def _entry(column: Column, language: str) -> dict[str, str]:
    codes, units = column.enum, languages.words("table_units", language)
    if any(_word(column, code, ENGLISH) != code for code in codes):
        codes = tuple(f"{code}: {_word(column, code, language)}" for code in codes)
    return {
        "field": _name(column, language),
        "type": languages.said("table_types", language, "enum" if codes else column.type),
        "unit": units.get(column.unit, column.unit),
        "description": column.descriptions[language],
        "values": "; ".join(codes),
    }


def _about(table: Table, language: str, licence: str) -> dict[Hashable | None, object]:
    title, description = table.titles[language], table.descriptions[language]
    caption = f"{title} ({table.name}). {description} {licence}."
    about: dict[Hashable | None, object] = {"title": title, "description": description}
    return about | {"licence": licence, "caption": caption, "headings": _headings(language)}


def _contents(content: Path, language: str) -> DataTable:
    package = read_package(content)
    entries = [
        {
            "table": name,
            "title": resource.titles[language],
            "rows": len(catalogue.read(name, content).rows),
            "description": resource.descriptions[language],
        }
        for name, resource in package.resources.items()
    ]
    frame = DataTable(entries)
    frame.attrs = {"licence": package.licence, "headings": _headings(language)}
    return frame


def _headings(language: str) -> Mapping[str, str]:
    return languages.words("table_headings", language)


class DataTable(pd.DataFrame):
    """A DataFrame in everything but its looks in a notebook.

    Texts are shown in full and aligned left, and an empty cell is shown empty. No setting of
    pandas is changed, so other DataFrames look as they did.

    >>> "never cut" in DataTable({"text": ["x" * 60 + " never cut"]})._repr_html_()
    True
    """

    @property
    def _constructor(self) -> type[DataTable]:
        return DataTable  # a part of the table looks like the whole

    def _repr_html_(self) -> str | None:
        shown = pd.DataFrame(self).rename(columns=self.attrs.get("headings", {}))
        if not shown.empty:
            shown = shown.apply(_readable)
        with pd.option_context("display.max_colwidth", None):
            drawn = shown._repr_html_()  # type: ignore[operator]
        if drawn is None:  # a person has turned HTML off
            return None
        table = str(drawn).replace("text-align: right", "text-align: left")
        for cell in ("td", "th"):
            table = table.replace(f"<{cell}>", f'<{cell} style="text-align: left">')
        caption = self.attrs.get("caption")
        if caption:
            said = f'<caption style="text-align: left">{html.escape(str(caption))}</caption>'
            table = table.replace('class="dataframe">', f'class="dataframe">{said}', 1)
        return table


def _readable(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as a person reads it: nothing where there is nothing, days without hours."""
    if isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype):
        return column.astype("object").where(column.notna(), "")
    if pd.api.types.is_datetime64_dtype(column.dtype):
        days = column.dropna()
        if (days == days.dt.normalize()).all():
            dates = pd.Series(column.dt.strftime("%Y-%m-%d"), dtype="object")
            return dates.where(column.notna(), "")
    elif column.map(lambda cell: isinstance(cell, tuple)).all():
        return column.map("; ".join)
    return column
