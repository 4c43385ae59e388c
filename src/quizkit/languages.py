"""The language that a lesson has chosen."""

from __future__ import annotations

from quizkit.errors import UnknownName

KNOWN = ("en", "nl")

_current = "en"


def language(code: str) -> None:
    """Choose the language of quizzes, tables and figures from here on, as ``"en"`` or ``"nl"``.

    Call it once, in a lesson's first cell. Raises UnknownName for any other code.

    >>> language("en")
    """
    global _current
    if code not in KNOWN:
        raise UnknownName("language", str(code), KNOWN)
    _current = code


def current() -> str:
    """Return the language chosen, ``"en"`` unless a lesson chose another.

    >>> current()
    'en'
    """
    return _current
