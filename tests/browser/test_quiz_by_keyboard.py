"""A whole quiz taken by keyboard alone, inside a notebook that has commands on every key."""

from __future__ import annotations

import shutil

from playwright.sync_api import Keyboard, Page, expect

from browser.lab import Lab
from browser.notebook_page import WAIT
from browser.quiz_keys import (
    group_by_keyboard,
    match_by_keyboard,
    options,
    order_by_keyboard,
    start,
    tab_to,
)
from browser.quiz_page import NINE, RIGHT, QuizPage, open_nine


def check(quiz: QuizPage, name: str) -> None:
    """Go on to the Check button, press it with the space bar, and see that all is right."""
    tab_to(quiz, "Check")
    quiz.notebook.page.keyboard.press("Space")
    expect(quiz.result(name)).to_contain_text("Right.")
    expect(quiz.result(name)).to_be_focused()


def test_the_whole_quiz_by_keyboard(lab: Lab) -> None:
    """Tab, arrows, space and Enter answer all nine types; the focus is never lost on the way."""
    quiz = open_nine(lab)
    keys = start(quiz)
    choose_by_keyboard(quiz, keys)
    for name, label in (("distance", "Your answer, in km"), ("russian-side", "Your answer")):
        tab_to(quiz, label)
        keys.type(str(RIGHT[name]))
        keys.press("Enter")
        expect(quiz.result(name)).to_contain_text("Right.")
    match_by_keyboard(quiz, keys)
    check(quiz, "tables")
    order_by_keyboard(quiz, keys)
    check(quiz, "sequence")
    group_by_keyboard(quiz, keys)
    check(quiz, "demands")
    tab_to(quiz, "Day of the month")
    keys.type("10")
    tab_to(quiz, "City")
    keys.type("Geneva")
    tab_to(quiz, "Name of the council")
    keys.type("NATO-Russia")
    keys.press("Enter")
    expect(quiz.result("summary")).to_contain_text("Right.")
    expect(quiz.el.locator(".qk-ending")).to_contain_text("9 of 9 points")


def choose_by_keyboard(quiz: QuizPage, keys: Keyboard) -> None:
    """Answer the three questions that have options, with arrows and the space bar."""
    while quiz.focused() != RIGHT["who-led"]:
        keys.press("ArrowDown")
    keys.press("Space")
    check(quiz, "who-led")
    for city in [o for o in options(quiz, "cities") if o != "Helsinki"]:
        tab_to(quiz, city)
        keys.press("Space")
    check(quiz, "cities")
    tab_to(quiz, "True")
    keys.press("ArrowRight")
    check(quiz, "member")


def test_no_key_reaches_the_notebook(lab: Lab) -> None:
    """Keys that are notebook commands do nothing to the notebook while the quiz has the focus."""
    quiz = open_nine(lab)
    page = quiz.notebook
    keys = start(quiz)
    before = page.outputs(0)
    controls = [
        quiz.question("who-led").get_by_role("radio").first,
        quiz.question("demands").get_by_role("button", name="Check"),
        quiz.question("russian-side").get_by_role("textbox"),
        quiz.question("tables").get_by_role("combobox").first,
        quiz.question("sequence").get_by_role("button", name="Move down").first,
    ]
    commands = ["a", "b", "x", "d", "d", "c", "v", "m", "y", "z", "1", "l", "Shift+M", "ArrowDown"]
    commands += ["ArrowUp", "k", "j", "Control+Backspace", "0", "0", "i", "i", "Escape"]
    commands += ["Shift+Enter", "Control+Enter", "Alt+Enter", "Control+Shift+ArrowDown"]
    for control in controls:
        for key in commands:
            control.focus()
            keys.press(key)
        expect(quiz.el).to_be_visible()
        assert page.count() == 3
        assert page.page.locator(".jp-Dialog").count() == 0
    assert page.outputs(0) == before
    cells = page.page.locator(".jp-Notebook .jp-Cell")
    kinds = cells.evaluate_all("all => all.map(e => e.classList.contains('jp-CodeCell'))")
    assert kinds == [True, False, True]


def run_first_cell(page: Page) -> None:
    """Run the first cell, as soon as the notebook listens: it drops keys while it settles."""
    prompt = page.locator(".jp-Notebook .jp-InputPrompt").first
    for _ in range(20):
        page.locator(".jp-Notebook .cm-content").first.click()
        page.keyboard.press("Control+Enter")
        try:
            expect(prompt).not_to_have_text("[ ]:", timeout=3_000)
        except AssertionError:
            continue
        return


def test_no_key_reaches_notebook_7(lab: Lab) -> None:
    """In Jupyter Notebook, which takes keys before the page's elements get them, neither."""
    code = "import quizkit\nquizkit.show('nine.yaml')"
    path = lab.write("nine", [code, ("markdown", "The end."), "1 + 1"])
    shutil.copy(NINE, (lab.root / path).parent / NINE.name)
    context = lab.browser.new_context()
    page = context.new_page()
    with page.expect_websocket(lambda socket: "/channels" in socket.url, timeout=WAIT) as kernel:
        page.goto(f"{lab.server.base}notebooks/{path}?token={lab.server.token}")
    kernel.value.wait_for_event("framereceived", timeout=WAIT)
    expect(page.locator(".jp-Toolbar-kernelName")).to_contain_text("Python 3", timeout=WAIT)
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    expect(idle).to_be_visible(timeout=WAIT)
    run_first_cell(page)
    quiz = page.locator(".quizkit")
    expect(quiz.locator("[data-question]")).to_have_count(9)
    cells = page.locator(".jp-Notebook .jp-Cell")
    for control in ("[type=radio]", ".qk-move", "[type=text]", "select", ".qk-primary"):
        for key in ("b", "a", "d", "d", "x", "m", "ArrowDown", "Control+Backspace", "Shift+Enter"):
            quiz.locator(control).first.focus()
            page.keyboard.press(key)
        expect(quiz).to_be_visible()
        expect(cells).to_have_count(3)
    quiz.get_by_label("Your answer", exact=True).focus()
    with page.expect_response(lambda r: r.request.method == "PUT"):
        page.keyboard.press("Control+s")
    context.close()


def test_saving_the_notebook_stays_within_reach(lab: Lab) -> None:
    """Control+S saves the notebook while the focus is in the quiz."""
    quiz = open_nine(lab)
    box = quiz.question("russian-side").get_by_role("textbox")
    box.focus()
    with quiz.notebook.page.expect_response(lambda r: r.request.method == "PUT"):
        quiz.notebook.page.keyboard.press("Control+s")
    expect(box).to_be_focused()
