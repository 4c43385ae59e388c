"""Notebooks of other teachers: only mistakes are told, never the style of this course."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizkit.checking.examination import examine

QUIZ = """\
id: acids
title: Acids
questions:
  - {id: strong, type: truefalse, prompt: Vinegar is a strong acid., answer: false}
"""
PLACES = ("en/01-acids.ipynb", "nl/01-zuren.ipynb", "lessons/en/01-acids.ipynb", "acids.ipynb")
STYLE = (
    "%matplotlib inline\nimport pandas as pd",
    "!pip install rdkit",
    'pd.read_csv("https://example.org/acids.csv")',
    'open("/home/anna/acids.csv")',
    "await fetch()",
)


def notebook(path: Path, *cells: str, text: str = "# Acids\n\nThe minister said 1815.") -> Path:
    """Write a notebook that was run and saved."""
    code = {"cell_type": "code", "metadata": {}, "execution_count": 3}
    made = [{**code, "source": cell, "outputs": []} for cell in cells]
    prose = {"cell_type": "markdown", "metadata": {}, "source": text}
    content = {"cells": [prose, *made], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("own_tables", [False, True])
def test_a_sound_folder_has_no_mistakes(tmp_path: Path, place: str, own_tables: bool) -> None:
    """A teacher's lesson that runs has no mistakes, however unlike those of this course it is."""
    lesson = notebook(tmp_path / place, *STYLE, "import quizkit", 'quizkit.show("acids.yaml")')
    (lesson.parent / "acids.yaml").write_text(QUIZ)
    (tmp_path / "environment.yml").write_text("name: acids\ndependencies: [python, rdkit]\n")
    (tmp_path / "_config.yml").write_text("title: Acids\nauthor: Anna\n")  # of Jupyter Book
    if own_tables:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "rivers.csv").write_text("id\ndanube\n")
        table = {"name": "rivers", "title": "Rivers", "path": "rivers.csv"}
        table["schema"] = {"primaryKey": "id", "fields": [{"name": "id"}]}
        described = json.dumps({"name": "quizkit", "resources": [table]})
        (tmp_path / "data" / "datapackage.json").write_text(described)
    assert [str(p) for p in examine([tmp_path]).problems if not p.warning] == []


SHOWN = {
    'quizkit.show("bases.yaml")': "there is no quiz file 'bases.yaml'",
    'quizkit.show("quizzes/bases.yaml", language="nl")': "no quiz file 'quizzes/bases.yaml'",
    'from quizkit import show\nshow("bases.yaml")': "there is no quiz file 'bases.yaml'",
    '%time quizkit.show("x")\nquizkit.show("bases")': "there is no quiz 'bases'",
    'quizkit.show("genewa")': "there is no quiz 'genewa'; did you mean 'geneva'?",
}


@pytest.mark.parametrize(("code", "what"), SHOWN.items())
def test_a_quiz_that_is_not_there_is_told(tmp_path: Path, code: str, what: str) -> None:
    """A notebook that shows a quiz which ``show`` would not find is told so."""
    lesson = notebook(tmp_path / "en" / "01-acids.ipynb", code)
    (problem,) = examine([lesson]).problems
    assert what in str(problem)


def test_a_broken_quiz_is_told_with_the_notebook(tmp_path: Path) -> None:
    """The mistakes of a quiz that a notebook shows are told where they are."""
    lesson = notebook(tmp_path / "acids.ipynb", 'quizkit.show("more/acids.yaml")')
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "acids.yaml").write_text(QUIZ + "point: 3\n")
    (problem,) = examine([lesson]).problems
    assert (problem.path.name, problem.line) == ("acids.yaml", 5)


@pytest.mark.parametrize(
    "link", ["acids%20and%20bases.txt", "folder", "mailto:a@b.nl", "#acids", "//host/a", "a.txt?x"]
)
def test_a_link_that_leads_somewhere_is_right(tmp_path: Path, link: str) -> None:
    """Links to files, folders, other hosts and mail addresses are no mistakes."""
    (tmp_path / "acids and bases.txt").touch()
    (tmp_path / "a.txt").touch()
    (tmp_path / "folder").mkdir()
    assert examine([notebook(tmp_path / "acids.ipynb", text=f"[here]({link})")]).problems == ()


def test_a_link_that_leads_nowhere_is_a_mistake(tmp_path: Path) -> None:
    """A link to a file that is not there is told in any notebook."""
    (problem,) = examine([notebook(tmp_path / "acids.ipynb", text="[here](bases.txt)")]).problems
    assert "leads nowhere" in problem.what
