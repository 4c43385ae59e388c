"""One assignment's whole life on nbgrader's command line, step by step, and what came of it.

The class: ann hands in twice in time, and the later one counts; bob hands in late, and again after
the marks; cas hands in without the notebook; dot adds files that nobody asked for.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.desk import seated, write_cells
from course.school import Person, School

ASSIGNMENT = "demands"
QUIZ = f"assignment-{ASSIGNMENT}"
NAMES = {"ann": "Ann Archer", "bob": "Bob Berg", "cas": "Cas Claes", "dot": "Dot Dekker"}
DEMO = Path(__file__).parent / "answers"
COMMENT = "Names **both** sides; say also why it mattered."


@dataclass
class Term:
    """What a term left behind, for the tests to look at."""

    school: School
    said: dict[str, str] = field(default_factory=dict)  # by step: what nbgrader printed
    fetched: dict[str, bytes] = field(default_factory=dict)  # a student's folder before any work
    wire: str = ""  # everything that a student's kernel sent to the page before an answer
    answered: dict[str, Any] = field(default_factory=dict)  # how far the page told one was
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)  # after the first grading
    exported: dict[str, dict[str, str]] = field(default_factory=dict)  # after the first grading
    remarked: dict[str, dict[str, Any]] = field(default_factory=dict)  # after bob's second one

    def feedback(self, name: str) -> list[Path]:
        """Return the feedback pages that a student has fetched, oldest first."""
        return sorted((self.school.students[name].folder / ASSIGNMENT).glob("feedback/*/*.html"))


def demo(kind: str, language: str = "en") -> dict[str, Any]:
    """Read the answers of one demo student, and what they are worth."""
    text = (DEMO / ASSIGNMENT / f"{kind}.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read | {"cells": read["cells"] | read.get(f"cells_{language}", {})}


def live(school: School) -> Term:
    """Live through a term."""
    term = Term(school)
    _hand_out(term)
    _work_in_time(term)
    _work_late(term)
    _grade(term)
    _give_back(term)
    _hand_in_after_the_marks(term)
    return term


def _hand_out(term: Term) -> None:
    teacher = term.school.teacher
    for name, full in NAMES.items():
        first, last = full.split()
        teacher.nbgrader(
            "db", "student", "add", name, f"--first-name={first}", f"--last-name={last}"
        )
    term.said["generate"] = teacher.nbgrader("generate_assignment", ASSIGNMENT)
    term.said["release"] = teacher.nbgrader("release_assignment", ASSIGNMENT)
    students = [term.school.enrol(name) for name in NAMES]
    for fetching in [student.start("fetch_assignment", ASSIGNMENT) for student in students]:
        fetching.end()
    term.fetched = contents(students[0].folder / ASSIGNMENT)


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file in a folder, by its name there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _notebook(student: Person) -> Path:
    return student.folder / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


def _work(student: Person, kind: str) -> Mapping[str, Any]:
    """Answer as one demo student does; give how far the page told that one was."""
    work = demo(kind)
    write_cells(_notebook(student), work["cells"])
    with seated(student.folder / ASSIGNMENT, student.environment) as desk:
        given = {name: value for name, value in work["quiz"].items() if value is not None}
        return desk.answer(QUIZ, given)


def _work_in_time(term: Term) -> None:
    ann = term.school.students["ann"]
    with seated(ann.folder / ASSIGNMENT, ann.environment) as desk:
        desk.answer(QUIZ, {})
        term.wire = json.dumps(desk.received, default=str, ensure_ascii=False)
    notebook = _notebook(ann).relative_to(ann.folder).as_posix()
    term.said["validate untouched"] = ann.nbgrader("validate", notebook)
    _work(ann, "partial")
    term.said["submit partial"] = ann.nbgrader("submit", ASSIGNMENT)
    term.answered["ann"] = _work(ann, "perfect")
    term.said["validate perfect"] = ann.nbgrader("validate", notebook)
    term.said["submit perfect"] = ann.nbgrader("submit", ASSIGNMENT)


def _work_late(term: Term) -> None:
    due = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    term.school.teacher.nbgrader("db", "assignment", "add", ASSIGNMENT, f"--duedate={due}")
    bob, cas, dot = (term.school.students[name] for name in ("bob", "cas", "dot"))
    term.answered["bob"] = _work(bob, "partial")
    _notebook(cas).unlink()
    term.answered["dot"] = _work(dot, "wrong")
    folder = dot.folder / ASSIGNMENT
    (folder / "notes.txt").write_text("Not asked for.\n", encoding="utf-8")
    (folder / "extra.ipynb").write_bytes(_notebook(dot).read_bytes())
    (folder / "answers" / "another-quiz.json").write_text("{", encoding="utf-8")
    for submitting in [student.start("submit", ASSIGNMENT) for student in (bob, cas, dot)]:
        term.said[f"submit {submitting.log.stem[:3]}"] = submitting.end()


def _grade(term: Term) -> None:
    teacher = term.school.teacher
    term.said["collect"] = teacher.nbgrader("collect", ASSIGNMENT)
    term.said["autograde"] = teacher.types("autograde", ASSIGNMENT)
    with term.school.gradebook() as gradebook:
        for name in ("ann", "bob"):
            mark_by_hand(gradebook, name)
    term.marks = marks(term.school)
    teacher.nbgrader("export", "--to=grades.csv")
    term.exported = exported(term.school)


def mark_by_hand(gradebook: Any, student: str) -> None:
    """Mark the written answer as formgrader does: half of its points, with a comment."""
    submission = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
    for grade in submission.grades:
        if grade.auto_score is None:
            grade.manual_score = grade.max_score_gradecell / 2
            gradebook.find_comment(
                grade.name, ASSIGNMENT, ASSIGNMENT, student
            ).manual_comment = COMMENT
    gradebook.db.commit()


def _give_back(term: Term) -> None:
    teacher = term.school.teacher
    term.said["feedback"] = teacher.nbgrader("generate_feedback", ASSIGNMENT)
    teacher.nbgrader("release_feedback", ASSIGNMENT)
    fetching = [
        term.school.students[name].start("fetch_feedback", ASSIGNMENT)
        for name in ("ann", "bob", "dot")
    ]
    for command in fetching:
        command.end()


def _hand_in_after_the_marks(term: Term) -> None:
    bob, teacher = term.school.students["bob"], term.school.teacher
    _work(bob, "perfect")
    bob.nbgrader("submit", ASSIGNMENT)
    teacher.nbgrader("collect", ASSIGNMENT, "--update")
    teacher.nbgrader("autograde", ASSIGNMENT)
    term.remarked = marks(term.school)


def marks(school: School) -> dict[str, dict[str, Any]]:
    """Return every score in the gradebook: by student, by grade id."""
    with school.gradebook() as gradebook:
        return {
            submission.student.id: {
                grade.name: {
                    "auto": grade.auto_score,
                    "manual": grade.manual_score,
                    "score": grade.score,
                    "flagged": grade.needs_manual_grade,
                }
                for grade in submission.notebooks[0].grades
            }
            | {"late": submission.total_seconds_late}
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def exported(school: School) -> dict[str, dict[str, str]]:
    """Return the rows of the exported table for the assignment, by student."""
    with (school.course / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == ASSIGNMENT]
    return {row["student_id"]: row for row in rows}
