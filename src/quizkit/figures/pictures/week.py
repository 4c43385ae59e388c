"""The week at a glance: the talks and the meetings beside them, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.rows import (
    COORDINATES,
    Row,
    day,
    rows,
    shown,
)
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised

said = partial(languages.said, "week")


def week_figure(language: str) -> TableFigure:
    """List the meetings of the week, from its first day to its last."""
    meetings = [row for row in rows("meetings") if row["part"] in ("main", "side")]
    days = _days(meetings)
    words = languages.words("week", language)
    return TableFigure(
        headings=[words[name] for name in ("city", "meeting", "format")],
        widths=(24, 36, 40),
        groups=[_group(each, held, language) for each, held in days.items()],
        alt=_alt(days, language),
        caption=words["caption"],
        form="days",
        **cited(meetings, language, left_out=COORDINATES),
    )


def _days(meetings: Sequence[Row]) -> dict[date, list[Row]]:
    """Return every day from the first meeting to the last, with its meetings, main ones first."""
    ordered = sorted(meetings, key=lambda row: (day(row), row["part"] != "main"))
    held = {key: list(group) for key, group in groupby(ordered, key=day)}
    first, last = min(held), max(held)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {each: held.get(each, []) for each in every}


def _group(each: date, meetings: Sequence[Row], language: str) -> Group:
    heading = CellPart(
        capitalised(languages.weekday_in_words(each, language)),
        languages.day_in_words(each, "day", language),
    )
    none = TableRow([[CellPart(text=capitalised(said(language, "none")))]])
    return Group([_entry(meeting, language) for meeting in meetings] or [none], heading)


def _entry(meeting: Row, language: str) -> TableRow:
    side = "" if meeting["part"] == "main" else said(language, "side")
    where = "; ".join(filter(None, [shown(meeting, "venue", language), side]))
    return TableRow(
        cells=[
            [CellPart(shown(meeting, "city", language), where)],
            [CellPart(shown(meeting, "name", language))],
            [CellPart(text=shown(meeting, "format", language))],
        ],
        keys={"part": [meeting["part"]]},
    )


def _sentence(meeting: Row, language: str) -> str:
    where = [shown(meeting, part, language) for part in ("venue", "city")]
    place = ", ".join(part for part in where if part)
    text = f"{shown(meeting, 'name', language)} ({place}): {shown(meeting, 'format', language)}"
    return text if meeting["part"] == "main" else f"{said(language, 'side')}: {text}"


def _alt(days: Mapping[date, list[Row]], language: str) -> str:
    names = [languages.day_in_words(each, "day", language, weekday=True) for each in days]
    sentences = [said(language, "alt", first=names[0], last=names[-1])]
    for heading, meetings in zip(names, days.values(), strict=True):
        told = "; ".join(_sentence(meeting, language) for meeting in meetings)
        sentences.append(f"{capitalised(heading)}: {told or said(language, 'none')}.")
    return " ".join(sentences)
