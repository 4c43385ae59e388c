"""When two spellings are the same word, and how far apart they are."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = re.compile(r"(?<!\d)[^\w\s]|[^\w\s](?!\d)")  # between digits it has a meaning: 1.5
_JOINTS = re.compile(r"[-‐-―/_−](?!\d)|(?<!\d)[-‐-―/_−]")
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})


def normal(text: str, *, case: bool = False, accents: bool = False) -> str:
    """Write a text so that what does not matter is gone: punctuation, spaces, case and accents.

    >>> normal("  Genève! "), normal("NATO–Russia  Council"), normal("U.S.")
    ('geneve', 'nato russia council', 'us')
    >>> normal("Genève", case=True, accents=True)
    'Genève'
    """
    text = unicodedata.normalize("NFKC", text)
    if not accents:
        text = unicodedata.normalize("NFKD", text.translate(_STROKES))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _PUNCTUATION.sub(_without_symbols, _JOINTS.sub(" ", text))
    return " ".join((text if case else text.casefold()).split())


def _without_symbols(found: re.Match[str]) -> str:
    """Drop punctuation; keep symbols such as + and €."""
    return "" if unicodedata.category(found[0]).startswith("P") else found[0]


def is_near(typed: str, form: str, distance: int) -> bool:
    """Say whether ``typed`` is a misspelling of ``form`` by no more than ``distance``.

    Two guards keep an author's generous distance from accepting anything: it must be less than a
    third of the form's length (none up to 3 characters, 1 up to 6, 2 up to 9), and digits must be
    the same, for 1987 is no misspelling of 1997.

    >>> is_near("rjabkov", "ryabkov", 1), is_near("iran", "iraq", 3), is_near("eu", "us", 3)
    (True, True, False)
    """
    limit = min(distance, (len(form) - 1) // 3)
    if limit <= 0:
        return typed == form
    if re.findall(r"\d", typed) != re.findall(r"\d", form):
        return False
    return apart(typed, form, limit=limit) <= limit


def apart(one: str, other: str, *, limit: int) -> int:
    """Count the letters to add, drop, change or swap with a neighbour; over ``limit``, give up.

    (Damerau's distance with each letter edited once: "optimal string alignment". A dozen lines
    that load at once, where a compiled library would slow the first check of a quiz.)

    >>> apart("Rjabkov", "Ryabkov", limit=3), apart("Geneav", "Geneva", limit=3)
    (1, 1)
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row, above, highest = list(range(len(other) + 1)), [0], [0]
    for i, letter in enumerate(one, start=1):
        row, above, highest = [i], row, above
        for j, its in enumerate(other, start=1):
            steps = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                steps = min(steps, highest[j - 2] + 1)
            row.append(steps)
        if min(row) > limit:
            return limit + 1
    return row[-1]
