"""Imports that take seconds, and are of no use here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema can check addresses with it, which neither Jupyter nor nbgrader asks for; compiling
# its grammar takes more than half of the time that importing nbgrader does.
GRAMMAR = "rfc3987_syntax"


@contextmanager
def left_out(module: str = GRAMMAR) -> Iterator[None]:
    """Have a module not be found, within the block; one that is imported already stays.

    >>> import importlib
    >>> with left_out("calendar_of_nowhere"):
    ...     importlib.import_module("calendar_of_nowhere")
    Traceback (most recent call last):
    ModuleNotFoundError: import of calendar_of_nowhere halted; None in sys.modules
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # as Python's documentation has it
    try:
        yield
    finally:
        del sys.modules[module]
