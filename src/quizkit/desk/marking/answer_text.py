"""What a student wrote, as HTML that a browser can do nothing with but show it.

An answer is a stranger's text. It is read as CommonMark with raw HTML off, so that what looks like
a tag is shown as it was typed; a link is one only where it leads to another computer in the world;
a picture is one only where it is attached to the answer, and is of a kind that is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from quizkit.course.essay_cells import typed
from quizkit.grading.submission.clean_html import leads_elsewhere
from quizkit.grading.submission.rendered import ATTACHED, PICTURE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 12_000  # characters of an answer that is read as Markdown; a longer one is shown as typed
LONGEST_SHOWN = 200_000
LARGEST_PICTURE = 8_000_000  # characters of its data
ATTACHMENT = "attachment:"
REASON, TAG = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL), re.compile(r"<[^>]*>")
ALIGNED = re.compile(r' style="text-align:[a-z]+"')  # which the page's policy forbids
UNPRINTABLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def answer_html(source: str, attachments: Any = None) -> str:
    """Return an answer in Markdown as HTML.

    >>> answer_html("<img src=x onerror=alert(1)> *yes*")
    '<p>&lt;img src=x onerror=alert(1)&gt; <em>yes</em></p>'
    """
    if len(source) > LONGEST:
        return plain_html(typed(source) or source)
    environment = {ATTACHMENT: attachments if isinstance(attachments, Mapping) else {}}
    return ALIGNED.sub("", _markdown().render(source, environment)).strip()


def plain_html(text: str) -> str:
    """Return a text letter for letter, as HTML.

    >>> plain_html("a < b")
    '<pre>a &lt; b</pre>'
    """
    cut = len(text) > LONGEST_SHOWN
    return f"<pre>{escape(text[:LONGEST_SHOWN], quote=False)}{'…' if cut else ''}</pre>"


def note_html(note: str) -> str:
    """Return the reasons of a note for the teacher as HTML, each as the text that it is.

    >>> note_html('<ul style="margin:0"><li>Same as <b>ben</b> &amp; cas.</li></ul>')
    '<ul><li>Same as ben &amp; cas.</li></ul>'
    """
    reasons = (unescape(TAG.sub("", each)) for each in REASON.findall(note[:LONGEST_SHOWN]))
    items = "".join(f"<li>{escape(reason, quote=False)}</li>" for reason in reasons)
    return f"<ul>{items}</ul>" if items else ""


def picture_html(kind: str, data: str, alt: str = "") -> str | None:
    """Return a picture as HTML; None where it is of no known kind, or none at all."""
    if kind not in ATTACHED or len(data) > LARGEST_PICTURE:
        return None
    address = f"data:{kind};base64,{data}"
    if not PICTURE.fullmatch(address):
        return None
    return f'<img src="{escape(address)}" alt="{escape(alt)}">'


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("js-default", {"html": False, "linkify": False})
    markdown.add_render_rule("image", _picture)
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule("fence", _fence)
    for level in ("heading_open", "heading_close"):
        markdown.add_render_rule(level, _heading)
    return markdown


def _picture(_: Any, tokens: Sequence[Token], at: int, __: Any, environment: Any) -> str:
    """Show a picture that is attached; of another one, what was typed."""
    token = tokens[at]
    source = str(token.attrGet("src"))
    if source.startswith(ATTACHMENT):
        name = unquote(source.removeprefix(ATTACHMENT))
        kinds = environment[ATTACHMENT].get(name)
        for kind, data in kinds.items() if isinstance(kinds, Mapping) else ():
            whole = "".join(data) if isinstance(data, list) else data
            if isinstance(whole, str) and (shown := picture_html(str(kind), whole, token.content)):
                return shown
    return escape(f"![{token.content}]({source})", quote=False)


def _link(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Open a link; where it leads nowhere that a reader should go, an anchor without an address."""
    address = str(tokens[at].attrGet("href"))
    if not leads_elsewhere(address):
        return f'<a title="{escape(address)}">'
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'


def _fence(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return f"<pre>{escape(tokens[at].content, quote=False)}</pre>"


def _heading(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Make of a heading in an answer a line in bold: the page's own headings are others."""
    return '<p class="heading">' if tokens[at].nesting == 1 else "</p>"


def output_text(text: str) -> str:
    r"""Return what code has printed, without the colours of a terminal.

    >>> output_text("\x1b[31mred\x1b[0m")
    'red'
    """
    return UNPRINTABLE.sub("", text)
