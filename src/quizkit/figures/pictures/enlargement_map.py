"""NATO's enlargement on a map: who joined in which year, and whom the demand about 1997 covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from quizkit import languages
from quizkit.figures.figure import Figure, made
from quizkit.figures.live import LiveFigure
from quizkit.figures.map.alliance import FIRST, LAST, PALE, TURN, Alliance, alliance, digits
from quizkit.figures.map.atlas import AMERICA, EUROPE, drawn_map
from quizkit.figures.map.geography import Frame
from quizkit.figures.palette import BLUE, GREY, TEXT, VERMILION
from quizkit.figures.rows import Row, by_id
from quizkit.figures.sheet import NARROW, WIDE, Sheet

said = partial(languages.said, "enlargement_map")

BORDERS: Row = {"source_ids": ("un-resolution-68-262", "natural-earth")}
NAMES = frozenset({"iso-3166-1", "state-council-baltic-1991"})  # sources of what isn't drawn
SOUTH, NORTH = -1920.0, 2190.0  # kilometres from the middle of the map
# What the map's controls tell of besides the members: by id in the table of events.
TOLD = ("founding-act", "bucharest-summit", "crimea-2014")
# The legend's columns below the wide map, as (x, width): of the marked map and of the rounds.
COLUMNS = (((0, 280), (306, 300), (640, 120)), ((0, 240), (256, 240), (512, 240)))
SWATCH = 24.0  # width of a sample of colour


def enlargement_figure(
    language: str, year: int | None = None, after: int | None = None, *, told: Sequence[Row] = ()
) -> Figure:
    """Draw the members in a year, with those that joined after another year marked if asked.

    ``told`` is what is said beside the map, for its sources.
    """
    nato = alliance(year, after=after, language=language)
    drawn_from = [*nato.present, BORDERS, *told]
    if after == TURN:
        drawn_from.append(by_id("demands")["back-to-1997"])
    return made(
        wide=wide_map(nato),
        narrow=narrow_map(nato),
        alt_text=alt_text(nato),
        caption=_caption(nato),
        drawn_from=drawn_from,
        left_out=NAMES,
        language=language,
    )


def wide_map(nato: Alliance) -> Sheet:
    """Draw the map for the page: Europe with North America in the ocean, the legend below."""
    sheet = Sheet(width=WIDE)
    europe = Frame(EUROPE, left=-3250, right=2770, bottom=SOUTH, top=NORTH, width=WIDE)
    drawn_map(sheet, nato, europe)
    _america(sheet, nato, 8, 206, 112)
    for entries, (x, width) in zip(_columns(nato), COLUMNS[nato.after is None], strict=True):
        y = europe.height + 14
        for entry in entries:
            y = _entry(sheet, nato, entry, x, y, width) + 8
    return sheet


def narrow_map(nato: Alliance) -> Sheet:
    """Draw the map for a phone: Europe, its middle enlarged, North America, the legend."""
    sheet = Sheet(width=NARROW)
    europe = Frame(EUROPE, left=-2180, right=2620, bottom=SOUTH, top=NORTH, width=NARROW)
    middle = {"left": -900.0, "right": 1500.0, "bottom": -1530.0, "top": 910.0}
    spot = Frame(
        EUROPE,
        **middle,
        width=2400 * europe.scale,
        x=1280 * europe.scale,
        y=(NORTH - 910) * europe.scale,
    )
    drawn_map(sheet, nato, europe, blank=[spot])
    sheet.box(spot.x, spot.y, spot.x + spot.width, spot.y + spot.height, colour=TEXT, tint=0)
    detail = Frame(EUROPE, **middle, width=NARROW, y=europe.height + 10)
    drawn_map(sheet, nato, detail)
    y = detail.y + detail.height + 10
    _america(sheet, nato, 0, y, 112)
    overseas = [row for row in nato.members if row["iso_numeric"] in ("124", "840")]
    told = f"{said(nato.language, 'overseas')} {', '.join(nato.names(overseas))}."
    sheet.lettering(122, y + 20, told, width=NARROW - 122)
    y += 122
    for entries in _columns(nato):
        for entry in entries:
            y = _entry(sheet, nato, entry, 0, y, NARROW) + 6
    return sheet


def _america(sheet: Sheet, nato: Alliance, x: float, y: float, width: float) -> None:
    frame = Frame(AMERICA, left=-3550, right=3450, bottom=-3300, top=3600, width=width, x=x, y=y)
    drawn_map(sheet, nato, frame)


# Colour, tint, what stands in the sample, heading, states.
LegendEntry = tuple[str, float, str, str, Sequence[Row]]


def _columns(nato: Alliance) -> list[list[LegendEntry]]:
    """Return what the legend says, in columns: rounds, or the two groups of the marked map."""
    words = languages.words("enlargement_map", nato.language)
    other: LegendEntry = (GREY, PALE, "", words["other"], ())
    if nato.after is not None:
        return [[_group(nato, later=False)], [_group(nato, later=True)], [other]]
    entries = [_round(nato, year) for year in nato.rounds]
    until = sum(year <= TURN for year in nato.rounds)
    latest: LegendEntry = (TEXT, 0, "", words["latest"].format(year=nato.latest), ())
    return [entries[:until], entries[until : until + 2], [*entries[until + 2 :], latest, other]]


def _round(nato: Alliance, year: int) -> LegendEntry:
    some = nato.rounds[year]
    size = sum(len(group) for when, group in nato.rounds.items() if when <= year)
    form = "founders" if year == FIRST else "round"
    told = said(nato.language, form, year=year, n=len(some), size=size)
    return nato.colour(year), nato.tint(year), digits(year), told, some


def _group(nato: Alliance, *, later: bool) -> LegendEntry:
    some = [row for row in nato.present if nato.later(row) == later]
    form, colour = ("after", VERMILION) if later else ("until", BLUE)
    told = said(nato.language, form, after=nato.after, n=len(some))
    return colour, nato.tint(FIRST), "", told, some


def _entry(
    sheet: Sheet, nato: Alliance, entry: LegendEntry, x: float, y: float, width: float
) -> float:
    """Draw one entry of the legend: a sample, its heading and the names; return the y below."""
    colour, tint, sample, heading, some = entry
    corners = [(x, y), (x + SWATCH, y), (x + SWATCH, y + 17), (x, y + 17), (x, y)]
    weight = 2 if colour == TEXT else 0.7
    sheet.areas([[corners]], colour=colour, tint=tint, edge=1, weight=weight)
    if nato.after is not None and some and nato.later(some[0]):
        slants = [[(x + n, y + 17), (x + n + 17, y)] for n in (-8.5, 0, 8.5, 17)]
        inside = [_slant(start, end, x, x + SWATCH) for start, end in slants]
        sheet.hatch(inside)
    if sample:
        sheet.lettering(x + 5, y + 1, sample, size=12)
    left = x + SWATCH + 7
    y = sheet.lettering(left, y, heading, width=width - SWATCH - 7, bold=bool(some))
    if some:
        y = sheet.lettering(left, y, ", ".join(nato.names(some)), width=width - SWATCH - 7, size=12)
    return y


def _slant(
    start: tuple[float, float], end: tuple[float, float], left: float, right: float
) -> list[tuple[float, float]]:
    """Cut a line that rises at 45 degrees off at both sides."""
    (x1, y1), (x2, y2) = start, end
    low, high = max(left - x1, 0), max(x2 - right, 0)
    return [(x1 + low, y1 - low), (x2 - high, y2 + high)]


def alt_text(nato: Alliance) -> str:
    """Return what the map shows."""
    words = languages.words("enlargement_map", nato.language)
    told = [words["alt"].format(size=nato.size, year=nato.year)]
    for entries in _columns(nato):
        for _, _, _, heading, some in entries:
            if some and set(map(id, some)) & set(map(id, nato.present)):
                told.append(f"{heading}: {languages.joined(nato.names(some), nato.language)}.")
    return " ".join(told)


def _caption(nato: Alliance) -> str:
    words = languages.words("enlargement_map", nato.language)
    told = [words["caption"].format(size=nato.size, year=nato.year)]
    if nato.after is not None:
        n = sum(nato.later(row) for row in nato.present)
        told.append(words["marked"].format(n=n, after=nato.after))
    if nato.after == TURN:
        told.append(words["demand"])
    return " ".join([*told, words["borders"]])


Slot = tuple[str, int, str]  # kind of element, which of its kind in the picture, attribute
LETTERING = ""  # stands for an element's text, where a slot has an attribute


def sliding_map(language: str) -> LiveFigure:
    """Draw the map of the last year, with what goes back to the first and plays it from there."""
    rounds = list(alliance(language=language).rounds)
    states = {year: alliance(year, language=language) for year in rounds}
    words, events = languages.words("year_slider", language), by_id("events")
    figure = enlargement_figure(language, told=[events[name] for name in TOLD])
    data: dict[str, Any] = {
        "first": FIRST,
        "last": LAST,
        "year": LAST,
        "words": {
            "play": words["play"].format(first=FIRST),
            **{name: words[name] for name in ("name", "before", "after", "pause")},
        },
        "stages": [_stage(nato) for nato in states.values()],
        "pictures": [_picture(states, "wide", wide_map), _picture(states, "narrow", narrow_map)],
    }
    data["stages"][-1]["caption"] = figure.caption  # the last round is the map of the last year
    return LiveFigure(figure=figure, script="slider", data=data)


def _stage(nato: Alliance) -> dict[str, Any]:
    """Return what is said from the year of a round on."""
    told = languages.words("rounds", nato.language).get(str(nato.year), "")
    return {"from": nato.year, "said": _said(nato), "told": told, "caption": _caption(nato)}


def _picture(
    states: dict[int, Alliance], variant: str, draw: Callable[[Alliance], Sheet]
) -> dict[str, Any]:
    """Return what changes in one of the two pictures."""
    changing = stages({year: draw(nato) for year, nato in states.items()})
    alt = {year: alt_text(nato) for year, nato in states.items()}
    return {"select": f"svg.quizkit-{variant}", "alt": alt} | changing


def _said(nato: Alliance) -> str:
    form = "founded" if nato.year == FIRST else "said"
    names = languages.joined(nato.names(nato.rounds[nato.year]), nato.language)
    return languages.said(
        "year_slider", nato.language, form, size=nato.size, year=nato.year, names=names
    )


def stages(sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """Return the places in the picture that change, and what they are at each stage.

    Sheets of one make have the same shapes and the same lines of lettering, in the same order, so
    that one picture and these few values are all stages. ``slots`` says where, ``values`` what.

    >>> one, two = Sheet(width=9), Sheet(width=9)
    >>> _ = one.lettering(0, 0, "before"), two.lettering(0, 0, "after")
    >>> stages({1: one, 2: two})["slots"]
    [('text', 0, 'textLength'), ('text', 0, '')]
    """
    looks = {stage: list(_looks(sheet)) for stage, sheet in sheets.items()}
    rows = list(zip(*looks.values(), strict=True))
    moving = [n for n, row in enumerate(rows) if len({value for _, value in row}) > 1]
    return {
        "slots": [rows[n][0][0] for n in moving],
        "values": {stage: [look[n][1] for n in moving] for stage, look in looks.items()},
    }


def _looks(sheet: Sheet) -> Iterator[tuple[Slot, str]]:
    """Yield every attribute and all lettering, in the order of the picture."""
    numbers: Counter[str] = Counter()
    for mark in sheet.elements():
        number = numbers[mark.tag]
        numbers[mark.tag] += 1
        for name, value in mark.attributes().items():
            yield (mark.tag, number, name), value
        if mark.tag == "text":
            yield (mark.tag, number, LETTERING), mark.says
