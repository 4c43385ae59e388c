"""Pictures of the quiz for people to look at, and what a picture can be measured for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.lab import Lab, Theme
from browser.quiz_page import INVALID, PARTLY, RIGHT, WRONG, Answer, QuizPage, open_nine

STATES: dict[str, dict[str, Answer]] = {
    "invalid": INVALID,
    "wrong": WRONG,
    "partly": PARTLY,
    "right": RIGHT,
}
VIEWS: list[tuple[Theme, int]] = [("light", 1280), ("dark", 1280), ("light", 400), ("dark", 400)]


def pictures(quiz: QuizPage, state: str, names: list[str]) -> None:
    """Save a picture of each of these questions."""
    for name in names:
        quiz.question(name).scroll_into_view_if_needed()
        quiz.notebook.screenshot(f"{name}-{state}", quiz.question(name))


@pytest.mark.parametrize(("theme", "width"), [*VIEWS, ("light", 1600)])
def test_every_state_of_every_type_fits_its_width(lab: Lab, theme: Theme, width: int) -> None:
    """Unanswered, unreadable, wrong, partly right and right, no question is wider than the quiz."""
    quiz = open_nine(lab, theme=theme, width=width)
    pictures(quiz, "unanswered", list(RIGHT))
    for state, answers in STATES.items():
        for name, answer in answers.items():
            again = quiz.question(name).get_by_role("button", name="Start this question over")
            if state == "right" and again.is_visible():
                again.click()
                expect(again).to_be_hidden()
            if quiz.question(name).get_by_role("button", name="Check").is_visible():
                quiz.check(name, answer)
        pictures(quiz, state, list(answers))
        assert quiz.too_wide() == []
    for part in ("head", "ending"):
        quiz.el.locator(f".qk-{part}").scroll_into_view_if_needed()
        quiz.notebook.screenshot(part, quiz.el.locator(f".qk-{part}"))
