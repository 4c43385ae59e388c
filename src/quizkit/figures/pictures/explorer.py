"""Demands and answers to look through: a table with filters by side, actor and answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.live import LiveFigure
from quizkit.figures.pictures.demands import ANSWERS
from quizkit.figures.rows import Row, actor, by_id, rows, shown, word
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised

Choice = dict[str, Any]  # a filter: the key of the rows, its label, and its options


def demand_explorer(language: str) -> LiveFigure:
    """List every demand with its answers, and the filters."""
    demands, responses = by_id("demands"), rows("responses")
    pairs = [(demands[row["demand_id"]], row) for row in responses]
    words = languages.words("explorer", language)
    entries = [_entry(demand, response, language) for demand, response in pairs]
    table = TableFigure(
        headings=[words[name] for name in ("demand", "by", "answer", "who")],
        widths=(36, 14, 34, 16),
        groups=[Group(entries)],
        alt="\n".join(entry.line() for entry in entries),
        caption=words["caption"],
        **cited([*demands.values(), *responses], language),
    )
    data = {
        "filters": _filters(pairs, language),
        "words": {name: words[name] for name in ("all", "reset", "said", "none")},
    }
    return LiveFigure(figure=table, script="explorer", data=data)


def _entry(demand: Row, response: Row, language: str) -> TableRow:
    answer = capitalised(word("responses", "answer", response["answer"], language))
    return TableRow(
        cells=[
            [CellPart(shown(demand, "label", language), shown(demand, "text", language))],
            [CellPart(text=actor(demand, language))],
            [CellPart(answer, shown(response, "text", language), ANSWERS[response["answer"]])],
            [CellPart(text=actor(response, language))],
        ],
        keys={
            "demand": [demand["id"]],
            "side": [demand["side"]],
            "actor": [demand["actor_id"], response["actor_id"]],
            "answer": [response["answer"]],
        },
    )


def _filters(pairs: Sequence[tuple[Row, Row]], language: str) -> list[Choice]:
    """Return the choices there are: every code that a row has, in words."""
    actors = by_id("actors")
    sides = dict.fromkeys(str(demand["side"]) for demand, _ in pairs)
    present = {row["actor_id"] for pair in pairs for row in pair}
    who = {name: shown(row, "name", language) for name, row in actors.items() if name in present}
    answers = dict.fromkeys(str(response["answer"]) for _, response in pairs)
    words = languages.words("explorer", language)
    options = {
        "side": {code: word("demands", "side", code, language) for code in sides},
        "actor": who,
        "answer": {code: word("responses", "answer", code, language) for code in answers},
    }
    return [
        {"key": key, "label": words[key], "options": list(some.items())}
        for key, some in options.items()
    ]
