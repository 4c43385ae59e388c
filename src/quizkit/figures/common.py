"""What every figure has in common: two pictures, words and sources, from rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence

from quizkit.figures.figure import Figure
from quizkit.figures.rows import Row, by_id, shown
from quizkit.figures.sheet import Sheet
from quizkit.figures.svg import drawn


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
