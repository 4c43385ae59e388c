"""Answers survive what happens in a classroom: restarts, second tabs, a busy or broken kernel."""

from __future__ import annotations

import json
import shutil

from playwright.sync_api import expect

from browser.lab import Lab
from browser.notebook_page import NotebookPage
from browser.quiz_page import NINE, PARTLY, RIGHT, QuizPage, open_nine


def ask(page: NotebookPage, code: str) -> None:
    """Run code in the notebook's kernel, from its last cell."""
    page._ask("panel.content.widgets[2].model.sharedModel.setSource(arg.code)", code=code)
    page.run_cell(2)


def execute(page: NotebookPage, code: str) -> None:
    """Have the kernel run code, and don't wait for it."""
    page._ask("void panel.sessionContext.session.kernel.requestExecute(arg)", code=code)


def test_a_restarted_kernel_loses_nothing(lab: Lab) -> None:
    """After a restart the page says what to do, and the cell run again shows every answer."""
    quiz = open_nine(lab)
    quiz.check("who-led", RIGHT["who-led"])
    quiz.check("tables", PARTLY["tables"])
    quiz.give("russian-side", "Rya")
    quiz.saved("russian-side")
    quiz.notebook.restart()
    banner = quiz.el.locator(".qk-banner:visible")
    expect(banner).to_contain_text("What was saved is safe.")
    expect(quiz.question("cities").get_by_label("Geneva")).to_be_disabled()
    banner.scroll_into_view_if_needed()
    quiz.notebook.picture("gone")
    quiz.notebook.run_cell(0)
    expect(quiz.el.locator(".qk-banner:visible")).to_have_count(0)
    expect(quiz.result("who-led")).to_contain_text("Right.")
    expect(quiz.result("tables")).to_contain_text("Partly right.")
    expect(quiz.question("russian-side").get_by_role("textbox")).to_have_value("Rya")
    expect(quiz.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")


def test_what_a_stopped_kernel_could_not_take_is_given_to_the_next(lab: Lab) -> None:
    """Text typed while the kernel is dying reaches the next one, and is saved there."""
    quiz = open_nine(lab)
    box = quiz.question("russian-side").get_by_role("textbox")
    execute(quiz.notebook, "import time; time.sleep(600)")
    box.fill("Riabkov")
    expect(quiz.question("russian-side").locator(".qk-status")).to_have_text("Saving…")
    quiz.notebook.restart()
    expect(quiz.el.locator(".qk-banner:visible")).to_contain_text("The kernel has stopped")
    quiz.notebook.run_cell(0)
    expect(quiz.question("russian-side").get_by_role("textbox")).to_have_value("Riabkov")
    quiz.saved("russian-side")
    folder = (lab.root / quiz.notebook.path).parent
    kept = json.loads((folder / "answers" / "nine.json").read_text(encoding="utf-8"))
    assert kept["questions"]["russian-side"]["value"] == "Riabkov"


def test_a_kernel_that_dies_is_said(lab: Lab) -> None:
    """When the kernel's process is killed, the page says what to do."""
    quiz = open_nine(lab, untouched=True)
    quiz.check("who-led", RIGHT["who-led"])
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    execute(quiz.notebook, code)
    expect(quiz.el.locator(".qk-banner:visible")).to_contain_text("What was saved is safe.")
    expect(quiz.result("who-led")).to_contain_text("Right.")


def test_a_busy_kernel_is_waited_for(lab: Lab) -> None:
    """While another cell runs, the page says that it waits; then the answer is checked."""
    quiz = open_nine(lab)
    execute(quiz.notebook, "import os, time\nwhile not os.path.exists('go'): time.sleep(0.01)")
    quiz.give("cities", RIGHT["cities"])
    quiz.press("cities", "Check")
    status = quiz.question("cities").locator(".qk-status")
    expect(status).to_contain_text("Waiting for the kernel")
    (lab.root / quiz.notebook.path).with_name("go").touch()
    expect(quiz.result("cities")).to_contain_text("Right.")
    expect(status).to_have_text("Saved")


def test_two_tabs_show_the_same(lab: Lab) -> None:
    """What is answered in one tab appears in the other, but not over what one is typing there."""
    first = open_nine(lab, untouched=True)
    first.notebook.save()
    page = lab.open(first.notebook.path, context=first.notebook.page.context)
    second = QuizPage(page)
    expect(second.el).to_be_visible()
    first.check("cities", RIGHT["cities"])
    expect(second.result("cities")).to_contain_text("Right.")
    expect(second.question("cities").get_by_label("Geneva")).to_be_checked()
    box = second.question("russian-side").get_by_role("textbox")
    box.press_sequentially("Ryab", delay=20)
    first.check("distance", RIGHT["distance"])
    expect(second.result("distance")).to_contain_text("Right.")
    expect(box).to_have_value("Ryab")
    expect(first.question("russian-side").get_by_role("textbox")).to_have_value("Ryab")
    second.check("russian-side", RIGHT["russian-side"])
    expect(first.result("russian-side")).to_contain_text("Right.")


def test_the_same_quiz_twice_on_a_page(lab: Lab) -> None:
    """Two views of one quiz keep in step, and closing one leaves the other working."""
    path = lab.write("twice", ["import quizkit\nq = quizkit.show('nine.yaml')\nq", "q", ""])
    shutil.copy(NINE, (lab.root / path).parent / NINE.name)
    page = lab.open(path)
    page.run_cell(0)
    page.run_cell(1)
    first, second = QuizPage(page, 0), QuizPage(page, 1)
    second.check("who-led", RIGHT["who-led"])
    expect(first.result("who-led")).to_contain_text("Right.")
    page._ask("panel.content.widgets[1].model.sharedModel.setSource('')")
    page._ask("panel.content.widgets[1].model.clearExecution()")
    expect(second.el).to_have_count(0)
    expect(first.check("member", RIGHT["member"])).to_contain_text("Right.")


def test_an_error_in_the_kernel_is_said_in_words(lab: Lab) -> None:
    """When the kernel's side fails, the page says so, and the quiz goes on."""
    quiz = open_nine(lab, untouched=True)
    ask(
        quiz.notebook,
        "from quizkit.learner.session import Session\n"
        "check = Session.check\n"
        "def broken(*_, **__): raise ZeroDivisionError('an example')\n"
        "Session.check = broken",
    )
    quiz.give("member", "False")
    quiz.press("member", "Check")
    banner = quiz.el.get_by_role("alert").filter(has_text="ZeroDivisionError: an example")
    expect(banner).to_contain_text("Something went wrong inside the quiz")
    ask(quiz.notebook, "Session.check = check")
    expect(quiz.check("member")).to_contain_text("Right.")
    expect(banner).to_be_hidden()


def test_a_script_that_fails_is_said_in_words(lab: Lab) -> None:
    """A question whose script cannot run says so in its place; the others work."""
    quiz = open_nine(lab, untouched=True)
    ask(
        quiz.notebook,
        "from quizkit.widget import quiz_widget\nsource = quiz_widget.source\n"
        "broken = 'export default () => nowhere.to_be_found;'\n"
        "quiz_widget.source = lambda n: broken if n == 'items/order.js' else source(n)",
    )
    quiz.notebook.run_cell(0)
    expect(quiz.el.get_by_role("alert").filter(has_text="could not be shown")).to_have_count(1)
    expect(quiz.question("who-led")).to_be_visible()
    expect(quiz.check("member", RIGHT["member"])).to_contain_text("Right.")
