"""How long a line of lettering is, and where it must break, in the font that the figures bring."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unicodedata import category, east_asian_width

# Its own name first: a reader's fonts of these names may have other letters or other widths.
FAMILY = "'Quizkit Sans', 'Open Sans', 'Noto Sans', Arial, sans-serif"
WEIGHTS = {"regular": 400, "bold": 700}
_FONTS = Path(__file__).with_name("fonts")
_HYPHEN = re.compile(r"(?<=-)(?=\w)")


@cache
def font_face() -> str:
    """Return the font as the style of a page has it, with no file to fetch.

    >>> font_face().count("@font-face")
    2
    """
    return "\n".join(
        f"@font-face {{ font-family: 'Quizkit Sans'; font-weight: {weight}; "
        f"src: url(data:font/woff2;base64,{_encoded(name)}) format('woff2'); }}"
        for name, weight in WEIGHTS.items()
    )


def _encoded(name: str) -> str:
    return b64encode((_FONTS / f"{name}.woff2").read_bytes()).decode()


@cache
def widths(weight: str) -> Mapping[str, int]:
    """Return the width of each letter that the font has, in thousandths of the type size."""
    table: dict[str, dict[str, int]] = json.loads((_FONTS / "widths.json").read_text("utf-8"))
    return table[weight]


def length(text: str, *, size: float, bold: bool = False) -> float:
    """Return the length of a line in pixels, as the font of the figures sets it.

    >>> round(length("Geneva", size=10))
    35
    """
    known = widths("bold" if bold else "regular")
    thousandths = sum(known.get(letter) or _elsewhere(letter) for letter in text)
    return thousandths / 1000 * size


def _elsewhere(letter: str) -> int:
    """Return a fair width for a letter that the font lacks: the page sets it in that width."""
    if category(letter) in ("Mn", "Cf"):  # an accent on the letter before, or a sign unseen
        return 0
    return 1000 if east_asian_width(letter) in "WF" else 600


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
