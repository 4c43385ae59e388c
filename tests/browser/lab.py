"""JupyterLab as a person uses it: open a notebook, run cells, restart, change the theme."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, BrowserContext

from browser.notebook_page import NotebookPage
from browser.serving import Served
from browser.traffic import Traffic

Theme = Literal["light", "dark"]
Cell = str | tuple[Literal["code", "markdown"], str]
_numbers = itertools.count(1)


@dataclass
class Lab:
    """A running JupyterLab and a browser to look at it with."""

    server: Served
    browser: Browser
    shots: Path
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
        reduced_motion: bool = False,
        sidebar: bool = False,
        kernel: bool = True,
        context: BrowserContext | None = None,
    ) -> NotebookPage:
        """Open the notebook at ``path`` and wait until its kernel is idle.

        Every call has a fresh browser profile unless it is given the ``context`` of another
        page, and is then its second tab. ``kernel=False`` doesn't wait for a kernel.
        """
        context = context or self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce" if reduced_motion else "no-preference",
        )
        page = context.new_page()
        traffic = Traffic()
        traffic.watch(page)
        # A workspace of its own, or the page would also reopen what the last one had open.
        address = f"lab/workspaces/test-{next(_numbers)}/tree/{path}?token={self.server.token}"
        page.goto(self.server.base + address)
        notebook = NotebookPage(page, path, traffic, self.shots)
        self.pages.append(notebook)
        notebook.wait_open(kernel=kernel)
        notebook.set_theme(theme)
        if not sidebar:
            notebook.collapse_sidebars()
        return notebook

    def close(self) -> None:
        """Close every page, end its kernel, and give the browser profiles back."""
        for notebook in self.pages:
            if not notebook.page.is_closed():
                notebook.shut_down()
        for context in {id(n.page.context): n.page.context for n in self.pages}.values():
            context.close()

    def foreign_requests(self) -> list[str]:
        """List every address outside this computer that any page asked for."""
        return sorted({url for notebook in self.pages for url in notebook.traffic.foreign()})


def shots_folder(root: Path, node: str) -> Path:
    """Give the folder for the screenshots of one test."""
    return root / re.sub(r"[^\w.-]+", "-", node).strip("-")


def _cell(cell: Cell) -> nbformat.NotebookNode:
    kind, source = ("code", cell) if isinstance(cell, str) else cell
    return new_code_cell(source) if kind == "code" else new_markdown_cell(source)
