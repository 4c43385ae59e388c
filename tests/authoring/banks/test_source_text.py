"""Texts in whatever encoding."""

from __future__ import annotations

import pytest

from quizkit.authoring.banks.source_text import decoded
from quizkit.errors import BankError

TEXT = "Genève – «Женева»\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    """A text comes in whole from each way in which programs save Unicode."""
    source = TEXT if encoding != "utf-16-le" else "Which city?\n"
    assert decoded(source.encode(encoding), "quiz.txt").text == source


def test_an_old_text_is_read_and_told() -> None:
    """What is no UTF-8 is read as Windows wrote it, and the author is told to look."""
    made = decoded("Genève\r\n".encode("cp1252"), "quiz.txt")
    assert made.text == "Genève\n"
    assert "Windows-1252" in made.losses[0].what


@pytest.mark.parametrize("data", [b"a\0b\xff", b"\xff\xfea", b"x" * 20_000_001])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """A program's own file, a broken one or one that is too large is refused in a sentence."""
    with pytest.raises(BankError, match=r"quiz\.txt"):
        decoded(data, "quiz.txt")
