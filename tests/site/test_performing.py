"""What figures and quizzes show where a site is made, before any browser has opened it."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from quizkit.quiz.loading import load
from quizkit.site.performing import perform

RIVERS = """
id: rivers
title: Rivers
questions:
  - id: longest
    type: choice
    prompt: Which river is longest?
    options:
      - text: the Nile
        correct: true
        feedback: Measured in 2007.
      - text: the Rhine
        feedback: Far from it.
"""


def write(path: Path, *sources: str) -> dict[str, Any]:
    """Write a notebook with these cells of code; return what it holds."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": []}
        | {"execution_count": None}
        for n, source in enumerate(sources)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), "utf-8")
    return notebook


def shown(path: Path) -> list[str]:
    """Return what the cells of a notebook show as HTML."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(o["data"]["text/html"] for o in cell["outputs"]) for cell in cells]


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a teacher's notebook of which the cells were performed, beside a quiz of their own."""
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "rivers.yaml").write_text(RIVERS, "utf-8")
    (folder / "json.py").write_text("raise SystemExit('a file beside a lesson is no module')")
    plain = ('import quizkit\nquizkit.language("nl")', 'quizkit.show("rivers.yaml")')
    own = "open('written', 'w')\nquizkit.figures.week()"
    write(folder / "rivers.ipynb", *plain, "quizkit.figures.week()", own)
    assert perform(folder, ["rivers.ipynb"]) == []
    return folder / "rivers.ipynb"


def test_a_quiz_of_ones_own_shows_its_questions_and_no_key(rivers: Path) -> None:
    """What is asked stands in the page; what is right, and what is said to it, does not."""
    page = shown(rivers)[1]
    assert "Which river is longest?" in page
    assert "the Nile" in page
    assert "Measured" not in page
    assert "Far from it" not in page


def test_a_figure_speaks_the_language_of_its_lesson(rivers: Path) -> None:
    """A figure is drawn in the language that the lesson chose in a cell before it."""
    assert '<figure class="quizkit-figure" lang="nl">' in shown(rivers)[2]


def test_nothing_but_plain_cells_is_run(rivers: Path) -> None:
    """A cell to work in shows nothing, and nothing of it was run."""
    assert shown(rivers)[3] == ""
    assert not (rivers.parent / "written").exists()


def test_a_lesson_that_fails_is_told_with_its_cell(tmp_path: Path) -> None:
    """The sentence names notebook and cell; the notebook, and no other, stays without outputs."""
    before = write(
        tmp_path / "a/lost.ipynb",
        "import quizkit\nquizkit.figures.week()",
        'quizkit.show("absent")',
    )
    write(tmp_path / "a/whole.ipynb", "import quizkit\nquizkit.figures.week()")
    (told,) = perform(tmp_path, ["a/lost.ipynb", "a/whole.ipynb"])
    assert told.startswith('a/lost.ipynb, cell "c1": ')
    assert "absent" in told
    assert json.loads((tmp_path / "a/lost.ipynb").read_text("utf-8")) == before
    assert "quizkit-figure" in shown(tmp_path / "a/whole.ipynb")[0]


@pytest.mark.slow
def test_the_same_lessons_show_the_same(checkout: Path, tmp_path: Path) -> None:
    """Performed twice, a lesson with a map that slides and a quiz that shuffles is the same."""
    sources = "import quizkit\nquizkit.figures.enlargement_map()", 'quizkit.show("geneva")'
    made = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        write(folder / "lesson.ipynb", *sources)
        assert perform(folder, ["lesson.ipynb"]) == []
        made.append((folder / "lesson.ipynb").read_bytes())
    assert made[0] == made[1]
    page = unescape(" ".join(shown(tmp_path / "one/lesson.ipynb")))
    prompt = load("geneva").questions[0].prompt.get("en")
    assert all(paragraph in page for paragraph in prompt.split("\n\n"))
