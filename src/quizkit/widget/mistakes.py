"""What a slip in a cell of one's own means, in one sentence of the lesson's language.

Python tells a reader who wrote ``accesion_year`` so in thirty lines of pandas. In a notebook that
imports quizkit, and where a person runs the cells, Python's message is its last line, and below it
stands what is wrong and what to do; the whole message is a click away. Nothing changes where a
program runs the notebook, as in grading.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import FrameType
from typing import Any

from quizkit.errors import QuizkitError, nearest
from quizkit.languages import current, said

PART = "mistakes"
BLANK = re.compile("_{2,}")
_QUOTED = re.compile(r"'([^']*)'")
# What Python says of a text that it cannot read, and the name of what we say.
_UNREADABLE = (
    ("unterminated string|EOL while scanning", "quotation_open"),
    (r"'(?P<sign>[(\[{])' was never closed", "bracket_open"),
    (r"(?:unmatched|closing parenthesis) '(?P<sign>[)\]}])'", "bracket_extra"),
    (r"invalid character '(?P<sign>[“”‘’„«»])'", "quotation_curly"),
    (r"'=='", "equals"),
    ("unexpected indent|unindent does not match", "spaces"),
    ("expected an indented block", "spaces_missing"),
    ("incomplete input", "ends"),
    ("forgot a comma", "comma"),
    ("Missing parentheses", "parentheses"),
)
_STYLE = """
.quizkit-mistake { margin: 0.5em 0; padding: 0.5em 0.8em; max-width: 42em; line-height: 1.5;
  border-left: 4px solid var(--jp-warn-color1, #b35900);
  font-family: var(--jp-content-font-family, sans-serif);
  font-size: var(--jp-content-font-size1, 14px); color: var(--jp-content-font-color1, inherit) }
.quizkit-mistake p { margin: 0 }
.quizkit-mistake details { margin-top: 0.3em }
.quizkit-mistake summary { cursor: pointer }
.quizkit-mistake pre { overflow-x: auto; font-size: var(--jp-code-font-size, 13px) }
"""


def tell_of_slips(shell: Any) -> None:
    """Have a shell of IPython say below each error of a cell what it means."""
    shell.InteractiveTB.set_mode("Minimal")
    shell.events.register("post_run_cell", _tell)


def _tell(result: Any) -> None:
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, Exception) and not isinstance(error, QuizkitError):
        from IPython import get_ipython
        from IPython.display import display

        names = get_ipython().user_ns
        sentence = meaning(error, names)
        whole = "".join(traceback.format_exception(error))
        shown = {"text/html": _as_html(sentence, whole), "text/plain": sentence}
        display(shown, raw=True)  # type: ignore[no-untyped-call]


def _as_html(sentence: str, whole: str) -> str:
    code = current()
    return (
        f'<style>{_STYLE}</style><div class="quizkit-mistake" lang="{code}">'
        f"<p>{escape(sentence)}</p><details><summary>{escape(said(PART, code, 'whole'))}</summary>"
        f'<pre lang="en">{escape(whole)}</pre></details></div>'
    )


def meaning(error: Exception, names: Mapping[str, object]) -> str:
    """Return what an error of a cell means and what to do, in the lesson's language.

    Args:
        error: as it was raised, with its traceback.
        names: what the notebook has defined.

    >>> meaning(NameError("name 'member' is not defined", name="member"), {"members": 1})
    "There is no 'member' here. Did you mean 'members'?"
    """
    if isinstance(error, SyntaxError):
        return _unreadable(error)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    table = _table(frames)
    if isinstance(error, (KeyError, AttributeError, NameError)) and table is not None:
        columns = [str(name) for name in table.columns]
        unknown = _unknown(error, columns, frames)
        if unknown:
            return _no_such("column", unknown, columns)
    if isinstance(error, NameError) and error.name:
        return _no_such("name", error.name, [each for each in names if not each.startswith("_")])
    if isinstance(error, TypeError) and re.search(
        r"not supported between|Invalid comp", f"{error}"
    ):
        return said(PART, current(), "compared")
    if line := _line(error, names):
        return said(PART, current(), "stopped", n=line)
    return said(PART, current(), "stopped_here")


def _unreadable(error: SyntaxError) -> str:
    line = error.lineno or 1
    if BLANK.search(error.text or ""):
        return said(PART, current(), "blank")
    for pattern, name in _UNREADABLE:
        if found := re.search(pattern, error.msg):
            return said(PART, current(), name, n=line, **found.groupdict())
    return said(PART, current(), "unreadable", n=line)


def _table(frames: Iterable[FrameType]) -> Any:
    """Return the table in the cell that pandas was asked something of, if it was one."""
    pandas: Any = sys.modules.get("pandas")
    for frame in frames if pandas else ():
        if frame.f_globals.get("__name__", "").partition(".")[0] == "pandas":
            for name in ("self", "frame", "obj", "left"):
                thing = frame.f_locals.get(name)
                thing = getattr(thing, "obj", thing)  # what .loc and .groupby are of
                if isinstance(thing, pandas.DataFrame):
                    return thing
    return None


def _unknown(error: Exception, columns: Iterable[str], frames: Iterable[FrameType]) -> str:
    """Return the first name in an error that is no column, or nothing."""
    if isinstance(error, KeyError) and error.args and not isinstance(error.args[0], str):
        rows = any(frame.f_code.co_filename.endswith("indexing.py") for frame in frames)
        return "" if rows else str(error.args[0])  # a number, where a name was to be
    text = str(error.args[0]) if error.args else ""
    own = getattr(error, "name", None)
    found = [own] if own else _QUOTED.findall(text) or [text]
    return next((name for name in found if name not in {*columns, "DataFrame"}), "")


def _no_such(kind: str, name: str, known: Sequence[str]) -> str:
    code = current()
    if BLANK.fullmatch(name):
        return said(PART, code, "blank")
    near = nearest(name, known)
    if near:
        return said(PART, code, f"{kind}_near", name=name, near=near)
    return said(PART, code, kind, name=name, known=", ".join(known))


def _line(error: Exception, names: Mapping[str, object]) -> int:
    """Return the line of the cell in which it stopped, 0 if it was in none."""
    walked = traceback.walk_tb(error.__traceback__)
    return next((line for frame, line in walked if frame.f_globals is names), 0)
