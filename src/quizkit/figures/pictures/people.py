"""The cast of the week: who they are, side by side, and at which tables they sat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.palette import BLUE, GREEN, GREY, PURPLE, VERMILION, Emblem
from quizkit.figures.rows import Row, by_id, day, rows, shown
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow

said = partial(languages.said, "people")

SIDES: Mapping[str, str] = {
    "west": BLUE,
    "russia": VERMILION,
    "ukraine": GREEN,
    "multilateral": PURPLE,
    "observer": GREY,
}


def people_figure(language: str) -> TableFigure:
    """List the people of the week by side, each with an emblem in the colour of the side."""
    people, actors = rows("people"), by_id("actors")
    cast = {side: [p for p in people if actors[p["id"]]["side"] == side] for side in SIDES}
    return TableFigure(
        headings=[said(language, name) for name in ("person", "life", "tables")],
        widths=(34, 40, 26),
        groups=[
            Group([_entry(one, language) for one in some], CellPart(said(language, side)))
            for side, some in cast.items()
        ],
        alt=_alt(cast, language),
        form="first",
        caption=said(language, "caption"),
        **cited([*people, *(actors[one["id"]] for one in people)], language),
    )


def _entry(person: Row, language: str) -> TableRow:
    actor = by_id("actors")[person["id"]]
    name = shown(actor, "name", language)
    emblem = Emblem(SIDES[actor["side"]], "".join(part[0] for part in name.split()))
    return TableRow(
        [
            [CellPart(name, shown(actor, "role", language), emblem)],
            [CellPart(shown(person, "biography", language))],
            [CellPart(*_table(meeting, language)) for meeting in _meetings(person)],
        ]
    )


def _meetings(person: Row) -> list[Row]:
    meetings = by_id("meetings")
    return sorted((meetings[name] for name in person["meeting_ids"]), key=day)


def _table(meeting: Row, language: str) -> tuple[str, str]:
    """Return where and when a meeting was."""
    when = languages.day_in_words(day(meeting), meeting["date_precision"], language)
    return shown(meeting, "city", language), when


def _alt(cast: Mapping[str, Sequence[Row]], language: str) -> str:
    actors = by_id("actors")
    sentences = [said(language, "alt", n=sum(map(len, cast.values())))]
    for side, some in cast.items():
        sentences.append(f"{said(language, side)}:")
        for person in some:
            actor = actors[person["id"]]
            who = f"{shown(actor, 'name', language)}, {shown(actor, 'role', language)}."
            sat = ["{} ({})".format(*_table(meeting, language)) for meeting in _meetings(person)]
            sentences += [who, shown(person, "biography", language)]
            sentences += [f"{said(language, 'tables')}: {'; '.join(sat)}."] if sat else []
    return " ".join(sentences)
