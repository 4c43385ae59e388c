"""A word, a name or a short phrase, typed.

::

    type: text
    prompt: Who led the Russian side?
    accept: [Sergei Ryabkov, Ryabkov, {en: Riabkov, nl: Rjabkov}]
    distance: 1
    wrong:
      - {text: Lavrov, feedback: He is the minister; his deputy sat in Geneva.}

``accept`` (or ``answer``, for one) lists the forms that are right, in whatever language; it may
be derived from a table. Capitals, accents and punctuation are ignored unless ``case: true``,
``accents: true`` or ``punctuation: true`` (for ``!=`` and ``.NET``; C, C++ and C# are three without
it). ``distance`` is how many letters may be mistyped, from 0 to 3; `quizkit.quiz.types.spelling`
tells how that is kept from accepting anything. Vowel signs of Arabic and Hebrew may be left out,
and must be right where they are typed. A letter that only looks right, of another alphabet, is
taken for the one that it looks like, and told.

Response: the text as typed. All or nothing: no partial credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import ClassVar

import yaml

from quizkit.languages import Said
from quizkit.quiz.derived.answers import derived_texts
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Mark, Text
from quizkit.quiz.paper import Answer, Form, Line
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.values import read_text
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
from quizkit.quiz.types.spelling import contradict, is_near, normal, spellings, stray

ONE_MARK = "answer"  # the key of the only mark that a typed response gets
BLANK = "______"
LONGEST = 500  # characters
_SMALLER = "make 'distance' smaller"
EXPECTED = Text(Said("text", "expected", {"n": LONGEST}))


@dataclass(frozen=True, slots=True)
class WrongForm:
    """A wrong answer that the author foresaw, and what to say to it."""

    text: Text
    feedback: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedText(Item):
    """A typed text; the first of ``accept`` is the form that is shown as the answer."""

    type: ClassVar[str] = "text"

    accept: tuple[Text, ...]
    case: bool = False
    accents: bool = False
    punctuation: bool = False
    distance: int = 0
    wrong: tuple[WrongForm, ...] = ()

    def form(self) -> dict[str, Json]:
        """Return whether marks alone may be an answer; all else is the grader's affair."""
        return {"punctuation": True} if self.punctuation else {}

    def grade(self, value: Json) -> Grade:
        """Grade a text as typed."""
        unreadable = unread(value, self.form())
        if unreadable:
            return unreadable
        form = self._form(value)
        if form is not None:
            return Grade.of(1.0, marks=[Mark(ONE_MARK, True, self._note(value, form))])
        return Grade.of(0.0, marks=[Mark(ONE_MARK, False, self._feedback(value))])

    def _note(self, typed: str, form: str) -> Text | None:
        """Return what is to be said of a right answer that was typed otherwise."""
        if (letter := stray(typed)) and not stray(form):
            return Text(Said("text", "stray", {"letter": letter}))
        return None if self._is(typed, form, 0) else Text(Said("text", "spelt", {"form": form}))

    def spellings(self, text: str) -> tuple[str, ...]:
        """Write a text without what this question ignores, in each way of spelling it."""
        marks = self.punctuation
        return spellings(text, case=self.case, accents=self.accents, punctuation=marks)

    def _is(self, typed: str, form: str, distance: int) -> bool:
        """Return whether a text is a form, mistyped by no more than a distance."""
        if contradict(typed, form):
            return False
        ways = self.spellings(form)
        return any(is_near(t, way, distance) for t in self.spellings(typed) for way in ways)

    def _form(self, typed: str) -> str | None:
        """Return the accepted form that was typed, or the first that it may stand for."""
        forms = [form for text in self.accept for form in text.texts.values()]
        for distance in range(self.distance + 1):
            for form in forms:
                if self._is(typed, form, distance):
                    return form
        return None

    def _feedback(self, typed: str) -> Text | None:
        wrong = self._foreseen(typed)
        return wrong.feedback if wrong else None

    def _foreseen(self, typed: str) -> WrongForm | None:
        for distance in range(self.distance + 1):
            for wrong in self.wrong:
                forms = wrong.text.texts.values()
                if any(self._is(typed, form, distance) for form in forms):
                    return wrong
        return None

    def alike(self, value: Json) -> str:
        """Return one name for all that counts as the same: a form, or what was typed."""
        typed = value if isinstance(value, str) else ""
        wrong = self._foreseen(typed)
        known = self._form(typed) or (next(iter(wrong.text.texts.values())) if wrong else None)
        return known or min(self.spellings(typed))

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return nothing besides the prompt: there is only a field to type in."""
        return {"input": "text"}

    def key(self, language: str) -> dict[str, Json]:
        """Return the answer and the other forms that are right."""
        forms = dict.fromkeys(form.get(language) for form in self.accept)
        shown, *also = [form for form in forms if form]
        return {"right_text": shown, "also": also}

    def right(self) -> Json:
        """Return the first accepted form."""
        return next(form for text in self.accept for form in text.texts.values() if form)

    def basis(self) -> Sequence[str]:
        """A response depends on the accepted forms and on what is ignored in them."""
        forms = sorted(form for text in self.accept for form in text.texts.values())
        marks = ["punctuation"] if self.punctuation else []
        return [*forms, "", str(self.case), str(self.accents), str(self.distance), *marks]


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if a text was typed; see `QuestionType.unread`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return UNANSWERED
    marks = bool(form.get("punctuation"))
    readable = isinstance(value, str) and len(value) <= LONGEST and normal(value, punctuation=marks)
    return None if readable else Grade.invalid(EXPECTED)


def parse(fields: Fields, common: CommonFields) -> TypedText | None:
    """Read a text question; None (with problems noted) if it cannot be asked."""
    item = TypedText(
        **common,
        accept=_accept(fields),
        case=fields.flag("case", False),
        accents=fields.flag("accents", False),
        punctuation=fields.flag("punctuation", False),
        distance=fields.whole("distance", 0, least=0, most=3) or 0,
        wrong=_wrong(fields),
    )
    forms = [form for text in item.accept for form in text.texts.values()]
    for form in (form for form in forms if unread(form, item.form())):
        what = f"nobody can type '{form[:40]}', for punctuation is ignored"
        mend = "change it, or add 'punctuation: true'"
        if len(form) > LONGEST:
            what, mend = f"'{form[:40]}…' is longer than {LONGEST} characters", "change it"
        fields.problem("accept", what, mend)
        return None
    for form in filter(stray, forms):
        what = f"'{form[:40]}' has a letter of another alphabet in it: '{stray(form)}'"
        fields.problem("accept", what, "type the word anew, in one alphabet")
    _check(fields, item)
    return item if forms else None


def _accept(fields: Fields) -> tuple[Text, ...]:
    name = "answer" if "answer" in fields and "accept" not in fields else "accept"
    if "answer" in fields and "accept" in fields:
        fields.problem("answer", "there is both 'answer' and 'accept'", "keep one of them")
    derived = derived_texts(fields, name)
    if derived is not None:
        return tuple(derived)
    mend = "write 'accept: [form, other form]'"
    node = fields.required(name, mend)
    if node is None:
        return ()
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not nodes:
        fields.problem(name, f"'{name}' is empty", mend)
    texts = [read_text(entry, fields.place, f"'{name}'", prose=False) for entry in nodes]
    return tuple(text for text in texts if text)


def _wrong(fields: Fields) -> tuple[WrongForm, ...]:
    if fields.get("wrong") is None:
        return ()
    mend = "write 'wrong: [{text: …, feedback: …}]'"
    found = []
    for entry in fields.entries("wrong", mend, least=1, entry="wrong form"):
        entry.required("text", mend)
        text = entry.text("text", prose=False)
        entry.required("feedback", mend)
        feedback = entry.text("feedback")
        entry.close()
        if text:
            found.append(WrongForm(text, feedback))
    return tuple(found)


def _check(fields: Fields, item: TypedText) -> None:
    """Note wrong forms that would be taken for right ones, and those given twice."""
    seen: set[str] = set()
    for wrong in item.wrong:
        forms = {way for form in wrong.text.texts.values() for way in item.spellings(form)}
        if forms & seen:
            what = f"the wrong form '{wrong.text.get('en')[:40]}' is given twice"
            fields.problem("wrong", what, "keep one of them")
        seen |= forms
        for form in wrong.text.texts.values():
            taken = item.grade(form).fraction and item._form(form)
            if taken:
                what = f"the wrong form '{form[:40]}' would be accepted for '{taken[:40]}'"
                marks = normal(form, punctuation=True) != normal(taken, punctuation=True)
                other = "add 'punctuation: true'" if marks and normal(form) == normal(taken) else ""
                fields.problem("wrong", what, f"remove it, or {other or _SMALLER}")


def listed(view: View, _form: str) -> Listed:
    """Yield a blank to fill in, with its unit: of a number as of a text."""
    yield f"{BLANK} {view.get('unit_text') or ''}".strip(), []


def answer(_view: View, key: View) -> Answer:
    """Return the answer on the printed key."""
    return Answer(f"<strong>{escape(key['right_text'])}</strong>")


def typed(_view: View, value: Json) -> Iterator[Given]:
    """Yield what was typed."""
    yield Given(ONE_MARK, (Sent(value),))


def _paper(_view: View) -> tuple[Form, ...]:
    return (Line(wide=True),)


def _secrets(item: TypedText) -> Secrets:
    return Secrets(forms=tuple(f for text in item.accept for f in text.texts.values() if f))


def _samples(item: TypedText) -> Samples:
    return Samples(right=item.right(), wrong="x" * LONGEST, partly=None, invalid="…")


TYPE = QuestionType(
    item=TypedText,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=("punctuation",),
    view=("input",),
    listed=listed,
    told=Text(Said("text", "told")),
    paper=_paper,
    answer=answer,
    given=typed,
    numbered=False,
    alike=lambda item, _place, value: item.alike(value),
    secrets=_secrets,
    written=("accept", "answer"),
    shape=in_key("right_text"),
    options=None,
    samples=_samples,
)
