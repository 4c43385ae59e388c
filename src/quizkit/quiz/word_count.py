"""How many words a text has, as a word processor counts.

The page of a quiz counts in the same way, in ``widget/static/items/essay.js``.
"""

from __future__ import annotations

import re

# Each sign of these scripts counts as a word, for they put no spaces between words.
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def count_words(text: str) -> int:
    """Return how many words a text has: what has a letter or a digit.

    >>> count_words("NATO’s *open door* — 2,5 times [B].")
    6
    >>> count_words("北约 1949")
    3
    """
    rest, signs = _SIGN.subn(" ", text)
    return signs + sum(any(letter.isalnum() for letter in word) for word in rest.split())
