"""The form of a released quiz: which fields its file may hold, and nothing besides.

This needs no key: so a student's copy can be checked as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizkit.errors import CourseError
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.released import read_released
from quizkit.quiz.types import TYPES

QUIZ = {
    "format",
    "id",
    "title",
    "points",
    "languages",
    "objectives",
    "questions",
    "seal",
    "pictures",
}
VARIED = {"pools", "seed"}  # of a quiz of which each student gets a part
POOL = {"count", "questions"}
QUESTION = {
    *("id", "type", "fingerprint", "points", "objective", "prompt", "rule", "certainty"),
    *("form", "views", "shuffled"),
}


def wrong_with(data: bytes, name: str) -> str:
    """Return what a released quiz holds that it may not, or nothing.

    ``name`` is that of its file, which is the quiz's own.
    """
    try:
        quiz = read_released(data)
        content = json.loads(data)
        strangers = sorted(set(_strangers(content)))
    except (CourseError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return "is not a quiz as students receive it"
    if strangers:
        return f"has fields that no student's quiz has ({', '.join(strangers)[:60]})"
    if quiz.id != Path(name).stem:
        return f"holds the quiz '{quiz.id[:40]}', not the one it is named after"
    if any(map(_in_order_of_key, _questions(content))):
        return "has its options in an order that may tell the key"
    return ""


def _strangers(content: Mapping[str, Any]) -> Iterator[str]:
    yield from set(content) - {*QUIZ, *VARIED, "due"}
    yield from (name for pool in content.get("pools", ()) for name in set(pool) - POOL)
    if "due" in content:
        DueDate.from_plain(content["due"])  # or it is no such quiz
    yield from _not_texts(content["title"], *content["objectives"].values())
    for question in _questions(content):
        yield from set(question) - {*QUESTION, "variants", "variant"}
        yield from _not_texts(question["prompt"], question["rule"])
        yield from _in_form(question["form"])
        for view in question["views"].values():
            yield from _in_view(view)


def _questions(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every question, and every variant of one."""
    for question in content["questions"]:
        yield from (question, *question.get("variants", ()))


def _not_texts(*texts: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for text in texts for name, said in text.items() if not isinstance(said, str))


def _in_form(form: Mapping[str, Any]) -> Iterator[str]:
    yield from set(form).difference(*(kind.form for kind in TYPES.values()))
    for blank in form.get("blanks", {}).values():
        yield from _in_form(blank)


def _in_view(view: Any) -> Iterator[str]:
    """Yield the fields of a view that it may not have, at any depth."""
    if isinstance(view, dict):
        yield from set(view).difference(*(kind.view for kind in TYPES.values()))
        for each in view.values():
            yield from _in_view(each)
    elif isinstance(view, list):
        for each in view:
            yield from _in_view(each)


def _in_order_of_key(question: Mapping[str, Any]) -> bool:
    """Return whether what is shuffled is not in the order of its tokens, which tells nothing."""
    for view in question["views"].values():
        for part in (view, *view.get("segments", ())):
            for name in question["shuffled"]:
                tokens = [entry["token"] for entry in part.get(name, ())]
                if tokens != sorted(tokens):
                    return True
    return False
