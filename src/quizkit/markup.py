"""Markdown texts as HTML for the page and as plain text for labels.

CommonMark with raw HTML off: what an author writes is shown, never run.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKED = re.compile(r"[\\`*_\[\]<>&#!|~\n]|^\s*(?:[-+>]|\d+[.)])\s|^ {4}|\s$")
_TAG = re.compile(r"<[^>]+>")


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded only when a text has any markup at all

    return MarkdownIt("js-default", {"html": False, "linkify": False})


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Render one text: HTML inline where it is one paragraph, else in blocks.

    >>> html("a *new* agreement")
    'a <em>new</em> agreement'
    >>> html("<script>")
    '&lt;script&gt;'
    """
    if not _MARKED.search(text):
        return escape(text, quote=False)
    rendered = str(_markdown().render(text)).strip()
    inner = rendered.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner and rendered.startswith("<p>") else rendered


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Give a text without its markup, for labels and for a page without HTML.

    >>> plain("a *new* agreement")
    'a new agreement'
    """
    return without_markup(html(text))


def without_markup(rendered: str) -> str:
    """Give the text of rendered HTML.

    >>> without_markup("a <em>new</em> agreement")
    'a new agreement'
    """
    return unescape(_TAG.sub("", rendered)).strip()
