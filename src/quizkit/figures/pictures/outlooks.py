"""What was expected of the week, from hopeful to gloomy, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from quizkit.figures.figure import cited
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
    Symbol,
)
from quizkit.figures.rows import Row, actor, capitalised, rows, shown, word
from quizkit.figures.table import Entry, Group, Part, TableFigure

OUTLOOKS: Mapping[str, Symbol] = {
    "hopeful": Symbol(GREEN, TRIANGLE),
    "modest": Symbol(BLUE, CIRCLE),
    "conditional": Symbol(PURPLE, SQUARE),
    "gloomy": Symbol(VERMILION, DIAMOND),
}
VERDICTS: Mapping[str, Symbol] = {
    "came_true": Symbol(BLUE, CIRCLE),
    "partly": Symbol(BLUE, CIRCLE, filled=False),
    "did_not": Symbol(VERMILION, CROSS),
    "not_tested": Symbol(GREY, SQUARE, filled=False),
    "cannot_tell": Symbol(GREY, DIAMOND, filled=False),
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
        "told": "As the articles tell it",
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
        "told": "Zoals de artikelen het vertellen",
    },
}
Outcomes = Mapping[str, Row]  # by the expectation; none where they aren't asked for


def outlooks_figure(language: str, *, outcome: bool = False) -> TableFigure:
    """List the expectations by their outlook, with what came of each if asked."""
    order = list(OUTLOOKS)
    expected = sorted(rows("expectations"), key=lambda row: order.index(row["outlook"]))
    known = {row["expectation_id"]: row for row in rows("outcomes")} if outcome else {}
    words = WORDS[language]
    sources, titles = cited([*expected, *known.values()], language)
    return TableFigure(
        headings=(words["expected"], words["came" if outcome else "told"]),
        widths=(44, 56),
        groups=[
            Group([_entry(row, known, language) for row in group], _heading(outlook, language))
            for outlook, group in groupby(expected, key=lambda row: str(row["outlook"]))
        ],
        alt=_alt(expected, known, language),
        caption=words["outcome" if outcome else "caption"].format(n=len(expected)),
        sources=sources,
        source_titles=titles,
        language=language,
        form="first",
    )


def _heading(outlook: str, language: str) -> Part:
    said = capitalised(word("expectations", "outlook", outlook, language))
    return Part(said, symbol=OUTLOOKS[outlook])


def _entry(row: Row, known: Outcomes, language: str) -> Entry:
    came = known.get(row["id"])
    beside = Part(text=shown(row, "text", language))
    if came:
        verdict = capitalised(word("outcomes", "verdict", came["verdict"], language))
        beside = Part(verdict, shown(came, "text", language), VERDICTS[came["verdict"]])
    return Entry([[Part(shown(row, "label", language), actor(row, language))], [beside]])


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
