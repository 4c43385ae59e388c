"""Each paragraph that tells a date, a number or a position says where it comes from.

What counts: a block of text (a paragraph, a list, a table) that is told to the reader. Left out
are questions, tasks and lists of contents, and what a lesson marks as its own reasoning. Such a
block needs a source as soon as it holds a year, a day of a month, a number of two digits or more,
or a verb of saying, wanting or fearing. A source is a name in square brackets, ``[A]`` or
``[Draft treaty]``, an article named in words, or the table that the block counts in. A number
that the lesson has told before, with its source, needs none again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem
from quizkit.files import FileCache
from quizkit.languages import ENGLISH, in_any, words
from quizkit.languages import known as known_languages
from quizkit.notebooks import Cell

CITATION = re.compile(r"\[([A-Z][^\[\]]*)\](?!\()")  # [A], [B, C], [Draft treaty]; not a link
DEFINITION = re.compile(r"^- \*\*\[([^\]]+)\]\*\* `([a-z0-9-]+)`", re.MULTILINE)
ID = re.compile(r"`([a-z0-9-]+)`")
NOT_TOLD = re.compile(
    r"title|contents|objectives|setup|how-to|practice|key-points|further|sources|lessons|trial"
    r"|stuck|answers|tables|columns|run-in-order|.*-(?:solution|explained|intro)|exercise-\d+"
)
THE_WEEK = {"2022", "10", "11", "12", "13"}  # what all lessons are about
REMOVED = re.compile(r"```.*?```|`[^`]*`|<[^>]*>|\[[^\]]*\]\([^)]*\)|[^.!?:\n]*\?", re.DOTALL)
NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")
QUIZ_NUMBERS = re.compile(r"^#.*$|^\s*(?:\d+)\. ", re.MULTILINE)
_ids: FileCache[frozenset[str]] = FileCache()


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check that what is told has a source, and that each source named exists."""
    sources = lesson.cell("sources")
    if sources is None:
        return
    known = source_ids(lesson.content / "data" / "sources.csv")
    explained = {name for name, _ in DEFINITION.findall(sources.source)}
    for name in ID.findall(sources.source):
        if name not in known:
            what, mend = f"there is no source '{name}'", "add it to data/sources.csv"
            yield lesson.problem(sources, "source-id", what, mend)
    told = set(THE_WEEK)  # and the numbers that stood beside a source
    for cell in lesson.prose:
        if cell is not sources:
            yield from _cited(lesson, cell, explained)
            yield from _uncited(lesson, cell, told)


def _cited(lesson: Lesson, cell: Cell, explained: set[str]) -> Iterator[Problem]:
    named = {part for found in CITATION.findall(cell.source) for part in found.split(", ")}
    for name in sorted(named - explained):
        what = f"[{name}] is not explained under the sources"
        mend = f"add '- **[{name}]** `id-of-the-source`: …' to the cell 'sources'"
        yield lesson.problem(cell, "citation", what, mend)


def _uncited(lesson: Lesson, cell: Cell, known: set[str]) -> Iterator[Problem]:
    if NOT_TOLD.fullmatch(cell.id):
        return
    for block in blocks(cell.source):
        found = _telling(block, known)
        if CITATION.search(block):
            known.update(NUMBER.findall(block))
        elif found and not _cites_otherwise(known_languages()).search(block):
            start = " ".join(block.split())[:50]
            what = f"nothing is cited where it tells '{found}' (“{start}…”)"
            mend = "add the source in square brackets, or say that it is the lesson's own reading"
            yield lesson.problem(cell, "cited", what, mend)


def _telling(block: str, known: set[str]) -> str | None:
    """Return the first number, date or verb that needs a source, if there is one."""
    told = QUIZ_NUMBERS.sub("", REMOVED.sub("", block))
    found = (match[0] for match in _tells(known_languages()).finditer(told))
    return next((f for f in found if not (set(NUMBER.findall(f)) or {f}) <= known), None)


@cache
def _tells(_languages: tuple[str, ...]) -> re.Pattern[str]:
    """Match a year, a day, a number or a verb that needs a source."""
    months, verbs = in_any("lessons", "months"), in_any("lessons", "tells")
    return re.compile(
        rf"\b(?:1[89]|20)\d\d\b|\b\d{{1,2}} (?:{months})\w*"
        rf"|\b\d{{2,3}}(?:[.,]\d{{3}})*\b|\b(?:{verbs})\b",
        re.IGNORECASE,
    )


@cache
def _cites_otherwise(_languages: tuple[str, ...]) -> re.Pattern[str]:
    """Match an article or table named in words, a task, and what is the lesson's own."""
    said = {name: f"(?:{in_any('lessons', name)})" for name in words("lessons", ENGLISH)}
    return re.compile(
        rf"\b[BC]\b|\bA's\b|\b{said['article']} [ABC]\b|\b{said['with_article']} A\b"
        rf"|\b{said['table']}\b|\*\*{said['task']}\b|\b(?i:{said['own']})\b"
    )


def blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text; a sentence ending in a colon goes with what it announces.

    >>> list(blocks("One.\\n\\nTwo:\\n\\n- a\\n- b"))
    ['One.', 'Two:\\n\\n- a\\n- b']
    """
    waiting = ""
    for block in re.split(r"\n\s*\n", text.strip()):
        waiting = f"{waiting}\n\n{block}" if waiting else block
        if not re.search(r"[:…]\**$", block):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def source_ids(path: Path) -> frozenset[str]:
    """Return the ids of the table of sources; none where there is no table."""
    return _ids.get(path, lambda: _read_ids(path))


def _read_ids(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))
