"""Cells that a spreadsheet does not run, and what comes back out of them."""

from __future__ import annotations

import itertools

import pytest

from quizkit.tables.cells import as_typed, harmless


def test_every_short_text_comes_back() -> None:
    """Each text of up to five of the signs that matter is read as it was written."""
    for length in range(6):
        for signs in itertools.product("=-';\ta5", repeat=length):
            text = "".join(signs)
            assert as_typed(harmless(text)) == text


@pytest.mark.parametrize(
    "text", ["5", "-5", "-5.5", "+5,5", "0012", "Ann", "O'Brien", "a-b", "a=b"]
)
def test_what_is_harmless_stays(text: str) -> None:
    """A number, also a negative one, and an ordinary name are written as they are."""
    assert harmless(text) == text


@pytest.mark.parametrize(
    "text", ["=1", "+a", "-a", "@a", "\ta", "\ra", " =1", '"=1', "＝1", "-1-1"]
)
def test_what_would_run_is_marked(text: str) -> None:
    """A text that begins a formula gets an apostrophe before it."""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("separator", [",", ";", "\t", "\n", "|"])
def test_another_countrys_spreadsheet(separator: str) -> None:
    """A formula behind what ends a cell elsewhere is marked in its place."""
    assert harmless(f"a{separator}=1") == f"a{separator}'=1"
