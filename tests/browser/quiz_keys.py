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
    """Move each item up to its place with its own button, which keeps the focus.

    The last one goes up first: an order that is right by chance is no answer until it is moved.
    """
    wanted = list(RIGHT["sequence"])
    shown = quiz.question("sequence").locator(".qk-order-text")
    _move_up(quiz, keys, shown.last.inner_text(), 3)
    for place, text in enumerate(wanted):
        for now in range(shown.all_inner_texts().index(text), place, -1):
            _move_up(quiz, keys, text, now)
    expect(shown).to_have_text(wanted)


def _move_up(quiz: QuizPage, keys: Keyboard, text: str, now: int) -> None:
    button = quiz.question("sequence").get_by_role("button", name=f"Move up: {text}")
    button.focus()
    keys.press("Enter")
    expect(button).to_be_focused()
    said = quiz.el.locator("[aria-live=polite].qk-hidden")
    expect(said).to_have_text(f"{text}: now {now} of 4")


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
