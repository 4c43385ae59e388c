"""A drawn quiz through real nbgrader: released, answered from the release, graded, given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.graded_course import POINTS, GradedCourse, cells
from quizkit.learner.record import Record, to_json
from quizkit.learner.session import Session
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.released import read_released

KEY = Path(__file__).parents[2] / "quizzes" / "drawn.yaml"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> GradedCourse:
    """Return a course whose quiz draws, released."""
    made = GradedCourse(tmp_path_factory.mktemp("drawn"))
    made.write(cells(), KEY.read_text("utf-8").replace("id: drawn", "id: week"))
    made.generate()
    return made


def answers(course: GradedCourse, said: str) -> Record:
    """Answer all that the released quiz asks who says that name, as the key has it."""
    released = read_released(course.root / "release" / "week" / "quizzes" / "week.json")
    session = Session(released, mode="graded")
    session.draw_for(said)
    own = {item.id: item for item in drawn(course.quiz, same_person(said)).questions}
    for question in session.view()["questions"]:
        session.respond(question["id"], own[question["id"]].right())
    return session.record


@pytest.mark.slow
def test_what_was_drawn_is_graded_and_given_back(course: GradedCourse) -> None:
    """Each student's own questions, numbered and explained, for all the points of the cell."""
    for student in ("ann", "ben"):
        course.submit(student, to_json(answers(course, student)))
        course.autograde(student)
        grade = course.grades(student)["quiz"]
        assert (grade.auto, grade.review) == (float(POINTS), False)
    pages = {student: course.feedback(student) for student in ("ann", "ben")}
    for student, page in pages.items():
        other = drawn(course.quiz, "ben" if student == "ann" else "ann")
        own = [item.prompt.get("en") for item in drawn(course.quiz, student).questions]
        assert all(prompt in page for prompt in own)
        assert not any(
            prompt in page
            for prompt in (item.prompt.get("en") for item in other.questions)
            if prompt not in own
        )


def test_a_draw_of_somebody_else_is_flagged(course: GradedCourse) -> None:
    """What ben's page asked is worth little to cas, and the teacher is told whose it was."""
    course.submit("cas", to_json(answers(course, "ben")))
    course.autograde("cas")
    grade = course.grades("cas")["quiz"]
    assert grade.auto is not None
    assert grade.auto < POINTS
    assert grade.review
    note = course.note("cas")
    assert "those of &#x27;ben&#x27;" in note
    assert "was not given" in note
    assert "Same answers" not in note
