"""Pictures and formulas in a quiz on screen, with the network cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from browser.lab import Lab
from browser.quiz_page import GRADED, QuizPage, open_quiz
from quiz.pictures import made
from quizkit.quiz.loading import load

QUIZ = """\
id: cells
title: Cells
questions:
  - id: which
    type: choice
    prompt: "Which is a cell? ![A map of Europe](map.png)"
    options:
      - {text: "![A round cell](unseen-cell.svg)", correct: true, feedback: "![A photo](photo.jpg)"}
      - {text: "![A sign](sign.webp)"}
  - id: sums
    type: match
    prompt: 'What is $\\sum_{i=1}^{n} i$?'
    pairs:
      - {left: '$\\frac{n(n+1)}{2}$', right: '$x^2$'}
      - left: '$$(a+b)^{12} = a^{12} + 12a^{11}b + 66a^{10}b^2 + 220a^9b^3$$'
        right: 'It costs $5.'
"""
LOADED = "images => images.map(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """Return the file of a quiz with pictures and formulas."""
    for name, data in {**made.FILES, "unseen-cell.svg": made.FILES["cell.svg"]}.items():
        (tmp_path / name).write_bytes(data)
    path = tmp_path / "cells.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    return path


def shown(part: Locator) -> list[str]:
    """Return what the pictures in a part of the page show; each is there, and drawn."""
    images = part.locator("img")
    assert images.evaluate_all(LOADED) == [True] * images.count()
    return [str(image.get_attribute("alt")) for image in images.all()]


def choose(quiz: QuizPage, name: str) -> None:
    """Choose the option that people who cannot see its picture hear named so."""
    quiz.question("which").get_by_role("radio", name=name).check(timeout=10_000)


def test_a_graded_quiz_shows_its_pictures(lab: Lab, cells: Path) -> None:
    """From the release alone the page has each picture, named by its words, and no file name."""
    code = GRADED.format(quiz="cells", language="en")
    quiz = open_quiz(lab, cells, code=code, graded=True)
    assert shown(quiz.el)[0] == "A map of Europe"
    assert sorted(shown(quiz.el)) == ["A map of Europe", "A round cell", "A sign"]
    choose(quiz, "A round cell")
    expect(quiz.el).to_contain_text("1 of 2 answered")
    assert not quiz.notebook.traffic.contains("unseen-cell")
    assert not quiz.notebook.traffic.contains(load(cells).pictures["photo.jpg"].name)
    quiz.notebook.picture("graded", quiz.el)
    (output,) = [o for o in quiz.notebook.outputs(0) if o["output_type"] == "execute_result"]
    assert "".join(output["data"]["text/html"]).count('src="data:image/') == 3


def test_feedback_brings_its_picture(lab: Lab, cells: Path) -> None:
    """A picture of feedback is on the page once the question is answered, and not before."""
    path = lab.write("cells", ["import quizkit\nquizkit.show('cells.yaml', language='en')"])
    for file in cells.parent.iterdir():
        (lab.root / path).with_name(file.name).write_bytes(file.read_bytes())
    page = lab.open(path)
    page.run_cell(0)
    quiz = QuizPage(page)
    photo = load(cells).pictures["photo.jpg"].name
    expect(quiz.question("which").locator("img")).to_have_count(3)
    assert not page.traffic.contains(photo)
    choose(quiz, "A round cell")
    quiz.press("which", "Check")
    expect(quiz.question("which").get_by_role("img", name="A photo")).to_be_visible()
    assert "A photo" in shown(quiz.el)
    page.picture("feedback", quiz.el)


@pytest.mark.parametrize("width", [400, 1280])
def test_a_formula_is_drawn_and_never_cut(lab: Lab, cells: Path, width: int) -> None:
    """The browser draws MathML by itself; a wide formula scrolls; a menu has it in a line."""
    code = GRADED.format(quiz="cells", language="en")
    quiz = open_quiz(lab, cells, code=code, graded=True)
    quiz.notebook.set_width(width)
    sums = quiz.question("sums")
    fraction = sums.locator("mfrac").first.bounding_box()
    assert fraction is not None
    assert fraction["height"] > 20
    assert quiz.too_wide() == []
    options = sums.locator("select").first.locator("option").all_inner_texts()
    assert {"x²", "It costs $5."} <= set(options)
    quiz.notebook.picture(f"formulas-{width}", quiz.el)
