"""Essays of a graded quiz: handed in with it, put before a person, and marked on their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from nbconvert.filters.markdown import markdown2html
from sqlalchemy import NullPool, create_engine

from course.graded_course import (
    ASSIGNMENT,
    Grade,
    GradedCourse,
    NbGraderException,
    cells,
    record,
)
from course.small_course import CONFIG, cell
from quizkit.course.checking.rules import RULES
from quizkit.course.checking.source_notebook import read_source
from quizkit.course.essay_cells import as_typed, typed
from quizkit.course.folder import Layout
from quizkit.desk.marking.answer_text import answer_html
from quizkit.desk.marking.answers import Answers
from quizkit.desk.marking.mark_book import Mark, MarkBook
from quizkit.desk.marking.questions import written_questions
from quizkit.desk.regrading.class_regrade import ClassRegrade
from quizkit.grading.open_course import Course

KEY = """\
id: week
title: The week
questions:
  - {id: member, type: truefalse, points: 2, prompt: Ukraine was a member., answer: false}
  - id: open-door
    type: essay
    prompt: Was the open door a promise or a policy?
    words: {least: 5, most: 20}
    rubric:
      - {criterion: A view, points: 2, description: One view is chosen and kept to the end.}
      - {criterion: Facts, points: 1.5}
    model_answer: It was a policy, for no treaty says when a country joins.
  - {id: other, type: essay, prompt: What else?}
"""
TEXT = "It was a policy.\n1. No treaty *says* when 1 < <b>.\n    Indented."
ESSAY, OTHER = "week-open-door", "week-other"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> GradedCourse:
    """Return a course of which two have handed in: one wrote an essay, one left both open."""
    course = GradedCourse(tmp_path_factory.mktemp("course"))
    (course.root / "nbgrader_config.py").write_text(CONFIG)
    course.write(cells(points=2), key=KEY)
    course.generate()
    course.submit("ann", answers(course, "ann", **{"open-door": TEXT}))
    course.submit("bea", answers(course, "bea"))
    course.autograde()
    return course


def answers(course: GradedCourse, student: str, **values: Any) -> Mapping[str, Any]:
    """Return an answers file: the quiz right, and these texts."""
    given = {"member": course.quiz["member"].right(), **values}
    return record(course.quiz, given, learner=f"0{student}")


def test_the_release_has_a_cell_for_each_essay(course: GradedCourse) -> None:
    """Below the quiz stand cells that nbgrader has marked by hand, which no student edits."""
    path = course.root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    released = json.loads(path.read_text())["cells"]
    ids = [each["metadata"]["nbgrader"]["grade_id"] for each in released]
    assert ids[-3:] == ["quiz", ESSAY, OTHER]
    made = released[-2]
    assert made["metadata"]["editable"] is made["metadata"]["deletable"] is False
    told = {name: made["metadata"]["nbgrader"][name] for name in ("grade", "solution", "points")}
    assert told == {"grade": True, "solution": True, "points": 3.5}
    assert "Question 2 of “The week”" in "".join(made["source"])
    assert "policy, for no treaty" not in path.read_text()


def test_an_essay_waits_for_a_person_and_the_rest_is_scored(course: GradedCourse) -> None:
    """The quiz has its points at once; a text waits, and where none is, there is no work."""
    ann, bea = course.grades("ann"), course.grades("bea")
    assert ann["quiz"] == bea["quiz"] == Grade(2.0, None, False)
    assert ann[ESSAY] == Grade(None, None, True)
    assert ann[OTHER] == bea[ESSAY] == Grade(0.0, None, False)


def test_what_was_written_stands_in_the_cell_as_typed(course: GradedCourse) -> None:
    """In formgrader the text is read as it was typed, and none of it is markup."""
    shown = answer_html(course.cell("ann", ESSAY).source)
    lines = [
        "It was a policy.",
        "1. No treaty *says* when 1 &lt; &lt;b&gt;.",
        "\u00a0\u00a0\u00a0\u00a0Indented.",
    ]
    assert shown == "<p>" + "<br>\n".join(lines) + "</p>"


@pytest.mark.parametrize(
    "text",
    ["# 5", "- a\n- b", "a\n===", "> b", "$5 and $10", "[a](b) ![c](d)", "    code", "~~x~~ `y`",
     "12) then", "a\n\n\nb", "&amp; \\* _x_", "*", "", "|a|b|\n|-|-|", "https://osce.org"],
)  # fmt: skip
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever is typed, what is read is what was typed, apart from blank lines at its ends."""
    import html
    import re

    read = html.unescape(re.sub(r"<(?!br)[^>]+>", "", answer_html(as_typed(text))))
    said = re.sub(r"<br>", "", read).replace("\u00a0", " ")
    assert re.sub(r"\n+", "\n", said) == re.sub(r"\n+", "\n", text)
    assert not re.search("<(?!p|/p|br)", answer_html(as_typed(text)))


def test_a_backslash_makes_no_formula() -> None:
    """What is typed in LaTeX's brackets reaches formgrader's page as it is, not half escaped."""
    assert markdown2html(as_typed(r"\(x^2\) and \[y\]")) == "<p>\\(x^2\\) and \\[y\\]</p>\n"


def test_a_long_text_is_read_as_typed(course: GradedCourse) -> None:
    """One that is too long for Markdown is put before the marker without any marks of it."""
    text = "1. It *was* a policy & no promise.\n    Or was it?\n\n" * 300
    source = as_typed(text)
    assert typed(source) == text.strip()
    assert "1. It *was* a policy &amp; no promise.\n    Or was it?" in answer_html(source)
    assert typed("*not* ours") is None


HOSTILE = {
    "half a letter": "It was \ud800.",
    "control characters": "a\x00b\x1b[31m\u202ec",
    "a tag": "<script>alert(1)</script>",
    "too long": "1. \ud800 <b>\n" * 60_000,
    "no text": ["<script>", {"a": [1e308]}],
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> GradedCourse:
    """Return a course of students who wrote their answers files by hand."""
    course = GradedCourse(tmp_path_factory.mktemp("attacked"))
    (course.root / "nbgrader_config.py").write_text(CONFIG)
    course.write(cells(points=2), key=KEY)
    course.generate()
    for name, text in HOSTILE.items():
        handed_in = dict(answers(course, name, **{"open-door": text}))
        handed_in |= {"\ud800": 1, "student": "\ud800<u>\x1b"}
        handed_in["questions"] = {**handed_in["questions"], "\udfff<u>": {}}
        course.submit(name, handed_in)
    course.autograde()
    return course


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_stops_grading(attacked: GradedCourse, name: str) -> None:
    """Whatever an answers file holds, the rest is graded, and nothing of it can harm a reader."""
    assert attacked.grades(name)["quiz"].auto == 2.0
    shown = attacked.cell(name, ESSAY).source
    assert len(shown) < 200_000
    assert not {"\ud800", "\x00", "\x1b", "\u202e"} & {*shown}
    assert "<script>" not in answer_html(shown)


def test_no_text_becomes_part_of_a_page(attacked: GradedCourse) -> None:
    """What students get back holds no tag of theirs."""
    page = attacked.feedback("a tag")
    assert "<script>alert(1)" not in page
    assert "<u>" not in page


def test_the_account_says_who_marks_it(course: GradedCourse) -> None:
    """The page of the quiz tells of an essay only that it is marked below."""
    account = course.account("ann")
    assert "marked by your teacher" in account
    assert "1 of 3 questions answered" in course.account("bea")
    assert "kept to the end" not in account


def test_it_is_marked_with_its_rubric(course: GradedCourse) -> None:
    """On the page of quizkit mark stand its prompt, its rubric as points to tick, and the model."""
    asked, other = written_questions(Layout(course.root), ASSIGNMENT)
    assert (asked.name, asked.title, asked.points) == (ESSAY, "The week, question 2", 3.5)
    assert [(point.name, point.points) for point in asked.scheme.points] == [
        ("A view", 2),
        ("Facts", 1.5),
    ]
    assert (asked.scheme.fewer, asked.scheme.more) == (5, 20)
    assert "a promise or a policy?" in asked.text
    assert "no treaty says" in asked.model
    assert [point.points for point in other.scheme.points] == [1]
    folder = course.root / "autograded" / "ann" / ASSIGNMENT
    answer = Answers([asked]).of(folder, asked)
    assert answer.words == 12
    assert "It was a policy." in answer.html


def test_a_mark_stays_when_it_is_graded_again(course: GradedCourse) -> None:
    """Points and comment of a person outlive another grading, and the quiz keeps its own."""
    book = MarkBook(create_engine(course.directory("*").db_url, poolclass=NullPool), ASSIGNMENT)
    [entry] = [e for e in book.entries(ASSIGNMENT, ESSAY) if e.student == "ann"]
    book.write(entry.key, seen=entry.mark, mark=Mark(score=3.0, comment="Well.", waits=False))
    assert course.grades("ann")[ESSAY] == Grade(None, 3.0, False)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "ann").score == 6.0  # one of them for code
    course.autograde("ann")
    assert course.grades("ann")[ESSAY] == Grade(None, 3.0, True)
    page = course.feedback("ann")
    assert "It was a policy." in page
    assert "Well." in page


def test_the_points_of_essays_are_part_of_the_total(course: GradedCourse) -> None:
    """The check adds them to those of the cells, and finds the quiz worth what it says."""
    told = [*cells(points=2), cell("markdown", "Total: 7.5 points", "end", locked=True)]
    assert checked(course, told) == []
    assert (
        "announces 8 points, and the cells give 7.5"
        in checked(course, [*told[:-1], cell("markdown", "Total: 8 points", "end", locked=True)])[0]
    )


def checked(course: GradedCourse, source: list[Any]) -> list[str]:
    """Return what the rules say of a notebook about its points."""
    course.write_notebook(source)
    path = course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = read_source(path, Layout(course.root))
    assert notebook
    found = [problem for rule in RULES for problem in rule(notebook)]
    return [each.what for each in found if each.rule in ("total", "quiz-points", "points")]


def test_a_quiz_of_essays_alone_is_refused(tmp_path: Path, nbgrader_on_path: None) -> None:
    """A quiz in which nothing is scored by itself has no cell: its author is told what to do."""
    key = "id: week\ntitle: T\nquestions: [{id: a, type: essay, prompt: Argue.}]\n"
    course = GradedCourse(tmp_path)
    course.write(cells(points=2), key=key)
    with pytest.raises(NbGraderException):
        course.generate()
    assert "no question of the quiz 'week' is scored by itself" in course.log


def test_a_cell_with_its_name_is_told(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Where the author has given that name to another cell, the release is not made."""
    course = GradedCourse(tmp_path)
    extra = cell("markdown", "Mine.", ESSAY, grade=True, solution=True, points=1)
    course.write([*cells(points=2), extra], key=KEY)
    with pytest.raises(NbGraderException):
        course.generate()
    assert f"The cell '{ESSAY}' has the name that is meant for" in course.log


def test_a_mended_key_leaves_marks_by_hand(
    tmp_path: Path, nbgrader_on_path: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another key changes the quiz's points alone: an essay keeps its mark, and its text."""
    course = GradedCourse(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    course.write(cells(points=2), key=KEY)
    course.generate()
    course.submit("ann", answers(course, "ann", **{"open-door": TEXT}))
    course.autograde()
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(ESSAY, ASSIGNMENT, ASSIGNMENT, "ann")
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        gradebook.db.commit()
    key = tmp_path / "keys" / "week.yaml"
    key.write_text(key.read_text().replace("answer: false", "answer: true"))
    monkeypatch.chdir(tmp_path)
    changes = ClassRegrade(Course(ASSIGNMENT, "*", logged=False)).written()
    assert [row.question for _, _, rows in changes.questions() for row in rows] == ["member"]
    assert any(line.startswith("  1. member") for line in changes.lines(width=80))
    assert course.grades("ann")["quiz"].auto == 0.0
    assert course.grades("ann")[ESSAY] == Grade(None, 3.5, False)
    assert "It was a policy." in course.cell("ann", ESSAY).source
