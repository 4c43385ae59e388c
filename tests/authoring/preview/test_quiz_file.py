"""A quiz while it is written: shown in four ways, or what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from authoring.preview.previewed import QUIZ
from quiz.pictures import made
from quizkit.authoring.preview.quiz_file import VIEWS, QuizFile
from quizkit.quiz import loading


@pytest.fixture
def file(tmp_path: Path) -> QuizFile:
    """Return a quiz file that is being written."""
    path = tmp_path / "trees.yaml"
    path.write_text(QUIZ, "utf-8")
    return QuizFile(path, tmp_path / "kept")


def token(file: QuizFile, text: str) -> str:
    """Return the token of an option."""
    options = loading.load(file.path).questions[0].public("en")["options"]
    return str(next(option["token"] for option in options if option["text"] == text))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("language", "title"), [("en", "Trees"), ("nl", "Bomen")])
def test_each_view_is_in_the_language_asked_for(
    file: QuizFile, view: str, language: str, title: str
) -> None:
    """The quiz to practise, for a mark, on paper and its key: each in either language."""
    told = file.read(view, language)
    assert told["languages"] == ["en", "nl"]
    assert title in (told.get("sheet") or told["quiz"]["title_html"])


@pytest.mark.parametrize("asked", [None, "xx", "fr"])
def test_without_a_language_it_is_the_quizs_first(file: QuizFile, asked: str | None) -> None:
    """Where no language is asked for, or one that the quiz has not, its first is shown."""
    assert file.read("student", asked)["language"] == "en"


def test_a_mistake_stands_in_its_place(file: QuizFile) -> None:
    """Where the file has a mistake, line, question, what and remedy are told and no quiz."""
    file.path.write_text(QUIZ.replace("correct: true", "corect: true"), "utf-8")
    told = file.read("student", None)
    assert "quiz" not in told
    first = told["problems"][0]
    assert (first["line"], first["where"], first["advice"]) == (9, "tallest", False)
    assert "corect" in first["what"]
    assert "correct" in first["mend"]


def test_advice_stands_beside_the_quiz(file: QuizFile) -> None:
    """Advice on the craft is told, and the quiz is shown all the same."""
    file.path.write_text(QUIZ.replace("The birch", "All of the above"), "utf-8")
    told = file.read("student", None)
    assert "quiz" in told
    assert {problem["advice"] for problem in told["problems"]} == {True}


def test_a_file_that_has_gone_is_a_mistake_too(file: QuizFile) -> None:
    """While an editor writes a file anew it may not be there: that is told as any mistake."""
    file.path.unlink()
    assert file.read("paper", None)["problems"][0]["what"] == "there is no such file"


def test_an_answer_is_graded_and_still_there_after_a_save(file: QuizFile) -> None:
    """What the author has answered stays as long as its meaning does; the order stays too."""
    told = file.read("student", "en")
    right = token(file, "The redwood")
    check = {"do": "check", "question": "tallest", "value": right, "by": ["me", 1]}
    states = file.act("student", "en", check)
    assert states is not None
    assert states["q0"]["outcome"] == "right"
    file.path.write_text(QUIZ.replace("the tallest", "the highest"), "utf-8")
    again = file.read("student", "en")
    assert "highest" in again["quiz"]["questions"][0]["prompt_html"]
    assert again["states"]["q0"]["outcome"] == "right"
    orders = [each["quiz"]["questions"][0]["options"] for each in (told, again)]
    assert orders[0] == orders[1]


def test_for_a_mark_it_tells_no_key(file: QuizFile) -> None:
    """The quiz as it is where it counts is the released one: no feedback, no verdict."""
    told = file.read("graded", "en")
    check = {"do": "check", "question": "tallest", "value": token(file, "The redwood")}
    states = file.act("graded", "en", check)
    assert states is not None
    assert states["q0"]["outcome"] == "unanswered"
    assert "Secret-one" not in json.dumps([told, states])


def test_no_answers_file_is_left_beside_the_quiz(file: QuizFile, tmp_path: Path) -> None:
    """Answers go into the folder that ends with the preview, and nowhere else."""
    file.read("student", "en")
    file.act("student", "en", {"do": "respond", "question": "tallest", "value": "x"})
    assert {path.name for path in tmp_path.iterdir()} == {"trees.yaml", "kept"}


@pytest.mark.parametrize("content", [None, 3, [], "check", {"do": "x"}, {"do": "check"}])
def test_nonsense_from_a_page_ends_nothing(file: QuizFile, content: object) -> None:
    """Whatever a page sends, the quiz goes on."""
    file.read("student", "en")
    assert file.act("student", "en", content) is not None


def test_a_quiz_that_is_not_shown_takes_nothing(file: QuizFile) -> None:
    """What a page sends of a view that was never shown belongs to nothing."""
    file.read("paper", "en")
    assert file.act("student", "en", {"do": "hint", "question": "tallest"}) is None


def test_two_pages_may_look_at_it(file: QuizFile) -> None:
    """A second page that looks at it otherwise takes nothing from the first."""
    told = file.read("student", "en")
    file.read("graded", "nl")
    check = {"do": "check", "question": "tallest", "value": token(file, "The redwood")}
    states = file.act("student", "en", check)
    assert states is not None
    assert states["q0"]["outcome"] == "right"
    assert file.script(told["script"])
    assert file.script("quiz-other.js") == ""


VARIED = """\
id: sums
title: Sums
questions:
  - id: sum
    type: number
    variants: {a: {from: 2, to: 90}, count: 50}
    prompt: "What is {a} and 1?"
    answer: = a + 1
"""


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "graded"])
def test_another_learner_gets_other_questions(file: QuizFile, view: str) -> None:
    """Where questions vary, each number of a learner shows others, and the same one the same.

    Where they count for a mark, the quiz itself asks whose it is.
    """
    file.path.write_text(VARIED, "utf-8")
    shown = [file.read(view, None, learner) for learner in (0, 1, 2, 3, 0)]
    assert all(told["draws"] for told in shown)
    told = [json.dumps(each.get("sheet") or each["quiz"]["questions"]) for each in shown]
    assert len(set(told)) > 2
    assert told[0] == told[-1]


def test_a_picture_beside_it_counts_as_a_change(file: QuizFile) -> None:
    """A picture in the folder that is saved anew is news, as the file itself is."""
    before = file.state()
    (file.path.parent / "map.png").write_bytes(b"1")
    assert file.state() != before


def test_a_picture_that_it_shows_counts_too(file: QuizFile) -> None:
    """One in another folder, where an imported quiz has its pictures, is news when it is mended."""
    folder = file.path.parent / "trees"
    folder.mkdir()
    (folder / "oak.svg").write_bytes(made.svg())
    file.path.write_text(QUIZ.replace('"Which', '"![An oak](trees/oak.svg) Which'), "utf-8")
    file.read("student", None)
    before = file.state()
    (folder / "oak.svg").write_bytes(made.svg("<g/>"))
    assert file.state() != before


def test_something_unforeseen_is_told(file: QuizFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of quizkit's own stands in the quiz's place too, and the next save tries again."""

    def slip(_path: Path) -> None:
        raise ZeroDivisionError("of our own")

    with monkeypatch.context() as patch:
        patch.setattr("quizkit.authoring.preview.quiz_file.check_quiz", slip)
        told = file.read("student", None)
    assert [problem["what"] for problem in told["problems"]] == ["ZeroDivisionError: of our own"]
    assert "quiz" in file.read("student", None)
