"""NATO in a year: who was in it, and how the map shows each of its rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizkit.errors import QuizkitError
from quizkit.figures.palette import BLUE, GREY, VERMILION
from quizkit.figures.rows import Row, rows, shown

FIRST, LAST = 1949, 2022  # the table ends in January 2022
TURN = 1997  # the year in the Russian demand: other colours from here on
PALE = 0.14  # how strong the grey of states is that are not members
TINTS = (0.7, 0.54, 0.4, 0.28)  # of the rounds before and since, from dark to light


@dataclass(frozen=True, slots=True)
class Alliance:
    """The members in a year, with those that joined after another year marked if asked.

    >>> alliance(2004, language="en").size
    26
    """

    members: Sequence[Row]  # of all years, by when they joined
    year: int
    after: int | None
    language: str

    @property
    def present(self) -> list[Row]:
        """Return who is a member."""
        return [row for row in self.members if row["accession_year"] <= self.year]

    @property
    def size(self) -> int:
        """Return how many are members."""
        return len(self.present)

    @property
    def rounds(self) -> Mapping[int, list[Row]]:
        """Return who joined in which year, also in years to come."""
        grouped = groupby(self.members, key=lambda row: int(row["accession_year"]))
        return {year: list(group) for year, group in grouped}

    @property
    def latest(self) -> int:
        """Return the year in which the last of the members joined."""
        return max(year for year in self.rounds if year <= self.year)

    def later(self, row: Row) -> bool:
        """Return whether a state joined after the year asked for."""
        return self.after is not None and int(row["accession_year"]) > self.after

    def tint(self, year: int) -> float:
        """Return how strong the colour of a round is."""
        if year > self.year:
            return PALE
        if self.after is not None:
            return TINTS[2]
        peers = [other for other in self.rounds if (other > TURN) == (year > TURN)]
        return TINTS[min(peers.index(year), len(TINTS) - 1)]

    def colour(self, year: int) -> str:
        """Return the colour of a round: one until the turn, another since, grey if yet to come."""
        if year > self.year:
            return GREY
        return VERMILION if year > (TURN if self.after is None else self.after) else BLUE

    def name(self, row: Row) -> str:
        """Return the name of a state."""
        return shown(row, "name", self.language)

    def names(self, some: Sequence[Row]) -> list[str]:
        """Return the names of states, in the order of the alphabet."""
        return sorted(self.name(row) for row in some)


def alliance(year: int | None = None, *, after: int | None = None, language: str) -> Alliance:
    """Return NATO in a year, in the last one of the table unless another is named."""
    for each in (year, after):
        if each is not None and (not isinstance(each, int) or not FIRST <= each <= LAST):
            raise QuizkitError(f"The map has no year {each!r}: give one from {FIRST} to {LAST}.")
    members = sorted(rows("nato_members"), key=lambda row: str(row["accession_date"]))
    return Alliance(members, LAST if year is None else year, after, language)


def digits(year: int) -> str:
    """Return the last two digits of a year.

    >>> digits(2004)
    '04'
    """
    return f"{year % 100:02}"
