"""The package for H5P: a question set of H5P's own questions."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from authoring.banks.packages import png
from quizkit.authoring.banks import writers
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz

SOURCE = """
id: rivers
title: Rivers
questions:
  - id: longer
    type: choice
    prompt: "Which is **longer**? ![A map](map.png)"
    options: [{text: Nile, correct: true}, {text: "Rhine < Rhone", feedback: In Europe.}]
  - id: which
    type: several
    prompt: Which flow north?
    options: [{text: Nile, correct: true}, {text: Rhine, correct: true}, Danube]
  - id: wet
    type: truefalse
    prompt: It is wet.
    answer: true
    feedback: {false: It is.}
  - id: name
    type: text
    prompt: "What is 1/2 called?"
    accept: [half, "a/b*c:d"]
    distance: 1
  - id: pairs
    type: match
    prompt: Where?
    pairs: [{left: "Nile", right: Africa}, {left: "Rhine: upper", right: Europe}]
    extra: [Asia]
  - id: passage
    type: cloze
    prompt: Complete.
    text: "The [[river]] flows to the [[where]]."
    blanks:
      river: {type: choice, options: [{text: Rhine, correct: true}, Nile]}
      where: {type: choice, options: [{text: sea, correct: true}, moon]}
  - id: argue
    type: essay
    prompt: Argue.
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Quiz:
    """Return a quiz with a picture."""
    (tmp_path / "map.png").write_bytes(png())
    (tmp_path / "rivers.yaml").write_text(SOURCE, encoding="utf-8")
    return load(tmp_path / "rivers.yaml")


@pytest.fixture
def package(quiz: Quiz) -> zipfile.ZipFile:
    """Return the quiz as a package."""
    (data,) = writers.write(quiz, "en", "h5p").files.values()
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.fixture
def questions(package: zipfile.ZipFile) -> list[Any]:
    """Return the parameters of its questions."""
    content = json.loads(package.read("content/content.json"))
    return [question["params"] for question in content["questions"]]


def test_the_package_names_its_libraries(package: zipfile.ZipFile) -> None:
    """Main library, dependencies and title stand in h5p.json; the pictures lie beside."""
    head = json.loads(package.read("h5p.json"))
    assert head["mainLibrary"] == "H5P.QuestionSet"
    named = {each["machineName"] for each in head["preloadedDependencies"]}
    content = json.loads(package.read("content/content.json"))
    assert {each["library"].split()[0] for each in content["questions"]} < named
    assert "content/images/map.png" in package.namelist()


def test_choices_with_a_picture(questions: list[Any]) -> None:
    """Options, feedback and the kind of choice are H5P's; the picture stands above."""
    longer, which = questions[:2]
    assert longer["question"] == "<p>Which is <strong>longer</strong>? </p>"
    image = longer["media"]["type"]["params"]
    assert (image["alt"], image["file"]["path"]) == ("A map", "images/map.png")
    assert longer["answers"][1]["text"] == "Rhine &lt; Rhone"
    assert longer["behaviour"]["type"] == "single"
    assert [answer["correct"] for answer in which["answers"]] == [True, True, False]


def test_signs_of_h5p_in_a_blank(questions: list[Any]) -> None:
    """Slashes, asterisks and colons of an answer are entities, for H5P reads them as its own."""
    assert questions[3]["questions"] == ["<p>*half/a&#47;b&#42;c&#58;d*</p>"]
    assert questions[3]["behaviour"]["acceptSpellingErrors"] is True


def test_words_to_drag(questions: list[Any]) -> None:
    """Pairs and lists become words to drag, wrong ones among them."""
    assert questions[4]["textField"] == "Nile: *Africa*\nRhine∶ upper: *Europe*"
    assert questions[4]["distractors"] == "*Asia*"
    assert questions[5]["textField"] == "The *Rhine* flows to the *sea*."
    assert questions[5]["distractors"] == "*Nile**moon*"


def test_what_is_not_packed_is_told(quiz: Quiz) -> None:
    """The libraries must be on the site, and an essay has no place in a question set."""
    lost = writers.write(quiz, "en", "h5p").losses
    assert any("must have H5P.QuestionSet" in loss.what for loss in lost if not loss.question)
    assert any("essay" in loss.what for loss in lost if loss.question == "argue")
