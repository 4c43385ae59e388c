"""Who met whom: states, organisations and people against the meetings they took part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from quizkit import languages
from quizkit.errors import UnknownName
from quizkit.figures.figure import Figure, made
from quizkit.figures.palette import BLUE, CIRCLE, GREY, SQUARE
from quizkit.figures.rows import (
    COORDINATES,
    Row,
    by_id,
    day,
    rows,
    shown,
)
from quizkit.figures.sheet import NARROW, WIDE, Sheet
from quizkit.languages import capitalised

said = partial(languages.said, "meetings")

LABELS = 138.0  # width of the names before the columns
ROW = 28.0  # height of a row
TAIL = 22.0  # room behind the last column, for the longest role
INDENT = 14.0  # of people below their state or organisation


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was where: meetings by date, actors with their people below them, roles by pair."""

    meetings: Sequence[Row]
    actors: Sequence[Row]
    roles: Mapping[tuple[Any, Any], str]
    focus: str | None
    language: str

    def at(self, meeting: Row) -> list[Row]:
        """Return who took part in a meeting, in the order of the rows."""
        return [actor for actor in self.actors if (meeting["id"], actor["id"]) in self.roles]

    def role(self, meeting: Row, actor: Row) -> str:
        """Return what part an actor had in a meeting."""
        return languages.words("meetings", self.language)[self.roles[meeting["id"], actor["id"]]]

    def colour(self, meeting: Row) -> str:
        """Return the colour of a meeting: grey beside the one in focus."""
        return BLUE if self.focus in (None, meeting["id"]) else GREY

    def text(self, row: Row, column: str = "name") -> str:
        """Return a shown text in the figure's language."""
        return shown(row, column, self.language)

    def when(self, meeting: Row, *, weekday: bool = False) -> str:
        """Return the date of a meeting in words."""
        precision = meeting["date_precision"]
        return languages.day_in_words(day(meeting), precision, self.language, weekday=weekday)


def meetings_figure(language: str, meeting: str | None = None) -> Figure:
    """Draw who took part in which meeting, with one meeting in focus if it is named."""
    held = sorted(rows("meetings"), key=lambda row: (day(row), row["part"] != "main"))
    parts = rows("meeting_participants")
    focus = None if meeting is None else _found(meeting, held)
    seated = Attendance(
        meetings=held,
        actors=_seating({row["actor_id"] for row in parts}),
        roles={(row["meeting_id"], row["actor_id"]): row["role"] for row in parts},
        focus=None if focus is None else focus["id"],
        language=language,
    )
    caption = said(language, "caption")
    if focus is not None:
        named = {"name": seated.text(focus), "when": seated.when(focus, weekday=True)}
        caption += " " + said(language, "focus", **named)
    return made(
        wide=_wide(seated),
        narrow=_narrow(seated),
        alt_text=_alt(seated),
        caption=caption,
        drawn_from=[*held, *parts],
        left_out=COORDINATES,
        language=language,
    )


def _found(name: str, meetings: Sequence[Row]) -> Row:
    """Find a meeting by its id or by how its id begins: "geneva" is "geneva-talks"."""
    for meeting in meetings:
        if meeting["id"] == name or meeting["id"].split("-")[0] == name:
            return meeting
    raise UnknownName("meeting", name, [meeting["id"] for meeting in meetings])


def _seating(present: set[str]) -> list[Row]:
    """Order the actors: each state or organisation, then its people, as the table has them."""
    actors = by_id("actors")
    people = {name for name in present if actors[name]["kind"] == "person"}
    bodies = present - people | {actors[name]["affiliation_id"] for name in people} - {None}
    seated: list[Row] = []
    for name, actor in actors.items():
        if name in bodies:
            seated.append(actor)
            seated += [actors[one] for one in actors if _speaks(actors[one], name, people)]
    return seated


def _speaks(actor: Row, body: str, people: set[str]) -> bool:
    return actor["id"] in people and actor["affiliation_id"] == body


def _wide(seated: Attendance) -> Sheet:
    sheet, y = Sheet(width=WIDE), 0.0
    earlier = [meeting for meeting in seated.meetings if meeting["part"] == "earlier"]
    week = [meeting for meeting in seated.meetings if meeting["part"] != "earlier"]
    for meetings in filter(None, (earlier, week)):  # apart, so that their columns have room
        y = _panel(sheet, seated, meetings, y) + 22
    _legend(sheet, seated, 0, y - 10)
    return sheet


def _panel(sheet: Sheet, seated: Attendance, meetings: Sequence[Row], y: float) -> float:
    """Draw some of the meetings beside each other, below ``y``; return where they end."""
    step = (sheet.width - LABELS - TAIL) / len(meetings)
    pairs = [(LABELS + step * n, meeting) for n, meeting in enumerate(meetings)]
    top = max(_heading(sheet, seated, meeting, x, y, step) for x, meeting in pairs) + 10
    actors = _seating({actor["id"] for meeting in meetings for actor in seated.at(meeting)})
    lines = {actor["id"]: top + ROW * n for n, actor in enumerate(actors)}
    bottom = top + ROW * len(lines)
    for actor in actors:
        _name(sheet, seated, actor, lines[actor["id"]])
    for x, meeting in pairs:
        _column(sheet, seated, meeting, x, lines)
        if meeting["id"] == seated.focus:
            sheet.box(x, y, x + step - 2, bottom + 2, colour=BLUE, tint=0.1, edge=0.7)
    return bottom


def _heading(
    sheet: Sheet, seated: Attendance, meeting: Row, x: float, y: float, step: float
) -> float:
    room = step - 12
    y = sheet.lettering(x + 6, y + 6, seated.when(meeting), width=room, size=12, faint=True)
    city = seated.text(meeting, "city")
    y = sheet.lettering(x + 6, y, city, width=room, size=14, bold=True) if city else y
    return sheet.lettering(x + 6, y + 2, seated.text(meeting), width=room, size=12)


def _name(sheet: Sheet, seated: Attendance, actor: Row, y: float) -> None:
    person = actor["kind"] == "person"
    sheet.line(0, y, sheet.width, y, opacity=0.3 if person else 0.7)
    sheet.lettering(INDENT if person else 0, y + 6, seated.text(actor), bold=not person)


def _column(
    sheet: Sheet, seated: Attendance, meeting: Row, x: float, lines: Mapping[str, float]
) -> None:
    """Draw the symbols of one meeting, joined by a line: these met."""
    colour, middles = seated.colour(meeting), []
    for actor in seated.at(meeting):
        y = lines[actor["id"]] + ROW / 2
        middles.append(y)
        _symbol(sheet, seated, meeting, actor, x + 14, y)
        sheet.lettering(x + 25, y - 8, seated.role(meeting, actor), size=12)
    sheet.line(x + 14, min(middles), x + 14, max(middles), colour=colour, opacity=1)


def _symbol(sheet: Sheet, seated: Attendance, meeting: Row, actor: Row, x: float, y: float) -> None:
    shape = CIRCLE if actor["kind"] == "person" else SQUARE
    tip = f"{seated.text(actor)}: {seated.role(meeting, actor)} ({seated.text(meeting)})"
    role = seated.text(actor, "role")
    sheet.point(x, y, colour=seated.colour(meeting), shape=shape, tip=f"{tip}. {role}.")


def _legend(sheet: Sheet, seated: Attendance, x: float, y: float) -> None:
    words = languages.words("meetings", seated.language)
    sheet.point(x + 8, y + 9, colour=GREY, shape=SQUARE)
    sheet.lettering(x + 19, y, words["states"], size=12, faint=True)
    sheet.point(x + 168, y + 9, colour=GREY, shape=CIRCLE)
    sheet.lettering(x + 179, y, words["people"], size=12, faint=True)


def _narrow(seated: Attendance) -> Sheet:
    sheet, y = Sheet(width=NARROW), 0.0
    for meeting in seated.meetings:
        top, room = y, sheet.width - 20
        heading = " · ".join(filter(None, (seated.text(meeting, "city"), seated.when(meeting))))
        y = sheet.lettering(10, y + 8, capitalised(heading), width=room, size=15, bold=True)
        y = sheet.lettering(10, y, seated.text(meeting), width=room) + 4
        for actor in seated.at(meeting):
            _symbol(sheet, seated, meeting, actor, 18, y + 10)
            said = f"{seated.text(actor)}: {seated.role(meeting, actor)}"
            y = sheet.lettering(30, y, said, width=room - 20) + 4
        y += 6
        focus = meeting["id"] == seated.focus
        tint, edge, colour = (0.1, 0.9, BLUE) if focus else (0.0, 0.6, GREY)
        sheet.box(0, top, sheet.width, y, colour=colour, tint=tint, edge=edge)
        y += 10
    _legend(sheet, seated, 0, y)
    return sheet


def _alt(seated: Attendance) -> str:
    sentences = [said(seated.language, "alt", n=len(seated.meetings))]
    for meeting in seated.meetings:
        place = ", ".join(filter(None, (seated.when(meeting), seated.text(meeting, "city"))))
        who = [f"{seated.text(a)} ({seated.role(meeting, a)})" for a in seated.at(meeting)]
        told = languages.joined(who, seated.language)
        sentences.append(f"{seated.text(meeting)}, {place}: {told}.")
    return " ".join(sentences)
