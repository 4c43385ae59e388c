"""The stock: cells that honest people write, in ``cells/*.txt``, one file a kind.

A line ``#%% name`` begins a cell. To add one, write it there, then ``python -m honest`` in
``tests``, which writes down what nbgrader gives for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
RECORD = HERE / "nbgrader.json"
MARK = re.compile(r"^#%% (.+)\n", re.MULTILINE)
PLAIN = "plain"  # hands in the assignment alone, without a cell of the stock
# Where a student's own way of showing numbers hides or bends the points that a test comes to,
# nbgrader reads what is shown, and quizkit what the test came to: the points of PLAIN. So too where
# a cell stops nbgrader itself, which then gives nothing.
BENT = "numbers"
# Shows what its test "whole" comes to as a text: nbgrader gives all points for any, quizkit none.
WORDED = "odd-whole-numbers-wrapped"


@cache
def cells() -> Mapping[str, str]:
    """Return each cell's source by its name, which is also its student's: the kind, and what it is.

    >>> cells()["names-list-as-a-list"].splitlines()[0]
    'list = [3, 1, 2]'
    """
    found = {}
    for path in sorted((HERE / "cells").glob("*.txt")):
        _, *parts = MARK.split(path.read_text("utf-8"))
        for title, source in zip(parts[::2], parts[1::2], strict=True):
            name = f"{path.stem}-{'-'.join(re.findall('[a-z0-9]+', title.lower()))}"
            assert name not in found, name
            found[name] = source.strip("\n")
    return found


def recorded() -> dict[str, list[float]]:
    """Return the points of each test, as nbgrader gave them, by student."""
    found: dict[str, list[float]] = json.loads(RECORD.read_text("utf-8"))
    return found


def expected() -> dict[str, list[float]]:
    """Return the points of each test that quizkit must give, by student."""
    first, quarter, built_ins, _, *rest = recorded()[WORDED]
    worded = {WORDED: [first, quarter, built_ins, 0.0, *rest]}
    return recorded() | dict.fromkeys(bent() - {WORDED}, recorded()[PLAIN]) | worded


def bent() -> set[str]:
    """Return the students to whom nbgrader gives other points than it should."""
    rows = recorded()
    return {n for n in rows if n == WORDED or n.startswith(f"{BENT}-") or None in rows[n]}
