"""A lesson as HTML, as it stands in its page before JupyterLite does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quizkit.site import still_page as module
from quizkit.site.still_page import still_page


def page(tmp_path: Path, *cells: dict[str, Any], language: str = "en") -> str:
    """Return the page of a notebook with these cells."""
    held = [{"id": f"c{n}", "metadata": {}} | cell for n, cell in enumerate(cells)]
    mark = {"quizkit": {"lesson": True, "language": language}}
    notebook = {"cells": held, "metadata": mark, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "lesson.ipynb").write_text(json.dumps(notebook), "utf-8")
    return still_page(tmp_path / "lesson.ipynb", "lessons/en/lesson.ipynb")


def text(source: str, **more: Any) -> dict[str, Any]:
    """Return a cell of text."""
    return {"cell_type": "markdown", "source": source, **more}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "<details>\n<summary>Solution</summary>\n\n**Nile**\n\n</details>",
            "<summary>Solution</summary>",
        ),
        ("Press <kbd class='x'>Shift</kbd>", "Press <kbd>Shift</kbd>"),
        ("a <script>alert(1)</script> b", "a alert(1) b"),
        ("<img src=x onerror=alert(1)>", ""),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<!-- for the teacher -->", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>"),
        ("[next](03-brussels.ipynb)", 'href="index.html?path=lessons/en/03-brussels.ipynb"'),
        ("[data](../../data/a.csv)", 'href="../files/data/a.csv"'),
        ("[who](https://osce.org)", 'href="https://osce.org"'),
        ("[below](#sources)", 'href="#sources"'),
        ("![map](map.png)", 'src="../files/lessons/en/map.png"'),
    ],
)
def test_a_text_is_set_and_nothing_of_it_is_run(source: str, shown: str, tmp_path: Path) -> None:
    """Text, tables, links and pictures show; of raw HTML no script and no attribute is left."""
    made = page(tmp_path, text(source))
    assert shown in made
    assert not re.search(r"<script|onerror=|for the teacher", made)


def test_a_picture_in_the_notebook_shows(tmp_path: Path) -> None:
    """A picture that was pasted into a cell is in the page."""
    pasted = {"a.png": {"image/png": "iVBORw0="}}
    made = page(tmp_path, text("![a](attachment:a.png)", attachments=pasted))
    assert 'src="data:image/png;base64,iVBORw0="' in made


def test_a_quiz_says_when_it_will_answer(tmp_path: Path) -> None:
    """In the lesson's language, in the place of how to run it elsewhere."""
    shown = (
        '<section class="quizkit-still"><p class="quizkit-note"><em>Elsewhere</em></p></section>'
    )
    output = {"output_type": "display_data", "data": {"text/html": shown}, "metadata": {}}
    cell = {"cell_type": "code", "source": 'quizkit.show("a")', "outputs": [output]}
    made = page(tmp_path, cell, language="nl")
    assert "Deze quiz antwoordt zodra Python klaar is." in made
    assert "Elsewhere" not in made


def test_a_cell_to_work_in_shows_its_code(tmp_path: Path) -> None:
    """Code that is the reader's own stands there as it is, and can't be run yet."""
    made = page(tmp_path, {"cell_type": "code", "source": "1 < 2", "outputs": []})
    assert "<pre>1 &lt; 2</pre>" in made
    assert '<button class="quizkit-run" disabled>Run</button>' in made


@pytest.mark.parametrize("lesson", ["en/02-geneva", "nl/02-geneve"])
def test_what_is_extra_stands_apart(lesson: str, checkout: Path) -> None:
    """A text for whoever has more time has a form of its own, in either language."""
    path = checkout / "lessons" / f"{lesson}.ipynb"
    made = still_page(path, f"lessons/{lesson}.ipynb")
    assert made.count('data-quizkit-form="more-time"') == 2


def test_the_forms_of_cells_are_those_of_the_reader(checkout: Path) -> None:
    """Here and in JupyterLab the same ids of cells give the same forms."""
    script = (checkout / "src/quizkit/lab/reader/src/lesson.ts").read_text("utf-8")
    theirs = re.findall(r"\[/\^(.+)\$/, '([\w-]+)'\]", script)
    assert [(re.sub(r"^\((.*)\)$", r"(\1)", name), form) for name, form in theirs] == list(
        module.FORMS
    )
