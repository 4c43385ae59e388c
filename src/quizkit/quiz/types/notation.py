"""How a number may be typed in answer to a question: in which units, whole or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizkit.quiz.model import UNANSWERED, Grade, Json, Text
from quizkit.quiz.numerals import readings


@dataclass(frozen=True, slots=True)
class Notation:
    """The units that a number may carry, each with what it is worth; whole numbers only or not.

    >>> Notation({"km": Fraction(1), "m": Fraction(1, 1000)}).read("500 m")
    (Fraction(1, 2),)
    """

    units: Mapping[str, Fraction]
    integer: bool = False
    shown: Mapping[str, str] = field(default_factory=dict)  # the unit, where languages differ

    @classmethod
    def from_form(cls, form: Mapping[str, Json]) -> Notation:
        """Take a notation from the form of a question."""
        units = {name: Fraction(worth) for name, worth in form["units"].items()}
        return cls(units, form["integer"], form.get("labels", {}))

    def form(self) -> dict[str, Json]:
        """Return the notation as plain JSON values."""
        units = {name: str(worth) for name, worth in self.units.items()}
        labels = {"labels": dict(self.shown)} if len(self.shown) > 1 else {}
        return {"units": units, "integer": self.integer, **labels}

    def read(self, value: Json) -> tuple[Fraction, ...]:
        """Return every number that a response may mean; none if it cannot be read."""
        if isinstance(value, float | int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 1e99 else ""  # also nan and inf
        if not isinstance(value, str):
            return ()
        values = readings(value, self.units)
        return tuple(v for v in values if v.denominator == 1 or not self.integer)

    def unread(self, value: Json) -> Grade | None:
        """Say that nothing was typed, or what should have been; None where a number was."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return UNANSWERED
        return None if self.read(value) else Grade.invalid(self.expected())

    def expected(self) -> Text:
        """Return what a response should look like."""
        return Text(
            {
                "en": f"Type one {'whole ' if self.integer else ''}number in digits, such as 12"
                f"{'' if self.integer else ' or 12.5'}"
                f"{_choice(self._units('en'), ', in ', ' or ')}.",
                "nl": f"Typ één {'geheel ' if self.integer else ''}getal in cijfers, zoals 12"
                f"{'' if self.integer else ' of 12,5'}"
                f"{_choice(self._units('nl'), ', in ', ' of ')}.",
            }
        )

    def _units(self, language: str) -> list[str]:
        """Return the units to name to a reader: of one with a name in each language, his own."""
        own = Text(self.shown).get(language)
        others = set(self.shown.values()) - {own}
        return [name for name in self.units if name not in others]


def _choice(names: Sequence[str], before: str, between: str) -> str:
    return f"{before}{between.join(names)}" if names else ""
