"""The key of a question stays in the kernel until the question is answered for good."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

import quizkit
from browser.lab import Lab
from browser.quiz_page import NINE, RIGHT, WRONG, QuizPage, open_nine
from browser.quiz_secrets import secrets, texts


def states(quiz: QuizPage, position: int) -> list[dict[str, Any]]:
    """Return every state of a question that has crossed the wire, in order."""
    trait = f"q{position}"
    messages = quiz.notebook.traffic.messages()
    data = [m.content.get("data") for m in messages if m.kind in ("comm_open", "comm_msg")]
    return [d["state"][trait] for d in data if isinstance(d, dict) and trait in d.get("state", {})]


def test_no_key_crosses_the_wire_early(lab: Lab) -> None:
    """No text of a key, and no mark but of what was given, is sent before a question is final."""
    quiz = open_nine(lab, untouched=True)
    items = quizkit.load(NINE).questions
    traffic = quiz.notebook.traffic
    for item in items:
        found = {text for text in secrets(item) if traffic.contains(text)}
        assert found == set(), f"{item.id}, before anything was answered"
    for position, item in enumerate(items):
        if item.id == "member":
            continue  # final at its first attempt
        quiz.check(item.id, WRONG[item.id])
        open_states = [state for state in states(quiz, position) if not state["final"]]
        assert len(open_states) > 1
        assert [state["key"] for state in open_states] == [None] * len(open_states)
        given = texts(open_states[-1]["value"]) | set(open_states[-1]["value"]) | {"answer"}
        assert set(open_states[-1]["marks"]) <= given
        told = texts(open_states[-1]["marks"])
        leaked = {text for text in secrets(item) - told if traffic.contains(text)}
        assert leaked == set(), f"{item.id}, after a wrong answer"


def test_the_search_would_find_a_key(lab: Lab) -> None:
    """Once a question is final its key is on the wire, so the search above is able to fail."""
    quiz = open_nine(lab)
    for name in ("who-led", "russian-side", "distance"):
        item = quizkit.load(NINE)[name]
        quiz.check(name, WRONG[name])
        quiz.press(name, "Show answer")
        expect(quiz.question(name).get_by_role("button", name="Start this")).to_be_visible()
        keys = texts(item.key("en")) - texts(item.public("en"))
        assert all(quiz.notebook.traffic.contains(text) for text in keys), name
        assert keys


def test_the_order_of_options_tells_nothing(lab: Lab) -> None:
    """The order question never starts in its right order."""
    quiz = open_nine(lab)
    shown = quiz.question("sequence").locator(".qk-order-text").all_inner_texts()
    assert shown != list(RIGHT["sequence"])
    assert sorted(shown) == sorted(RIGHT["sequence"])
