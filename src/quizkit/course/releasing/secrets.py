"""What students must not see before they hand in: keys, solutions, hidden tests, mark schemes.

A text counts as confidential where it says enough to be known again: a line of code of 16
characters (spaces not counted), or a sentence of three words and 20 letters. Shorter lines of one
region are taken together. What also stands in the public part of the course is no secret. A short
answer, a number or a name, occurs anywhere by chance; it is looked for where it stands as an
answer: right behind its question's id, or with the rest of its order or its pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from quizkit.course.answer_keys import Keys
from quizkit.course.folder import Layout
from quizkit.course.releasing.answer_patterns import patterns
from quizkit.course.releasing.same_text import CODE, code, prose, sentences, untagged
from quizkit.course.restoring.released_cells import marked, without
from quizkit.quiz.model import Item, Quiz, Text
from quizkit.quiz.released import released, text_of

_BLANK = re.compile(r"\[\[[^\[\]]*\]\]")


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must not be found; ``said`` is how it was written, for the message.

    ``needles`` are looked for in a text written as ``form`` says; ``pattern`` in the text itself.
    """

    kind: str  # "hidden test", "key"
    origin: str  # "source/timeline/timeline.ipynb, cell 4"
    said: str
    prose: str = ""
    code: str = ""
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Confidential:
    """All that a course keeps from its students, and the quizzes as they receive them."""

    secrets: tuple[Secret, ...]
    quizzes: Mapping[str, str]  # the text of each released quiz, by its id

    @classmethod
    def of(cls, layout: Layout) -> Confidential:
        """Gather the secrets of a course; raises CourseError where a key cannot be read."""
        keys = Keys(layout.root)
        quizzes = [keys.load(name) for name in keys.names()]
        given = {quiz.id: released(quiz) for quiz in quizzes}
        notebooks = [found for path in layout.notebooks() for found in _read(path, layout)]
        public = [text for _, _, text, kind in notebooks if not kind]
        public += [text for content in given.values() for text in _texts(content)]
        known = Public(public)
        secrets = [s for n in notebooks if n[3] for s in _of_source(*n, known)]
        secrets += [s for quiz in quizzes for s in _of_quiz(quiz, given[quiz.id], known)]
        texts = {name: text_of(content) for name, content in given.items()}
        return cls(tuple(dict.fromkeys(secrets)), texts)


class Public:
    """What students may read anyway."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole = tuple(texts)
        self.prose = "\n".join(map(prose, self.whole))
        self.untagged = "\n".join(map(untagged, self.whole))
        self.code = "\n".join(map(code, self.whole))

    def has(self, *, said: str = "", line: str = "") -> bool:
        """Return whether a sentence (as ``prose``) or a line (as ``code``) is public."""
        if said:
            return said in self.prose or said in self.untagged
        return line in self.code


Part = tuple[str, str, str, str]  # where it stands, its cell's type, the text, what it is


def _read(path: Path, layout: Layout) -> Iterator[Part]:
    """Yield the parts of a source notebook: those that are public, and those that are not."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return  # `quizkit check` of the course tells it
    place = path.relative_to(layout.root) if path.is_relative_to(layout.root) else path
    for number, cell in enumerate(cells, start=1):
        source, kind = "".join(cell["source"]), str(cell["cell_type"])
        where = f"{place}, cell {number}"
        regions = layout.regions
        if _cleared(cell, source, regions["solution"]):
            yield where, kind, source, "solution"
            continue
        yield where, kind, without(source, regions.values()), ""
        for what, (begin, end) in regions.items():
            for region in _regions(source, begin, end):
                yield where, kind, region, what


def _cleared(cell: Mapping[str, Any], source: str, marks: tuple[str, str]) -> bool:
    """Return whether nbgrader takes out a whole cell: a solution in which no part is marked."""
    metadata = cell.get("metadata", {}).get("nbgrader", {})
    return bool(metadata.get("solution")) and marks[0] not in source


def _regions(source: str, begin: str, end: str) -> Iterator[str]:
    region: list[str] = []
    for line, inside in marked(source, begin, end):
        if inside and begin not in line and end not in line:
            region.append(line)
        elif region:
            yield "\n".join(region)
            region = []
    if region:
        yield "\n".join(region)


def _of_source(
    where: str, cell_type: str, text: str, what: str, public: Public
) -> Iterator[Secret]:
    """Yield what can be searched for of one part of a source notebook."""
    if cell_type != "code":
        said = [s for s in sentences(text) if not public.has(said=s)]
        yield from (Secret(what, where, _shown(text, s), prose=s) for s in said)
        return
    short: list[str] = []
    for line in text.split("\n"):
        written = code(line)
        if len(written) < CODE:
            short.append(line)
        elif not public.has(line=written):
            yield Secret(what, where, line.strip(), code=written)
    together = code("\n".join(short))
    whole = code(text)
    if len(whole) >= CODE and len(together) == len(whole) and not public.has(line=whole):
        yield Secret(what, where, text.strip().split("\n")[0], code=whole)


def _of_quiz(quiz: Quiz, given: Mapping[str, Any], public: Public) -> Iterator[Secret]:
    known = {form for text in _texts(given) for form in (prose(text), untagged(text))}
    for item in quiz.questions:
        where = f"keys/{quiz.id}.yaml, question '{item.id}'"
        for text in _all_texts(item):
            for said in sentences(text):
                if not public.has(said=said) and not any(said in form for form in known):
                    yield Secret("key", where, _shown(text, said), prose=said)
        for said, pattern in patterns(item):
            if not any(pattern.search(text) for text in public.whole):
                yield Secret("key", where, said, pattern=pattern)


def _shown(text: str, said: str) -> str:
    """Return the part of a text that was written down as ``said``."""
    for part in re.split(r"(?<=[.!?;:])\s+|\n+", text):
        if untagged(part) == said:
            return part.strip()
    return text.strip()


def _all_texts(value: Any) -> Iterator[str]:
    """Yield every text for people in a value, in every language, however deep it lies."""
    if isinstance(value, Text):
        # A passage is public up to its blanks, and from there on.
        yield from (_BLANK.sub("\n", text) for text in value.texts.values() if text)
    elif isinstance(value, Item) or (is_dataclass(value) and not isinstance(value, type)):
        for field in fields(value):
            yield from _all_texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _all_texts(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _all_texts(each)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
