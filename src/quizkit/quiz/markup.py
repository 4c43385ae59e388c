"""Markdown texts as HTML for the page and as plain text for labels.

CommonMark with raw HTML off: what an author writes is shown, never run. A text of one line is
never a list, heading or the like, so ``10. January`` keeps its number; and in no text does
anything typed vanish: no link definitions, no entities, no pictures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[\]<>&!|~\n]")
_TAG = re.compile(r"<[^>]+>")
_ITEM = re.compile(r'<li(?: value="(\d+)")?>\s*')
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])")
# A backslash before these is taken off; elsewhere it stays, for it may be a path or a formula.
_ESCAPABLE = frozenset("`*_[]<>#+-.!|~&\n")
_UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"  # letters by name that show nothing


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded only when a text has any markup at all

    markdown = MarkdownIt("js-default", {"html": False, "linkify": False})
    markdown.disable(["entity", "reference", "lheading"])
    markdown.inline.ruler.before("escape", "typed", _as_typed)
    markdown.add_render_rule("image", _picture)
    markdown.add_render_rule("list_item_open", _item)
    return markdown


def _as_typed(state: StateInline, silent: bool) -> bool:
    """Keep a backslash that escapes nothing, and the asterisks of ``2*3*4`` and ``2**8``."""
    source, start = state.src, state.pos
    if source[start] == "\\":
        end = start + 1
        if end < len(source) and source[end] in _ESCAPABLE:
            return False
    elif source[start] == "*":
        end = start + len(source[start:]) - len(source[start:].lstrip("*"))
        around = source[start - 1 : start] + source[end : end + 1]
        within = len(around) == 2 and around.isalnum()
        if not within or (end - start > 1 and not re.search(r"\d", around)):
            return False
    else:
        return False
    if not silent:
        state.pending += source[start:end]
    state.pos = end
    return True


def _picture(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Show a picture as it was typed: no page fetches anything."""
    return escape(f"![{tokens[at].content}]({tokens[at].attrGet('src')})", quote=False)


def _item(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Open an item of a list with the number that was typed, whatever came before."""
    number = tokens[at].info
    return f'<li value="{int(number)}">' if number else "<li>"


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Render one text: HTML inline where it is one line or paragraph, else in blocks.

    >>> html("a *new* agreement")
    'a <em>new</em> agreement'
    >>> html("10. January <2022>")
    '10. January &lt;2022&gt;'
    """
    if not _MARKED.search(text):
        return escape(text, quote=False)
    if "\n" not in text.strip():
        return str(_markdown().renderInline(text.strip()))
    rendered = str(_markdown().render(text)).strip()
    inner = rendered.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner and rendered.startswith("<p>") else rendered


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text without its markup, for labels and for a page without HTML.

    >>> plain("a *new* agreement")
    'a new agreement'
    """
    return without_markup(html(text))


def without_markup(rendered: str) -> str:
    """Return the text of rendered HTML; items of a list keep their signs.

    >>> without_markup("a <em>new</em> agreement")
    'a new agreement'
    """
    listed = _ITEM.sub(lambda item: f"{item[1]}. " if item[1] else "- ", rendered)
    return unescape(_TAG.sub("", _CELL.sub(" | ", listed))).strip()


def shows(text: str) -> bool:
    """Return whether anything of a text can be seen once it is rendered.

    >>> shows("Geneva"), shows("[](https://osce.org)")
    (True, False)
    """
    return any(unicodedata.category(c)[0] not in "CZM" and c not in _UNSEEN for c in plain(text))


def pictures(text: str) -> list[str]:
    """Return the addresses of the pictures in a text.

    >>> pictures("![A cell](cell.png)")
    ['cell.png']
    """
    if "![" not in text:
        return []
    parts = _markdown().parse(text) if "\n" in text else _markdown().parseInline(text)
    inner = [token for part in parts for token in _all(part)]
    return [str(token.attrGet("src")) for token in inner if token.type == "image"]


def _all(token: Token) -> list[Token]:
    """Return a token and all within it: a picture may stand in a link."""
    return [token, *(inner for child in token.children or () for inner in _all(child))]
