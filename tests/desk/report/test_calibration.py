"""How often a class was right at each level of certainty."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizkit.desk.report.analysis import report
from quizkit.desk.report.calibration import calibrations
from quizkit.desk.report.data_files import content
from quizkit.desk.report.page import as_html
from quizkit.desk.report.practice_work import practice_work
from quizkit.learner.record import Attempt, QuestionRecord, Record
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz


@pytest.fixture
def quiz(checkout: Path) -> Quiz:
    """Return a quiz in which one says how sure one is."""
    return load(checkout / "tests" / "quizzes" / "sure.yaml")


def class_of(quiz: Quiz, answers: list[tuple[bool, int | None]]) -> dict[str, Record]:
    """Return a record of each learner, who answers the first question so, and so sure."""
    item = quiz["member"]
    records = {}
    for number, (said, certainty) in enumerate(answers):
        at = f"2022-01-10T09:00:{number:02}.000Z"
        attempts = (Attempt(said, at, 0, certainty),)
        kept = QuestionRecord(item.fingerprint, said, at, attempts=attempts)
        records[f"{number}.json"] = Record(quiz.id, f"0{number}", {item.id: kept})
    return records


def test_each_level_is_told_with_what_it_means(quiz: Quiz) -> None:
    """Of who was very sure most were wrong: that is too sure; nobody chose the middle."""
    given = [(True, 3)] * 9 + [(False, 3)] * 3 + [(False, 1)] * 2 + [(True, 1), (True, None)]
    work = practice_work(quiz, class_of(quiz, given), "en")
    unsure, fairly, very = calibrations(work.tasks)
    assert (unsure.answers, unsure.right, unsure.judged) == (4, 0.5, "well")
    assert (fairly.answers, fairly.judged) == (0, "none")
    assert (very.answers, very.right, very.judged) == (12, 0.25, "over")
    made = report(work, made=datetime(2022, 1, 15, tzinfo=UTC), names=False, salt="s")
    assert content(made)["certainty"][2]["judged"] == "over"
    page = as_html(made)
    assert "How sure the class was" in page
    assert "too sure" in page


def test_a_class_that_was_not_asked_has_no_such_table(checkout: Path) -> None:
    """Where a quiz does not ask how sure one is, the report says nothing of it."""
    nine = load(checkout / "tests" / "quizzes" / "nine.yaml")
    work = practice_work(nine, class_of(nine, [(True, 3), (False, 1)]), "en")
    assert calibrations(work.tasks) == ()
    made = report(work, made=datetime(2022, 1, 15, tzinfo=UTC), names=False, salt="s")
    assert "How sure the class was" not in as_html(made)
