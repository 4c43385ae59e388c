"""What lessons and quizzes quote from documents, letter for letter what the documents say.

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
from quizkit.checking.lessons.hour import CORE_QUESTIONS
from quizkit.languages import words
from quizkit.quiz import loading
from quizkit.quiz.model import Item, texts_in

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons" / "en").glob("*.ipynb"))
QUIZZES = sorted((CHECKOUT / "data" / "quizzes").glob("*.yaml"))
PRACTICE = [path for path in QUIZZES if "-" not in path.stem and path.stem != "start"]
PASSAGES = {
    path.stem: " ".join(path.read_text(encoding="utf-8").split())
    for path in sorted((CHECKOUT / "tests" / "quotations").glob("*.txt"))
}
SET_APART = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
QUOTED = re.compile(r"\"([^\"]+)\"")
LEFT_OUT = re.compile(r"\[…\]|…")
SHORTEST = 3  # words: fewer are a term and no quotation
DUTCH = set(words("lessons", "nl")["common"].split())  # the words of an article are Dutch


def quotations() -> Iterator[tuple[str, str]]:
    """Yield what is set apart as a quotation, with the source named below it."""
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
        defined = dict(DEFINITION.findall("\n".join(cell.source for cell in cells)))
        for block in SET_APART.findall("\n".join(cell.source for cell in cells)):
            named = [defined[name] for name in CITATION.findall(block) if name in defined]
            yield from ((named[-1], quoted) for quoted in QUOTED.findall(block) if named)


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
    return [part.strip(" ;") for part in LEFT_OUT.split(quoted) if part.strip(" ;")]


def test_questions_quote_letter_for_letter() -> None:
    """What a question quotes stands in a passage of one of the documents that it names."""
    wrong = [
        (item.id, part)
        for item in questions()
        for part in quoted_in(item)
        if not any(part in PASSAGES.get(source, "") for source in item.source)
    ]
    assert wrong == []


@pytest.mark.parametrize("source", PASSAGES)
def test_a_document_is_quoted_letter_for_letter(source: str) -> None:
    """Each part of what a lesson quotes from a document stands in its passage as it is quoted."""
    found = [part for name, quoted in quotations() if name == source for part in parts(quoted)]
    asked = [part for item in questions() if source in item.source for part in quoted_in(item)]
    assert found or asked, f"nothing is quoted from {source}"
    assert [part for part in found if part not in PASSAGES[source]] == []


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_practice_quiz_has_much_to_read(path: Path) -> None:
    """A third of the questions of a practice quiz quote a document, or words of an article."""
    asked = loading.load(path).questions
    texts = ("\n".join(text.get("en") for text in texts_in(item)) for item in asked)
    quoting = [text for text in texts if any(" " in found for found in QUOTED.findall(text))]
    assert len(quoting) * 3 >= len(asked)


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_the_core_of_a_practice_quiz_is_varied(path: Path) -> None:
    """The first four questions, which a lesson hour has time for, are of three types or more."""
    assert len({item.type for item in loading.load(path).questions[:CORE_QUESTIONS]}) >= 3
