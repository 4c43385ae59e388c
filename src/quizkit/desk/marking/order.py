"""In which order answers are marked: not by name, for who is read first is read differently."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

ORDERS = ("shuffled", "shortest", "longest")


def ordered(
    students: Sequence[str], order: str, *, words: Callable[[str], int], seed: str
) -> list[str]:
    """Return students in an order, in which those who come later push nobody about.

    Args:
        students: their ids.
        order: one of ``ORDERS``.
        words: gives how many a student wrote; asked only where it matters.
        seed: shuffles them; also those who wrote the same number of words.

    >>> ordered(["a", "b"], "longest", words={"a": 2, "b": 3}.get, seed="")
    ['b', 'a']
    """
    drawn = sorted(students, key=lambda student: _lot(seed, student))
    by: Mapping[str, Callable[[str], int]] = {
        "shortest": words,
        "longest": lambda student: -words(student),
    }
    return sorted(drawn, key=by[order]) if order in by else drawn


def _lot(seed: str, student: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{student}".encode(errors="surrogatepass")).digest()
