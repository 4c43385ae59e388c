"""Answers taken along as a file from one page, and brought in on another."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from browser.barriers import violations
from browser.lab import Lab
from browser.quiz_page import PARTLY, RIGHT, QuizPage, open_nine
from quizkit.learner.carried import handed_in

TAKE, BRING = "Take my answers along", "Bring answers in"


def take_along(quiz: QuizPage, folder: Path) -> Path:
    """Take the answers along as a download of the browser's; return the file."""
    with quiz.notebook.page.expect_download() as started:
        quiz.el.get_by_role("button", name=TAKE).press("Enter")
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def bring_in(quiz: QuizPage, path: Path) -> None:
    """Choose a file in the browser's own dialogue, opened from the keyboard."""
    with quiz.notebook.page.expect_file_chooser() as asked:
        quiz.el.get_by_role("button", name=BRING).press("Enter")
    asked.value.set_files(path)


def test_answers_go_home_and_come_back(lab: Lab, tmp_path: Path) -> None:
    """Answers go out as a file and come into another folder, where the page shows them at once."""
    quiz = open_nine(lab)
    quiz.check("who-led", RIGHT["who-led"])
    quiz.check("tables", PARTLY["tables"])
    quiz.give("russian-side", "Rya")  # the last letters are sent with the request
    path = take_along(quiz, tmp_path)
    assert path.name.startswith("quizkit-answers-20")
    told = quiz.el.locator(".qk-carried")
    expect(told).to_contain_text("Taken along: 3 answers in 1 quiz.")
    assert json.loads(path.read_text("utf-8"))["quizzes"][0]["quiz"] == "nine"
    quiz.notebook.set_width(400)
    quiz.notebook.picture("taken-400", quiz.el.locator(".qk-head"))
    again = open_nine(lab, untouched=True)
    expect(again.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "0")
    bring_in(again, path)
    told = again.el.get_by_role("status").filter(has_text="Brought in: 3 answers in 1 quiz.")
    expect(told).to_be_visible()
    expect(again.result("who-led")).to_contain_text("Right.")
    expect(again.result("tables")).to_contain_text("Partly right.")
    expect(again.question("russian-side").get_by_role("textbox")).to_have_value("Rya")
    expect(again.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")
    assert again.focused() == BRING
    for width in (400, 1280):
        again.notebook.set_width(width)
        assert again.too_wide() == []
        again.notebook.picture(f"brought-{width}")
    assert violations(again) == []
    again.notebook.picture("brought-dark")


def test_a_quiz_that_counts_is_handed_in(lab: Lab, tmp_path: Path) -> None:
    """Who hands in is asked once, by keyboard, and then each press makes the teacher's file."""
    quiz = open_nine(lab, graded=True)
    quiz.give("who-led", RIGHT["who-led"])
    quiz.give("russian-side", "Rya")  # the last letters are sent with the request
    button = quiz.el.get_by_role("button", name="Hand in", exact=True)
    button.press("Enter")
    name = quiz.el.get_by_label("Your name or number")
    expect(name).to_be_focused()
    assert violations(quiz) == []
    name.press_sequentially("ann")
    told = quiz.el.locator(".qk-carried")
    for pressed in (name, button):
        with quiz.notebook.page.expect_download() as started:
            pressed.press("Enter")
            expect(told).to_contain_text("2 answers in 1 quiz, by ann. Nothing is sent by itself")
        path = tmp_path / started.value.suggested_filename
        started.value.save_as(path)
        who, answers = handed_in(path.read_text("utf-8"))
        assert who is not None
        assert who.by == "ann"
        assert answers["nine"]["questions"]["russian-side"]["value"] == "Rya"
    for width in (400, 1280):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"handed-in-{width}")
    quiz.notebook.page.evaluate("localStorage.removeItem('quizkit:who')")


def test_a_file_of_something_else_is_refused(lab: Lab, tmp_path: Path) -> None:
    """A picture, and a file too large to send, are refused on the page, and nothing changes."""
    quiz = open_nine(lab)
    quiz.check("member", RIGHT["member"])
    told = quiz.el.locator(".qk-carried")
    for name, content, why in (
        ("large.json", b"\xc3\xa9" * 6_000_000, "too large"),
        ("cell.png", b"\x89PNG\r\n\x1a\n\xff", "not a file of answers"),
    ):
        (tmp_path / name).write_bytes(content)
        bring_in(quiz, tmp_path / name)
        expect(told).to_contain_text(why)
    expect(quiz.check("who-led", RIGHT["who-led"])).to_contain_text("Right.")
    expect(quiz.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")
