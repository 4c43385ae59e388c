"""What a class did, read from a real gradebook, answers files and keys."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from desk.report.marked_class import MarkedClass
from quizkit.course.answer_keys import Keys
from quizkit.desk.report.class_work import ClassWork, Task
from quizkit.desk.report.gradebook_work import gradebook_work
from quizkit.errors import CourseError
from quizkit.grading.open_course import Course

RIGHT = {"ten-countries": "10", "mouth": "Black Sea"}
WRONG = {"ten-countries": "11", "mouth": "the North Sea"}
MARKED = {"days-test": (2.0, None, False), "basin": (None, 3.0, False), "essay": (None, 1.0, False)}


def read(name: str = "rivers") -> ClassWork:
    """Return what the class in this folder did."""
    return gradebook_work(Course(name, logged=False))


def task(work: ClassWork, name: str) -> Task:
    """Return a question or a cell by its name."""
    [found] = [each for each in work.tasks if each.name == name]
    return found


def test_questions_and_cells_come_in_the_order_of_the_notebook(marked: MarkedClass) -> None:
    """The quiz stands as its questions, where its cell is, each with its part of the points."""
    marked.mark("ann", MARKED)
    work = read()
    questions = [item.id for item in Keys(marked.root).load("rivers").questions]
    assert [each.name for each in work.tasks] == ["days-test", *questions, "basin", "essay"]
    assert [each.kind for each in work.tasks][-2:] == ["written", "written"]
    assert sum(each.points for each in work.tasks) == work.points == 10


def test_what_was_answered_is_worth_what_grading_gives(marked: MarkedClass) -> None:
    """The points of the questions add up to the score of the quiz's cell."""
    for student, values in {"ann": RIGHT, "bo": WRONG, "cy": RIGHT | {"mouth": ""}}.items():
        marked.answer(student, values)
        score = marked.quiz_score(student)
        marked.mark(student, MARKED | {"quiz": (score, None, False)})
    work = read()
    for student in ("ann", "bo", "cy"):
        answered = [t.scores[student] for t in work.tasks if t.item]
        assert sum(answered) == pytest.approx(marked.quiz_score(student))
    assert task(work, "mouth").scores["ann"] > task(work, "mouth").scores["bo"] == 0
    assert work.outdated == 0


def test_points_by_hand_count_before_others(marked: MarkedClass) -> None:
    """A cell is worth what the teacher gave; the total is nbgrader's."""
    marked.mark("ann", MARKED | {"days-test": (2.0, 0.5, False)})
    work = read()
    assert task(work, "days-test").scores["ann"] == 0.5
    with marked.gradebook() as book:
        assert work.totals["ann"] == book.find_submission("rivers", "ann").score == 4.5


def test_lateness_counts_the_extension(marked: MarkedClass) -> None:
    """Two days late with an extension of three is not late; without, it is."""
    marked.mark("ann", MARKED, late=timedelta(days=2), extension=3)
    marked.mark("bo", MARKED, late=timedelta(days=2))
    ann, bo = read().students
    assert (ann.late, ann.extension) == (0.0, 3 * 86400)
    assert (bo.late, bo.extension) == (2 * 86400, 0.0)


def test_waiting_and_flagged_are_told_apart(marked: MarkedClass) -> None:
    """A cell without points waits; one that has points and is to be looked at is flagged."""
    marked.mark("ann", MARKED | {"essay": (None, None, True), "quiz": (1.0, None, True)})
    [ann] = read().students
    assert (ann.waiting, ann.flagged, ann.refused) == (1, 1, False)
    assert task(read(), "essay").scores.isna().all()


def test_refused_work_is_left_out(marked: MarkedClass) -> None:
    """Work that grading refused, with 0 in every cell and each to be looked at, tells nothing."""
    marked.mark("ann", MARKED)
    marked.mark("bo", dict.fromkeys(["days-test", "quiz", "basin", "essay"], (0.0, None, True)))
    work = read()
    assert [student.refused for student in work.students] == [False, True]
    assert work.counted == ["ann"]
    assert list(task(work, "days-test").scores.index) == ["ann"]


def test_work_that_is_not_graded_is_counted(marked: MarkedClass) -> None:
    """Who has handed in and is not in the gradebook yet is told of."""
    marked.mark("ann", MARKED)
    marked.made.hand_in("bo")
    assert read().ungraded == 1


def test_a_key_that_changed_since_is_noticed(marked: MarkedClass) -> None:
    """Where the key gives other points now than the gradebook has, the students are counted."""
    marked.answer("ann", RIGHT)
    marked.mark("ann", MARKED | {"quiz": (marked.quiz_score("ann"), None, False)})
    path = marked.root / "keys" / "rivers.yaml"
    path.write_text(path.read_text().replace("answer: 10", "answer: 12"))
    assert read().outdated == 1


@pytest.mark.parametrize("line", ["void: true", "credit: all"])
def test_a_question_that_was_settled_counts_as_in_the_gradebook(
    marked: MarkedClass, line: str
) -> None:
    """One that is void, or credited to all who handed in, makes nobody's points out of date."""
    path = marked.root / "keys" / "rivers.yaml"
    path.write_text(path.read_text().replace("- id: mouth", f"- id: mouth\n    {line}"))
    for student, values in {"ann": RIGHT, "bo": {"ten-countries": "10"}}.items():
        marked.answer(student, values)
        marked.mark(student, MARKED | {"quiz": (marked.quiz_score(student), None, False)})
    marked.mark("cy", MARKED)  # no answers came in
    work = read()
    assert work.outdated == 0
    assert sum(each.points for each in work.tasks if each.item) == 4
    worth = 0.0 if line.startswith("void") else 1.0
    assert task(work, "mouth").scores.to_dict() == {"ann": worth, "bo": worth, "cy": 0.0}


def test_a_key_with_a_mistake_leaves_the_cell_whole(marked: MarkedClass) -> None:
    """Where the key can't be read, the quiz counts as one cell, and the reason is told."""
    marked.mark("ann", MARKED | {"quiz": (3.0, None, False)})
    (marked.root / "keys" / "rivers.yaml").write_text("id: rivers\n")
    work = read()
    assert task(work, "quiz").scores["ann"] == 3.0
    assert re.search("keys/rivers.yaml has mistakes", work.notes[0])


def test_a_hostile_answers_file_counts_as_none(marked: MarkedClass) -> None:
    """A file that is no JSON, or a link, is no answer, and nothing stops."""
    marked.answer("ann", RIGHT)
    (marked.made.submission("ann") / "answers" / "rivers.json").write_text("[" * 10_000)
    marked.answer("bo", RIGHT)
    answers = marked.made.submission("bo") / "answers" / "rivers.json"
    answers.rename(marked.root / "elsewhere.json")
    answers.symlink_to(marked.root / "elsewhere.json")
    for student in ("ann", "bo"):
        marked.mark(student, MARKED)
    assert {r.grade.outcome for r in task(read(), "mouth").responses.values()} == {"unanswered"}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_language_is_that_of_the_assignment(marked: MarkedClass, language: str) -> None:
    """A notebook that chooses Dutch has a report in Dutch."""
    path = marked.root / "release" / "rivers" / "rivers.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["source"] = f'import quizkit\nquizkit.language("{language}")'
    path.chmod(0o644)
    path.write_text(json.dumps(notebook))
    marked.mark("ann", MARKED)
    assert read().language == language


def test_nobody_graded_is_one_sentence(marked: MarkedClass) -> None:
    """Where nobody's work is graded the sentence says what to type."""
    with pytest.raises(CourseError, match="type 'quizkit grade rivers' first"):
        read()


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "{", "{}", '{"cells": [{}]}', '{"cells": [5, null]}', "[" * 100_000),
        '{"cells": [{"cell_type": "code", "source": 5, "metadata": {"nbgrader": null}}]}',
        '{"cells": [{"metadata": {"nbgrader": {"grade_id": []}}}], "metadata": 5}',
    ],
)
def test_a_damaged_release_costs_the_order_alone(text: str, marked: MarkedClass) -> None:
    """Whatever stands in the place of the released notebook, every cell is reported."""
    marked.mark("ann", {"days-test": (1.0, None, False)})
    (marked.root / "release" / "rivers" / "rivers.ipynb").write_text(text)
    found = {task.name for task in read().tasks}
    assert {"days-test", "basin", "essay", "mouth"} <= found
