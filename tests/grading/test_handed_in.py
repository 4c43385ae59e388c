"""Files that 'Hand in' has made, taken in as submissions, and what is left alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from course import small_course
from grading.graded_class import GradedClass
from quizkit.errors import CourseError
from quizkit.grading.handed_in import take_in
from quizkit.grading.open_course import Course
from quizkit.learner.carried import LARGEST, HandIn, packed
from quizkit.learner.record import QuestionRecord, Record
from quizkit.quiz.loading import load
from quizkit.quiz.released import read_released, released, text_of

AT = "2022-01-10T09:00:00.000Z"


def handed_in(quiz: Path, by: str = "ann", value: str = "10", learner: str = "0f") -> str:
    """Return the file of who answered a released quiz's question of a number."""
    item = read_released(quiz)["ten-countries"]
    answer = QuestionRecord(item.fingerprint, value, AT)
    record = Record(quiz.stem, learner, {item.id: answer})
    return packed([record, Record("geneva", "0f")], HandIn(by, AT, "rivers", "en"))


class Desk:
    """A course on a teacher's desk, without nbgrader; files lie in the folder ``in``."""

    def __init__(self, root: Path) -> None:
        self.root, self.files = root, root / "in"
        self.quiz = root / "release" / "quizzes" / "rivers.json"
        for folder in (self.files, self.quiz.parent):
            folder.mkdir(parents=True)
        key = small_course.write(root / "rivers.yaml", small_course.KEY)
        self.quiz.write_text(text_of(released(load(key))), encoding="utf-8")
        (root / "release" / "rivers.ipynb").write_text("{}", encoding="utf-8")
        self.course: Any = SimpleNamespace(
            assignment="rivers",
            student="*",
            released=lambda: root / "release",
            enrolled=lambda: {"ann", "bob"},
            submission=lambda student: root / "submitted" / student / "rivers",
        )

    def put(self, name: str, text: str) -> Path:
        """Put a file on the desk."""
        path = self.files / name
        path.write_text(text, encoding="utf-8")
        return path

    def take_in(self, *paths: Path) -> list[str]:
        """Take in files, or all that lie there; return what is said."""
        course = cast("Course", self.course)
        return [line.said for line in take_in(course, paths or (self.files,))]

    def kept(self) -> dict[str, bytes]:
        """Return all that was handed in, by its path."""
        found = sorted((self.root / "submitted").rglob("*"))
        return {str(p.relative_to(self.root)): p.read_bytes() for p in found if p.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A teacher's desk."""
    return Desk(tmp_path / "desk")


def test_a_file_becomes_a_submission(desk: Desk) -> None:
    """The release, with the answers to its quiz as they were sent, is what a student handed in."""
    text = handed_in(desk.quiz).replace('"learner"', '"score": 9, "learner"')
    desk.put("ann.json", text)
    assert desk.take_in() == ["ann.json: the answers of 'ann'."]
    kept = desk.kept()
    folder = "submitted/ann/rivers"
    assert set(kept) == {
        f"{folder}/{name}"
        for name in ("rivers.ipynb", "quizzes/rivers.json", "answers/rivers.json")
    }
    sent = json.loads(kept[f"{folder}/answers/rivers.json"])
    assert sent == json.loads(text)["quizzes"][0]
    assert desk.take_in() == ["ann.json: the answers of 'ann'."]
    assert desk.kept() == kept


def test_what_was_handed_in_stays(desk: Desk) -> None:
    """Another file by a student whose work is there is told and changes nothing."""
    desk.take_in(desk.put("ann.json", handed_in(desk.quiz)))
    before = desk.kept()
    (said,) = desk.take_in(desk.put("later.json", handed_in(desk.quiz, value="11")))
    assert "'ann' has handed in 'rivers' already, and that stays" in said
    assert desk.kept() == before


def test_a_link_is_not_followed(desk: Desk) -> None:
    """A submission that is a link to elsewhere gets nothing written into it."""
    elsewhere = desk.root / "elsewhere"
    elsewhere.mkdir()
    (desk.root / "submitted" / "ann").mkdir(parents=True)
    (desk.root / "submitted" / "ann" / "rivers").symlink_to(elsewhere)
    (said,) = desk.take_in(desk.put("ann.json", handed_in(desk.quiz)))
    assert "already" in said
    assert list(elsewhere.iterdir()) == []


def test_two_files_by_one_student(desk: Desk) -> None:
    """Of two files by one student that differ none is taken; two that are equal are one."""
    desk.put("a.json", handed_in(desk.quiz))
    desk.put("b.json", handed_in(desk.quiz, value="11"))
    said = desk.take_in()
    assert [line.partition(" ")[0] for line in said] == ["a.json", "b.json"]
    assert all("'a.json' and 'b.json' are both by 'ann'" in line for line in said)
    assert desk.kept() == {}
    desk.put("b.json", handed_in(desk.quiz))
    assert desk.take_in() == [f"{name}.json: the answers of 'ann'." for name in ("a", "b")]


def test_the_teacher_says_whose_it_is(desk: Desk) -> None:
    """With --student the file counts for that student, whatever name stands in it."""
    desk.course.student = "bob"
    (said,) = desk.take_in(desk.put("x.json", handed_in(desk.quiz, by="ann")))
    assert said == "x.json: the answers of 'bob'."


NOT_TAKEN = {
    "no file of ours": ("[]", "it is no file that 'Hand in' has made"),
    "cut off": ('{"kind": "quizkit answers", ', "it is damaged, or was edited"),
    "newer": ('{"kind": "quizkit answers", "format": 9, "quizzes": []}', "update quizkit"),
    "too large": (" " * (LARGEST + 1), "too large"),
    "nobody's": ('{"kind": "quizkit answers", "format": 1, "quizzes": []}', "who hands it in"),
    "no such student": ("Anna", "by 'Anna', which is no student's id in the gradebook (there is"),
    "a path": ("../../ann", "by '../../ann', which is no student's id"),
    "signs for a terminal": ("\x1b[2Jann", "by '\\x1b[2Jann', which is no"),
}


@pytest.mark.parametrize(("text", "why"), NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_what_is_no_hand_in_is_told(desk: Desk, text: str, why: str) -> None:
    """What anyone may have sent is refused in a sentence that says what to do; others come in."""
    bad = text if text.startswith(("[", "{", " ")) else handed_in(desk.quiz, by=text)
    desk.put("x.json", bad)
    desk.put("bob.json", handed_in(desk.quiz, by="bob"))
    refused, taken = desk.take_in()
    assert refused.startswith("x.json was not taken in: ")
    assert why in refused
    assert taken == "bob.json: the answers of 'bob'."
    assert all(name.startswith("submitted/bob/") for name in desk.kept())


def test_what_is_no_plain_file_is_told(desk: Desk) -> None:
    """A pipe is not waited for, and a name that there is not is told."""
    os.mkfifo(desk.files / "pipe.json")
    (desk.files / "picture.json").write_bytes(b"\x89PNG\xff")
    said = desk.take_in(desk.files, desk.files / "gone.json")
    assert "picture.json was not taken in: it is no file that" in said[0]
    assert "pipe.json was not taken in: it is no plain file" in said[1]
    assert "gone.json was not taken in: there is no such file" in said[2]


def test_answers_to_another_assignment(desk: Desk) -> None:
    """A file without an answer to this assignment's quizzes is told, with their names."""
    text = packed([Record("geneva", "0f")], HandIn("ann", AT, "lessons", "en"))
    (said,) = desk.take_in(desk.put("ann.json", text))
    assert "it has no answers to a quiz of 'rivers' (rivers)" in said
    desk.quiz.unlink()
    with pytest.raises(CourseError, match="There is no quiz in"):
        desk.take_in()


@pytest.mark.parametrize("student", ["aux", "ann."])
def test_windows_makes_no_other_student_of_a_name(
    desk: Desk, student: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder of that name would be a device or lose its last dot, the file is left."""
    monkeypatch.setattr("sys.platform", "win32")
    desk.course.enrolled = lambda: {student}
    (line,) = desk.take_in(desk.put("a.json", handed_in(desk.quiz, student)))
    assert f"Windows can have no folder '{student}'" in line
    assert not (desk.root / "submitted").exists()


@pytest.mark.slow
def test_a_quiz_handed_in_as_a_file_is_graded(graded_class: GradedClass, tmp_path: Path) -> None:
    """The answers in a file have the points that they have when nbgrader collects them."""
    quiz = graded_class.root / "release" / "rivers" / "quizzes" / "rivers.json"
    for name, text in (("ann", handed_in(quiz)), ("bad", "{}")):
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    run = graded_class.grade(
        "--answers", *(str(tmp_path / f"{name}.json") for name in ("ann", "bad"))
    )
    assert run.code == 1, run.said
    assert "ann.json: the answers of 'ann'." in run.said
    assert "bad.json was not taken in: it is no file that 'Hand in' has made" in run.said
    assert set(run.became()) == {"ann"}
    points = {row[2]: row[3] for row in graded_class.rows() if row[0] == "ann"}
    assert points["quiz"] == 1
    assert points["days-test"] == 0
