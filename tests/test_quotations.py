"""What lessons, quizzes and assignments quote from documents, letter for letter.

`quotations/` holds a passage of each document that is quoted, under the name of its source, as it
stands at the source's address. A translation has no such passage: it says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import pytest

from quizkit.checking.lessons.citations import CITATION, DEFINITION
from quizkit.languages import words
from quizkit.quiz import loading
from quizkit.quiz.model import Item, texts_in

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons" / "en").glob("*.ipynb"))
QUIZZES = sorted((CHECKOUT / "data" / "quizzes").glob("*.yaml"))
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
TOGETHER = re.compile(r"\n\s*\n|\n(?=- |\d+\. )|\|")  # between paragraphs, items and cells
QUOTED = re.compile(r"\"([^\"]+)\"")
LEFT_OUT = re.compile(r"\[…\]|…")
SHORTEST = 3  # words: fewer are a term and no quotation
DUTCH = set(words("lessons", "nl")["common"].split())  # the words of an article are Dutch


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
            yield from ((sources, part) for part in parts(quoted[1]))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_documents_are_quoted_letter_for_letter(path: Path) -> None:
    """What a lesson quotes from documents that are kept here stands in one of them as quoted."""
    changed = [
        part
        for sources, part in quotations(path)
        if sources and sources <= PASSAGES.keys() and not any(part in PASSAGES[s] for s in sources)
    ]
    assert changed == []


@cache
def questions() -> tuple[Item, ...]:
    """Return the questions of all practice quizzes."""
    return tuple(item for path in QUIZZES for item in loading.load(path).questions)


def quoted_in(item: Item) -> list[str]:
    """Return the parts of what a question quotes in English, where it names a document."""
    if not PASSAGES.keys() & set(item.source):
        return []
    texts = "\n".join(text.get("en") for text in texts_in(item))
    quoted = [text for text in QUOTED.findall(texts) if len(text.split()) >= SHORTEST]
    return [
        part for text in quoted if DUTCH.isdisjoint(text.lower().split()) for part in parts(text)
    ]


def parts(quoted: str) -> list[str]:
    """Return the parts of a quotation between which something is left out."""
    split = (" ".join(part.split()).strip(" ;") for part in LEFT_OUT.split(quoted))
    return [part for part in split if part]


def test_questions_quote_letter_for_letter() -> None:
    """What a question quotes stands in a passage of one of the documents that it names."""
    wrong = [
        (item.id, part)
        for item in questions()
        for part in quoted_in(item)
        if not any(part in PASSAGES.get(source, "") for source in item.source)
    ]
    assert wrong == []


def in_assignments() -> Iterator[tuple[str, str]]:
    """Yield each part of what an assignment quotes, with its source."""
    for name, sources in ASSIGNMENTS.items():
        path = CHECKOUT / f"lessons/course/source/{name}/{name}.ipynb"
        cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
        blocks = SET_APART.findall("\n".join(cell.source for cell in cells))
        for source, block in zip(sources, blocks, strict=True):
            yield from ((source, part) for text in QUOTED.findall(block) for part in parts(text))


def test_assignments_quote_letter_for_letter() -> None:
    """What an assignment quotes stands in the passage of its source as quoted."""
    assert [(s, part) for s, part in in_assignments() if part not in PASSAGES[s]] == []


@pytest.mark.parametrize("source", PASSAGES)
def test_each_passage_is_quoted(source: str) -> None:
    """Each document that is kept here is quoted in a lesson, a question or an assignment."""
    told = (part for path in LESSONS for sources, part in quotations(path) if source in sources)
    asked = (part for item in questions() if source in item.source for part in quoted_in(item))
    graded = (part for name, part in in_assignments() if name == source)
    assert any(part in PASSAGES[source] for part in (*told, *asked, *graded))
