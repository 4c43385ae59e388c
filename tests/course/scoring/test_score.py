"""A score follows from the responses alone, between nothing and the cell's points."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.graded_course import KEY, POINTS, right
from quizkit.course.scoring.score import Account, Flag, Reason, account
from quizkit.course.scoring.submitted import Submitted, Trouble
from quizkit.learner.record import QuestionRecord, Record
from quizkit.quiz import loading
from quizkit.quiz.model import Outcome, Quiz
from quizkit.quiz.types.choice import Choice


def scored(quiz: Quiz, values: dict[str, Any], **options: Any) -> Account:
    """Return the account of these responses."""
    known = {item.id: item.public_fingerprint for item in quiz.questions}
    questions = {name: QuestionRecord(known.get(name, ""), value) for name, value in values.items()}
    return account(quiz, Submitted(Record(quiz.id, "0a", questions)), **options)


def test_right_answers_are_worth_all_points(quiz: Quiz) -> None:
    """All right: every point, no flag."""
    found = scored(quiz, right(quiz))
    assert (found.score, found.answered, found.flags) == (POINTS, 6, ())


def test_questions_without_an_answer_are_worth_nothing(quiz: Quiz) -> None:
    """What is unanswered costs its own points, and is no flag."""
    found = scored(quiz, {"days": "4", "mouth": None})
    assert (found.score, found.answered, found.flags) == (1.0, 1, ())
    assert found.questions[0].grade.outcome is Outcome.UNANSWERED


def test_the_score_is_scaled_to_the_cell(quiz: Quiz) -> None:
    """A third of a point more or less in the sum is not lost to rounding."""
    assert scored(quiz, right(quiz), points=1).score == 1.0
    assert scored(quiz, right(quiz), points=0).score == 0.0
    assert scored(quiz, right(quiz), points=7).score == 7.0


def test_a_quiz_without_points_is_worth_nothing(tmp_path: Path) -> None:
    """Questions that are worth nothing cannot be scaled up."""
    path = tmp_path / "none.yaml"
    path.write_text(
        "id: none\ntitle: None\nquestions:\n"
        "  - {id: n, type: number, prompt: How many?, answer: 4, points: 0}\n"
    )
    assert scored(loading.load(path), {"n": "4"}, points=5).score == 0.0


def test_attempts_and_hints_change_nothing(quiz: Quiz) -> None:
    """The response as it stands counts, whatever else the file says of attempts or hints."""
    known = quiz["days"].public_fingerprint
    progress = QuestionRecord(known, "4", hints=3, final="shown", attempts=(), earlier=((),))
    found = account(quiz, Submitted(Record("week", "0a", {"days": progress})))
    assert found.score == 1.0


def settled(quiz: Quiz, **fields: dict[str, Any]) -> Quiz:
    """Return the quiz with fields of these questions set otherwise."""
    items = (replace(item, **fields.get(item.id, {})) for item in quiz.questions)
    return replace(quiz, questions=tuple(items))


def test_a_void_question_leaves_the_maximum_to_the_others(quiz: Quiz) -> None:
    """It is worth nothing to anybody, and all others right is still every point of the cell."""
    void = settled(quiz, river={"void": True})
    found = scored(void, {**right(quiz), "river": "nonsense"}, points=POINTS)
    assert found.score == POINTS
    assert (found.questions[0].points, found.questions[0].score) == (0.0, 0.0)
    half = scored(void, {"hosts": right(quiz)["hosts"]}, points=POINTS)
    assert half.score == pytest.approx(POINTS * 2 / 7)


def test_credit_for_all_is_for_all_who_handed_in_answers(quiz: Quiz) -> None:
    """Wrong, unanswered or answered in an earlier version: its points are given all the same."""
    credit = settled(quiz, river={"credit": True})
    assert scored(credit, {"river": "nonsense"}).score == 2.0
    assert scored(credit, {}).score == 2.0
    changed = Submitted(Record("week", "0a", {"river": QuestionRecord("another", "x")}))
    assert (account(credit, changed).score, account(credit, changed).flags) == (2.0, ())
    assert account(credit, Submitted(trouble=Trouble.MISSING)).score == 0.0


def test_a_changed_question_is_worth_nothing(quiz: Quiz) -> None:
    """An answer to an earlier version gets 0 and a flag, however right it would be."""
    questions = {"days": QuestionRecord("another", "4"), "mouth": QuestionRecord("another", None)}
    found = account(quiz, Submitted(Record("week", "0a", questions)))
    assert found.score == 0.0
    assert found.flags == (Flag(Reason.CHANGED, "days"),)


def test_a_changed_key_keeps_answers(quiz: Quiz, tmp_path: Path) -> None:
    """A key that the teacher mends after the release is the one that counts."""
    path = tmp_path / "week.yaml"
    path.write_text(KEY.replace("answer: 4", "answer: 5"), encoding="utf-8")
    mended = loading.load(path)
    known = quiz["days"].public_fingerprint
    record = Record("week", "0a", {"days": QuestionRecord(known, "5")})
    found = account(mended, Submitted(record))
    assert (found.score, found.flags) == (1.0, ())


@pytest.mark.parametrize("trouble", Trouble)
def test_trouble_is_worth_nothing(quiz: Quiz, trouble: Trouble) -> None:
    """Whatever the trouble with the file: 0, and a flag unless nothing was handed in."""
    found = account(quiz, Submitted(trouble=trouble))
    assert found.score == 0.0
    assert bool(found.flags) is (trouble is not Trouble.MISSING)


def test_names_in_flags_are_few_and_short(quiz: Quiz) -> None:
    """A file with a thousand strange fields makes no page of them."""
    extra = tuple(f"{n}" * 100 for n in range(1000))
    found = account(quiz, Submitted(Record("week", "0a"), extra=extra))
    (flag,) = found.flags
    assert flag.reason is Reason.EDITED
    assert len(flag.detail) < 300


def test_other_students_are_named(quiz: Quiz) -> None:
    """The same answers file elsewhere is a flag; the score stays."""
    found = scored(quiz, right(quiz), same_as=["kim", "bob"])
    assert (found.score, found.flags) == (POINTS, (Flag(Reason.SAME, "bob, kim"),))


def test_a_failure_of_ours_is_flagged(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that cannot be graded counts 0, for the teacher, and the rest is graded."""
    monkeypatch.setattr(Choice, "grade", lambda *_: 1 / 0)
    found = scored(quiz, right(quiz))
    assert (found.score, found.flags) == (POINTS - 2, (Flag(Reason.FAILED, "river"),))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(seed=st.integers(0, 1000), value=ANYTHING)
def test_no_value_is_worth_more_than_the_points(quiz: Quiz, seed: int, value: Any) -> None:
    """Any JSON in any question: a score within bounds, and never a failure of ours."""
    chance = random.Random(seed)
    values = {name: chance.choice([fit, value]) for name, fit in right(quiz).items()}
    found = scored(quiz, values)
    assert 0.0 <= found.score <= POINTS
    assert all(flag.reason is not Reason.FAILED for flag in found.flags)
