"""Texts that students sent, without what has no shape of its own.

Such a character may change how the rest is read, or break the file that a text is written into:
half of a pair of surrogates is no UTF-8 at all.
"""

from __future__ import annotations

import unicodedata

KEPT = "\n\t\u200c\u200d"  # the last two belong to the spelling of some languages
SHAPELESS = ("Cc", "Cf", "Cs", "Co", "Cn")


def shapely(text: str) -> str:
    r"""Return a text with a sign in place of each character that has no shape.

    >>> shapely("a\x00b\ud800")
    'a\ufffdb\ufffd'
    """
    return text if text.isprintable() else "".join(map(_shapely, text))


def _shapely(character: str) -> str:
    shapeless = character not in KEPT and unicodedata.category(character) in SHAPELESS
    return "\ufffd" if shapeless else character
