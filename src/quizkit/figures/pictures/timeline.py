"""What came before: events from 1949 to 2021 on one line, dated as precisely as they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from quizkit import languages
from quizkit.figures.figure import Figure, made
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
from quizkit.figures.rows import Row, day, rows, shown
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


BROAD = Placement(width=WIDE, axis=46, lane=68, step=26, label=210, name=356, length=1.25)
SLIM = Placement(width=NARROW, axis=34, lane=43, step=7, label=94, name=None, length=1)


def timeline_figure(language: str) -> Figure:
    """Draw the events in the order of their dates."""
    events = sorted(rows("events"), key=lambda row: (_years(row), row["id"]))
    words = languages.words("timeline", language)
    span = {"n": len(events), "first": day(events[0]).year, "last": day(events[-1]).year}
    told = " ".join(f"{_when(row, language)}: {shown(row, 'name', language)}." for row in events)
    return made(
        wide=_sheet(events, language, BROAD),
        narrow=_sheet(events, language, SLIM),
        alt_text=f"{words['alt'].format(**span)} {told}",
        caption=words["caption"].format(**span),
        drawn_from=events,
        language=language,
    )


def _sheet(events: Sequence[Row], language: str, layout: Placement) -> Sheet:
    sheet = Sheet(width=layout.width)
    top = _legend(sheet, language) + 16
    heights = [_label(Sheet(width=0), row, 0, language, layout) + 7 for row in events]
    first, last = day(events[0]).year, day(events[-1]).year + 1
    scale = sum(heights) * layout.length / (last - first)  # pixels a year
    places = [top + (_years(row) - first) * scale for row in events]
    wanted = [place - MIDDLE for place in places]
    _axis(sheet, top, scale, range(first, last + 1), layout)
    labels = spread(wanted, heights)
    columns = _columns(events, places, layout)
    for row, x, place, y in zip(events, columns, places, labels, strict=True):
        _event(sheet, row, x, place, y, language, layout)
        _label(sheet, row, y, language, layout)
    return sheet


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


def _axis(sheet: Sheet, top: float, scale: float, years: range, layout: Placement) -> None:
    sheet.line(layout.axis, top, layout.axis, top + (years[-1] - years[0]) * scale)
    for year in years:
        if year % 10 == 0:
            y = top + (year - years[0]) * scale
            sheet.line(layout.axis - 5, y, layout.axis, y)
            sheet.lettering(layout.axis - 8, y - 9, str(year), size=12, anchor="end", faint=True)


def _event(
    sheet: Sheet, row: Row, x: float, y: float, label_y: float, language: str, layout: Placement
) -> None:
    colour, shape = THEMES[row["theme"]]
    exact = row["date_precision"] == "day"
    turn, middle = layout.lane + 4.6 * layout.step, label_y + MIDDLE
    sheet.line(x + 7, y, turn, y, opacity=0.45)
    sheet.line(turn, y, layout.label - 6, middle, opacity=0.45)
    tip = f"{_when(row, language)}: {shown(row, 'description', language)}"
    for across, down in ((x, y), (layout.label + 4, middle)):  # on the line, and at its label
        sheet.point(across, down, colour=colour, shape=shape, filled=exact, area=84, tip=tip)


def _label(sheet: Sheet, row: Row, y: float, language: str, layout: Placement) -> float:
    """Set the date and the name; return the y below."""
    left = layout.label + 16
    below = sheet.lettering(left, y, _when(row, language), bold=True)
    x, top = (left, below) if layout.name is None else (layout.name, y)
    name = shown(row, "name", language)
    return max(below, sheet.lettering(x, top, name, width=layout.width - x))


def _when(row: Row, language: str) -> str:
    return languages.day_in_words(day(row), row["date_precision"], language)


def _years(row: Row) -> float:
    """Return the middle of the period that is known, as a year with its fraction."""
    middle = day(row) + timedelta(days=LENGTHS[row["date_precision"]] / 2)
    return middle.year + (middle - date(middle.year, 1, 1)) / timedelta(days=366)


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return each label its place, near the wanted one and below the label before it.

    The places are those with the least squared movement: labels that meet are gathered in a
    block around the mean of what they want.

    >>> spread([20, 25, 70], [10, 10, 10])
    [17.5, 27.5, 70]
    """
    before = [0.0, *accumulate(heights)][: len(heights)]
    blocks: list[tuple[float, int]] = []  # (mean of what its labels want, how many they are)
    for place, offset in zip(wanted, before, strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        blocks.append((mean, count))
    starts = [max(mean, 0) for mean, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, before, strict=True)]
