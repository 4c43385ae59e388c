"""What a notebook has set in IPython: put aside while a test or a canary runs, and put back.

Its text is also sent to ordinary kernels, which may be another Python's: it imports nothing of
quizkit, and leaves no name where a notebook could meet it.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any

ROUNDED = re.compile(r"%\.[1-9][0-9]?f|%r")  # ways to show a number that hide little of it
LAST = ("_", "__", "___")  # names of the last results
ERRORS = ("last_type", "last_value", "last_traceback", "last_exc")
OF_THE_LAST_CELL = ("last_execution_succeeded", "last_execution_result", "_last_traceback")
MISSING: Any = object()
SAME: Any = object()
KEPT = "_put_aside"  # an attribute of the shell, while something is


@contextlib.contextmanager
def plain_numbers(shell: Any) -> Iterator[None]:
    """Have numbers that are results shown as they are, and not be hidden.

    nbgrader reads points from what is shown. What was set is put back unless it was set anew.
    """
    with contextlib.ExitStack() as stack:
        formatters = shell.display_formatter.formatters
        if not _shows_numbers(formatters.get("text/plain")):
            plain = _without_numbers(formatters.get("text/plain"))
            stack.enter_context(_entry(formatters, "text/plain", plain, still=True))
        if shell.ast_node_interactivity == "none":
            stack.enter_context(
                _attribute(shell, "ast_node_interactivity", "last_expr", still=True)
            )
        yield


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


@contextlib.contextmanager
def forgotten(shell: Any) -> Iterator[None]:
    """Run something that is no part of the notebook: nothing set for errors or by ``;`` meets it.

    What it does to the results, the history and the last error is undone.
    """
    hook, names, history = shell.displayhook, shell.user_ns, shell.history_manager
    count, results = shell.execution_count - 1, names.get("_oh", {})
    kept = dict(results)
    with contextlib.ExitStack() as stack:
        for thing, kind in ((hook, LAST), (sys, ERRORS), (shell, OF_THE_LAST_CELL)):
            for name in kind:
                stack.enter_context(_attribute(thing, name))
        for name in (*LAST, f"_{count}"):  # IPython keeps what is not of the user in both
            stack.enter_context(_entry(names, name))
            stack.enter_context(_entry(shell.user_ns_hidden, name))
        stack.enter_context(_attribute(shell, "call_pdb", False))
        stack.enter_context(_attribute(shell, "custom_exceptions", ()))
        stack.enter_context(_entry(getattr(history, "outputs", {}), count, []))
        stack.enter_context(_entry(history.output_hist_reprs, count))
        history.input_hist_parsed.append("")  # or a `;` there would keep results from being shown
        stack.callback(history.input_hist_parsed.pop)
        try:
            yield
        finally:
            results.clear()
            results.update(kept)


@contextlib.contextmanager
def _attribute(thing: Any, name: str, value: Any = SAME, *, still: bool = False) -> Iterator[None]:
    """Have an attribute be this; with ``still``, it is put back only if it is this at the end."""
    before = getattr(thing, name, MISSING)
    if value is not SAME:
        setattr(thing, name, value)
    try:
        yield
    finally:
        now = getattr(thing, name, MISSING)
        if now is not before and (not still or now == value):
            if before is MISSING:
                delattr(thing, name)
            else:
                setattr(thing, name, before)


@contextlib.contextmanager
def _entry(things: Any, key: Any, value: Any = SAME, *, still: bool = False) -> Iterator[None]:
    """Have an entry of a dictionary be this, as ``_attribute`` does."""
    before = things.get(key, MISSING)
    if value is not SAME:
        things[key] = value
    try:
        yield
    finally:
        now = things.get(key, MISSING)
        if now is not before and (not still or now is value):
            if before is MISSING:
                del things[key]
            else:
                things[key] = before


def begin(shell: Any, kind: str) -> None:
    """Enter one of the two, in a kernel that is not ours."""
    stack = contextlib.ExitStack()
    stack.enter_context({"plain_numbers": plain_numbers, "forgotten": forgotten}[kind](shell))
    shell.__dict__.setdefault(KEPT, []).append(stack)


def end(shell: Any) -> None:
    """Leave the one that was entered last."""
    kept = shell.__dict__[KEPT]
    kept.pop().close()
    if not kept:
        del shell.__dict__[KEPT]
