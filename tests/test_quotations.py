"""What lessons and assignments quote from documents, letter for letter what the documents say.

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
ASSIGNMENTS = {  # the sources 1 and 2 of each
    "timeline": ("budapest-memorandum", "putin-essay-2021"),
    "demands": ("russian-draft-treaty-us", "sherman-briefing-2022"),
    "sources": ("baker-gorbachev-1990", "nato-key-messages"),
}
PASSAGES = {
    path.stem: " ".join(path.read_text(encoding="utf-8").split())
    for path in sorted((CHECKOUT / "tests" / "quotations").glob("*.txt"))
}
SET_APART = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
QUOTED = re.compile(r"\"([^\"]+)\"")
LEFT_OUT = re.compile(r"\[…\]|…")


def quotations() -> Iterator[tuple[str, str]]:
    """Yield what is set apart as a quotation, with the source named below it."""
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
        defined = dict(DEFINITION.findall("\n".join(cell.source for cell in cells)))
        for block in SET_APART.findall("\n".join(cell.source for cell in cells)):
            named = [defined[name] for name in CITATION.findall(block) if name in defined]
            yield from ((named[-1], quoted) for quoted in QUOTED.findall(block) if named)
    for name, sources in ASSIGNMENTS.items():
        path = CHECKOUT / f"lessons/course/source/{name}/{name}.ipynb"
        cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
        blocks = SET_APART.findall("\n".join(cell.source for cell in cells))
        for source, block in zip(sources, blocks, strict=True):
            yield from ((source, quoted) for quoted in QUOTED.findall(block))


@pytest.mark.parametrize("source", PASSAGES)
def test_a_document_is_quoted_letter_for_letter(source: str) -> None:
    """Each part of what is quoted from a document stands in its passage as it is quoted."""
    parts = [
        part.strip(" ;")
        for name, quoted in quotations()
        if name == source
        for part in LEFT_OUT.split(quoted)
        if part.strip(" ;")
    ]
    assert parts, f"nothing is quoted from {source}"
    assert [part for part in parts if part not in PASSAGES[source]] == []
