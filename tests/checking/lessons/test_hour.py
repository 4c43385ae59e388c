"""A lesson's core fits a lesson hour, and what can wait is marked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quizkit import figures
from quizkit.checking.lessons import hour
from quizkit.checking.lessons.lesson import Lesson, read
from quizkit.errors import Problem

LATER = "## If you have more time: an image"
QUIZ = "id: {name}\ntitle: Rivers\ncore: 4\nquestions:\n"
QUESTION = "  - {{id: no-{n}, type: text, prompt: Which?, accept: [Danube]}}\n"
Cells = list[tuple[str, str, bool]]  # an id, a source, and whether it is tagged


def prose(words: int) -> str:
    """Return a text of that many words."""
    return "word " * words


def lesson(folder: Path, cells: Cells, **quizzes: int) -> Lesson:
    """Write a lesson with quizzes of so many questions beside it; a cell that calls is code."""
    made: list[dict[str, Any]] = []
    for name, source, more in cells:
        kind = "code" if source.startswith(("quizkit", "import", "rows")) else "markdown"
        made.append(
            {"id": name, "cell_type": kind, "source": source, "metadata": {"tags": ["more"] * more}}
        )
    path = folder / "en" / "02-geneva.ipynb"
    path.parent.mkdir()
    content = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content), encoding="utf-8")
    for name, count in quizzes.items():
        text = QUIZ.format(name=name) + "".join(QUESTION.format(n=n) for n in range(count))
        (path.parent / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = read(path)[0]
    assert found is not None
    return found


def told(found: Lesson) -> list[Problem]:
    """Return what the rules say."""
    return list(hour.rules(found))


def test_what_the_core_takes_is_counted_by_the_budget(tmp_path: Path) -> None:
    """Reading, cells, exercises and questions count; of a quiz only its core."""
    cells: Cells = [
        ("text", prose(360), False),
        ("solution", f"<details>{prose(900)}</details>", False),
        ("sources", prose(900), False),
        ("exercise-1-cell", "rows = 1", False),
        ("check", 'quizkit.show("check.yaml")', False),
        ("practice-quiz", 'quizkit.show("practice.yaml")', False),
    ]
    reading, writing, asking = hour.minutes(lesson(tmp_path, cells, check=2, practice=12))
    assert reading == 2
    assert writing == hour.EXERCISE + 2 * hour.SHOWN
    assert asking == (2 + 4) * hour.QUESTION


def test_the_words_of_a_figure_are_read(tmp_path: Path) -> None:
    """A figure takes the time to read what it shows, and not what is folded below it."""
    cells: Cells = [("figure", "quizkit.figures.demands()", False)]
    reading, writing, _ = hour.minutes(lesson(tmp_path, cells))
    assert reading * hour.WORDS > len(figures.demands().alt.split())
    assert writing == hour.SHOWN
    markup = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)
    page = markup.sub(" ", figures.demands()._repr_html_())
    folded = sum(len(title.split()) for title in figures.demands().source_titles)
    assert reading * hour.WORDS <= len(page.split()) - folded


def test_a_core_that_is_too_long_is_told(tmp_path: Path) -> None:
    """Fifty minutes are five too many: it says how many, of what, and what to do."""
    (problem,) = told(lesson(tmp_path, [("text", prose(50 * hour.WORDS), False)]))
    assert problem.what == (
        "its core takes 50 minutes and an hour has 45: "
        "50 to read, 0 for cells and exercises, 0 for questions"
    )
    assert "a heading 'If you have more time: …', its cells tagged 'more'" in problem.mend


def test_what_is_marked_as_extra_takes_no_time(tmp_path: Path) -> None:
    """A section for those who have more time is not counted, its exercises and quizzes included."""
    cells: Cells = [
        ("text", prose(40 * hour.WORDS), False),
        ("later", f"{LATER}\n\n{prose(5000)}", True),
        ("exercise-1-cell", "rows = 1", True),
        ("check", 'quizkit.show("check.yaml")', True),
        ("practice", "## Practice quiz", False),
    ]
    assert told(lesson(tmp_path, cells, check=9)) == []


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ([("later", LATER, False)], ["later"]),
        ([("later", LATER, True), ("next", "So.", False)], ["next"]),
        ([("later", LATER, True), ("deeper", "### An example", False)], ["deeper"]),
        ([("text", "So.", True)], ["text"]),
        ([("later", LATER, True), ("next", "## Practice quiz", True)], ["next"]),
        ([("text", f"So.\n\n{LATER}", True)], ["text"]),
        ([("later", f"{LATER}\n\nSo.\n\n## Practice quiz", True)], ["later"]),
        ([("later", LATER, True), ("next", "## Practice quiz", False)], []),
        ([("later", LATER, True), ("code", "rows = 1", True), ("own", "# Next", False)], []),
        ([("later", LATER.replace("If you have", "Als je") + ".", False)], []),
        ([("later", "### Als je meer tijd hebt: een beeld", True)], []),
        ([("text", f"```\n{LATER}\n```", False)], []),
    ],
)
def test_tag_and_heading_go_together(tmp_path: Path, cells: Cells, where: list[str]) -> None:
    """A tagged cell stands under such a heading, and each cell under one is tagged."""
    found = told(lesson(tmp_path, cells))
    assert [(problem.rule, problem.where) for problem in found] == [("more", w) for w in where]
