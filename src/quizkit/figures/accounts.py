"""What each article says: for every topic who states it, who attributes it and who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizkit.figures.figure import Figure
from quizkit.figures.making import made
from quizkit.figures.palette import BLUE, CIRCLE, DIAMOND, GREY, PURPLE, SQUARE
from quizkit.figures.records import Row, by_id, rows, shown
from quizkit.figures.sheet import NARROW, WIDE, Sheet

STANCES: Mapping[str, tuple[str, str, bool]] = {  # colour, symbol, filled
    "states": (BLUE, CIRCLE, True),
    "attributes": (PURPLE, SQUARE, True),
    "silent": (GREY, DIAMOND, False),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "states": "says so itself",
        "attributes": "says who says so",
        "silent": "silent",
        "3": "In all three articles",
        "2": "In two articles",
        "1": "In one article only",
        "alt": "Table of {n} topics and what each article does with them.",
        "caption": "Who tells what: {n} topics, and whether each article says something about it "
        "in its own name, says who says so, or leaves the topic out.",
    },
    "nl": {
        "states": "zegt het zelf",
        "attributes": "zegt wie het zegt",
        "silent": "zwijgt",
        "3": "In alle drie de artikelen",
        "2": "In twee artikelen",
        "1": "In maar één artikel",
        "alt": "Tabel van {n} onderwerpen en wat elk artikel ermee doet.",
        "caption": "Wie wat vertelt: {n} onderwerpen, en of elk artikel er op eigen naam iets over "
        "zegt, zegt wie het zegt, of het onderwerp weglaat.",
    },
}
LABELS = 266.0  # width of the topics before the columns
Topic = tuple[Row, Sequence[Row]]  # with its claims, in the order of the articles


def claims_figure(language: str) -> Figure:
    """Draw every topic with what the articles do with it, what all of them tell first."""
    claims = rows("claims")
    topics: list[Topic] = [
        (topic, [claim for claim in claims if claim["topic_id"] == topic["id"]])
        for topic in rows("topics")
    ]
    topics.sort(key=lambda topic: -_told(topic))
    return made(
        wide=_wide(topics, language),
        narrow=_narrow(topics, language),
        alt_text=_alt(topics, language),
        caption=WORDS[language]["caption"].format(n=len(topics)),
        drawn_from=claims,
        language=language,
    )


def _told(topic: Topic) -> int:
    return sum(claim["stance"] != "silent" for claim in topic[1])


def _wide(topics: Sequence[Topic], language: str) -> Sheet:
    sheet, y, told = Sheet(width=WIDE), 0.0, 0
    step = (sheet.width - LABELS) / 3
    for topic in topics:
        if _told(topic) != told:
            told = _told(topic)
            y = _headings(sheet, y + (18 if y else 0), topic, language, step)
        sheet.line(0, y, sheet.width, y, opacity=0.2)
        below = sheet.lettering(0, y + 6, shown(topic[0], "label", language), width=LABELS - 16)
        for column, claim in enumerate(topic[1]):
            x = LABELS + column * step
            _symbol(sheet, claim, x + 8, y + 15, language)
            sheet.lettering(x + 20, y + 6, WORDS[language][claim["stance"]])
        y = below + 6
    sheet.line(0, y, sheet.width, y, opacity=0.2)
    return sheet


def _headings(sheet: Sheet, y: float, topic: Topic, language: str, step: float) -> float:
    heading = WORDS[language][str(_told(topic))]
    bottom = sheet.lettering(0, y, heading, size=15, bold=True)
    for column, claim in enumerate(topic[1]):
        sheet.lettering(LABELS + column * step, y + 2, _article(claim, language), bold=True)
    return bottom + 6


def _narrow(topics: Sequence[Topic], language: str) -> Sheet:
    sheet, y, told = Sheet(width=NARROW), 0.0, 0
    for topic in topics:
        if _told(topic) != told:
            told = _told(topic)
            heading = WORDS[language][str(told)]
            y = sheet.lettering(0, y + (14 if y else 0), heading, size=16, bold=True) + 4
        sheet.line(0, y, sheet.width, y, opacity=0.2)
        label = shown(topic[0], "label", language)
        y = sheet.lettering(0, y + 7, label, width=NARROW, bold=True) + 2
        for claim in topic[1]:
            _symbol(sheet, claim, 12, y + 9, language)
            text = f"{_article(claim, language)}: {WORDS[language][claim['stance']]}"
            y = sheet.lettering(24, y, text, width=NARROW - 24) + 2
        y += 6
    return sheet


def _symbol(sheet: Sheet, claim: Row, x: float, y: float, language: str) -> None:
    colour, shape, filled = STANCES[claim["stance"]]
    tip = f"{_article(claim, language)}: {shown(claim, 'summary', language)}"
    sheet.point(x, y, colour=colour, shape=shape, filled=filled, area=110, tip=tip)


def _article(claim: Row, language: str) -> str:
    return shown(by_id("sources")[claim["article_id"]], "title", language)


def _alt(topics: Sequence[Topic], language: str) -> str:
    words = WORDS[language]
    sentences = [words["alt"].format(n=len(topics))]
    for row, claims in topics:
        told = [f"{_article(claim, language)} {words[claim['stance']]}" for claim in claims]
        sentences.append(f"{shown(row, 'label', language)}: {', '.join(told)}.")
    return " ".join(sentences)
