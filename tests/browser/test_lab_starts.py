"""The frame that every other browser test stands on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.lab import Lab
from browser.notebook_page import CellFailed
from browser.quiz_page import open_nine


def test_code_runs_on_screen(lab: Lab) -> None:
    """A notebook opens in JupyterLab, and Shift+Enter shows what its code gives."""
    page = lab.open(lab.write("sum", ["20 + 22", ("markdown", "# Heading")]))
    expect(page.run_cell(0)).to_contain_text("42")
    expect(page.cell(1).locator("h1")).to_contain_text("Heading")


def test_nothing_covers_a_fresh_lab(lab: Lab) -> None:
    """No dialog, news question or notification lies over the notebook on a first visit."""
    page = lab.open(lab.write("calm", ["1"]), fresh=True)
    page.run_all()
    expect(page.page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.page.locator(".Toastify__toast")).to_have_count(0)


def test_restart_forgets_names(lab: Lab) -> None:
    """After a restart of the kernel, a name set before is unknown."""
    page = lab.open(lab.write("restart", ["name = 1", "name"]))
    page.run_all()
    page.restart()
    expect(page.run_cell(1, errors=True)).to_contain_text("NameError")


def test_a_failing_cell_fails_the_test(lab: Lab) -> None:
    """A cell that raises is an error of the test, unless the test expects it."""
    page = lab.open(lab.write("broken", ["1 / 0"]))
    with pytest.raises(CellFailed, match="ZeroDivisionError"):
        page.run_cell(0)
    with pytest.raises(CellFailed, match="ZeroDivisionError"):
        page.run_all_at_once()


def test_the_next_notebook_finds_nothing_of_the_last(lab: Lab) -> None:
    """In the JupyterLab that stays open, theme, width, names and traffic begin anew."""
    first = lab.open(lab.write("first", ["name = 1"]), theme="dark", width=400)
    first.run_all()
    lab.close()
    lab.pages.clear()
    assert not first.page.is_closed()
    second = lab.open(lab.write("second", ["name"]))
    assert second.page is first.page
    assert second.page.locator("body").get_attribute("data-jp-theme-light") == "true"
    assert second.page.evaluate("innerWidth") == 1280
    expect(second.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")).to_have_count(1)
    assert second.traffic.messages("execute_request") == []
    expect(second.run_cell(0, errors=True)).to_contain_text("NameError")


def test_a_quiz_in_the_same_notebook_begins_anew(lab: Lab) -> None:
    """In a notebook that stays open for the next test, a quiz knows nothing of its answers."""
    first = open_nine(lab, graded=True, width=400)
    first.give("russian-side", "Rya")
    lab.close()
    lab.pages.clear()
    second = open_nine(lab, graded=True)
    assert second.notebook.path == first.notebook.path
    expect(second.el).to_contain_text("0 of 9 answered")
    expect(second.question("russian-side").get_by_role("textbox")).to_have_value("")
    assert not (lab.root / second.notebook.path).with_name("answers").exists()
    assert not second.notebook.traffic.contains("Rya")
    assert second.notebook.page.evaluate("innerWidth") == 1280


def test_an_untouched_notebook_is_another(lab: Lab) -> None:
    """Who asks for an untouched notebook gets one that no test had, and leaves it to none."""
    seen = set()
    for untouched in (False, True, False):
        quiz = open_nine(lab, untouched=untouched)
        seen.add(quiz.notebook.path)
        lab.close()
        lab.pages.clear()
    assert len(seen) == 3


def test_themes_and_width(lab: Lab) -> None:
    """The page changes to the dark theme, and to the width of a telephone."""
    page = lab.open(lab.write("dark", ["1"]), theme="dark", width=1600)
    assert page.page.locator("body").get_attribute("data-jp-theme-light") == "false"
    page.set_theme("light")
    assert page.page.locator("body").get_attribute("data-jp-theme-light") == "true"
    page.set_width(400)
    assert page.screenshot("narrow").stat().st_size > 0


def test_websocket_messages_are_recorded(lab: Lab) -> None:
    """What crosses the websocket can be read: the code sent and the result received."""
    page = lab.open(lab.write("traffic", ["'Gen' + 'ève'"]))
    page.traffic.clear()
    page.run_cell(0)
    sent = [m.content["code"] for m in page.traffic.messages("execute_request")]
    assert sent == ["'Gen' + 'ève'"]
    assert page.traffic.contains("Genève")
    assert not page.traffic.contains("Lausanne")
    assert page.traffic.size() > 0


def test_another_host_is_noticed(lab: Lab) -> None:
    """A notebook that loads something from another host is caught, and gets nothing."""
    code = "from IPython.display import HTML; HTML('<img alt=x src=https://example.org/a.png>')"
    page = lab.open(lab.write("abroad", [code]))
    with page.page.expect_event("requestfailed"):
        page.run_cell(0)
    assert lab.foreign_requests() == ["https://example.org/a.png"]
    lab.close()
    page.traffic.requests.clear()  # or the fixture would, rightly, fail this test
