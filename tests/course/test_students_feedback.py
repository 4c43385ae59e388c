"""What students get as feedback: no hidden tests where the course hides them, quizzes by title."""

from __future__ import annotations

from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import Config

from course.graded_course import GradedCourse, record, right
from course.small_course import cell
from quizkit.course.students_feedback import StudentsFeedback

TEST = """\
assert days == 3, "10 to 13 January is 3 days"
### BEGIN HIDDEN TESTS
assert days_between(31, 32) == 1, "over New Year it is 1 day"
### END HIDDEN TESTS
assert days > 0, "time does not go back"
"""
FAILED = "A test that is not shown here did not pass."


def error(line: int, said: str) -> Any:
    """Return the error of a test at a line, as IPython shows it."""
    lines = TEST.split("\n")
    shown = [
        f"\x1b[32m{'---->' if at == line else '     '} {at}\x1b[39m {text}"
        for at, text in enumerate(lines, start=1)
    ]
    traceback = ["-" * 75, "AssertionError  Traceback", "\n".join(shown), f"AssertionError: {said}"]
    return new_output("error", ename="AssertionError", evalue=said, traceback=traceback)


def feedback(*cells: Any, hidden_tests: bool = False, **settings: Any) -> Any:
    """Return a notebook of these cells as students get it."""
    config = Config({"StudentsFeedback": {"hidden_tests": hidden_tests}, **settings})
    made, _ = StudentsFeedback(config=config).preprocess(new_notebook(cells=list(cells)), {})
    return made


def test_hidden_tests_are_shown_unless_the_course_hides_them() -> None:
    """As nbgrader has it, students see all of a test in the end."""
    made = feedback(new_code_cell(TEST, outputs=[error(3, "over New Year")]), hidden_tests=True)
    assert made.cells[0].source == TEST
    assert "over New Year" in str(made.cells[0].outputs)


def test_a_hidden_test_that_failed_is_not_told() -> None:
    """Neither its source nor what it said is left, only that a test did not pass."""
    said = "over New Year it is 1 day"
    made = feedback(new_code_cell(TEST, outputs=[error(3, said)]))
    assert made.cells[0].source.split("\n")[:2] == [TEST.split("\n")[0], TEST.split("\n")[4]]
    assert [output.text for output in made.cells[0].outputs] == [f"{FAILED}\n"]
    assert said not in str(made)


def test_a_visible_test_that_failed_is_told_without_what_is_around_it() -> None:
    """Its message stays; the traceback, which shows the lines below it, does not."""
    made = feedback(new_code_cell(TEST, outputs=[error(1, "10 to 13 January is 3 days")]))
    (output,) = made.cells[0].outputs
    assert output.traceback == ["AssertionError: 10 to 13 January is 3 days"]
    assert "New Year" not in str(made)


def test_what_a_cell_with_hidden_tests_put_out_is_left_out() -> None:
    """A hidden test may have printed it."""
    printed = new_output("stream", name="stdout", text="expected 1, got 2\n")
    made = feedback(new_code_cell(TEST, outputs=[printed]))
    assert "expected 1" not in str(made)
    assert "left out here" in made.cells[0].outputs[0].text


def test_another_cell_that_quotes_a_hidden_test_is_left_out() -> None:
    """Code can read the cells that ran before it."""
    quoted = new_output("stream", name="stdout", text="found: over New Year it is 1 day\n")
    plain = new_output("stream", name="stdout", text="nothing\n")
    made = feedback(new_code_cell("print(In)", outputs=[quoted, plain]), new_code_cell(TEST))
    assert "New Year" not in str(made)
    assert made.cells[0].outputs[1] == plain


def test_what_stands_in_sight_is_no_secret() -> None:
    """A line that a hidden test shares with visible code costs nobody an output."""
    source = "assert a\n### BEGIN HIDDEN TESTS\nimport pandas as pd\n### END HIDDEN TESTS"
    shown = new_output("stream", name="stdout", text="----> 1 import pandas as pd\n")
    mine = new_code_cell("import pandas as pd", outputs=[shown])
    assert feedback(mine, new_code_cell(source)).cells[0].outputs == [shown]


def test_the_marks_are_those_of_the_course() -> None:
    """Regions are found by the words that the course's settings give."""
    marks = {"begin_test_delimeter": "SECRET FROM", "end_test_delimeter": "SECRET TO"}
    source = "assert a\n# SECRET FROM\nassert b\n# SECRET TO\nassert c"
    made = feedback(new_code_cell(source), ClearHiddenTests=marks)
    assert made.cells[0].source == "assert a\nassert c"


def test_a_region_without_an_end_hides_the_rest() -> None:
    """What is not closed is hidden to the cell's end."""
    made = feedback(new_code_cell("assert a\n### BEGIN HIDDEN TESTS\nassert b"))
    assert made.cells[0].source == "assert a"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "shown"),
    [
        ("days = 4", "AssertionError: 10 to 13 January is 3 days"),
        ("days = 3\ndef days_between(a, b): return 5", FAILED),
        ("days = 3\ndef days_between(a, b): return b[0]", FAILED),
    ],
)
def test_a_kernels_own_traceback_is_understood(work: str, shown: str) -> None:
    """What IPython says today is told apart: a visible test, a hidden one, the code it called."""
    notebook = new_notebook(cells=[new_code_cell(work), new_code_cell(TEST)])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    made = feedback(*notebook.cells)
    (output,) = made.cells[1].outputs
    assert (output.get("text") or output.traceback[0]).strip() == shown
    assert "New Year" not in str(made)


def test_a_quiz_has_its_title_on_the_page(graded_course: GradedCourse) -> None:
    """Not the id of its cell, in the list above and at its head; other cells are named as ever."""
    values = right(graded_course.quiz)
    graded_course.submit("una", record(graded_course.quiz, values, learner="0una"))
    graded_course.autograde("una")
    page = graded_course.feedback("una")
    assert '<a href="#quiz">The week</a> (Score: 9.0 / 9.0)' in page
    assert "Grade cell: <code>quiz</code>" not in page
    assert '<a href="#a-test">Test cell</a>' in page
    assert "Grade cell: <code>a-test</code>" in page


def test_nbgraders_own_command_hides_them_too(tmp_path: Any, nbgrader_on_path: None) -> None:
    """The step is one of the course's: nbgrader's generate_feedback goes by it."""
    course = GradedCourse(tmp_path, StudentsFeedback={"hidden_tests": False})
    test = cell("code", TEST, "days-test", grade=True, locked=True, points=1)
    course.write([cell("code", "days = 3", "days", solution=True), test])
    course.generate()
    course.submit("ann")
    course.autograde("ann")
    page = course.feedback("ann")
    assert "10 to 13 January" in page
    assert "New Year" not in page
    assert "HIDDEN" not in page
