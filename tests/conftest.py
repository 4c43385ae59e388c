"""What every test may use; nothing here imports a browser before a test asks for one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from quizkit.cli import left_out

with left_out():  # once for all that import it: nbgrader, nbformat, Jupyter's server
    import jsonschema  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: a busy machine is no mistake. 25 examples a property, of which there are many;
# `make check` asks for the quick profile, `make soak` for its own.
settings.register_profile("quizkit", deadline=None, max_examples=25)
settings.register_profile("quick", deadline=None, max_examples=5)
settings.register_profile("soak", deadline=None, max_examples=300)
settings.load_profile("quizkit")

# Graders fork: they come before any kernel was run in the same process, which may have left a line
# open that is waited for at its end.
GRADERS = {"grading", "attacks"}
# These files take longest. Begun first, they leave no processor without work at the end.
LONGEST = [
    "test_attacks", "test_same_grades", "test_command", "test_killed_runs",
    "test_demo_class", "test_life_on_the_command_line", "test_malformed_files", "test_properties",
    "test_lessons", "test_life_in_the_browser", "test_quiz_screens", "test_quiz_graded",
    "test_quiz_access", "test_in_the_browser",
]  # fmt: skip
# Lessons that are run, a database server, and classes that nbgrader's own commands grade.
COSTLY = {"executed", "postgresql", "graded_before", "marked_once"}
CHECKOUT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--pictures``, for people who want to look at what the browser tests see."""
    parser.addoption(
        "--pictures", action="store_true", help="save pictures of the browser tests' screens"
    )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the root folder of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def nbgrader_on_path() -> Iterator[None]:
    """Let nbgrader find the command that makes its gradebook."""
    from course.small_course import find_commands

    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield one Chromium for all tests; Playwright allows only one at a time in a process."""
    from browser.chromium import launched

    with launched() as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    """Search for no garbage while tests are found: they all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs much first (`COSTLY`), and browsers; graders come first, browsers last.

    Playwright leaves an event loop running behind it, so that in one process nothing that starts
    another may follow. Every process takes file after file in this order, the longest ones first.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if COSTLY & set(fixtures):
            item.add_marker(pytest.mark.slow)
        if "chromium" in fixtures:
            item.add_marker(pytest.mark.browser)
    last = {item.path for item in items if _in_browser(item)}
    items.sort(
        key=lambda item: (
            item.path in last,
            GRADERS.isdisjoint(item.path.relative_to(CHECKOUT).parts),
            _rank(item.path),
            _in_browser(item),
        )
    )


def pytest_collection_finish() -> None:
    """Keep thousands of tests out of each search for garbage: they stay until the end."""
    gc.collect()
    gc.freeze()


def _in_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def _rank(path: Path) -> int:
    return LONGEST.index(path.stem) if path.stem in LONGEST else len(LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not compared: the articles are nobody's to hand on with this repository."""
    from own_words import VARIABLE, articles, passages

    passed = terminalreporter.stats.get("passed", ())
    if any("test_no_six_words" in report.nodeid for report in passed) and not articles():
        count = sum(1 for _ in passages())
        terminalreporter.write_line(
            f"The three articles are not at hand ({VARIABLE} names their folder): "
            f"{count:,} passages were not compared with them."
        )
