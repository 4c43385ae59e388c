"""The report of a quiz of which each student gets a part: each question by those who got it."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random

import pandas as pd
import pytest

from desk.report.marked_class import MarkedClass
from quizkit import load
from quizkit.course.answer_keys import Keys
from quizkit.course.scoring.score import account
from quizkit.course.scoring.submitted import read
from quizkit.desk.report import item_statistics, mastery
from quizkit.desk.report.analysis import Report, report
from quizkit.desk.report.data_files import content
from quizkit.desk.report.gradebook_work import gradebook_work
from quizkit.desk.report.page import as_html
from quizkit.desk.report.practice_work import practice_work
from quizkit.desk.report.reliability import reliability
from quizkit.grading.open_course import Course
from quizkit.learner.record import Record, to_json
from quizkit.learner.session import Session
from quizkit.quiz.drawing import drawn
from quizkit.quiz.released import as_released

KEY = """\
id: rivers
title: Rivers
draw: {sums: 2, for-all: all}
questions:
  - id: one
    type: number
    tags: [sums]
    variants: {a: {from: 2, to: 5}}
    prompt: What is {a} times three?
    answer: = a * 3
  - {id: two, type: number, tags: [sums], prompt: What is four times four?, answer: 16}
  - {id: three, type: number, tags: [sums], prompt: What is four times five?, answer: 20}
  - {id: all, type: truefalse, tags: [for-all], prompt: Is four even?, answer: true}
"""
STUDENTS = [f"s{number:02}" for number in range(22)]


def reported(marked: MarkedClass) -> Report:
    """Return the report of a class, the later ones of whom know more."""
    (marked.root / "keys" / "rivers.yaml").write_text(KEY, encoding="utf-8")
    quiz, chance = Keys(marked.root).load("rivers"), Random(5)
    for number, student in enumerate(STUDENTS):
        session = Session(as_released(quiz), mode="graded")
        session.draw_for(student)
        for item in drawn(quiz, student).questions:
            knows = chance.random() < 0.2 + number / 30
            session.respond(
                item.id, item.right() if knows else ("1" if item.id != "all" else False)
            )
        folder = marked.made.submission(student) / "answers"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rivers.json").write_text(json.dumps(to_json(session.record)), encoding="utf-8")
        found = account(quiz, read(folder.parent, "rivers"), student=student, points=4.0)
        marked.mark(student, {"quiz": (found.score, None, False)})
    work = gradebook_work(Course("rivers", logged=False))
    assert work.outdated == 0
    return report(work, made=datetime(2022, 1, 15), names=False, salt="salt")


@pytest.mark.slow
def test_each_question_is_told_by_those_who_got_it(marked: MarkedClass) -> None:
    """How many had it, what they got of its points, each variant, and why there is no alpha."""
    found = reported(marked)
    by_name = {question.task.name: question for question in found.questions}
    quiz = Keys(marked.root).load("rivers")
    got = {n: [s for s in STUDENTS if any(i.id == n for i in drawn(quiz, s).questions)]
           for n in ("one", "two", "three", "all")}  # fmt: skip
    assert {name: by_name[name].asked for name in got} == {
        **{name: len(got[name]) for name in ("one", "two", "three")},
        "all": None,
    }
    assert sum(
        q.facility * q.task.points * len(got[n]) for n, q in by_name.items() if n in got
    ) == (pytest.approx(sum(found.scores)))
    assert by_name["two"].waiting == 0
    for name in ("one", "two", "three"):
        assert (by_name[name].discrimination is None) == (len(got[name]) < 10)
    assert found.reliability is None
    assert sum(share.students for share in by_name["one"].variants) == len(got["one"])
    assert by_name["one"].answers.listed == ()
    assert by_name["two"].answers.listed != ()
    page, data = as_html(found), content(found)
    assert f"asked of {found.questions[-5].asked or ''}"[:8] in page
    assert "What is 3 times three?" in page
    assert "Each student got other questions" in page
    [one] = [each for each in data["questions"] if each["key"] == "rivers/one"]
    assert {"variant", "prompt", "students", "facility"} == set(one["variants"][0])
    assert "NaN" not in json.dumps(data)


def test_of_those_asked_the_correlation_is_pearsons() -> None:
    """With gaps a question is compared with the others of those who got it; without, as ever."""
    whole = pd.DataFrame({"a": [1, 1, 0, 0, 1], "b": [1, 1, 0, 0, 0], "c": [0, 1, 0, 1, 1]})
    before = item_statistics.discrimination(whole.astype(float))
    assert item_statistics._of_those_asked(whole.astype(float)).round(9).equals(before.round(9))
    gaps = whole.astype(float)
    gaps.loc[4, "c"] = None
    assert item_statistics.discrimination(gaps)["a"] == pytest.approx(
        pd.Series([1.0, 1, 0, 0, 1]).corr(pd.Series([1.0, 2, 0, 1, 0]))
    )
    assert reliability(gaps) is None


def test_an_objective_that_was_not_asked_is_not_lacking() -> None:
    """Who got no question of an objective has not failed it, and no one counts it."""
    scores = pd.DataFrame({"a": [1.0, None], "b": [None, 0.0]}, index=["ann", "bo"])
    found = mastery.shares(scores, pd.Series({"a": 1.0, "b": 1.0}), {"x": ["a"], "y": ["b"]})
    assert mastery.mastered(found).to_dict() == {"x": 1.0, "y": 0.0}
    assert mastery.in_need(found) == {"bo": ["y"]}


def test_practice_is_told_by_what_each_learner_drew(marked: MarkedClass) -> None:
    """Answers files tell by their learner which questions were drawn, and in which variant."""
    (marked.root / "keys" / "rivers.yaml").write_text(KEY, encoding="utf-8")
    quiz = load(marked.root / "keys" / "rivers.yaml")
    records = {}
    for number in range(12):
        session = Session(quiz, Record(quiz.id, f"{number:x}"))
        for item in session.quiz.questions:
            session.check(item.id, item.right())
        records[f"{number}.json"] = session.record
    work = practice_work(quiz, records, "en")
    assert set(work.totals) == {3.0}
    assert work.points == 3
    assert sum(len(task.responses) for task in work.tasks) == 36
