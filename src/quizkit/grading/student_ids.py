"""Students' ids: names of folders, which stand in addresses, pages and tables of others."""

from __future__ import annotations

import unicodedata

SIGNS = "._-+@"


def is_id(name: str) -> bool:
    """Return whether a name may be a student's id: letters, digits and a few signs.

    >>> [is_id(name) for name in ("ann", "j.de-wit+2@school", "Zoë", "<b>", "a b", ".ann", "")]
    [True, True, True, False, False, False, False]
    """
    letters = unicodedata.normalize("NFC", name)
    return (
        bool(letters)
        and not letters.startswith(".")
        and all(letter.isalnum() or letter in SIGNS for letter in letters)
    )
