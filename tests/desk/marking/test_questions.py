"""The written questions of an assignment, read from its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.small_course import cell, notebook, write
from desk.marking.written_class import cells
from quizkit.course.folder import Layout
from quizkit.desk.marking.questions import Question, written_questions
from quizkit.errors import CourseError


def read(root: Path, source: list[dict[str, object]]) -> tuple[Question, ...]:
    """Return the written questions of an assignment that is written into a course."""
    write(root / "source" / "week" / "week.ipynb", notebook(source))
    return written_questions(Layout(root), "week")


def test_written_questions_are_those_graded_by_hand(tmp_path: Path) -> None:
    """A solution with points and a task are; a solution without points, and tests, are not."""
    more = [
        cell("code", "x = 1", "code", solution=True),
        cell("code", "assert x", "tests", grade=True, locked=True, points=1),
    ]
    found = read(tmp_path, [*more, *cells()])
    assert [(q.name, q.points, q.is_task) for q in found] == [
        ("essay", 4, False),
        ("basin", 3, True),
    ]


def test_a_question_has_title_text_scheme_and_model_answer(tmp_path: Path) -> None:
    """Each is shown in its own place, and none of them twice."""
    essay, basin = read(tmp_path, cells())
    assert essay.title == "Rivers" or essay.title == "The commission (4 points)"
    assert "Weigh the commission" in essay.text
    assert "Mark scheme" in essay.scheme.before
    assert "bound <em>states</em>" in essay.model
    for hidden in ("BEGIN", "Mark scheme", "bound", "Words"):
        assert hidden not in essay.text
    assert (basin.title, basin.model) == ("A basin", "")
    assert "watershed" in basin.scheme.before
    assert "watershed" not in basin.text


def test_a_model_answer_in_code_is_shown_as_code(tmp_path: Path) -> None:
    """A manually graded cell of code has a model answer, too."""
    source = "### BEGIN SOLUTION\na < b\n### END SOLUTION"
    (question,) = read(tmp_path, [cell("code", source, "c", grade=True, solution=True, points=2)])
    assert "<pre>" in question.model
    assert "a &lt; b" in question.model
    assert question.title == "c"


def test_an_assignment_without_one_says_so(tmp_path: Path) -> None:
    """It is one sentence that says which kinds of cells count."""
    with pytest.raises(CourseError, match="no written question"):
        read(tmp_path, [cell("markdown", "# Only a text")])


def test_a_damaged_source_says_which(tmp_path: Path) -> None:
    """A notebook that is none is named."""
    write(tmp_path / "source" / "week" / "week.ipynb", "<html>")
    with pytest.raises(CourseError, match=r"week\.ipynb is a web page"):
        written_questions(Layout(tmp_path), "week")
