"""A graded quiz of which each student gets a part: asked for, drawn, kept, and drawn again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from browser.lab import Lab, Theme
from browser.quiz_page import GRADED, NINE, QuizPage, put
from quizkit import load
from quizkit.quiz.drawing import drawn, same_person
from soak import sampled

QUIZ = NINE.with_name("drawn.yaml")


@pytest.fixture(autouse=True)
def forgotten(lab: Lab) -> Iterator[None]:
    """Have the browser forget who one said to be: it would stand in the next test's field."""
    yield
    for notebook in lab.pages:
        notebook.page.evaluate("localStorage.removeItem('quizkit:who')")


def opened(lab: Lab, theme: Theme = "light", language: str = "en") -> QuizPage:
    """Open the released quiz, where nobody has said yet who he or she is."""
    path = lab.write(QUIZ.stem, [GRADED.format(quiz=QUIZ.stem, language=language), "1 + 1"])
    put(QUIZ, (lab.root / path).parent, graded=True)
    page = lab.open(path, theme=theme)
    page.run_cell(0)
    quiz = QuizPage(page)
    expect(quiz.el.locator(".qk-drawn")).to_be_visible()
    return quiz


def own(student: str) -> list[str]:
    """Return the prompts of a student's questions, as the key draws them."""
    return [item.prompt.get("en") for item in drawn(load(QUIZ), same_person(student)).questions]


def prompts(quiz: QuizPage) -> list[str]:
    """Return the prompts on the page."""
    return [text.strip() for text in quiz.el.locator(".qk-prompt").all_inner_texts()]


def shown(quiz: QuizPage, name: str) -> None:
    """Look at it on a phone and on a desk: nothing sticks out."""
    for width in (400, 1400):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"{name}-{width}", quiz.el)


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 1))
def test_a_student_says_who_she_is_and_gets_her_questions(lab: Lab, theme: Theme) -> None:
    """By keyboard alone: her questions, the same after a restart, and none before she said it."""
    quiz = opened(lab, theme)
    assert prompts(quiz) == []
    expect(quiz.el.locator(".qk-progress-row")).not_to_be_visible()
    shown(quiz, f"asked-{theme}")
    field = quiz.el.get_by_role("textbox", name="The name or number by which you hand in")
    field.focus()
    page = quiz.notebook.page
    page.keyboard.type(" Ann.B ")
    page.keyboard.press("Enter")
    expect(quiz.el.locator(".qk-drawn")).to_contain_text("These are the questions of Ann.B.")
    assert prompts(quiz) == own("ann.b")
    expect(quiz.el).to_contain_text("0 of 6 answered")
    assert "These are the questions" in page.evaluate("document.activeElement.textContent")
    quiz.give("even", ["2", "4"])
    quiz.saved("even")
    shown(quiz, f"drawn-{theme}")
    answers = (lab.root / quiz.notebook.path).with_name("answers") / "drawn.json"
    assert json.loads(answers.read_text(encoding="utf-8"))["student"] == "Ann.B"
    quiz.notebook.restart()
    quiz.notebook.run_cell(0)
    expect(quiz.el.locator(".qk-drawn")).to_contain_text("These are the questions of Ann.B.")
    assert prompts(quiz) == own("ann.b")
    expect(quiz.el).to_contain_text("1 of 6 answered")


def test_who_typed_another_name_mends_it(lab: Lab) -> None:
    """A slip of the pen is mended in place, and what both draws ask stays answered."""
    quiz = opened(lab)
    field = quiz.el.get_by_role("textbox", name="The name or number by which you hand in")
    field.fill("an")
    quiz.el.get_by_role("button", name="Show my questions").click()
    expect(quiz.el.locator(".qk-drawn")).to_contain_text("questions of an.")
    quiz.give("even", ["2"])
    quiz.saved("even")
    quiz.el.get_by_role("button", name="Not you?").click()
    field.fill("ann")
    field.press("Enter")
    expect(quiz.el.locator(".qk-drawn")).to_contain_text("questions of ann.")
    assert prompts(quiz) == own("ann")
    expect(quiz.el).to_contain_text("1 of 6 answered")


def test_a_teacher_looks_at_the_draw_of_a_student(lab: Lab) -> None:
    """In the course the quiz shows one draw, and that of any student who is named."""
    cell = "import quizkit\nquizkit.graded('drawn')"
    path = lab.write("week", [cell, "1 + 1"], folder="drawing-course/source/week")
    folder = lab.root / "drawing-course"
    (folder / "keys").mkdir()
    shutil.copy(QUIZ, folder / "keys" / QUIZ.name)
    page = lab.open(path)
    page.run_cell(0)
    quiz = QuizPage(page)
    assert prompts(quiz) == own("")
    field = quiz.el.get_by_role("textbox", name="Preview as")
    field.fill("ben")
    field.press("Enter")
    expect(quiz.el.locator(".qk-drawn")).to_contain_text("Preview as ben")
    assert prompts(quiz) == own("ben")
    quiz.notebook.picture("preview", quiz.el)
    assert not (folder / "source" / "week" / "answers").exists()
