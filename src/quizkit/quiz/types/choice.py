"""One right option out of several.

::

    type: choice
    prompt: Who led the American side?
    options:
      - {text: Wendy Sherman, correct: true, feedback: She was the deputy secretary of state.}
      - {text: Antony Blinken, feedback: "He is the secretary; deputies met in Geneva."}

Response: the token of one option. All or nothing: no partial credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from quizkit.languages import Said
from quizkit.quiz.model import UNANSWERED, Choosable, Grade, Item, Json, Mark, Text, unique
from quizkit.quiz.paper import Form, Rows, Tick, lettered
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import given, options
from quizkit.quiz.types.question_type import (
    CommonFields,
    Options,
    QuestionType,
    Samples,
    Secrets,
    View,
)

EXPECTED = Text(Said("choice", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Item):
    """One right option out of several; ``correct`` is that option's token."""

    type: ClassVar[str] = "choice"

    options: tuple[Choosable, ...]
    correct: str

    def form(self) -> dict[str, Json]:
        """Return the options there are."""
        return options.form(self.options)

    def grade(self, value: Json) -> Grade:
        """Grade the token of an option."""
        unreadable = unread(value, self.form())
        if unreadable:
            return unreadable
        right = value == self.correct
        feedback = unique(self.options)[value].feedback
        return Grade.of(float(right), marks=[Mark(value, right, feedback)])

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the options, shuffled."""
        return {"options": options.public(self, self.options, language, chance)}

    def key(self, language: str) -> dict[str, Json]:
        """Return the right option and what belongs to each."""
        return options.key(self.options, {self.correct}, language)

    def right(self) -> Json:
        """Return the right option's token."""
        return self.correct

    def basis(self) -> Sequence[str]:
        """A response depends on the options there were and on which is right."""
        return [*sorted(option.token for option in self.options), self.correct]


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if one of the options of a form was given; see `QuestionType.unread`."""
    if value is None or value == "":
        return UNANSWERED
    return None if value in form["options"] else Grade.invalid(EXPECTED)


def parse(fields: Fields, common: CommonFields) -> Choice | None:
    """Read a choice question; None (with problems noted) if it cannot be asked."""
    found = options.read(fields, common["id"], exactly_one=True)
    if found is None:
        return None
    return Choice(**common, options=found.options, correct=next(iter(found.correct)))


def paper(view: View) -> tuple[Form, ...]:
    """Return the options with a circle before each."""
    return (Rows(lettered(view["options"]), Tick.CIRCLE),)


def chosen(view: View, value: Json) -> Iterator[given.Given]:
    """Yield the option that was chosen."""
    token = str(value).lower() if isinstance(value, bool) else value
    texts = given.texts(view, "options")
    if not isinstance(token, str) or token not in texts:
        raise given.NoResponse
    yield given.option(texts, token)


def _secrets(item: Choice) -> Secrets:
    right = unique(item.options)[item.correct].text.texts.values()
    return Secrets(forms=(item.correct, *filter(None, right)))


def _options(item: Choice) -> Options:
    judged = tuple((option, option.token == item.correct) for option in item.options)
    return Options(judged=judged, one_right=True)


def _samples(item: Choice) -> Samples:
    wrong = next(option.token for option in item.options if option.token != item.correct)
    return Samples(right=item.right(), wrong=wrong, partly=None, invalid="neither")


TYPE = QuestionType(
    item=Choice,
    parse=parse,
    unread=unread,
    shuffled=options.shuffled,
    form=("options",),
    view=("options", *options.SHOWN),
    listed=options.listed("options"),
    told=Text(Said("choice", "told")),
    paper=paper,
    answer=options.answer,
    given=chosen,
    numbered=False,
    alike=None,
    secrets=_secrets,
    written=options.WRITTEN,
    shape=options.SHAPE,
    options=_options,
    samples=_samples,
)
