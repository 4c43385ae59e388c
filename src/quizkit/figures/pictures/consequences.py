"""Sanctions and counter-threats: what each side said would follow if the other went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.palette import (
    BLUE,
    CIRCLE,
    DIAMOND,
    GREEN,
    GREY,
    SQUARE,
    TRIANGLE,
    VERMILION,
    Symbol,
)
from quizkit.figures.rows import Row, actor, by_id, rows, shown, word
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised

said = partial(languages.said, "consequences")

CERTAINTY: Mapping[str, Symbol] = {
    "threatened": Symbol(VERMILION, TRIANGLE),
    "announced": Symbol(BLUE, CIRCLE),
    "prepared": Symbol(GREEN, SQUARE),
    "unlikely": Symbol(GREY, DIAMOND, filled=False),
}
SIDES = ("west", "russia")


def consequences_figure(language: str) -> TableFigure:
    """List what each side announced, the West's sanctions first."""
    announced = sorted(rows("consequences"), key=lambda row: SIDES.index(row["side"]))
    words = languages.words("consequences", language)
    return TableFigure(
        headings=[words[name] for name in ("what", "certain", "who")],
        widths=(46, 24, 30),
        groups=[
            Group([_entry(row, language) for row in group], CellPart(side, f"{condition}:"))
            for side, condition, group in _grouped(announced, language)
        ],
        alt=_alt(announced, language),
        caption=words["caption"],
        form="first",
        **cited(announced, language),
    )


def _grouped(announced: Sequence[Row], language: str) -> list[tuple[str, str, list[Row]]]:
    """Return the rows by side and condition, each with its heading; the side's only once."""
    found, told = [], ""
    for (side, condition), group in groupby(
        announced, key=lambda row: (row["side"], shown(row, "condition", language))
    ):
        found.append(("" if side == told else said(language, side), condition, list(group)))
        told = side
    return found


def _entry(row: Row, language: str) -> TableRow:
    certain = capitalised(word("consequences", "certainty", row["certainty"], language))
    return TableRow(
        [
            [CellPart(shown(row, "label", language), shown(row, "text", language))],
            [CellPart(certain, symbol=CERTAINTY[row["certainty"]])],
            [CellPart(actor(row, language), _kind(row, language))],
        ]
    )


def _kind(row: Row, language: str) -> str:
    """Return what kind of consequence it is, and which medium had it first if an article tells."""
    kind = word("consequences", "kind", row["kind"], language)
    if not row["reported_by_id"]:
        return kind
    by = shown(by_id("actors")[row["reported_by_id"]], "name", language)
    return said(language, "reported", kind=kind, by=by)


def _alt(announced: Sequence[Row], language: str) -> str:
    sentences = [said(language, "alt", n=len(announced))]
    for heading, condition, group in _grouped(announced, language):
        sentences += [f"{heading}."] if heading else []
        told = []
        for row in group:
            certain = word("consequences", "certainty", row["certainty"], language)
            kind = _kind(row, language)
            who, text = actor(row, language), shown(row, "text", language).rstrip(".")
            told.append(f"{shown(row, 'label', language)} ({who}; {kind}; {certain}): {text}")
        sentences.append(f"{condition}: {'. '.join(told)}.")
    return " ".join(sentences)
