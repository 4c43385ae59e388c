"""The week at a glance: the talks and the meetings beside them, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from quizkit.figures.figure import cited
from quizkit.figures.rows import (
    COORDINATES,
    WEEKDAYS,
    Row,
    capitalised,
    day,
    day_in_words,
    rows,
    shown,
)
from quizkit.figures.table import Entry, Group, Part, TableFigure

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alt": "Timeline of the week from {first} to {last}.",
        "none": "no talks on the programme",
        "side": "Beside the talks",
        "city": "City",
        "meeting": "Meeting",
        "format": "Who meets",
        "caption": "The week at a glance: three rounds of talks in three cities, and the meeting "
        "beside them.",
    },
    "nl": {
        "alt": "Tijdlijn van de week van {first} tot en met {last}.",
        "none": "geen overleg op het programma",
        "side": "Naast het overleg",
        "city": "Stad",
        "meeting": "Ontmoeting",
        "format": "Wie er bijeenkomen",
        "caption": "De week in één oogopslag: drie gespreksrondes in drie steden, en de ontmoeting "
        "daarnaast.",
    },
}


def week_figure(language: str) -> TableFigure:
    """List the meetings of the week, from its first day to its last."""
    meetings = [row for row in rows("meetings") if row["part"] in ("main", "side")]
    days = _days(meetings)
    words = WORDS[language]
    sources, titles = cited(meetings, language, left_out=COORDINATES)
    return TableFigure(
        headings=[words[name] for name in ("city", "meeting", "format")],
        widths=(24, 36, 40),
        groups=[_group(each, held, language) for each, held in days.items()],
        alt=_alt(days, language),
        caption=words["caption"],
        sources=sources,
        source_titles=titles,
        language=language,
        form="days",
    )


def _days(meetings: Sequence[Row]) -> dict[date, list[Row]]:
    """Return every day from the first meeting to the last, with its meetings, main ones first."""
    ordered = sorted(meetings, key=lambda row: (day(row), row["part"] != "main"))
    held = {key: list(group) for key, group in groupby(ordered, key=day)}
    first, last = min(held), max(held)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {each: held.get(each, []) for each in every}


def _group(each: date, meetings: Sequence[Row], language: str) -> Group:
    heading = Part(
        capitalised(WEEKDAYS[language][each.weekday()]),
        day_in_words(each, "day", language=language),
    )
    none = Entry([[Part(text=capitalised(WORDS[language]["none"]))]])
    return Group([_entry(meeting, language) for meeting in meetings] or [none], heading)


def _entry(meeting: Row, language: str) -> Entry:
    side = "" if meeting["part"] == "main" else WORDS[language]["side"]
    where = "; ".join(filter(None, [shown(meeting, "venue", language), side]))
    return Entry(
        cells=[
            [Part(shown(meeting, "city", language), where)],
            [Part(shown(meeting, "name", language))],
            [Part(text=shown(meeting, "format", language))],
        ],
        keys={"part": [meeting["part"]]},
    )


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
