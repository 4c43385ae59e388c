"""A text of some length, typed, which a person reads and gives points for.

::

    type: essay
    prompt: Was the open door a promise or a policy? Argue for one view.
    words: {least: 100, most: 300}
    rubric:
      - {criterion: A clear view, points: 2, description: One view is chosen and kept to the end.}
      - {criterion: Facts of the week, points: 2, description: At least two are right.}
    model_answer: It was a policy, for no treaty says when a country joins.

``words`` asks for a length, and says how long the text is while it is typed; it cuts nothing.
``rubric`` lists what points are given for; the question is worth their sum. Rubric and model
answer are shown once a learner has finished, and in a graded quiz to who marks it.

Response: the text as typed. It is never right or wrong, and scores nothing by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

import yaml

from quizkit.languages import ENGLISH, Said, known, with_sign
from quizkit.quiz.markup import html
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Outcome, Text
from quizkit.quiz.paper import Answer, Form, Lines, Rows
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types.given import Given, Sent
from quizkit.quiz.types.question_type import (
    CommonFields,
    Listed,
    QuestionType,
    Samples,
    Secrets,
    View,
    in_key,
)
from quizkit.quiz.word_count import count_words

TEXT = "text"  # the key of the only part that a response has
BLANK = "______"
LONGEST = 20_000  # characters
MOST_WORDS = 2_500
ON_A_LINE = 9  # words, as people write by hand
FEWEST_LINES, USUAL_LINES, MOST_LINES = 3, 12, 60
EXPECTED = Text(Said("essay", "expected", {"n": LONGEST}))
COMPARE, KEPT = (Text(Said("essay", name)) for name in ("compare", "kept"))
RUBRIC = "write 'rubric: [{criterion: …, points: 2, description: …}]'"
WORDS = "write 'words: {least: 100, most: 300}', or one of the two"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that points are given for."""

    name: Text
    points: float
    description: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Item):
    """A text that a person reads; ``least`` and ``most`` are how many words are asked for."""

    type: ClassVar[str] = "essay"
    by_hand: ClassVar[bool] = True

    least: int | None = None
    most: int | None = None
    rubric: tuple[Criterion, ...] = ()
    model_answer: Text | None = None

    def form(self) -> dict[str, Json]:
        """Return nothing: any text will do."""
        return {}

    def grade(self, value: Json) -> Grade:
        """Say that a text was given, and what becomes of it; it has no score."""
        said = COMPARE if self.rubric or self.model_answer else KEPT
        return unread(value, self.form()) or Grade(Outcome.GIVEN, message=said)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return how long the text is to be, in numbers and in words."""
        asked = {"least": self.least, "most": self.most}
        return {"input": "essay", "words": asked, "length_text": self._length(language)}

    def _length(self, language: str) -> str:
        least, most = self.least, self.most
        if least and most:
            return Text(Said("essay", "between", {"least": least, "most": most})).get(language)
        if least or most:
            said = Said("essay", "least" if least else "most", {"n": least or most})
            return Text(said).get(language)
        return ""

    def key(self, language: str) -> dict[str, Json]:
        """Return what one compares a text with."""
        rubric = [
            {
                "html": html(each.name.get(language)),
                "points": each.points,
                "points_text": _number(each.points, language),
                "description_html": html(
                    each.description.get(language) if each.description else ""
                ),
            }
            for each in self.rubric
        ]
        model = self.model_answer.get(language) if self.model_answer else ""
        return {"rubric": rubric, "model_html": html(model)}

    def right(self) -> Json:
        """Return the author's own answer, or a sign where there is none."""
        return next(iter(self.model_answer.texts.values())) if self.model_answer else "…"

    def basis(self) -> Sequence[str]:
        """A text keeps its sense whatever the rubric becomes."""
        return []


def _number(value: float, language: str) -> str:
    return with_sign(f"{value:g}", language if language in known() else ENGLISH)


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if a text was typed; see `QuestionType.unread`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return UNANSWERED
    readable = isinstance(value, str) and len(value) <= LONGEST
    return None if readable else Grade.invalid(EXPECTED)


def parse(fields: Fields, common: CommonFields) -> Essay | None:
    """Read an essay question."""
    least, most = _words(fields)
    rubric = _rubric(fields)
    worth = math.fsum(each.points for each in rubric)
    if rubric and fields.get("points") is None:
        common["points"] = worth
    elif rubric and not math.isclose(worth, common["points"]):
        what = f"the points of the rubric come to {worth:g}, and the question is worth"
        mend = "change one of the two, or leave the question's 'points' out"
        fields.problem("points", f"{what} {common['points']:g}", mend)
    if any(hint.cost for hint in common["hints"]):
        what = "a hint cannot cost points that a person gives"
        fields.problem("hints", what, "leave its 'cost' out")
    return Essay(
        **common,
        least=least,
        most=most,
        rubric=rubric,
        model_answer=fields.text("model_answer"),
    )


def _words(fields: Fields) -> tuple[int | None, int | None]:
    node = fields.get("words")
    if node is None:
        return None, None
    if not isinstance(node, yaml.MappingNode):
        fields.problem("words", "'words' does not say whether as a minimum or a maximum", WORDS)
        return None, None
    bounds = Fields(node, fields.place, name="'words'")
    least, most = (bounds.whole(n, None, least=1, most=MOST_WORDS) for n in ("least", "most"))
    bounds.close()
    if least and most and least > most:
        what = f"no text has at least {least} words and at most {most}"
        fields.problem("words", what, "change one of the two")
    return least, most


def _rubric(fields: Fields) -> tuple[Criterion, ...]:
    if fields.get("rubric") is None:
        return ()
    found = []
    for entry in fields.entries("rubric", RUBRIC, least=1, entry="criterion", scalar="criterion"):
        entry.required("criterion", RUBRIC)
        entry.required("points", RUBRIC)
        name = entry.text("criterion")
        points = entry.number("points", 1.0, least=0, most=1000)
        description = entry.text("description")
        entry.close()
        if name:
            found.append(Criterion(name, points, description))
    return tuple(found)


def _listed(view: View, _form: str) -> Listed:
    """Yield a blank, and how long the text is to be."""
    yield f"{BLANK} {view['length_text']}".strip(), []


def _paper(view: View) -> tuple[Form, ...]:
    asked = view["words"]["most"] or view["words"]["least"]
    lines = math.ceil(asked / ON_A_LINE) if asked else USUAL_LINES
    return (Lines(min(max(lines, FEWEST_LINES), MOST_LINES), view["length_text"]),)


def _answer(_view: View, key: View) -> Answer:
    """Return the model answer, and below it what each number of points is given for."""
    rows = tuple((each["points_text"], _row(each)) for each in key["rubric"])
    return Answer(key["model_html"] or "—", below=(Rows(rows),) if rows else ())


def _row(criterion: View) -> str:
    said = criterion["description_html"]
    return f"<em>{criterion['html']}</em>" + (f": {said}" if said else "")


def _given(_view: View, value: Json) -> Iterator[Given]:
    yield Given(TEXT, (Sent(value),))


def _secrets(item: Essay) -> Secrets:
    """Return the model answer; the sentences of it and of the rubric are looked for anyway."""
    return Secrets(forms=tuple(item.model_answer.texts.values()) if item.model_answer else ())


def _samples(item: Essay) -> Samples:
    return Samples(right=item.right(), wrong="Because.", partly=None, invalid="x" * (LONGEST + 1))


TYPE = QuestionType(
    item=Essay,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=(),
    view=("input", "words", "least", "most", "length_text"),
    listed=_listed,
    told=Text(Said("essay", "told")),
    paper=_paper,
    answer=_answer,
    given=_given,
    numbered=False,
    alike=lambda _item, _place, value: str(count_words(value) if isinstance(value, str) else 0),
    secrets=_secrets,
    written=("rubric", "model_answer"),
    shape=in_key("rubric|model_html"),
    options=None,
    samples=_samples,
)
