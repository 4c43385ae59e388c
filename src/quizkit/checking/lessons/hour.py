"""A lesson's core fits a lesson hour; the rest is marked as for those who have more time.

What can wait stands in a section of its own, headed "If you have more time: …", and each of its
cells has the tag ``more``: so a page can fold it away, and a teacher can skip it. All else is the
core. Its minutes are estimated by the budget below, as someone plans them who has yet to see the
class.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from math import ceil

from quizkit import figures
from quizkit.checking.lessons.lesson import Lesson
from quizkit.checking.lessons.objectives import quiz_of
from quizkit.checking.lessons.translations import plain
from quizkit.errors import Problem, QuizkitError
from quizkit.languages import current, in_any, language, words
from quizkit.languages import known as known_languages
from quizkit.notebooks import Cell, parsed

HOUR = 45  # minutes: the shorter of the usual two, 45 and 50
# Adults read 238 words of non-fiction a minute (Brysbaert, "How many words do we read per minute?",
# 2019). These readers are sixteen, some read a second language, and all have sources to weigh.
WORDS = 180
SHOWN = 5 / 60  # a cell that is run to be looked at, besides the words that its figure holds
EXERCISE = 5.0  # to read the task again, write, run, and mend what went wrong once
QUESTION = 1.5  # to read it, answer, and read what the feedback says
TAG = "more"
LATER = {"sources", "further"}  # looked up, and not read in the hour
HIDDEN = re.compile(r"<details>.*?</details>", re.DOTALL)
FENCED = re.compile(r"```.*?```", re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
# What of a figure is not read: its style, what is folded, its sources, and the form for a phone.
UNREAD = re.compile(
    r"<(style|details|title|desc)\b.*?</\1>|<svg[^>]*quizkit-narrow.*?</svg>"
    r'|<div class="quizkit-sources">.*?</div>|<[^>]+>',
    re.DOTALL,
)
DRAWN = "quizkit.figures"
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
    asked = sum(_asked(lesson, name) for cell, name in lesson.quizzes if not is_more(cell))
    read = sum(len(text.split()) for text in texts) + sum(_drawn(lesson, cell) for cell in code)
    return read / WORDS, writing, asked * QUESTION


def is_more(cell: Cell) -> bool:
    """Return whether a cell is marked as for those who have more time.

    >>> is_more(Cell("image", "markdown", "", 1, False, {"tags": ["more"]}))
    True
    """
    return TAG in cell.metadata.get("tags", ())


def _asked(lesson: Lesson, name: str) -> int:
    quiz = quiz_of(lesson, name)
    return min(quiz.size, quiz.core or quiz.size) if quiz else 0


def _drawn(lesson: Lesson, cell: Cell) -> int:
    """Count the words of the figures that a cell shows, as a page has them open."""
    try:
        calls = [node for node in ast.walk(parsed(cell.source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # a gap that the reader fills in
        return 0
    before = current()
    language(lesson.language)
    try:
        return sum(_words_of(call) for call in calls)
    finally:
        language(before)


def _words_of(call: ast.Call) -> int:
    room, _, name = ast.unparse(call.func).rpartition(".")
    if room != DRAWN or name not in figures.__all__:
        return 0
    try:
        given = [ast.literal_eval(value) for value in call.args]
        named = {each.arg or "": ast.literal_eval(each.value) for each in call.keywords}
        page = getattr(figures, name)(*given, **named)._repr_html_()
    except (QuizkitError, TypeError, ValueError):  # running the lesson says so
        return 0
    return len(unescape(UNREAD.sub(" ", page)).split())


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
