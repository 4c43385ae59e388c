"""A drawn figure as a notebook shows it: picture, alt text, caption and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape

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


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: as the last value of a cell it shows itself, with no network and no script.

    ``svg`` is the picture, ``narrow_svg`` the same for a phone or a narrow column, ``alt`` the
    picture in words, ``sources`` the ids in the table of sources, and ``tips`` what its marks
    say under the mouse, for those who have none.

    >>> Figure("<svg/>", "<svg/>", "One dot.", "A dot.", ("a",), ("Article A",), "en").alt
    'One dot.'
    """

    svg: str = field(repr=False)
    narrow_svg: str = field(repr=False)
    alt: str
    caption: str
    sources: tuple[str, ...]
    source_titles: tuple[str, ...] = field(repr=False)
    language: str = field(repr=False)
    tips: tuple[str, ...] = field(default=(), repr=False)

    def _repr_html_(self) -> str:
        return (
            f'<figure class="quizkit-figure" lang="{self.language}">'
            f"<style>{font_face()}\n{STYLE}</style>{self.svg}{self.narrow_svg}"
            f"{below(self.caption, self.source_titles, self.language, self.tips)}</figure>"
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return Jupyter the page's HTML and, where nothing else shows, the picture in words."""
        plain = in_words(self.caption, self.alt, self.source_titles, self.language)
        return {"text/html": self._repr_html_(), "text/plain": plain}


def below(caption: str, titles: Sequence[str], language: str, tips: Sequence[str] = ()) -> str:
    """Return the caption with what folds below it: the marks in words, and many sources."""
    word = said(language, "sources")
    if len(titles) > MANY:
        sources = _folded("quizkit-sources", word, titles)
    else:
        named = "; ".join(escape(title) for title in titles)
        sources = f'<div class="quizkit-sources">{word}: {named}.</div>'
    told = _folded("quizkit-tips", said(language, "in_words"), tips) if tips else ""
    return f"<figcaption>{escape(caption)}{told}{sources}</figcaption>"


def _folded(kind: str, word: str, lines: Sequence[str]) -> str:
    """Return a list to open, as the page has it without a script."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    summary = f"<summary>{word} ({len(lines)})</summary>"
    return f'<details class="{kind}">{summary}<ul>{items}</ul></details>'


def in_words(caption: str, alt: str, titles: Sequence[str], language: str) -> str:
    """Return what is shown where no picture can be."""
    return f"{caption}\n\n{alt}\n\n{said(language, 'sources')}: {'; '.join(titles)}."


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
    sources, titles = cited(drawn_from, language, left_out=left_out)
    return Figure(
        svg=drawn(wide, alt_text=alt_text, variant="wide"),
        narrow_svg=drawn(narrow, alt_text=alt_text, variant="narrow"),
        alt=alt_text,
        caption=caption,
        sources=sources,
        source_titles=titles,
        language=language,
        tips=wide.tips(),
    )


def cited(
    drawn_from: Sequence[Row], language: str, *, left_out: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sources of rows, in the order of the table of sources, and their names."""
    known = by_id("sources")
    used = {source for row in drawn_from for source in row["source_ids"]} - left_out
    sources = tuple(source for source in known if source in used)
    return sources, tuple(_titled(known[source], language) for source in sources)


def _titled(source: Row, language: str) -> str:
    """Name a source by its title, and by its id where the title doesn't give it away."""
    title = shown(source, "title", language)
    return title if source["kind"] == "article" else f"{title} ({source['id']})"
