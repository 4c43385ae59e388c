"""A table to read as a notebook shows it: rows of cells, caption and sources, one row a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from quizkit.figures.figure import STYLE, below, in_words

# In a narrow column each row becomes a block with its headings before the cells; the roles keep
# it a table for screen readers, which the display of a block would undo.
TABLE_STYLE = """
.quizkit-figure table.quizkit-listing {
  border-collapse: collapse; width: 100%; max-width: 60rem; margin: 0; font-size: 0.9375em;
  color: inherit; background: none; table-layout: auto; border: 0;
}
.quizkit-figure .quizkit-listing :is(th, td) {
  text-align: start; vertical-align: top; padding: 0.5em 0.75em 0.5em 0; white-space: normal;
  line-height: 1.4; max-width: none; background: none; border: 0; overflow-wrap: anywhere;
}
.quizkit-figure .quizkit-listing tr:nth-child(n) {
  background: none; border-bottom: 1px solid #7a7a7a;
}
.quizkit-figure .quizkit-listing tr[hidden] { display: none; }
.quizkit-figure .quizkit-listing tbody th { font-weight: normal; }
.quizkit-figure .quizkit-listing b { display: block; }
@media screen {
  @container (max-width: 620px) {
    .quizkit-figure table.quizkit-listing,
    .quizkit-figure .quizkit-listing :is(tbody, tr, tbody th, td) { display: block; }
    .quizkit-figure .quizkit-listing thead { position: absolute; clip-path: inset(50%); }
    .quizkit-figure .quizkit-listing :is(tbody th, td) { padding: 0.2em 0; }
    .quizkit-figure .quizkit-listing td::before {
      content: attr(data-heading) ": "; font-size: 0.9em; opacity: 0.78;
    }
    .quizkit-figure .quizkit-listing td b { display: inline; }
    .quizkit-figure .quizkit-listing tr { padding: 0.5em 0; }
  }
}
@media print { .quizkit-figure .quizkit-listing tr { break-inside: avoid; } }
""".strip()
Cell = tuple[str, str]  # what is in bold, and what comes below it


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its cells, and by what it can be found."""

    cells: Sequence[Cell]
    keys: Mapping[str, Sequence[str]]

    def html(self, headings: Sequence[str]) -> str:
        """Give the row as HTML, the first cell as its heading."""
        data = "".join(f' data-{key}="{escape(" ".join(v))}"' for key, v in self.keys.items())
        first, *rest = (
            f"<b>{escape(strong)}</b> {escape(plain)}".strip() for strong, plain in self.cells
        )
        cells = "".join(
            f'<td role="cell" data-heading="{escape(heading)}">{cell}</td>'
            for heading, cell in zip(headings[1:], rest, strict=True)
        )
        return f'<tr role="row"{data}><th role="rowheader" scope="row">{first}</th>{cells}</tr>'


@dataclass(frozen=True, slots=True)
class Listing:
    """A table to read; as the last value of a cell it shows itself.

    >>> row = Entry([("No troops", "Demand"), ("Rejected", "")], {"answer": ["rejected"]})
    >>> Listing(("Demand", "Answer"), (row,), "One demand.", ("a",), ("Article A",), "en").alt
    'No troops. Demand | Rejected'
    """

    headings: Sequence[str]
    rows: Sequence[Entry]
    caption: str
    sources: tuple[str, ...]
    source_titles: tuple[str, ...] = field(repr=False)
    language: str = field(repr=False)

    @property
    def alt(self) -> str:
        """Give the rows in words, one a line."""
        lines = (
            " | ".join(". ".join(filter(None, cell)) for cell in row.cells) for row in self.rows
        )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = "".join(
            f'<th role="columnheader" scope="col">{escape(heading)}</th>'
            for heading in self.headings
        )
        body = "".join(row.html(self.headings) for row in self.rows)
        return (
            f'<figure class="quizkit-figure" lang="{self.language}">'
            f"<style>{STYLE}\n{TABLE_STYLE}</style>"
            f'<table class="quizkit-listing" role="table"><thead role="rowgroup">'
            f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
            f"{below(self.caption, self.source_titles, self.language)}</figure>"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Give Jupyter the page's HTML and, where nothing else shows, the rows in words."""
        plain = in_words(self.caption, self.alt, self.source_titles, self.language)
        return {"text/html": self._repr_html_(), "text/plain": plain}
