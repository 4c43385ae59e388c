"""A quiz printed from the browser: each question can be read on white paper, answers included."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Locator, expect
from pypdf import PdfReader

import quizkit
from browser.lab import Lab, Theme
from browser.quiz_page import NINE, PARTLY, QuizPage, open_nine
from quizkit.printing import html_page
from quizkit.printing.handout import handout

A4 = 718  # pixels between the margins of a sheet, at 96 to the inch
BLACK, NO_COLOUR, WHITE = "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"


def style(part: Locator, name: str, pseudo: str = "") -> str:
    """Return one property of an element as the browser draws it."""
    script = "(e, [name, pseudo]) => getComputedStyle(e, pseudo || null)[name]"
    return str(part.evaluate(script, [name, pseudo]))


def on_paper(quiz: QuizPage) -> None:
    """Let the browser draw the page as it would be printed."""
    quiz.notebook.page.emulate_media(media="print")
    quiz.notebook.picture("paper", quiz.el)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_quiz_is_printed_black_on_white(lab: Lab, theme: Theme) -> None:
    """In either theme the text is black on white, what was ticked is inked, and nothing is cut."""
    quiz = open_nine(lab, theme=theme, width=A4, height=5000)
    quiz.give("who-led", "Wendy Sherman")
    for name, answer in PARTLY.items():
        quiz.check(name, answer)
    on_paper(quiz)
    assert style(quiz.el, "backgroundColor") == WHITE
    for text in quiz.el.locator(".qk-prompt, .qk-option-text, .qk-order-text, .qk-chip-text").all():
        assert style(text, "color") == BLACK
    ticked = quiz.question("who-led").get_by_role("radio", checked=True)
    assert style(ticked, "printColorAdjust", "::before") == "exact"
    assert style(ticked, "backgroundColor", "::before") != NO_COLOUR
    expect(quiz.question("tables")).to_contain_text("On Monday, at the American mission.")
    assert quiz.too_wide() == []


def test_what_only_a_screen_can_do_is_not_printed(lab: Lab) -> None:
    """Buttons, handles and how to drag are left out; what a menu offers is written out."""
    quiz = open_nine(lab, width=A4, height=5000)
    quiz.check("tables", PARTLY["tables"])
    expect(quiz.el.locator(".qk-paper").first).to_be_hidden()
    on_paper(quiz)
    expect(quiz.el.locator("button:visible, .qk-grip:visible, .qk-how:visible")).to_have_count(0)
    offered = quiz.question("tables").locator(".qk-paper")
    for city in ("Geneva", "Brussels", "Vienna", "Paris"):
        expect(offered).to_contain_text(city)
    expect(quiz.question("summary").locator(".qk-paper")).to_contain_text("City: ")
    open_menu = quiz.question("tables").get_by_label("What goes with “The OSCE”")
    chosen = quiz.question("tables").get_by_label("What goes with “NATO and Russia”")
    assert style(open_menu, "color") == NO_COLOUR  # a line to write on, not the word "Choose"
    assert style(chosen, "color") == BLACK


def test_jupyterlab_prints_every_question(lab: Lab) -> None:
    """What JupyterLab's own Print makes of the notebook has every question, and no key."""
    quiz = open_nine(lab)
    quiz.notebook.save()
    page = quiz.notebook.page.context.new_page()
    page.goto(f"{lab.server.base}nbconvert/html/{quiz.notebook.path}?token={lab.server.token}")
    expect(page.get_by_text("Complete the summary.")).to_be_visible()
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    read = normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets))  # no ligatures
    text = " ".join(read.split())
    page.close()
    for item in quizkit.load(NINE).questions:
        assert item.prompt.get("en") in text
    for option in ("Jens Stoltenberg", "Helsinki", "Paris", "No missiles near its border"):
        assert option in text
    assert "Keyfact" not in text


def test_the_number_stands_beside_a_text_to_read(chromium: Browser) -> None:
    """On the printed sheet the number of a question begins its text, also one of two paragraphs."""
    page = chromium.new_page()
    page.set_content(html_page.as_html(handout(quizkit.load("background"), "en")))
    read = page.locator(".prompt:has(p + p)").first
    number, text = read.locator(".number").bounding_box(), read.locator("p").first.bounding_box()
    page.close()
    assert number
    assert text
    assert number["y"] < text["y"] + text["height"] / 2
    assert text["y"] < number["y"] + number["height"]
