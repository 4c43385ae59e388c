"""How a notebook has numbers shown: put aside while a test runs, and put back.

Its text is also sent to ordinary kernels, which may be another Python's: it imports nothing of
quizkit, and leaves no name where a notebook could meet it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

ROUNDED = re.compile(r"%\.[1-9][0-9]?f|%r")  # ways to show a number that hide little of it
NUMBERS = (0.0, 18.37)
FORMATTER = "text/plain"
KEPT = "_put_aside"  # an attribute of the shell, while something is


@contextlib.contextmanager
def plain_numbers(shell: Any) -> Iterator[bool]:
    """Have numbers that are results shown as they are; yield whether they would be otherwise.

    nbgrader reads points from what is shown. What was set is put back unless it was set anew.
    """
    formatters = shell.display_formatter.formatters
    before, way = formatters.get(FORMATTER), shell.ast_node_interactivity
    plain = before if _shows_numbers(before) else _without_numbers(before)
    formatters[FORMATTER] = plain
    if way == "none":
        shell.ast_node_interactivity = "last_expr"
    try:
        yield plain is not before and _bends(before)
    finally:
        if formatters.get(FORMATTER) is plain:
            formatters[FORMATTER] = before
        if way == "none" and shell.ast_node_interactivity == "last_expr":
            shell.ast_node_interactivity = way


def _bends(formatter: Any) -> bool:
    """Return whether it shows a number as another one, or not at all."""
    try:
        return any(float(formatter(number)) != number for number in NUMBERS)
    except Exception:  # it is the notebook's own
        return True


def _shows_numbers(plain: Any) -> bool:
    from IPython.core.formatters import PlainTextFormatter
    from IPython.lib.pretty import _repr_pprint

    if type(plain) is not PlainTextFormatter or not plain.enabled:
        return False
    printers: dict[Any, Any] = plain.type_printers
    usual = getattr(printers.get(float), "__module__", "") == plain.__module__
    whole = printers.get(int) is _repr_pprint
    return usual and whole and bool(ROUNDED.fullmatch(plain.float_format))


def _without_numbers(plain: Any) -> Any:
    """Return a formatter that shows other things as this one does."""
    from IPython.core.formatters import PlainTextFormatter

    made = PlainTextFormatter()
    if isinstance(plain, PlainTextFormatter):
        printers: dict[Any, Any] = plain.type_printers
        made.type_printers |= {k: v for k, v in printers.items() if k not in (int, float)}
        made.deferred_printers |= plain.deferred_printers
        made.pprint = plain.pprint
    return made


def begin(shell: Any) -> bool:
    """Have numbers shown as they are, in a kernel that is not ours; return if they were not."""
    shell.__dict__[KEPT] = stack = contextlib.ExitStack()
    return stack.enter_context(plain_numbers(shell))


def end(shell: Any) -> None:
    """Put back how the notebook has them shown."""
    shell.__dict__.pop(KEPT).close()
