"""Demand and answer: what each side asked of the other, and what is reported of the reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizkit.figures.figure import Figure
from quizkit.figures.making import made
from quizkit.figures.palette import BLUE, CIRCLE, CROSS, DIAMOND, GREY, VERMILION
from quizkit.figures.records import Row, by_id, rows, shown
from quizkit.figures.sheet import NARROW, WIDE, Sheet

ANSWERS: Mapping[str, tuple[str, str, bool]] = {  # colour, symbol, filled
    "rejected": (VERMILION, CROSS, True),
    "open_to_talk": (BLUE, CIRCLE, True),
    "not_answered": (GREY, DIAMOND, False),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "russia": "Demands of Russia",
        "west": "Demands of the West",
        "rejected": "Rejected",
        "open_to_talk": "Open to talk",
        "not_answered": "No answer reported",
        "alt": "Table of {n} demands and the answers to them.",
        "caption": "Demands and answers: what each side asked, and who is reported to have "
        "answered in which way.",
    },
    "nl": {
        "russia": "Eisen van Rusland",
        "west": "Eisen van het Westen",
        "rejected": "Afgewezen",
        "open_to_talk": "Bespreekbaar",
        "not_answered": "Geen antwoord gemeld",
        "alt": "Tabel van {n} eisen en de antwoorden daarop.",
        "caption": "Eisen en antwoorden: wat elke partij eiste, en wie volgens de bronnen welk "
        "antwoord gaf.",
    },
}
LABELS = 316.0  # width of the demands before the columns
Answers = Mapping[tuple[str, str], Sequence[Row]]


def demands_figure(language: str) -> Figure:
    """Draw every demand with the answers to it, Russia's demands first."""
    demands = sorted(rows("demands"), key=lambda row: list(WORDS["en"]).index(row["side"]))
    responses = rows("responses")
    answers: dict[tuple[str, str], list[Row]] = {}
    for row in responses:
        answers.setdefault((row["demand_id"], row["answer"]), []).append(row)
    return made(
        wide=_wide(demands, answers, language),
        narrow=_narrow(demands, answers, language),
        alt_text=_alt(demands, answers, language),
        caption=WORDS[language]["caption"],
        drawn_from=[*demands, *responses],
        language=language,
    )


def _wide(demands: Sequence[Row], answers: Answers, language: str) -> Sheet:
    sheet, y, side = Sheet(width=WIDE), 0.0, ""
    step = (sheet.width - LABELS) / len(ANSWERS)
    for demand in demands:
        if demand["side"] != side:
            side = demand["side"]
            y = _headings(sheet, y + (18 if y else 0), side, step, language)
        sheet.line(0, y, sheet.width, y, opacity=0.2)
        label = shown(demand, "label", language)
        below = [sheet.lettering(0, y + 7, label, width=LABELS - 20)]
        for column, answer in enumerate(ANSWERS):
            x = LABELS + column * step
            for row in answers.get((demand["id"], answer), ()):
                top = below[-1] if len(below) > column + 1 else y + 7
                below.append(_answer(sheet, row, x, top, step - 12, _who(row, language), language))
        y = max(below) + 7
    sheet.line(0, y, sheet.width, y, opacity=0.2)
    return sheet


def _headings(sheet: Sheet, y: float, side: str, step: float, language: str) -> float:
    bottom = sheet.lettering(0, y, WORDS[language][side], size=15, bold=True)
    for column, answer in enumerate(ANSWERS):
        x = LABELS + column * step
        below = sheet.lettering(x, y + 2, WORDS[language][answer], width=step, bold=True)
        bottom = max(bottom, below)
    return bottom + 6


def _answer(
    sheet: Sheet, row: Row, x: float, y: float, width: float, text: str, language: str
) -> float:
    colour, shape, filled = ANSWERS[row["answer"]]
    tip = shown(row, "text", language)
    sheet.point(x + 8, y + 9, colour=colour, shape=shape, filled=filled, area=120, tip=tip)
    return sheet.lettering(x + 20, y, text, width=width - 20)


def _narrow(demands: Sequence[Row], answers: Answers, language: str) -> Sheet:
    sheet, y, side = Sheet(width=NARROW), 0.0, ""
    for demand in demands:
        if demand["side"] != side:
            side = demand["side"]
            heading = WORDS[language][side]
            y = sheet.lettering(0, y + (14 if y else 0), heading, size=16, bold=True) + 4
        sheet.line(0, y, sheet.width, y, opacity=0.2)
        y = sheet.lettering(0, y + 7, shown(demand, "label", language), width=NARROW, bold=True) + 2
        for answer in ANSWERS:
            for row in answers.get((demand["id"], answer), ()):
                text = f"{WORDS[language][answer]}: {_who(row, language)}"
                y = _answer(sheet, row, 4, y, NARROW - 4, text, language) + 2
        y += 6
    return sheet


def _who(row: Row, language: str) -> str:
    return shown(by_id("actors")[row["actor_id"]], "name", language)


def _alt(demands: Sequence[Row], answers: Answers, language: str) -> str:
    words, side = WORDS[language], ""
    sentences = [words["alt"].format(n=len(demands))]
    for demand in demands:
        if demand["side"] != side:
            side = demand["side"]
            sentences.append(f"{words[side]}:")
        told = []
        for answer in ANSWERS:
            who = [_who(row, language) for row in answers.get((demand["id"], answer), ())]
            if who:
                told.append(f"{words[answer].lower()} ({'; '.join(who)})")
        sentences.append(f"{shown(demand, 'label', language)}: {'; '.join(told)}.")
    return " ".join(sentences)
