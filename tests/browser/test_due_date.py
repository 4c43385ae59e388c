"""The due date at the head of a graded quiz, by the clock of who reads it."""

from __future__ import annotations

from typing import get_args

import pytest
from playwright.sync_api import expect

import quizkit
from browser.lab import Lab, Theme
from browser.quiz_page import GRADED, NINE, QuizPage
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.released import released, text_of


def open_due(lab: Lab, year: int, *, language: str = "en", theme: Theme = "light") -> QuizPage:
    """Open a graded quiz that is due in some year."""
    due = DueDate.from_plain({"at": f"{year}-11-13T17:00:00+01:00", "zone": "Europe/Brussels"})
    path = lab.write(f"due-{year}", [GRADED.format(quiz="nine", language=language)])
    folder = (lab.root / path).parent / "quizzes"
    folder.mkdir()
    (folder / "nine.json").write_text(text_of(released(quizkit.load(NINE), due)), encoding="utf-8")
    page = lab.open(path, theme=theme, width=900, height=600)
    page.run_cell(0)
    return QuizPage(page)


@pytest.mark.parametrize("theme", get_args(Theme))
def test_the_head_says_when_it_is_due(lab: Lab, theme: Theme) -> None:
    """Before its time a quiz says when it is due, right below its title."""
    quiz = open_due(lab, 2999, theme=theme)
    expect(quiz.el.locator(".qk-head + .qk-due")).to_have_text(
        "Due Wednesday 13 November 2999, 17:00 (Europe/Brussels)."
    )


def test_after_its_time_it_says_when_it_was(lab: Lab) -> None:
    """Once it is past, that is said in plain words, in the reader's language; answers are kept."""
    quiz = open_due(lab, 2022, language="nl")
    expect(quiz.el.locator(".qk-due")).to_have_text(
        "Inleveren kon tot zondag 13 november 2022, 17:00 (Europe/Brussels). Werk dat later komt,"
        " telt als te laat, tenzij je docent je meer tijd gaf."
    )
    expect(quiz.el.locator("[data-question]").first).to_be_visible()
