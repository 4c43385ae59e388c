"""What works on figures in the page, as widgets: a few fields, and no drawing of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

STATIC = Path(__file__).with_name("static")


class Controls(anywidget.AnyWidget):
    """The controls: ``script`` builds them in the page from ``data``, and asks the kernel nothing.

    Args:
        script: the source of an ES module whose default export is
            (find, data, place, kit) → clean-up.
        data: what it works with, as JSON.
        mark: by what it finds its figure in the page (``data-live``).
        note: what to say where no kernel runs.
    """

    _esm = STATIC / "controls.js"
    _css = STATIC / "controls.css"

    script = traitlets.Unicode().tag(sync=True)
    data = traitlets.Unicode().tag(sync=True)
    mark = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, script: str, data: str, mark: str, note: str) -> None:
        self._note = note
        super().__init__(script=script, data=data, mark=mark)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the widget, or a sentence where there is no kernel."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": self._note}, metadata


class Tips(anywidget.AnyWidget):
    """What tells the marks of drawings by touch and by keyboard too: it is in the page, unseen."""

    _esm = STATIC / "tips.js"
    _css = STATIC / "tips.css"
    layout = None  # nothing is laid out


@cache
def page_tips() -> Tips:
    """Give the page its tips; once for a kernel is enough, and once for a page too."""
    return Tips()
