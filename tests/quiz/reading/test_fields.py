"""Reading the fields of a quiz file, each mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from quizkit.quiz.reading.fields import Fields, as_fields
from quizkit.quiz.reading.problems import Place


def fields(source: str, *languages: str) -> Fields:
    """Read a mapping from YAML."""
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    return Fields(node, Place(Path("quiz.yaml"), languages=languages))


def said(read: Fields) -> list[str]:
    """Return what is wrong, as one reads it."""
    return [f"{p.line}: {p.what}; {p.mend}" for p in read.place.problems]


@pytest.mark.parametrize("word", ["no", "1997", "0x1f", "2022-01-10", "true", "1_000"])
def test_a_text_is_what_was_typed(word: str) -> None:
    """What YAML would take for a flag, number or date stays the teacher's text."""
    read = fields(f"text: {word}")
    text = read.text("text")
    assert text is not None
    assert text.get("en") == word
    assert said(read) == []


def test_a_field_left_empty_counts_as_absent() -> None:
    """``points:`` with nothing behind it gives the default, or is missed where needed."""
    read = fields("points:\nid: ''")
    assert read.number("points", 1.0) == 1.0
    assert read.required("points", "write one") is None
    assert said(read) == ["1: 'points' is empty; write one"]


def test_an_unknown_field_is_told_the_nearest() -> None:
    """A slip of the pen is mended; a stranger is told what is known."""
    read = fields("prompt: a\npromt: b\nzzz: c")
    read.text("prompt")
    read.close()
    assert said(read) == [
        "2: unknown field 'promt'; did you mean 'prompt'?",
        "3: unknown field 'zzz'; known are: prompt",
    ]


def test_a_field_given_twice_is_a_mistake() -> None:
    """The second of two equal names is noted, on its line."""
    assert said(fields("a: 1\nb: 1\nb: 2")) == ["3: 'b' is given twice; keep one of them"]


def test_the_first_field_given_twice_begins_another_entry() -> None:
    """Where the first name comes again a dash was forgotten, and what follows it is not told."""
    read = fields("a: 1\nb: 2\na: 3\nb: 4\nc: 5")
    read.word("a"), read.word("b")
    read.close()
    mend = "keep one of them, or begin a new entry with a dash: '- a: …'"
    assert said(read) == [f"3: 'a' is given twice; {mend}"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("n: many", "1: 'n: many' is not a number; write it as 2 or 0.5"),
        ("n: .inf", "1: 'n: .inf' is not a number; write it as 2 or 0.5"),
        ("n: -1", "1: 'n: -1' is below zero; give a number from 0 to 9"),
        ("n: 10", "1: 'n: 10' is out of range; give a number from 0 to 9"),
        ("n: [1]", "1: 'n' must be one word or line; write 'n: …' on one line"),
    ],
)
def test_a_number_is_checked(source: str, sentence: str) -> None:
    """What is no number, or out of bounds, is said and replaced by the default."""
    read = fields(source)
    assert read.number("n", 5.0, least=0, most=9) == 5.0
    assert said(read) == [sentence]


def test_a_whole_number_is_whole() -> None:
    """A fraction where a count is meant is a mistake."""
    read = fields("n: 2.5\nm: 3")
    assert read.whole("n", None, least=1, most=9) is None
    assert read.whole("m", None, least=1, most=9) == 3
    assert said(read) == ["1: 'n: 2.5' is not a whole number; write it as 2"]


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("Off", False), ("TRUE", True)])
def test_a_flag_is_read_as_people_write_it(word: str, value: bool) -> None:
    """Yes and no, on and off, true and false, in any case."""
    assert fields(f"f: {word}").flag("f", not value) is value


def test_a_missing_translation_is_named() -> None:
    """In a quiz of two languages, prose needs both; a name may do with one."""
    read = fields("a: {en: Geneva}\nb: Geneva\nc: Geneva", "en", "nl")
    read.text("a"), read.text("b"), read.text("c", prose=False)
    assert said(read) == [
        "1: missing translation: 'a' has no 'nl'; add 'nl: …'",
        "2: missing translation: 'b' is in one language only; write {en: …, nl: …}",
    ]


def test_a_language_that_the_quiz_lacks_is_named() -> None:
    """A text in a language that the title is not in is most likely a slip."""
    read = fields("a: {en: x, nl: y, nll: z}", "en", "nl")
    read.text("a")
    assert said(read) == ["1: 'a' has language 'nll', the title has not; did you mean 'nl'?"]


def test_an_entry_may_be_one_plain_text() -> None:
    """``- Vienna`` stands for ``- {text: Vienna}``, also per language."""
    read = fields("options: [Vienna, {en: Geneva, nl: Genève}, {text: Brussels}]", "en", "nl")
    entries = list(read.entries("options", "write them", least=2, entry="option"))
    texts = [entry.text("text", prose=False) for entry in entries]
    assert [text and text.get("nl") for text in texts] == ["Vienna", "Genève", "Brussels"]
    assert said(read) == []


def test_an_entry_that_is_a_list_cannot_be_read() -> None:
    """A list where a text is expected is noted, with its place in the list."""
    read = fields("options: [a, [b]]")
    assert len(list(read.entries("options", "write them", least=2, entry="option"))) == 1
    assert said(read) == ["1: option 2 cannot be read; write them"]


def test_a_short_list_is_noted() -> None:
    """A list must have as many entries as the question needs."""
    read = fields("options:\n  - a")
    assert len(read.listing("options", "write two", least=2)) == 1
    assert said(read) == ["1: 'options' has 1 of at least 2 entries; write two"]


def test_problems_name_the_question() -> None:
    """A mistake inside a question carries its id, in the same list of problems."""
    place = Place(Path("quiz.yaml"))
    place.within("who-led").problem(7, "no option is correct", "mark one")
    assert (
        str(place.problems[0]) == "quiz.yaml:7: question 'who-led': no option is correct; mark one"
    )


def test_languages_beside_other_fields_are_the_entrys_text() -> None:
    """``{en: …, nl: …, correct: true}`` is a text in two languages, and a field."""
    node = yaml.compose("{en: Geneva, nl: Genève, correct: true}", Loader=yaml.SafeLoader)
    read = as_fields(node, Place(Path("quiz.yaml")), name="option 1", scalar="text")
    assert read is not None
    text = read.text("text")
    assert text is not None
    assert (text.get("nl"), read.flag("correct", False)) == ("Genève", True)
