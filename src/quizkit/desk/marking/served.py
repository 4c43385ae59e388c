"""What is served and to whom: the desk, and the secrets that let one in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from quizkit.desk.marking.desk import Desk
from quizkit.own_page.access import Access


@dataclass(kw_only=True)
class Served(Access):
    """What every request needs.

    Args:
        desk: answers what the page asks.
        settings: what the page is told at its start.
        language: of the page.
        finished: called when the teacher has finished.
    """

    page: str = "mark"
    desk: Desk
    settings: dict[str, Any]
    language: str
    finished: Callable[[], None]
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
