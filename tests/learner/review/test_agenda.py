"""What comes back of all quizzes that were answered, and how each stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizkit.learner.record import Attempt, QuestionRecord, Record
from quizkit.learner.review.agenda import Studied, agenda
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz

START = datetime(2022, 1, 10, 9, tzinfo=UTC)

QUIZ = """\
id: {id}
title: {id}
questions:
  - {{id: guess, type: truefalse, prompt: It will rain., answer: true, points: 0}}
  - {{id: one, type: truefalse, prompt: One is odd., answer: true}}
  - {{id: two, type: truefalse, prompt: Two is even., answer: true}}
  - {{id: three, type: truefalse, prompt: Three is prime., answer: true}}
"""


def quiz(folder: Path, name: str) -> Quiz:
    """Write a quiz of a prediction and three questions, and load it."""
    path = folder / f"{name}.yaml"
    path.write_text(QUIZ.format(id=name), encoding="utf-8")
    return load(path)


def studied(quiz: Quiz, **answers: bool) -> Studied:
    """Answer questions of a quiz at the start."""
    at = START.isoformat()
    questions = {
        name: QuestionRecord(quiz[name].fingerprint, value, at, attempts=(Attempt(value, at),))
        for name, value in answers.items()
    }
    return Studied(quiz, Record(quiz.id, "0f", questions))


def test_what_was_missed_comes_first(tmp_path: Path) -> None:
    """Of what is due over all quizzes, those missed come before those known, the quizzes mixed."""
    one = studied(quiz(tmp_path, "a"), one=True, two=False)
    other = studied(quiz(tmp_path, "b"), one=False, two=True)
    due = agenda([one, other], START + timedelta(days=5)).due
    assert [(r.studied.quiz.id, r.item.id) for r in due] == [
        *(("b", "one"), ("a", "two")),
        *(("a", "one"), ("b", "two")),
    ]


def test_a_prediction_does_not_come_back(tmp_path: Path) -> None:
    """A question without points has no answer that one could know."""
    found = agenda([studied(quiz(tmp_path, "a"), guess=True)], START + timedelta(days=50))
    assert found.due == ()
    assert found.standings == ()


def test_how_a_quiz_stands(tmp_path: Path) -> None:
    """A quiz tells what is due, known and not yet known; what was never asked is none of these."""
    one = studied(quiz(tmp_path, "a"), one=True, two=False)
    today, tomorrow = (agenda([one], START + timedelta(days=day)) for day in (0, 1))
    assert [(s.due, s.known, s.unknown) for s in today.standings] == [(0, 1, 1)]
    assert [(s.due, s.known, s.unknown) for s in tomorrow.standings] == [(1, 1, 0)]
    assert today.next == START + timedelta(days=1)
    assert tomorrow.next == START + timedelta(days=2)


def test_where_nothing_was_answered_nothing_is_next() -> None:
    """Without answers there is neither anything due nor a next day."""
    assert agenda([], START).next is None


def test_what_a_person_grades_does_not_come_back(tmp_path: Path) -> None:
    """An essay has no right answer that a page could tell."""
    path = tmp_path / "essay.yaml"
    asks = "{id: e, type: essay, prompt: Why?, rubric: [{criterion: A reason, points: 2}]}"
    path.write_text(f"id: essay\ntitle: E\nquestions: [{asks}]\n", encoding="utf-8")
    loaded = load(path)
    at = START.isoformat()
    written = QuestionRecord(loaded["e"].fingerprint, "So.", at, attempts=(Attempt("So.", at),))
    one = Studied(loaded, Record("essay", "0f", {"e": written}))
    assert agenda([one], START + timedelta(days=50)).standings == ()
