"""All the right options out of several: tick as many as apply.

::

    type: several
    prompt: Which of these took part in the talks of that week?
    options:
      - {text: The United States, correct: true}
      - {text: Russia, correct: true}
      - {text: China, feedback: It followed them from Beijing.}

Response: a list of tokens. Partial credit: the wrong options ticked are taken off the right ones
ticked, and what remains is counted against all the right ones; never below zero. So ticking
everything gains nothing over knowing nothing where half of the options are right.
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
from quizkit.quiz.types import given, options, partial_credit
from quizkit.quiz.types.question_type import (
    CommonFields,
    Options,
    QuestionType,
    Samples,
    Secrets,
    View,
)

EXPECTED = Text(Said("several", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Item):
    """All the right options out of several; ``correct`` holds their tokens."""

    type: ClassVar[str] = "several"
    rule: ClassVar[Text] = Text(Said("several", "rule"))

    options: tuple[Choosable, ...]
    correct: frozenset[str]

    def form(self) -> dict[str, Json]:
        """Return the options there are."""
        return options.form(self.options)

    def grade(self, value: Json) -> Grade:
        """Grade a list of tokens."""
        unreadable = unread(value, self.form())
        if unreadable:
            return unreadable
        known = unique(self.options)
        ticked = dict.fromkeys(value)
        right = sum(token in self.correct for token in ticked)
        wrong = len(ticked) - right
        fraction = (right - wrong) / len(self.correct)
        measure = None if fraction == 1 else partial_credit.ticks(right, wrong)
        marks = [Mark(token, token in self.correct, known[token].feedback) for token in ticked]
        return Grade.of(fraction, marks=marks, measure=measure)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the options, shuffled."""
        return {"options": options.public(self, self.options, language, chance)}

    def key(self, language: str) -> dict[str, Json]:
        """Return the right options and what belongs to each."""
        return options.key(self.options, self.correct, language)

    def right(self) -> Json:
        """Return the right options' tokens."""
        return [option.token for option in self.options if option.token in self.correct]

    def basis(self) -> Sequence[str]:
        """A response depends on the options there were and on which are right."""
        return [*sorted(option.token for option in self.options), "", *sorted(self.correct)]


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if options of a form were given; see `QuestionType.unread`."""
    if value is None or value == []:
        return UNANSWERED
    known = form["options"]
    if isinstance(value, list) and all(isinstance(v, str) and v in known for v in value):
        return None
    return Grade.invalid(EXPECTED)


def parse(fields: Fields, common: CommonFields) -> Several | None:
    """Read a several question; None (with problems noted) if it cannot be asked."""
    found = options.read(fields, common["id"], exactly_one=False)
    if found is None:
        return None
    return Several(**common, options=found.options, correct=found.correct)


def _paper(view: View) -> tuple[Form, ...]:
    return (Rows(lettered(view["options"]), Tick.SQUARE),)


def _given(view: View, value: Json) -> Iterator[given.Given]:
    if not isinstance(value, list):
        raise given.NoResponse
    texts = given.texts(view, "options")
    ticked = [token for token in texts if token in value]
    strange = [token for token in value if not (isinstance(token, str) and token in texts)]
    yield from (given.option(texts, token) for token in [*ticked, *strange])


def _secrets(item: Several) -> Secrets:
    right = [option for option in item.options if option.token in item.correct]
    return Secrets(together=(tuple(o.token for o in right), *options.by_language(right)))


def _options(item: Several) -> Options:
    return Options(judged=tuple((o, o.token in item.correct) for o in item.options))


def _samples(item: Several) -> Samples:
    right = item.right()
    wrong = [option.token for option in item.options if option.token not in item.correct]
    return Samples(
        right=right,
        wrong=wrong or None,
        partly=right[:1] if len(right) > 1 else None,
        invalid=["neither"],
    )


TYPE = QuestionType(
    item=Several,
    parse=parse,
    unread=unread,
    shuffled=options.shuffled,
    form=("options",),
    view=("options", *options.SHOWN),
    listed=options.listed("options"),
    told=Text(Said("several", "told")),
    paper=_paper,
    answer=options.answer,
    given=_given,
    numbered=False,
    alike=None,
    secrets=_secrets,
    written=options.WRITTEN,
    shape=options.SHAPE,
    options=_options,
    samples=_samples,
)
