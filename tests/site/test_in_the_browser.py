"""A built site in a real Chromium, from a plain server, with every other host out of reach."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from built import run
from quizkit.site.inspection import OPTION, PATIENCE, Lesson, given_out
from quizkit.site.start_page import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.slow
LESSONS = sorted(
    path.relative_to(Path(__file__).parents[2]).as_posix()
    for path in (Path(__file__).parents[2] / "lessons").glob("??/*.ipynb")
)
CHOSEN = f"{OPTION}:checked"
GENEVA = "lessons/en/02-geneva.ipynb"


# Types code into a cell of its own below all others, and gives what it shows as text.
COMPUTED = """async (code) => {
  const { commands, shell } = window.jupyterapp;
  const notebook = shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.length - 1;
  await commands.execute("notebook:insert-cell-below");
  notebook.activeCell.model.sharedModel.setSource(code);
  await commands.execute("notebook:run-cell");
  return notebook.activeCell.model.sharedModel.outputs[0].data["text/plain"];
}"""


LAST_CELL = "window.jupyterapp.shell.currentWidget.content.widgets.at(-1)"


class Visit:
    """A browser profile of a reader, and what it asked of other hosts (none can be reached)."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base = context, base
        self.asked: list[str] = []
        self.said: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", lambda message: self.said.append(message.text))

    def foreign(self) -> list[str]:
        """Return what was asked of other hosts."""
        own = (self.base, "data:", "blob:")
        return [address for address in self.asked if not address.startswith(own)]

    def open(self, name: str) -> Lesson:
        """Open a lesson in a new tab."""
        return Lesson.opened(self.context.new_page(), self.base, name)


@pytest.fixture(scope="module")
def visit(site: Path, chromium: Browser) -> Iterator[Visit]:
    """Yield a reader's browser, on the site."""
    with given_out(site) as base:
        context = chromium.new_context()
        yield Visit(context, base)
        context.close()


@pytest.fixture(scope="module")
def geneva(visit: Visit) -> Lesson:
    """Run a lesson from top to bottom."""
    lesson = visit.open(GENEVA)
    lesson.run()
    return lesson


def sources(site: Path, name: str) -> list[str]:
    """Return the code of a lesson's cells."""
    cells = json.loads((site / "files" / name).read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def whole(lesson: Lesson, site: Path, name: str) -> None:
    """See that every cell ran without a mistake, and that each quiz and figure is drawn."""
    cells, code = lesson.cells(), sources(site, name)
    shown = {"execute_result", "display_data"}
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] not in shown] == []
    for cell, source in zip(cells, code, strict=True):
        assert cell["run"], source
        draws = re.search(r"quizkit\.(?:show|review|figures\.\w+)\(", source)
        assert cell["drawn"] or not draws, source


def test_a_lesson_runs_from_top_to_bottom(geneva: Lesson, site: Path) -> None:
    """Every cell of a lesson runs in the browser, and its figures and quizzes show."""
    whole(geneva, site, GENEVA)


def test_an_exercise_computes(geneva: Lesson) -> None:
    """What a reader types into a cell is computed in the browser, from the tables of the site."""
    code = "len(quizkit.data.load('nato_members'))"
    assert geneva.page.evaluate(COMPUTED, code) == "30"


COMPLETED = """async (code) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const reply = await kernel.requestComplete({ code, cursor_pos: code.length });
  return reply.content.matches;
}"""


def test_a_name_is_completed(geneva: Lesson) -> None:
    """What a reader begins to type is completed, without jedi, which takes long to load."""
    assert geneva.page.evaluate(COMPLETED, "quizkit.langu") == ["quizkit.language"]


def test_a_review_is_drawn(geneva: Lesson) -> None:
    """Where a reader reviews, that works in the browser as in JupyterLab, its library with it."""
    geneva.page.evaluate(COMPUTED, "quizkit.review()")
    note = geneva.page.wait_for_function(
        f"{LAST_CELL}.node.querySelector('section.quizkit .qk-note')?.textContent"
    )
    assert str(note.json_value()).startswith("There is nothing to review yet.")


def test_the_line_goes_when_the_lesson_is_alive(geneva: Lesson) -> None:
    """Once its quizzes answer, nothing tells how far Python is."""
    expect(geneva.page.locator("#quizkit-progress")).to_be_hidden()


@pytest.fixture(scope="module")
def again(geneva: Lesson, visit: Visit) -> tuple[str, Lesson]:
    """Answer a question, close the lesson and open it anew; return what was chosen as well."""
    geneva.answer()
    chosen = geneva.page.locator(CHOSEN).input_value()
    geneva.page.close()
    lesson = visit.open(GENEVA)
    lesson.run()
    return chosen, lesson


def test_an_answer_survives_a_reload(again: tuple[str, Lesson]) -> None:
    """An answer that was kept is there again when the lesson is opened anew."""
    chosen, lesson = again
    lesson.page.wait_for_selector(CHOSEN, state="attached")
    assert lesson.page.locator(CHOSEN).input_value() == chosen


def test_what_reaches_the_files_stays_from_visit_to_visit(
    again: tuple[str, Lesson], visit: Visit
) -> None:
    """JupyterLite takes away no service worker that stands: Python would start without files."""
    assert again[1].page.evaluate("navigator.serviceWorker.controller.state") == "activated"
    assert [text for text in visit.said if "unregister" in text] == []


NO_FILES = """Object.defineProperty(navigator, "serviceWorker", { value: undefined })"""


@pytest.fixture(scope="module")
def private(visit: Visit, chromium: Browser) -> Iterator[Lesson]:
    """Open a lesson in a browser that keeps nothing, as Firefox does in a private window."""
    context = chromium.new_context()
    context.add_init_script(NO_FILES)
    lesson = Visit(context, visit.base).open(GENEVA)
    lesson.run()
    yield lesson
    context.close()


def test_a_lesson_runs_where_nothing_is_kept(private: Lesson, site: Path) -> None:
    """Quizzes and figures are whole also where Python does not reach the site's files."""
    whole(private, site, GENEVA)


def test_it_is_told_where_nothing_is_kept(private: Lesson) -> None:
    """A reader learns that answers go with the window, and how to take them along."""
    line = private.page.locator("#quizkit-progress")
    expect(line).to_contain_text("not kept in this window")


@pytest.fixture
def held(chromium: Browser) -> Iterator[tuple[Page, Callable[[], None]]]:
    """Yield a page to which nothing of JupyterLite and Python comes until it is let go."""
    page = chromium.new_page()  # a profile that has nothing of the site yet
    waiting: list[Route] = []
    gone: list[bool] = []

    def go() -> None:
        gone.append(True)
        for route in waiting:
            route.continue_()

    def hold(route: Route) -> None:
        if gone:
            route.continue_()
        else:
            waiting.append(route)

    page.route(re.compile("/(build|static/python)/"), hold)
    yield page, go
    page.close()


def test_a_lesson_is_there_before_anything_else(
    held: tuple[Page, Callable[[], None]], visit: Visit
) -> None:
    """Text, figures and questions stand in the page before JupyterLite and Python have come."""
    page, _ = held
    # Whether the page counts as loaded while something is held is left to chance.
    page.goto(visit.base + PAGE + GENEVA, wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Geneva: two deputies, one continent")
    expect(page.locator(".quizkit-figure").first).to_be_visible()
    expect(page.locator(".quizkit-still li").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Python is on its way")


def test_what_is_read_stays_put(held: tuple[Page, Callable[[], None]], visit: Visit) -> None:
    """The notebook takes the lesson's place without a jump: what one reads stays where it was."""
    page, go = held
    page.goto(visit.base + PAGE + GENEVA, wait_until="commit")
    read = "h2:has-text('Who sat there')"
    before = page.locator(read)
    before.wait_for()
    page.evaluate("document.fonts.ready.then(() => true)")
    before.evaluate("each => each.scrollIntoView()")
    stood = before.bounding_box()
    go()
    page.locator("#quizkit-still").wait_for(state="detached", timeout=PATIENCE)
    now = page.locator(f".jp-NotebookPanel {read}").bounding_box()
    assert stood is not None
    assert now == pytest.approx(stood, abs=2)


def test_what_does_not_come_is_told(visit: Visit, chromium: Browser) -> None:
    """Where Python cannot be fetched, a sentence says so and what to do."""
    page = chromium.new_page()
    page.route(re.compile("/static/python/"), lambda route: route.abort())
    page.goto(visit.base + PAGE + GENEVA)
    expect(page.get_by_role("status")).to_contain_text("open this page again")
    page.close()


def test_no_other_host_is_asked(geneva: Lesson, visit: Visit) -> None:
    """With a Pyodide of its own, a site asks nothing of anybody else."""
    assert len(visit.asked) > 50
    assert visit.foreign() == []


def test_a_site_is_checked_by_one_command(site: Path) -> None:
    """The check of a site opens it, runs a lesson and answers a question."""
    said = run(sys.executable, "-m", "quizkit", "site", "--check", site, cwd=site.parent)
    assert said == "lessons/en/00-start.ipynb runs in a browser, and its quiz answers.\n"


@pytest.mark.soak
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_runs_from_top_to_bottom(name: str, visit: Visit, site: Path) -> None:
    """All eighteen lessons run in the browser, and their figures and quizzes show."""
    lesson = visit.open(name)
    lesson.run()
    whole(lesson, site, name)
    lesson.page.close()
