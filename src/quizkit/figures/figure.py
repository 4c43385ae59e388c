"""A drawn figure as a notebook shows it: picture, alt text, caption and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from quizkit.figures.vega import Specification

if TYPE_CHECKING:
    import altair

SOURCES = {"en": "Sources", "nl": "Bronnen"}
MANY = 8  # more sources than this are a list to open, not a line

# Texts and lines take the colour of the page (currentColor), so one picture serves every theme.
# The wide picture gives way to the narrow one by the room it has, not by the size of the screen;
# on paper it stays, smaller, for the narrow one is a page long.
STYLE = """
.quizkit-figure {
  container-type: inline-size; margin: 0.5em 0; padding: 0;
  color: var(--jp-content-font-color0, inherit);
}
.quizkit-figure svg { display: block; width: 100%; height: auto; max-width: 60rem; }
.quizkit-figure svg text { pointer-events: none; }
.quizkit-figure svg.quizkit-narrow { display: none; max-width: 22rem; }
.quizkit-figure figcaption {
  max-width: 44rem; margin-top: 0.6em; font-size: 0.9375em; line-height: 1.45;
  font-style: normal; text-align: start;
}
.quizkit-figure .quizkit-sources { margin-top: 0.25em; font-size: 0.9em; overflow-wrap: anywhere; }
.quizkit-figure .quizkit-sources ul { margin: 0.25em 0 0; padding-inline-start: 1.4em; }
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


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: as the last value of a cell it shows itself, with no network and no script.

    ``svg`` is the picture, ``narrow_svg`` the same for a phone or a narrow column, ``alt`` the
    picture in words, ``sources`` the ids in the table of sources, and ``specification`` the
    picture as Vega-Lite.

    >>> Figure("<svg/>", "<svg/>", "One dot.", "A dot.", ("a",), ("Article A",), "en", {}).alt
    'One dot.'
    """

    svg: str = field(repr=False)
    narrow_svg: str = field(repr=False)
    alt: str
    caption: str
    sources: tuple[str, ...]
    source_titles: tuple[str, ...] = field(repr=False)
    language: str = field(repr=False)
    specification: Specification = field(repr=False, compare=False)

    @property
    def chart(self) -> altair.LayerChart:
        """Give the picture as an Altair chart, for whoever wants to go on with it."""
        import altair

        chart: altair.LayerChart = altair.LayerChart.from_dict(self.specification)
        return chart

    def _repr_html_(self) -> str:
        return (
            f'<figure class="quizkit-figure" lang="{self.language}"><style>{STYLE}</style>'
            f"{self.svg}{self.narrow_svg}"
            f"{below(self.caption, self.source_titles, self.language)}</figure>"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Give Jupyter the page's HTML and, where nothing else shows, the picture in words."""
        plain = in_words(self.caption, self.alt, self.source_titles, self.language)
        return {"text/html": self._repr_html_(), "text/plain": plain}


def below(caption: str, titles: Sequence[str], language: str) -> str:
    """Give the caption with the sources: in a line, or in a list to open where there are many."""
    named, word = [escape(title) for title in titles], SOURCES[language]
    if len(named) <= MANY:
        sources = f'<div class="quizkit-sources">{word}: {"; ".join(named)}.</div>'
    else:
        items = "".join(f"<li>{title}</li>" for title in named)
        sources = (
            f'<details class="quizkit-sources"><summary>{word} ({len(named)})</summary>'
            f"<ul>{items}</ul></details>"
        )
    return f"<figcaption>{escape(caption)}{sources}</figcaption>"


def in_words(caption: str, alt: str, titles: Sequence[str], language: str) -> str:
    """Give what is shown where no picture can be."""
    return f"{caption}\n\n{alt}\n\n{SOURCES[language]}: {'; '.join(titles)}."
