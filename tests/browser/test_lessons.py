"""Each lesson in the real JupyterLab, as a reader goes through it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from browser.lab import Lab
from browser.notebook_page import NotebookPage

CHECKOUT = Path(__file__).resolve().parents[2]
LESSONS = [
    path.relative_to(CHECKOUT).as_posix()
    for path in sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))
]
VIEWS = [("light", 1280), ("dark", 1280), ("light", 1600), ("dark", 400), ("light", 400)]


def cells_with(path: str, call: str) -> list[int]:
    """Give the numbers of the cells of a lesson that call ``quizkit.<call>``."""
    notebook = nbformat.read(CHECKOUT / path, as_version=4)  # type: ignore[no-untyped-call]
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and re.search(rf"quizkit\.{call}\(", cell.source)
    ]


def pictures(page: NotebookPage, name: str) -> None:
    """Save a picture of every cell with its output."""
    for index in range(page.count()):
        cell = page.cell(index)
        cell.scroll_into_view_if_needed()
        page.screenshot(f"{name}-{index:02}", cell)


@pytest.mark.parametrize("path", LESSONS)
def test_every_figure_and_quiz_appears(lab: Lab, path: str) -> None:
    """Run from the top, a lesson shows each figure and each quiz with all its questions."""
    page = lab.open(path)
    page.run_all()
    for index in cells_with(path, r"figures\.\w+"):
        expect(page.output(index).locator("img, svg").first).to_be_visible()
    for index in cells_with(path, "show"):
        expect(page.output(index).locator(".quizkit")).to_be_visible()
    expect(page.page.locator(".jp-RenderedText[data-mime-type*=stderr]")).to_have_count(0)


@pytest.mark.parametrize("path", LESSONS)
@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_pictures(lab: Lab, path: str, theme: str, width: int) -> None:
    """A lesson needs no scrolling sideways, whatever the theme and the width of the window."""
    page = lab.open(path, theme="dark" if theme == "dark" else "light", width=width)
    page.run_all()
    pictures(page, f"{Path(path).stem}-{theme}-{width}")
    wide = page.page.evaluate(
        "[...document.querySelectorAll('.jp-Notebook .jp-RenderedMarkdown')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 60))"
    )
    assert wide == []


@pytest.mark.parametrize("path", [path for path in LESSONS if "geneva" in path])
def test_a_solution_opens_by_keyboard(lab: Lab, path: str) -> None:
    """A solution is closed until a reader opens it, with the mouse or with the keyboard."""
    page = lab.open(path)
    solution = page.page.locator(".jp-RenderedMarkdown details").first
    solution.scroll_into_view_if_needed()
    expect(solution.locator("pre")).to_be_hidden()
    solution.locator("summary").click()
    expect(solution.locator("pre")).to_be_visible()
    solution.locator("summary").press("Space")
    expect(solution.locator("pre")).to_be_hidden()
