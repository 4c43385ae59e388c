"""The figures on screen: nothing cut off or covered, legible at every width, in both themes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from browser.barriers import CONTRAST, look
from browser.lab import Lab
from browser.typefaces import FAMILIES, faces, insisting_on
from quizkit import figures, language
from quizkit.figures.rows import rows
from quizkit.figures.sheet import WEIGHTS, widths
from soak import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")
THEMES = {
    "light": ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0.87)"),
    "dark": ("rgb(17, 17, 17)", "rgba(255, 255, 255, 1)"),
}
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
STYLE = re.compile("<style>.*?</style>", re.DOTALL)
LANGUAGES = ("en", "nl")
WIDTHS = (320, 400, 760, 1000, 1600)
ZOOMS = (1, 2)
# Puts all figures in a room of each width, as that wide a window has them, plain and zoomed.
ROOMS = """([figures, widths, zooms]) => {
  for (const width of widths) for (const zoom of zooms) {
    const room = document.createElement("section");
    room.dataset.case = `${width} px at ${100 * zoom} %:`;
    room.style = `box-sizing: border-box; padding: 8px; width: ${width / zoom}px; zoom: ${zoom}`;
    room.innerHTML = figures;
    document.querySelector("main").append(room);
  }
}"""
READER = "text => { document.querySelector('#reader').textContent = text }"
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# Sources folded, the focus nowhere, as at first: Tab goes on from where it was last.
FOLDED = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = false });
  getSelection().collapse(document.body, 0);
  document.activeElement.blur();
  scrollTo(0, 0);
}"""
LOADED = """family => Promise.all(['', 'bold '].map(
  weight => document.fonts.load(`${weight}13px '${family}'`))).then(() => {})"""


def drawn(code: str, *, focused: Sequence[str] = ("geneva",)) -> list[str]:
    """Return every public figure in a language, as a web page of the notebook has it."""
    language(code)
    every = (
        figures.timeline(),
        figures.week(),
        figures.meetings(),
        *(figures.meetings(meeting=name) for name in focused),
        figures.demands(),
        figures.claims(),
        figures.enlargement_map(),
        figures.enlargement_map(1999),
        figures.enlargement_map(after=1997),
        figures.consequences(),
        figures.outlooks(),
        figures.outlooks(outcome=True),
        figures.explorer(),
        figures.people(),
        figures.glossary(),
    )
    language("en")
    return [figure._repr_html_() for figure in every]


@pytest.fixture(scope="module", params=sampled(LANGUAGES[::-1], 1))  # Dutch words are longer
def rooms(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Yield a page with every figure in every room; styles stand once, for there are many."""
    html = drawn(request.param, focused=[row["id"] for row in rows("meetings")])
    styles = dict.fromkeys(style for one in html for style in STYLE.findall(one))
    page = chromium.new_page(viewport={"width": 1700, "height": 900})
    page.set_content(
        f"<!doctype html><html lang={request.param}><title>Figures</title>"
        "<style>body { margin: 0; font: 14px/1.5 sans-serif }</style>"
        f"<style>{faces()}</style><style id=reader></style><style id=theme></style>"
        f"{''.join(styles)}<main></main>"
    )
    page.evaluate(ROOMS, [STYLE.sub("", "".join(html)), WIDTHS, ZOOMS])
    yield page
    page.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def bare(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Yield a bare page with every figure, as a web page of the notebook has it."""
    sections = "".join(f"<section>{one}</section>" for one in drawn(request.param))
    page = chromium.new_page()
    page.set_content(
        f"<!doctype html><html lang={request.param}><title>Figures</title>"
        "<style>body { margin: 8px; font: 14px/1.5 sans-serif }</style><style id=theme></style>"
        f"<main><h1>Figures</h1>{sections}</main>"
    )
    yield page
    page.close()


@pytest.fixture
def page(bare: Page) -> Page:
    """Return the bare page as it was when it was opened."""
    bare.set_viewport_size({"width": 1280, "height": 720})
    bare.emulate_media(media="null")
    paint(bare, "light")
    bare.evaluate(FOLDED)
    return bare


def paint(page: Page, theme: str) -> None:
    """Paint a bare page in the colours of a theme."""
    ground, letters = THEMES[theme]
    style = f"body {{ background: {ground}; color: {letters} }}"
    page.evaluate("style => { document.querySelector('#theme').textContent = style }", style)


@pytest.mark.parametrize("family", ["", *FAMILIES])
def test_figures_are_whole_in_any_typeface(rooms: Page, family: str) -> None:
    """In a reader's own typeface too nothing is cut off, covered, small or dim, in any room."""
    rooms.evaluate(READER, insisting_on(family) if family else "")
    rooms.evaluate(LOADED, f"Reader {family}" if family else "Quizkit Sans")
    for theme in THEMES if not family else ["light"]:
        paint(rooms, theme)
        assert rooms.evaluate(FAULTS, THEMES[theme][0])[:9] == []


def test_a_room_is_never_too_narrow(page: Page) -> None:
    """In a narrow window nothing sticks out that would make the whole page slide sideways."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def test_lettering_is_laid_out_as_the_page_sets_it(page: Page) -> None:
    """The page gives every letter of the figures' font the width by which they are laid out."""
    measured = """async ([weight, letters]) => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = `${weight} 1000px 'Quizkit Sans'`;
      await document.fonts.load(pen.font);
      return letters.map(letter => Math.round(pen.measureText(letter).width));
    }"""
    for name, weight in WEIGHTS.items():
        known = widths(name)
        assert page.evaluate(measured, [weight, list(known)]) == list(known.values())


@pytest.mark.parametrize("width", [400, 1600])
def test_axe_finds_nothing(page: Page, width: int) -> None:
    """axe-core finds no fault but of colours at either width, with the folded sources open."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(OPEN)
    assert look(page, "main", {"rules": {"color-contrast": {"enabled": False}}}) == []


@pytest.mark.parametrize("bare", LANGUAGES[:1], indirect=True)  # in Dutch the colours are the same
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [400, 1600])
def test_axe_finds_nothing_dim(page: Page, theme: str, width: int) -> None:
    """In neither theme axe-core finds letters that hardly differ from what they stand on."""
    page.set_viewport_size({"width": width, "height": 900})
    paint(page, theme)
    page.evaluate(OPEN)
    assert look(page, "main", CONTRAST) == []


def test_sources_open_with_the_keyboard(page: Page) -> None:
    """The folded list of sources is reached with Tab and opened with Enter."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("details li").first).to_be_visible()


def test_a_mark_tells_more_under_the_mouse(page: Page) -> None:
    """Where the mouse is on a card or a symbol, the browser finds its title, lettering or not."""
    page.set_viewport_size({"width": 1000, "height": 900})
    under = """() => {
      const box = document.querySelector('svg.quizkit-wide path > title').parentNode;
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
    wide = page.locator("svg.quizkit-wide")
    expect(page.locator("svg.quizkit-wide:visible")).to_have_count(wide.count())
    expect(page.locator("svg.quizkit-narrow:visible")).to_have_count(0)


def test_figures_in_jupyterlab(lab: Lab) -> None:
    """In JupyterLab each figure shows whole at every width, and axe-core finds no fault in it."""
    path = lab.write("figures", ["import quizkit", *CALLS])
    notebook = lab.open(path)
    notebook.run_all_at_once()
    for width in (400, 800, 1600):
        notebook.set_width(width)
        for number, _ in enumerate(CALLS, start=1):
            output = notebook.output(number)
            output.scroll_into_view_if_needed()
            notebook.picture(f"{width}-{number}", output)
        for theme in notebook.themes():
            notebook.set_theme(theme)
            assert notebook.page.evaluate(FAULTS, THEMES[theme][0]) == []
            assert look(notebook.page, ".quizkit-figure", dark=theme == "dark") == [], theme


def test_a_second_run_changes_nothing(lab: Lab) -> None:
    """Run again, a figure leaves the very same output in the notebook."""
    path = lab.write("again", ["import quizkit", CALLS[0]])
    notebook = lab.open(path)
    notebook.run_all()
    first = notebook.outputs(1)[0]["data"]
    notebook.run_cell(1)
    assert notebook.outputs(1)[0]["data"] == first
