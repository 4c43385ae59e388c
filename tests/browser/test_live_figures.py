"""The figures with controls, in JupyterLab: by keyboard, said aloud, and there without a kernel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.barriers import CONTRAST, look
from browser.lab import Lab
from browser.notebook_page import NotebookPage
from browser.typefaces import FAMILIES, faces, insisting_on
from quizkit import figures, language
from quizkit.figures.controls import STATIC
from quizkit.figures.live import LiveFigure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAP, EXPLORER, OTHER_MAP = 1, 2, 3  # the cells of the notebook
CELLS = [
    "import quizkit",
    "quizkit.figures.enlargement_map()",
    "quizkit.figures.explorer()",
    "quizkit.figures.enlargement_map()",
]
MARK = "live figures"
FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")
YEARS = [1949, 1952, 1955, 1982, 1999, 2004, 2009, 2017, 2020]  # in which a round joined
NO_REGIONS = {"rules": {"region": {"enabled": False}}}  # these are JupyterLab's

# Has a widget's script do in a bare page what it does in a notebook.
START = """async ([source, traits, place]) => {
  const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  const {default: widget} = await import(url);
  const model = {get: name => traits[name]};
  await (widget.render ?? widget.initialize)({model, el: document.querySelector(place)});
}"""
# Notes every text that a part of the page takes on.
NOTE = """part => {
  window.noted = [];
  const node = document.querySelector(part);
  new MutationObserver(() => noted.push(node.textContent)).observe(node, {childList: true});
}"""
ROOM = """([width, zoom]) => {
  document.querySelector('main').style = `width: ${width / zoom - 16}px; zoom: ${zoom}`;
}"""


@pytest.fixture(params=["en"])
def bare(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Yield a bare page of drawings in a language, with their controls and tips; time can pass."""
    language(request.param)
    live = {"timeline": figures.timeline(), "map": figures.enlargement_map()}
    plain = figures.meetings()._repr_html_()
    language("en")
    page = chromium.new_page(has_touch=True, viewport={"width": 1280, "height": 900})
    page.clock.install()
    page.set_content(
        f"<!doctype html><html lang={request.param}><title>Figures</title>"
        "<style>body { margin: 8px; font: 14px/1.5 sans-serif }</style>"
        f"<style>{faces()}</style><style id=reader></style><style id=theme></style>"
        f"<style>{(STATIC / 'controls.css').read_text()}{(STATIC / 'tips.css').read_text()}</style>"
        f"<main><h1>Figures</h1>{''.join(placed(*one) for one in live.items())}{plain}</main>"
    )
    for name, figure in live.items():
        assert isinstance(figure, LiveFigure)
        controls = figure.controls(name)
        traits = {each: getattr(controls, each) for each in ("script", "data", "mark")}
        page.evaluate(START, [(STATIC / "controls.js").read_text(), traits, f"#{name}"])
    page.evaluate(START, [(STATIC / "tips.js").read_text(), {}, "main"])
    yield page
    page.close()


def placed(name: str, figure: LiveFigure) -> str:
    """Return a figure and the place of its controls, which FAULTS takes for a figure too."""
    html = figure._repr_html_().replace("<figure", f'<figure data-live="{name}"', 1)
    return f'<section><div class="quizkit-figure" id="{name}"></div>{html}</section>'


def slider(page: Page, name: str) -> Locator:
    """Return the slider of one of the figures in the bare page."""
    return page.locator(f"#{name}").get_by_role("slider")


def marks(page: Page, name: str = "map") -> Locator:
    """Return the marks in the picture that shows which are reached by keyboard."""
    return page.locator(f"[data-live={name}] svg:visible .quizkit-mark[tabindex]")


def opened(lab: Lab, *, height: int = 900) -> NotebookPage:
    """Return a notebook in which the figures were run; its kernel may be an old one."""
    notebook = lab.open_again(MARK, theme="light", width=1280, height=height)
    if not notebook:
        notebook = lab.open(lab.write("live", CELLS), height=height)
        notebook.mark = MARK
    notebook.run_all_at_once()
    return notebook


def said(output: Locator) -> Locator:
    """Return the sentence that a screen reader hears when it changes."""
    return output.locator("[aria-live=polite]")


def lettered(output: Locator) -> set[str]:
    """Return the lettering of the picture that shows."""
    return set(output.locator("svg:visible text").all_text_contents())


def test_the_year_slides_by_keyboard(lab: Lab) -> None:
    """With the arrow keys the map goes through the years, and says the members of each round."""
    notebook = opened(lab)
    output = notebook.output(MAP)
    expect(said(output)).to_contain_text("30 members. In 2020 joined: North Macedonia.")
    slider = output.get_by_role("slider", name="Year")
    slider.focus()
    notebook.page.keyboard.press("Home")
    expect(said(output)).to_contain_text("12 members.")
    assert "Poland" not in lettered(output)
    slider.fill("1998")
    expect(said(output)).to_contain_text("16 members.")
    notebook.page.keyboard.press("ArrowRight")
    expect(said(output)).to_contain_text("19 members. In 1999")
    expect(slider).to_have_attribute("aria-valuetext", "1999")
    assert "Poland" in lettered(output)
    picture = output.get_by_role("group", name="NATO's 19 members in 1999")
    expect(picture).to_have_count(1)


def test_buttons_go_from_round_to_round(lab: Lab) -> None:
    """The buttons go to the round before and after, stop at either end and keep the focus."""
    notebook = opened(lab)
    output = notebook.output(MAP)
    before = output.get_by_role("button", name="Previous round")
    before.focus()
    for members in (30, 29, 28, 26, 19, 16, 15, 14, 12, 12):  # from 2022, after the last round
        notebook.page.keyboard.press("Enter")
        expect(said(output)).to_contain_text(f"{members} members.")
    expect(before).to_be_focused()
    expect(before).to_have_attribute("aria-disabled", "true")


def test_sliding_asks_the_kernel_nothing(lab: Lab) -> None:
    """Moving the slider sends no message: it works while the kernel is busy or gone."""
    notebook = opened(lab)
    output = notebook.output(MAP)
    expect(said(output)).to_contain_text("30 members.")
    notebook.traffic.frames.clear()
    output.get_by_role("slider", name="Year").fill("1960")
    expect(said(output)).to_contain_text("15 members.")
    sent = [frame.message() for frame in notebook.traffic.frames if frame.sent]
    assert [message.kind for message in sent if message and "comm" in message.kind] == []


def test_the_explorer_filters_by_keyboard(lab: Lab) -> None:
    """Chosen by keyboard, a filter leaves the rows that fit, says how many, and can be undone."""
    notebook = opened(lab)
    output, keyboard, cells = notebook.output(EXPLORER), notebook.page.keyboard, notebook.count()
    expect(said(output)).to_have_text("21 of 21 answers shown, to 16 demands.")
    output.get_by_role("combobox", name="Demands of", exact=True).focus()
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    expect(said(output)).to_have_text("3 of 21 answers shown, to 3 demands.")
    expect(output.locator("tbody tr:visible")).to_have_count(3)
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(output.get_by_role("combobox", name="Answer", exact=True)).to_be_focused()
    keyboard.type("acc")
    expect(said(output)).to_contain_text("No answer fits")
    keyboard.press("Tab")
    expect(output.get_by_role("button", name="Show all")).to_be_focused()
    keyboard.press("Enter")
    expect(output.locator("tbody tr:visible")).to_have_count(21)
    assert notebook.count() == cells


def test_two_maps_in_one_page_keep_to_themselves(lab: Lab) -> None:
    """Sliding one map leaves another map in the same page as it was."""
    notebook = opened(lab)
    first, second = notebook.output(MAP), notebook.output(OTHER_MAP)
    expect(said(second)).to_contain_text("30 members.")
    first.get_by_role("slider", name="Year").fill("1950")
    expect(said(first)).to_contain_text("12 members.")
    assert "Poland" not in lettered(first)
    assert "Poland" in lettered(second)


def test_a_saved_notebook_shows_the_figures_without_a_kernel(lab: Lab) -> None:
    """Reopened with no kernel and no controls, the notebook still shows the whole figures."""
    notebook = opened(lab)
    for cell in (MAP, EXPLORER):
        expect(said(notebook.output(cell))).not_to_be_empty()
    notebook.save()
    notebook.mark = None  # ends with its kernel
    lab.close()
    lab.pages.clear()
    again = lab.open(notebook.path, kernel=False)
    for cell in (MAP, EXPLORER):
        expect(said(again.output(cell))).to_have_count(0)
        figure = again.output(cell).locator(".quizkit-figure")
        drawing = (
            "svg:is([role=img], [role=group]):visible, table:visible"  # a group, with its tips
        )
        expect(figure.locator(drawing)).to_have_count(1)
        expect(figure.locator("figcaption")).to_be_visible()


def test_controls_are_whole_in_every_theme_and_width(lab: Lab) -> None:
    """Controls and figures show at every width, and axe-core finds no fault in them."""
    notebook = opened(lab, height=2400)
    for width in (400, 800, 1600):
        notebook.set_width(width)
        for theme in notebook.themes():
            notebook.set_theme(theme)
            for number in (MAP, EXPLORER):
                output = notebook.output(number)
                output.scroll_into_view_if_needed()
                expect(said(output)).to_be_visible()
                notebook.picture(f"{theme}-{width}-{number}", output)
            found = look(notebook.page, ".jp-OutputArea", NO_REGIONS, dark=theme == "dark")
            assert found == [], (theme, width)


def test_events_go_by_keyboard(bare: Page) -> None:
    """With the arrow keys one goes along the events; each is said, whole, and has a ground."""
    card = bare.locator("#timeline [aria-live=polite]")
    expect(card).to_contain_text("4 April 1949 · NATO")
    slider(bare, "timeline").press("ArrowRight")
    expect(card.locator(".quizkit-title")).to_have_text("Helsinki Final Act")
    expect(card).to_contain_text("ten principles")
    expect(card).to_contain_text("Sources: Conference on Security")
    expect(slider(bare, "timeline")).to_have_attribute("aria-valuetext", "1 August 1975")
    ground = bare.locator("[data-live=timeline] svg:visible .quizkit-at rect").bounding_box()
    name = bare.locator("svg:visible text", has_text="Helsinki Final Act").bounding_box()
    assert ground
    assert name
    assert ground["x"] < name["x"] < name["x"] + name["width"] < ground["x"] + ground["width"]
    assert ground["y"] < name["y"] + name["height"] / 2 < ground["y"] + ground["height"]


@pytest.mark.parametrize("width", [320, 1280])
def test_an_event_is_chosen_in_the_picture(bare: Page, width: int) -> None:
    """A tap on an event's name or on its mark sets it out, on a phone as on a wide page."""
    bare.set_viewport_size({"width": width, "height": 900})
    title = bare.locator("#timeline [aria-live=polite] .quizkit-title")
    bare.locator("[data-live=timeline] svg:visible text", has_text="Minsk package").first.tap()
    expect(title).to_have_text("Minsk package of measures")
    bare.locator("[data-live=timeline] svg:visible path[aria-label^='12 July 2021']").first.tap()
    expect(title).to_have_text("Putin's essay on Ukraine")


def test_nothing_jumps_from_event_to_event(bare: Page) -> None:
    """However much is said of an event, the picture below stays where it was."""
    bare.set_viewport_size({"width": 320, "height": 900})
    figure = bare.locator("[data-live=timeline]")
    tops = set()
    for number in (1, 7, 12, 19):
        slider(bare, "timeline").fill(str(number))
        tops.add(round((figure.bounding_box() or {"y": 0})["y"]))
    assert len(tops) == 1


def test_the_map_plays_every_year(bare: Page) -> None:
    """Played, the map begins with the founders, passes every year and says what each round was."""
    said, play = bare.locator("#map [aria-live=polite]"), bare.locator("#map .quizkit-play")
    bare.evaluate(NOTE, "#map .quizkit-shown")
    play.click()
    expect(play).to_have_text("Pause")
    expect(said).to_contain_text("The founders in 1949")
    expect(said).to_contain_text("An attack on one counts as an attack on all")
    bare.clock.run_for(120_000)
    expect(play).to_have_text("Play from 1949")
    assert bare.evaluate("noted.map(Number)") == list(range(1949, 2023))
    expect(said).to_contain_text("In 2020 joined: North Macedonia. It is the last round")


def test_with_less_motion_the_map_goes_from_round_to_round(bare: Page) -> None:
    """For who wants no motion, no year runs by: the map goes from one round to the next."""
    bare.emulate_media(reduced_motion="reduce")
    bare.evaluate(NOTE, "#map .quizkit-shown")
    bare.locator("#map .quizkit-play").click()
    bare.clock.run_for(120_000)
    assert bare.evaluate("noted.map(Number)") == [*YEARS, 2022]


def test_who_moves_the_map_stops_it(bare: Page) -> None:
    """Playing ends with the button that began it, and when a year or a round is chosen."""
    play = bare.locator("#map .quizkit-play")
    for stop in (play, bare.get_by_role("button", name="Previous round"), slider(bare, "map")):
        play.click()
        expect(play).to_have_text("Pause")
        stop.click()
        expect(play).to_have_text("Play from 1949")


def test_on_paper_the_map_is_whole(bare: Page) -> None:
    """Wherever the slider stands, the map on paper is that of the year that its caption names."""
    slider(bare, "map").fill("1950")
    whole = bare.locator("[data-live=map] svg.quizkit-wide text", has_text=re.compile("^Poland$"))
    expect(whole).to_have_count(0)
    bare.emulate_media(media="print")
    expect(whole).to_have_count(1)
    bare.emulate_media(media="screen")
    expect(whole).to_have_count(0)


def test_tips_come_by_keyboard(bare: Page) -> None:
    """Tab reaches a picture once, arrows go from mark to mark, each tells; Escape closes."""
    tip = bare.locator(".quizkit-tip")
    bare.get_by_role("button", name="Next round").focus()
    bare.keyboard.press("Tab")
    expect(marks(bare).first).to_be_focused()
    expect(tip).to_have_text(marks(bare).first.get_attribute("aria-label") or "")
    bare.keyboard.press("ArrowRight")
    expect(marks(bare).nth(1)).to_be_focused()
    expect(tip).to_have_text(marks(bare).nth(1).get_attribute("aria-label") or "")
    bare.keyboard.press("End")
    expect(tip).to_have_text("United States: member since 4 April 1949")
    bare.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    bare.keyboard.press("Tab")
    expect(bare.locator("[data-live=map] summary").first).to_be_focused()


def test_a_tip_comes_at_a_tap(bare: Page) -> None:
    """On a phone a tap on a mark tells it, one at a time and whole; a tap elsewhere closes it."""
    bare.set_viewport_size({"width": 320, "height": 700})
    tip = bare.locator(".quizkit-tip")
    for mark in (marks(bare).last, marks(bare).first, bare.locator(".quizkit-mark:visible").last):
        mark.tap(force=True)
        expect(tip).to_have_count(1)
        box = tip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    bare.locator("h1").tap()
    expect(tip).to_have_count(0)


def test_a_tip_comes_under_the_mouse(bare: Page) -> None:
    """Under the mouse a mark tells itself, and no longer than the mouse is there."""
    tip = bare.locator(".quizkit-tip")
    mark = bare.locator("[data-live=timeline] svg:visible .quizkit-mark").last
    mark.hover()
    expect(tip).to_contain_text("January 2022: The number that article B gives")
    assert mark.locator("title").count() == 0  # else the browser would tell it too
    bare.locator("h1").hover()
    expect(tip).to_have_count(0)


@pytest.mark.parametrize("bare", ["nl"], indirect=True)  # Dutch words are longer
def test_controls_are_whole_in_any_typeface(bare: Page) -> None:
    """Controls and what they mark are whole and legible in any typeface, room and zoom."""
    bare.set_viewport_size({"width": 1700, "height": 900})
    found = []
    for family in ("", *FAMILIES):
        style = insisting_on(family) if family else ""
        bare.evaluate("s => { document.querySelector('#reader').textContent = s }", style)
        bare.evaluate("f => document.fonts.load(`13px '${f}'`).then(() => {})", f"Reader {family}")
        for width, zoom in ((320, 1), (320, 2), (760, 1), (1000, 2), (1600, 1)):
            bare.evaluate(ROOM, [width, zoom])
            wide = "[...document.querySelectorAll('.quizkit-controls')].filter("
            wide += "e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
            faults = [*bare.evaluate(FAULTS, "rgb(255, 255, 255)"), *bare.evaluate(wide)]
            found += [(family, width, zoom, fault) for fault in faults]
    assert found == []


def test_axe_finds_nothing_in_what_works(bare: Page) -> None:
    """With controls, marks to reach and a tip that shows, axe-core finds no fault at any width."""
    for width in (400, 1280):
        bare.set_viewport_size({"width": width, "height": 5000})
        marks(bare).first.focus()
        assert look(bare, "main") == []
        bare.evaluate(
            "document.querySelector('#theme').textContent ="
            " ':root { color-scheme: dark } body { background: #111; color: #fff }'"
        )
        assert look(bare, "main", CONTRAST) == []
        bare.evaluate("document.querySelector('#theme').textContent = ''")


def test_marks_are_reached_in_jupyterlab(lab: Lab) -> None:
    """In JupyterLab too the arrow keys go from mark to mark, and to no other cell."""
    notebook = opened(lab)
    notebook.output(MAP).get_by_role("button", name="Next round").focus()
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("ArrowDown")
    notebook.page.keyboard.press("End")
    expect(notebook.page.locator(".quizkit-tip")).to_have_text(
        "United States: member since 4 April 1949"
    )
    notebook.page.keyboard.press("Escape")
    expect(notebook.page.locator(".quizkit-tip")).to_have_count(0)
    expect(notebook.output(MAP).locator(".quizkit-mark:focus")).to_have_count(1)
