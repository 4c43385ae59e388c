"""What a hint gives away."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking.hints import given_away
from quizkit.quiz import loading

QUESTIONS = {
    "choice": "prompt: Which?\noptions: [{text: The Danube, correct: true}, The Rhine, The Po]",
    "several": "prompt: Which?\noptions: [{text: The Sava, correct: true}, Po, The Rhine]",
    "truefalse": "prompt: The Danube is long.\nanswer: true",
    "number": "prompt: How long is it?\nanswer: 2850",
    "text": "prompt: Which river?\naccept: [Danube]",
    "order": "prompt: Which first?\nitems: [Congress of Vienna, war in Crimea, Peace of Paris]",
    "match": "prompt: Which?\npairs: [{left: Vienna, right: Danube}, {left: Paris, right: Seine}]",
    "groups": (
        "prompt: Which?\n"
        "groups: [{text: rivers, items: [Danube]}, {text: mountains, items: [Großglockner]}]"
    ),
    "cloze": "prompt: Fill in.\ntext: 'In [[year]].'\nblanks: {year: {type: number, answer: 1815}}",
}
TELLING = [
    ("choice", "Think of *the Danube*."),
    ("several", "The Sava is one."),
    ("number", "It is 2850 km."),
    ("number", "It is 2,850 km."),
    ("text", "It begins with D: Danube!"),
    ("order", "Congress, then Crimea, then Paris."),
    ("match", "The Danube flows through Vienna."),
    ("groups", "There are rivers, such as the Danube."),
    ("cloze", "It was in 1815."),
]
HELPFUL = [
    ("choice", "Look at the map."),
    ("choice", "Is it the Danube or the Rhine?"),
    ("truefalse", "Is it true? Measure it."),
    ("number", "Between 2000 and 3000 km."),
    ("text", "It flows east."),
    ("order", "Did Crimea come before the Congress, or after Paris?"),
    ("order", "The Congress came first."),
    ("match", "The Danube isn't French. Vienna is where you began."),
    ("cloze", "In the 19th century."),
]


def said(tmp_path: Path, kind: str, hint: str) -> list[str]:
    """Return what a hint says of a question of that type."""
    lines = QUESTIONS[kind].replace("\n", "\n    ")
    text = f"id: rivers\ntitle: Rivers\nquestions:\n  - id: one\n    type: {kind}\n    {lines}\n"
    path = tmp_path / "rivers.yaml"
    path.write_text(text, encoding="utf-8")
    return list(given_away(loading.load(path)["one"], hint, "en"))


@pytest.mark.parametrize(("kind", "hint"), TELLING)
def test_a_hint_that_says_the_answer_is_seen(tmp_path: Path, kind: str, hint: str) -> None:
    """The answer in a hint is seen, whatever the type: its words, its number, its order."""
    assert len(said(tmp_path, kind, hint)) == 1


@pytest.mark.parametrize(("kind", "hint"), HELPFUL)
def test_a_hint_that_helps_is_left_alone(tmp_path: Path, kind: str, hint: str) -> None:
    """A hint that says where to look or how to think gives nothing away."""
    assert said(tmp_path, kind, hint) == []


def test_what_the_prompt_says_is_no_news(tmp_path: Path) -> None:
    """A word of the answer that stands in the question itself may stand in a hint."""
    path = tmp_path / "rivers.yaml"
    path.write_text(
        "id: rivers\ntitle: Rivers\nquestions:\n"
        "  - {id: one, type: text, prompt: Spell Danube backwards., accept: [Danube]}\n",
        encoding="utf-8",
    )
    assert list(given_away(loading.load(path)["one"], "Write Danube first.", "en")) == []
