"""Answers as they stand in graded notebooks, of whatever kind, and however they are damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.small_course import cell, notebook, write
from quizkit.desk.marking.answers import Answer, Answers
from quizkit.desk.marking.questions import Question
from quizkit.desk.marking.schemes import Scheme

PIXEL = "iVBORw0KGgo="


def question(*, is_task: bool = False) -> Question:
    """Return a written question with nothing but its place."""
    return Question(
        notebook="week",
        name="essay",
        title="",
        text="",
        scheme=Scheme(),
        model="",
        points=1,
        is_task=is_task,
        language="en",
    )


def read(folder: Path, cells: list[Any], *, is_task: bool = False) -> Answer:
    """Return the answer in a graded notebook of these cells."""
    write(folder / "week.ipynb", notebook(cells))
    asked = question(is_task=is_task)
    return Answers([asked]).of(folder, asked)


def answer(kind: str, source: Any, **fields: Any) -> Any:
    """Return the cell of the question."""
    return cell(kind, "", "essay", grade=True, solution=True) | {"source": source} | fields


def test_code_is_shown_with_what_it_put_out(tmp_path: Path) -> None:
    """Text without colours, a picture of a known kind, the words of an error; never HTML."""
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["one\n", "two"]},
        {"output_type": "display_data", "data": {"image/png": PIXEL, "text/plain": "<Figure>"}},
        {"output_type": "execute_result", "data": {"text/html": "<b>x</b>", "text/plain": "a < b"}},
        {"output_type": "error", "traceback": ["\x1b[31mNameError\x1b[0m: x"]},
    ]
    shown = read(tmp_path, [answer("code", "print(1 < 2)", outputs=outputs)]).html
    assert shown.split("\n") == [
        "<pre>print(1 &lt; 2)</pre>",
        "<pre>one",
        "two</pre>",
        f'<img src="data:image/png;base64,{PIXEL}" alt="">',
        "<pre>a &lt; b</pre>",
        "<pre>NameError: x</pre>",
    ]


def test_a_task_is_answered_up_to_the_next_cell_of_the_assignment(tmp_path: Path) -> None:
    """What a student put below it is the answer, and what follows later is not."""
    cells = [
        cell("markdown", "The task", "essay", task=True, locked=True, points=1),
        cell("markdown", "First words."),
        cell("markdown", "More."),
        cell("markdown", "Another task", "next", locked=True),
        cell("markdown", "Not this."),
    ]
    found = read(tmp_path, cells, is_task=True)
    assert (found.html, found.words) == ("<p>First words.</p>\n<p>More.</p>", 3)


def test_an_answer_is_read_again_once_it_changes(tmp_path: Path) -> None:
    """Graded again while the page is open, the newer work is shown."""
    asked = question()
    answers = Answers([asked])
    for text in ("Old.", "Much newer."):
        write(tmp_path / "week.ipynb", notebook([answer("markdown", text)]))
        assert answers.of(tmp_path, asked).html == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "odd",
    [
        answer("code", "x", outputs=3),
        answer("code", "x", outputs=[3, {}, {"data": 3}, {"data": {"image/png": 3}}, {"text": {}}]),
        answer("code", "x", outputs=[{"text": "a"}] * 10_000),
        answer("code", ["x", 3]),
        answer("markdown", ["x"], attachments=[]),
        answer("raw", "x", metadata={"nbgrader": {"grade_id": "essay"}}),
    ],
)
def test_odd_cells_are_shown_as_far_as_they_go(tmp_path: Path, odd: Any) -> None:
    """Whatever a notebook holds in the place of texts, there is a page, and not a long one."""
    found = read(tmp_path, [3, {}, {"metadata": 3}, odd])
    assert "x" in found.html
    assert len(found.html) < 1000


@pytest.mark.parametrize("cells", [[], [cell("markdown", "Mine", "other", solution=True)]])
def test_a_cell_that_was_taken_out_is_told(tmp_path: Path, cells: list[Any]) -> None:
    """It is missing, which is not the same as an empty answer."""
    assert read(tmp_path, cells).missing == "cell"
