"""A figure that is a table: HTML that wraps by itself, in the type and theme of the page.

Bare of its style it still is a table in words, with its headings: where a page drops styles and
symbols, nothing is lost but looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from quizkit.figures.figure import STYLE, PageFigure
from quizkit.figures.palette import Emblem, Symbol

TABLE_STYLE = Path(__file__).with_name("static").joinpath("table.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class CellPart:
    """What a cell says once: a line that leads, a text below it, and a symbol before both.

    >>> CellPart("Rejected", "No, said <the West>.").html()
    '<div class="quizkit-part"><b>Rejected</b><div>No, said &lt;the West&gt;.</div></div>'
    """

    lead: str = ""
    text: str = ""
    symbol: Symbol | Emblem | None = None

    def html(self) -> str:
        """Return the part as HTML."""
        lead = f"<b>{escape(self.lead)}</b>" if self.lead else ""
        text = f"<div>{escape(self.text)}</div>" if self.text else ""
        symbol = self.symbol.svg() if self.symbol else ""
        return f'<div class="quizkit-part">{symbol}{lead}{text}</div>'


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells, each of some parts, and by what it can be found."""

    cells: Sequence[Sequence[CellPart]]
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def line(self) -> str:
        """Return the row in words."""
        said = ([text for part in cell for text in (part.lead, part.text)] for cell in self.cells)
        return " | ".join(". ".join(filter(None, texts)) for texts in said)

    def html(self, headings: Sequence[str]) -> str:
        """Return the row, the first cell as its heading; a cell alone is a whole row."""
        data = "".join(f' data-{key}="{escape(" ".join(v))}"' for key, v in self.keys.items())
        first, *rest = ("".join(part.html() for part in cell) for cell in self.cells)
        if not rest:
            return (
                f'<tr role="row"{data}><td role="cell" colspan="{len(headings)}">{first}</td></tr>'
            )
        cells = "".join(
            f'<td role="cell" data-heading="{escape(heading)}">{cell}</td>'
            for heading, cell in zip(headings[1:], rest, strict=True)
        )
        return f'<tr role="row"{data}><th role="rowheader" scope="row">{first}</th>{cells}</tr>'


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, with what they have in common: a table of its own."""

    rows: Sequence[TableRow]
    heading: CellPart | None = None

    def html(self, headings: Sequence[str], widths: Sequence[int]) -> str:
        """Return the table; the roles keep it one where the style makes blocks of its cells."""
        caption = f"<caption>{self.heading.html()}</caption>" if self.heading else ""
        columns = "".join(f'<col style="width: {width}%"/>' for width in widths)
        heads = "".join(
            f'<th role="columnheader" scope="col">{escape(heading)}</th>' for heading in headings
        )
        body = "".join(row.html(headings) for row in self.rows)
        return (
            f'<table class="quizkit-table" role="table">{caption}<colgroup>{columns}</colgroup>'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{body}</tbody></table>'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFigure(PageFigure):
    """A figure of one or more tables with the same columns.

    ``headings`` name the columns, ``widths`` are their parts of a hundred, and ``form`` is how the
    tables are laid out: with their headings over each (``"each"``), over the first (``"first"``),
    or as the days of a week side by side (``"days"``).
    """

    headings: Sequence[str]
    widths: Sequence[int] = field(repr=False)
    groups: Sequence[Group] = field(repr=False)
    form: str = field(default="each", repr=False)

    def _repr_html_(self) -> str:
        tables = "".join(group.html(self.headings, self.widths) for group in self.groups)
        most = max(len(group.rows) for group in self.groups)
        shown = (
            f'<div class="quizkit-tables quizkit-{self.form}" style="--rows: {most}">{tables}</div>'
        )
        return self.framed(shown, f"{STYLE}\n{TABLE_STYLE}")
