"""JupyterLab as a person uses it: open a notebook, run cells, restart, change the theme."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, BrowserContext

from browser.notebook_page import NotebookPage
from browser.serving import Served
from browser.window import Window, load

Theme = Literal["light", "dark"]
Cell = str | tuple[Literal["code", "markdown"], str]
_numbers = itertools.count(1)


@dataclass
class Lab:
    """A running JupyterLab and a browser to look at it with."""

    server: Served
    browser: Browser
    shots: Path
    window: Window | None = None  # without one, every notebook has a page of its own
    pictures: bool = False
    pages: list[NotebookPage] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The folder that the server shows: it holds lessons/ and data/."""
        return self.server.root

    def write(self, name: str, cells: Sequence[Cell], folder: str = "") -> str:
        """Write a notebook of these cells, each a source or a (kind, source); give its path."""
        notebook = new_notebook(
            cells=[_cell(cell) for cell in cells],
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            },
        )
        path = Path(folder or f"test-{next(_numbers)}") / f"{name}.ipynb"
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, self.root / path)
        return path.as_posix()

    def open(
        self,
        path: str,
        *,
        theme: Theme = "light",
        width: int = 1280,
        height: int = 900,
        reduced_motion: bool = True,
        sidebar: bool = False,
        kernel: bool = True,
        fresh: bool = False,
        context: BrowserContext | None = None,
    ) -> NotebookPage:
        """Open the notebook at ``path`` and wait until its kernel is idle.

        It opens in the lab's window; ``fresh``, or when the window shows another notebook, in a
        fresh browser profile; given the ``context`` of another page, as its second tab.
        ``kernel=False`` doesn't wait for a kernel. Motion is drawn, frame by frame, on request.
        """
        if self.window and not (fresh or context or sidebar or self.window.lent):
            page, traffic = self.window.lend(
                path, width=width, height=height, reduced_motion=reduced_motion
            )
        else:
            context = context or self.browser.new_context(
                viewport={"width": width, "height": height},
                reduced_motion="reduce" if reduced_motion else "no-preference",
            )
            page, traffic = load(self.server, context, path)
        notebook = NotebookPage(page, path, traffic, self.shots, self.pictures)
        self.pages.append(notebook)
        notebook.wait_open(kernel=kernel)
        notebook.alone()
        notebook.set_theme(theme)
        if not sidebar:
            notebook.collapse_sidebars()
        return notebook

    def open_again(
        self, mark: object, *, theme: Theme, width: int, height: int
    ) -> NotebookPage | None:
        """Return the notebook that was left open with this ``mark``, emptied, if there is one."""
        left = self.window and self.window.lend_again(mark, width=width, height=height)
        if not left:
            return None
        notebook = replace(left, shots=self.shots, pictures=self.pictures)
        self.pages.append(notebook)
        notebook.clear()
        notebook.traffic.requests.clear()
        notebook.traffic.clear()
        notebook.set_theme(theme)
        return notebook

    def close(self, *, spoilt: bool = False) -> None:
        """Close every notebook, end its kernel, and give the browser profiles back.

        The window stays open for the next lab, unless it is ``spoilt``, and in it a notebook that
        has a ``mark``.
        """
        kept = None
        for notebook in self.pages:
            if self.window and self.window.holds(notebook):
                kept = notebook.page.context
                self.window.give_back(notebook, spoilt=spoilt)
            elif not notebook.page.is_closed():
                notebook.shut_down()
        for context in {id(n.page.context): n.page.context for n in self.pages}.values():
            if context is not kept:
                context.close()

    def foreign_requests(self) -> list[str]:
        """List every address outside this computer that any page asked for."""
        return sorted({url for notebook in self.pages for url in notebook.traffic.foreign()})


def shots_folder(root: Path, node: str) -> Path:
    """Return the folder for the screenshots of one test."""
    return root / re.sub(r"[^\w.-]+", "-", node).strip("-")


def _cell(cell: Cell) -> nbformat.NotebookNode:
    kind, source = ("code", cell) if isinstance(cell, str) else cell
    return new_code_cell(source) if kind == "code" else new_markdown_cell(source)
