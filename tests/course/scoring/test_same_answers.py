"""Students with the same answers file are found, each file being read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from quizkit.course.scoring import submitted
from quizkit.course.scoring.same_answers import Classmates
from quizkit.learner.answers_file import Answers
from quizkit.learner.record import Record


def hand_in(course: Path, student: str, learner: str, assignment: str = "week") -> Path:
    """Hand in answers of a learner under a student's name."""
    folder = course / "submitted" / student / assignment
    Answers(folder, "week").save(Record("week", learner))
    return folder / "answers" / "week.json"


def test_a_copy_is_found_whoever_asks(tmp_path: Path) -> None:
    """Both students find the other; a third has answers of his own."""
    for student, learner in (("ann", "0a"), ("bob", "0a"), ("cas", "0c")):
        hand_in(tmp_path, student, learner)
    mates = Classmates(CourseDirectory(root=str(tmp_path)))
    assert mates.same_as("ann", "week", "week", "0a") == ["bob"]
    assert mates.same_as("bob", "week", "week", "0a") == ["ann"]
    assert mates.same_as("cas", "week", "week", "0c") == []


def test_other_assignments_do_not_count(tmp_path: Path) -> None:
    """The same learner's answers in another assignment are nobody's copy."""
    hand_in(tmp_path, "ann", "0a")
    hand_in(tmp_path, "bob", "0a", assignment="month")
    assert (
        Classmates(CourseDirectory(root=str(tmp_path))).same_as("ann", "week", "week", "0a") == []
    )


def test_files_without_a_learner_are_not_compared(tmp_path: Path) -> None:
    """Two files that both lack the name are not the same for that."""
    hand_in(tmp_path, "ann", "")
    hand_in(tmp_path, "bob", "")
    assert Classmates(CourseDirectory(root=str(tmp_path))).same_as("ann", "week", "week", "") == []


def test_a_course_laid_out_in_another_way_is_read(tmp_path: Path) -> None:
    """nbgrader's ``directory_structure`` is heeded."""
    structure = "{nbgrader_step}/{assignment_id}/{student_id}"
    for student in ("ann", "bob"):
        folder = tmp_path / "submitted" / "week" / student
        Answers(folder, "week").save(Record("week", "0a"))
    course = CourseDirectory(root=str(tmp_path), directory_structure=structure)
    assert Classmates(course).same_as("ann", "week", "week", "0a") == ["bob"]


def test_a_file_is_read_again_only_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grading one student after another from formgrader does not read the class each time."""
    path = hand_in(tmp_path, "ann", "0a")
    hand_in(tmp_path, "bob", "0a")
    course = CourseDirectory(root=str(tmp_path))
    assert Classmates(course).same_as("ann", "week", "week", "0a") == ["bob"]
    asked: list[Path] = []
    original = submitted.read
    monkeypatch.setattr(
        submitted, "read", lambda folder, quiz: (asked.append(folder), original(folder, quiz))[1]
    )
    path.write_text(path.read_text().replace("0a", "0bb"))
    assert Classmates(course).same_as("bob", "week", "week", "0a") == []
    assert asked == [path.parents[1]]
