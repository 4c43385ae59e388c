"""HTML and Markdown without what a browser would do more with than show it.

The cleaning itself is nbconvert's. Around it stands what it leaves open: how much time it may take,
style sheets whose text it would leave, and links in Markdown, which it does not know of.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from nbconvert.preprocessors.sanitize import SanitizeHTML

from quizkit.ports import nbconvert_port

LARGEST_HTML = 100_000  # characters of a text that are worth the time that cleaning takes
DEEPEST_HTML = 300  # elements in one another: the time grows with the square of it
PLAIN_TAGS = (
    *("a", "abbr", "acronym", "b", "blockquote", "br", "caption", "cite", "code", "col"),
    *("colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "u", "ul", "var"),
)
_SIMPLE_TAG = re.compile(
    rf"</?(?:{'|'.join(tag for tag in PLAIN_TAGS if tag != 'a')})\s*/?>", re.IGNORECASE
)
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^\s<>\"'`]*>|<[\w.+-]+@[\w.-]+>", re.IGNORECASE)
ANY_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_RUNS = re.compile(r"(?:java|vb|live)script:|^>*[`~]{3,}mermaid", re.IGNORECASE | re.MULTILINE)
_SHEETS = [
    (re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE))
    for tag in ("style", "script")
]
# No address in it, however it is written.
_PLAIN_STYLE = re.compile(r"(?:[^\\(@]|\b(?:rgb|hsl)a?\()*", re.IGNORECASE)
_NAME = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
SHOWING = (
    *("img", "iframe", "video", "audio", "svg", "canvas", "object", "embed", "script", "input"),
    *("button", "select", "textarea", "math", "picture", "applet", "frame", "map"),
)
QUOTE = re.compile(r"^(?:[ \t]*&gt;)+", re.MULTILINE)
_Sanitizer: Any = SanitizeHTML  # nbconvert has types for some of what it does


def leads_elsewhere(address: str) -> bool:
    """Return whether an address is one of another computer, in the world and not in the house.

    >>> [leads_elsewhere(a) for a in ("https://example.org/a", "http://localhost:8888", "/logout")]
    [True, False, False]
    """
    parts = urlsplit(address.strip())
    if parts.scheme == "mailto":
        return True
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host.strip("."):
        return False
    return not (host.endswith((".local", ".internal", ".")) or _is_number(host))


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host.rpartition(".")[2].isdecimal()
    return True


def _attribute(tag: str, name: str, value: str) -> bool:
    """Return whether an attribute may stay; a class only where nbconvert's style sheet has it."""
    if name == "style":
        return bool(_PLAIN_STYLE.fullmatch(value))
    if (tag, name) == ("a", "href"):
        return leads_elsewhere(value)
    if name in ("title", "dir", "lang"):
        return True
    if name == "class":
        return value == "dataframe"
    allowed = {
        "table": ("border",),
        "td": ("colspan", "rowspan"),
        "th": ("colspan", "rowspan", "scope"),
        "ol": ("start",),
    }
    return name in allowed.get(tag, ())


SAFE_KINDS = frozenset(_Sanitizer().safe_output_keys) - {"metadata"}


@cache
def _sanitizer(*, strip: bool) -> Callable[[str], str]:
    return nbconvert_port.sanitizer(tags=PLAIN_TAGS, attributes=_attribute, strip=strip)


@lru_cache(maxsize=64)  # what the teacher's own cells show is the same for everyone
def cleaned_html(source: str, *, strip: bool) -> str | None:
    """Return a text without what a browser would do more with than show it; None if it is hopeless.

    >>> cleaned_html("<b onclick='x()'>a</b>", strip=True)
    '<b>a</b>'
    """
    if len(source) > LARGEST_HTML or _too_deep(source):
        return None
    try:
        return str(_sanitizer(strip=strip)(source))
    except (RecursionError, ValueError):
        return None


def _too_deep(source: str) -> bool:
    """Return whether elements lie so deep in one another that cleaning would take minutes."""
    within: list[str] = []
    for closes, tag in _NAME.findall(source.lower()):
        if not closes and tag not in _VOID:
            within.append(tag)
        elif closes and tag in within[-8:]:
            while within.pop() != tag:
                pass
        if len(within) > DEEPEST_HTML:
            return True
    return False


def without_sheets(source: str) -> str:
    """Leave out style sheets and scripts: the sanitizer takes their tags and leaves their text.

    >>> without_sheets("<style scoped>td {color: red}</style><b>x</b>")
    '<b>x</b>'
    """
    for opening, closing in _SHEETS:
        kept, at = [], 0
        while (start := opening.search(source, at)) and (
            end := closing.search(source, start.end())
        ):
            kept.append(source[at : start.start()])
            at = end.end()
        source = "".join([*kept, source[at:]])
    return source


def has_tags(source: str) -> bool:
    """Return whether there are tags in a text other than the plainest ones.

    >>> has_tags("H<sub>2</sub>O < 1 <https://example.org>"), has_tags("<img src=x>")
    (False, True)
    """
    return bool(ANY_TAG.search(_ADDRESS.sub("", _SIMPLE_TAG.sub("", source))))


def lost_tags(source: str) -> list[str]:
    """Name what of an HTML text was to be seen or heard, and is taken out of it.

    >>> lost_tags("<b>a</b><iframe src='//x.example'></iframe><style>b {color: red}</style>")
    ['<iframe>']
    """
    found = dict.fromkeys(tag for _, tag in _NAME.findall(source[:LARGEST_HTML].lower()))
    return [f"<{tag}>" for tag in found if tag in SHOWING]


def runs_code(source: str) -> bool:
    r"""Return whether a link in a text could run code, however it is written.

    >>> runs_code("[x](java&#115;cript\\:alert(1))"), runs_code("a: b")
    (True, False)
    """
    seen = html.unescape(html.unescape(source))
    joined = re.sub(r"[\x00-\x09\x0b-\x20\\]", "", seen)
    return bool(_RUNS.search(joined))


def as_plain_text(source: str) -> str:
    """Return a text so that Markdown shows it letter for letter."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"
