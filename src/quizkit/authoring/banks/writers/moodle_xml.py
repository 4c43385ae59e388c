"""Moodle XML, as Moodle's question bank imports it, pictures within."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.authoring.banks.rich_text import as_html, as_text
from quizkit.authoring.banks.writers import embedded
from quizkit.authoring.banks.writers.left_out import left_out
from quizkit.authoring.banks.writers.portable import (
    COMPARED,
    digits,
    forms,
    pairs_of,
    starless,
    units_of,
)
from quizkit.quiz.model import Item, Quiz, Text
from quizkit.quiz.pictures import in_texts
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.essay import Essay
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import TrueFalse

TAKEN = frozenset("explanation hints points feedback tags objective pictures".split())


def write(quiz: Quiz, language: str) -> Export:
    """Write a quiz as one category of a question bank."""
    root = Element("quiz")
    category = SubElement(SubElement(root, "question", type="category"), "category")
    title = as_text(quiz.title.get(language)).replace("/", "//")
    SubElement(category, "text").text = f"$course$/top/{title}"
    losses: list[Loss] = []
    written = 0
    for item in quiz.questions:
        page = _Page(item, language, quiz.pictures)
        if made := page.question():
            root.append(made)
            written += 1
        losses += (Loss(item.id, what) for what in dict.fromkeys(page.told))
    if not written:
        return Export({}, tuple(losses))
    indent(root)
    text = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
    return Export({f"{quiz.id}.xml": text}, tuple(losses))


@dataclass(slots=True)
class _Page:
    """One question on its way into XML, and what is lost of it."""

    item: Item
    language: str
    pictures: in_texts.Pictures
    told: list[str] = field(default_factory=list)
    element: Element = field(default_factory=lambda: Element("question"))

    def question(self) -> Element | None:
        """Return the question, or None where Moodle has none of its type."""
        item = self.item
        if item.type not in KINDS:
            self.told.append(f"the question is not written: Moodle has no type like {item.type}")
            return None
        kind, own = KINDS[item.type]
        self.element.set("type", kind)
        self.plain(self.word("name"), item.id)
        if not isinstance(item, Cloze):
            self.text("questiontext", item.prompt)
        self.text("generalfeedback", item.explanation)
        if not isinstance(item, Cloze):
            self.word("defaultgrade", f"{item.points:g}")
        self.word("penalty", "0")
        self.word("hidden", "0")
        self.word("idnumber", item.id)
        own(self, item)
        for hint in item.hints:
            self.text("hint", hint.text)
        self._tags()
        self.told += left_out(item, taken=TAKEN)
        return self.element

    def _tags(self) -> None:
        words = [*getattr(self.item, "tags", ()), *filter(None, [self.item.objective])]
        if words:
            tags = self.word("tags")
            for word in words:
                self.plain(SubElement(tags, "tag"), word)

    def word(self, name: str, value: str | None = None, **attributes: str) -> Element:
        """Add a plain element."""
        made = SubElement(self.element, name, attributes)
        made.text = value
        return made

    def plain(self, around: Element, text: str) -> None:
        """Put a text into an element as Moodle has it there."""
        SubElement(around, "text").text = text

    def text(self, name: str, text: Text | str | None, around: Element | None = None) -> Element:
        """Add a text as HTML, with the files of its pictures."""
        source = text.get(self.language) if isinstance(text, Text) else text or ""
        made = SubElement(self.element if around is None else around, name, format="html")
        self.fill(made, source)
        return made

    def fill(self, made: Element, *sources: str) -> None:
        """Put Markdown as HTML into an element: texts, each a paragraph if there are several."""
        files: dict[str, bytes] = {}

        def address(name: str) -> str:
            picture = self.pictures.get(name)
            if picture is None:
                self.told.append(f"the picture {name} is not there")
                return name
            flat = name.replace("/", "-")
            files[flat] = picture.data
            return f"@@PLUGINFILE@@/{quote(flat)}"

        shown = [as_html(source, address) for source in sources]
        if len(shown) > 1:
            shown = [text if text.startswith("<p>") else f"<p>{text}</p>" for text in shown]
        self.plain(made, "\n".join(shown))
        for name, data in files.items():
            file = SubElement(made, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(data).decode()

    def answer(
        self, text: str, share: float, feedback: Text | None = None, *, typed: bool = False
    ) -> Element:
        """Add an answer with what it is worth, in per cent."""
        form = "moodle_auto_format" if typed else "html"
        made = self.word("answer", fraction=f"{share:.5f}".rstrip("0").rstrip("."), format=form)
        if typed:
            self.plain(made, text)
        else:
            self.fill(made, text)
        self.text("feedback", feedback, made)
        return made


def _chosen(page: _Page, item: Choice | Several) -> None:
    single = isinstance(item, Choice)
    right = {item.correct} if isinstance(item, Choice) else item.correct
    page.word("single", "true" if single else "false")
    page.word("shuffleanswers", "true" if item.shuffle else "false")
    page.word("answernumbering", "none")
    each = 100 / len(right)
    for option in item.options:
        share = each if option.token in right else 0.0 if single else -each
        page.answer(option.text.get(page.language), share, option.feedback)


def _truefalse(page: _Page, item: TrueFalse) -> None:
    for said in (True, False):
        share = 100.0 if said == item.answer else 0.0
        page.answer("true" if said else "false", share, item.feedback.get(said), typed=True)


def _number(page: _Page, item: Number) -> None:
    known = [(item.answer, 100.0, None), *((w.value, 0.0, w.feedback) for w in item.wrong)]
    for value, share, feedback in known:
        answer = page.answer(digits(value), share, feedback, typed=True)
        SubElement(answer, "tolerance").text = digits(item.allowed())
    units = units_of(item, page.language)
    if not item.unit and units:
        page.told.append("units without one that the answer is in are left out")
    elif units:
        listed = page.word("units")
        for name, worth in units.items():
            unit = SubElement(listed, "unit")
            SubElement(unit, "multiplier").text = digits(Fraction(1) / worth)
            SubElement(unit, "unit_name").text = name
        page.word("showunits", "0")
        page.word("unitgradingtype", "0")


def _typed(page: _Page, item: TypedText) -> None:
    page.word("usecase", "1" if item.case else "0")
    for form in forms(item):
        page.answer(starless(form), 100.0, typed=True)
    for wrong in item.wrong:
        for form in dict.fromkeys(wrong.text.texts.values()):
            page.answer(starless(form), 0.0, wrong.feedback, typed=True)
    page.told.append(COMPARED)


def _pairs(page: _Page, item: Match | Groups) -> None:
    page.word("shuffleanswers", "true" if item.shuffle else "false")
    found = pairs_of(item, page.language)
    for left, right in [*found.pairs, *(("", extra) for extra in found.extra)]:
        made = page.text("subquestion", left)
        page.plain(SubElement(made, "answer"), as_text(right))


def _order(page: _Page, item: Order) -> None:
    for name, value in ORDERING.items():
        page.word(name, value)
    page.told.append("what is partly in order counts a little more there")
    for place, each in enumerate(item.items, start=1):
        page.answer(each.text.get(page.language), float(place), each.feedback)


ORDERING = {
    "layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0",
    "gradingtype": "LONGEST_ORDERED_SUBSET", "showgrading": "SHOW", "numberingstyle": "none",
}  # fmt: skip


def _cloze(page: _Page, item: Cloze) -> None:
    prompt, passage = item.prompt.get(page.language), item.text.get(page.language)
    made = page.word("questiontext", format="html")
    page.fill(made, prompt, *re.split(r"\n[ \t]*\n\s*", passage.strip()))
    for text in made.findall("text"):
        text.text = embedded.filled(text.text or "", item, page.language, page.told)
    total = embedded.weight(item) * len(item.blanks)
    if total != item.points:
        page.told.append(
            f"it is worth {total} there, as much for each gap, and {item.points:g} here"
        )


def _essay(page: _Page, item: Essay) -> None:
    page.word("responseformat", "editor")
    page.word("attachments", "0")
    told = [item.model_answer.get(page.language)] if item.model_answer else []
    told += [
        f"- {each.name.get(page.language)} ({each.points:g})"
        + (f": {each.description.get(page.language)}" if each.description else "")
        for each in item.rubric
    ]
    page.text("graderinfo", "\n\n".join(told[:1]) + "\n\n" + "\n".join(told[1:]))
    for name, words in (("minwordlimit", item.least), ("maxwordlimit", item.most)):
        if words:
            page.word(name, str(words))


Own = Callable[[_Page, Any], None]
KINDS: Mapping[str, tuple[str, Own]] = {
    "choice": ("multichoice", _chosen),
    "several": ("multichoice", _chosen),
    "truefalse": ("truefalse", _truefalse),
    "number": ("numerical", _number),
    "text": ("shortanswer", _typed),
    "match": ("matching", _pairs),
    "groups": ("matching", _pairs),
    "order": ("ordering", _order),
    "cloze": ("cloze", _cloze),
    "essay": ("essay", _essay),
}


WRITER = Writer(name="moodle", told="a bank in Moodle XML", write=write)
