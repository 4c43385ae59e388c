"""The cards of the role play: who sits at which table, what they want and what they may say.

Everything on a card comes from the tables, so that it cannot say more than the sources do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from quizkit import languages
from quizkit.printing.sheet_parts import Part, PrintedSheet, Prose, Section
from quizkit.quiz.paper import Rows
from quizkit.tables import catalogue

said = partial(languages.said, "printing")

Row = dict[str, Any]

PARTIES = {  # each party, and those that the sources name it with
    "united-states": (
        "united-states",
        "us-and-nato",
        "us-and-europe",
        "the-west",
        "wendy-sherman",
        "antony-blinken",
    ),
    "russia": ("russia", "sergei-ryabkov", "vladimir-putin"),
    "nato": ("nato", "us-and-nato", "us-and-europe", "the-west", "europe", "jens-stoltenberg"),
    "ukraine": ("ukraine", "dmytro-kuleba"),
    "osce": ("osce",),
}
MEETINGS = ("geneva-talks", "nato-ukraine-commission", "brussels-council", "vienna-osce")
OWN_VIEWS = ("position", "interest", "fear", "concern")
NEVER_EMPTY = ("demands", "threats")  # that the sources report none is worth saying


@dataclass(frozen=True, slots=True)
class Deck:
    """The tables that the cards are made of, in one language."""

    folder: Path
    language: str

    def rows(self, name: str) -> Iterator[Row]:
        """Yield a table's rows, the text in the language, or else in English, as ``text``."""
        for row in catalogue.read(name, self.folder).rows:
            endings = [f"_{code}" for code in (languages.ENGLISH, self.language)]
            own = {n.removesuffix(e): v for e in endings for n, v in row.items() if n.endswith(e)}
            yield {**row, **own}

    def by_id(self, name: str) -> dict[str, Row]:
        """Return a table's rows by their ids."""
        return {row["id"]: row for row in self.rows(name)}


def role_cards(folder: Path, language: str) -> PrintedSheet:
    """Make a card for each party, each on a page of its own."""
    deck = Deck(folder, language)
    return PrintedSheet(
        language=language,
        title=said(language, "roles_title"),
        kind=said(language, "roles"),
        foot=said(language, "foot"),
        introduction=said(language, "roles_introduction"),
        entries=tuple(
            replace(_card(deck, party, names), new_page=place > 0)
            for place, (party, names) in enumerate(PARTIES.items())
        ),
        numbered=False,
        size=9.5,
    )


def _card(deck: Deck, party: str, names: Sequence[str]) -> Section:
    actor = deck.by_id("actors")[party]
    lists = {
        "seats": _seats(deck, names),
        "table": _table(deck) if party == "osce" else (),
        "demands": _own(deck, "demands", names),
        "answers": _answers(deck, names),
        "reasons": (v for v in _own(deck, "views", names) if v["kind"] in OWN_VIEWS),
        "remarks": (s for s in _own(deck, "statements", names) if s["moment"] != "after"),
        "threats": _threats(deck, names),
    }
    parts: list[Part] = [Prose(said(deck.language, f"task_{party}"), said(deck.language, "task"))]
    for label, rows in lists.items():
        told = tuple(_line(row) for row in rows)
        if told:
            parts += [Prose("", said(deck.language, label)), Rows(told)]
        elif label in NEVER_EMPTY and party != "osce":
            parts.append(Prose(said(deck.language, f"no_{label}"), said(deck.language, label)))
    role = f"<p>{escape(actor['role'])}.</p>"
    return Section(heading=actor["name"], prompt=role, parts=tuple(parts))


def _line(row: Row) -> tuple[str, str]:
    sources = (name.removeprefix("article-") for name in row["source_ids"])
    cited = ", ".join(name.upper() if len(name) == 1 else name for name in sources)
    return "–", f"{escape(row['text'])} <em>[{escape(cited)}]</em>"


def _own(deck: Deck, table: str, names: Sequence[str]) -> Iterator[Row]:
    return (row for row in deck.rows(table) if row["actor_id"] in names)


def _seats(deck: Deck, names: Sequence[str]) -> Iterator[Row]:
    meetings = deck.by_id("meetings")
    seats = {row["meeting_id"]: row for row in _own(deck, "meeting_participants", names)}
    for name in MEETINGS:
        if name in seats:
            meeting = meetings[name]
            day = languages.day_in_words(meeting["date"], meeting["date_precision"], deck.language)
            where = f"{meeting['weekday']} {day}, {meeting['city']}: {meeting['name']}."
            yield {**seats[name], "text": where[0].upper() + where[1:]}


def _table(deck: Deck) -> Iterator[Row]:
    return (row for row in deck.rows("meeting_details") if row["meeting_id"] == MEETINGS[-1])


def _answers(deck: Deck, names: Sequence[str]) -> Iterator[Row]:
    demands = deck.by_id("demands")
    sources, first = deck.by_id("sources"), deck.by_id("meetings")[MEETINGS[0]]["date"]
    for row in _own(deck, "responses", names):
        known = min(sources[name]["date"] for name in row["source_ids"]) < first
        if known and row["answer"] != "not_answered":  # the evening is for the players to find out
            yield {**row, "text": f"{demands[row['demand_id']]['label']}: {row['text']}"}


def _threats(deck: Deck, names: Sequence[str]) -> Iterator[Row]:
    announced = (r for r in _own(deck, "consequences", names) if r["certainty"] != "unlikely")
    for row in announced:
        yield {**row, "text": f"{row['condition']}: {row['text']}"}
