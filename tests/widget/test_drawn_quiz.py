"""A graded quiz of which each student gets a part, in the widget: asked for, drawn, validated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import quizkit
from quizkit.errors import CourseError
from quizkit.learner.record import Record
from quizkit.learner.session import Session
from quizkit.quiz.drawing import drawn
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz
from quizkit.quiz.released import released, text_of
from quizkit.widget import QuizWidget

QUIZ = Path(__file__).resolve().parents[1] / "quizzes" / "drawn.yaml"


@pytest.fixture
def quiz() -> Quiz:
    """The quiz with its key, which no student has."""
    return load(QUIZ)


@pytest.fixture
def folder(tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's copy of an assignment, in which we are."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "drawn.json").write_text(text_of(released(quiz)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("JPY_SESSION_NAME", "NBGRADER_EXECUTION", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def shown() -> QuizWidget:
    """Show the quiz."""
    widget = quizkit.graded("drawn")
    assert widget is not None
    return widget


def send(widget: QuizWidget, **content: Any) -> None:
    """Do as the page does."""
    widget._receive(None, {"by": ["page", 1], **content}, None)


def ids(widget: QuizWidget) -> list[str]:
    """Return which questions the page has."""
    return [question["id"] for question in widget.view["questions"]]


def own(quiz: Quiz, student: str) -> list[str]:
    """Return which questions a student gets."""
    return [item.id for item in drawn(quiz, student).questions]


def test_the_page_asks_and_the_kernel_draws(folder: Path, quiz: Quiz) -> None:
    """Before that no question is there to be answered; after it those of the student, and saved."""
    widget = shown()
    assert ids(widget) == []
    send(widget, do="respond", question="even", value=["x"])
    send(widget, do="draw", value="ann")
    assert ids(widget) == own(quiz, "ann")
    send(widget, do="respond", question="even", value=["x"])
    assert widget.q5["value"] == ["x"]
    kept = json.loads((folder / "answers" / "drawn.json").read_text("utf-8"))
    assert (kept["student"], list(kept["questions"])) == ("ann", ["even"])
    assert ids(shown()) == own(quiz, "ann")


def test_every_draw_comes_as_a_new_view(folder: Path) -> None:
    """The page draws itself anew also where the same name was typed, and where none was."""
    widget = shown()
    seen = []
    for name in ("ann", "ann", "", "ben", None):
        send(widget, do="draw", value=name)
        seen.append(json.dumps(widget.view))
    assert len(set(seen)) == 5
    assert widget.view["drawn"]["student"] == "ben"


def test_on_a_hub_nobody_is_asked(
    folder: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub's name draws, whatever the answers file or the page says."""
    send(shown(), do="draw", value="ben")
    monkeypatch.setenv("JUPYTERHUB_USER", "ann")
    widget = shown()
    assert ids(widget) == own(quiz, "ann")
    assert widget.view["drawn"] == {"student": "ann", "fixed": True}
    send(widget, do="draw", value="ben")
    assert ids(widget) == own(quiz, "ann")


def test_validating_counts_what_was_drawn(
    folder: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It asks who one is, then for the questions drawn and for no others."""
    widget = shown()
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(CourseError, match="say who you are"):
        quizkit.graded("drawn")
    send(widget, do="draw", value="ann")
    for item in drawn(quiz, "ann").questions[:-1]:
        send(widget, do="respond", question=item.id, value=item.right())
    with pytest.raises(CourseError, match="Question 6 of this quiz is not answered yet"):
        quizkit.graded("drawn")
    send(widget, do="respond", question="even", value=quiz["even"].right())
    assert quizkit.graded("drawn") is None
    assert capsys.readouterr().out == "Saved: 6 of 6 answered.\n"


def test_a_quiz_for_all_has_nothing_of_draws(folder: Path) -> None:
    """Its page carries neither the script nor the words of one."""
    nine = load(QUIZ.with_name("nine.yaml"))
    (folder / "quizzes" / "nine.json").write_text(text_of(released(nine)), encoding="utf-8")
    widget = quizkit.graded("nine")
    assert widget is not None
    assert "drawn" not in widget.view
    assert not any(name.startswith("drawn") for name in widget.view["words"])
    assert "drawn: (() =>" not in widget._esm
    assert "drawn: (() =>" in shown()._esm


def elsewhere(quiz: Quiz, here: QuizWidget) -> Session:
    """Answer all on another device, which has drawn other questions."""
    sessions = (Session(quiz, Record(quiz.id, f"device-{n}")) for n in range(50))
    there = next(s for s in sessions if [i.id for i in s.quiz.questions] != ids(here))
    for item in there.quiz.questions:
        there.check(item.id, item.right())
    return there


def test_answers_from_another_device_bring_their_draw(folder: Path, quiz: Quiz) -> None:
    """Brought to a page on which nothing was answered, they come with their own questions."""
    (folder / "drawn.yaml").write_bytes(QUIZ.read_bytes())
    here = quizkit.show("drawn.yaml")
    there = elsewhere(quiz, here)
    assert here.bring(there.record) == 6
    assert ids(here) == [item.id for item in there.quiz.questions]
    assert here.summary["score"] == 7
    assert ids(quizkit.show("drawn.yaml")) == ids(here)


def test_where_something_was_answered_the_draw_stays(folder: Path, quiz: Quiz) -> None:
    """What is brought in later is kept, and changes no question under the learner's hands."""
    (folder / "drawn.yaml").write_bytes(QUIZ.read_bytes())
    here = quizkit.show("drawn.yaml")
    before = ids(here)
    send(here, do="check", question="even", value=quiz["even"].right())
    there = elsewhere(quiz, here)
    here.bring(there.record)
    assert ids(here) == before
    kept = json.loads((folder / "answers" / "drawn.json").read_text("utf-8"))
    assert len(kept["questions"]) + len(kept["superseded"]) >= 6
