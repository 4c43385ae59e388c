"""What came before: events from 1949 to 2022 on one line, dated as precisely as they are known.

Where nothing happened for long, the line of time is broken, and says how many years are left out;
everywhere else a year is as long as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from quizkit import languages
from quizkit.figures.axis import BREAK, YEAR, Axis, spread, stretches
from quizkit.figures.figure import made
from quizkit.figures.live import LiveFigure
from quizkit.figures.palette import (
    BLUE,
    CIRCLE,
    DIAMOND,
    GREEN,
    GREY,
    PURPLE,
    SQUARE,
    STAR,
    TRIANGLE,
    VERMILION,
)
from quizkit.figures.rows import Row, by_id, day, rows, shown
from quizkit.figures.sheet import LEAD, NARROW, SIZE, WIDE, Sheet, length

THEMES: Mapping[str, tuple[str, str]] = {
    "nato": (BLUE, SQUARE),
    "security_order": (GREEN, CIRCLE),
    "russia_west": (VERMILION, DIAMOND),
    "ukraine": (PURPLE, TRIANGLE),
    "arms_control": (GREY, STAR),
}
LENGTHS = {"day": 1, "month": 30, "season": 91, "year": 365}  # days
MIDDLE = SIZE * LEAD / 2 + 1  # from the top of a line to the middle of its letters
SYMBOL = 9.0  # height of a symbol
ASIDE = (0, 0.36, -0.36)  # where symbols of one theme stand that would meet, in lanes


@dataclass(frozen=True, slots=True)
class Placement:
    """Where things stand on the sheet of one width."""

    width: float
    axis: float  # x of the line of time
    lane: float  # x of the first theme's symbols
    step: float  # from one theme to the next
    label: float  # x of the labels
    name: float | None  # x of the names, None where they stand below the date
    length: float  # of the line of time, against that of all labels


BROAD = Placement(width=WIDE, axis=50, lane=72, step=26, label=210, name=356, length=1.15)
SLIM = Placement(width=NARROW, axis=40, lane=49, step=7, label=98, name=None, length=1)


def timeline_figure(language: str) -> LiveFigure:
    """Draw the events in the order of their dates, with the controls that go along them."""
    events = sorted(rows("events"), key=lambda row: (_years(row), row["id"]))
    words = languages.words("timeline", language)
    span = {"n": len(events), "first": day(events[0]).year, "last": day(events[-1]).year}
    told = " ".join(f"{_when(row, language)}: {shown(row, 'name', language)}." for row in events)
    (wide, wide_lines), (narrow, narrow_lines) = (
        _sheet(events, language, layout) for layout in (BROAD, SLIM)
    )
    figure = made(
        wide=wide,
        narrow=narrow,
        alt_text=f"{words['alt'].format(**span)} {told}",
        caption=words["caption"].format(**span),
        drawn_from=events,
        language=language,
    )
    data: dict[str, Any] = {
        "events": [_told(row, language) for row in events],
        "words": dict(languages.words("event_slider", language)),
        "pictures": [
            {"select": "svg.quizkit-wide", "lines": wide_lines},
            {"select": "svg.quizkit-narrow", "lines": narrow_lines},
        ],
    }
    return LiveFigure(figure=figure, script="events", data=data)


def _told(row: Row, language: str) -> dict[str, Any]:
    """Return an event as it is set out large."""
    colour, shape = THEMES[row["theme"]]
    sources = by_id("sources")
    names = "; ".join(shown(sources[name], "title", language) for name in row["source_ids"])
    return {
        "when": _when(row, language),
        "theme": languages.said("timeline", language, row["theme"]),
        "title": shown(row, "name", language),
        "text": shown(row, "description", language),
        "sources": languages.said("event_slider", language, "sources", names=names),
        "tip": _tip(row, language),
        "colour": colour,
        "shape": shape,
        "filled": _exact(row),
    }


def _sheet(
    events: Sequence[Row], language: str, layout: Placement
) -> tuple[Sheet, list[tuple[int, int]]]:
    """Return the drawing, and which lines of all its lettering are each event's label."""
    sheet = Sheet(width=layout.width)
    top = _legend(sheet, language) + 16
    heights = [_height(row, language, layout) + 7 for row in events]
    parts = stretches([int(_years(row)) for row in events])
    room = sum(heights) * layout.length - BREAK * (len(parts) - 1)
    axis = Axis(parts, top, room / sum(end - start for start, end in parts))
    places = [axis.place(_years(row)) for row in events]
    _line_of_time(sheet, axis, language, layout)
    labels = [top + y for y in spread([place - MIDDLE - top for place in places], heights)]
    columns = _columns(events, places, layout)
    ends = [len(sheet.layers["text"])]
    for row, x, place, y in zip(events, columns, places, labels, strict=True):
        _event(sheet, row, x, place, y, language, layout)
        _label(sheet, row, y, language, layout)
        ends.append(len(sheet.layers["text"]))
    return sheet, list(pairwise(ends))


def _columns(events: Sequence[Row], places: Sequence[float], layout: Placement) -> list[float]:
    """Return each symbol the x of its theme, beside it where the symbol before is in the way."""
    columns: list[float] = []
    met: dict[str, tuple[float, int]] = {}  # by theme: the last place, and how many stood close
    for row, place in zip(events, places, strict=True):
        last, close = met.get(row["theme"], (-99.0, 0))
        close = (close + 1) % len(ASIDE) if place - last < SYMBOL else 0
        met[row["theme"]] = (place, close)
        lane = layout.lane + list(THEMES).index(row["theme"]) * layout.step
        columns.append(lane + ASIDE[close] * layout.step)
    return columns


def _legend(sheet: Sheet, language: str) -> float:
    """Draw what the symbols mean, in as many lines as it takes; return the y below."""
    x, y, words = 8.0, 0.0, languages.words("timeline", language)
    for theme, (colour, shape) in THEMES.items():
        room = 36 + length(words[theme], size=SIZE)
        if x + room - 22 > sheet.width:
            x, y = 8, y + 22
        sheet.point(x, y + 9, colour=colour, shape=shape)
        sheet.lettering(x + 13, y, words[theme])
        x += room
    return y + 22


def _line_of_time(sheet: Sheet, axis: Axis, language: str, layout: Placement) -> None:
    """Draw the line with its years, and a kink where years are left out."""
    for start, end in axis.stretches:
        sheet.line(layout.axis, axis.place(start), layout.axis, axis.place(end))
        for year in axis.marked(start, end):
            y = axis.place(year)
            sheet.line(layout.axis - 5, y, layout.axis, y)
            left = layout.axis - 8
            sheet.lettering(left, y - 9, str(year), size=YEAR, anchor="end", faint=True)
    for (_, end), (start, _) in pairwise(axis.stretches):
        y, x = axis.place(end), layout.axis
        kink = ((0, 0), (0, 0.3), (-5, 0.4), (5, 0.6), (0, 0.7), (0, 1))
        sheet.hatch([[(x + across, y + down * BREAK) for across, down in kink]])
        left_out = languages.counted("timeline", language, "left_out", start - end)
        sheet.lettering(x + 9, y + BREAK / 2 - 8, left_out, size=YEAR, faint=True)


def _event(
    sheet: Sheet, row: Row, x: float, y: float, label_y: float, language: str, layout: Placement
) -> None:
    colour, shape = THEMES[row["theme"]]
    turn, middle = layout.lane + 4.6 * layout.step, label_y + MIDDLE
    sheet.line(x + 7, y, turn, y, opacity=0.45)
    sheet.line(turn, y, layout.label - 6, middle, opacity=0.45)
    look: dict[str, Any] = {"colour": colour, "shape": shape, "filled": _exact(row), "area": 84}
    for across, down in ((x, y), (layout.label + 4, middle)):  # on the line, and at its label
        sheet.point(across, down, tip=_tip(row, language), **look)


def _label(sheet: Sheet, row: Row, y: float, language: str, layout: Placement) -> None:
    """Set the date and the name."""
    left = layout.label + 16
    below = sheet.lettering(left, y, _when(row, language), bold=True)
    x, top = (left, below) if layout.name is None else (layout.name, y)
    sheet.lettering(x, top, shown(row, "name", language), width=layout.width - x)


def _height(row: Row, language: str, layout: Placement) -> float:
    """Return how high a label is, from a sheet of its own."""
    sheet = Sheet(width=layout.width)
    _label(sheet, row, 0, language, layout)
    return sheet.height


def _tip(row: Row, language: str) -> str:
    return f"{_when(row, language)}: {shown(row, 'description', language)}"


def _exact(row: Row) -> bool:
    return bool(row["date_precision"] == "day")


def _when(row: Row, language: str) -> str:
    return languages.day_in_words(day(row), row["date_precision"], language)


def _years(row: Row) -> float:
    """Return the middle of the period that is known, as a year with its fraction."""
    middle = day(row) + timedelta(days=LENGTHS[row["date_precision"]] / 2)
    return middle.year + (middle - date(middle.year, 1, 1)) / timedelta(days=366)
