"""A small course with a gradebook that was filled by hand: nobody's code is run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook

from grading.graded_class import ASSIGNMENT, GradedClass
from quizkit.course.answer_keys import Keys
from quizkit.course.scoring.score import account
from quizkit.course.scoring.submitted import read
from quizkit.learner.record import QuestionRecord, Record, to_json
from quizkit.quiz.model import Json

DUE = datetime(2022, 1, 14, 17)
AT = "2022-01-13T09:00:00.000Z"


@dataclass(frozen=True)
class MarkedClass:
    """A course whose students handed in, and whose cells were given points."""

    made: GradedClass

    @property
    def root(self) -> Path:
        """The course's folder."""
        return self.made.root

    def gradebook(self) -> Gradebook:
        """Open its gradebook."""
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def answer(self, student: str, values: Mapping[str, Json], *, learner: str = "0f") -> None:
        """Hand in answers to the quiz."""
        quiz = Keys(self.root).load("rivers")
        questions = {
            name: QuestionRecord(quiz[name].public_fingerprint, value, AT)
            for name, value in values.items()
        }
        folder = self.made.submission(student) / "answers"
        folder.mkdir(parents=True, exist_ok=True)
        record = to_json(Record("rivers", learner, questions))
        (folder / "rivers.json").write_text(json.dumps(record), encoding="utf-8")

    def mark(
        self,
        student: str,
        marks: Mapping[str, tuple[float | None, float | None, bool]],
        *,
        late: timedelta = timedelta(hours=-1),
        extension: int = 0,
    ) -> None:
        """Give each cell an automatic score, one by hand, and whether it waits."""
        with self.gradebook() as book:
            book.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
            book.update_or_create_student(student, first_name=student.title(), last_name="X")
            work = book.update_or_create_submission(ASSIGNMENT, student, timestamp=DUE + late)
            if extension:
                book.grant_extension(ASSIGNMENT, student, days=extension)
            for notebook in work.notebooks:
                for grade in notebook.grades:
                    auto, manual, waits = marks.get(grade.name, (0.0, None, False))
                    grade.auto_score, grade.manual_score = auto, manual
                    grade.needs_manual_grade = waits
            book.db.commit()

    def quiz_score(self, student: str) -> float:
        """Return what grading gives for a student's answers."""
        quiz = Keys(self.root).load("rivers")
        return account(quiz, read(self.made.submission(student), "rivers"), points=4.0).score
