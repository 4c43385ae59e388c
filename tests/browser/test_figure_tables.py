"""The figures that are tables, as a page shows them: read cell by cell, at home in every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from browser.barriers import look
from browser.lab import Lab
from quizkit import figures

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CALLS = [
    "quizkit.figures.week()",
    "quizkit.figures.demands()",
    "quizkit.figures.claims()",
    "quizkit.figures.consequences()",
    "quizkit.figures.outlooks()",
    "quizkit.figures.outlooks(outcome=True)",
    "quizkit.figures.explorer().figure",
    "quizkit.figures.people()",
    "quizkit.figures.glossary()",
]
# What sticks out of a cell, also a heading that the style sets beside it; and looks that are not
# the figure's own but the notebook's.
FAULTS = """
figure => [...figure.querySelectorAll('.quizkit-tables, .quizkit-tables *')].flatMap(node => {
  if (node.ownerSVGElement) return [];  // what a picture is made of has no box of its own
  const {display, textAlign, backgroundColor, fontSize, lineHeight} = getComputedStyle(node);
  const said = `${node.localName}: ${node.textContent.slice(0, 40)}`;
  const before = getComputedStyle(node, '::before').fontSize;
  const tight = parseFloat(lineHeight) < 1.4 * parseFloat(fontSize);
  return [
    ...(display !== 'inline' && node.clientWidth > 1 && node.scrollWidth > node.clientWidth
      ? [`sticks out: ${said}`] : []),
    ...(Math.min(parseFloat(fontSize), parseFloat(before)) < 11 ? [`small: ${said}`] : []),
    ...(tight ? [`tight: ${said}`] : []),
    ...(['start', 'left'].includes(textAlign) ? [] : [`${textAlign}: ${said}`]),
    ...(backgroundColor === 'rgba(0, 0, 0, 0)' || node.dataset.part ? [] : [`striped: ${said}`]),
  ];
})
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Yield a bare page with the demands and the week."""
    page = chromium.new_page()
    page.set_content(
        "<!doctype html><html lang=en><title>Tables</title><style>body { font-size: 14px }</style>"
        f"<main><h1>Tables</h1>{figures.demands()._repr_html_()}{figures.week()._repr_html_()}</main>"
    )
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 1000])
def test_a_table_is_read_cell_by_cell_at_every_width(page: Page, width: int) -> None:
    """Wide or narrow, browsers tell of tables with their headings, rows and cells."""
    page.set_viewport_size({"width": width, "height": 900})
    table = page.get_by_role("table", name="Demands of Russia")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    expect(table.get_by_role("rowheader")).to_have_count(10)
    expect(table.get_by_role("cell")).to_have_count(10)
    expect(page.get_by_role("table", name="Monday").get_by_role("row")).to_have_count(4)


def test_a_narrow_row_says_its_headings(page: Page) -> None:
    """In a narrow column each cell stands beside its column's heading, which no one hears twice."""
    page.set_viewport_size({"width": 400, "height": 900})
    cell = page.locator("td[data-heading=Answer]").first
    assert cell.evaluate("td => getComputedStyle(td, '::before').content") == '"Answer" / ""'
    part = cell.locator(".quizkit-part").first
    assert part.evaluate("part => part.offsetLeft - part.parentNode.offsetLeft") > 90
    expect(page.locator("thead").first).to_have_css("clip-path", "inset(50%)")


def test_days_stand_side_by_side_where_there_is_room(page: Page) -> None:
    """The four days of the week are in one row on a wide page and below each other on a phone."""
    days = page.locator(".quizkit-days table")
    tops = "tables => new Set(tables.map(table => table.getBoundingClientRect().top)).size"
    for width, rows in ((1000, 1), (500, 2), (320, 4)):
        page.set_viewport_size({"width": width, "height": 900})
        assert days.evaluate_all(tops) == rows


def test_on_paper_a_table_keeps_its_columns(page: Page) -> None:
    """On paper the headings are on top, again on every sheet, and no row is torn apart."""
    page.set_viewport_size({"width": 500, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator(".quizkit-each thead").first).to_have_css("display", "table-header-group")
    expect(page.locator(".quizkit-each tbody tr").first).to_have_css("break-inside", "avoid")
    expect(page.locator(".quizkit-figure").first).to_have_css("break-inside", "auto")


def test_tables_in_jupyterlab(lab: Lab) -> None:
    """In JupyterLab tables keep their own looks at every width, and axe-core finds no fault."""
    notebook = lab.open(lab.write("tables", ["import quizkit", *CALLS]), height=6000)
    notebook.run_all_at_once()
    for theme, width in (("light", 1400), ("dark", 400)):
        notebook.set_theme(theme)
        notebook.set_width(width)
        for number, _ in enumerate(CALLS, start=1):
            figure = notebook.output(number).locator(".quizkit-figure")
            figure.scroll_into_view_if_needed()
            notebook.picture(f"{number}-{width}-{theme}", figure)
            assert figure.evaluate(FAULTS) == []
        # Once for all: it goes through the whole page, and sees the colours of what is on screen.
        assert look(notebook.page, ".quizkit-figure") == [], (theme, width)
