"""The review in a notebook: found from the answers there, and saved into them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quizkit.widget import QuizWidget, showing
from quizkit.widget.reviewing import review
from widget.test_quiz_widget import QUIZ, send

LONG_AGO = "2022-01-10T09:00:00.000Z"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook's folder with a quiz of which a question was missed long ago."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    (tmp_path / "small.yaml").write_text(QUIZ, encoding="utf-8")
    send(showing.show("small.yaml"), "check", "how-many", "7")
    _age(tmp_path / "answers" / "small.json")
    return tmp_path


def _age(file: Path) -> None:
    """Make what was answered today an answer of years ago."""
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    text = file.read_text("utf-8")
    for question in json.loads(text)["questions"].values():
        text = text.replace(question["at"], LONG_AGO)
    assert today not in text
    file.write_text(text, encoding="utf-8")


def asked(widget: QuizWidget) -> list[str]:
    """Return what is asked."""
    return [question["id"] for question in widget.view["questions"]]


def kept(folder: Path) -> dict[str, Any]:
    """Return the answers to the quiz on disk."""
    text = (folder / "answers" / "small.json").read_text("utf-8")
    questions: dict[str, Any] = json.loads(text)["questions"]
    return questions


def test_an_answer_is_saved_with_its_quiz(folder: Path) -> None:
    """What is missed is asked, one at a time, and its answer goes into its quiz's file alone."""
    widget = review()
    assert asked(widget) == ["small.how-many"]
    assert widget.view["single"]
    send(widget, "check", "small.how-many", "30")
    assert kept(folder)["how-many"]["final"] == "right"
    assert kept(folder)["how-many"]["earlier"][0][0]["value"] == "7"
    assert [path.name for path in (folder / "answers").glob("*.json")] == ["small.json"]
    assert asked(review()) == []


def test_a_lesson_that_is_open_shows_it(folder: Path) -> None:
    """The quiz in its lesson takes the answer over with the next thing done there."""
    lesson = showing.show("small.yaml")
    widget = review()
    send(widget, "check", "small.how-many", "30")
    lesson.catch_up()
    index = [question["id"] for question in lesson.view["questions"]].index("how-many")
    assert getattr(lesson, f"q{index}")["outcome"] == "right"


def test_answers_are_taken_along_from_the_lesson_alone(folder: Path) -> None:
    """A review is no quiz of its own: it carries nothing, and nothing of it is carried."""
    widget = review()
    assert widget.view["carries"] == []
    lesson = showing.show("small.yaml")
    told: list[dict[str, Any]] = []
    lesson.send = told.append  # type: ignore[method-assign]
    send(lesson, "take", None, None)
    assert "review" not in [quiz["quiz"] for quiz in json.loads(told[0]["text"])["quizzes"]]


def test_a_damaged_answers_file_is_told_and_kept(folder: Path) -> None:
    """What cannot be read is put aside as a lesson does it, and said."""
    (folder / "answers" / "small.json").write_text("{", encoding="utf-8")
    widget = review()
    assert asked(widget) == []
    assert "damaged" in widget.summary["notice_html"]
    assert list((folder / "answers").glob("small.damaged-*.json"))


def test_a_quiz_with_a_mistake_is_left_out(folder: Path) -> None:
    """A quiz file that cannot be read takes nothing from the others, and is named."""
    (folder / "small.yaml").write_text("id: small\ntitle: [", encoding="utf-8")
    widget = review()
    assert asked(widget) == []
    assert "small" in widget.summary["notice_html"]


def test_a_quiz_that_counts_is_never_reviewed(folder: Path) -> None:
    """Keys in a course's folder of keys are no practice, whatever answers lie beside them."""
    keys = folder / "keys"
    keys.mkdir()
    (folder / "small.yaml").rename(keys / "small.yaml")
    (folder / "answers").rename(keys / "answers")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(keys)
        assert asked(review()) == []
