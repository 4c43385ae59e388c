"""What was expected of the week, from hopeful to gloomy, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from quizkit.figures.figure import Figure
from quizkit.figures.making import made
from quizkit.figures.palette import (
    BLUE,
    CIRCLE,
    CROSS,
    DIAMOND,
    GREEN,
    GREY,
    PURPLE,
    SQUARE,
    TRIANGLE,
    VERMILION,
)
from quizkit.figures.records import Row, actor, rows, shown, word
from quizkit.figures.sheet import NARROW, WIDE, Sheet
from quizkit.figures.wording import capitalised

OUTLOOKS: Mapping[str, tuple[str, str]] = {  # colour, symbol
    "hopeful": (GREEN, TRIANGLE),
    "modest": (BLUE, CIRCLE),
    "conditional": (PURPLE, SQUARE),
    "gloomy": (VERMILION, DIAMOND),
}
VERDICTS: Mapping[str, tuple[str, str, bool]] = {  # colour, symbol, filled
    "came_true": (BLUE, CIRCLE, True),
    "partly": (BLUE, CIRCLE, False),
    "did_not": (VERMILION, CROSS, True),
    "not_tested": (GREY, SQUARE, False),
    "cannot_tell": (GREY, DIAMOND, False),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alt": "Table of {n} expectations of the week of 10 to 13 January 2022.",
        "caption": "What was expected of the week: {n} expectations from the articles, from "
        "hopeful to gloomy, and whose they were.",
        "outcome": "What was expected of the week, and what came: {n} expectations from the "
        "articles against what public documents tell of the months after. This is later "
        "knowledge: nobody had it that week.",
        "expected": "Expected in January 2022",
        "came": "What came",
    },
    "nl": {
        "alt": "Tabel van {n} verwachtingen van de week van 10 tot en met 13 januari 2022.",
        "caption": "Wat er van de week werd verwacht: {n} verwachtingen uit de artikelen, van "
        "hoopvol tot somber, en van wie ze waren.",
        "outcome": "Wat er van de week werd verwacht en wat er kwam: {n} verwachtingen uit de "
        "artikelen naast wat openbare documenten over de maanden erna vertellen. Dit is kennis "
        "van later: die had in die week nog niemand.",
        "expected": "Verwacht in januari 2022",
        "came": "Wat er kwam",
    },
}
LEFT, MIDDLE = 20.0, 396.0  # x of the expectation, and of what stands beside it
Outcomes = Mapping[str, Row]  # by the expectation; none where they aren't asked for


def outlooks_figure(language: str, *, outcome: bool = False) -> Figure:
    """Draw the expectations by their outlook, with what came of each if asked."""
    order = list(OUTLOOKS)
    expected = sorted(rows("expectations"), key=lambda row: order.index(row["outlook"]))
    known = {row["expectation_id"]: row for row in rows("outcomes")} if outcome else {}
    words = WORDS[language]
    return made(
        wide=_wide(expected, known, language),
        narrow=_narrow(expected, known, language),
        alt_text=_alt(expected, known, language),
        caption=words["outcome" if outcome else "caption"].format(n=len(expected)),
        drawn_from=[*expected, *known.values()],
        language=language,
    )


def _wide(expected: Sequence[Row], known: Outcomes, language: str) -> Sheet:
    sheet, y = Sheet(width=WIDE), 0.0
    if known:
        y = sheet.lettering(MIDDLE + 20, 0, WORDS[language]["came"], size=15, bold=True)
        sheet.lettering(0, 0, WORDS[language]["expected"], size=15, bold=True)
    for outlook, group in groupby(expected, key=lambda row: str(row["outlook"])):
        y = _heading(sheet, outlook, y, language)
        for row in group:
            sheet.line(0, y, sheet.width, y, opacity=0.2)
            below = [_expectation(sheet, row, LEFT, y + 7, MIDDLE - LEFT - 24, language)]
            if row["id"] in known:
                came = _outcome(sheet, known[row["id"]], MIDDLE, y + 7, WIDE - MIDDLE, language)
                below.append(came)
            elif not known:
                text = shown(row, "text", language)
                below.append(sheet.lettering(MIDDLE, y + 7, text, width=WIDE - MIDDLE))
            y = max(below) + 7
        sheet.line(0, y, sheet.width, y, opacity=0.2)
    return sheet


def _narrow(expected: Sequence[Row], known: Outcomes, language: str) -> Sheet:
    sheet, y, width = Sheet(width=NARROW), 0.0, NARROW - LEFT
    for outlook, group in groupby(expected, key=lambda row: str(row["outlook"])):
        y = _heading(sheet, outlook, y, language)
        for row in group:
            sheet.line(0, y, sheet.width, y, opacity=0.2)
            y = _expectation(sheet, row, LEFT, y + 7, width, language)
            if row["id"] in known:
                y = _outcome(sheet, known[row["id"]], LEFT, y + 5, width, language)
            elif not known:
                y = sheet.lettering(LEFT, y + 3, shown(row, "text", language), width=width)
            y += 7
    return sheet


def _heading(sheet: Sheet, outlook: str, y: float, language: str) -> float:
    y += 14 if y else 0
    colour, shape = OUTLOOKS[outlook]
    said = capitalised(word("expectations", "outlook", outlook, language))
    sheet.point(8, y + 10, colour=colour, shape=shape, tip=_of_outlook(said, language))
    return sheet.lettering(LEFT, y, said, size=15, bold=True) + 5


def _of_outlook(said: str, language: str) -> str:
    return f"{WORDS[language]['expected']}: {said.lower()}"


def _expectation(sheet: Sheet, row: Row, x: float, y: float, width: float, language: str) -> float:
    y = sheet.lettering(x, y, shown(row, "label", language), width=width, bold=True)
    return sheet.lettering(x, y, actor(row, language), width=width, size=12, faint=True)


def _outcome(sheet: Sheet, row: Row, x: float, y: float, width: float, language: str) -> float:
    colour, shape, filled = VERDICTS[row["verdict"]]
    verdict = capitalised(word("outcomes", "verdict", row["verdict"], language))
    tip = f"{verdict}: {shown(row, 'text', language)}"
    sheet.point(x + 8, y + 9, colour=colour, shape=shape, filled=filled, tip=tip)
    y = sheet.lettering(x + 20, y, verdict, width=width - 20, bold=True)
    return sheet.lettering(x + 20, y, shown(row, "text", language), width=width - 20, size=12)


def _alt(expected: Sequence[Row], known: Outcomes, language: str) -> str:
    sentences = [WORDS[language]["alt"].format(n=len(expected))]
    for outlook, group in groupby(expected, key=lambda row: str(row["outlook"])):
        sentences.append(f"{capitalised(word('expectations', 'outlook', outlook, language))}:")
        for row in group:
            said = f"{shown(row, 'label', language)} ({actor(row, language)})"
            text = shown(row, "text", language)
            if row["id"] in known:
                came = known[row["id"]]
                verdict = word("outcomes", "verdict", came["verdict"], language)
                text = f"{verdict}. {shown(came, 'text', language)}"
            sentences.append(f"{said}: {text}")
    return " ".join(sentences)
