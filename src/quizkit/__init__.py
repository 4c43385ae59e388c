"""Quizzes for notebooks, graded without trusting the learner's process.

::

    import quizkit

    quizkit.language("nl")          # once, in a lesson's first cell; English unless told
    quizkit.show("geneva")          # a quiz to practise with
    quizkit.graded("week-two")      # in an assignment: a quiz that counts for a mark
    quizkit.check("rivers.yaml")    # mistakes in a quiz file of one's own
    quizkit.review()                # what was answered, asked again when it is time
    quizkit.load("geneva")          # the quiz itself, for authors and tests
    quizkit.data.load("demands")    # a table, as a pandas DataFrame
    quizkit.figures.timeline()      # a figure made from the tables

Everything is loaded when it is first asked for: importing quizkit loads no widget and no pandas.
In a notebook, the widget is loaded once the importing cell is done and nothing else waits, so
that the first quiz need not wait for it.
"""

from __future__ import annotations

import importlib
import sys

TYPE_CHECKING = False  # importing typing would take longer than all else here
if TYPE_CHECKING:
    from typing import Any

    from quizkit import data, figures
    from quizkit.checking.examination import check
    from quizkit.languages import language
    from quizkit.quiz.loading import load
    from quizkit.widget import graded, show
    from quizkit.widget.reviewing import review

_HOMES = {
    "check": "quizkit.checking.examination",
    "graded": "quizkit.widget",
    "language": "quizkit.languages",
    "load": "quizkit.quiz.loading",
    "review": "quizkit.widget.reviewing",
    "show": "quizkit.widget",
}
_MODULES = ("data", "figures")
_KERNELS = ("ipykernel", "pyodide_kernel")  # the latter in a browser
_IDLE = 0.05  # seconds after which the importing cell's own output has left

__all__ = ["check", "data", "figures", "graded", "language", "load", "review", "show"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"quizkit.{name}")
    raise AttributeError(f"module 'quizkit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)


def _load_widget_when_idle() -> None:
    """Load the widget after the cell that imports us, where a notebook's kernel runs it."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or not any(name in sys.modules for name in _KERNELS):
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # imported outside a cell
        return
    loop.call_later(_IDLE, _load_widget)


def _load_widget() -> None:
    showing = importlib.import_module("quizkit.widget.showing")
    showing.attend()
    showing.rehearse()


_load_widget_when_idle()
