"""A whole lesson, from its head to the next one: by keyboard alone, and by touch."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.lab import Lab

LESSON = "lessons/en/02-geneva.ipynb"
QUESTIONS = 16
MOST_STOPS = 400  # of Tab, from the head of the lesson to its end
WORK = (  # for the two cells to work in
    'meetings = quizkit.data.load("meetings")\nmeetings[meetings["city"] == "Geneva"]',
    'members = quizkit.data.load("nato_members")\nlen(members[members["accession_year"] > 1997])',
)
# What has the focus: a kind of thing, and the question that it belongs to.
FOCUSED = """() => {
  const e = document.activeElement;
  const question = e.closest('[data-question]')?.dataset.question ?? '';
  const kinds = {
    '.quizkit-card a': 'next',
    '.quizkit-run': 'run',
    '.qk-move:not([aria-disabled=true])': 'move',
    '[data-question] .qk-primary': 'check',
    '[data-question] :is(input, select)': e.type,
    'body': 'nothing',
  };
  const kind = Object.keys(kinds).find(selector => e.matches(selector));
  return [kinds[kind] ?? 'other', question];
}"""
# The keys that answer, and how often in a question; whether what is answered is right is all one.
ANSWERS = {"radio": "Space", "checkbox": "Space", "move": "Enter", "select-one": "ArrowDown"}
ONCE = ("radio", "checkbox", "move")


@pytest.fixture(autouse=True)
def nothing_answered(lab: Lab) -> None:
    """Take away what another test has answered in the same folder."""
    shutil.rmtree((lab.root / LESSON).with_name("answers"), ignore_errors=True)


def opened(page: Page) -> Locator:
    """Return the lesson that is shown, with all of its questions."""
    lesson = page.locator(".jp-NotebookPanel:visible")
    expect(lesson.locator("[data-question]")).to_have_count(QUESTIONS)
    return lesson


def is_done(lesson: Locator) -> None:
    """See that every question is answered and each cell to work in shows what it gave."""
    for told in lesson.locator(".qk-progress-text").all():
        expect(told).to_have_text(re.compile(r"^(\d+) of \1 answered"))
    for cell in lesson.locator("[data-quizkit-cell='work']").all():
        expect(cell.locator(".jp-OutputArea-output")).to_be_visible()


def write(page: Page, code: str) -> None:
    """Go from the button of a cell into it, write code there, and run it."""
    for key in ("ArrowUp", "ArrowDown", "Enter", "ControlOrMeta+a"):
        page.keyboard.press(key)
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")


def test_a_lesson_by_keyboard_alone(lab: Lab) -> None:
    """Tab, arrows, Space and Enter lead through cells and all questions to the next lesson."""
    notebook = lab.open(LESSON)
    page, keys = notebook.page, notebook.page.keyboard
    lesson, work, given = opened(page), list(WORK), set[str]()
    for _ in range(MOST_STOPS):
        keys.press("Tab")
        kind, question = page.evaluate(FOCUSED)
        assert kind != "nothing"
        if kind == "next":
            break
        if kind == "run":
            write(page, work.pop(0))
        elif kind == "text":
            keys.type("2")
        elif kind == "check":
            keys.press("Space")
            result = lesson.locator(f"[data-question='{question}'] .qk-result")
            expect(result).not_to_be_empty()
        elif kind in ANSWERS and not (kind in ONCE and question in given):
            keys.press(ANSWERS[kind])
            given.add(question)
    is_done(lesson)
    keys.press("Enter")
    expect(page.locator(".jp-NotebookPanel:visible h1")).to_contain_text("Brussels")


def answer_by_touch(page: Page, question: Locator) -> None:
    """Give some answer with a finger, the letters apart, and have it checked."""
    for choice in (".qk-option label", ".qk-move:not([aria-disabled=true])"):
        if question.locator(choice).count():
            question.locator(choice).first.tap()
    for menu in question.locator("select").all():  # the browser's own list is what a finger meets
        menu.select_option(index=1)
    for field in question.get_by_role("textbox").all():
        field.tap()
        page.keyboard.type("2")
    question.get_by_role("button", name="Check").tap()
    expect(question.locator(".qk-result")).not_to_be_empty()


def test_a_lesson_by_touch(lab: Lab) -> None:
    """On a tablet, 800 pixels wide, a finger runs the cells, answers all and goes to the next."""
    context = lab.browser.new_context(viewport={"width": 800, "height": 1200}, has_touch=True)
    page = lab.open(LESSON, width=800, height=1200, context=context).page
    lesson = opened(page)
    for cell, code in zip(lesson.locator("[data-quizkit-cell='work']").all(), WORK, strict=True):
        cell.locator(".cm-content").tap()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(code)
        cell.get_by_role("button", name="Run").tap()
        expect(cell.locator(".jp-OutputArea-output")).to_be_visible()
    for question in lesson.locator("[data-question]").all():
        answer_by_touch(page, question)
    is_done(lesson)
    wide = "all => all.filter(e => e.getBoundingClientRect().right > innerWidth).length"
    assert lesson.locator(".jp-Cell, .quizkit").evaluate_all(wide) == 0
    page.locator(".quizkit-card a:visible").tap()
    expect(page.locator(".jp-NotebookPanel:visible h1")).to_contain_text("Brussels")
