"""How far grading is."""

from __future__ import annotations

import io
import os
import pty
import select
import sys

import pytest

from quizkit.grading.progress import LINES, Progress
from quizkit.grading.report import Result, Status


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def told(stream: io.StringIO, results: int, status: Status = Status.GRADED) -> str:
    """Return what is told of so many results."""
    with Progress(total=results, label="rivers", stream=stream) as progress:
        for number in range(results):
            progress.step(Result(student=f"s\x1b{number}", status=status))
        progress.say("Stopping.")
    return stream.getvalue()


def test_on_a_terminal_there_is_a_bar() -> None:
    """A terminal shows a bar with the count, the last one's name and the time left."""
    last = told(Terminal(), 5).replace("\r", "\n").strip().splitlines()
    assert any("5 of 5 |" in line and "00:00 left" in line and "s\ufffd4" in line for line in last)
    assert "Stopping." in last


def test_elsewhere_there_are_few_lines() -> None:
    """A log gets some lines and no signs for terminals, however large the class."""
    lines = told(io.StringIO(), 1003).splitlines()
    assert lines[-2:] == ["rivers: 1003 of 1003", "Stopping."]
    assert len(lines) <= LINES + 3
    assert "\x1b" not in "".join(lines)


def test_what_needs_a_look_is_counted() -> None:
    """How many are flagged, refused or failed so far is told while it runs."""
    assert "4 of 4, 4 to look at" in told(io.StringIO(), 4, Status.REFUSED)
    assert "to look at" not in told(io.StringIO(), 4, Status.UNCHANGED)


def test_a_terminal_without_a_size_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal that does not know its size, as some in containers, the bar is there too."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream, os.fdopen(ours, "rb", buffering=0) as screen:
        monkeypatch.setattr(sys, "stderr", stream)
        with Progress(total=1, label="rivers", stream=stream) as progress:
            progress.step(Result(student="ann", status=Status.GRADED))
        stream.flush()
        shown = b""
        while select.select([screen], [], [], 0.5)[0]:  # it gives what has come, piece by piece
            shown += screen.read(10_000)
        assert b"1 of 1 |" in shown
