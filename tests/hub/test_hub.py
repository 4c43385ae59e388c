"""A class on a JupyterHub that was set up by the guide's own lines: each does its part."""

from __future__ import annotations

import re

import pytest

from course.term import ASSIGNMENT, COMMENT, demo
from hub.guide import GUIDES
from hub.hub_term import BY_API, ENROLLED, IN_BROWSERS, MY_COURSE, STUDENTS, WORK, HubTerm
from hub.rights import asked

pytestmark = pytest.mark.hub


def test_every_answer_is_saved(term: HubTerm) -> None:
    """Each student is told how many questions are answered, in the page and through the API."""
    for name in BY_API:
        given = [value for value in demo(WORK[name])["quiz"].values() if value is not None]
        assert term.answered[name]["answered"] == len(given), name
    total = len(demo("perfect")["quiz"])
    for name in IN_BROWSERS:
        assert f" of {total} answered" in term.screens[f"{name}'s quiz"], name


def test_everybody_is_graded(term: HubTerm) -> None:
    """Collect and `quizkit grade`, typed on the hub, grade all twelve."""
    assert f"graded {len(STUDENTS)} " in " ".join(term.said["grade"].split()), term.said["grade"]


def test_the_sandbox_holds(term: HubTerm) -> None:
    """A teacher's own account on the hub is enough for the sandbox."""
    assert "sandbox: bubblewrap" in term.said["grade"]


def test_the_report_counts_who_handed_in(term: HubTerm) -> None:
    """`quizkit report`, typed on the hub, writes the page that the guide names: twelve of 13."""
    assert f"{ASSIGNMENT}: {len(STUDENTS)} students, " in " ".join(term.said["report"].split())
    page = term.teacher.get(f"api/contents/{MY_COURSE.name}/reports/{ASSIGNMENT}.html")["content"]
    assert f"<dt>handed in</dt><dd>{len(STUDENTS)} of {len(ENROLLED)}</dd>" in page


def test_the_report_opens_in_jupyterlab(term: HubTerm) -> None:
    """The teacher, whose files are on the hub, reads it there by a double click."""
    shown = " ".join(term.screens["report"].split()).lower()
    assert f"handed in {len(STUDENTS)} of {len(ENROLLED)}" in shown, shown[:500]


@pytest.mark.parametrize("name", STUDENTS)
def test_each_has_the_marks_that_are_due(term: HubTerm, name: str) -> None:
    """What comes out for each student is what these answers are worth, cell by cell."""
    expected = demo(WORK[name])["expected"]
    found = asked("teacher", MARKS.format(student=name), folder=MY_COURSE)
    assert {cell: found[cell] for cell in expected} == pytest.approx(expected)


MARKS = """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db", "diplomacy-week") as gradebook:
    found = gradebook.find_submission_notebook("demands", "demands", {student!r})
    say({{grade.name: grade.auto_score for grade in found.grades}})
"""


def test_menus_show_what_is_of_use(term: HubTerm) -> None:
    """A student's menu has nothing for teachers; nobody's has formgrader, which opens apart."""
    for name in (*IN_BROWSERS, "teacher"):
        menu = term.screens[f"{name}'s menu"].lower()
        assert "assignment list" in menu
        assert "formgrader" not in menu
        assert ("create assignment" in menu) is (name == "teacher")


def test_formgrader_works_in_a_tab(term: HubTerm) -> None:
    """The teacher reads the account of the quiz and marks an essay there; no frame may hold it."""
    total = len(demo(WORK["ann"])["quiz"])
    assert f"of {total} questions answered" in term.screens["account"]
    assert "frame-ancestors 'none'" in term.screens["formgrader's policy"]
    assert "script-src 'nonce-" in term.screens["formgrader's policy"]


def test_feedback_comes_back(term: HubTerm) -> None:
    """Each student without a browser has a page of feedback on his own disk."""
    for name in BY_API:
        (mine,) = [entry for entry in term.listed[name] if entry["status"] == "submitted"]
        (page,) = (handed["local_feedback_path"] for handed in mine["submissions"])
        path = f"api/contents/{page}/{ASSIGNMENT}.html"
        assert "questions answered" in term.people[name].get(path)["content"], name


def test_a_mark_by_hand_reaches_the_student(term: HubTerm) -> None:
    """The comment that was typed in formgrader stands in the feedback that ann opens."""
    assert COMMENT.replace("**", "") in term.screens["feedback"]


def test_the_guide_names_what_was_measured(term: HubTerm) -> None:
    """The memory that the guide reckons with is what a hub takes now, within a half of it."""
    measured = (term.figures.hub_mb, term.figures.server_mb, term.figures.kernel_mb)
    for language, page in (("en", "hub-size.md"), ("nl", "hub-in-cijfers.md")):
        text = (GUIDES / language / "server" / page).read_text("utf-8")
        told = [
            int(number) for number in re.findall(r"^\|[^|]+\| (\d+) MB \|$", text, re.MULTILINE)
        ]
        assert told == pytest.approx(measured, rel=0.5), page
