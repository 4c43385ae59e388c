"""Questions in the terminal, and what may be typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desk.incoming import CLASS
from quizkit.desk.collecting.asking import InTerminal
from quizkit.desk.collecting.downloads import Delivery
from quizkit.desk.collecting.owners import ClassRoom, Match
from quizkit.desk.collecting.versions import Version

MAYBE = Match(CLASS[:2])


def asked(*typed: str) -> InTerminal:
    """Return a teacher who types these, and then ends the input."""
    lines: Iterator[str] = iter(typed)

    def read(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return InTerminal(ClassRoom(CLASS, "rivers"), read)


@pytest.mark.parametrize(
    ("typed", "student"),
    [
        (("2",), "bob"),
        (("ann",), "ann"),
        (("zoë van 't hooft",), "zoe"),
        (("9", "1"), "ann"),
        (("nobody", "bob"), "bob"),
        (("",), None),
        ((), None),
    ],
)
def test_whose(typed: tuple[str, ...], student: str | None) -> None:
    """A number, an id or a name settles it; Enter or the end of input leaves it out."""
    delivery = Delivery("mail: x.zip", "x.zip", ())
    found = asked(*typed).whose(delivery, MAYBE)
    assert (found.id if found else None) == student


def test_a_near_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody is called is told with whom it may mean, and asked again."""
    asked("Ross").whose(Delivery("x.zip", "x.zip", ()), MAYBE)
    assert "Nobody is called that; perhaps Bob Ross (bob)." in capsys.readouterr().err


def test_what_helps_to_tell_whose(capsys: pytest.CaptureFixture[str]) -> None:
    """The question says when the file was saved and how its answer begins, as plain text."""
    at = datetime(2022, 1, 14, 17, 5).astimezone()
    asked("").whose(Delivery("x.zip", "x.zip", (), at), MAYBE, "The Rhine \x1b[2J rises")
    said = capsys.readouterr().err
    assert "last saved 2022-01-14 17:05\n" in said
    assert "its answer begins: The Rhine" in said
    assert "\x1b" not in said


def test_names_from_archives_are_shown_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """A name in a file cannot command the terminal."""
    asked("").whose(Delivery("\x1b[2Jx.zip", "x", ()), MAYBE)
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "chosen"), [(("2",), 1), (("x", "1"), 0), (("",), None)])
def test_which(typed: tuple[str, ...], chosen: int | None) -> None:
    """A number says which version counts; Enter leaves them all out."""
    at = datetime(2022, 1, 14, tzinfo=UTC)
    versions = [Version({"a": data}, at, source="x.zip") for data in (b"1", b"2")]
    found = asked(*typed).which(CLASS[0], versions)
    assert found == (None if chosen is None else versions[chosen])
