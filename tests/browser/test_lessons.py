"""Each lesson in the real JupyterLab, as a reader goes through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from browser.lab import Lab, shots_folder
from browser.notebook_page import NotebookPage
from browser.window import Window
from soak import sampled

CHECKOUT = Path(__file__).resolve().parents[2]
LESSONS = [
    path.relative_to(CHECKOUT).as_posix()
    for path in sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))
]
# The Dutch ones have the same code and run also in tests/test_lessons.py: of them the first and the
# longest are seen, the others in `make soak`.
SEEN = [path for path in LESSONS if "/en/" in path or re.search("/0[05]-", path)]
BY_KEYBOARD = "lessons/en/05-demands.ipynb"  # the longest
# Dark, a lesson is as wide as light: one of them shows it, the others are for pictures.
DARK = "lessons/nl/05-eisen.ipynb"
WIDTHS = (1600, 400)
HEIGHT = 2400  # of one screenful, in pixels
_SCROLLER = "document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')"
# Having measured the cells anew for another width, JupyterLab scrolls back to where it was: it is
# sent to the top until it has stayed there for a while, counted in frames.
_AT_THE_TOP = f"""
() => {{
  const heading = document.querySelector('.jp-RenderedMarkdown h1');
  const there = {_SCROLLER}.scrollTop === 0 && heading?.getBoundingClientRect().bottom > 0;
  {_SCROLLER}.scrollTo(0, 0);
  window.framesAtTheTop = there ? (window.framesAtTheTop ?? 0) + 1 : 0;
  return window.framesAtTheTop >= 15 && !(window.framesAtTheTop = 0);
}}
"""
_TOO_WIDE = """
[...document.querySelectorAll('.jp-RenderedMarkdown, .quizkit, .quizkit-figure, .quizkit-controls')]
  .filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => `${e.scrollWidth} of ${e.clientWidth} px: ${e.textContent.trim().slice(0, 60)}`)
"""


@pytest.fixture(scope="module", params=sampled([*SEEN, *sorted({*LESSONS} - {*SEEN})], len(SEEN)))
def lesson(
    window: Window, results: Path, pictures: bool, request: pytest.FixtureRequest
) -> Iterator[NotebookPage]:
    """Yield a lesson that was opened and run from the top, once for all that is asked of it.

    One is run with Shift+Enter, cell by cell, the others by the menu's command.
    """
    shots = shots_folder(results, request.param)
    lab = Lab(window.server, window.browser, shots, window, pictures)
    try:
        page = lab.open(request.param, height=HEIGHT)
        if request.param == BY_KEYBOARD:
            page.run_all()
        else:
            page.run_all_at_once()
        yield page
    finally:
        lab.close()
    assert lab.foreign_requests() == []


def cells_with(path: str, call: str) -> list[int]:
    """Return the numbers of the cells of a lesson that call ``quizkit.<call>``."""
    notebook = nbformat.read(CHECKOUT / path, as_version=4)  # type: ignore[no-untyped-call]
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and re.search(rf"quizkit\.{call}\(", cell.source)
    ]


def too_wide(page: NotebookPage, name: str) -> list[str]:
    """List what is cut off in the whole notebook, looked through by the screenful."""
    found: list[str] = []
    page.page.wait_for_function(_AT_THE_TOP)
    for number in range(40):
        here = page.page.evaluate(_TOO_WIDE)
        if here or page.pictures:
            page.screenshot(f"{name}-{number:02}")
        found += here
        moved = page.page.evaluate(
            f"() => {{ const e = {_SCROLLER}, before = e.scrollTop;"
            " e.scrollBy(0, e.clientHeight - 60); return e.scrollTop - before; }"
        )
        if moved < 1:
            break
    return found


def test_every_figure_and_quiz_appears(lesson: NotebookPage) -> None:
    """Run from the top, a lesson shows each figure and each quiz with all its questions."""
    for index in cells_with(lesson.path, r"figures\.\w+"):
        expect(lesson.output(index).locator("img, svg, table").first).to_be_visible()
    for index in cells_with(lesson.path, "(show|review)"):
        expect(lesson.output(index).locator(".quizkit")).to_be_visible()
    outputs = [output for index in range(lesson.count()) for output in lesson.outputs(index)]
    assert outputs
    assert [output for output in outputs if output.get("name") == "stderr"] == []


def test_every_quiz_and_figure_is_kept(lesson: NotebookPage) -> None:
    """Each quiz and each figure of a lesson is the output of its cell, also as HTML and as text."""
    for index in cells_with(lesson.path, r"(show|review|figures\.\w+)"):
        kinds = {kind for output in lesson.outputs(index) for kind in output.get("data", ())}
        assert {"text/html", "text/plain"} <= kinds, index
    for index in cells_with(lesson.path, "(show|review)"):  # a figure is one where one can move it
        kinds = {kind for output in lesson.outputs(index) for kind in output.get("data", ())}
        assert "application/vnd.jupyter.widget-view+json" in kinds, index


def test_fits_every_theme_and_width(lesson: NotebookPage) -> None:
    """No text, figure or quiz of a lesson is cut off, wide or narrow, light or dark."""
    dark = lesson.pictures or lesson.path == DARK
    for theme in ("light", "dark") if dark else ("light",):
        for width in WIDTHS:
            lesson.set_theme(theme)
            lesson.set_width(width)
            assert too_wide(lesson, f"{theme}-{width}") == [], (theme, width)


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
