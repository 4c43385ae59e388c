"""A tenth question type, whole in one module: a step on a ladder, next to it being half right.

::

    type: ladder
    prompt: How near was war, from 1 to 5?
    steps: 5
    peak: 4

Response: a step. Partial credit: half for one step off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Mark, Text
from quizkit.quiz.paper import Answer, Form, Rows, Tick
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types.given import Given, Known, NoResponse
from quizkit.quiz.types.question_type import (
    CommonFields,
    Listed,
    QuestionType,
    Samples,
    Secrets,
    View,
    in_key,
)

SCRIPT = """\
/** A ladder: radio buttons, one a step. */
export default function ladder(ui) {
  return { build: (question, onChange) => ui.options(question, "radio", onChange) };
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(Item):
    """A step of a ladder."""

    type: ClassVar[str] = "ladder"
    rule: ClassVar[Text] = Text.plain("One step off is worth half.")

    steps: int
    peak: int

    def form(self) -> dict[str, Json]:
        """Return how many steps there are."""
        return {"steps": self.steps}

    def grade(self, value: Json) -> Grade:
        """Grade a step."""
        off = abs(value - self.peak) if isinstance(value, int) else 0
        marks = [Mark("step", not off)]
        return unread(value, self.form()) or Grade.of(max(0.0, 1 - off / 2), marks=marks)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return how many steps there are."""
        return {"steps": self.steps}

    def key(self, language: str) -> dict[str, Json]:
        """Return the right step."""
        return {"peak": self.peak}

    def right(self) -> Json:
        """Return the right step."""
        return self.peak

    def basis(self) -> Sequence[str]:
        """A response depends on the steps."""
        return [str(self.steps), str(self.peak)]


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if a step of the ladder was given."""
    if value is None:
        return UNANSWERED
    there = isinstance(value, int) and 1 <= value <= form["steps"]
    return None if there else Grade.invalid(Text.plain("Choose a step."))


def parse(fields: Fields, common: CommonFields) -> Ladder | None:
    """Read a ladder question."""
    steps = fields.whole("steps", 5, least=2, most=9)
    peak = fields.whole("peak", None, least=1, most=9)
    return Ladder(**common, steps=steps, peak=peak) if steps and peak else None


def listed(view: View, form: str) -> Listed:
    """Yield the steps."""
    yield "", [f"step {step}" for step in range(1, view["steps"] + 1)]


def paper(view: View) -> tuple[Form, ...]:
    """Return the steps with a circle before each."""
    steps = range(1, view["steps"] + 1)
    return (Rows(tuple((str(step), "on the ladder") for step in steps), Tick.CIRCLE),)


def given(view: View, value: Json) -> Iterator[Given]:
    """Yield the step, in words."""
    if not isinstance(value, int):
        raise NoResponse
    yield Given("step", (Known(f"step {value} of {view['steps']}"),))


def samples(item: Ladder) -> Samples:
    """Return responses of every outcome."""
    off = 1 if item.peak < item.steps else -1
    wrong = 1 if item.peak > 2 else item.steps
    return Samples(right=item.peak, wrong=wrong, partly=item.peak + off, invalid=0)


TYPE = QuestionType(
    item=Ladder,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=("steps",),
    view=("steps",),
    listed=listed,
    told=Text({"en": "Tick a step.", "nl": "Kruis een trede aan."}),
    paper=paper,
    answer=lambda _view, key: Answer(f"<strong>step {key['peak']}</strong>"),
    given=given,
    numbered=False,
    alike=None,
    secrets=lambda item: Secrets(forms=(str(item.peak),)),
    written=("peak",),
    shape=in_key("peak", r"\d"),
    options=None,
    samples=samples,
)
