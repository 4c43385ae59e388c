"""Sanctions and counter-threats: what each side said would follow if the other went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from quizkit.figures.figure import Figure
from quizkit.figures.making import made
from quizkit.figures.palette import (
    BLUE,
    CIRCLE,
    DIAMOND,
    GREEN,
    GREY,
    SQUARE,
    TRIANGLE,
    VERMILION,
)
from quizkit.figures.records import Row, actor, by_id, rows, shown, word
from quizkit.figures.sheet import NARROW, WIDE, Sheet
from quizkit.figures.wording import capitalised

CERTAINTY: Mapping[str, tuple[str, str, bool]] = {  # colour, symbol, filled
    "threatened": (VERMILION, TRIANGLE, True),
    "announced": (BLUE, CIRCLE, True),
    "prepared": (GREEN, SQUARE, True),
    "unlikely": (GREY, DIAMOND, False),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "west": "From the West",
        "russia": "From Russia",
        "alt": "Table of {n} consequences that the articles name.",
        "caption": "Sanctions and counter-threats: what would follow from each side according to "
        "the articles, on which condition, and how certain it was.",
        "reported": "{kind}; reported by {by}",
    },
    "nl": {
        "west": "Van het Westen",
        "russia": "Van Rusland",
        "alt": "Tabel van {n} gevolgen die de artikelen noemen.",
        "caption": "Sancties en tegendreigementen: wat er volgens de artikelen van elke partij te "
        "verwachten was, onder welke voorwaarde, en hoe zeker het was.",
        "reported": "{kind}; gemeld door {by}",
    },
}
SIDES = ("west", "russia")
CERTAIN, WHAT, WHO = 20.0, 156.0, 574.0  # x of the columns


def consequences_figure(language: str) -> Figure:
    """Draw what each side announced, the West's sanctions first."""
    announced = sorted(rows("consequences"), key=lambda row: SIDES.index(row["side"]))
    return made(
        wide=_wide(announced, language),
        narrow=_narrow(announced, language),
        alt_text=_alt(announced, language),
        caption=WORDS[language]["caption"],
        drawn_from=announced,
        language=language,
    )


def _grouped(announced: Sequence[Row], language: str) -> list[tuple[str, str, list[Row]]]:
    """Give the rows by side and condition, each with its heading; the side's only once."""
    found, told = [], ""
    for (side, condition), group in groupby(
        announced, key=lambda row: (row["side"], shown(row, "condition", language))
    ):
        found.append(("" if side == told else WORDS[language][side], condition, list(group)))
        told = side
    return found


def _wide(announced: Sequence[Row], language: str) -> Sheet:
    sheet, y = Sheet(width=WIDE), 0.0
    for heading, condition, group in _grouped(announced, language):
        y = _headings(sheet, y, heading, condition)
        for row in group:
            sheet.line(0, y, sheet.width, y, opacity=0.2)
            top, width = y + 7, WIDE - WHO
            _symbol(sheet, row, 8, top + 9, language)
            certain = word("consequences", "certainty", row["certainty"], language)
            certain = capitalised(certain)
            below = [sheet.lettering(CERTAIN, top, certain, width=WHAT - CERTAIN - 8)]
            below.append(_what(sheet, row, WHAT, top, WHO - WHAT - 20, language))
            y = sheet.lettering(WHO, top, actor(row, language), width=width)
            kind = _kind(row, language)
            below.append(sheet.lettering(WHO, y, kind, width=width, size=12, faint=True))
            y = max(below) + 7
        sheet.line(0, y, sheet.width, y, opacity=0.2)
    return sheet


def _narrow(announced: Sequence[Row], language: str) -> Sheet:
    sheet, y = Sheet(width=NARROW), 0.0
    for heading, condition, group in _grouped(announced, language):
        y = _headings(sheet, y, heading, condition)
        for row in group:
            sheet.line(0, y, sheet.width, y, opacity=0.2)
            y += 7
            _symbol(sheet, row, 8, y + 9, language)
            certain = word("consequences", "certainty", row["certainty"], language)
            kind = _kind(row, language)
            said = f"{capitalised(certain)} ({kind}): {actor(row, language)}"
            y = sheet.lettering(CERTAIN, y, said, width=NARROW - CERTAIN) + 2
            y = _what(sheet, row, CERTAIN, y, NARROW - CERTAIN, language) + 7
    return sheet


def _headings(sheet: Sheet, y: float, heading: str, condition: str) -> float:
    if heading:
        y = sheet.lettering(0, y + (16 if y else 0), heading, size=15, bold=True)
    return sheet.lettering(0, y + 5, f"{condition}:", width=sheet.width, faint=True) + 5


def _what(sheet: Sheet, row: Row, x: float, y: float, width: float, language: str) -> float:
    y = sheet.lettering(x, y, shown(row, "label", language), width=width, bold=True)
    return sheet.lettering(x, y + 1, shown(row, "text", language), width=width, size=12)


def _kind(row: Row, language: str) -> str:
    """Say what kind of consequence it is, and which medium had it first if an article tells."""
    kind = word("consequences", "kind", row["kind"], language)
    if not row["reported_by_id"]:
        return kind
    by = shown(by_id("actors")[row["reported_by_id"]], "name", language)
    return WORDS[language]["reported"].format(kind=kind, by=by)


def _symbol(sheet: Sheet, row: Row, x: float, y: float, language: str) -> None:
    colour, shape, filled = CERTAINTY[row["certainty"]]
    certain = word("consequences", "certainty", row["certainty"], language)
    tip = f"{capitalised(certain)}: {shown(row, 'label', language)} ({actor(row, language)})"
    sheet.point(x, y, colour=colour, shape=shape, filled=filled, tip=tip)


def _alt(announced: Sequence[Row], language: str) -> str:
    sentences = [WORDS[language]["alt"].format(n=len(announced))]
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
