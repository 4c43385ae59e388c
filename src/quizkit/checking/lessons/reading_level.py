"""How hard a lesson is to read, by the formula LIX: mean length of sentences plus long words.

LIX counts letters, not syllables, so that one scale serves both languages and no dictionary is
needed. Up to 40 reads like a story or a popular magazine, up to 50 like a newspaper; a lesson for
readers at B2, or in the fourth year of VWO, keeps below 40, and none of its longer cells goes
beyond 50.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem

HARDEST_LESSON = 40
HARDEST_CELL = 50
LONG_CELL = 80  # words: the formula says little about less
MARKUP = re.compile(
    r"```.*?```|<summary>.*?</summary>|<[^>]+>|`[^`]*`|\[[A-Z][^\[\]]*\](?!\()|\]\([^)]*\)|[*_#>\[\]]",
    re.DOTALL,
)


def rules(lesson: Lesson) -> Iterator[Problem]:
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
