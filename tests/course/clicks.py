"""What a student and a teacher click in an assignment's life, in JupyterLab and in formgrader."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Response, expect

from browser.notebook_page import NotebookPage
from browser.quiz_page import Answer, QuizPage
from course.course_lab import Desktop, grade_ids
from course.term import COMMENT
from quizkit.quiz.model import Item, Json

# formgrader shows its fields before it listens to them.
FORMGRADER_READY = """
() => new Promise((ready) => {
  const look = () => {
    if (formgrader.grades?.loaded && formgrader.comments?.loaded) ready();
    else setTimeout(look, 50);
  };
  look();
})
"""
LOADED = """
() => document.readyState === 'complete' || new Promise(done => addEventListener('load', done))
"""


def fetch(screen: Desktop, assignment: str) -> NotebookPage:
    """Fetch an assignment in the Assignment List, and open its notebook from there."""
    screen.menu("Nbgrader", "Assignment List")
    screen.listed("released").get_by_role("button", name="Fetch").click()
    fetched = screen.listed("fetched")
    fetched.get_by_role("button", name=assignment).click()
    fetched.locator(".nested_list_item").get_by_role("link", name=assignment).click()
    return screen.notebook(f"{assignment}/{assignment}.ipynb")


def open_quiz(notebook: NotebookPage) -> QuizPage:
    """Run the cells that the quiz needs, with Shift+Enter, and the quiz."""
    ids = grade_ids(notebook)
    notebook.run_cell(ids.index("setup"))
    quiz = QuizPage(notebook, ids.index("quiz"))
    notebook.run_cell(quiz.cell)
    expect(quiz.el.locator("[data-question]").first).to_be_visible()
    return quiz


def answer(quiz: QuizPage, items: Mapping[str, Item], responses: Mapping[str, Json]) -> None:
    """Give these answers by mouse and keyboard, each until it is said to be saved."""
    for name, value in responses.items():
        if value is not None:
            quiz.give(name, _on_the_page(items[name].public("en"), value))
            quiz.el.locator(".qk-title").click()  # leaves the field
            quiz.saved(name)


def _on_the_page(view: Mapping[str, Any], value: Json) -> Answer:
    """Return a response in the words that stand on the page instead of in tokens."""
    if isinstance(value, bool):
        value = str(value).lower()
    if "segments" in view:
        blanks = {part["blank"]: part for part in view["segments"] if "blank" in part}
        return {
            blanks[name]["label_text"]: str(_on_the_page(blanks[name], given))
            for name, given in value.items()
        }
    names = ("options", "items", "groups", "left", "right")
    label = {option["token"]: option["text"] for part in names for option in view.get(part, ())}
    if isinstance(value, dict):
        return {label[one]: label[other] for one, other in value.items()}
    if isinstance(value, list):
        return [label[token] for token in value]
    return label.get(value, str(value))


def submit(screen: Desktop, times: int) -> None:
    """Click Submit in the Assignment List, and wait until so many submissions are listed."""
    screen.menu("Nbgrader", "Assignment List")
    screen.listed("fetched").get_by_role("button", name="Submit").click()
    expect(screen.listed("submitted").locator(".nested_list_item")).to_have_count(times)


def mark_half(essay: Locator) -> None:
    """Give half of the points, with a comment, and wait until both are kept."""
    points = float(re.search(r"/ ([0-9.]+)", essay.inner_text())[1])
    essay.evaluate(FORMGRADER_READY)
    with essay.page.expect_response(_keeps("grade", "manual_score", str(points / 2))) as kept:
        essay.locator("input.score").fill(str(points / 2))
        essay.locator("input.score").press("Tab")
    assert kept.value.ok
    with essay.page.expect_response(_keeps("comment", "manual_comment", COMMENT)) as kept:
        essay.locator("textarea.comment").fill(COMMENT)
        essay.locator("textarea.comment").press("Tab")
    assert kept.value.ok


def _keeps(what: str, name: str, value: str) -> Callable[[Response], bool]:
    """Recognise formgrader's answer to having been sent this value."""

    def is_it(response: Response) -> bool:
        sent = response.request
        kept = f"formgrader/api/{what}/" in response.url and sent.method == "PUT"
        return kept and json.loads(sent.post_data or "{}").get(name) == value

    return is_it


def read_feedback(screen: Desktop, assignment: str) -> Locator:
    """Fetch the feedback, open it from the file browser, and return the page."""
    screen.menu("Nbgrader", "Assignment List")
    screen.listed("submitted").get_by_role("button", name="Fetch Feedback").click()
    screen.listed("submitted").get_by_text("(view feedback)").click()
    screen.page.locator(".jp-DirListing-item", has_text=f"{assignment}.html").dblclick()
    feedback = screen.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
    expect(feedback).to_contain_text("questions answered")
    feedback.evaluate(LOADED)
    return feedback
