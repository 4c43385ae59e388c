"""Quizzes that are written and read again: each answer fares as before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.drawing import KINDS, near
from quizkit.authoring.banks import readers, writers
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.quiz.loading import load
from quizkit.quiz.model import Item, Json, Quiz, Text
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.text import TypedText

FORMATS = ("qti", "canvas")
SCORED = [kind for kind in KINDS if kind not in ("essay", "hotspot")]
ALIKE = [(form, kind) for form in FORMATS for kind in SCORED if (form, kind) != ("canvas", "order")]


def plainer(item: Any) -> Any:
    """Return a question without what is told as lost, and changes what counts as right."""
    if isinstance(item, TypedText):
        return replace(item, distance=0, accents=False, case=False, wrong=())
    if isinstance(item, Number):
        return replace(item, integer=False, units={}, wrong=())
    if isinstance(item, Cloze):
        return replace(item, blanks={name: plainer(blank) for name, blank in item.blanks.items()})
    return item


def again(item: Item, form: str, points: float = 1.0) -> tuple[Item, str]:
    """Write a question in a format, and read it again; return it and what was lost."""
    quiz = Quiz("drawn", Text.plain("Drawn"), (replace(item, points=points),))
    made = writers.write(quiz, "en", form)
    (name, data), *_ = made.files.items()
    text = quiz_text(readers.read(data, name))
    with TemporaryDirectory() as folder:
        path = Path(folder, "quiz.yaml")
        path.write_text(text.text, encoding="utf-8")
        (found,) = load(path).questions
    return found, "; ".join(loss.what for loss in (*made.losses, *text.losses))


def there(item: Item, found: Item, response: Json) -> Json:
    """Return a response as the question that was read again takes it: its blanks have new names."""
    if isinstance(item, Cloze) and isinstance(found, Cloze):
        names = dict(zip(item.blanks, found.blanks, strict=True))
        return {
            names[name]: there(item.blanks[name], found.blanks[names[name]], value)
            for name, value in response.items()
        }
    if isinstance(item, Cloze):  # one blank alone came back as a question of its own
        return next((there(item.blanks[n], found, value) for n, value in response.items()), None)
    if item.type == "choice" and isinstance(response, str):
        texts = {o.token: o.text.get("en") for o in item.options}  # type: ignore[attr-defined]
        if found.type == "text":
            return texts[response]
        tokens = {o.text.get("en"): o.token for o in found.options}  # type: ignore[attr-defined]
        return tokens[texts[response]]
    return response


@pytest.mark.parametrize(("form", "kind"), ALIKE)
@given(data=st.data())
def test_answers_fare_as_before(form: str, kind: str, data: st.DataObject) -> None:
    """A response to a question that went out and came back scores what it scored before."""
    item = plainer(data.draw(KINDS[kind]))
    found, _ = again(item, form)
    for response in (item.right(), data.draw(near(item)), data.draw(near(item))):
        before, after = item.grade(response), found.grade(there(item, found, response))
        if form == "canvas" and any(
            isinstance(b, Number) for b in getattr(item, "blanks", {}).values()
        ):
            continue  # there all blanks are typed words, which is told
        assert after.fraction == pytest.approx(before.fraction), response
        assert after.outcome is before.outcome


@pytest.mark.parametrize("form", FORMATS)
def test_points_and_order_are_kept(form: str) -> None:
    """The points of a question come back, and an order comes back from QTI 2.1."""
    item = Number(id="q", prompt=Text.plain("How far?"), answer=Fraction(3, 2))
    found, _ = again(item, form, 2.5)
    assert found.points == 2.5
    assert isinstance(found, Number)
    assert found.answer == item.answer


@pytest.mark.parametrize("form", FORMATS)
@given(data=st.data())
def test_what_is_lost_of_an_essay_is_told(form: str, data: st.DataObject) -> None:
    """An essay comes back; its bounds of words do not, and that is said."""
    item: Any = data.draw(KINDS["essay"])
    found, lost = again(item, form)
    assert found.type == "essay"
    assert ("how many words" in lost) is bool(item.least or item.most)
