"""A statement that is true or false.

::

    type: truefalse
    prompt: Ukraine was a member of NATO in January 2022.
    answer: false
    feedback: {true: It was a partner., false: It had been promised membership one day.}

Response: true or false. All or nothing: no partial credit. ``feedback`` is one text for both, or
one for each answer the learner may give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

import yaml

from quizkit.languages import Said
from quizkit.quiz.derived.answers import derived_flag
from quizkit.quiz.markup import html
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Mark, Text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.values import as_flag, read_text
from quizkit.quiz.types import choice, options
from quizkit.quiz.types.question_type import (
    CommonFields,
    Options,
    QuestionType,
    Samples,
    Secrets,
    in_key,
)

EXPECTED = Text(Said("truefalse", "expected"))
SAID = {"true": True, "false": False}
NAMES = {said: Text(Said("truefalse", name)) for name, said in SAID.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Item):
    """A statement that is true or false, as ``answer`` says."""

    type: ClassVar[str] = "truefalse"
    usual_attempts: ClassVar[int | None] = 1  # a second would only be the other one

    answer: bool
    feedback: Mapping[bool, Text] = field(default_factory=dict)

    def form(self) -> dict[str, Json]:
        """Return nothing: every such question takes the same two answers."""
        return {}

    def grade(self, value: Json) -> Grade:
        """Grade true or false, as JSON or as the words "true" and "false"."""
        said = _said(value)
        if said is None:
            return unread(value, {}) or UNANSWERED
        right = said == self.answer
        return Grade.of(float(right), marks=[Mark(_token(said), right, self.feedback.get(said))])

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the two options; true always comes first."""
        return {
            "options": [
                {
                    "token": _token(said),
                    "html": html(name.get(language)),
                    "text": name.get(language),
                }
                for said, name in NAMES.items()
            ]
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return the right answer and what belongs to each."""
        feedback = {_token(s): html(text.get(language)) for s, text in self.feedback.items()}
        return {"right": [_token(self.answer)], "feedback": feedback}

    def right(self) -> Json:
        """Return the right answer."""
        return self.answer

    def basis(self) -> Sequence[str]:
        """A response depends on what the right answer is."""
        return [_token(self.answer)]


def _token(said: bool) -> str:
    return "true" if said else "false"


def _said(value: Json) -> bool | None:
    said = SAID.get(value.lower()) if isinstance(value, str) else value
    return said if isinstance(said, bool) else None


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if true or false was given; see `QuestionType.unread`."""
    if value is None or value == "":
        return UNANSWERED
    return Grade.invalid(EXPECTED) if _said(value) is None else None


def parse(fields: Fields, common: CommonFields) -> TrueFalse | None:
    """Read a truefalse question; None (with problems noted) if it cannot be asked."""
    feedback = _feedback(fields)
    derived = derived_flag(fields, "answer")
    if derived is not None:
        return TrueFalse(**common, answer=derived[0], feedback=feedback) if derived else None
    fields.required("answer", "write 'answer: true' or 'answer: false'")
    return TrueFalse(**common, answer=fields.flag("answer", False), feedback=feedback)


def _feedback(fields: Fields) -> Mapping[bool, Text]:
    node = fields.get("feedback")
    if not isinstance(node, yaml.MappingNode):
        both = fields.text("feedback")
        return {} if both is None else {True: both, False: both}
    keys = [as_flag(key.value) for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    if None in keys or len(keys) != len(node.value):
        both = fields.text("feedback")
        return {} if both is None else {True: both, False: both}
    texts: dict[bool, Text] = {}
    for said, (key, value) in zip(keys, node.value, strict=True):
        text = read_text(value, fields.place, "'feedback'", prose=True)
        if said in texts:
            what = f"'feedback' has a second text for {_token(bool(said))} ('{key.value}')"
            fields.place.problem(key, what, "keep one of them")
        elif said is not None and text is not None:
            texts[said] = text
    return texts


def _samples(item: TrueFalse) -> Samples:
    return Samples(right=item.answer, wrong=not item.answer, partly=None, invalid="perhaps")


TYPE = QuestionType(
    item=TrueFalse,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=(),
    view=("options", *options.SHOWN),
    listed=options.listed("options"),
    told=choice.TYPE.told,
    paper=choice.paper,
    answer=options.answer,
    given=choice.chosen,
    numbered=False,
    alike=None,
    secrets=lambda item: Secrets(forms=(_token(item.answer),)),
    written=("answer",),
    shape=in_key("right", r"\[\s*[\"'](?:true|false)[\"']"),
    options=lambda item: Options(feedback=bool(item.feedback)),
    samples=_samples,
)
