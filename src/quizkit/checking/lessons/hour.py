"""A lesson's core fits a lesson hour; the rest is marked as for those who have more time.

What can wait stands in a section of its own, headed "If you have more time: …", and each of its
cells has the tag ``more``: so a page can fold it away, and a teacher can skip it. All else is the
core. Its minutes are estimated by the budget below, as someone plans them who has yet to see the
class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import ceil

from quizkit.checking.lessons.lesson import Lesson
from quizkit.checking.lessons.objectives import quiz_of
from quizkit.checking.lessons.translations import plain
from quizkit.errors import Problem
from quizkit.languages import in_any, words
from quizkit.languages import known as known_languages
from quizkit.notebooks import Cell
from quizkit.quiz.model import CORE_QUESTIONS

HOUR = 45  # minutes: the shorter of the usual two, 45 and 50
# Adults read 238 words of non-fiction a minute (Brysbaert, "How many words do we read per minute?",
# 2019). These readers are sixteen, some read a second language, and all have sources to weigh.
WORDS = 180
SHOWN = 5 / 60  # a cell that is run to be looked at: the figure's questions are text
EXERCISE = 5.0  # to read the task again, write, run, and mend what went wrong once
QUESTION = 1.5  # to read it, answer, and read what the feedback says
TAG = "more"
LATER = {"sources", "further"}  # looked up, and not read in the hour
HIDDEN = re.compile(r"<details>.*?</details>", re.DOTALL)
FENCED = re.compile(r"```.*?```", re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
TO_WRITE_IN = re.compile(r"exercise-\d+-cell")


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check that what is marked as extra is headed so, and that the core fits the hour."""
    yield from _marked_as_headed(lesson)
    reading, writing, asking = minutes(lesson)
    total = ceil(reading + writing + asking)
    if total > HOUR:
        what = (
            f"its core takes {total} minutes and an hour has {HOUR}: {reading:.0f} to read, "
            f"{writing:.0f} for cells and exercises, {asking:.0f} for questions"
        )
        mend = f"put what can wait under a heading '{_name(lesson)}: …', its cells tagged '{TAG}'"
        yield lesson.problem(None, "hour", what, mend)


def minutes(lesson: Lesson) -> tuple[float, float, float]:
    """Estimate how long the core takes: to read, to run and write, and to answer questions."""
    core = [cell for cell in lesson.cells if not is_more(cell)]
    texts = (
        plain(HIDDEN.sub("", cell.source))
        for cell in core
        if cell.kind == "markdown" and cell.id not in LATER
    )
    code = [cell for cell in core if cell.kind == "code"]
    exercises = sum(bool(TO_WRITE_IN.fullmatch(cell.id)) for cell in code)
    writing = exercises * EXERCISE + (len(code) - exercises) * SHOWN
    asked = sum(_asked(lesson, cell, name) for cell, name in lesson.quizzes if not is_more(cell))
    return sum(len(text.split()) for text in texts) / WORDS, writing, asked * QUESTION


def is_more(cell: Cell) -> bool:
    """Return whether a cell is marked as for those who have more time.

    >>> is_more(Cell("image", "markdown", "", 1, False, {"tags": ["more"]}))
    True
    """
    return TAG in cell.metadata.get("tags", ())


def _asked(lesson: Lesson, cell: Cell, name: str) -> int:
    quiz = quiz_of(lesson, name)
    count = len(quiz.questions) if quiz else 0
    practice = cell is lesson.quizzes[-1][0]
    return min(count, CORE_QUESTIONS) if practice else count


def _marked_as_headed(lesson: Lesson) -> Iterator[Problem]:
    """Follow the headings: which cells stand in a section for those who have more time?"""
    level = 0  # of the heading that opened such a section; 0 outside
    for cell in lesson.cells:
        within = []  # headings that open or end such a section inside the cell
        for heading in _headings(cell):
            depth, opens = len(heading[1]), bool(_headed(known_languages()).match(heading[2]))
            if opens or depth <= level:
                level = depth if opens else 0
                within += [heading[2]] * (heading.start() > 0)
        if within:
            what = f"the heading '{within[0]}' stands in the middle of a cell"
            yield lesson.problem(cell, "more", what, "let a cell of its own begin with it")
        elif is_more(cell) and not level:
            what = f"it is tagged '{TAG}', and stands under no heading that says so"
            mend = f"begin its section with a heading '{_name(lesson)}: …', or take the tag away"
            yield lesson.problem(cell, "more", what, mend)
        elif level and not is_more(cell):
            what = "it stands under a heading for those who have more time, without the tag"
            yield lesson.problem(cell, "more", what, f"add '{TAG}' to the tags of the cell")


def _headings(cell: Cell) -> Iterator[re.Match[str]]:
    text = FENCED.sub("", cell.source) if cell.kind == "markdown" else ""
    return HEADING.finditer(text.lstrip())


@cache
def _headed(_languages: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{in_any('reader', 'more_time')}): \S")


def _name(lesson: Lesson) -> str:
    return words("reader", lesson.language)["more_time"]
