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
THEMES = ("light", "dark")
WIDTHS = (1600, 400)
HEIGHT = 2400  # of one picture, in pixels
# Something in these is still wider than a page of 400 pixels: a table, a long word, a live figure.
TO_BE_NARROWED = [
    *(f"lessons/en/{name}.ipynb" for name in ("03-brussels", "04-vienna")),
    *(f"lessons/en/{name}.ipynb" for name in ("06-reading-the-sources", "07-what-came-next")),
    *(f"lessons/nl/{name}.ipynb" for name in ("00-start", "01-achtergrond", "03-brussel")),
    *(f"lessons/nl/{name}.ipynb" for name in ("04-wenen", "06-bronnen-lezen", "07-wat-er-volgde")),
]
_SCROLLER = "document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')"
_TOO_WIDE = """
[...document.querySelectorAll('.jp-RenderedMarkdown, .quizkit, .jp-OutputArea-output figure')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 60))
"""


def cells_with(path: str, call: str) -> list[int]:
    """Give the numbers of the cells of a lesson that call ``quizkit.<call>``."""
    notebook = nbformat.read(CHECKOUT / path, as_version=4)  # type: ignore[no-untyped-call]
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and re.search(rf"quizkit\.{call}\(", cell.source)
    ]


def pictures(page: NotebookPage, name: str) -> None:
    """Save pictures of the whole notebook, a screenful each."""
    page.page.evaluate(f"{_SCROLLER}.scrollTo(0, 0)")
    expect(page.page.locator(".jp-RenderedMarkdown h1")).to_be_in_viewport()
    for number in range(40):
        page.screenshot(f"{name}-{number:02}")
        moved = page.page.evaluate(
            f"() => {{ const e = {_SCROLLER}, before = e.scrollTop;"
            " e.scrollBy(0, e.clientHeight - 60); return e.scrollTop - before; }"
        )
        if moved < 1:
            return


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


@pytest.mark.parametrize("path", [path for path in LESSONS if path not in TO_BE_NARROWED])
def test_fits_every_theme_and_width(lab: Lab, path: str) -> None:
    """No text, figure or quiz of a lesson is cut off, wide or narrow, light or dark."""
    page = lab.open(path, height=HEIGHT)
    page.run_all()
    for theme in THEMES:
        for width in WIDTHS:
            page.set_theme(theme)
            page.set_width(width)
            pictures(page, f"{Path(path).stem}-{theme}-{width}")
            assert page.page.evaluate(_TOO_WIDE) == [], (theme, width)


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
