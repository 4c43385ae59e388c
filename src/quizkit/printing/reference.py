"""Sheets to look things up on: the glossary, the people of the week, and what the codes mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape

from quizkit import languages
from quizkit.figures.pictures.glossary import glossary_figure
from quizkit.figures.pictures.people import people_figure
from quizkit.figures.table import Group, TableFigure, TableRow
from quizkit.printing.sheet_parts import PrintedSheet, Section
from quizkit.quiz.paper import Rows
from quizkit.tables import catalogue
from quizkit.tables.column import Column
from quizkit.tables.content_folder import content_folder
from quizkit.tables.csv_file import Table

said = partial(languages.said, "printing")

CODED = (  # the tables whose codes learners meet
    "events", "meetings", "meeting_participants", "demands", "responses", "statements", "views",
    "consequences", "expectations", "outcomes", "later_events", "claims", "votes",
)  # fmt: skip


def glossary(language: str) -> PrintedSheet:
    """Make the sheet of the terms, kind by kind."""
    return _of_figure("glossary", glossary_figure(language))


def people(language: str) -> PrintedSheet:
    """Make the sheet of the people of the week, side by side."""
    return _of_figure("people", people_figure(language), size=9)  # so that they are one page


def codes(language: str) -> PrintedSheet:
    """Make the card of the codes: what each means, column by column, by the tables' dictionary."""
    coded: dict[tuple[str, tuple[str, ...]], list[tuple[Table, Column]]] = {}
    for name in CODED:
        table = catalogue.read(name, content_folder())
        for column in table.fields:
            if column.labels:
                coded.setdefault((column.name, column.enum), []).append((table, column))
    rows = tuple(_column(language, *places) for _, places in sorted(coded.items()))
    section = Section(said(language, "codes_heading"), parts=(Rows(rows),))
    return _sheet("codes", language, [section], said(language, "codes_introduction"))


SHEETS: Mapping[str, Callable[[str], PrintedSheet]] = {
    "glossary": glossary,
    "people": people,
    "codes": codes,
}


def _sheet(
    name: str,
    language: str,
    entries: Iterable[Section],
    introduction: str = "",
    *,
    size: float = 9.5,
) -> PrintedSheet:
    return PrintedSheet(
        language=language,
        title=said(language, name),
        kind="",
        foot=said(language, "foot"),
        introduction=introduction,
        entries=tuple(entries),
        numbered=False,
        size=size,
    )


def _of_figure(name: str, figure: TableFigure, *, size: float = 9.5) -> PrintedSheet:
    groups = (_group(group, figure) for group in figure.groups)
    return _sheet(name, figure.language, groups, size=size)


def _group(group: Group, figure: TableFigure) -> Section:
    rows = tuple((row.cells[0][0].lead, _told(row, figure.headings[-1])) for row in group.rows)
    return Section(group.heading.lead if group.heading else "", parts=(Rows(rows),))


def _told(row: TableRow, last: str) -> str:
    """Return what a row says after its first words, the last column with its heading."""
    first, told, ending = row.cells
    texts = [f"<em>{escape(part.text)}.</em>" for part in first if part.text]
    texts += [escape(part.lead) for part in told]
    dated = ((part.lead, part.text.replace(" ", "\N{NO-BREAK SPACE}")) for part in ending)
    ends = "; ".join(", ".join(filter(None, both)) for both in dated)
    texts += [f"<em>{escape(last)}:&nbsp;{escape(ends)}.</em>"] if ends else []
    return " ".join(texts)


def _column(language: str, *places: tuple[Table, Column]) -> tuple[str, str]:
    """Return a column's name, and its codes with their words; several tables may have it."""
    column = places[0][1]
    where = ", ".join(table.name for table, _ in places)
    words = ((code, column.labels.get(code, {})) for code in column.enum)
    told = (f"<code>{code}</code>: {escape(word.get(language) or code)}" for code, word in words)
    return column.name, f"<em>{escape(column.titles[language])} ({where}).</em> {'; '.join(told)}."
