"""Cells that show a graded quiz are found by reading code, never by running it."""

from __future__ import annotations

from typing import Any

import pytest

from course.small_course import cell
from quizkit.course.quiz_cells import QuizCell, language_of, quiz_cells


def found(source: str, **fields: Any) -> list[QuizCell]:
    """Return the quiz cells of a notebook with one code cell."""
    return quiz_cells({"cells": [cell("code", source, "quiz", **fields)]})


def test_a_locked_cell_with_points_is_graded() -> None:
    """The cell is known by its grade id, its quiz and its points."""
    fields = {"grade": True, "locked": True, "points": 8}
    assert found('quizkit.graded("week")', **fields) == [
        QuizCell(index=0, quiz="week", alone=True, grade_id="quiz", graded=True, points=8.0)
    ]


@pytest.mark.parametrize(
    "source",
    [
        "# the quiz\nquizkit.graded('week')",
        '%matplotlib inline\nquizkit.graded("week")',
        'quizkit.graded(\n    "week",\n)',
        'graded("week")',
    ],
)
def test_the_call_is_found_however_it_is_written(source: str) -> None:
    """Comments, line breaks and IPython's own lines stand in nobody's way."""
    assert [(each.quiz, each.alone) for each in found(source)] == [("week", True)]


@pytest.mark.parametrize(
    "source",
    [
        'x = quizkit.graded("week")',
        'quizkit.graded("week")\n1 / 0',
        'print(quizkit.graded("week"))',
        'for _ in "ab": quizkit.graded("week")',
    ],
)
def test_a_cell_that_does_more_is_not_alone(source: str) -> None:
    """What else a cell holds would be lost with its output."""
    assert [(each.quiz, each.alone) for each in found(source)] == [("week", False)]


@pytest.mark.parametrize(
    "source", ["quizkit.graded(name)", "quizkit.graded()", 'quizkit.graded(*["week"])']
)
def test_a_name_that_is_not_written_out_is_not_guessed(source: str) -> None:
    """Such a cell is found, without a quiz."""
    assert [each.quiz for each in found(source)] == [None]


@pytest.mark.parametrize(
    "source",
    [
        '# quizkit.graded("week")',
        "print('quizkit.graded(\"week\")')",
        'other.graded("week")',
        "quizkit.graded(",
        "graded\x00",
        "graded" + "(" * 5_000,
        "graded = " + "-" * 90_000 + "1",
        "graded" + " " * 200_000,
    ],
)
def test_what_is_no_call_is_no_quiz(source: str) -> None:
    """Text, broken code and code made to break a parser show no quiz."""
    assert found(source) == []


@pytest.mark.parametrize("points", [None, "many", [], {}])
def test_points_that_are_no_number_are_none(points: Any) -> None:
    """Metadata may hold anything."""
    assert found('quizkit.graded("week")', points=points)[0].points == 0.0


@pytest.mark.parametrize("nbgrader", [None, [], "yes", 3])
def test_metadata_of_a_wrong_shape_make_no_graded_cell(nbgrader: Any) -> None:
    """A student can write anything into a notebook."""
    odd = cell("code", 'quizkit.graded("week")')
    odd["metadata"]["nbgrader"] = nbgrader
    assert [each.graded for each in quiz_cells({"cells": [odd]})] == [False]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ('import quizkit\nquizkit.language("nl")', "nl"),
        ('quizkit.language("en")', "en"),
        ('quizkit.language("xx")', "en"),
        ("quizkit.language(['nl'])", "en"),
        ("1 + 1", "en"),
    ],
)
def test_a_notebook_says_its_language(source: str, language: str) -> None:
    """The first cell that chooses a language that quizkit knows decides; English without."""
    assert language_of({"cells": [cell("markdown", "language"), cell("code", source)]}) == language
