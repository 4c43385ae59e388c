"""The review: what was missed long ago, asked again one at a time, over all quizzes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from browser.barriers import violations
from browser.lab import Lab
from browser.quiz_keys import tab_to
from browser.quiz_page import NINE, RIGHT, QuizPage
from quizkit.learner.answers_file import Answers
from quizkit.learner.session import Session
from quizkit.quiz.loading import load

SHOW = 'import quizkit\n\nquizkit.language("en")\nquizkit.{call}'
MISSED = ("distance", "russian-side", "member")


def answered(folder: Path, quiz: str, missed: Sequence[str]) -> None:
    """Answer some questions of a quiz wrong, and the others right, long ago."""
    loaded = load(quiz, folder=folder)
    session = Session(loaded, clock=lambda: "2022-01-10T09:00:00.000Z")
    for item in loaded.questions:
        if item.id in missed:
            session.check(item.id, {"distance": "1", "member": True}.get(item.id, "x"))
            session.reveal(item.id)
        elif item.id in ("who-led", "same-reason"):
            session.check(item.id, item.right())
    Answers(folder, loaded.id).save(session.record)


def open_review(lab: Lab) -> QuizPage:
    """Open the review of a folder in which two quizzes were answered, three questions missed."""
    path = lab.write(
        "review", [SHOW.format(call="review()"), SHOW.format(call='show("nine.yaml")')]
    )
    folder = (lab.root / path).parent
    shutil.copy(NINE, folder)
    answered(folder, "nine.yaml", MISSED)
    answered(folder, "geneva", ())
    page = lab.open(path)
    page.run_cell(0)
    quiz = QuizPage(page)
    expect(quiz.el.locator("[data-question]").first).to_be_visible()
    return quiz


def test_a_review_by_keyboard(lab: Lab) -> None:
    """What was missed comes first, one at a time; an answer is the lesson's too, and is counted."""
    quiz = open_review(lab)
    expect(quiz.el.locator(".qk-note")).to_contain_text("Questions for now: 5.")
    expect(quiz.el.locator("[data-question]:visible")).to_have_count(1)
    expect(quiz.el.get_by_role("button", name="All questions")).to_have_count(0)
    first = quiz.question("nine.member")
    expect(first.locator(".qk-eyebrow")).to_contain_text("Nine questions, nine types")
    expect(first.locator("input:checked")).to_have_count(0)
    assert violations(quiz) == []
    first.get_by_label("False").press("Space")
    tab_to(quiz, "Check")
    quiz.notebook.page.keyboard.press("Enter")
    expect(first.locator(".qk-result")).to_contain_text("Right.")
    expect(quiz.el.get_by_role("row", name="Nine questions")).to_contain_text("1")
    tab_to(quiz, "Next")
    quiz.notebook.page.keyboard.press("Enter")
    second = quiz.question("nine.distance")
    expect(second.locator(".qk-prompt")).to_be_focused()
    second.get_by_role("textbox").fill(str(RIGHT["distance"]))
    quiz.press("nine.distance", "Check")
    expect(second.locator(".qk-result")).to_contain_text("Right.")
    kept = (lab.root / quiz.notebook.path).parent / "answers" / "nine.json"
    member = json.loads(kept.read_text("utf-8"))["questions"]["member"]
    assert (member["value"], member["final"], len(member["earlier"])) == (False, "right", 1)
    quiz.notebook.run_cell(1)
    lesson = QuizPage(quiz.notebook, 1)
    expect(lesson.result("member")).to_contain_text("Right.")
    quiz.notebook.run_cell(0)
    expect(quiz.el.locator(".qk-note")).to_contain_text("Questions for now: 3.")


def test_it_fits_every_theme_and_width(lab: Lab) -> None:
    """Nothing of a review is cut off, its table neither, wide or narrow, light or dark."""
    quiz = open_review(lab)
    quiz.question("nine.member").get_by_label("True").check()
    quiz.press("nine.member", "Check")
    expect(quiz.result("nine.member")).to_contain_text("Not right.")
    for theme, width in (("light", 1400), ("light", 400), ("dark", 400), ("dark", 1400)):
        quiz.notebook.set_theme(theme)
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"review-{theme}-{width}", quiz.el)


def test_nothing_to_review(lab: Lab) -> None:
    """Where nothing was answered, a sentence says how it works, and nothing else is there."""
    page = lab.open(lab.write("review", [SHOW.format(call="review()")]))
    page.run_cell(0)
    quiz = QuizPage(page)
    expect(quiz.el.locator(".qk-note")).to_contain_text("There is nothing to review yet.")
    expect(quiz.el.get_by_role("button")).to_have_count(0)
    expect(quiz.el.get_by_role("progressbar")).to_be_hidden()
    page.picture("nothing", quiz.el)
