"""What is typed into one field: the parts that number and text have alike."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from quizkit.quiz.model import Json
from quizkit.quiz.paper import Answer
from quizkit.quiz.types.given import Given, Sent
from quizkit.quiz.types.question_type import Listed, View

ONE_MARK = "answer"  # the key of the only mark that a typed response gets
BLANK = "______"


def listed(view: View, _form: str) -> Listed:
    """Yield a blank to fill in, with its unit."""
    yield f"{BLANK} {view.get('unit_text') or ''}".strip(), []


def answer(_view: View, key: View) -> Answer:
    """Return the answer on the printed key."""
    return Answer(f"<strong>{escape(key['right_text'])}</strong>")


def given(_view: View, value: Json) -> Iterator[Given]:
    """Yield what was typed."""
    yield Given(ONE_MARK, (Sent(value),))
