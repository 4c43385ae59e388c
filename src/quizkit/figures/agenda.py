"""The week at a glance: the talks and the meetings beside them, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from quizkit.figures.figure import Figure
from quizkit.figures.making import made
from quizkit.figures.palette import BLUE, CIRCLE, DIAMOND, GREY
from quizkit.figures.records import COORDINATES, Row, day, rows, shown
from quizkit.figures.sheet import NARROW, WIDE, Sheet
from quizkit.figures.wording import MONTHS, WEEKDAYS, capitalised, day_in_words

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alt": "Timeline of the week from {first} to {last}.",
        "none": "no talks on the programme",
        "side": "Beside the talks",
        "caption": "The week at a glance: three rounds of talks in three cities, and the meeting "
        "beside them.",
    },
    "nl": {
        "alt": "Tijdlijn van de week van {first} tot en met {last}.",
        "none": "geen overleg op het programma",
        "side": "Naast het overleg",
        "caption": "De week in één oogopslag: drie gespreksrondes in drie steden, en de ontmoeting "
        "daarnaast.",
    },
}
PAD = 10  # between a card's edge and its lettering
GAP = 12  # between cards
TOP = 72.0  # of the first cards, below the line of days


def week_figure(language: str) -> Figure:
    """Draw the meetings of the week, from its first day to its last."""
    meetings = [row for row in rows("meetings") if row["part"] in ("main", "side")]
    days = _days(meetings)
    return made(
        wide=_wide(days, language),
        narrow=_narrow(days, language),
        alt_text=_alt(days, language),
        caption=WORDS[language]["caption"],
        drawn_from=meetings,
        left_out=COORDINATES,
        language=language,
    )


def _days(meetings: Sequence[Row]) -> dict[date, list[Row]]:
    """Give every day from the first meeting to the last, with its meetings, main ones first."""
    ordered = sorted(meetings, key=lambda row: (day(row), row["part"] != "main"))
    held = {key: list(group) for key, group in groupby(ordered, key=day)}
    first, last = min(held), max(held)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {each: held.get(each, []) for each in every}


def _wide(days: Mapping[date, list[Row]], language: str) -> Sheet:
    sheet = Sheet(width=WIDE)
    step = (sheet.width + GAP) / len(days)
    sheet.line(0, 52, sheet.width, 52)
    first = [meetings[0] for meetings in days.values() if meetings]
    even = max(_card(Sheet(width=WIDE), row, 0, TOP, step - GAP, language) for row in first)
    for column, (each, meetings) in enumerate(days.items()):
        x, right = column * step, (column + 1) * step - GAP
        sheet.lettering(x, 0, capitalised(WEEKDAYS[language][each.weekday()]), size=15, bold=True)
        sheet.lettering(x, 21, f"{each.day} {MONTHS[language][each.month - 1]} {each.year}")
        _dots(sheet, x + 7, 52, meetings)
        if not meetings:
            sheet.lettering(x, TOP, WORDS[language]["none"], width=right - x, faint=True)
        y = TOP
        for meeting in meetings:
            y = _card(sheet, meeting, x, y, right, language, bottom=even if y == TOP else 0) + GAP
    return sheet


def _narrow(days: Mapping[date, list[Row]], language: str) -> Sheet:
    sheet = Sheet(width=NARROW)
    y, left = 0.0, 24
    for each, meetings in days.items():
        heading = day_in_words(each, "day", language=language, weekday=True)
        _dots(sheet, 8, y + 10, meetings[:1])
        y = sheet.lettering(left, y, capitalised(heading), size=15, bold=True) + 5
        if not meetings:
            y = sheet.lettering(left, y, WORDS[language]["none"], faint=True) + 5
        for meeting in meetings:
            y = _card(sheet, meeting, left, y, sheet.width, language) + GAP
        y += 4 if meetings else 14
    sheet.line(8, 10, 8, sheet.height)
    return sheet


def _dots(sheet: Sheet, x: float, y: float, meetings: Sequence[Row]) -> None:
    if not meetings:
        sheet.point(x, y, colour=GREY, area=24)
    for number, meeting in enumerate(meetings):
        main = meeting["part"] == "main"
        shape, colour = (CIRCLE, BLUE) if main else (DIAMOND, GREY)
        sheet.point(x + 20 * number, y, colour=colour, shape=shape, area=150 if main else 110)


def _card(
    sheet: Sheet,
    meeting: Row,
    x: float,
    y: float,
    right: float,
    language: str,
    *,
    bottom: float = 0,
) -> float:
    """Draw the card of one meeting, at least down to ``bottom``; give the y of its lower edge."""
    main, top, width = meeting["part"] == "main", y, right - x - 2 * PAD
    left, y = x + PAD, y + 8
    if not main:
        y = sheet.lettering(left, y, WORDS[language]["side"], size=12, faint=True) + 2
    y = sheet.lettering(left, y, shown(meeting, "city", language), size=16, bold=True) + 2
    y = sheet.lettering(left, y, shown(meeting, "name", language), width=width, bold=True) + 4
    y = sheet.lettering(left, y, shown(meeting, "format", language), width=width)
    colour, tint = (BLUE, 0.12) if main else (GREY, 0.0)
    tip = _sentence(meeting, language)
    edge = max(y + PAD, bottom)
    sheet.box(x, top, right, edge, colour=colour, tint=tint, tip=tip)
    return edge


def _sentence(meeting: Row, language: str) -> str:
    where = [shown(meeting, part, language) for part in ("venue", "city")]
    place = ", ".join(part for part in where if part)
    text = f"{shown(meeting, 'name', language)} ({place}): {shown(meeting, 'format', language)}"
    return text if meeting["part"] == "main" else f"{WORDS[language]['side']}: {text}"


def _alt(days: Mapping[date, list[Row]], language: str) -> str:
    said = [day_in_words(each, "day", language=language, weekday=True) for each in days]
    sentences = [WORDS[language]["alt"].format(first=said[0], last=said[-1])]
    for heading, meetings in zip(said, days.values(), strict=True):
        told = "; ".join(_sentence(meeting, language) for meeting in meetings)
        sentences.append(f"{capitalised(heading)}: {told or WORDS[language]['none']}.")
    return " ".join(sentences)
