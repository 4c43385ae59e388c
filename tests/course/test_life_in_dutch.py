"""The Dutch course with nbgrader's own commands: handed out, done, graded and given back, once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import quizkit
from course import course_secrets
from course.desk import seated, write_cells
from course.school import COURSE, School, open_school
from course.term import ASSIGNMENT, COMMENT, QUIZ, contents, demo, mark_by_hand, marks
from quizkit.course.own_copy import copy_course
from quizkit.quiz.markup import plain


@dataclass
class Life:
    """What could be read on the way, for the tests to look at."""

    school: School
    fetched: dict[str, bytes] = field(default_factory=dict)
    validated: str = ""
    wire: str = ""  # everything that the student's kernel sent to the page
    marks: dict[str, Any] = field(default_factory=dict)
    feedback: str = ""


@pytest.fixture(scope="module")
def life(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Life:
    """Live through the assignment with one student, who hands in everything right."""
    root = tmp_path_factory.mktemp("school")
    copy_course(checkout / COURSE, root / "copy", language="nl")
    life = Life(open_school(root, root / "copy"))
    teacher, ann = life.school.teacher, life.school.enrol("ann")
    teacher.nbgrader("db", "student", "add", "ann")
    teacher.nbgrader("generate_assignment", ASSIGNMENT)
    teacher.nbgrader("release_assignment", ASSIGNMENT)
    ann.nbgrader("fetch_assignment", ASSIGNMENT)
    folder, work = ann.folder / ASSIGNMENT, demo("perfect", "nl")
    life.fetched = contents(folder)
    life.validated = ann.nbgrader("validate", f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    write_cells(folder / f"{ASSIGNMENT}.ipynb", work["cells"])
    with seated(folder, ann.environment) as desk:
        desk.run('import quizkit\nquizkit.language("nl")')
        desk.answer(QUIZ, work["quiz"])
        life.wire = json.dumps(desk.received, default=str, ensure_ascii=False)
    ann.nbgrader("submit", ASSIGNMENT)
    teacher.nbgrader("collect", ASSIGNMENT)
    teacher.nbgrader("autograde", ASSIGNMENT)
    with life.school.gradebook() as gradebook:
        mark_by_hand(gradebook, "ann")
    life.marks = marks(life.school)["ann"]
    teacher.nbgrader("generate_feedback", ASSIGNMENT)
    teacher.nbgrader("release_feedback", ASSIGNMENT)
    ann.nbgrader("fetch_feedback", ASSIGNMENT)
    [page] = folder.glob("feedback/*/*.html")
    life.feedback = page.read_text(encoding="utf-8")
    return life


def test_a_student_gets_it_in_dutch_and_without_the_key(life: Life) -> None:
    """Header, tasks, gaps to fill and questions are Dutch, and no secret is among them."""
    notebook = life.fetched[f"{ASSIGNMENT}.ipynb"].decode()
    for said in ("Eigen werk.", "Totaal: 25 punten", "SCHRIJF HIER JE CODE", "HIER JE ANTWOORD"):
        assert said in notebook
    assert "YOUR" not in notebook
    secrets = course_secrets.of_course(life.school.course, ASSIGNMENT)
    assert course_secrets.found(secrets, [*life.fetched.values(), life.wire]) == set()
    quiz = quizkit.load(life.school.course / "keys" / f"{QUIZ}.yaml")
    prompts = {plain(item.prompt.get("nl")) for item in quiz.questions}
    assert course_secrets.found(prompts, [life.wire]) == prompts


def test_what_is_missing_is_told_in_dutch(life: Life) -> None:
    """Before any work, Validate says in Dutch that no question is answered."""
    assert "Nog geen enkele vraag van deze quiz is beantwoord." in life.validated


def test_every_cell_scores_what_it_is_worth(life: Life) -> None:
    """Right code and right answers have all their points, as in English."""
    expected = demo("perfect")["expected"]
    assert {name: life.marks[name]["auto"] for name in expected} == pytest.approx(expected)


def test_feedback_is_in_dutch(life: Life) -> None:
    """The page has the account of the quiz, the mark scheme and the teacher's comment in Dutch."""
    for said in ("vragen beantwoord", "Beoordelingsmodel", COMMENT.partition("**")[0]):
        assert said in life.feedback
    assert "questions answered" not in life.feedback
