"""The direction in which a text runs: that of most of its letters.

Browsers go by the first letter (``dir="auto"``), which turns a sentence round that only begins
with a word of another script, as sentences about words do: «كِتاب means book.»
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_leftward(text: str) -> bool:
    """Return whether a text has letters that run from right to left.

    >>> has_leftward("a book"), has_leftward("كتاب")
    (False, True)
    """
    return bool(_LEFTWARDS.search(text))


def direction(text: str) -> str:
    """Return the direction of a text; "" where it has no letters.

    >>> direction("كتاب means book."), direction("NATO: حلف شمال الأطلسي"), direction("2022")
    ('ltr', 'rtl', '')
    """
    runs = _runs(text)
    leftward = runs.count("r")
    if 2 * leftward == len(runs):
        return first_direction(text)
    return "rtl" if 2 * leftward > len(runs) else "ltr"


def first_direction(text: str) -> str:
    """Return the direction that a browser gives a text by itself: that of its first letter.

    >>> first_direction("كتاب means book.")
    'rtl'
    """
    runs = _runs(text)
    return {"r": "rtl", "l": "ltr"}[runs[0]] if runs else ""


def _runs(text: str) -> str:
    """Return an "l" or an "r" for each letter."""
    kinds = {"L": "l", "R": "r", "AL": "r"}
    return "".join(kinds.get(bidirectional(letter), "") for letter in text)
