"""A text in Markdown, judged by the page that nbconvert makes of it.

What a browser does is decided by what it is given, and not by what was typed. So the text is
rendered as formgrader and feedback render it, and every element and attribute of that page must be
on the list of what a text may come to. Else the text is shown letter for letter.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from quizkit.grading.submission.clean_html import PLAIN_TAGS, leads_elsewhere
from quizkit.ports import nbconvert_port

LONGEST = 200_000  # characters of a text that is rendered
# What any text may hold and still be nothing but letters.
ACTIVE = re.compile(r"[<\[&$`~\\]|://|www\.|@")
TAGS = {*PLAIN_TAGS, "img", "section", "input"}
TAG = re.compile(r"<([a-z][^\s/>]*)", re.IGNORECASE)
ATTACHED = ("image/png", "image/jpeg", "image/gif", "image/webp")
PICTURE = re.compile(rf"data:(?:{'|'.join(ATTACHED)});base64,[A-Za-z0-9+/=\s]*")
# What nbconvert writes by itself, by element and attribute; None for any element.
OWN: dict[tuple[str | None, str], re.Pattern[str]] = {
    (None, "title"): re.compile(".*", re.DOTALL),
    (None, "dir"): re.compile("ltr|rtl|auto"),
    (None, "lang"): re.compile("[A-Za-z-]{2,20}"),
    (None, "id"): re.compile(r"[\w%.:¶-][^\s<>]*"),
    ("a", "class"): re.compile("anchor-link|footnote"),
    ("div", "class"): re.compile("highlight|dataframe"),
    ("table", "class"): re.compile("dataframe"),
    ("table", "border"): re.compile("[0-9]{1,2}"),
    ("section", "class"): re.compile("footnotes"),
    ("sup", "class"): re.compile("footnote-ref"),
    ("span", "class"): re.compile("[a-z]{1,3}[0-9]?"),  # of Pygments
    ("code", "class"): re.compile(r"language-[\w+-]+"),
    ("li", "class"): re.compile("task-list-item"),
    ("input", "class"): re.compile("task-list-item-checkbox"),
    ("input", "type"): re.compile("checkbox"),
    ("input", "disabled"): re.compile("(?:disabled)?"),
    ("input", "checked"): re.compile("(?:checked)?"),
    ("td", "style"): re.compile("text-align: ?(?:left|right|center);?"),
    ("th", "style"): re.compile("text-align: ?(?:left|right|center);?"),
    ("td", "colspan"): re.compile("[0-9]{1,2}"),
    ("td", "rowspan"): re.compile("[0-9]{1,2}"),
    ("th", "colspan"): re.compile("[0-9]{1,2}"),
    ("th", "rowspan"): re.compile("[0-9]{1,2}"),
    ("ol", "start"): re.compile("[0-9]{1,9}"),
    ("img", "alt"): re.compile(".*", re.DOTALL),
    ("img", "width"): re.compile("[0-9]{1,4}%?"),
    ("img", "height"): re.compile("[0-9]{1,4}%?"),
}


def only_shows(source: str, attachments: Mapping[str, Any], *, seconds: float = 1) -> bool:
    """Return whether a text comes to a page that a browser does nothing with but show it.

    Args:
        source: the text, in Markdown.
        attachments: pictures that are attached to it, as its notebook has them.
        seconds: of a processor, that it may take to be found.

    >>> only_shows("[b](https://example.org)", {}), only_shows("[b](figure.html)", {})
    (True, False)
    """
    if not ACTIVE.search(source):
        return True
    if len(source) > LONGEST or seconds <= 0:
        return False
    try:
        with _within(seconds):
            return _is_plain(nbconvert_port.page_of(source, attachments))
    except Exception:  # there are many ways to be too much for a renderer
        return False


def _is_plain(page: str) -> bool:
    """Return whether cleaning by the list takes nothing out of a page."""
    found = {name.lower() for name in TAG.findall(page)}
    if not found <= TAGS:
        return False
    refused: list[tuple[str, str, str]] = []

    def allowed(tag: str, name: str, value: str) -> bool:
        if not _may_stay(tag, name, value):
            refused.append((tag, name, value))
        return False

    nbconvert_port.sanitizer(tags=found, attributes=allowed)(page)
    return not refused


def _may_stay(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("a", "href"):
        return value.startswith("#") or leads_elsewhere(value)
    if (tag, name) == ("img", "src"):
        return bool(PICTURE.fullmatch(value))
    return any(
        own and own.fullmatch(value) for own in (OWN.get((tag, name)), OWN.get((None, name)))
    )


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after so long on a processor; in the main thread alone.

    A busy machine takes nothing from an honest text. On Windows, which has no such clock, the
    submission's own allowance has to do.
    """
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield
        return
    before: Any = signal.signal(signal.SIGVTALRM, _time_is_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _time_is_up(*_: object) -> None:
    raise TimeoutError
