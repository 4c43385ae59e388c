"""``quizkit regrade`` beside ``quizkit grade``, as they are typed."""

from __future__ import annotations

import json

import pytest

from course.graded_course import record, right
from grading.conftest import generated_class, graded_class
from grading.graded_class import GradedClass, start
from quizkit.course.answer_keys import Keys

__all__ = ["generated_class", "graded_class"]


@pytest.mark.slow
def test_grade_finds_nothing_to_do_after_regrade(graded_class: GradedClass) -> None:
    """What regrade did is what grade would have done, and it knows that; new work it still sees."""
    root = graded_class.root
    quiz = Keys(root).load("rivers")
    graded_class.hand_in_all(["ann", "bob", "cas"])
    for student, wrong in (("ann", {}), ("bob", {"ten-countries": "12"})):
        answers = graded_class.submission(student) / "answers" / "rivers.json"
        answers.parent.mkdir(exist_ok=True)
        values = {**right(quiz), **wrong}
        answers.write_text(json.dumps(record(quiz, values, learner=f"0{student}")))
    assert graded_class.grade().code == 0
    graded_class.hand_in("cas")  # other code, and no quiz as before
    key = root / "keys" / "rivers.yaml"
    key.write_text(key.read_text().replace("answer: 10", "answer: 12"))
    looked = start("regrade", "rivers", folder=root).end()
    assert looked.code == 0, looked.said
    assert "Nothing has been changed" in looked.printed
    done = start("regrade", "rivers", "--yes", "--json", folder=root).end()
    assert done.code == 0, done.said
    assert {s["student"]: s["after"] for s in json.loads(done.printed)["students"]} == {
        "ann": 3.0,
        "bob": 4.0,
    }
    rows, again = graded_class.rows(), graded_class.grade()
    assert again.became() == {"ann": "unchanged", "bob": "unchanged", "cas": "graded"}
    assert [each["score"] for each in again.report["submissions"]] == [5.0, 4.0, 2.0]
    graded = graded_class.rows()
    assert [row for row in graded if row[0] != "cas"] == [row for row in rows if row[0] != "cas"]
    assert graded_class.grade("--force").code == 0
    assert graded_class.rows() == graded


@pytest.mark.slow
def test_a_users_mistakes_are_told_in_a_sentence(graded_class: GradedClass) -> None:
    """No such assignment, nobody graded: the exit code is 2, without a traceback."""
    graded_class.hand_in("ann")
    for command in ("regrade", "feedback"):
        for assignment, said in (("river", "did you mean 'rivers'"), ("rivers", "quizkit grade")):
            ran = start(command, assignment, folder=graded_class.root).end()
            assert (ran.code, ran.printed) == (2, "")
            assert said in ran.said
            assert "Traceback" not in ran.said
