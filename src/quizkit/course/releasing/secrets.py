"""What students must not see before they hand in: keys, solutions, hidden tests, mark schemes.

A text counts as confidential where it says enough to be known again: a line of code of 16
characters (spaces not counted), or a sentence of three words and 20 letters. Shorter lines of one
region are taken together. What also stands in the public part of the course is no secret. A short
answer, a number or a name, occurs anywhere by chance; it is looked for where it stands as an
answer: right behind its question's id, or with the rest of its order or its pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.course.answer_keys import Keys
from quizkit.course.folder import Layout
from quizkit.course.releasing.same_text import CODE, code, prose, sentences, untagged
from quizkit.course.releasing.unpacking import strings
from quizkit.course.restoring.released_cells import marked, nbgrader_of, without
from quizkit.languages import in_any
from quizkit.notebooks import NoNotebook, content_of
from quizkit.quiz.drawing import versions
from quizkit.quiz.model import Item, Quiz, texts_in
from quizkit.quiz.pictures.in_texts import nameless
from quizkit.quiz.released import released, text_of
from quizkit.quiz.types import TYPES

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
        public += [text for content in given.values() for text in _strings(content)]
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


SourcePart = tuple[str, str, str, str]  # where it stands, its cell's type, the text, what it is


def _read(path: Path, layout: Layout) -> Iterator[SourcePart]:
    """Yield the parts of a source notebook: those that are public, and those that are not."""
    try:
        cells = content_of(path.read_bytes())["cells"]
    except (OSError, NoNotebook):
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
    return bool(nbgrader_of(cell).get("solution")) and marks[0] not in source


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
    known = {
        form
        for text in strings(given)
        for form in (prose(text), untagged(text), prose(nameless(text)))
    }
    for item in (one for each in quiz.questions for one in versions(each)):
        where = f"keys/{quiz.id}.yaml, question '{item.id}'"
        for text in (text for each in texts_in(item) for text in each.texts.values()):
            # A passage is public up to its blanks, and from there on.
            for said in sentences(_BLANK.sub("\n", nameless(text))):
                if not public.has(said=said) and not any(said in form for form in known):
                    yield Secret("key", where, _shown(text, said), prose=said)
        for said, pattern in patterns(item):
            if not any(pattern.search(text) for text in public.whole):
                yield Secret("key", where, said, pattern=pattern)


def _strings(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a released quiz, its pictures aside."""
    return strings({name: value for name, value in given.items() if name != "pictures"})


def _shown(text: str, said: str) -> str:
    """Return the part of a text that was written down as ``said``."""
    for part in re.split(r"(?<=[.!?;:])\s+|\n+", text):
        if untagged(part) == said:
            return part.strip()
    return text.strip()


SIGNS = r"[^\w\n]{1,12}"  # what may stand between an id and its answer, or between two answers
LISTED = r"[^\w]{1,24}(?:\d{1,2}[^\w]{1,6})?"  # between the things of a list
Found = tuple[str, re.Pattern[str]]


def patterns(item: Item) -> Iterator[Found]:
    """Yield how the answer of a question would look, each with how to tell of it."""
    secrets = TYPES[item.type].secrets(item)
    yield f"the fingerprint of '{item.id}'", re.compile(rf"\b{item.fingerprint}\b")
    told, name = f"the answer to '{item.id}'", _name(item.id)
    between = rf"{SIGNS}(?:(?:accept|{in_any('key_words', 'answer')}){SIGNS}){{0,3}}"
    if secrets.forms:
        yield told, _found(f"{name}{between}{_any(secrets.forms)}")
    for parts in secrets.together:
        yield told, _found(f"{name}{between}{_in_a_row(parts)}")
    for parts in secrets.orders:
        yield f"the order of '{item.id}'", _found(rf"(?<!\w){_in_a_row(parts)}")
    if secrets.pairs:
        yield f"the pairs of '{item.id}'", _paired(secrets.pairs)
    for inner, blank in secrets.blanks.items():
        forms = TYPES[blank.type].secrets(blank).forms
        where = rf"{name}\W{{1,12}}{re.escape(inner)}{between}"
        yield f"the fingerprint of '{blank.id}'", re.compile(rf"\b{blank.fingerprint}\b")
        yield f"the answer to '{blank.id}'", _found(f"{where}{_any(forms)}")


def _found(pattern: str) -> re.Pattern[str]:
    """Look for a pattern up to the end of its last word, in capitals or not."""
    return re.compile(rf"{pattern}(?!\w)", re.IGNORECASE)


def _name(name: str) -> str:
    """Match an id; one that is a word like any other only where it stands in quotes."""
    written = re.escape(name)
    telling = re.search(r"[-_0-9]", name) or len(name) > 12
    return rf"(?<![\w-]){written}" if telling else rf"[\"']{written}"


def _pattern(text: str) -> str:
    """Match a text with any spaces between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _any(forms: Sequence[str]) -> str:
    """Match any of several texts, the longest that there is."""
    return f"(?:{'|'.join(sorted(set(map(_pattern, forms)), key=len, reverse=True))})"


def _in_a_row(parts: Sequence[str]) -> str:
    return LISTED.join(map(_pattern, parts))


def _paired(pairs: Mapping[str, str]) -> re.Pattern[str]:
    any_pair = "|".join(rf"{left}[^\w]{{1,12}}{place}" for left, place in pairs.items())
    return re.compile(rf"\b(?:{any_pair})\b", re.IGNORECASE)
