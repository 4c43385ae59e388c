"""What a reader has found so far: questions with ids of their own, pictures, and losses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.authoring.banks.bank import Bank, Loss
from quizkit.authoring.banks.names import Names, slug
from quizkit.authoring.banks.pictures import Pictures

LONGEST_QUOTED = 60
MOST = 10_000  # questions that are drawn
Question = dict[str, Any]


@dataclass(slots=True)
class Gathering:
    """A bank in the making; what is lost is noted of the question that is being read."""

    title: str = ""
    questions: list[Question] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    draw: dict[str, int] = field(default_factory=dict)
    current: str = ""  # the question that is being read; "": the bank
    _told: set[Loss] = field(default_factory=set)
    _names: Names = field(default_factory=Names)

    def begin(self, *names: str) -> str:
        """Begin a question, named by the first of these that an id can be made of."""
        self.current = self._names.give("", *names)
        return self.current

    def lose(self, what: str) -> None:
        """Note what of the current question cannot be carried over, once."""
        loss = Loss(self.current, what)
        if loss not in self._told:
            self._told.add(loss)
            self.losses.append(loss)

    def lose_of_bank(self, what: str) -> None:
        """Note what of the whole bank cannot be carried over."""
        self.losses.append(Loss("", what))

    def pool(self, title: str, number: str) -> str:
        """Begin a group of which a number of questions are drawn; return the tag of those."""
        tag, count = slug(title) or "group", 1
        while tag in self.draw:
            count += 1
            tag = f"{slug(title) or 'group'}-{count}"
        if not number.isdecimal() or not 0 < int(number) < MOST:
            self.lose_of_bank(f"the draw from {quoted(title)}: {quoted(number)} is no number")
            return tag
        self.draw[tag] = int(number)
        return tag

    def add(self, fields: Mapping[str, Any]) -> None:
        """Keep the current question; fields that say nothing are left out."""
        kept = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
        self.questions.append({"id": self.current, **kept})

    def bank(self) -> Bank:
        """Return what was gathered."""
        return Bank(
            self.title,
            tuple(self.questions),
            tuple(self.losses),
            dict(self.pictures.files),
            dict(self.draw),
        )


def quoted(text: str) -> str:
    """Return the beginning of a text, for a sentence that names it.

    >>> quoted("one\\n two")
    "'one two'"
    """
    words = " ".join(text.split())
    return f"'{words}'" if len(words) <= LONGEST_QUOTED else f"'{words[:LONGEST_QUOTED]}…'"
