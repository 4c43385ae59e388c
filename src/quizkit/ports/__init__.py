"""What quizkit takes of other libraries that they do not document: one module a library.

Nowhere else is such a part touched. Each module says in its docstring which release it was written
against and lists what it takes: a function with its parameters, where others may follow a ``...``.
``tests/ports/test_contracts.py`` reads these lists, and names what another release has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


@contextmanager
def switched_on(switch: ContextVar[bool]) -> Iterator[None]:
    """Have a switch on within the block, in this thread alone: a cluster's worker has many."""
    before = switch.set(True)
    try:
        yield
    finally:
        switch.reset(before)
