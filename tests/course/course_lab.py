"""nbgrader's parts of JupyterLab as a person uses them: lists, buttons and formgrader's pages."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Locator, Page, ViewportSize, expect

from browser.notebook_page import WAIT, NotebookPage
from browser.serving import TOKEN, Served, free_port, served
from browser.traffic import Traffic
from course.school import Person

SCREEN: ViewportSize = {"width": 1400, "height": 900}
TALL = 3600  # pixels
_numbers = itertools.count(1)
_PANEL = """
const panel = [...window.jupyterapp.shell.widgets('main')].find(w => w.context?.path === arg.path);
"""
_GRADE_IDS = """
return [...panel.model.cells].map(cell => cell.metadata.nbgrader?.grade_id ?? '')
"""
_EDIT = """
panel.content.deselectAll();
panel.content.activeCellIndex = arg.index;
await panel.content.scrollToItem(arg.index, 'smart');
panel.activate();
panel.content.mode = 'edit';
"""
STARTED = "window.jupyterapp && !document.querySelector('#jupyterlab-splash')"


@contextmanager
def lab_of(person: Person, log: Path) -> Iterator[Served]:
    """Start ``quizkit lab`` in a person's folder, as the guide tells them to."""
    port = free_port()
    command = [sys.executable, "-m", "quizkit", "lab", str(person.folder), "--no-browser"]
    command += [f"--port={port}", "--", "--expose-app-in-browser"]
    command.append(f"--IdentityProvider.token={TOKEN}")
    with served(
        command,
        base=f"http://127.0.0.1:{port}/",
        root=person.folder,
        log=log,
        environment=person.environment,
    ) as running:
        yield running


@dataclass
class Desktop:
    """JupyterLab on someone's screen."""

    page: Page
    traffic: Traffic
    shots: Path
    pictures: bool = False  # whether somebody wants to look at pictures

    def menu(self, *names: str) -> None:
        """Choose from the menus, such as ``menu("Nbgrader", "Assignment List")``."""
        for name in names:
            self.page.get_by_role("menuitem", name=name, exact=True).click()

    def notebook(self, path: str) -> NotebookPage:
        """Return the notebook that is opening here, once its kernel is idle."""
        notebook = NotebookPage(self.page, path, self.traffic, self.shots)
        notebook.wait_open()
        return notebook

    def listed(self, kind: str) -> Locator:
        """Return the rows of the Assignment List: ``released``, ``fetched`` or ``submitted``."""
        return self.page.locator(f"#{kind}_assignments_list > .list_item")

    def dialog(self) -> Locator:
        """Return the dialog in front of everything."""
        return self.page.locator(".jp-Dialog-content")

    def formgrader(self) -> FrameLocator:
        """Return formgrader's page."""
        return self.page.frame_locator("#formgrader iframe")

    def icon(self, row: str, column: str) -> None:
        """Click an icon of formgrader in the row of that name, and read its dialog away."""
        grader = self.formgrader()
        grader.locator("#main-table tr", has_text=row).locator(f".{column} a").click()
        expect(grader.locator(".modal-title")).to_have_text("Success")
        grader.get_by_role("button", name="OK").click()
        expect(grader.locator(".modal")).to_have_count(0)

    def picture(self, name: str, part: Locator | None = None) -> None:
        """Save a picture for people to look at, if pictures were asked for (``--pictures``)."""
        if self.pictures:
            self.screenshot(name, part)

    def screenshot(self, name: str, part: Locator | None = None) -> None:
        """Save a picture of the screen, or of one part of it on a screen that has room for it."""
        self.shots.mkdir(parents=True, exist_ok=True)
        if part is not None:
            self.page.set_viewport_size({"width": SCREEN["width"], "height": TALL})
        (part or self.page).screenshot(path=self.shots / f"{name}.png", animations="disabled")
        self.page.set_viewport_size(SCREEN)


def grade_ids(notebook: NotebookPage) -> list[str]:
    """Return the grade id of each cell; empty where nbgrader has no business with it."""
    return list(notebook.page.evaluate(_script(_GRADE_IDS), {"path": notebook.path}))


def type_into(notebook: NotebookPage, index: int, text: str) -> None:
    """Replace what stands in a cell, by keyboard."""
    notebook.page.evaluate(_script(_EDIT), {"path": notebook.path, "index": index})
    editor = notebook.cell(index).locator(".cm-content")
    editor.click()  # or the focus might yet go back to what was pressed before
    expect(editor).to_be_focused()
    notebook.page.keyboard.press("ControlOrMeta+a")
    notebook.page.keyboard.insert_text(text)


def _script(body: str) -> str:
    return f"async arg => {{ {_PANEL} {body} }}"


@contextmanager
def desktop(
    server: Served, browser: Browser, shots: Path, *, at: str = "lab", pictures: bool = False
) -> Iterator[Desktop]:
    """Open JupyterLab in a fresh browser profile; keep a picture if the block fails."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    traffic = Traffic()
    traffic.watch(page)
    address = f"{server.base}lab/workspaces/course-{next(_numbers)}{at.removeprefix('lab')}"
    page.goto(f"{address}{'&' if '?' in at else '?'}token={server.token}")
    page.wait_for_function(STARTED)
    screen = Desktop(page, traffic, shots, pictures)
    try:
        yield screen
    except BaseException:
        screen.screenshot("failed")
        raise
    finally:
        context.close()
