"""GIFT, as Moodle imports it: texts in HTML, a question a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.authoring.banks.rich_text import as_html, as_text
from quizkit.authoring.banks.writers.left_out import left_out
from quizkit.authoring.banks.writers.portable import COMPARED, digits, forms, pairs_of, starless
from quizkit.quiz import markup
from quizkit.quiz.model import Item, Quiz, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import TrueFalse

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\#=~{}:"} | {"\n": "\\n"})


def write(quiz: Quiz, language: str) -> Export:
    """Write the questions that GIFT has a type for, as one category."""
    title = as_text(quiz.title.get(language)).replace("/", "//")
    blocks, losses = [f"$CATEGORY: $course$/top/{title}\n"], list[Loss]()
    for item in quiz.questions:
        block = _Block(item, language)
        if item.type in KINDS:
            blocks.append(block.written())
        else:
            block.told.append(f"the question is not written: GIFT has no type like {item.type}")
        losses += (Loss(item.id, what) for what in dict.fromkeys(block.told))
    files = {f"{quiz.id}.gift": "\n".join(blocks).encode()} if len(blocks) > 1 else {}
    return Export(files, tuple(losses))


@dataclass(slots=True)
class _Block:
    """One question on its way into GIFT, and what is lost of it."""

    item: Item
    language: str
    told: list[str] = field(default_factory=list)

    def written(self) -> str:
        """Return the question's lines."""
        item = self.item
        lines = list(KINDS[item.type](self, item))
        if item.explanation:
            lines.append(f"####{self.text(item.explanation)}")
        words = [*getattr(item, "tags", ()), *filter(None, [item.objective])]
        notes = "".join(f" [tag:{word}]" for word in words)
        self.told += left_out(item, taken=("explanation", "feedback", "tags", "objective"))
        inner = "".join(f"\t{line}\n" for line in lines)
        first = "#\n" if isinstance(item, Number) else "\n" if lines else ""
        return (
            f"// [id:{item.id}]{notes}\n"
            f"::{item.id}::[html]{self.html(item.prompt)}{{{first}{inner}}}\n"
        )

    def html(self, text: Text) -> str:
        """Return a text as HTML, its signs escaped; a picture is told by its alt text."""
        source = text.get(self.language)
        if markup.pictures(source):
            return as_text(source).translate(_ESCAPED)
        return as_html(source).translate(_ESCAPED)

    def text(self, text: Text) -> str:
        """Return a text that names its format."""
        return f"[html]{self.html(text)}"

    def said(self, feedback: Text | None) -> str:
        """Return what is said to an answer, behind its sign."""
        return f"#{self.text(feedback)}" if feedback else ""


def _chosen(block: _Block, item: Choice | Several) -> Iterator[str]:
    right = {item.correct} if isinstance(item, Choice) else item.correct
    each = f"{100 / len(right):.5f}".rstrip("0").rstrip(".")
    for option in item.options:
        if isinstance(item, Choice):
            sign = "=" if option.token in right else "~"
        else:
            sign = f"~%{each}%" if option.token in right else f"~%-{each}%"
        yield f"{sign}{block.text(option.text)}{block.said(option.feedback)}"


def _truefalse(block: _Block, item: TrueFalse) -> Iterator[str]:
    wrong, right = item.feedback.get(not item.answer), item.feedback.get(item.answer)
    said = (block.said(wrong) or ("#" if right else "")) + block.said(right)
    yield f"{'TRUE' if item.answer else 'FALSE'}{said}"


def _number(block: _Block, item: Number) -> Iterator[str]:
    off = digits(item.allowed())
    yield f"=%100%{digits(item.answer)}:{off}"
    for wrong in item.wrong:
        yield f"=%0%{digits(wrong.value)}:{off}{block.said(wrong.feedback)}"
    if item.unit or item.units:
        block.told.append("units left out: GIFT has numbers alone")


def _typed(block: _Block, item: TypedText) -> Iterator[str]:
    for form in forms(item):
        yield f"=%100%{starless(form).translate(_ESCAPED)}"
    for wrong in item.wrong:
        for form in dict.fromkeys(wrong.text.texts.values()):
            yield f"=%0%{starless(form).translate(_ESCAPED)}{block.said(wrong.feedback)}"
    block.told.append(COMPARED)
    if item.case:
        block.told.append("capitals do not count there")


def _pairs(block: _Block, item: Match | Groups) -> Iterator[str]:
    found = pairs_of(item, block.language)
    for left, right in [*found.pairs, *(("", extra) for extra in found.extra)]:
        begins = block.text(Text.plain(left)) if left else ""
        yield f"={begins} -> {as_text(right).translate(_ESCAPED)}"


def _essay(block: _Block, item: Item) -> Iterator[str]:
    if getattr(item, "rubric", ()) or getattr(item, "model_answer", None):
        block.told.append("the rubric and the model answer are left out")
    yield from ()


KINDS: Mapping[str, Callable[[_Block, Any], Iterator[str]]] = {
    "choice": _chosen,
    "several": _chosen,
    "truefalse": _truefalse,
    "number": _number,
    "text": _typed,
    "match": _pairs,
    "groups": _pairs,
    "essay": _essay,
}

WRITER = Writer(name="gift", told="a GIFT file", write=write)
