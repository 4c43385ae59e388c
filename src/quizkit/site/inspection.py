"""`quizkit site --check`: a built site, opened in a browser without a window and used.

It is given out as any web server would, a lesson is run, and one question of its quiz is answered.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from quizkit.errors import SiteError
from quizkit.extras import pip_install
from quizkit.site.contents import MARK
from quizkit.site.start_page import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ["--no-sandbox"]  # a container's root is refused a browser with one
PATIENCE = 300_000  # milliseconds that a first start may take on a slow computer
READY = """window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel
  && !document.querySelector(".quizkit-waiting")"""  # a lesson has run itself
RUN_ALL = """() => {
  const done = () => (window.quizkitDone = true);
  window.jupyterapp.commands.execute("notebook:run-all-cells").then(done, done);
}"""
STATE = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter((cell) => cell.model.type === "code")
  .map((cell) => ({
    run: cell.model.executionCount !== null,
    outputs: cell.model.sharedModel.outputs,
    drawn: cell.node.querySelectorAll("figure, table, section.quizkit").length,
  }))"""
OPTION = "section.quizkit [data-question] input[type=radio]"
KEPT = "section.quizkit .qk-status[data-is=saved]"


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many files

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def given_out(folder: Path) -> Iterator[str]:
    """Serve a folder of plain files on this computer alone; yield the address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A notebook of a site, open in a page."""

    page: Page

    @classmethod
    def opened(cls, page: Page, base: str, path: str) -> Lesson:
        """Open a notebook as its link on the start page does."""
        page.set_default_timeout(PATIENCE)
        page.goto(base + PAGE + quote(path))
        page.wait_for_function(READY)  # before that, running a cell would ask for a kernel
        return cls(page)

    def run(self) -> list[dict[str, Any]]:
        """Run every cell; return what came of each cell with code."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function("window.quizkitDone")
        return self.cells()

    def cells(self) -> list[dict[str, Any]]:
        """Return of each cell with code whether it ran, its outputs, and what is drawn of them."""
        found: list[dict[str, Any]] = self.page.evaluate(STATE)
        return found

    def answer(self) -> None:
        """Pick the first option of the first question, and wait until that is kept."""
        self.page.locator(OPTION).first.check()
        self.page.wait_for_selector(KEPT)


def inspect(site: Path) -> str:
    """Open a site, run its first lesson with a quiz and answer a question; return what was seen."""
    name = _with_quiz(site)
    with given_out(site) as base, _browser() as browser:
        lesson = Lesson.opened(browser.new_page(), base, name)
        mistakes = [
            f"{output['ename']}: {output['evalue']}"
            for cell in lesson.run()
            for output in cell["outputs"]
            if output["output_type"] == "error"
        ]
        if mistakes:
            raise SiteError(f"{name} does not run in the browser: {mistakes[0]}")
        lesson.answer()
    return f"{name} runs in a browser, and its quiz answers."


def _with_quiz(site: Path) -> str:
    """Return the first notebook of a site that shows a quiz."""
    try:
        names: list[str] = json.loads((site / MARK).read_text("utf-8"))["notebooks"]
    except (OSError, ValueError, KeyError) as error:
        raise SiteError(
            f"There is no site in {site}; make one with: quizkit site --output {site}"
        ) from error
    shown = (n for n in names if "quizkit.show(" in (site / "files" / n).read_text("utf-8"))
    found = next(shown, None)
    if found is None:
        raise SiteError(f"No notebook in {site} shows a quiz to answer.")
    return found


@contextmanager
def _browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as error:
        raise SiteError(
            "To look at a site takes playwright, which is not installed; type: "
            + pip_install("playwright")
        ) from error
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        found = own if own.exists() else shutil.which("chromium")
        if found is None:
            raise SiteError(
                "No Chromium was found to look at the site with; type: "
                f"{sys.executable} -m playwright install chromium"
            )
        try:
            with playwright.chromium.launch(executable_path=found, args=ARGUMENTS) as browser:
                yield browser
        except Error as error:
            said = error.message.splitlines()[0]
            raise SiteError(f"The site does not answer in a browser ({said}).") from error
