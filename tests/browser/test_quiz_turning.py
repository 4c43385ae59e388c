"""One question at a time, or all, as the reader likes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from browser.barriers import violations
from browser.lab import Lab
from browser.quiz_keys import tab_to
from browser.quiz_page import INVALID, RIGHT, QuizPage, open_nine, open_quiz

ALL, ONE = "All questions", "One at a time"
FEW = """\
id: few
title: Three of them
questions:
  - {id: one, type: text, prompt: Is it alone?, accept: [not quite]}
  - {id: two, type: text, prompt: Is it with another?, accept: [with two]}
  - {id: three, type: text, prompt: Is it with two others?, accept: [yes it is]}
"""


def choose(quiz: QuizPage, pace: str) -> None:
    """Have the questions shown all, or one at a time."""
    quiz.el.get_by_role("button", name=pace).click()
    expect(quiz.el.get_by_role("button", name=pace)).to_have_attribute("aria-pressed", "true")


def shown(quiz: QuizPage) -> list[str]:
    """Return the ids of the questions that can be seen."""
    asked = quiz.el.locator("[data-question]")
    found: list[str] = asked.evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.question)"
    )
    return found


def test_one_question_at_a_time(lab: Lab) -> None:
    """One question is shown with the way to every other, nothing given is lost, and it is kept."""
    quiz = open_nine(lab)
    quiz.give("distance", INVALID["distance"])
    choose(quiz, ONE)
    assert shown(quiz) == ["distance"]  # the one that was worked on
    expect(quiz.el.locator(".qk-turns")).to_contain_text("4 of 9")
    quiz.el.get_by_role("button", name="Question 1", exact=True).click()
    assert shown(quiz) == ["who-led"]
    expect(quiz.el.get_by_role("button", name="Previous")).to_be_disabled()
    quiz.check("who-led", RIGHT["who-led"])
    quiz.el.get_by_role("button", name="Next").click()
    assert shown(quiz) == ["cities"]
    assert violations(quiz) == []
    for width in (400, 1280):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"one-{width}", quiz.el)
    quiz.notebook.run_cell(0)
    expect(quiz.el.locator("[aria-current]")).to_have_text("2")  # the first that is open
    assert shown(quiz) == ["cities"]
    choose(quiz, ALL)
    assert shown(quiz) == list(RIGHT)
    expect(quiz.question("distance").get_by_role("textbox")).to_have_value("far away")


def test_from_question_to_question_by_keyboard(lab: Lab) -> None:
    """Keys turn to the next question and to any; the focus goes to what is asked there."""
    quiz = open_nine(lab)
    choose(quiz, ONE)
    keys = quiz.notebook.page.keyboard
    tab_to(quiz, "Question 1")
    keys.press("End")
    keys.press("ArrowLeft")
    keys.press("Enter")
    assert shown(quiz) == ["demands"]
    expect(quiz.question("demands").locator(".qk-prompt")).to_be_focused()
    tab_to(quiz, "Next")
    keys.press("Space")
    expect(quiz.question("summary").locator(".qk-prompt")).to_be_focused()
    expect(quiz.el.get_by_role("button", name="Next")).to_be_disabled()
    choose(quiz, ALL)


def test_paper_has_every_question(lab: Lab) -> None:
    """Printed, a quiz that shows one question at a time has them all, and none of the way."""
    quiz = open_nine(lab, graded=True)
    choose(quiz, ONE)
    assert len(shown(quiz)) == 1
    quiz.notebook.page.emulate_media(media="print")
    assert shown(quiz) == list(RIGHT)
    expect(quiz.el.locator(".qk-pace, .qk-steps, .qk-turns")).to_have_count(3)
    expect(quiz.el.locator(".qk-pace, .qk-steps, .qk-turns").filter(visible=True)).to_have_count(0)
    quiz.notebook.page.emulate_media(media="screen")
    choose(quiz, ALL)


def test_the_missed_ones_are_turned_to(lab: Lab) -> None:
    """The links of the summary lead to their question, one at a time too."""
    quiz = open_nine(lab)
    for name in RIGHT:
        quiz.check(name, RIGHT[name] if name != "member" else "True")
    choose(quiz, ONE)
    quiz.el.locator(".qk-ending").get_by_role("button", name="Question 3").click()
    assert shown(quiz) == ["member"]
    quiz.el.get_by_role("button", name="Try the missed questions again").click()
    expect(quiz.question("member").get_by_role("radio").first).to_be_focused()
    choose(quiz, ALL)


def test_a_quiz_of_few_questions_has_no_switch(lab: Lab, tmp_path: Path) -> None:
    """Where three questions or fewer are seen at a glance there is nothing to choose."""
    (tmp_path / "few.yaml").write_text(FEW, encoding="utf-8")
    quiz = open_quiz(lab, tmp_path / "few.yaml")
    assert shown(quiz) == ["one", "two", "three"]
    assert quiz.el.get_by_role("button", name=ONE).count() == 0
    expect(quiz.el.locator(".qk-steps, .qk-turns").filter(visible=True)).to_have_count(0)
