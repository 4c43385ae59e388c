"""What the two students in browsers do on the hub, and the teacher in formgrader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

import quizkit
from browser.notebook_page import WAIT
from browser.traffic import Traffic
from course import clicks
from course.course_lab import SCREEN, STARTED, Desktop, grade_ids, type_into
from course.term import ASSIGNMENT, demo
from hub.hub_term import IN_BROWSERS, WORK, HubTerm, quiz_file
from hub.visitor import Visitor

ESSAY = "I would begin with fewer exercises, since somebody would discuss them."  # ann's


@contextmanager
def page_of(visitor: Visitor, browser: Browser, shots: Path) -> Iterator[Page]:
    """Log in with a fresh browser profile; keep a picture if the block fails."""
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(visitor.base)
    page.get_by_label("Username").fill(visitor.name)
    page.get_by_label("Password").fill(visitor.password)
    page.get_by_role("button", name="Sign in").click()
    try:
        page.wait_for_url(f"{visitor.own}lab**")
        yield page
    except BaseException:
        shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=shots / f"failed-{visitor.name}.png")
        raise
    finally:
        context.close()


@contextmanager
def desktop_of(visitor: Visitor, browser: Browser, shots: Path) -> Iterator[Desktop]:
    """Log in and wait for JupyterLab."""
    with page_of(visitor, browser, shots) as page:
        page.wait_for_function(STARTED)
        yield Desktop(page, Traffic(), shots)


@contextmanager
def pupils(term: HubTerm, browser: Browser, shots: Path) -> Iterator[None]:
    """Have both of them do the assignment and hand it in; their pages stay open in the block."""
    with ExitStack() as stack:
        for name in IN_BROWSERS:
            screen = stack.enter_context(desktop_of(term.people[name], browser, shots))
            _work(term, name, screen)
        yield


def _work(term: HubTerm, name: str, screen: Desktop) -> None:
    work = demo(WORK[name])
    term.screens[f"{name}'s menu"] = _menu(screen.page)
    notebook = clicks.fetch(screen, ASSIGNMENT)
    quiz = clicks.open_quiz(notebook)
    items = {item.id: item for item in quizkit.load(quiz_file()).questions}
    clicks.answer(quiz, items, work["quiz"])
    term.screens[f"{name}'s quiz"] = quiz.el.inner_text()
    ids = grade_ids(notebook)
    own = {"advice": ESSAY} if name == "ann" else {}
    for grade_id, source in (work["cells"] | own).items():
        type_into(notebook, ids.index(grade_id), source)
    notebook.run_cell(ids.index("demands-of"), errors=True)
    notebook.save()
    clicks.submit(screen, 1)


def _menu(page: Page) -> str:
    """Open nbgrader's menu, read it and close it."""
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    expect(page.get_by_role("menuitem", name="Assignment List")).to_be_visible()
    found = page.locator(".lm-Menu").inner_text()
    page.keyboard.press("Escape")
    return found


def mark(term: HubTerm, browser: Browser, shots: Path) -> None:
    """Read the report, then mark ann's last written answer in formgrader, as the guide says."""
    with page_of(term.teacher, browser, shots) as page:
        page.wait_for_function(STARTED)
        term.screens["teacher's menu"] = _menu(page)
        term.screens["report"] = _report(page)
        answer = page.goto(f"{term.teacher.own}formgrader")
        assert answer is not None
        term.screens["formgrader's policy"] = answer.headers["content-security-policy"]
        page.get_by_role("link", name="Manual Grading").click()
        for _ in range(2):
            page.locator("#main-table").get_by_role("link", name=ASSIGNMENT).click()
        clicks.mark_half(_found(page))
        account = page.locator(".output_html", has_text="questions answered")
        term.screens["account"] = account.inner_text()


def _report(page: Page) -> str:
    """Click one's way to the report in JupyterLab's file browser, and return what stands there."""
    for name in ("my-course", "reports", f"{ASSIGNMENT}.html"):
        page.locator(".jp-DirListing-item", has_text=name).dblclick()
    report = page.frame_locator(".jp-HTMLViewer iframe").locator("main")
    expect(report).to_be_visible()
    return report.inner_text()


def _found(page: Page) -> Locator:
    """Open one submission after another until one is ann's, and return what she wrote."""
    rows = page.locator("#main-table").get_by_role("link", name="Submission")
    expect(rows.first).to_be_visible()
    listed = page.url
    for row in range(rows.count()):
        rows.nth(row).click()
        page.wait_for_url("**/submissions/**")
        essay = page.locator(".nbgrader_cell", has_text=ESSAY)
        if essay.count():
            return essay
        page.goto(listed)
        expect(rows.first).to_be_visible()
    raise AssertionError("formgrader shows no submission with these words")


def read(term: HubTerm, browser: Browser, shots: Path) -> None:
    """Have ann fetch her feedback, and read it in JupyterLab."""
    with desktop_of(term.people["ann"], browser, shots) as screen:
        page = clicks.read_feedback(screen, ASSIGNMENT)
        expect(page).to_contain_text("questions answered")
        term.screens["feedback"] = page.inner_text()
