"""Slips of typing: each gives one message, on the line where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.quiz import loading

RIVERS = """\
id: rivers
title: "Three rivers"
questions:

  - id: vienna
    type: choice
    prompt: "Which river flows through Vienna?"
    options:
      - text: "The Danube"
        correct: true
      - text: "The Rhône"
        feedback: "That one leaves Lake Geneva, in Geneva."
    hints: ["It also flows through Budapest."]

  - id: far
    type: number
    prompt: "How far is it
      from Geneva to Vienna?"
    answer: 800
    unit: km

  - id: cities
    type: match
    prompt: "Which river belongs to which city?"
    pairs:
      - {left: "Geneva", right: "The Rhône"}
      - {left: "Brussels", right: "The Senne"}
    extra: ["The Thames"]
"""
OPEN = 'the quotation mark (") that opens a text here is not closed; put " at the end of the text'
STRAIGHT = 'type straight ones instead: "'


def said(tmp_path: Path, text: str) -> list[str]:
    """Write a quiz file and give what is wrong with it, each with its line."""
    path = tmp_path / "rivers.yaml"
    path.write_text(text, encoding="utf-8")
    problems, _ = loading.read(path)
    return [f"{p.line}: {p.what}; {p.mend}" for p in problems]


def test_the_file_itself_is_sound(tmp_path: Path) -> None:
    """The file in which the slips are made has none."""
    assert said(tmp_path, RIVERS) == []


CURLY = "a text on this line stands between curly quotation marks"
NO_BREAK = "this line has a no-break space (U+00A0) where it begins; type ordinary spaces instead"
NO_DASH = "'id' is given twice; keep one of them, or begin a new entry with a dash: '- id: …'"
SLIPS = [
    ('Three rivers"', "Three rivers", f"2: {OPEN}"),
    ('through Vienna?"', "through Vienna?", f"7: {OPEN}"),
    ('Danube"', "Danube", f"9: {OPEN}"),
    ('in Geneva."', "in Geneva.", f"12: {OPEN}"),
    ('Thames"', "Thames", f"28: {OPEN}"),
    ('Budapest."]', 'Budapest."', "13: the bracket [ that opens here is not closed; put ] where"),
    ('Rhône"}', 'Rhône"', "26: the bracket { that opens here is not closed; put } where"),
    ('Senne"}', 'Senne"', "27: the bracket { that opens here is not closed; put } where"),
    ('- {left: "B', '- left: "B', "27: the text before ',' is in no brackets; open them"),
    ('left: "Geneva"', 'left: "Geneva', '26: a quotation mark (") is missing on this line; close'),
    ('"Which river flows', "Which river flows", '7: the quotation mark (") at the end of the'),
    ("river flows", 'big "river" flows', '7: a quotation mark (") inside the text ends it too'),
    ('"The Danube"', "'Vienna's Danube'", "9: an apostrophe (') inside '…' ends the text too"),
    ('"The Danube"', '"The Danube”', "9: the text opens with a straight quotation mark and closes"),
    ('"The Danube"', "“The Danube”", f"9: {CURLY} (“); {STRAIGHT}"),
    ('"The Danube"', "‘The Danube’", f"9: {CURLY} (‘); type straight ones instead: '"),
    ('"The Danube"', "“Danube: a river”", "9: a text here stands between curly quotation marks"),
    ('["The Thames"]', "[“The Thames, London”]", f"28: {CURLY} (“); {STRAIGHT}"),
    ("id: rivers", "id: “rivers”", f"1: {CURLY} (“); {STRAIGHT}"),
    ("    type: choice", "   \u00a0type: choice", f"6: {NO_BREAK}"),
    ("type: choice", "type:\u00a0choice", f"6: {NO_BREAK}"),
    ("    type: choice", "\ttype: choice", "6: this line is indented with a tab; type spaces"),
    ("        correct", "\t\tcorrect", "10: this line is indented with a tab; type spaces"),
    ("    type: choice", "     type: choice", "6: this line starts further in than the one above"),
    ("    type: choice", "   type: choice", "6: this line does not fit the lines above it; check"),
    ("type: choice", "type:choice", "6: there is no space after 'type:'; write 'type: …'"),
    ("- id: vienna", "-id: vienna", "5: there is no space after the dash; write '- id: …'"),
    ('"Three rivers"', "Rivers: three", "2: there is a second ': ' on this line; put the text"),
    ('"Three rivers"', "@rivers", "2: a text cannot start with @, `, % or a tab; put the text"),
    ('"The Danube"', "'s Danube", "9: the quotation mark (') that opens a text here is not closed;"),
    ("type: choice", "type choice", "6: this line has neither a field ('name: value') nor a dash"),
    ("  - id: far", "    id: far", f"15: {NO_DASH}"),
]


@pytest.mark.parametrize(("good", "bad", "sentence"), SLIPS)
def test_a_slip_is_told_once_where_it_was_made(
    tmp_path: Path, good: str, bad: str, sentence: str
) -> None:
    """A slip gives one message, with the line where it was made and what to type."""
    assert good in RIVERS
    (told,) = said(tmp_path, RIVERS.replace(good, bad, 1))
    assert told.startswith(sentence)


def test_curly_quotation_marks_everywhere_are_one_slip(tmp_path: Path) -> None:
    """A whole file typed with curly marks gives one message, which counts the other lines."""
    curly = RIVERS.replace(' "', " “").replace('"\n', "”\n").replace("“How far", '"How far')
    (told,) = said(tmp_path, curly.replace("to Vienna?”", 'to Vienna?"'))
    assert told.startswith("2: a text on this line (and on 7 more) stands between curly")


def test_no_break_spaces_everywhere_are_one_slip(tmp_path: Path) -> None:
    """A file pasted from a web page gives one message, which counts the other lines."""
    (told,) = said(tmp_path, RIVERS.replace("    ", "\u00a0" * 4))
    assert told.startswith("6: this line (and 18 more) has a no-break space")


def test_curly_marks_inside_straight_ones_are_text(tmp_path: Path) -> None:
    """Curly quotation marks inside a text, or around a part of one, stay what was typed."""
    text = RIVERS.replace('"The Danube"', '"“The Danube”, they say"')
    text = text.replace('"Three rivers"', "The “blue” rivers of ’s-Gravenhage")
    assert said(tmp_path, text) == []


def test_one_slip_does_not_hide_the_next(tmp_path: Path) -> None:
    """Where a slip can be read past, what follows it is told as well."""
    text = RIVERS.replace('"The Danube"', "“The Danube”").replace("unit: km", "unti: km")
    assert [line[:20] for line in said(tmp_path, text)] == [
        "9: a text on this li",
        "20: unknown field 'u",
    ]


NO_NUMBER = "is not a number"
CASCADES = [
    ("prompt:", "promt:", "7: unknown field 'promt'; did you mean 'prompt'?"),
    ("type: choice", "typ: choice", "6: unknown field 'typ'; did you mean 'type'?"),
    ("questions:", "question:", "3: unknown field 'question'; did you mean 'questions'?"),
    ("correct: true", "corect: true", "10: unknown field 'corect' in option 1; did you mean"),
    ("answer: 800", "answr: 800", "19: unknown field 'answr'; did you mean 'answer'?"),
    ('{left: "B', '{left:"B', "27: there is no space after 'left:' in pair 2; write 'left: …'"),
    ('"The Senne"', "Zenne, the river", "27: a comma before 'the river' in pair 2 starts a new field"),
    ("800", "1/3", f"19: 'answer: 1/3' {NO_NUMBER}; write it as 0.333333333333, and 'tolerance: …'"),
    ("800", "–800", f"19: 'answer: –800' {NO_NUMBER}; write it as -800"),
    ("unit: km", "tolerance: 10%", f"20: 'tolerance: 10%' {NO_NUMBER}; write 'relative_tolerance:"),
    ("unit: km", "tolerance: ±5", f"20: 'tolerance: ±5' {NO_NUMBER}; write it as 5"),
    ("unit: km", "points: 50%", f"20: 'points: 50%' {NO_NUMBER}; write it as 0.5"),
    ("800", "0,5", f"19: 'answer: 0,5' {NO_NUMBER}; use a point, not a comma: 0.5"),
    ("800", "1,800", f"19: 'answer: 1,800' {NO_NUMBER}; write it without marks between thousands"),
    ("800", "800 km", f"19: 'answer: 800 km' {NO_NUMBER}; write the number alone: 800"),
    ("unit: km", "wrong: [{value: 0,5, feedback: no}]", "20: a comma before 5 in wrong answer 1"),
    ('      - {left: "Brussels", right: "The Senne"}\n', "", "25: 'pairs' has 1 of at least 2"),
]


@pytest.mark.parametrize(("good", "bad", "sentence"), CASCADES)
def test_one_mistake_gives_one_message(tmp_path: Path, good: str, bad: str, sentence: str) -> None:
    """What only follows from another mistake is not told."""
    assert good in RIVERS
    (told,) = said(tmp_path, RIVERS.replace(good, bad, 1))
    assert told.startswith(sentence)


def test_an_objective_of_none_is_told_once(tmp_path: Path) -> None:
    """Where the quiz has no objectives at all, the questions that name some are one mistake."""
    text = RIVERS.replace("    type:", "    objective: rivers-1\n    type:")
    sentence = (
        "there is no objective 'rivers-1'; add 'objectives: {rivers-1: …}' above 'questions:'"
    )
    assert said(tmp_path, text) == [f"5: {sentence}, or leave it out"]


@pytest.mark.parametrize("word", ["waar", '"ja"', "1"])
def test_a_word_that_is_neither_true_nor_false(tmp_path: Path, word: str) -> None:
    """A statement's answer in other words is told which two there are."""
    text = "id: x\ntitle: X\nquestions:\n- {id: a, type: truefalse, prompt: P, answer: %}"
    (told,) = said(tmp_path, text.replace("%", word))
    assert told.endswith("is neither true nor false; write true or false (without quotation marks)")
