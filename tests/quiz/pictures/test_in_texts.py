"""The pictures of a quiz from the text that names one to the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quiz.pictures import made
from quizkit.learner.session import Session
from quizkit.quiz.loading import load
from quizkit.quiz.markup import html
from quizkit.quiz.model import Quiz
from quizkit.quiz.pictures.in_texts import filled, in_other_names, named, shown, told, words
from quizkit.quiz.pictures.picture import Picture
from quizkit.quiz.released import as_released, read_released, released, text_of
from quizkit.widget.quiz_widget import as_html, as_text

QUIZ = """\
id: cells
title: Cells
questions:
  - id: which
    type: choice
    prompt: "Which is a cell? ![A map of Europe](map.png)"
    options:
      - {text: "![A round cell](geneva.svg)", correct: true, feedback: "![A photo](photo.jpg)"}
      - {text: "![A sign](sign.webp)", feedback: "No: ![A map of Europe](map.png)"}
    hints: ["Look: ![The hint](hint.png)"]
    explanation: "As here: ![A photo](photo.jpg)"
  - id: passage
    type: cloze
    prompt: Fill in.
    text: "The sign ![A sign](sign.webp) stands for [[place]]."
    blanks: {place: {type: text, answer: Bern}}
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Quiz:
    """Return a quiz with pictures in its prompt, options, feedback, hint and passage."""
    files = {**made.FILES, "geneva.svg": made.FILES["cell.svg"], "hint.png": made.png(shade=7)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "cells.yaml").write_text(QUIZ, encoding="utf-8")
    return load(tmp_path / "cells.yaml")


def names(quiz: Quiz, *files: str) -> set[str]:
    """Return the names under which pages know these files."""
    return {quiz.pictures[file].name for file in files}


def test_a_page_gets_each_picture_once(quiz: Quiz) -> None:
    """The view has the pictures of all questions beside them, each once, and no other."""
    view = Session(quiz).view()
    assert set(view["pictures"]) == names(quiz, "map.png", "geneva.svg", "sign.webp")
    assert "base64" not in json.dumps(view["questions"])


def test_what_is_told_later_brings_its_pictures_then(quiz: Quiz) -> None:
    """A picture of feedback, hint or explanation could tell the answer: it comes with them."""
    session = Session(quiz)
    assert session.state("which").get("pictures") == {}
    session.hint("which")
    assert set(session.state("which")["pictures"]) == names(quiz, "hint.png")
    session.check("which", quiz["which"].right())
    assert set(session.state("which")["pictures"]) == names(quiz, "hint.png", "photo.jpg")


def test_the_name_of_a_file_stays_with_its_author(quiz: Quiz) -> None:
    """No page, release or state holds the name of a file, which may be that of the answer."""
    session = Session(quiz)
    session.check("which", quiz["which"].right())
    text = json.dumps([session.view(), session.state("which"), released(quiz)])
    assert not any(file in text for file in quiz.pictures)
    assert "geneva" not in text


def test_a_mended_picture_sets_no_answer_aside(quiz: Quiz, tmp_path: Path) -> None:
    """Another picture, or another name for its file, leaves a question what it was."""
    (tmp_path / "round.svg").write_bytes(made.svg("<circle r='4'/>"))
    path = tmp_path / "cells.yaml"
    path.write_text(QUIZ.replace("geneva.svg", "round.svg"), encoding="utf-8")
    mended = load(path)
    assert mended["which"].fingerprint == quiz["which"].fingerprint
    assert mended["which"].right() == quiz["which"].right()


def test_a_release_has_its_pictures_with_it(quiz: Quiz) -> None:
    """A released quiz is shown as the course shows it, with no file beside it."""
    again = read_released(text_of(released(quiz)).encode())
    shown_there = Session(again, mode="graded").view()["pictures"]
    assert shown_there == Session(as_released(quiz), mode="graded").view()["pictures"]
    assert set(shown_there) == names(quiz, "map.png", "geneva.svg", "sign.webp")


def test_a_release_without_pictures_is_as_it_was() -> None:
    """A quiz without pictures has no field for them."""
    assert "pictures" not in released(load("start"))


def test_the_still_page_shows_them_without_a_script(quiz: Quiz) -> None:
    """In a saved notebook each picture stands where it is named, and its words in plain text."""
    view = Session(quiz).view()
    page = as_html(view)
    assert page.count("<img") == page.count('src="data:image/') == 4
    assert "data-picture" not in page
    assert "Which is a cell? A map of Europe" in as_text(view)


def test_a_large_picture_is_kept_once_in_a_saved_notebook() -> None:
    """A second time it is told in words; a small one is there each time."""
    picture = Picture.of(made.png())
    text = named(html("![A map](m.png) and ![A *map*](m.png)"), {"m.png": picture})
    there = {picture.name: picture.address}
    assert filled(text, there).count("src=") == filled(text, there, once=9999).count("src=") == 2
    once = filled(text, there, once=9)
    assert once.count("src=") == 1
    assert once.endswith(" and [A map]")


def test_a_notebook_that_is_handed_in_stays_small(tmp_path: Path) -> None:
    """In each notebook of a class a large picture of a graded quiz is told in words."""
    large = made.png(9, 9, made.chunk(b"sBIT", b"\x08"), made.chunk(b"IDAT", b"\0" * 200_000))
    (tmp_path / "map.png").write_bytes(large)
    asked = "id: maps\ntitle: Maps\nquestions:\n  - {id: q, type: truefalse, answer: true, prompt: "
    (tmp_path / "maps.yaml").write_text(asked + "'Is it? ![A map](map.png)'}\n", encoding="utf-8")
    quiz = load(tmp_path / "maps.yaml")
    assert "src=" in as_html(Session(quiz).view())
    page = as_html(Session(as_released(quiz), mode="graded").view())
    assert "Is it? [A map]" in page


def test_a_picture_that_is_not_at_hand_is_told() -> None:
    """Where there is no picture, or no room, what it shows is said."""
    text = html("See ![A *new* map & more](map.png)!")
    assert shown(text, {}) == told(text) == "See [A new map &amp; more]!"
    assert words([text]) == {"map.png": "A new map & more"}


def test_names_are_written_anew_as_typed() -> None:
    """The text that a student receives names a picture by its bytes, however it was written."""
    picture = Picture.of(made.png())
    pictures: Mapping[str, Picture] = {"my map.png": picture}
    for typed in ("![A map](my map.png)", "![A map](<my map.png>)"):
        assert in_other_names(typed, pictures) == f"![A map]({picture.name})"


@pytest.mark.parametrize("text", ['"<img class="quizkit-picture" data-picture="', "data-picture"])
def test_what_is_typed_is_no_picture(text: str) -> None:
    """A text that looks like the page's own mark is text."""
    value: Any = {"html": html(text), "more": [html(text)]}
    assert named(value, {}) == value
    assert shown(html(text), {}) == html(text)


def test_variants_have_their_pictures_in_a_release(tmp_path: Path) -> None:
    """Each variant of a question is released with its pictures, and without their files' names."""
    (tmp_path / "geneva.png").write_bytes(made.png())
    question = "{id: q, type: number, variants: {a: [2, 3]}, answer: '= a', prompt: '{a} ![A map]"
    text = f"id: maps\ntitle: Maps\nquestions:\n  - {question}(geneva.png)'}}\n"
    (tmp_path / "maps.yaml").write_text(text, encoding="utf-8")
    quiz = load(tmp_path / "maps.yaml")
    given = text_of(released(quiz))
    assert "geneva" not in given
    assert len(read_released(given.encode()).pictures) == 1
