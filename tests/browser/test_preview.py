"""``quizkit preview`` in a real browser: a quiz while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from authoring.preview.previewed import QUIZ, previewed
from browser.barriers import QUIZ as RULES
from browser.barriers import look


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Return a quiz file."""
    path = tmp_path / "trees.yaml"
    path.write_text(QUIZ, "utf-8")
    return path


@pytest.fixture
def tab(chromium: Browser, written: Path, tmp_path: Path) -> Iterator[Tab]:
    """Open the preview of the file; the browser must have nothing to complain of."""
    with previewed(written, tmp_path / "kept") as page:
        context = chromium.new_context(viewport={"width": 400, "height": 800})
        tab = context.new_page()
        complaints: list[str] = []
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(page.preview.address())
        yield tab
        assert complaints == []
        context.close()


def test_a_quiz_is_seen_anew_at_each_save(tab: Tab, written: Path) -> None:
    """An answer is graded; a mistake takes the quiz's place and its mending brings it back."""
    tab.get_by_label("The redwood").check()
    tab.get_by_role("button", name="Check", exact=True).click()
    expect(tab.get_by_text("Secret-one")).to_be_visible()
    written.write_text(QUIZ.replace("prompt:", "promt:"), "utf-8")
    expect(tab.get_by_text("Did you mean 'prompt'?")).to_be_visible()
    expect(tab.locator(".quizkit")).to_have_count(0)
    written.write_text(QUIZ.replace("the tallest", "the highest"), "utf-8")
    expect(tab.get_by_text("Which is the highest?")).to_be_visible()
    expect(tab.get_by_text("Secret-one")).to_be_visible()


def test_the_ways_to_look_are_reached_by_keyboard(tab: Tab) -> None:
    """Arrow keys go from one way to the next: for a mark, on paper, the key; a phone has room."""
    tab.get_by_role("tab", name="To practise").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.get_by_text("A preview for teachers")).to_be_visible()
    tab.keyboard.press("ArrowRight")
    sheet = tab.frame_locator("iframe")
    expect(sheet.get_by_text("Which is the tallest?")).to_be_visible()
    expect(sheet.get_by_text("Secret-one")).to_have_count(0)
    tab.keyboard.press("End")
    expect(sheet.get_by_text("Secret-one")).to_be_visible()
    tab.get_by_label("Language").select_option("nl")
    expect(sheet.get_by_text("Welke is het hoogst?")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400


def test_nothing_keeps_people_from_using_it(tab: Tab, written: Path) -> None:
    """In light and dark, with a quiz, with mistakes and with advice, axe-core finds no barrier."""
    expect(tab.locator(".qk-question")).to_have_count(1)
    assert look(tab, "html", RULES) == []
    tab.emulate_media(color_scheme="dark")
    written.write_text(QUIZ.replace("The birch", "All of the above"), "utf-8")
    expect(tab.get_by_text("Advice: 1")).to_be_visible()
    tab.get_by_text("Advice: 1").click()
    assert look(tab, "html", RULES) == []
    written.write_text(QUIZ.replace("prompt:", "promt:"), "utf-8")
    expect(tab.locator(".mistakes")).to_be_visible()
    assert look(tab, "html", RULES) == []
