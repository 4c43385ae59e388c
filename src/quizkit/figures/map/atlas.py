"""The map itself: states in their colours, with names and years where there is room for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from quizkit import languages
from quizkit.figures.map.alliance import PALE, Alliance, digits
from quizkit.figures.map.geography import Area, Frame, Point, framed, hatched, spans
from quizkit.figures.palette import GREY, TEXT
from quizkit.figures.rows import Row
from quizkit.figures.sheet import Sheet, length

said = partial(languages.said, "map")

EUROPE, AMERICA = (15.0, 52.0), (-98.0, 52.0)  # middles of the maps
OVERSEAS = ("124", "840")  # in the map of North America
SIZE = 12.0  # of labels: 11 pixels and more where the picture is shrunk for a phone
LINE = 13.5  # from one line of a label to the next
LARGE = 0.1  # pixels in a kilometre from which a map has names, and not years alone
HATCH = 6.0  # between the lines of a hatched area
Label = tuple[str, ...]  # its lines
PLACES: Mapping[str, tuple[float, float]] = {  # longitude and latitude of the label's middle
    "008": (19.7, 40.9),
    "056": (4.7, 50.75),
    "100": (25.2, 42.75),
    "124": (-105.0, 58.0),
    "191": (16.6, 45.45),
    "203": (15.3, 49.75),
    "208": (9.2, 56.1),
    "233": (25.9, 58.75),
    "250": (1.0, 46.8),
    "276": (10.3, 51.0),
    "300": (22.0, 39.5),
    "348": (19.4, 47.15),
    "352": (-18.6, 64.8),
    "380": (12.5, 42.85),
    "428": (25.5, 56.75),
    "440": (23.8, 55.4),
    "499": (19.25, 42.8),
    "528": (5.7, 52.3),
    "578": (9.0, 61.7),
    "616": (19.3, 52.0),
    "620": (-8.1, 39.6),
    "642": (24.9, 45.9),
    "703": (19.4, 48.7),
    "705": (14.6, 46.1),
    "724": (-3.6, 40.0),
    "792": (35.3, 39.1),
    "807": (21.7, 41.6),
    "826": (-1.6, 52.6),
    "840": (-99.0, 39.5),
}
# States that are not members, and Crimea.
NEIGHBOURS: Mapping[str, Point] = {
    "040": (14.3, 47.5),
    "070": (17.8, 44.2),
    "112": (28.2, 53.4),
    "196": (33.1, 35.0),
    "246": (26.5, 62.6),
    "268": (43.5, 42.2),
    "372": (-7.9, 53.2),
    "498": (28.7, 47.2),
    "643": (49.5, 56.5),
    "688": (20.8, 44.1),
    "752": (15.4, 62.3),
    "756": (8.2, 46.8),
    "804": (31.2, 49.2),
}
CRIMEA: Point = (34.3, 43.95)


def drawn_map(sheet: Sheet, nato: Alliance, frame: Frame, *, blank: Sequence[Frame] = ()) -> None:
    """Draw what a frame shows; where a frame in ``blank`` tells more, labels are left to it."""
    members = {str(row["iso_numeric"]): row for row in nato.members}
    seen = {key: areas for key, areas in framed(frame).items() if _belongs(key, frame)}
    for state, areas in seen.items():
        if state not in members:
            _neighbour(sheet, nato, frame, state, areas, blank)
    for state, areas in seen.items():
        if state in members:
            _member(sheet, nato, frame, members[state], areas, blank)
    newest = [state for state, row in members.items() if row["accession_year"] == nato.latest]
    outlined = [area for state in newest for area in seen.get(state, ())]
    if nato.after is None:
        sheet.areas(outlined, weight=2, edge=1)
    _crimea(sheet, nato, frame, blank)
    right, bottom = frame.x + frame.width, frame.y + frame.height
    sheet.box(frame.x, frame.y, right, bottom, colour=TEXT, tint=0, edge=0.5)


def _belongs(state: str, frame: Frame) -> bool:
    return (state in OVERSEAS) == (frame.centre == AMERICA)


def _member(
    sheet: Sheet,
    nato: Alliance,
    frame: Frame,
    row: Row,
    areas: Sequence[Area],
    blank: Sequence[Frame],
) -> None:
    year, joined = int(row["accession_year"]), date.fromisoformat(str(row["accession_date"]))
    day = languages.day_in_words(joined, "day", nato.language)
    tip = said(nato.language, "since", name=nato.name(row), day=day)
    colour, tint = nato.colour(year), nato.tint(year)
    sheet.areas(areas, colour=colour, tint=tint, tip=tip)
    place = _place(frame, row["iso_numeric"], blank)
    label: Label = ()
    if place is not None:
        name, number = nato.name(row), digits(year)
        choice: list[Label] = [(name, number), (f"{name} {number}",)]
        fitting = [one for one in choice if frame.scale > LARGE and _fits(one, place, areas)]
        label = fitting[0] if fitting else (number,)
        _letter(sheet, label, place, hidden=year > nato.year)
    if year <= nato.year and nato.later(row):
        lines = hatched(areas, step=HATCH, around=_room(label, place))
        sheet.hatch(lines)


def _neighbour(
    sheet: Sheet,
    nato: Alliance,
    frame: Frame,
    state: str,
    areas: Sequence[Area],
    blank: Sequence[Frame],
) -> None:
    known = NEIGHBOURS.get(state)
    name = languages.words("map", nato.language).get(state, "")
    tip = said(nato.language, "never", name=name) if name else ""
    sheet.areas(areas, colour=GREY, tint=PALE, edge=0.35, tip=tip)
    if known:
        place = _place(frame, state, blank)
        if place is not None and _fits((name,), place, areas):
            _letter(sheet, (name,), place, faint=True)


def _crimea(sheet: Sheet, nato: Alliance, frame: Frame, blank: Sequence[Frame]) -> None:
    """Name Crimea, in the sea beside it, where the map is large enough."""
    place = frame.place(*CRIMEA)
    if frame.scale > LARGE and _within(place, frame, blank):
        _letter(sheet, (said(nato.language, "crimea"),), place, faint=True)


def _place(frame: Frame, state: str, blank: Sequence[Frame]) -> Point | None:
    """Return the middle of a state's label, where the frame is to have it."""
    known = PLACES.get(state) or NEIGHBOURS.get(state)
    if not known:
        return None
    place = frame.place(known[0], known[1])
    return place if _within(place, frame, blank) else None


def _within(place: Point, frame: Frame, blank: Sequence[Frame]) -> bool:
    inside = _holds(frame, place)
    return inside and not any(_holds(other, place) for other in blank)


def _holds(frame: Frame, place: Point) -> bool:
    across, down = place[0] - frame.x, place[1] - frame.y
    return 6 < across < frame.width - 6 and 6 < down < frame.height - 6


def _fits(label: Label, place: Point, areas: Sequence[Area]) -> bool:
    """Return whether every line of a label lies within the areas."""
    return all(
        any(
            left - 2 <= place[0] - half and place[0] + half <= right + 2
            for left, right in spans(areas, y)
        )
        for line, top in zip(label, _tops(label, place), strict=True)
        for half in (length(line, size=SIZE) / 2,)
        for y in (top + 3, top + SIZE)
    )


def _tops(label: Label, place: Point) -> list[float]:
    """Return the top of every line, so that the label has its middle at a place."""
    first = place[1] - LINE * len(label) / 2
    return [first + LINE * number for number in range(len(label))]


def _letter(
    sheet: Sheet, label: Label, place: Point, *, faint: bool = False, hidden: bool = False
) -> None:
    """Set a label; one that is hidden keeps its lines, empty, for a year that shows it."""
    for line, top in zip(label, _tops(label, place), strict=True):
        left = place[0] - length(line, size=SIZE) / 2
        sheet.lettering(left, top, "" if hidden else line, size=SIZE, faint=faint)


def _room(label: Label, place: Point | None) -> Area:
    """Return the room of a label as an area, with a little air around it."""
    if place is None or not label:
        return []
    half = max(length(line, size=SIZE) for line in label) / 2 + 3
    top, bottom = place[1] - LINE * len(label) / 2 - 1, place[1] + LINE * len(label) / 2 + 3
    x, x2 = place[0] - half, place[0] + half
    return [[(x, top), (x2, top), (x2, bottom), (x, bottom)]]
