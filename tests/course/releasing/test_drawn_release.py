"""What students receive of a quiz with pools and variants: all of it, and nothing that tells."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from course import small_course
from quizkit.course.folder import layout_of
from quizkit.course.releasing.leaks import leaks
from quizkit.course.releasing.released_form import wrong_with
from quizkit.quiz.drawing import versions
from quizkit.quiz.loading import load
from quizkit.quiz.released import released, text_of

QUIZ = Path(__file__).parents[2] / "quizzes" / "drawn.yaml"


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """Return the released quiz."""
    return released(load(QUIZ))


def test_it_is_a_released_quiz(content: dict[str, Any]) -> None:
    """Its fields are those that students may have, of every variant too."""
    assert wrong_with(text_of(content).encode(), "drawn.json") == ""
    assert content["format"] == 2
    assert content["points"] == 7


@pytest.mark.parametrize("where", ["question", "variant", "pool"])
def test_a_field_more_is_noticed(where: str, content: dict[str, Any]) -> None:
    """A key that was put into a variant is found, as one in a question is."""
    changed = json.loads(json.dumps(content))
    question = changed["questions"][0]
    places = {"question": question, "variant": question["variants"][3], "pool": changed["pools"][0]}
    places[where]["right_text"] = "42"
    changed["seal"] = released.__globals__["_seal"](
        {n: v for n, v in changed.items() if n != "seal"}
    )
    assert "right_text" in wrong_with(text_of(changed).encode(), "drawn.json")


def test_no_variant_tells_what_it_was_made_from(content: dict[str, Any]) -> None:
    """Neither parameters nor tags, feedback or keys are in the file, in whatever language."""
    text = text_of(content)
    for word in ("Keyfact", "sum of", "values", "tags", "sums", "That is", "where"):
        assert word not in text
    assert all(set(entry) >= {"variant", "form"} for entry in content["questions"][0]["variants"])


def test_the_order_of_variants_tells_nothing(content: dict[str, Any]) -> None:
    """They stand in the order of what a student sees of them, hashed."""
    for question in content["questions"]:
        names = [entry["variant"] for entry in question.get("variants", ())]
        assert names == sorted(names)


def test_feedback_of_any_variant_is_a_secret(tmp_path: Path) -> None:
    """A sentence of one variant alone is found where students would receive it."""
    root = small_course.lay_out(tmp_path / "course")
    shutil.copy(QUIZ, root / "keys" / QUIZ.name)
    folder = root / "release" / "rivers"
    small_course.write(folder / "quizzes" / "drawn.json", text_of(released(load(QUIZ))))
    assert leaks(folder, layout=layout_of(root)) == []
    last = versions(load(QUIZ)["product"])[-1]
    assert last.explanation
    small_course.write(folder / "notes.md", last.explanation.get("en"))
    assert "keys/drawn.yaml, question 'product'" in "\n".join(
        map(str, leaks(folder, layout=layout_of(root)))
    )
