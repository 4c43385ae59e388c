"""How long a line of lettering is, and where it must break."""

from __future__ import annotations

import re

# Advance widths of Arial in thousandths of the type size, by kind of letter.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys("ft.,:;!/\\ I[]", 278),
    **dict.fromkeys("()-r\u2010\u2011", 333),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("wCDHNRU", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("W\u2014", 944),
}
_OTHER = 556
_HYPHEN = re.compile(r"(?<=-)(?=\w)")
BOLD = 1.08  # bold letters are this much wider


def length(text: str, *, size: float, bold: bool = False) -> float:
    """Give the length of a line in pixels, as Arial sets it.

    >>> round(length("Geneva", size=10))
    35
    """
    thousandths = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return thousandths / 1000 * size * (BOLD if bold else 1)


def wrapped(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no longer than ``width`` pixels, between words.

    A word that is longer than a line is broken after a hyphen where it has one.

    >>> wrapped("Talks in the NAVO-Rusland-Raad", width=90, size=12)
    ['Talks in the', 'NAVO-Rusland-', 'Raad']
    """
    lines: list[str] = []
    for word in text.split():
        whole = length(word, size=size, bold=bold) <= width
        for number, part in enumerate([word] if whole else _HYPHEN.split(word)):
            longer = (lines[-1] + ("" if number else " ") if lines else "") + part
            if lines and length(longer, size=size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines
