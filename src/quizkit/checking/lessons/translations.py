"""The language of a lesson: translated in full, with the same cells, and not hard to read.

How hard it is to read is measured by the formula LIX: mean length of sentences plus long words.
It counts letters, not syllables, so that one scale serves both languages and no dictionary is
needed. Up to 40 reads like a story or a popular magazine, up to 50 like a newspaper; a lesson for
readers at B2, or in the fourth year of VWO, keeps below 40, and none of its longer cells goes
beyond 50.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache

from quizkit.checking.lessons.lesson import Lesson, read
from quizkit.errors import Problem
from quizkit.languages import ENGLISH, Said, known
from quizkit.notebooks import Cell, parsed

LANGUAGE_LINE = re.compile(r'(quizkit\.language\()"\w+"')
FEWEST_WORDS = 12  # a shorter cell may be all names
SHARE = 0.5  # of the common words of a cell must be its own language's
HARDEST_LESSON = 40
HARDEST_CELL = 50
LONG_CELL = 80  # words: the formula says little about less
MARKUP = re.compile(
    r"```.*?```|<summary>.*?</summary>|<[^>]+>|`[^`]*`|\[[A-Z][^\[\]]*\](?!\()|\]\([^)]*\)|[*_#>\[\]]",
    re.DOTALL,
)


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Compare a lesson with its counterparts in the other languages, and look at its words.

    A language counts once there is a folder for its lessons.
    """
    yield from _language(lesson)
    for language in known():
        folder = lesson.path.parent.parent / language
        if language == lesson.language or not folder.is_dir():
            continue
        paths = sorted(folder.glob(f"{lesson.number}-*.ipynb"))
        other = read(paths[0])[0] if paths else None
        if other is None:
            what, mend = (
                f"it is not there in '{language}'",
                f"add lesson {lesson.number} to {folder}",
            )
            yield lesson.problem(None, "translated", what, mend)
        elif language == ENGLISH:  # told once, of the translation
            yield from _same(lesson, other)


def _same(lesson: Lesson, other: Lesson) -> Iterator[Problem]:
    mine = [(cell.id, cell.kind) for cell in lesson.cells]
    theirs = [(cell.id, cell.kind) for cell in other.cells]
    if mine != theirs:
        pairs = zip([*mine, ("", "")], [*theirs, ("", "")], strict=False)
        here, there = next((a, b) for a, b in pairs if a != b)
        what = f"where {other.path.name} has the cell '{there[0]}', this has '{here[0]}'"
        cell = lesson.cell(here[0])
        mend = "give both the same cells in the same order"
        yield lesson.problem(cell, "same-cells", what, mend)
        return
    for cell, twin in zip(lesson.cells, other.cells, strict=True):
        if cell.kind == "code" and statements(cell.source) != statements(twin.source):
            what = f"its code differs from that in {other.path.name}"
            mend = "keep the code alike but for the language and the comments"
            yield lesson.problem(cell, "same-code", what, mend)
        elif cell.kind == "markdown" and cell.source == twin.source and _words(cell):
            what = f"its text is that of {other.path.name}"
            yield lesson.problem(cell, "untranslated", what, "translate it")


def statements(code: str) -> str:
    """Return code without comments and without the language it sets.

    >>> statements('quizkit.language("nl")  # Nederlands') == statements('quizkit.language("en")')
    True
    """
    neutral = LANGUAGE_LINE.sub(r'\1""', code)
    try:
        return ast.dump(parsed(neutral))
    except SyntaxError:  # a gap that the reader fills in
        return "\n".join(line.partition("#")[0].rstrip() for line in neutral.split("\n"))


def _language(lesson: Lesson) -> Iterator[Problem]:
    common = Said("lessons", "common")  # words that one language has and the others have not
    for cell in lesson.prose:
        found = _words(cell)
        count = {code: sum(map(found.count, words.split())) for code, words in common.items()}
        if len(found) >= FEWEST_WORDS and sum(count.values()) >= 3:
            share = count[lesson.language] / sum(count.values())
            if share < SHARE:
                what = f"its text does not read as '{lesson.language}'"
                yield lesson.problem(cell, "untranslated", what, "translate it")


def _words(cell: Cell) -> list[str]:
    text = re.sub(r"```.*?```|`[^`]*`|<[^>]*>|\]\([^)]*\)", " ", cell.source, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]+", text.lower())


def reading_level(lesson: Lesson) -> Iterator[Problem]:
    """Measure a lesson, and each of its longer cells."""
    measure = _formula()
    if measure is None:
        what, mend = "its reading level was not measured", "install textstat to have it measured"
        yield lesson.problem(None, "reading-level", what, mend, warning=True)
        return
    cells = [(cell, plain(cell.source)) for cell in lesson.prose if cell.id != "sources"]
    for cell, text in cells:
        level = measure(text) if len(text.split()) >= LONG_CELL else 0.0
        if level > HARDEST_CELL:
            what = f"it is hard to read: LIX {level:.0f}, above {HARDEST_CELL}"
            yield lesson.problem(cell, "reading-level", what, "use shorter sentences and words")
    level = measure("\n\n".join(text for _, text in cells)) if cells else 0.0
    if level > HARDEST_LESSON:
        what = f"the lesson is hard to read: LIX {level:.0f}, above {HARDEST_LESSON}"
        yield lesson.problem(None, "reading-level", what, "use shorter sentences and words")


def plain(text: str) -> str:
    """Return a text without markup, tables as sentences.

    >>> plain("**Two** states [A, C].")
    'Two states .'
    """
    rows = re.sub(r"^\|[-| :]*\|$", "", text, flags=re.MULTILINE)
    rows = re.sub(r"\s*\|\s*(?=\n|$)", ".", rows)
    return re.sub(r"[ \t]+", " ", MARKUP.sub("", rows).replace("|", ". ")).strip()


@cache
def _formula() -> Callable[[str], float] | None:
    try:
        import textstat
    except ImportError:  # only those who write lessons have it
        return None
    return lambda text: float(textstat.lix(text))
