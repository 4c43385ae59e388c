"""Students' ids: names of folders, which stand in addresses, pages and tables of others."""

from __future__ import annotations

import unicodedata

from quizkit.files import is_device

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


def is_windows_folder(name: str) -> bool:
    """Return whether Windows can have a folder of exactly this name.

    >>> [is_windows_folder(name) for name in ("ann", "console", "con", "Aux.1", "ann.")]
    [True, True, False, False, False]
    """
    return not (is_device(name) or name.endswith("."))
