"""A passage with blanks to fill: by choosing, by typing a number or by typing a text.

::

    type: cloze
    prompt: Fill in the blanks.
    text: On [[day]] January the delegations met in [[city]].
    blanks:
      day: {type: number, answer: 10}
      city: {type: choice, options: [{text: Geneva, correct: true}, Vienna]}

Each blank is a question of its type (choice, number or text) with that type's own fields, and
stands once in the passage, in every language. ``label`` says what a blank is to people who
cannot see it; without one it is "Blank 1 of 2". The passage is Markdown in paragraphs.

Response: ``{blank: value}``, some or all of them. Partial credit: every blank that is right
counts the same. One blank that cannot be read makes the whole response invalid, so that no
attempt is lost by it; that blank alone is marked, with what was expected there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

import yaml

from quizkit.errors import nearest
from quizkit.languages import Said, known, said
from quizkit.quiz import paper
from quizkit.quiz.markup import plain, without_markup
from quizkit.quiz.model import IDS, UNANSWERED, Grade, Item, Json, Mark, Outcome, Text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import choice, given, number, partial_credit, passage, text
from quizkit.quiz.types.question_type import (
    CommonFields,
    Listed,
    QuestionType,
    Samples,
    Secrets,
    View,
)

BLANKS: Mapping[str, QuestionType[Any]] = {t.name: t for t in (choice.TYPE, number.TYPE, text.TYPE)}
MEND = "write 'blanks: {name: {type: number, answer: 10}}'"
EXPECTED = Text(Said("cloze", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Item):
    """A passage with blanks, each of which is a small question."""

    type: ClassVar[str] = "cloze"
    rule: ClassVar[Text] = Text(Said("cloze", "rule"))

    text: Text
    blanks: Mapping[str, Item]
    labels: Mapping[str, Text]

    def form(self) -> dict[str, Json]:
        """Return each blank with its type and its own form, and the words for it."""
        blanks = {n: {"type": blank.type, **blank.form()} for n, blank in self.blanks.items()}
        labels = {name: dict(label.texts) for name, label in self.labels.items()}
        return {"blanks": blanks, "labels": labels}

    def public_basis(self) -> Sequence[str]:
        """A response depends on the blanks; the words around them may be mended."""
        blanks = self.form()["blanks"]
        asked = {n: {k: v for k, v in form.items() if k != "labels"} for n, form in blanks.items()}
        return [json.dumps(asked, sort_keys=True)]

    def grade(self, value: Json) -> Grade:
        """Grade the blanks that were filled in."""
        unreadable = unread(value, self.form())
        if unreadable:
            return unreadable
        grades = {n: blank.grade(value[n]) for n, blank in self.blanks.items() if n in value}
        given = {n: g for n, g in grades.items() if g.outcome is not Outcome.UNANSWERED}
        marks = [
            Mark(
                name, grade.outcome is Outcome.RIGHT, next((m.feedback for m in grade.marks), None)
            )
            for name, grade in given.items()
        ]
        right, total = sum(mark.right for mark in marks), len(self.blanks)
        measure = partial_credit.parts(right, len(marks), total)
        return Grade.of(right / total, marks=marks, measure=measure)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the passage in pieces, with what each blank needs."""
        return {"segments": [self._segment(p, language, chance) for p in self._pieces(language)]}

    def _pieces(self, language: str) -> list[passage.Piece]:
        return passage.pieces(self.text.get(language))

    def _segment(self, piece: passage.Piece, language: str, chance: Random | None) -> Json:
        if piece.blank is None:
            return {"html": piece.html}
        blank = self.blanks[piece.blank]
        return {
            **blank.public(language, chance),
            "blank": piece.blank,
            "input": blank.type,
            "label_text": plain(self.labels[piece.blank].get(language)),
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return the key of each blank."""
        return {"blanks": {name: blank.key(language) for name, blank in self.blanks.items()}}

    def right(self) -> Json:
        """Return what is right in each blank."""
        return {name: blank.right() for name, blank in self.blanks.items()}

    def basis(self) -> Sequence[str]:
        """A response depends on the blanks; the words around them may be mended."""
        return sorted(f"{name}={blank.fingerprint}" for name, blank in self.blanks.items())


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if blanks were filled in, so that each can be read; see `QuestionType.unread`."""
    if value is None or value == {}:
        return UNANSWERED
    blanks = form["blanks"]
    if not isinstance(value, dict) or not all(name in blanks for name in value):
        return Grade.invalid(EXPECTED)
    wrong = {
        name: BLANKS[blank["type"]].unread(value[name], blank)
        for name, blank in blanks.items()
        if name in value
    }
    marks = [
        Mark(name, False, grade.message)
        for name, grade in wrong.items()
        if grade and grade.outcome is Outcome.INVALID
    ]
    if marks:
        return Grade.invalid(
            _named([Text(form["labels"][mark.key]) for mark in marks]), marks=marks
        )
    return None if None in wrong.values() else UNANSWERED


def _named(labels: Sequence[Text]) -> Text:
    """Name the blanks to look at again; what is expected there stands beside each."""
    named = {code: ", ".join(label.get(code) for label in labels) for code in known()}
    return Text({code: said("cloze", code, "look_again", blanks=named[code]) for code in named})


def parse(fields: Fields, common: CommonFields) -> Cloze | None:
    """Read a cloze question; None (with problems noted) if it cannot be asked."""
    fields.required("text", "write 'text: On [[day]] January …'")
    text = fields.text("text")
    read = _blanks(fields, common)
    if text is None or read is None or not _fits(fields, text, set(read)):
        return None
    blanks = {name: blank for name, (blank, _) in read.items() if blank is not None}
    if len(blanks) < len(read):
        return None
    order = passage.blanks(next(iter(text.texts.values())))
    labels = {
        name: read[name][1] or Text(Said("cloze", "numbered", {"n": position, "total": len(order)}))
        for position, name in enumerate(order, start=1)
    }
    return Cloze(**common, text=text, blanks={n: blanks[n] for n in order}, labels=labels)


def _blanks(
    fields: Fields, common: CommonFields
) -> dict[str, tuple[Item | None, Text | None]] | None:
    node = fields.required("blanks", MEND)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        if node is not None:
            fields.problem("blanks", "'blanks' must name each blank of the text", MEND)
        return None
    blanks = Fields(node, fields.place, name="'blanks'")
    found = {}
    for name in blanks.names():
        value = blanks.get(name)
        if not IDS.fullmatch(name):
            blanks.problem(name, f"'{name[:40]}' cannot be a blank's name", "use a-z, 0-9, - and _")
        if isinstance(value, yaml.MappingNode):
            found[name] = _blank(Fields(value, fields.place, name=f"blank '{name}'"), name, common)
        else:
            blanks.problem(name, f"the blank '{name[:40]}' has no fields", MEND)
            found[name] = (None, None)
    return found


def _blank(fields: Fields, name: str, common: CommonFields) -> tuple[Item | None, Text | None]:
    kinds = ", ".join(BLANKS)
    label = fields.text("label")
    fields.required("type", f"write 'type: …', one of {kinds}")
    kind = fields.word("type")
    if kind is None:
        return None, label
    if kind not in BLANKS:
        near = nearest(kind, BLANKS)
        mend = f"did you mean '{near}'?" if near else f"use one of {kinds}"
        fields.problem("type", f"a blank cannot be of type '{kind[:40]}'", mend)
        return None, label
    inner: CommonFields = {
        **common,
        "id": f"{common['id']}.{name}",
        "prompt": Text.plain(""),
        "points": 1.0,
        "hints": (),
        "explanation": None,
        "then": None,
        "line": fields.line,
    }
    item: Item | None = BLANKS[kind].parse(fields, inner)
    fields.close()
    if item is not None and _tells(item, name):
        mend = "name it after what is asked: [[city]]"
        fields.problem("type", f"the name '{name}' tells the answer to everyone", mend)
    return item, label


def _tells(item: Item, name: str) -> bool:
    """Return whether a blank's name, which the page holds, is its answer."""
    forms = BLANKS[item.type].secrets(item).forms
    if name.casefold() in {form.strip().casefold() for form in forms}:
        return True
    return item.grade(name.replace("-", " ")).outcome is Outcome.RIGHT


def _fits(fields: Fields, text: Text, names: set[str]) -> bool:
    """Note blanks that the passage lacks, has twice or has alone, in any of its languages."""
    before = len(fields.place.problems)
    for code, written in text.texts.items():
        used, there = passage.blanks(written), f"the text '{code}'" if code else "the text"
        for name in sorted({name for name in used if name not in names}):
            near = nearest(name, names)
            mend = f"did you mean [[{near}]]?" if near else f"add '{name[:40]}: …' to 'blanks'"
            fields.problem("text", f"[[{name[:40]}]] is not among the blanks", mend)
        for name in sorted(names - set(used)):
            fields.problem(
                "blanks", f"{there} does not use '{name[:40]}'", f"write [[{name[:40]}]]"
            )
        for name in sorted({name for name in used if used.count(name) > 1}):
            fields.problem("text", f"{there} uses [[{name[:40]}]] twice", "give each its own blank")
        if passage.has_blocks(written):
            what = f"{there} has a list, heading or other block, where no blank can stand"
            fields.problem("text", what, "write plain paragraphs")
        elif len(used) != sum(piece.blank is not None for piece in passage.pieces(written)):
            fields.problem(
                "text", f"{there} has a blank inside a link, picture or formula", "take it out"
            )
    return len(fields.place.problems) == before


def _blanks_of(view: View) -> list[View]:
    return [segment for segment in view["segments"] if "blank" in segment]


def _listed(view: View, form: str) -> Listed:
    whole = "".join(segment.get("html", text.BLANK) for segment in view["segments"])
    yield whole if form == "html" else without_markup(whole.replace("<br>", " ")), []
    for blank in _blanks_of(view):
        if blank.get("options"):
            yield blank["label_text"], [option[form] for option in blank["options"]]


def _paper(view: View) -> tuple[paper.Form, ...]:
    pieces: list[str | paper.Gap] = []
    choices: list[paper.Row] = []
    for segment in view["segments"]:
        if "blank" not in segment:
            pieces.append(segment["html"])
            continue
        number = str(sum(isinstance(piece, paper.Gap) for piece in pieces) + 1)
        pieces.append(paper.Gap(number, segment.get("unit_text") or ""))
        if segment.get("options"):
            rows = paper.lettered(segment["options"])
            options = [f"<strong>{sign}</strong> {text}" for sign, text in rows]
            choices.append((f"({number})", " &#160; ".join(options)))
    whole = paper.Passage(tuple(pieces))
    return (whole, paper.Rows(tuple(choices))) if choices else (whole,)


def _answer(view: View, key: View) -> paper.Answer:
    told, said = [], []
    for place, blank in enumerate(_blanks_of(view), start=1):
        found = BLANKS[blank["input"]].answer(blank, key["blanks"][blank["blank"]])
        told.append(f"({place}) {found.html}")
        said += [(f"{place}{sign}", text) for sign, text in found.remarks]
    return paper.Answer(", ".join(told), tuple(said))


def _given(view: View, value: Json) -> Iterator[given.Given]:
    if not isinstance(value, Mapping):
        raise given.NoResponse
    for blank in _blanks_of(view):
        texts = given.texts(blank, "options") if blank.get("options") else {}
        name = blank["blank"]
        yield given.Given(name, (given.place(texts, value.get(name)),))


def _alike(item: Cloze, place: str, value: Json) -> str:
    blank = item.blanks[place]
    named = BLANKS[blank.type].alike
    return named(blank, place, value) if named else str(value)


def _samples(item: Cloze) -> Samples:
    each = {name: BLANKS[blank.type].samples(blank) for name, blank in item.blanks.items()}
    right = item.right()
    return Samples(
        right=right,
        wrong={name: blank.wrong for name, blank in each.items()},
        partly=dict(list(right.items())[:1]) if len(right) > 1 else None,
        invalid={name: blank.invalid for name, blank in each.items()},
    )


TYPE = QuestionType(
    item=Cloze,
    parse=parse,
    unread=unread,
    shuffled=lambda item: ("options",) if item.shuffle else (),
    form=("blanks", "type", "labels", *(name for kind in BLANKS.values() for name in kind.form)),
    view=(
        *("segments", "html", "blank", "input", "label_text"),
        *(name for kind in BLANKS.values() for name in kind.view),
    ),
    listed=_listed,
    told=Text(Said("cloze", "told")),
    paper=_paper,
    answer=_answer,
    given=_given,
    numbered=False,
    alike=_alike,
    secrets=lambda item: Secrets(blanks=item.blanks),
    written=("blanks",),
    shape="|".join(kind.shape for kind in BLANKS.values()),
    options=None,
    samples=_samples,
)
