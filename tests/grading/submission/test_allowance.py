"""What one submission may take where the system has no clock of its own for it."""

from __future__ import annotations

import contextlib
import time

import pytest

from quizkit.grading.submission import allowance


def busy(seconds: float) -> None:
    """Use the processor for so long."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def stubborn() -> None:
    """Go on and on."""
    while True:
        with contextlib.suppress(Exception):
            busy(5)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this for a computer without Linux, where little is allowed."""
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(allowance, "SECONDS", 0.2)
    monkeypatch.setattr(allowance, "AGAIN", 0.02)


def test_what_takes_too_long_is_ended() -> None:
    """Code that goes on and on is stopped, though it takes any error for one of its own."""
    with pytest.raises(allowance.Exceeded), allowance.kept():
        stubborn()


def test_what_is_quick_is_left_alone() -> None:
    """Nothing comes within the block or after it, also where the time was nearly up."""
    with allowance.kept(), allowance.lifted():
        busy(0.01)
    busy(0.4)
