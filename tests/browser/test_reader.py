"""A lesson whole at opening: what JupyterLab makes of a notebook that is marked as a lesson."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from browser.barriers import QUIZ, look
from browser.lab import Lab, shots_folder
from browser.notebook_page import NotebookPage
from browser.window import Window

CHECKOUT = Path(__file__).resolve().parents[2]
LESSON = "lessons/nl/02-geneve.ipynb"


@pytest.fixture(scope="module")
def lesson(window: Window, results: Path, pictures: bool) -> Iterator[NotebookPage]:
    """Yield a lesson that was opened, and in which nobody has pressed a key."""
    lab = Lab(window.server, window.browser, shots_folder(results, LESSON), window, pictures)
    try:
        yield lab.open(LESSON)
    finally:
        lab.close()


def number(name: str) -> int:
    """Return the number of the lesson's cell that has this id."""
    notebook = json.loads((CHECKOUT / LESSON).read_text("utf-8"))
    return [cell["id"] for cell in notebook["cells"]].index(name)


def cell(page: NotebookPage, name: str) -> Locator:
    """Return the cell of the lesson that has this id."""
    return page.cell(number(name))


def test_nothing_is_pressed_through(lesson: NotebookPage) -> None:
    """A lesson just opened shows its figures and quizzes, and their code when it is asked for."""
    expect(cell(lesson, "practice-quiz").locator(".qk-question")).to_have_count(12)
    figure = cell(lesson, "figure")
    expect(figure.locator(".quizkit-figure")).to_be_visible()
    expect(figure.locator(".jp-InputArea-editor")).to_be_hidden()
    figure.hover()
    figure.get_by_role("button", name="Toon code").click()
    expect(figure.locator(".jp-InputArea-editor")).to_contain_text("figures.meetings")


def test_a_cell_to_work_in_is_run_where_it_stands(lesson: NotebookPage) -> None:
    """The button of an exercise runs it, and the quiz that goes with it stays where it was."""
    work = cell(lesson, "exercise-1-cell")
    expect(work.locator(".jp-OutputArea-output")).to_have_count(0)
    work.get_by_role("button", name="Voer uit").click()
    expect(work.locator(".jp-OutputArea-output")).to_be_visible()
    expect(work).to_be_in_viewport()
    expect(lesson.page.locator(".quizkit-hint")).to_have_count(0)


def test_a_quiz_that_was_run_shows_its_head(lesson: NotebookPage) -> None:
    """After Shift+Enter on a quiz, its title is in view, however long it is."""
    shown = lesson.run_cell(number("practice-quiz"))
    expect(shown.locator(".qk-title")).to_be_in_viewport()


def test_a_slip_deletes_nothing(lesson: NotebookPage) -> None:
    """The keys that delete a cell leave a lesson's cells, which cannot be typed into either."""
    before = lesson.count()
    text = cell(lesson, "heads")
    text.click()
    lesson.page.keyboard.press("d")
    lesson.page.keyboard.press("d")
    assert lesson.count() == before
    text.dblclick()
    expect(text.locator(".jp-RenderedMarkdown")).to_be_visible()


def test_one_key_brings_the_tools_back(lesson: NotebookPage) -> None:
    """Menus and toolbars are out of a lesson's way until their key is pressed."""
    menus = lesson.page.locator("#jp-top-panel")
    expect(menus).to_be_hidden()
    cell(lesson, "heads").click()
    lesson.page.keyboard.press("t")
    expect(menus).to_be_visible()
    lesson.page.get_by_role("button", name="Gereedschap").click()
    expect(menus).to_be_hidden()


def test_a_lesson_speaks_its_language(lesson: NotebookPage) -> None:
    """The page of a Dutch lesson says that it is Dutch."""
    expect(lesson.page.locator(".jp-NotebookPanel.quizkit-lesson")).to_have_attribute("lang", "nl")


def test_axe_finds_nothing_around_a_lesson(lesson: NotebookPage) -> None:
    """The strip above a lesson, its buttons and the card at its end have no violation."""
    for part in (".quizkit-strip", ".quizkit-run-bar", ".quizkit-card"):
        place = f".jp-NotebookPanel:not(.lm-mod-hidden) {part}"
        lesson.page.locator(place).first.scroll_into_view_if_needed()
        for theme in lesson.themes():
            lesson.set_theme(theme)
            assert look(lesson.page, place, QUIZ, dark=theme == "dark") == [], (part, theme)


def test_all_of_it_is_printed(lesson: NotebookPage) -> None:
    """On paper is the whole lesson, and not what the window shows of it."""
    pages = PdfReader(BytesIO(lesson.page.pdf(format="A4"))).pages
    assert "Koeleba" in pages[-1].extract_text()  # its last sentence


def test_a_restart_runs_it_again(lesson: NotebookPage) -> None:
    """After a restart of the kernel the quizzes can be answered, without a hand's turn."""
    lesson.restart()
    quiz = cell(lesson, "prediction").locator(".quizkit")
    expect(quiz).to_be_visible()
    expect(quiz.locator(".qk-banner:visible")).to_have_count(0)


def test_the_next_lesson_is_a_click_away(lab: Lab) -> None:
    """At its end a lesson leads to the next, and at its head to every one of the course."""
    page = lab.open("lessons/en/02-geneva.ipynb")
    strip = page.page.get_by_role("navigation", name="Lessons")
    expect(strip.get_by_role("listitem")).to_have_count(9)
    expect(strip.locator("[aria-current]")).to_contain_text("Geneva")
    page.page.locator(".quizkit-card a", has_text="Brussels").click()
    opened = page.page.locator(".jp-NotebookPanel:visible h1")
    expect(opened).to_contain_text("Brussels")


@pytest.mark.parametrize("path", ["en/00-start.ipynb", "nl/00-start.ipynb"])
def test_the_list_of_words_is_a_click_away(lab: Lab, path: str) -> None:
    """The start page has a link, far above the list of words, that brings it into view."""
    page = lab.open(f"lessons/{path}").page
    link = page.locator(".jp-NotebookPanel:visible a[href^='#']:not(.jp-InternalAnchorLink)")
    target = (link.get_attribute("href") or "").removeprefix("#")
    heading = page.locator(f'.jp-NotebookPanel:visible h2[data-jupyter-id="{target}"]')
    expect(heading).not_to_be_in_viewport()
    link.click()
    expect(heading).to_be_in_viewport()


def test_the_next_day_the_answers_are_there(lab: Lab) -> None:
    """A lesson that was saved and is opened with another kernel shows what was answered."""
    path = "test-next-day/lesson.ipynb"
    (lab.root / path).parent.mkdir()
    shutil.copy(lab.root / "lessons/en/01-background.ipynb", lab.root / path)
    page = lab.open(path)
    question = page.page.locator(".qk-question").first
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name=re.compile("Check|Answer|Show")).first.click()
    expect(page.page.locator(".qk-progress-text").first).to_contain_text("1 of 1")
    page.save()
    lab.close()
    lab.pages.clear()
    again = lab.open(path)
    expect(again.page.locator(".qk-progress-text").first).to_contain_text("1 of 1")
    expect(again.page.get_by_text("model not found")).to_have_count(0)


def test_a_lesson_from_elsewhere_waits(lab: Lab) -> None:
    """A lesson from elsewhere runs nothing before its reader wants it, and then only what shows."""
    path = lab.write("elsewhere", ["import quizkit", "quizkit.figures.meetings()", "40 + 2"])
    file = lab.root / path
    notebook = json.loads(file.read_text("utf-8"))
    notebook["metadata"]["quizkit"] = {"lesson": True, "language": "en"}
    for marked in notebook["cells"]:
        marked["metadata"]["tags"] = ["quizkit-auto"]
    file.write_text(json.dumps(notebook), "utf-8")
    page = lab.open(path)
    assert page.traffic.messages("execute_request") == []
    page.page.get_by_role("button", name="Start the lesson").click()
    expect(page.output(1).locator(".quizkit-figure")).to_be_visible()
    expect(page.output(2)).to_be_empty()


def test_ones_own_notebook_is_left_alone(lab: Lab) -> None:
    """A notebook that is not marked as a lesson looks and runs as ever."""
    page = lab.open(lab.write("own", ["40 + 2"]))
    expect(page.page.locator(".quizkit-lesson")).to_have_count(0)
    expect(page.page.locator("#jp-top-panel")).to_be_visible()
    expect(page.page.locator(".jp-NotebookPanel-toolbar:visible")).to_have_count(1)
    assert page.traffic.messages("execute_request") == []
