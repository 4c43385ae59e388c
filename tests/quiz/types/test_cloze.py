"""Cloze questions: a passage with blanks."""

from __future__ import annotations

from random import Random

import pytest

from quiz.types.asking import (
    INVALID,
    PARTLY,
    RIGHT,
    UNANSWERED,
    WRONG,
    ask,
    feedback,
    marked,
    outcome,
    read,
    said,
)
from quizkit.quiz.model import token
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.passage import pieces

TALKS = """
type: cloze
text:
  en: On [[day]] January *they met in [[city]]*; [[who]] led.
  nl: "[[who]], [[city]], [[day]]."
blanks:
  day: {type: number, answer: 10, wrong: [{value: 12, feedback: That was Brussels.}]}
  city: {type: choice, options: [{text: Geneva, correct: true}, Vienna]}
  who: {type: text, accept: [Sherman], label: {en: the leader, nl: de leider}}
"""
GENEVA, VIENNA = token("q.city", "Geneva"), token("q.city", "Vienna")


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        ({"day": "10", "city": GENEVA, "who": "sherman"}, RIGHT),
        ({"day": "10"}, PARTLY),
        ({"day": "10", "city": None, "who": ""}, PARTLY),
        ({"day": "12", "city": VIENNA}, WRONG),
        ({"day": "ten", "city": GENEVA, "who": "Sherman"}, INVALID),
        ({"city": "Geneva"}, INVALID),
        ({"month": "1"}, INVALID),
        (["10"], INVALID),
        ({"day": "", "city": None, "who": " "}, UNANSWERED),
        ({}, UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_blanks_are_graded_one_by_one(value: object, fares: str) -> None:
    """Some or all blanks may be filled; one that cannot be read makes the response invalid."""
    assert outcome(ask(TALKS), value) == fares


def test_each_blank_counts_the_same() -> None:
    """Two of three blanks right are worth two thirds; each has its mark and feedback."""
    value = {"day": "12", "city": GENEVA, "who": "Sherman"}
    item = ask(TALKS)
    assert item.grade(value).fraction == pytest.approx(2 / 3)
    assert marked(item, value) == {"day": False, "city": True, "who": True}
    assert feedback(item, value) == ["That was Brussels."]


def test_each_blank_says_what_counts_as_the_same() -> None:
    """What was typed in a blank is named as that blank's type names it; an option by its token."""
    alike = TYPES["cloze"].alike
    assert alike is not None
    assert alike(ask(TALKS), "day", "10.0") == alike(ask(TALKS), "day", "10")
    assert alike(ask(TALKS), "who", "SHERMAN") == "Sherman"
    assert alike(ask(TALKS), "city", VIENNA) == VIENNA


def test_an_unreadable_blank_is_marked_and_named() -> None:
    """Each blank that cannot be read, and no other, is marked with what was expected there."""
    grade = ask(TALKS).grade({"day": "ten", "city": VIENNA, "who": "?"})
    marks = {mark.key: (mark.right, mark.feedback.get("en")) for mark in grade.marks}
    assert marks == {
        "day": (False, "Type one number in digits, such as 12 or 12.5."),
        "who": (False, "Type a word, a name or a phrase of at most 500 characters."),
    }
    assert grade.message.get("en") == "Look again at: Blank 1 of 3, the leader."
    assert grade.message.get("nl") == "Kijk nog eens naar: Open plek 1 van 3, de leider."


def test_blanks_stand_in_the_line() -> None:
    """The passage comes in pieces of whole HTML with the blanks between, labelled."""
    segments = ask(TALKS).public("en", Random(0))["segments"]
    assert [segment.get("html", segment.get("blank")) for segment in segments] == [
        "On ",
        "day",
        " January <em>they met in </em>",
        "city",
        "; ",
        "who",
        " led.",
    ]
    day, city, who = (segment for segment in segments if "blank" in segment)
    assert (day["input"], day["label_text"]) == ("number", "Blank 1 of 3")
    assert (city["input"], {o["token"] for o in city["options"]}) == ("choice", {GENEVA, VIENNA})
    assert (who["input"], who["label_text"]) == ("text", "the leader")


def test_each_language_has_its_own_order_of_blanks() -> None:
    """In Dutch the same blanks may stand elsewhere in the sentence."""
    segments = ask(TALKS).public("nl", Random(0))["segments"]
    assert [s["blank"] for s in segments if "blank" in s] == ["who", "city", "day"]


def test_the_key_holds_each_blanks_key() -> None:
    """Once done, every blank tells its answer in the manner of its type."""
    keys = ask(TALKS).key("en")["blanks"]
    assert keys["day"]["right_text"] == "10"
    assert keys["city"]["right"] == [GENEVA]
    assert keys["who"]["right_text"] == "Sherman"


# Markdown, and the pieces it makes
PASSAGES = [
    ("[[a]]", ["[a]"]),
    ("**x [[a]] y** z", ["<strong>x </strong>", "[a]", "<strong> y</strong> z"]),
    ("*x **y [[a]]***", ["<em>x <strong>y </strong></em>", "[a]"]),
    ("one [[a]]\n\ntwo [[b]]", ["one ", "[a]", "<br><br>", "two ", "[b]"]),
    ("<b>[[a]]</b>", ["&lt;b&gt;", "[a]", "&lt;/b&gt;"]),  # raw HTML is shown, never run
    ("x\\\ny [[a]]", ["x<br>\ny ", "[a]"]),
    ("\ue0000\ue001 [[a]]", ["0 ", "[a]"]),  # our own stand-in, typed by an author
]


@pytest.mark.parametrize(("source", "expected"), PASSAGES)
def test_a_passage_is_cut_into_whole_pieces(source: str, expected: list[str]) -> None:
    """Each piece of HTML opens and closes its own tags."""
    assert [piece.html or f"[{piece.blank}]" for piece in pieces(source)] == expected


def cloze(text: str, blanks: str) -> str:
    """Write a cloze question in short."""
    return f"type: cloze\ntext: {text}\nblanks: {{{blanks}}}"


DAY = "day: {type: number, answer: 10}"
MISTAKES = [
    ("{type: cloze, text: none}", "'blanks' is missing"),
    ("{type: cloze, text: none, blanks: many}", "'blanks' must name each blank"),
    (cloze('"[[dya]]"', DAY), "[[dya]] is not among the blanks; did you mean [[day]]?"),
    (cloze('"[[dya]]"', DAY), "the text does not use 'day'"),
    (cloze('"[[day]] [[day]]"', DAY), "the text uses [[day]] twice"),
    (cloze('{en: "[[day]]", nl: dag}', DAY), "the text 'nl' does not use 'day'"),
    (cloze('"- a [[day]]\\n- b"', DAY), "has a list, heading or other block"),
    (cloze('"[a](http://x/[[day]])"', DAY), "has a blank inside a link, picture or formula"),
    (cloze('"[[day]]"', "day: {type: order}"), "a blank cannot be of type 'order'"),
    (cloze('"[[day]]"', "day: {type: nubmer}"), "did you mean 'number'?"),
    (cloze('"[[day]]"', "day: {type: number}"), "'answer' is missing in blank 'day'"),
    (cloze('"[[day]]"', "day: 10"), "the blank 'day' has no fields"),
    (cloze('"[[day]]"', "day: {type: number, answer: 10, points: 2}"), "unknown field 'points'"),
    (cloze('"[[geneva]]"', "geneva: {type: text, answer: Geneva}"), "tells the answer to everyone"),
    (
        cloze(
            '"[[geneva]]"', "geneva: {type: choice, options: [{text: Geneva, correct: true}, b]}"
        ),
        "tells the answer to everyone",
    ),
    (cloze('"[[A B]]"', "A B: {type: number, answer: 10}"), "cannot be a blank's name"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a cloze question is said in a sentence."""
    assert sentence in said(source)


def test_a_missing_translation_is_named() -> None:
    """In a quiz of two languages the passage must be in both."""
    _, problems = read(cloze('{en: "[[day]]"}', DAY), languages=("en", "nl"))
    assert any("has no 'nl'" in problem.what for problem in problems)
