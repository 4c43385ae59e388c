"""A JupyterLab that stays open: one notebook after another is opened in it, as in a long lesson.

Loading JupyterLab costs a browser several seconds of work, opening a notebook in it one, and the
kernel of a notebook another: one that a test leaves as it was can be used again.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page

from browser.notebook_page import WAIT, NotebookPage
from browser.serving import Served
from browser.traffic import Traffic

_numbers = itertools.count(1)
# Gives nothing back: the opened widget would be copied to the test with all that hangs on it.
_OPEN = "async path => { await window.jupyterapp.commands.execute('docmanager:open', {path}) }"


@dataclass
class Window:
    """A page of JupyterLab in one browser profile, lent to one test at a time."""

    server: Served
    browser: Browser
    lent: bool = False
    _left: NotebookPage | None = None  # still open, to be used again
    _page: Page | None = None
    _traffic: Traffic = field(default_factory=Traffic)

    def lend(
        self, path: str, *, width: int, height: int, reduced_motion: bool
    ) -> tuple[Page, Traffic]:
        """Show the notebook at ``path`` alone, as if nothing had been asked for before."""
        self.lent = True
        self._put_away_left()
        page = self._page
        if page is None or page.is_closed():
            context = self.browser.new_context()
            self._page, self._traffic = load(self.server, context, path)
            page = self._page
        else:
            self._traffic.requests.clear()
            self._traffic.clear()
            page.evaluate(_OPEN, path)
        _fit(page, width, height, reduced_motion)
        return page, self._traffic

    def lend_again(self, mark: object, *, width: int, height: int) -> NotebookPage | None:
        """Show the notebook that was left open with this mark, or give None."""
        left = self._left
        if self.lent or left is None or left.mark != mark:
            return None
        self.lent, self._left = True, None
        _fit(left.page, width, height, reduced_motion=True)
        return left

    def holds(self, notebook: NotebookPage) -> bool:
        """Return whether a notebook is shown in this window, and not in one of its own."""
        return notebook.page is self._page

    def give_back(self, notebook: NotebookPage, *, spoilt: bool) -> None:
        """End the kernel and close the notebook, or leave it open if it is marked for another test.

        The next one has a new page if this is spoilt.
        """
        self.lent = False
        if spoilt or notebook.page.is_closed():
            self.close()
            return
        self._left = notebook
        if notebook.mark is None or not notebook.is_calm():
            self._put_away_left()

    def _put_away_left(self) -> None:
        left, self._left = self._left, None
        if left is not None and not left.put_away():
            self.close()

    def close(self) -> None:
        """Close the page, with its browser profile."""
        if self._page is not None:
            self._page.context.close()
        self._page = self._left = None


def _fit(page: Page, width: int, height: int, reduced_motion: bool) -> None:
    page.set_viewport_size({"width": width, "height": height})
    motion: Literal["reduce", "no-preference"] = "reduce" if reduced_motion else "no-preference"
    page.emulate_media(media="null", reduced_motion=motion)


def load(server: Served, context: BrowserContext, path: str) -> tuple[Page, Traffic]:
    """Load JupyterLab in a new page with a notebook open, all it asks for on record."""
    page = context.new_page()
    page.set_default_timeout(WAIT)
    traffic = Traffic()
    traffic.watch(page)
    # A workspace of its own, or the page would also reopen what the last one had open.
    address = f"lab/workspaces/test-{next(_numbers)}/tree/{path}?token={server.token}"
    page.goto(server.base + address)
    return page, traffic
