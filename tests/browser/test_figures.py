"""The figures on screen: nothing cut off or covered, legible at every width, in both themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from browser.lab import Lab
from quizkit import figures, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PAGES = {"light": ("#ffffff", "rgba(0, 0, 0, 0.87)"), "dark": ("#111111", "rgba(255, 255, 255, 1)")}
CALLS = [
    "quizkit.figures.week()",
    "quizkit.figures.timeline()",
    "quizkit.figures.meetings(meeting='geneva')",
    "quizkit.figures.demands()",
    "quizkit.figures.enlargement_map(after=1997)",
    "quizkit.figures.consequences()",
    "quizkit.figures.outlooks()",
    "quizkit.figures.outlooks(outcome=True)",
]
FOUND = """
() => [...document.querySelectorAll('.quizkit-figure svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  if (!frame.width) return [];
  const texts = [...svg.querySelectorAll('text')].map(text => ({
    said: text.textContent,
    size: parseFloat(text.getAttribute('font-size')) * frame.width / svg.viewBox.baseVal.width,
    at: text.getBoundingClientRect(),
  }));
  const cut = ({at}) => at.left < frame.left - 1 || at.right > frame.right + 1
    || at.top < frame.top - 1 || at.bottom > frame.bottom + 1;
  // Boxes of letters reach above and below their ink: a few pixels may be shared.
  const meet = (a, b) => Math.min(a.at.right, b.at.right) - Math.max(a.at.left, b.at.left) > 1
    && Math.min(a.at.bottom, b.at.bottom) - Math.max(a.at.top, b.at.top) > 4;
  return [
    ...texts.filter(cut).map(text => `cut off: ${text.said}`),
    ...texts.filter(text => text.size < 11).map(text => `${text.size} px: ${text.said}`),
    ...texts.flatMap((a, i) => texts.slice(0, i).filter(b => meet(a, b))
      .map(b => `covered: ${a.said} / ${b.said}`)),
  ];
})
"""


@pytest.fixture(params=["en", "nl"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Give a bare page with every figure in one language, as a web page of the notebook has it."""
    language(request.param)
    drawn = (
        figures.week(),
        figures.timeline(),
        figures.meetings(),
        figures.meetings(meeting="geneva"),
        figures.demands(),
        figures.enlargement_map(1999),
        figures.enlargement_map(2022),
        figures.enlargement_map(after=1997),
        figures.consequences(),
        figures.outlooks(),
        figures.outlooks(outcome=True),
    )
    language("en")
    sections = "".join(f"<section>{figure._repr_html_()}</section>" for figure in drawn)
    page = chromium.new_page()
    page.set_content(
        f"<!doctype html><html lang={request.param}><title>Figures</title>"
        "<style>body { margin: 8px; font: 14px/1.5 sans-serif }</style>"
        f"<main><h1>Figures</h1>{sections}</main>"
    )
    yield page
    page.close()


def paint(page: Page, theme: str) -> None:
    """Give a bare page the colours of a theme."""
    ground, letters = PAGES[theme]
    page.add_style_tag(content=f"body {{ background: {ground}; color: {letters} }}")


def violations(page: Page, part: str) -> list[Any]:
    """Give what axe-core finds wrong in a part of the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate("part => axe.run(part).then(r => r.violations)", part)
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("width", [320, 400, 640, 800, 1600])
def test_nothing_is_cut_off_or_covered(page: Page, width: int) -> None:
    """At every width one picture of each figure shows, whole, with letters of 11 px or more."""
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator("svg:visible")).to_have_count(page.locator("section").count())
    assert page.evaluate(FOUND) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("theme", PAGES)
@pytest.mark.parametrize("width", [400, 1600])
def test_axe_finds_nothing(page: Page, theme: str, width: int) -> None:
    """axe-core finds no fault in either theme, with the folded sources open."""
    page.set_viewport_size({"width": width, "height": 900})
    paint(page, theme)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page, "main") == []


def test_sources_open_with_the_keyboard(page: Page) -> None:
    """The folded list of sources is reached with Tab and opened with Enter."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("details li").first).to_be_visible()


def test_a_mark_tells_more_under_the_mouse(page: Page) -> None:
    """Where the mouse is on a card or a symbol, the browser finds its title, lettering or not."""
    page.set_viewport_size({"width": 1000, "height": 900})
    under = """() => {
      const box = document.querySelector('.quizkit-wide path > title').parentNode;
      const {left, top, width, height} = box.getBoundingClientRect();
      const places = [[.5, .5], [.1, .2], [.3, .15], [.9, .9]];
      return places.map(([x, y]) =>
        document.elementFromPoint(left + x * width, top + y * height) === box);
    }"""
    assert page.evaluate(under) == [True, True, True, True]


def test_on_paper_it_is_black_and_complete(page: Page) -> None:
    """In print letters are black whatever the theme, and the folded sources are there."""
    paint(page, "dark")
    page.emulate_media(media="print")
    figure = page.locator(".quizkit-figure").first
    assert figure.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert page.locator("details li").first.evaluate("node => node.checkVisibility()")


def test_on_paper_it_is_the_wide_picture(page: Page) -> None:
    """On a sheet of A4 a figure is drawn as on a wide page, not as long as on a phone."""
    page.set_viewport_size({"width": 640, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator("svg.quizkit-wide:visible")).to_have_count(page.locator("section").count())
    expect(page.locator("svg.quizkit-narrow:visible")).to_have_count(0)


def test_figures_in_jupyterlab(lab: Lab) -> None:
    """In JupyterLab each figure shows whole at every width, and axe-core finds no fault in it."""
    path = lab.write("figures", ["import quizkit", *CALLS])
    notebook = lab.open(path)
    notebook.run_all()
    for width in (400, 800, 1600):
        notebook.set_width(width)
        for number, _ in enumerate(CALLS, start=1):
            output = notebook.output(number)
            output.scroll_into_view_if_needed()
            expect(output.locator(".quizkit-figure svg:visible")).to_have_count(1)
            notebook.picture(f"{width}-{number}", output)
        assert notebook.page.evaluate(FOUND) == []
        for theme in PAGES:
            notebook.set_theme(theme)
            assert violations(notebook.page, ".quizkit-figure") == [], theme


def test_a_second_run_changes_nothing(lab: Lab) -> None:
    """Run again, a figure leaves the very same output in the notebook."""
    path = lab.write("again", ["import quizkit", CALLS[0]])
    notebook = lab.open(path)
    notebook.run_all()
    first = notebook.outputs(1)[0]["data"]
    notebook.run_cell(1)
    assert notebook.outputs(1)[0]["data"] == first
