"""The glossary: terms of the lessons, each with its meaning, kind by kind and by the alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.rows import Row, rows, shown, word
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised


def glossary_figure(language: str) -> TableFigure:
    """List the terms, each with its meaning and the lesson where it first matters."""
    terms = sorted(rows("glossary"), key=lambda row: _place(row, language))
    kinds = dict.fromkeys(row["kind"] for row in rows("glossary"))
    words = languages.words("glossary", language)
    return TableFigure(
        headings=[words[name] for name in ("term", "meaning", "lesson")],
        widths=(31, 58, 11),
        groups=[
            Group(
                [_entry(row, language) for row in terms if row["kind"] == kind],
                CellPart(capitalised(word("glossary", "kind", kind, language))),
            )
            for kind in kinds
        ],
        alt=_alt(terms, language),
        form="first",
        caption=words["caption"].format(n=len(terms)),
        **cited(rows("glossary"), language),
    )


def _place(row: Row, language: str) -> str:
    """Return by what a term is sorted: its letters without accents and capitals."""
    return normalize("NFKD", shown(row, "term", language)).casefold()


def _entry(row: Row, language: str) -> TableRow:
    return TableRow(
        [
            [CellPart(shown(row, "term", language))],
            [CellPart(shown(row, "explanation", language))],
            [CellPart(row["lesson"].lstrip("0") or "0")],
        ]
    )


def _alt(terms: Sequence[Row], language: str) -> str:
    told = (f"{shown(t, 'term', language)}: {shown(t, 'explanation', language)}" for t in terms)
    return " ".join([languages.said("glossary", language, "alt", n=len(terms)), *told])
