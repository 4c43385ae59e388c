"""Scores where each student gets a part of the quiz: only what was drawn for the student counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizkit.course.scoring.report import to_html
from quizkit.course.scoring.score import Account, Reason, account
from quizkit.course.scoring.submitted import Submitted
from quizkit.learner.record import Record
from quizkit.learner.session import Session
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz
from quizkit.quiz.released import as_released

QUIZZES = Path(__file__).parents[2] / "quizzes"
CELL = 14.0


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Return a quiz with pools and variants."""
    return load(QUIZZES / "drawn.yaml")


def answered(quiz: Quiz, said: str) -> Record:
    """Return the answers of who said that name, and answered everything right."""
    session = Session(as_released(quiz), mode="graded")
    session.draw_for(said)
    for item in drawn(quiz, same_person(said)).questions:
        session.respond(item.id, item.right())
    return session.record


def scored(quiz: Quiz, record: Record, student: str) -> Account:
    """Return the account of a student's answers."""
    return account(quiz, Submitted(record), student=student, points=CELL)


def reasons(found: Account) -> set[Reason]:
    """Return why a teacher is asked to look."""
    return {flag.reason for flag in found.flags}


@pytest.mark.parametrize("said", ["Ann.B", " ann.b", "ANN.B "])
def test_all_right_is_all_points_whatever_was_drawn(said: str, quiz: Quiz) -> None:
    """The draw's points are scaled to the cell's, and capitals or spaces in a name cost nothing."""
    found = scored(quiz, answered(quiz, said), "ann.b")
    assert (found.score, found.answered, len(found.questions)) == (CELL, 6, 6)
    assert found.flags == ()


def test_answers_to_another_draw_count_for_nothing(quiz: Quiz) -> None:
    """Who answers as somebody else has the points alone of what both were asked, and it is told."""
    record = answered(quiz, "ben")
    found = scored(quiz, record, "ann")
    own = {i.id: i.public_fingerprint for i in drawn(quiz, "ann").questions}
    both = [name for name, kept in record.questions.items() if own.get(name) == kept.fingerprint]
    assert found.score == CELL / 7 * sum(quiz[name].points for name in both)
    assert 0 < found.score < CELL
    assert reasons(found) == {Reason.DRAW, Reason.OTHER_STUDENT}
    assert {"ben"} == {f.detail for f in found.flags if f.reason is Reason.OTHER_STUDENT}
    page = to_html(found, "en")
    assert "drawn for somebody else" in page


def test_nobody_steers_the_draw(quiz: Quiz) -> None:
    """An answers file that was edited, to be somebody's or of another learner, changes nothing."""
    record = answered(quiz, "ann")
    for edited in (
        replace(record, student=""),
        replace(record, student="ben"),
        replace(record, learner="00"),
    ):
        assert scored(quiz, edited, "ann").score == CELL
    gathered = dict(record.questions)
    for number in range(60):  # the answers of all friends, put into one file
        gathered |= answered(quiz, f"friend-{number}").questions
    gathered |= record.questions
    found = scored(quiz, replace(record, questions=gathered), "ann")
    assert found.score == CELL
    assert [scored.item.id for scored in found.questions] == [
        item.id for item in drawn(quiz, "ann").questions
    ]
    assert set(found.undrawn) == {item.id for item in quiz.questions} - set(record.questions)


def test_another_variant_is_told_from_a_changed_question(quiz: Quiz) -> None:
    """The page says that it was another variant, and that it is not the student's."""
    record = answered(quiz, "ann")
    name = next(i.id for i in drawn(quiz, "ann").questions if i.variant)
    own = record.questions[name]
    other = next(
        one for one in quiz[name].variants if one.public_fingerprint != own.fingerprint
    ).public_fingerprint
    questions = {**record.questions, name: replace(own, fingerprint=other)}
    found = scored(quiz, replace(record, questions=questions), "ann")
    assert [s.item.id for s in found.questions if s.other] == [name]
    assert reasons(found) == {Reason.DRAW}
    assert "another variant of the question" in to_html(found, "en")
    changed = {**record.questions, name: replace(own, fingerprint="0" * 12)}
    assert reasons(scored(quiz, replace(record, questions=changed), "ann")) == {Reason.CHANGED}


def test_a_void_question_costs_nobody_points(quiz: Quiz) -> None:
    """Who drew it has the cell's points for the others alone; who did not, as before."""
    items = tuple(replace(i, void=i.id == "after-two") for i in quiz.questions)
    mended = replace(quiz, questions=items)
    for student in ("ann", "ben", "cas", "dee"):
        assert scored(mended, answered(quiz, student), student).score == CELL
