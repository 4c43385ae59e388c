"""How sure one is, on the page: asked before an answer is checked, and told at the end."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from browser.lab import Lab, Theme
from browser.quiz_page import GRADED, NINE, open_quiz
from soak import sampled

QUIZ = NINE.with_name("sure.yaml")


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 1))
def test_one_says_how_sure_one_is(lab: Lab, theme: Theme) -> None:
    """One answers, says how sure one is, checks, and reads in the end what came of it."""
    quiz = open_quiz(lab, QUIZ, theme=theme)
    page = quiz.notebook.page
    quiz.check("member", "False")
    expect(quiz.result("member")).to_have_text("Say first how sure you are.")
    quiz.question("member").get_by_label("Very sure").check()
    quiz.check("member")
    expect(quiz.result("member")).to_contain_text("Right.")
    expect(quiz.question("member").get_by_label("Very sure")).to_be_disabled()
    quiz.question("days").get_by_role("textbox").focus()
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(quiz.question("days").get_by_label("Unsure")).to_be_checked()
    page.keyboard.press("Enter")
    expect(quiz.result("days")).to_contain_text("Not right.")
    ending = quiz.el.locator(".qk-ending")
    expect(ending).to_contain_text("50% right, and a bonus of +10%")
    for width in (400, 1400):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"sure-{theme}-{width}", quiz.el)


def test_it_is_saved_with_a_graded_answer(lab: Lab) -> None:
    """Where it counts, the level is on disk as soon as the page says so, and stays chosen."""
    code = GRADED.format(quiz=QUIZ.stem, language="en")
    quiz = open_quiz(lab, QUIZ, code=code, graded=True)
    quiz.question("member").get_by_label("False").check()
    quiz.question("member").get_by_label("Fairly sure").check()
    quiz.saved("member")
    path = (lab.root / quiz.notebook.path).parent / "answers" / "sure.json"
    kept = json.loads(path.read_text("utf-8"))["questions"]["member"]
    assert (kept["value"], kept["certainty"]) == (False, 2)
    quiz.notebook.run_cell(0)
    expect(quiz.question("member").get_by_label("Fairly sure")).to_be_checked()
