"""One term on one hub, lived through once; each test looks at what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hub import hub_screens, hub_term
from hub.hub_term import BY_API, STUDENTS, HubTerm
from hub.machine import ROOM

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def term(chromium: Browser, checkout: Path) -> Iterator[HubTerm]:
    """Live through a term on a hub, which stays open until the tests have looked at it."""
    assert os.path.ismount(ROOM), "type 'make hub': it makes a computer of its own for this"
    results = checkout / "test-results" / "hub"
    with hub_term.opened(results) as term:
        hub_term.log_in(term, ["teacher", *BY_API])
        hub_term.hand_out(term)
        with hub_term.working(term), hub_screens.pupils(term, chromium, results):
            term.figures.weigh(STUDENTS)
            hub_term.hand_in(term)
        hub_term.grade(term)
        hub_screens.mark(term, chromium, results)
        hub_term.give_back(term)
        hub_screens.read(term, chromium, results)
        term.figures.write(results / "figures.json")
        yield term
