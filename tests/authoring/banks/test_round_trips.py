"""Through a format and back, a question is worth the same for every response."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.drawing import KINDS, near
from quizkit.authoring.banks import readers, writers
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.quiz import loading
from quizkit.quiz.model import Choosable, Item, Json, Quiz, Text, token
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.text import TypedText

TYPES = {  # that each format has
    "moodle": tuple("choice several truefalse number text match order groups cloze".split()),
    "gift": ("choice", "several", "truefalse", "number", "text", "match", "groups"),
    "aiken": ("choice",),
    "csv": ("choice", "several", "truefalse", "number", "text", "match", "order", "groups"),
}
EACH = [(form, kind) for form, kinds in TYPES.items() for kind in kinds]


def back(item: Item, form: str) -> Item | None:
    """Return a question as it comes back from a format; None if it could not be written."""
    quiz = Quiz("quiz", Text.plain("Quiz"), (item,))
    files = writers.write(quiz, "en", form).files
    if not files:
        return None
    ((name, data),) = files.items()
    made = quiz_text(readers.read(data, name, form=form), name="back")
    with TemporaryDirectory() as folder:
        path = Path(folder, "back.yaml")
        path.write_text(made.text, encoding="utf-8")
        problems, again = loading.read(path)
    assert problems == []
    assert again is not None, made.losses
    return again.questions[0]


def by_text(item: Item) -> dict[str, str]:
    """Return the texts of a question's things by their tokens."""
    found: dict[str, str] = {}
    for name in ("options", "items", "lefts", "rights", "groups"):
        for thing in getattr(item, name, ()):
            if isinstance(thing, Choosable):
                found[thing.token] = thing.text.get("en")
    return found


def translated(value: Json, one: Item, other: Item) -> Json:
    """Return a response to one question as the same response to its other form."""
    if isinstance(one, Cloze) and isinstance(other, Cloze):
        names = dict(zip(one.blanks, other.blanks, strict=True))
        return {
            names[n]: translated(v, one.blanks[n], other.blanks[names[n]]) for n, v in value.items()
        }
    there = {text: token for token, text in by_text(other).items()}
    known = {token: there.get(text) for token, text in by_text(one).items()}

    def each(part: Any) -> Any:
        if isinstance(part, list | tuple):
            return [each(inner) for inner in part]
        if isinstance(part, dict):
            return {each(key): each(inner) for key, inner in part.items()}
        return known.get(part, part) if isinstance(part, str) else part

    return each(value)


def exact(item: Item) -> Item:
    """Return a question without what no other program has: forgiven letters and accents."""
    if isinstance(item, TypedText):
        return replace(item, distance=0, accents=True)
    if isinstance(item, Cloze):
        return replace(item, blanks={name: exact(blank) for name, blank in item.blanks.items()})
    return item


@pytest.mark.parametrize(("form", "kind"), EACH)
@given(data=st.data())
def test_grades_are_equal_after_a_round_trip(form: str, kind: str, data: st.DataObject) -> None:
    """Written and read again, a question gives every response the fraction that it gave."""
    item = exact(data.draw(KINDS[kind]))
    if isinstance(item, Match | Groups) and len(by_text(item)) != len(set(by_text(item).values())):
        return  # a text stands on both sides: this test could not tell which is meant
    again = back(item, form)
    if again is None:
        return
    for value in (item.right(), data.draw(near(item)), data.draw(near(item))):
        one, other = item.grade(value), again.grade(translated(value, item, again))
        assert other.fraction == pytest.approx(one.fraction, abs=1e-4)


def test_a_case_that_counts_goes_through_moodle() -> None:
    """Capitals that matter matter again, in a typed answer and in a blank."""
    asked = TypedText(id="q", prompt=Text.plain("Who?"), accept=(Text.plain("Ada"),), case=True)
    again = back(asked, "moodle")
    assert again is not None
    assert [again.grade(typed).fraction for typed in ("Ada", "ada")] == [1.0, 0.0]


def test_the_things_of_a_question_are_told_apart() -> None:
    """Tokens are made of texts, so that this file's own translation of responses is sound."""
    assert token("q", "a") != token("q", "b")
