"""Nothing that a student wrote runs in the browser of whoever opens the graded notebook.

Formgrader and feedback show texts as Markdown, and what code has put out as HTML, in the page of
somebody who may change every grade. nbconvert's own sanitizer takes out what could do anything
there. What this step adds:

- tables and headings survive; they say nothing to a browser but how to show them;
- a style sheet in an output is dropped with its text, which would else be read as a text;
- metadata of an output is dropped but for the sizes of a picture: nbconvert puts some of it into
  the page as it is, and quizkit keeps the accounts of quizzes there;
- a text of the student's is left as it is where there is nothing in it to take out, since nbgrader
  tells by its letters whether it was answered at all;
- what the sanitizer knows nothing of, a link that runs code, makes the text be shown as plain text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from quizkit.course.review import Review

LARGEST_HTML = 100_000  # characters of a text that are worth the time that cleaning takes
MOST_HTML = 500_000  # of all that is cleaned in a notebook
DEEPEST_HTML = 300  # elements in one another: the time grows with the square of it
PICTURES = ("image/png", "image/jpeg")
LANGUAGE = ("name", "version", "mimetype", "file_extension", "pygments_lexer", "nbconvert_exporter")
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
_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_RUNS = re.compile(
    r"(?:java|vb|live)script:|^(?:>|\s)*[`~]{3,}mermaid", re.IGNORECASE | re.MULTILINE
)
_SHEETS = [
    (re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE))
    for tag in ("style", "script")
]
_NAME = re.compile(r"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
_QUOTE = re.compile(r"^(?:[ \t]*&gt;)+", re.MULTILINE)
_Sanitizer: Any = SanitizeHTML


def _attribute(tag: str, name: str, value: str) -> bool:
    """Say whether an attribute may stay; a class only where nbconvert's style sheet has it."""
    if name in ("title", "dir", "lang", "style"):
        return True
    if name == "class":
        return value == "dataframe"
    allowed = {
        "a": ("href",),
        "table": ("border",),
        "td": ("colspan", "rowspan"),
        "th": ("colspan", "rowspan", "scope"),
        "ol": ("start",),
    }
    return name in allowed.get(tag, ())


class SanitizeStudentsWork(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take out of a notebook what a student could have put there for the reader's browser."""

    _left = MOST_HTML

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean every cell, but for the accounts of quizzes, which quizkit wrote."""
        self._left = MOST_HTML
        ours = [cell for cell, _ in Review.of(resources).tagged]
        for cell in nb.cells:
            if cell.cell_type == "code":
                if not any(cell is each for each in ours):
                    cell.outputs = [self.cleaned(output) for output in cell.outputs]
            elif not _is_the_teachers(cell):
                cell.source = self.text(cell.source)
                _keep_pictures(cell)
        nb.metadata.pop("widgets", None)  # rendered by code that trusts what it is given
        _check_language(nb.metadata)
        return nb, resources

    def cleaned(self, output: Any) -> Any:
        """Clean one output."""
        if "data" not in output:
            return output
        data = output.data
        for kind in [kind for kind in data if kind.startswith("text/") and kind != "text/plain"]:
            if not isinstance(data[kind], str) or len(data[kind]) > LARGEST_HTML:
                del data[kind]
            elif kind == "text/html":
                data[kind] = self._html(data[kind])
            elif kind == "text/markdown":
                data[kind] = self.text(data[kind])
            elif kind != "text/latex":
                del data[kind]
        for kind in [kind for kind in data if not kind.startswith("text/")]:
            if kind not in _sanitizer(strip=True).safe_output_keys:
                del data[kind]
        output.metadata = type(output.metadata)(_sizes(output.metadata))
        return output

    def text(self, source: str) -> str:
        """Clean a text in Markdown; where there is nothing to clean, it stays letter for letter."""
        if _runs_code(source):
            return _as_plain_text(source)
        if not _has_tags(source):
            return source
        clean = self._clean(source, strip=False)
        if clean is None or _runs_code(clean):
            return _as_plain_text(source)
        return _QUOTE.sub(lambda found: html.unescape(found[0]), clean)

    def _html(self, source: str) -> str:
        return self._clean(_without_sheets(source), strip=True) or ""

    def _clean(self, source: str, *, strip: bool) -> str | None:
        self._left -= len(source)
        return _cleaned(source, strip=strip) if self._left > 0 else None


@cache
def _sanitizer(*, strip: bool) -> Any:
    return _Sanitizer(tags=list(PLAIN_TAGS), attributes=_attribute, strip=strip)


@lru_cache(maxsize=64)  # what the teacher's own cells show is the same for everyone
def _cleaned(source: str, *, strip: bool) -> str | None:
    """Give a text without what a browser would do more with than show it; None if it is hopeless.

    >>> _cleaned("<b onclick='x()'>a</b>", strip=True)
    '<b>a</b>'
    """
    if len(source) > LARGEST_HTML or _too_deep(source):
        return None
    try:
        return str(_sanitizer(strip=strip).sanitize_html_tags(source))
    except (RecursionError, ValueError):
        return None


def _too_deep(source: str) -> bool:
    """Say whether elements lie so deep in one another that cleaning would take minutes."""
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


def _without_sheets(source: str) -> str:
    """Leave out style sheets and scripts: the sanitizer takes their tags and leaves their text.

    >>> _without_sheets("<style scoped>td {color: red}</style><b>x</b>")
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


def _is_the_teachers(cell: Any) -> bool:
    """Say whether a text is as it was released: restored, or not touched."""
    if utils.is_locked(cell):
        return True
    released = cell.metadata.get("nbgrader", {}).get("checksum")
    return released is not None and released == utils.compute_checksum(cell)


def _has_tags(source: str) -> bool:
    """Say whether there are tags in a text other than the plainest ones.

    >>> _has_tags("H<sub>2</sub>O < 1 <https://example.org>"), _has_tags("<img src=x>")
    (False, True)
    """
    return bool(_TAG.search(_ADDRESS.sub("", _SIMPLE_TAG.sub("", source))))


def _runs_code(source: str) -> bool:
    r"""Say whether a link in a text could run code, however it is written.

    >>> _runs_code("[x](java&#115;cript\\:alert(1))"), _runs_code("a: b")
    (True, False)
    """
    seen = html.unescape(html.unescape(source))
    joined = re.sub(r"[\x00-\x09\x0b-\x20\\]", "", seen)
    return bool(_RUNS.search(joined))


def _as_plain_text(source: str) -> str:
    """Give a text so that Markdown shows it letter for letter."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{source}\n{fence}"


def _keep_pictures(cell: Any) -> None:
    """Keep of a text's attachments the pictures."""
    attachments = cell.get("attachments")
    if isinstance(attachments, Mapping):
        cell.attachments = type(cell)(
            {
                name: type(cell)({kind: data for kind, data in kinds.items() if kind in PICTURES})
                for name, kinds in attachments.items()
            }
        )


def _sizes(metadata: Any) -> Iterator[tuple[str, Any]]:
    for kind in PICTURES:
        about = metadata.get(kind)
        if isinstance(about, Mapping):
            sizes = {name: about.get(name) for name in ("width", "height")}
            found = {name: size for name, size in sizes.items() if type(size) in (int, float)}
            if found:
                yield kind, type(metadata)(found)


def _check_language(metadata: Any) -> None:
    """Keep of what a kernel told of its language what is plain: pages put it into class names."""
    told = metadata.get("language_info")
    if not isinstance(told, Mapping):
        metadata.pop("language_info", None)
        return
    kept = {name: told[name] for name in LANGUAGE if _is_word(told.get(name))}
    mode = told.get("codemirror_mode")
    if isinstance(mode, Mapping):
        mode = type(metadata)({name: each for name, each in mode.items() if _is_word(each)})
    if mode is not None and (isinstance(mode, Mapping) or _is_word(mode)):
        kept["codemirror_mode"] = mode
    metadata["language_info"] = type(metadata)({"name": "", **kept})


def _is_word(value: Any) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"[\w./+ -]{1,60}", value) is not None
    return type(value) is int
