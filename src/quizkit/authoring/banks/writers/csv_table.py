"""A table of questions as CSV, which a spreadsheet opens and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.authoring.banks.table import COLUMNS, PAIR
from quizkit.authoring.banks.writers.left_out import left_out
from quizkit.authoring.banks.writers.portable import digits, forms, pairs_of, without_pictures
from quizkit.quiz.model import Item, Quiz
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import TrueFalse
from quizkit.tables.cells import harmless

TAKEN = ("explanation", "points", "tags", "objective")


def write(quiz: Quiz, language: str) -> Export:
    """Write the questions that fit into rows."""
    page = io.StringIO()
    table = csv.writer(page)
    table.writerow(COLUMNS)
    losses: list[Loss] = []
    written = 0
    for item in quiz.questions:
        told: list[str] = []
        cells = dict(_cells(item, language, told))
        if "right" not in cells:
            told += [f"the question is not written: a table has no type like {item.type}"]
            losses.append(Loss(item.id, told[0]))
            continue
        table.writerow([harmless(cells.get(column, "")) for column in COLUMNS])
        written += 1
        told += left_out(item, taken=(*TAKEN, "hints") if len(item.hints) == 1 else TAKEN)
        losses += (Loss(item.id, what) for what in dict.fromkeys(told))
    files = {f"{quiz.id}.csv": page.getvalue().encode("utf-8-sig")} if written else {}
    return Export(files, tuple(losses))


def _cells(item: Item, language: str, told: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a question, each with its column."""
    yield "id", item.id
    yield "type", item.type
    yield "question", without_pictures(item.prompt.get(language))
    explanation = item.explanation.get(language) if item.explanation else ""
    yield "explanation", without_pictures(explanation)
    yield "hint", item.hints[0].text.get(language) if len(item.hints) == 1 else ""
    yield "points", f"{item.points:g}" if item.points != 1 else ""
    yield "tags", ", ".join([*getattr(item, "tags", ()), *filter(None, [item.objective])])
    if isinstance(item, Choice | Several):
        correct = {item.correct} if isinstance(item, Choice) else item.correct
        options = [(o.token in correct, o.text.get(language)) for o in item.options]
        yield "right", _lines([text for right, text in options if right], told)
        yield "wrong", _lines([text for right, text in options if not right], told)
    elif isinstance(item, TrueFalse):
        yield "right", "true" if item.answer else "false"
    elif isinstance(item, Number):
        yield from _number(item, language, told)
    elif isinstance(item, TypedText):
        yield "right", _lines(forms(item), told)
    elif isinstance(item, Match | Groups):
        found = pairs_of(item, language)
        if any(PAIR in text for pair in found.pairs for text in pair):
            told.append(f"the question is not written: a text in it holds '{PAIR}'")
            return
        yield "right", _lines([f"{left}{PAIR}{right}" for left, right in found.pairs], told)
        yield "wrong", _lines(found.extra, told)
    elif isinstance(item, Order):
        yield "right", _lines([each.text.get(language) for each in item.items], told)


def _number(item: Number, language: str, told: list[str]) -> Iterator[tuple[str, str]]:
    yield "right", digits(item.answer)
    yield "tolerance", digits(item.allowed()) if item.allowed() else ""
    yield "unit", item.unit.get(language) if item.unit else ""
    if item.units:
        told.append("other units left out")


def _lines(texts: Sequence[str], told: list[str]) -> str:
    """Write texts a line each; one of several lines becomes one."""
    if any("\n" in text for text in texts):
        told.append("an option of several lines is written on one")
    lines = (without_pictures(text).replace("\\\n", " ") for text in texts)
    return "\n".join(" ".join(line.split("\n")) for line in lines)


WRITER = Writer(name="csv", told="a table of questions", write=write)
