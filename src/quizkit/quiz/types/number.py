"""A number, read as people type it.

::

    type: number
    prompt: How far is Geneva from Moscow?
    answer: 2400
    unit: km
    units: {m: 0.001}
    relative_tolerance: 0.05
    wrong:
      - {value: 1500, feedback: That is the distance in miles.}

``answer`` may be derived from a table. A response is right within ``tolerance`` (absolute) or
``relative_tolerance`` (a share of the answer), whichever allows more. ``unit`` and the names in
``units`` (each worth so many ``unit``) may be typed or left out. ``integer: true`` takes whole
numbers only. How numbers are read: see `quizkit.quiz.numerals`.

Response: the text as typed. All or nothing; what cannot be read is invalid, never wrong. Where the
unit is ``%``, a share without the sign (``0.25`` for 25%) is asked again too.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import ClassVar

import yaml

from quizkit.languages import Said, known, said
from quizkit.quiz.derived.answers import derived_number
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Mark, Text
from quizkit.quiz.numerals import exact, is_percent, readings, written
from quizkit.quiz.paper import Form, Line
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import text
from quizkit.quiz.types.question_type import (
    CommonFields,
    QuestionType,
    Samples,
    Secrets,
    View,
    in_key,
)
from quizkit.quiz.types.text import ONE_MARK


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
        """Return the grade of what is no number, or None where a number was typed."""
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


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A wrong answer that the author foresaw, and what to say to it."""

    value: Fraction
    feedback: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Item):
    """A number, with how far a response may be off and the units it may carry."""

    type: ClassVar[str] = "number"

    answer: Fraction
    tolerance: Fraction = Fraction(0)
    relative_tolerance: Fraction = Fraction(0)
    unit: Text | None = None
    units: Mapping[str, Fraction] = field(default_factory=dict)
    integer: bool = False
    wrong: tuple[Foreseen, ...] = ()

    @property
    def notation(self) -> Notation:
        """How a response may be typed."""
        names = self.unit.texts if self.unit else {}
        worths = {**dict.fromkeys(names.values(), Fraction(1)), **self.units}
        return Notation(worths, self.integer, names)

    def form(self) -> dict[str, Json]:
        """Return the units, and whether only a whole number will do."""
        return self.notation.form()

    def public_basis(self) -> Sequence[str]:
        """A response depends on the units, whatever each language calls them."""
        return [json.dumps({n: v for n, v in self.form().items() if n != "labels"}, sort_keys=True)]

    def grade(self, value: Json) -> Grade:
        """Grade a number as typed."""
        values = self.notation.read(value)
        if not values:
            return self.notation.unread(value) or UNANSWERED
        if any(self._near(number, self.answer) for number in values):
            return Grade.of(1.0, marks=[Mark(ONE_MARK, True)])
        foreseen = (w for w in self.wrong if any(self._near(n, w.value) for n in values))
        feedback = next((w.feedback for w in foreseen), None)
        if feedback is None and (share := self._share(value, values)) is not None:
            return Grade.invalid(_percent_or(share))
        return Grade.of(0.0, marks=[Mark(ONE_MARK, False, feedback)])

    def _share(self, value: Json, values: Sequence[Fraction]) -> Fraction | None:
        """Return the share of one that was typed where so many percent are right, if it was."""
        signed = any(character.isalpha() or character in "%٪％" for character in str(value))
        if signed or not any(map(is_percent, self.unit.texts.values() if self.unit else ())):
            return None
        return next((n for n in values if abs(n) <= 1 and self._near(n * 100, self.answer)), None)

    def alike(self, value: Json) -> str:
        """Return one name for all numbers that count as the same, however they were typed."""
        values = self.notation.read(value)
        known = (self.answer, *(wrong.value for wrong in self.wrong))
        near = (k for k in known if any(self._near(number, k) for number in values))
        return str(next(near, values[0] if values else ""))

    def allowed(self) -> Fraction:
        """Return how far a right response may be off."""
        return max(self.tolerance, self.relative_tolerance * abs(self.answer))

    def _near(self, number: Fraction, target: Fraction) -> bool:
        return abs(number - target) <= self.allowed()

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the unit, to show beside the field."""
        return {"input": "number", "unit_text": self.unit.get(language) if self.unit else ""}

    def key(self, language: str) -> dict[str, Json]:
        """Return the number, and in words what else would do."""
        return {
            "right_text": self._with_unit(self.answer, language),
            "tolerance_text": self._tolerance(language),
        }

    def _with_unit(self, number: Fraction, language: str) -> str:
        unit, digits = self.unit.get(language) if self.unit else "", written(number, language)
        if unit == "%":
            return said("language", language, "percent", n=digits)
        return f"{digits}\u00a0{unit}" if unit else digits

    def _tolerance(self, language: str) -> str:
        if not self.allowed():
            return ""
        least = written(self.answer - self.allowed(), language)
        most = self._with_unit(self.answer + self.allowed(), language)
        return said("number", language, "tolerance", least=least, most=most)

    def right(self) -> Json:
        """Return the right number, as one could type it."""
        digits = written(self.answer, "en").replace("\u202f", "")
        return digits if self.notation.read(digits) else str(float(self.answer))

    def basis(self) -> Sequence[str]:
        """A response depends on the number, on how far it may be off and on the units."""
        units = sorted(f"{name}={worth}" for name, worth in self.units.items())
        unit = next(iter(self.unit.texts.values()), "") if self.unit else ""
        numbers = (self.answer, self.tolerance, self.relative_tolerance, self.integer)
        return [*map(str, numbers), unit, *units]


def _percent_or(share: Fraction) -> Text:
    """Return the question which of two numbers was meant: it tells nothing of which is right."""
    return Text(
        {
            code: said(
                "number", code, "share", n=written(share, code), percent=written(share * 100, code)
            )
            for code in known()
        }
    )


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if a number was typed; see `QuestionType.unread`."""
    return Notation.from_form(form).unread(value)


def parse(fields: Fields, common: CommonFields) -> Number | None:
    """Read a number question; None (with problems noted) if it cannot be asked."""
    answer = _read(fields, "answer", "write 'answer: 30', or derive it from a table")
    number = Number(
        **common,
        answer=Fraction(0) if answer is None else answer,
        tolerance=exact(fields.number("tolerance", 0.0, least=0)),
        relative_tolerance=exact(fields.number("relative_tolerance", 0.0, least=0, most=1)),
        unit=fields.text("unit", prose=False),
        units=_units(fields),
        integer=fields.flag("integer", False),
        wrong=_foreseen(fields),
    )
    if answer is None:
        return None
    _check(fields, number)
    return number


def _read(fields: Fields, name: str, mend: str) -> Fraction | None:
    value = derived_number(fields, name)
    if value is None:
        fields.required(name, mend)
        return fields.exact(name)
    return exact(value) if math.isfinite(value) else None


def _units(fields: Fields) -> Mapping[str, Fraction]:
    node = fields.get("units")
    mend = "write 'units: {km: 1, m: 0.001}', each worth so many of 'unit'"
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        fields.problem("units", "'units' must tell what each unit is worth", mend)
        return {}
    units = Fields(node, fields.place, name="'units'")
    worths = {name: units.number(name, math.nan) for name in units.names()}
    for name, worth in worths.items():
        if not worth > 0:
            units.problem(name, f"the unit '{name[:40]}' is not worth anything", mend)
    return {name: exact(worth) for name, worth in worths.items() if worth > 0}


def _foreseen(fields: Fields) -> tuple[Foreseen, ...]:
    if fields.get("wrong") is None:
        return ()
    mend = "write 'wrong: [{value: 16, feedback: …}]'"
    found = []
    for entry in fields.entries("wrong", mend, least=1, entry="wrong answer", scalar="value"):
        value = _read(entry, "value", mend)
        entry.required("feedback", mend)
        feedback = entry.text("feedback")
        entry.close()
        if value is not None:
            found.append(Foreseen(value, feedback))
    return tuple(found)


def _check(fields: Fields, number: Number) -> None:
    """Note what a careful reader of the question would stumble over."""
    for foreseen in number.wrong:
        if abs(foreseen.value - number.answer) <= number.allowed():
            what = f"the wrong answer {written(foreseen.value, 'en')} would be right"
            fields.problem("wrong", what, "remove it, or make the tolerance smaller")
    for value, times in Counter(foreseen.value for foreseen in number.wrong).items():
        if times > 1:
            what = f"the wrong answer {written(value, 'en')} is given twice"
            fields.problem("wrong", what, "keep one of them")
    if number.integer and number.answer.denominator != 1:
        what = "'answer' is not a whole number, and 'integer: true' takes only those"
        fields.problem("answer", what, "change one of them")


def _paper(view: View) -> tuple[Form, ...]:
    return (Line(unit=view["unit_text"]),)


def _samples(item: Number) -> Samples:
    wrong = str(math.floor(item.answer + item.allowed()) + 1)
    return Samples(right=item.right(), wrong=wrong, partly=None, invalid="a few")


TYPE = QuestionType(
    item=Number,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=("units", "integer", "labels"),
    view=("input", "unit_text"),
    listed=text.listed,
    told=Text(Said("number", "told")),
    paper=_paper,
    answer=text.answer,
    given=text.typed,
    numbered=False,
    alike=lambda item, _place, value: item.alike(value),
    secrets=lambda item: Secrets(forms=(item.right(),)),
    written=("answer",),
    shape=in_key("right_text|tolerance_text"),
    options=None,
    samples=_samples,
)
