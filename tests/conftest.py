"""What every test may use; nothing here imports a browser before a test asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: a busy machine is no mistake. 50 examples a property, of which there are many;
# `make check` asks for the quick profile.
settings.register_profile("quizkit", deadline=None, max_examples=50)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("quizkit")

CHECKOUT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--pictures``, for people who want to look at what the browser tests see."""
    parser.addoption(
        "--pictures", action="store_true", help="save pictures of the browser tests' screens"
    )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Give the root folder of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give one Chromium for all tests; Playwright allows only one at a time in a process."""
    from browser.chromium import launched

    with launched() as browser:
        yield browser


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs whole lessons or a database server, and what needs a browser; that comes last.

    Playwright leaves an event loop running behind it.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if {"executed", "postgresql"} & set(fixtures):
            item.add_marker(pytest.mark.slow)
        if "chromium" in fixtures:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
