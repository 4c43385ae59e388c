"""What the gradebook should hold for each student, worked out from the demo answers alone.

Neither nbgrader nor quizkit's scoring has a part in it: a cell is worth what the demo answers
say that it is worth, a quiz the sum of what they say of each question.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from course.demo.answers import Assignment, Score
from course.demo.quiz_accounts import account
from course.demo.students import NOT_GRADED, Flaw, Student, Work

FILE = "demo-class.json"


@dataclass(frozen=True, slots=True)
class Cell:
    """What should stand in the gradebook for one graded cell."""

    auto: Score = None
    manual: Score = None
    waits: bool = False  # for the instructor to look at

    @property
    def score(self) -> float:
        """The score that counts: the instructor's, else the autograder's."""
        return next((score for score in (self.manual, self.auto) if score is not None), 0.0)


Cells = Mapping[str, Cell]  # by grade_id; none where nothing came in


def expected(assignment: Assignment, work: Work) -> Cells:
    """Return what each graded cell of one student's work should be worth."""
    if work.flaw is Flaw.ABSENT:
        return {}
    if work.flaw in NOT_GRADED:  # something came in, and could not be read
        return {name: Cell(0.0, waits=True) for name in assignment.points}
    cells = {"quiz": Cell(_quiz(assignment, work), waits=bool(work.same_as))}
    for task in assignment.tasks:
        scores = assignment.answers[work.tasks[task.name]].expected
        grade = work.by_hand.get(task.name)
        manual = None if grade is None else grade.points
        for name in task.graded:
            waits = scores[name] is None and grade is None
            cells[name] = Cell(scores[name], manual, waits)
    return cells


def _quiz(assignment: Assignment, work: Work) -> float:
    if work.flaw is Flaw.NO_ANSWERS:
        return 0.0
    return sum(account(assignment.name, kind, question) for question, kind in work.quiz.items())


def write(
    folder: Path, seed: int, assignments: Sequence[Assignment], students: Sequence[Student]
) -> None:
    """Write what each student was made to answer, and what it should be worth."""
    known = {assignment.name: assignment for assignment in assignments}
    said = {
        student.id: {
            work.assignment: _account(work, expected(known[work.assignment], work))
            for work in student.works
        }
        for student in students
    }
    account = {"synthetic": True, "seed": seed, "students": said}
    text = json.dumps(account, indent=1, ensure_ascii=False) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def _account(work: Work, cells: Cells) -> dict[str, object]:
    return {
        "flaw": work.flaw.value,
        "seconds_late": work.seconds_late,
        "same_answers_as": work.same_as,
        "tasks": dict(work.tasks),
        "quiz": dict(work.quiz),
        "expected": {name: asdict(cell) | {"score": cell.score} for name, cell in cells.items()},
    }
