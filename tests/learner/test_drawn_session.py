"""A session of a quiz of which each learner gets a part."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.pictures import made
from quizkit.learner.answers_file import Answers
from quizkit.learner.record import Record, from_json, to_json
from quizkit.learner.session import Session
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.loading import load
from quizkit.quiz.model import Json, Quiz
from quizkit.quiz.released import as_released

QUIZZES = Path(__file__).parents[1] / "quizzes"
MAP = """\
id: map
title: A map
draw: 1
questions:
  - id: seen
    type: truefalse
    prompt: "Is ![a map](map.svg) a map?"
    answer: true
    explanation: "So ![a map](map.svg)."
  - {id: told, type: truefalse, prompt: Is it?, answer: true, explanation: "See ![a map](map.svg)."}
"""


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Return a quiz with pools and variants."""
    return load(QUIZZES / "drawn.yaml")


def asked(session: Session) -> list[Json]:
    """Return what the page asks."""
    return [question["prompt_text"] for question in session.view()["questions"]]


def own(quiz: Quiz, student: str) -> list[str]:
    """Return what the grader asks a student."""
    return [item.prompt.get("en") for item in drawn(quiz, same_person(student)).questions]


def test_in_practice_the_record_draws(quiz: Quiz) -> None:
    """Without a name asked: the same learner gets the same questions, another one others."""
    first = Session(quiz)
    assert "drawn" not in first.view()
    assert len(asked(first)) == quiz.size
    assert asked(Session(quiz, first.record)) == asked(first)
    draws = {tuple(asked(Session(quiz, Record(quiz.id, f"{n:x}")))) for n in range(20)}
    assert len(draws) == 20


def test_points_are_those_of_the_draw(quiz: Quiz) -> None:
    """Who answers all of it has all points, whatever was drawn."""
    session = Session(quiz)
    for item in session.quiz.questions:
        session.check(item.id, item.right())
    summary = session.summary()
    assert (summary["score"], summary["points"], summary["done"]) == (7, 7, True)


def test_a_graded_quiz_asks_first_who_one_is(quiz: Quiz) -> None:
    """Nothing is asked before that, and then what the grader draws for that id."""
    session = Session(as_released(quiz), mode="graded")
    assert asked(session) == []
    assert session.view()["drawn"] == {"student": "", "fixed": False}
    summary = session.summary()
    assert (summary["answered"], summary["total"], summary["done"]) == (0, 6, False)
    assert session.draw_for("  Ann.B ")
    assert asked(session) == own(quiz, "ann.b")
    assert session.record.student == "Ann.B"


@pytest.mark.parametrize("said", ["", "   ", "x" * 65, None, 3, ["ann"], {"a": 1}])
def test_what_is_no_name_draws_nothing(said: Json, quiz: Quiz) -> None:
    """Whatever a page sends, nothing is drawn for nobody."""
    session = Session(as_released(quiz), mode="graded")
    assert not session.draw_for(said)
    assert asked(session) == []


def test_a_hub_says_who_one_is(quiz: Quiz) -> None:
    """Where the system knows the student, nobody is asked, and nobody can say another name."""
    session = Session(
        as_released(quiz), Record(quiz.id, "0f", student="ben"), mode="graded", student="ann"
    )
    assert asked(session) == own(quiz, "ann")
    assert not session.draw_for("ben")
    assert asked(session) == own(quiz, "ann")


def test_no_restart_and_no_lost_file_draws_anew(quiz: Quiz, tmp_path: Path) -> None:
    """A kernel that is restarted, answers that are deleted, another device: all draw the same."""
    session = Session(as_released(quiz), mode="graded")
    session.draw_for("ann")
    session.respond("even", ["x"])
    answers = Answers(tmp_path, quiz.id)
    answers.save(session.record)
    again = Session(as_released(quiz), answers.restore().record, mode="graded")
    assert asked(again) == asked(session)
    assert again.state("even")["value"] == ["x"]
    answers.path.unlink()
    anew = Session(as_released(quiz), answers.restore().record, mode="graded")
    anew.draw_for("ann")
    assert asked(anew) == asked(session)


def test_another_name_and_back_loses_nothing(quiz: Quiz) -> None:
    """What was answered under one's own name is there again after a slip of the pen."""
    session = Session(as_released(quiz), mode="graded")
    session.draw_for("ann")
    for question in session.view()["questions"]:
        session.respond(question["id"], "1")
    before = {name: kept.value for name, kept in session.record.questions.items()}
    session.draw_for("an")
    session.draw_for("ann")
    assert {name: kept.value for name, kept in session.record.questions.items()} == before


def test_a_preview_shows_one_draw_and_any(quiz: Quiz) -> None:
    """A teacher sees questions at once, and those of whoever is named."""
    session = Session(as_released(quiz), mode="graded", preview=True)
    assert asked(session) == own(quiz, "")
    assert session.draw_for("ben")
    assert asked(session) == own(quiz, "ben")


def test_a_record_of_no_draw_is_written_as_before() -> None:
    """The name stands in the file only where it was asked for, and is read again."""
    assert "student" not in to_json(Record("q", "0f"))
    record = Record("q", "0f", student="ann")
    assert from_json(to_json(record)) == record
    assert record.merged(Record("q", "0e")).student == "ann"


def test_a_picture_of_another_draw_comes_along(tmp_path: Path) -> None:
    """One that was shown with a question before, and now with feedback alone, is sent again."""
    (tmp_path / "map.svg").write_bytes(made.svg())
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    quiz = load(tmp_path / "map.yaml")
    learners = {drawn(quiz, str(n)).questions[0].id: str(n) for n in range(20)}
    session = Session(quiz, Record("map", learners["seen"]))
    session.check("seen", True)
    assert session.state("seen")["pictures"] == {}
    session.take_over(Record("map", learners["told"]))
    session.check("told", True)
    assert list(session.state("told")["pictures"]) == [quiz.pictures["map.svg"].name]
