"""What the lessons quote from documents, letter for letter what the documents say.

`quotations/` holds a passage of each document that is quoted, under the name of its source, as it
stands at the source's address. A translation has no such passage: it says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from quizkit.checking.lessons.citations import CITATION, DEFINITION

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons" / "en").glob("*.ipynb"))
PASSAGES = {
    path.stem: " ".join(path.read_text(encoding="utf-8").split())
    for path in sorted((CHECKOUT / "tests" / "quotations").glob("*.txt"))
}
SET_APART = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
TOGETHER = re.compile(r"\n\s*\n|\n(?=- |\d+\. )|\|")  # between paragraphs, items and cells
QUOTED = re.compile(r"\"([^\"]+)\"")
LEFT_OUT = re.compile(r"\[…\]|…")


def quotations(path: Path) -> Iterator[tuple[frozenset[str], str]]:
    """Yield each part of a quotation, with the sources named after it."""
    cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    defined = dict(DEFINITION.findall(text))
    for unit in (*SET_APART.findall(text), *TOGETHER.split(SET_APART.sub("", text))):
        for quoted in QUOTED.finditer(unit):
            named = CITATION.search(unit, quoted.end())
            names = named[1].split(", ") if named else ()
            sources = frozenset(defined.get(name, name) for name in names)
            parts = (part.strip(" ;\n") for part in LEFT_OUT.split(quoted[1]))
            yield from ((sources, " ".join(part.split())) for part in parts if part)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_documents_are_quoted_letter_for_letter(path: Path) -> None:
    """What a lesson quotes from documents that are kept here stands in one of them as quoted."""
    changed = [
        part
        for sources, part in quotations(path)
        if sources and sources <= PASSAGES.keys() and not any(part in PASSAGES[s] for s in sources)
    ]
    assert changed == []


@pytest.mark.parametrize("source", PASSAGES)
def test_each_passage_is_quoted(source: str) -> None:
    """Each document that is kept here is quoted in a lesson."""
    parts = (part for path in LESSONS for sources, part in quotations(path) if source in sources)
    assert any(part in PASSAGES[source] for part in parts)
