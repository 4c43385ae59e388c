"""A figure as a notebook shows it: the picture, its content in words, caption and sources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import TypedDict

from quizkit import languages
from quizkit.figures.rows import Row, by_id, shown
from quizkit.figures.sheet import Sheet, drawn, font_face

said = partial(languages.said, "figure")

MANY = 8  # more sources than this are a list to open, not a line

# Texts and lines take the colour of the page (currentColor), so one picture serves every theme.
# The wide picture gives way to the narrow one by the room it has, not by the size of the screen;
# on paper it stays, smaller, for the narrow one is a page long.
STYLE = """
.quizkit-figure {
  container-type: inline-size; margin: 0.5em 0; padding: 0;
  color: var(--jp-content-font-color0, inherit);
}
.quizkit-figure svg { display: block; width: 100%; height: auto; max-width: 47.75rem; }
.quizkit-figure svg text { pointer-events: none; }
.quizkit-figure svg.quizkit-narrow { display: none; max-width: 22rem; }
.quizkit-figure figcaption {
  max-width: 44rem; margin-top: 0.6em; font-size: 0.9375em; line-height: 1.45;
  font-style: normal; text-align: start;
}
.quizkit-figure figcaption > * { margin-top: 0.25em; font-size: 0.9em; overflow-wrap: anywhere; }
.quizkit-figure figcaption ul { margin: 0.25em 0 0; padding-inline-start: 1.4em; }
.quizkit-figure summary { cursor: pointer; width: fit-content; }
@media screen {
  @container (max-width: 735px) {
    .quizkit-figure svg.quizkit-wide { display: none; }
    .quizkit-figure svg.quizkit-narrow { display: block; }
  }
}
@media print {
  .quizkit-figure { break-inside: avoid; color: #000; }
  .quizkit-figure details::details-content { content-visibility: visible; height: auto; }
}
""".strip()


class Cited(TypedDict):
    """What a figure says of its rows: the sources by id and by name, in its language."""

    sources: tuple[str, ...]
    source_titles: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigure(ABC):
    """Any figure: as the last value of a cell it shows itself, with no network and no script.

    ``alt`` is the figure in words, ``sources`` are the ids in the table of sources.
    """

    alt: str
    caption: str
    sources: tuple[str, ...]
    source_titles: tuple[str, ...] = field(repr=False)
    language: str = field(repr=False)

    @abstractmethod
    def _repr_html_(self) -> str: ...

    def framed(self, shown: str, style: str, tips: Sequence[str] = ()) -> str:
        """Return what is shown as a page's figure, with its caption and what folds below it."""
        word = said(self.language, "sources")
        if len(self.source_titles) > MANY:
            sources = _folded("quizkit-sources", word, self.source_titles)
        else:
            named = "; ".join(escape(title) for title in self.source_titles)
            sources = f'<div class="quizkit-sources">{word}{self._colon} {named}.</div>'
        told = _folded("quizkit-tips", said(self.language, "in_words"), tips) if tips else ""
        below = f"<figcaption>{escape(self.caption)}{told}{sources}</figcaption>"
        opening = f'<figure class="quizkit-figure" lang="{self.language}">'
        return f"{opening}<style>{style}</style>{shown}{below}</figure>"

    @property
    def _colon(self) -> str:
        return languages.colon(self.language)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return Jupyter the page's HTML and, where nothing else shows, the figure in words."""
        word = f"{said(self.language, 'sources')}{self._colon}"
        sources = f"{word} {'; '.join(self.source_titles)}."
        plain = f"{self.caption}\n\n{self.alt}\n\n{sources}"
        return {"text/html": self._repr_html_(), "text/plain": plain}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(PageFigure):
    """One drawing: ``svg`` is the picture, ``narrow_svg`` the same for a phone or narrow column.

    ``tips`` is what its marks say, also in words for a page without a kernel and for paper.
    """

    svg: str = field(repr=False)
    narrow_svg: str = field(repr=False)
    tips: tuple[str, ...] = field(default=(), repr=False)

    def _repr_html_(self) -> str:
        return self.framed(self.svg + self.narrow_svg, f"{font_face()}\n{STYLE}", self.tips)

    def _ipython_display_(self) -> None:
        """Show the picture, in a page that has the tips for it."""
        shown_in_page(self._repr_mimebundle_())


def shown_in_page(bundle: dict[str, str], *controls: object) -> None:
    """Show controls and a figure as outputs of a cell, in a page that tells its marks."""
    from IPython import display as page

    from quizkit.figures.controls import page_tips  # heavy; a figure that is only made needs none

    display: Callable[..., None] = page.display
    page_tips()
    for each in controls:
        display(each)
    display(bundle, raw=True)


def _folded(kind: str, word: str, lines: Sequence[str]) -> str:
    """Return a list to open, as the page has it without a script."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    summary = f"<summary>{word} ({len(lines)})</summary>"
    return f'<details class="{kind}">{summary}<ul>{items}</ul></details>'


def made(
    *,
    wide: Sheet,
    narrow: Sheet,
    alt_text: str,
    caption: str,
    drawn_from: Sequence[Row],
    language: str,
    left_out: frozenset[str] = frozenset(),
) -> Figure:
    """Make a figure of its two sheets, with the sources of what it draws of the rows."""
    return Figure(
        svg=drawn(wide, alt_text=alt_text, variant="wide"),
        narrow_svg=drawn(narrow, alt_text=alt_text, variant="narrow"),
        alt=alt_text,
        caption=caption,
        tips=wide.tips(),
        **cited(drawn_from, language, left_out=left_out),
    )


def cited(
    drawn_from: Sequence[Row], language: str, *, left_out: frozenset[str] = frozenset()
) -> Cited:
    """Return the sources of rows, in the order of the table of sources."""
    known = by_id("sources")
    used = {source for row in drawn_from for source in row["source_ids"]} - left_out
    sources = tuple(source for source in known if source in used)
    titles = tuple(_titled(known[source], language) for source in sources)
    return Cited(sources=sources, source_titles=titles, language=language)


def _titled(source: Row, language: str) -> str:
    """Name a source by its title, and by its id where the title doesn't give it away."""
    title = shown(source, "title", language)
    return title if source["kind"] == "article" else f"{title} ({source['id']})"
