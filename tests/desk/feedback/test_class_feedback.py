"""The feedback of a class: nbgrader's pages, several at a time, and only where they changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from course.graded_course import ASSIGNMENT
from desk.regrading.regraded_course import RegradedCourse
from quizkit.cli import main
from quizkit.desk.feedback.class_feedback import ClassFeedback, Summary
from quizkit.errors import CourseError
from quizkit.grading.open_course import Course
from quizkit.grading.progress import Progress
from quizkit.ports.nbgrader_port import OneFeedback


def made(student: str = "*", **options: Any) -> Summary:
    """Make the feedback of the course one is in."""
    feedback = ClassFeedback(Course(ASSIGNMENT, student, logged=False), **{"jobs": 1, **options})
    students = feedback.students()
    with Progress(total=len(students), label="week", stream=io.StringIO()) as progress:
        return feedback.make(students, progress)


def pages(course: RegradedCourse) -> dict[str, bytes]:
    """Return all files of feedback, by their place."""
    folder = course.root / "feedback"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def page(course: RegradedCourse, student: str) -> Path:
    """Return the page of a student."""
    return course.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"


@pytest.mark.slow
def test_it_is_nbgraders_own_byte_for_byte(regraded: RegradedCourse) -> None:
    """Every file is there that nbgrader makes, with the same in it, also with several jobs."""
    ours = []
    for jobs in (1, 2):
        assert made(jobs=jobs, force=True).made == 5
        ours.append(pages(regraded))
    for student in ("ann", "bob", "cas", "dan", "eva"):
        regraded.feedback(student)
    assert len(ours[0]) == len(pages(regraded)) > 5
    assert ours == [pages(regraded)] * 2


def test_nothing_is_made_twice(regraded: RegradedCourse) -> None:
    """A second time finds all as it was, and writes no page; --force makes them again."""
    made()
    before = page(regraded, "ann").stat().st_mtime_ns
    again = made()
    assert (again.made, again.unchanged) == (0, 5)
    assert page(regraded, "ann").stat().st_mtime_ns == before
    assert made(force=True).made == 5


def _comment(course: RegradedCourse) -> None:
    with course.gradebook() as gradebook:
        gradebook.find_comment("a", "week", "week", "bob").manual_comment = "Well done."
        gradebook.db.commit()


def _points(course: RegradedCourse) -> None:
    with course.gradebook() as gradebook:
        gradebook.find_grade("a-test", "week", "week", "bob").manual_score = 0.5
        gradebook.db.commit()


def _notebook(course: RegradedCourse) -> None:
    path = course.root / "autograded" / "bob" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.chmod(0o644)
    path.write_text(path.read_text().replace("import quizkit", "import quizkit  # once"))


def _page(course: RegradedCourse) -> None:
    page(course, "bob").unlink()


def _half_a_page(course: RegradedCourse) -> None:
    page(course, "bob").write_text("<html>")


CHANGES: list[Callable[[RegradedCourse], None]] = [
    *(_comment, _points, _notebook, _page, _half_a_page),
]


def test_what_changed_is_made_anew(regraded: RegradedCourse) -> None:
    """A comment, points, the graded notebook, or a page that is gone or damaged: that one alone."""
    made()
    for change in CHANGES:
        change(regraded)
        again = made()
        assert (again.made, again.unchanged) == (1, 4), change.__name__
    assert made().made == 0


def test_other_settings_make_all_anew(regraded: RegradedCourse) -> None:
    """What the settings say may show on every page."""
    made()
    with (regraded.root / "nbgrader_config.py").open("a") as config:
        config.write("c.ScoreQuizzes.show_right_answers = True\n")
    assert made().made == 5
    assert b"Black Sea" in page(regraded, "cas").read_bytes()


def test_one_student_alone(regraded: RegradedCourse) -> None:
    """With --student nobody else's page is made."""
    assert made("ann").made == 1
    assert not page(regraded, "bob").exists()


def test_a_broken_notebook_costs_nobody_else_a_page(regraded: RegradedCourse) -> None:
    """It is said whose pages could not be made, and their old ones stay whole."""
    made()
    before = page(regraded, "bob").read_bytes()
    path = regraded.root / "autograded" / "bob" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.chmod(0o644)
    path.write_text("{")
    found = made(force=True)
    assert (found.made, list(found.failed), found.exit_code) == (4, ["bob"], 1)
    assert page(regraded, "bob").read_bytes() == before


def test_stopped_in_the_midst_leaves_whole_pages(
    regraded: RegradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages under way when it is ended at once are nowhere; the old ones stay."""
    made()
    before = pages(regraded)
    write = OneFeedback.write_single_notebook

    def stopped(self: OneFeedback, output: str, resources: Any) -> None:
        write(self, output[:100], resources)
        raise KeyboardInterrupt

    monkeypatch.setattr(OneFeedback, "write_single_notebook", stopped)
    with pytest.raises(KeyboardInterrupt):
        made(force=True)
    assert pages(regraded) == before


def test_who_waits_for_points_is_named(regraded: RegradedCourse) -> None:
    """Feedback is made of what there is, and it is said who has no points yet for something."""
    with regraded.gradebook() as gradebook:
        gradebook.find_grade("a-test", "week", "week", "bob").needs_manual_grade = True
        gradebook.db.commit()
    assert made().waiting == ["bob"]


def test_nobody_graded_is_told(regraded: RegradedCourse) -> None:
    """Without a graded notebook there is nothing to make, and it is said what to type."""
    with pytest.raises(CourseError, match="work of 'zoe' for 'week' is graded yet"):
        made("zoe")


def test_a_new_key_shows_after_regrading(regraded: RegradedCourse) -> None:
    """Pages made before a regrade are old, and are made again."""
    made()
    regraded.mend("answer: 4", "answer: 5")
    regraded.change()
    assert made().made == 5
    assert b"9 of 9 points" in page(regraded, "bob").read_bytes()


def test_all_pages_in_one_file_to_send(
    regraded: RegradedCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --zip every page is in one ZIP file too, as it is, named after its student."""
    (regraded.root / "students.csv").write_text(
        "id,first_name,last_name\nann,Ann,de Wit\nbob,B/b,\n", encoding="utf-8"
    )
    assert main(["feedback", ASSIGNMENT, "--jobs", "1", "--zip"]) == 0
    assert "Written: week-feedback.zip, with 5 pages" in capsys.readouterr().out
    with ZipFile(regraded.root / "week-feedback.zip") as file:
        names = file.namelist()
        assert file.read("de Wit Ann ann week.html") == page(regraded, "ann").read_bytes()
    assert names == [
        "de Wit Ann ann week.html",
        "B-b bob week.html",
        *(f"{student} week.html" for student in ("cas", "dan", "eva")),
    ]
    assert not list(regraded.root.glob("*.new"))
