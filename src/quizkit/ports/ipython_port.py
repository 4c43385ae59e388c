"""IPython's shell: how a notebook has numbers shown is put aside while a test runs, and put back.

Its text is also sent to ordinary kernels, which may be another Python's: it imports nothing of
quizkit, and leaves no name where a notebook could meet it.

Written against ipython 9.18.1. It takes:

- IPython.core.interactiveshell.InteractiveShell.InteractiveTB
- IPython.core.interactiveshell.InteractiveShell.builtin_trap
- IPython.core.shellapp.InteractiveShellApp.init_path(self)
- IPython.core.ultratb.AutoFormattedTB.structured_traceback(self, etype, evalue, etb, ...)
- IPython.lib.pretty._repr_pprint(obj, p, cycle)
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
# Of a kernel's command: what the kernel itself loads late, to complete a name or to show an error,
# is not found in the folder of the notebook.
FOLDER_LAST = (
    "from IPython.core.shellapp import InteractiveShellApp as app; "
    "app.init_path = lambda _: sys.path.append(''); "
)


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


def as_in_a_notebook(shell: Any) -> contextlib.AbstractContextManager[Any]:
    """Let code within the block find what the shell gives to a notebook, as ``get_ipython``."""
    trap: contextlib.AbstractContextManager[Any] = shell.builtin_trap
    return trap


def load_tracebacks(shell: Any) -> None:
    """Have loaded what shows errors: much of it is loaded when it is needed."""
    try:
        assert not shell, "a test that fails"
    except AssertionError as error:
        shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
