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
- where an output loses something that was to be seen, a figure or a player, a line says so;
- what the sanitizer knows nothing of, a link that runs code, makes the text be shown as plain text.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbconvert.filters import ansi
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from quizkit import languages
from quizkit.course.quiz_cells import language_of
from quizkit.course.review import Review
from quizkit.grading.submission.clean_html import (
    ANY_TAG,
    LARGEST_HTML,
    QUOTE,
    SAFE_KINDS,
    as_plain_text,
    cleaned_html,
    has_tags,
    lost_tags,
    runs_code,
    without_sheets,
)
from quizkit.grading.submission.rendered import ATTACHED, only_shows

MOST_HTML = 500_000  # of all that is cleaned in a notebook
SECONDS = 10.0  # of a processor, for rendering a notebook's texts
COLOUR, MOST_COPIED = "\x1b[", 10**9  # how one begins; characters, in a notebook
PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
LONGEST_PLAIN, LONGEST_NAME, MOST_NAMED = 2_000, 60, 5  # characters, characters, kinds
NAMES = {  # of what has a longer one
    "application/vnd.jupyter.widget-view+json": "widget",
    "application/javascript": "JavaScript",
    "text/javascript": "JavaScript",
}
_without_colours: Any = ansi.strip_ansi  # nbconvert has types for some of what it does
LANGUAGE = ("name", "version", "mimetype", "file_extension", "pygments_lexer", "nbconvert_exporter")


class SanitizeStudentsWork(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take out of a notebook what a student could have put there for the reader's browser."""

    _left = MOST_HTML
    _copied = MOST_COPIED
    _seconds = SECONDS
    _language = "en"

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean every cell, but for the accounts of quizzes, which quizkit wrote."""
        self._left, self._seconds, self._copied = MOST_HTML, SECONDS, MOST_COPIED
        self._language = language_of(nb)
        ours = [cell for cell, _ in Review.of(resources).tagged]
        for cell in nb.cells:
            if cell.cell_type == "code":
                if not any(cell is each for each in ours):
                    cell.outputs = [self.cleaned(output) for output in cell.outputs]
            elif not _is_the_teachers(cell):
                _keep_pictures(cell)
                if cell.cell_type == "raw":
                    cell.source = self.raw(cell.source)
                else:
                    cell.source = self.text(cell.source, cell.get("attachments"))
        nb.metadata.pop("widgets", None)  # rendered by code that trusts what it is given
        _check_language(nb.metadata)
        return nb, resources

    def cleaned(self, output: Any) -> Any:
        """Clean one output; where that takes away what was to be seen, a line says so."""
        self._limit_colours(output)
        if "data" not in output:
            return output
        data = output.data
        gone: list[str] = [each for kind in list(data) for each in self._clean_kind(data, kind)]
        if gone and any(kind in data for kind in PICTURES):
            data.pop("text/html", None)  # what is left of it would be shown in the picture's place
        elif gone and not any(data.get(kind) for kind in ("text/latex", "text/markdown")):
            _tell(data, gone, self._language)
        output.metadata = type(output.metadata)(_sizes(output.metadata))
        return output

    def _limit_colours(self, output: Any) -> None:
        """Leave colours out where there are too many: nbconvert copies the rest for each."""
        for within, name in _coloured(output):
            text = within[name]
            self._copied -= text.count(COLOUR) * len(text)
            if self._copied < 0:
                within[name] = _without_colours(text)

    def _clean_kind(self, data: Any, kind: str) -> list[str]:
        """Clean an output of one kind; name what of it was to be seen and is gone."""
        shown = data[kind]
        safe = kind in SAFE_KINDS and not kind.startswith("text/")
        if kind == "text/plain" or (safe and (kind not in PICTURES or _is_base64(shown))):
            return []
        if kind == "text/html" and _fits(shown):
            data[kind] = self._html(shown)
            seen = data[kind] or not without_sheets(shown).strip()
            return lost_tags(shown) or ([] if seen else [kind])
        if kind == "text/markdown" and _fits(shown):
            data[kind] = self.text(shown)
            return []
        if kind == "text/latex" and _fits(shown):
            return []
        del data[kind]
        return [kind]

    def text(self, source: str, attachments: Any = None) -> str:
        """Clean a text in Markdown; where there is nothing to clean, it stays letter for letter.

        One that cannot be cleaned so that its page only shows something is shown as it was typed.
        """
        clean = self._without_tags(source)
        began = time.process_time()
        shows = clean is not None and only_shows(
            clean, attachments or {}, seconds=min(1, self._seconds)
        )
        self._seconds -= time.process_time() - began
        return clean if clean is not None and shows else as_plain_text(source)

    def _without_tags(self, source: str) -> str | None:
        """Take out of a text what the sanitizer takes out of HTML; None if that is hopeless."""
        if runs_code(source):
            return None
        if not has_tags(source):
            return source
        clean = self._clean(source, strip=False)
        if clean is None or runs_code(clean):
            return None
        return QUOTE.sub(lambda found: html.unescape(found[0]), clean)

    def raw(self, source: str) -> str:
        """Clean a text that is shown as it is, in pages that show it at all."""
        if not ANY_TAG.search(source):
            return source
        return self._clean(source, strip=False) or html.escape(source)

    def _html(self, source: str) -> str:
        return self._clean(without_sheets(source), strip=True) or ""

    def _clean(self, source: str, *, strip: bool) -> str | None:
        self._left -= len(source)
        return cleaned_html(source, strip=strip) if self._left > 0 else None


def _coloured(output: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where an output has texts whose colours are shown."""
    traceback, data = output.get("traceback", []), output.get("data", {})
    yield from ((traceback, line) for line in range(len(traceback)))
    yield from ((within, name) for within, name in ((output, "text"), (data, "text/plain"))
                if isinstance(within.get(name), str))  # fmt: skip


def _is_base64(data: Any) -> bool:
    return isinstance(data, str) and BASE64.fullmatch(data) is not None


def _fits(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LARGEST_HTML


def _tell(data: Any, gone: Sequence[str], language: str) -> None:
    """Leave a line in the place of what is not shown, below what is left of the output."""
    words = dict.fromkeys(NAMES.get(kind, kind)[:LONGEST_NAME] for kind in gone[:MOST_NAMED])
    said = languages.said("sanitizing", language, "not_shown", kinds=", ".join(words))
    shown = data.get("text/html")
    if not shown and isinstance(data.get("text/plain"), str):
        shown = f"<pre>{html.escape(data['text/plain'][:LONGEST_PLAIN])}</pre>"
    data["text/html"] = f"{shown or ''}<p><em>{html.escape(said)}</em></p>"


def _is_the_teachers(cell: Any) -> bool:
    """Return whether a text is as it was released: restored, or not touched."""
    if utils.is_locked(cell):
        return True
    released = cell.metadata.get("nbgrader", {}).get("checksum")
    return released is not None and released == utils.compute_checksum(cell)


def _keep_pictures(cell: Any) -> None:
    """Keep of a text's attachments the pictures."""
    attachments = cell.get("attachments")
    if isinstance(attachments, Mapping):
        kept = {
            name: type(cell)({kind: data for kind, data in kinds.items() if kind in ATTACHED})
            for name, kinds in attachments.items()
            if isinstance(kinds, Mapping)
        }
        cell.attachments = type(cell)({name: kinds for name, kinds in kept.items() if kinds})


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
