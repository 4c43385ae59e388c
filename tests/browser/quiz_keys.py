"""Answering a quiz with nothing but keys."""

from __future__ import annotations

from playwright.sync_api import Keyboard, expect

from browser.quiz_page import RIGHT, QuizPage


def tab_to(quiz: QuizPage, name: str, *, limit: int = 40) -> None:
    """Press Tab until the control with this accessible name has the focus."""
    for _ in range(limit):
        if quiz.focused() == name:
            return
        quiz.notebook.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name!r}; the focus is on {quiz.focused()!r}")


def start(quiz: QuizPage) -> Keyboard:
    """Put the focus on the first option and give the keyboard."""
    quiz.question("who-led").get_by_role("radio").first.focus()
    return quiz.notebook.page.keyboard


def options(quiz: QuizPage, name: str) -> list[str]:
    """Return a question's options in the order of the page."""
    return quiz.question(name).locator(".qk-option-text").all_inner_texts()


def match_by_keyboard(quiz: QuizPage, keys: Keyboard) -> None:
    """Choose in each menu by typing the beginning of a word."""
    rows = quiz.question("tables").locator(".qk-pair > div").all_inner_texts()
    answers = RIGHT["tables"]
    assert isinstance(answers, dict)
    for left in rows:
        tab_to(quiz, f"What goes with “{left}”")
        keys.type(answers[left])


def order_by_keyboard(quiz: QuizPage, keys: Keyboard) -> None:
    """Move each item up to its place with its own button, which keeps the focus."""
    wanted = list(RIGHT["sequence"])
    said = quiz.el.locator("[aria-live=polite].qk-hidden")
    for place, text in enumerate(wanted):
        rows = quiz.question("sequence").locator(".qk-order-text").all_inner_texts()
        steps = rows.index(text) - place
        if not steps:
            continue
        button = quiz.question("sequence").get_by_role("button", name=f"Move up: {text}")
        button.focus()
        for step in range(steps):
            keys.press("Enter")
            expect(button).to_be_focused()
            expect(said).to_have_text(f"{text}: now {place + steps - step} of 4")
    expect(quiz.question("sequence").locator(".qk-order-text")).to_have_text(wanted)


def group_by_keyboard(quiz: QuizPage, keys: Keyboard) -> None:
    """Send each item to its group with its menu, which keeps the focus."""
    answers = RIGHT["demands"]
    assert isinstance(answers, dict)
    for item, group in answers.items():
        menu = quiz.question("demands").get_by_label(f"Place “{item}” in")
        menu.focus()
        keys.type(group)
        expect(menu).to_be_focused()
        expect(quiz.el.locator("[aria-live=polite].qk-hidden")).to_have_text(
            f"{item}: placed in {group}"
        )
