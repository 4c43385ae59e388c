"""Pictures of the quiz for people to look at, and what a picture can be measured for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.lab import Lab, Theme
from browser.quiz_page import INVALID, PARTLY, RIGHT, WRONG, Answer, QuizPage, open_nine
from soak import sampled

STATES: dict[str, dict[str, Answer]] = {
    "invalid": INVALID,
    "wrong": WRONG,
    "partly": PARTLY,
    "right": RIGHT,
}
WIDTHS = (400, 1280, 1600)


def too_wide(quiz: QuizPage, state: str, names: list[str]) -> list[str]:
    """List what sticks out at each width, with pictures of these questions for who wants them."""
    found: list[str] = []
    for width in WIDTHS:
        quiz.notebook.set_width(width)
        found += quiz.too_wide()
        if quiz.notebook.pictures:
            for name in names:
                quiz.question(name).scroll_into_view_if_needed()
                quiz.notebook.picture(f"{name}-{state}-{width}", quiz.question(name))
    return found


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 1))  # they differ in colours alone
def test_every_state_of_every_type_fits_its_width(lab: Lab, theme: Theme) -> None:
    """Unanswered, unreadable, wrong, partly right and right, no question is wider than the quiz."""
    quiz = open_nine(lab, theme=theme)
    assert too_wide(quiz, "unanswered", list(RIGHT)) == []
    for state, answers in STATES.items():
        for name, answer in answers.items():
            again = quiz.question(name).get_by_role("button", name="Start this question over")
            if state == "right" and again.is_visible():
                again.click()
                expect(again).to_be_hidden()
            if quiz.question(name).get_by_role("button", name="Check").is_visible():
                quiz.check(name, answer)
        assert too_wide(quiz, state, list(answers)) == [], state
    for part in ("head", "ending"):
        quiz.el.locator(f".qk-{part}").scroll_into_view_if_needed()
        quiz.notebook.picture(part, quiz.el.locator(f".qk-{part}"))
