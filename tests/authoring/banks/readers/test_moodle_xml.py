"""Moodle XML: what around the questions, and of single questions, is carried over or told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from authoring.banks.samples import CATEGORY, MOODLE, PNG, answer, bank, question
from quizkit.authoring.banks import readers
from quizkit.authoring.banks.bank import Bank


def read(source: str | bytes) -> Bank:
    """Return the bank that a source is read as."""
    data = source.encode() if isinstance(source, str) else source
    return readers.read(data, "bank.xml", form="moodle")


def only(source: str) -> dict[str, Any]:
    """Return the one question of a source."""
    (asked,) = read(source).questions
    return dict(asked)


TRUE = answer(100, "true") + answer(0, "false")


def test_a_category_becomes_tags_and_title() -> None:
    """Categories are tags, without those that Moodle makes; the first is the title."""
    made = read(bank(CATEGORY, question("truefalse", "T", "Is it?", TRUE)))
    assert made.title == "Atoms"
    assert made.questions[0]["tags"] == ["atoms", "bonds"]


def test_an_idnumber_is_the_id() -> None:
    """What a school calls a question by stays its name."""
    source = bank(question("truefalse", "T", "Is it?", TRUE))
    assert (
        only(source.replace("<idnumber></idnumber>", "<idnumber>CH-3</idnumber>"))["id"] == "ch-3"
    )


def test_points_hints_and_general_feedback_come_along() -> None:
    """The grade is points, hints are hints, and feedback for all is the explanation."""
    source = bank(question("truefalse", "T", "Is it?", TRUE + "<hint><text>Look.</text></hint>"))
    source = source.replace("1.0000000", "2.5").replace("<text></text>", "<text>Because.</text>")
    asked = only(source)
    assert (asked["points"], asked["hints"]) == (2.5, ["Look."])
    assert asked["explanation"] == "Because."


def test_a_hidden_question_stays_out_and_is_told() -> None:
    """An old version that a bank hides is not brought back to life in silence."""
    source = bank(question("truefalse", "T", "Is it?", TRUE))
    made = read(source.replace("<hidden>0", "<hidden>1"))
    assert made.questions == ()
    assert "hidden" in made.losses[0].what


def test_penalties_are_told_once_for_the_bank() -> None:
    """That another attempt takes off points is said once, with how often."""
    one = question("truefalse", "T", "Is it?", TRUE)
    made = read(bank(one, one).replace("<penalty>0<", "<penalty>0.3333333<"))
    assert [loss.question for loss in made.losses] == [""]
    assert "33.3 % (2×)" in made.losses[0].what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_bank_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    """Whatever encoding a file is in, its letters come in as they are."""
    source = bank(question("truefalse", "T", "Genève?", TRUE))
    name = "UTF-8" if encoding.startswith("utf-8") else encoding
    data = source.replace("UTF-8", name, 1).encode(encoding)
    assert read(data).questions[0]["prompt"] == "Genève?"


def test_a_bank_in_another_encoding_than_it_names_is_mended_and_told() -> None:
    """A file that says UTF-8 and is not, or holds control characters, is read, and that is told."""
    source = bank(question("truefalse", "T", "Genève?\x0b", TRUE))
    made = read(source.encode("cp1252"))
    assert made.questions[0]["prompt"] == "Genève?"
    assert [("Windows-1252" in loss.what, "control" in loss.what) for loss in made.losses] == [
        (False, True),
        (True, False),
    ]


def test_pictures_are_found_by_their_names_and_kept_once() -> None:
    """A picture that two questions show is one file; its name is made anew."""
    text = '<img src="@@PLUGINFILE@@/a%20map.PNG" alt="A [map]">'
    file = f'<file name="a map.PNG" path="/" encoding="base64">{PNG}</file></questiontext>'
    one = question("truefalse", "T", text, TRUE).replace("</questiontext>", file)
    made = read(bank(one, one))
    assert list(made.pictures) == ["a-map.png"]
    assert [q["prompt"] for q in made.questions] == ["![A map](a-map.png)"] * 2


def test_a_picture_in_the_text_itself_is_kept() -> None:
    """A picture that an address holds in itself becomes a file as well."""
    text = f'<img src="data:image/png;base64,{PNG}" alt="Dot">'
    assert only(bank(question("truefalse", "T", text, TRUE)))["prompt"] == "![Dot](dot.png)"


@pytest.mark.parametrize("alt", ["", "heart.png"])
def test_a_picture_without_a_description_gets_a_number_and_is_told(alt: str) -> None:
    """Its file may be called like the answer, so that name is not what the page says of it."""
    text = f'What is it? <img src="data:image/png;base64,{PNG}" alt="{alt}">'
    made = read(bank(question("truefalse", "T", text, TRUE)))
    assert re.fullmatch(r"What is it\? !\[Picture 1\]\(.*\.png\)", made.questions[0]["prompt"])
    assert "has no description" in made.losses[0].what


def test_feedback_to_all_right_answers_goes_to_the_options() -> None:
    """It is the right option's feedback; what Moodle writes there by itself is left."""
    said = "<correctfeedback><text>Well seen.</text></correctfeedback>"
    usual = "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>"
    asked = only(bank(question("multichoice", "T", "Which?",
                               said + usual + answer(100, "a") + answer(0, "b"))))  # fmt: skip
    assert asked["options"] == [{"text": "a", "correct": True, "feedback": "Well seen."}, "b"]


def test_markdown_stays_markdown() -> None:
    """A text that was written in Markdown is not written anew."""
    source = bank(question("truefalse", "T", "Is *it* [so](https://osce.org)?\n\n- a\n- b", TRUE))
    asked = only(source.replace('<questiontext format="html"', '<questiontext format="markdown"'))
    assert asked["prompt"] == "Is *it* [so](https://osce.org)?\n\n- a\n- b"


def test_embedded_answers_become_blanks() -> None:
    """Each kind of embedded answer is a blank of the type it should be, with what is said to it."""
    asked = only(MOODLE["answers embedded in a passage"].source)
    assert [blank["type"] for blank in asked["blanks"].values()] == [
        "text", "number", "choice", "choice", "text",
    ]  # fmt: skip
    assert asked["blanks"]["gap-1"]["wrong"] == [{"text": "Lyon", "feedback": "No"}]
    assert asked["blanks"]["gap-2"] == {"type": "number", "answer": 67, "tolerance": 1}
    assert asked["blanks"]["gap-4"]["options"][0] == {"text": "}", "correct": True}
    assert asked["blanks"]["gap-5"]["case"] is True
    assert asked["text"].count("[[gap-") == 5
    assert asked["points"] == 6


def test_units_are_worth_what_they_are_worth() -> None:
    """A unit of which a hundred make one is worth a hundredth."""
    asked = only(MOODLE["a number with units"].source)
    assert (asked["unit"], asked["units"]) == ("m", {"cm": 0.01})


def test_order_is_told_by_the_numbers_of_the_places() -> None:
    """Things to be put in order stand in the order of their places, not in that of the file."""
    assert only(MOODLE["in order"].source)["items"] == ["1991", "1997", "2008"]


def test_a_bank_of_several_categories_has_the_title_of_its_file() -> None:
    """The first of them is no name for the whole; where all lie in one, that is."""
    asked = question("truefalse", "T", "So?", TRUE)
    other = CATEGORY.replace("Atoms", "Bonds")
    assert other != CATEGORY
    assert (
        readers.read(bank(CATEGORY, asked, other, asked).encode(), "my-bank.xml").title == "My bank"
    )


def test_the_words_that_an_essay_must_have_are_carried_over() -> None:
    """Moodle's limits of words are those of the essay."""
    limits = "<minwordlimit>80</minwordlimit><maxwordlimit>0</maxwordlimit>"
    assert only(bank(question("essay", "T", "Explain.", limits)))["words"] == {"least": 80}
