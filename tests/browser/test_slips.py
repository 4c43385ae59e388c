"""A slip in an exercise, as a reader sees it told."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.barriers import CONTRAST, look
from browser.lab import Lab

SETUP = 'import quizkit\n\nquizkit.language("nl")'
SLIP = 'meetings = quizkit.data.load("meetings")\nmeetings["cty"]'


def test_a_slip_is_told_in_a_sentence(lab: Lab) -> None:
    """One line of Python's, one sentence of ours, and the rest opens by keyboard."""
    page = lab.open(lab.write("slip", [SETUP, SLIP, "1"]))
    page.run_cell(0)
    expect(page.run_cell(2)).to_contain_text("1")  # the kernel had a moment to itself
    output = page.run_cell(1, errors=True)
    expect(output).to_contain_text("De tabel heeft geen kolom 'cty'. Bedoel je 'city'?")
    whole = output.locator(".quizkit-mistake pre")
    expect(whole).to_be_hidden()
    page.screenshot("slip")
    output.locator("summary").press("Enter")
    expect(whole).to_contain_text("Traceback (most recent call last)")
    for theme in ("light", "dark"):
        page.set_theme(theme)
        assert look(page.page, ".quizkit-mistake", CONTRAST) == []
        page.screenshot(f"slip-{theme}")
