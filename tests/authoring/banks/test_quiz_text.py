"""Banks written as quiz files: as one types them, and only what passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizkit.authoring.banks.bank import Bank
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.quiz import loading

ODD = [
    "no", "1997", "~", "a: b", "x #y", "- dash", "“curly”", 'ends with "', "\\nu", "@at", "`tick`",
    "%per", "a\tb", "line\nline", "  lead", "*star", "&and", "!bang", "? what", "😀", "[x]", "{y}",
    "a, b", "'", '"', "null", "Yes", "0x1F", "12:30", "> quote", "| bar", "#hash", "é", "\u00a0x",
]  # fmt: skip
words = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Zl", "Zp"]), min_size=1, max_size=40
)


def choice(prompt: str, *options: str, **more: Any) -> dict[str, Any]:
    """Return a question whose first option is right."""
    right = {"text": options[0], "correct": True}
    return {"type": "choice", "prompt": prompt, "options": [right, *options[1:]], **more}


def read(text: str, folder: Path) -> list[str]:
    """Return the prompts of a quiz file, which has no mistakes."""
    (folder / "quiz.yaml").write_text(text, encoding="utf-8")
    problems, quiz = loading.read(folder / "quiz.yaml")
    assert problems == []
    assert quiz is not None
    return [item.prompt.get("") for item in quiz.questions]


@given(st.lists(words, min_size=2, max_size=3, unique_by=str.strip))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    """Whatever a text is, YAML gives back the same one, or the question stays out and is told."""
    made = quiz_text(Bank("Odd", (choice("Which?", *texts),)))
    if made.count:
        options = yaml.safe_load(made.text)["questions"][0]["options"]
        found = [option["text"] if isinstance(option, dict) else option for option in options]
        assert [str(text) for text in found] == [text.expandtabs(4).strip() for text in texts]
    else:
        assert made.losses


def test_a_question_that_cannot_pass_is_left_out_and_told(tmp_path: Path) -> None:
    """The others are written; of what is left out, the reason stands under its name."""
    bank = Bank("Two", (choice("Good?", "a", "b"), choice("Bad?", "same", "Same", id="bad")))
    made = quiz_text(bank)
    assert read(made.text, tmp_path) == ["Good?"]
    (loss,) = made.losses
    assert loss.question == "bad"
    assert "two equal" in loss.what


def test_a_field_that_cannot_pass_is_left_out_alone(tmp_path: Path) -> None:
    """A question is written without the part that is wrong, where it can do without."""
    asked = {"type": "text", "prompt": "Who?", "accept": ["Ada"]}
    made = quiz_text(Bank("One", ({**asked, "wrong": [{"text": "ada!", "feedback": "No."}]},)))
    assert read(made.text, tmp_path) == ["Who?"]
    assert "wrong left out" in made.losses[0].what


def test_characters_that_cannot_be_seen_are_left_out_and_told(tmp_path: Path) -> None:
    """What would turn a text round, or be refused, goes, and is named."""
    made = quiz_text(Bank("Odd", (choice("Which\u202e?\x07", "a", "b"),)))
    assert read(made.text, tmp_path) == ["Which?"]
    assert "U+0007, U+202E" in made.losses[0].what


def test_a_long_text_is_a_block() -> None:
    """Several lines are written as a block, whose lines one can edit."""
    made = quiz_text(Bank("Long", (choice("First.\n\nSecond.", "a", "b"),)))
    assert "    prompt: |-\n      First.\n\n      Second.\n" in made.text


def test_only_pictures_that_are_shown_go_along() -> None:
    """A picture that no text of the file shows is not written beside it."""
    made = quiz_text(Bank("None", (choice("Which?", "a", "b"),), pictures={"map.png": b"x"}))
    assert made.pictures == {}


def test_no_file_is_called_as_a_device() -> None:
    """A bank called 'aux' makes a file that Windows can have, and its pictures a folder."""
    asked = {"type": "truefalse", "prompt": "Geneva is a city.", "answer": True}
    assert quiz_text(Bank("AUX", (asked,))).id == "aux-quiz"
    assert quiz_text(Bank("", (asked,)), name="com1").id == "com1-quiz"
