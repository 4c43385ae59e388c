"""The figures with controls, in JupyterLab: by keyboard, said aloud, and there without a kernel."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from browser.barriers import look
from browser.lab import Lab
from browser.notebook_page import NotebookPage

MAP, EXPLORER, OTHER_MAP = 1, 2, 3  # the cells of the notebook
CELLS = [
    "import quizkit",
    "quizkit.figures.enlargement_map()",
    "quizkit.figures.explorer()",
    "quizkit.figures.enlargement_map()",
]
MARK = "live figures"
NO_REGIONS = {"rules": {"region": {"enabled": False}}}  # these are JupyterLab's


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
    expect(said(output)).to_have_text("30 members. In 2020 joined: North Macedonia.")
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
    picture = output.get_by_role("img", name="NATO's 19 members in 1999")
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
        expect(figure.locator("svg[role=img]:visible, table:visible")).to_have_count(1)
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
