"""What was expected of the week, from hopeful to gloomy, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from quizkit import languages
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
from quizkit.figures.rows import Row, actor, rows, shown, word
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised

said = partial(languages.said, "outlooks")

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
Outcomes = Mapping[str, Row]  # by the expectation; none where they aren't asked for


def outlooks_figure(language: str, *, outcome: bool = False) -> TableFigure:
    """List the expectations by their outlook, with what came of each if asked."""
    order = list(OUTLOOKS)
    expected = sorted(rows("expectations"), key=lambda row: order.index(row["outlook"]))
    known = {row["expectation_id"]: row for row in rows("outcomes")} if outcome else {}
    words = languages.words("outlooks", language)
    return TableFigure(
        headings=(words["expected"], words["came" if outcome else "told"]),
        widths=(44, 56),
        groups=[
            Group([_entry(row, known, language) for row in group], _heading(outlook, language))
            for outlook, group in groupby(expected, key=lambda row: str(row["outlook"]))
        ],
        alt=_alt(expected, known, language),
        caption=words["outcome" if outcome else "caption"].format(n=len(expected)),
        form="first",
        **cited([*expected, *known.values()], language),
    )


def _heading(outlook: str, language: str) -> CellPart:
    name = capitalised(word("expectations", "outlook", outlook, language))
    return CellPart(name, symbol=OUTLOOKS[outlook])


def _entry(row: Row, known: Outcomes, language: str) -> TableRow:
    came = known.get(row["id"])
    beside = CellPart(text=shown(row, "text", language))
    if came:
        verdict = capitalised(word("outcomes", "verdict", came["verdict"], language))
        beside = CellPart(verdict, shown(came, "text", language), VERDICTS[came["verdict"]])
    return TableRow([[CellPart(shown(row, "label", language), actor(row, language))], [beside]])


def _alt(expected: Sequence[Row], known: Outcomes, language: str) -> str:
    sentences = [said(language, "alt", n=len(expected))]
    for outlook, group in groupby(expected, key=lambda row: str(row["outlook"])):
        sentences.append(f"{capitalised(word('expectations', 'outlook', outlook, language))}:")
        for row in group:
            whose = f"{shown(row, 'label', language)} ({actor(row, language)})"
            text = shown(row, "text", language)
            if row["id"] in known:
                came = known[row["id"]]
                verdict = word("outcomes", "verdict", came["verdict"], language)
                text = f"{verdict}. {shown(came, 'text', language)}"
            sentences.append(f"{whose}: {text}")
    return " ".join(sentences)
