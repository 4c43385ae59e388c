"""How a number may be typed in answer to a question: in which units, whole or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from quizkit.languages import known, said
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
        name = "expected_whole" if self.integer else "expected"
        return Text({code: said("number", code, name, units=self._units(code)) for code in known()})

    def _units(self, language: str) -> str:
        """Name the units to a reader: of one with a name in each language, his own."""
        own = Text(self.shown).get(language)
        others = set(self.shown.values()) - {own}
        names = said("language", language, "or").join(n for n in self.units if n not in others)
        return said("number", language, "in_units", units=names) if names else ""
