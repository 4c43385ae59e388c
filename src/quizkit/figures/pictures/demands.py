"""Demand and answer: what each side asked of the other, and what is reported of the reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.palette import (
    BLUE,
    CIRCLE,
    CROSS,
    DIAMOND,
    GREEN,
    GREY,
    SQUARE,
    VERMILION,
    Symbol,
)
from quizkit.figures.rows import Row, by_id, rows, shown
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow

ANSWERS: Mapping[str, Symbol] = {
    "rejected": Symbol(VERMILION, CROSS),
    "open_to_talk": Symbol(BLUE, CIRCLE),
    "accepted": Symbol(GREEN, SQUARE),
    "not_answered": Symbol(GREY, DIAMOND, filled=False),
}
SIDES = ("russia", "west", "ukraine")
Answers = Mapping[tuple[str, str], Sequence[Row]]


def demands_figure(language: str) -> TableFigure:
    """List every demand with the answers to it, Russia's demands first."""
    demands = {side: [row for row in rows("demands") if row["side"] == side] for side in SIDES}
    responses = rows("responses")
    answers: dict[tuple[str, str], list[Row]] = {}
    for row in responses:
        answers.setdefault((row["demand_id"], row["answer"]), []).append(row)
    words = languages.words("demands", language)
    numbers = _numbers(demands)
    return TableFigure(
        headings=[words["demand"], words["answer"]],
        widths=(34, 66),
        groups=[
            Group(
                [_entry(row, numbers[row["id"]], answers, language) for row in some],
                CellPart(words[side]),
            )
            for side, some in demands.items()
        ],
        alt=_alt(demands, answers, language),
        caption=words["caption"],
        **cited([*rows("demands"), *responses], language),
    )


def _numbers(demands: Mapping[str, Sequence[Row]]) -> dict[str, int]:
    """Number the demands as they stand, so that a text can speak of them."""
    return {row["id"]: n for n, row in enumerate(chain(*demands.values()), start=1)}


def _entry(demand: Row, number: int, answers: Answers, language: str) -> TableRow:
    words = languages.words("demands", language)
    told = [
        CellPart(f"{words[answer]}: {_who(row, language)}", shown(row, "text", language), symbol)
        for answer, symbol in ANSWERS.items()
        for row in answers.get((demand["id"], answer), ())
    ]
    return TableRow([[CellPart(f"{number}. {shown(demand, 'label', language)}")], told])


def _who(row: Row, language: str) -> str:
    return shown(by_id("actors")[row["actor_id"]], "name", language)


def _alt(demands: Mapping[str, Sequence[Row]], answers: Answers, language: str) -> str:
    words, numbers = languages.words("demands", language), _numbers(demands)
    sentences = [words["alt"].format(n=sum(map(len, demands.values())))]
    for side, some in demands.items():
        sentences.append(f"{words[side]}:")
        for demand in some:
            told = []
            for answer in ANSWERS:
                who = [_who(row, language) for row in answers.get((demand["id"], answer), ())]
                if who:
                    told.append(f"{words[answer].lower()} ({'; '.join(who)})")
            label = f"{numbers[demand['id']]}. {shown(demand, 'label', language)}"
            sentences.append(f"{label}: {'; '.join(told)}.")
    return " ".join(sentences)
