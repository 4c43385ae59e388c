"""A lesson as it stands in its page before JupyterLite does: text, figures and questions, as HTML.

It has the form that `lab/reader` gives a lesson, and the names by which its style knows that, so
that nothing moves when the lesson itself takes its place. Raw HTML in a text keeps the few tags
that only set it; scripts, styles and attributes are left out.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizkit.languages import ENGLISH, known, said
from quizkit.notebooks import Cell, Notebook, is_automatic, read

FORMS = (  # by the id of a cell, as `lab/reader/src/lesson.ts` has them
    ("title", "title"),
    ("(objectives|contents)", "objectives"),
    ("prediction", "prediction"),
    (r"exercise-\d+(-(cell|check|solution))?", "exercise"),
    ("practice(-quiz)?", "practice"),
    ("key-points", "key-points"),
    ("(further|sources)", "sources"),
)
COMMENT = re.compile("<!--.*?-->", re.DOTALL)
TAG = re.compile(r"(</?)([A-Za-z][\w-]*)[^<>]*>")
SETTING = set("b br code dd details div dl dt em hr i kbd li mark ol p pre q s small".split())
SETTING |= set("span strong sub summary sup table tbody td th thead tr u ul".split())
NOTE = re.compile('(?<=<p class="quizkit-note">).*?(?=</p>)')


def still_page(path: Path, name: str) -> str:
    """Return a notebook of a site, by its name there, as a part of a page; nothing if it is none.

    ``path`` is its file, with what its cells show.
    """
    notebook, _ = read(path, Notebook)
    if notebook is None:
        return ""
    mark = notebook.metadata.get("quizkit", {})
    language = mark.get("language") if mark.get("language") in known() else ENGLISH
    raw = json.loads(path.read_bytes())["cells"]
    folder = str(PurePosixPath(name).parent)
    cells = (_cell(c, r, language, folder) for c, r in zip(notebook.cells, raw, strict=True))
    return (
        f'<div class="jp-NotebookPanel quizkit-lesson" lang="{language}">'
        '<div class="quizkit-strip"></div><div class="jp-Notebook">'
        '<div class="jp-WindowedPanel-outer" tabindex="-1"><div class="jp-WindowedPanel-inner">'
        + "\n".join(cells)
        + "</div></div></div></div>\n"
    )


def _cell(cell: Cell, raw: Mapping[str, Any], language: str, folder: str) -> str:
    marks, part = "", "input"
    if cell.kind == "markdown":
        kind, held = "read", _rendered("Markdown", _text(cell, raw, folder))
    elif is_automatic(cell):
        kind, part = "auto", "output"
        held = "".join(_shown(output, language) for output in raw["outputs"])
        asks = "show(" in cell.source or "review(" in cell.source
        shows = "figure" if ".figures." in cell.source else "quiz" if asks else ""
        marks = f' data-quizkit-shows="{shows}"'
    else:
        kind, held = "work", _to_work_in(cell, language)
    waits = "" if held else " quizkit-waiting"
    return (
        f'<div class="jp-Cell jp-{cell.kind.title()}Cell{waits}" data-quizkit-cell="{kind}"'
        f' data-quizkit-form="{_form(cell, language)}"{marks}>'
        f'<div class="jp-Cell-{part}Wrapper">{held}</div></div>'
    )


def _form(cell: Cell, language: str) -> str:
    more = cell.source.startswith(f"### {said('reader', language, 'more_time')}")
    found = (form for name, form in FORMS if re.fullmatch(name, cell.id))
    return next(found, "more-time" if more else "text")


def _rendered(kind: str, html: str) -> str:
    return f'<div class="jp-RenderedHTMLCommon jp-Rendered{kind} jp-OutputArea-output">{html}</div>'


def _shown(output: Mapping[str, Any], language: str) -> str:
    page = output.get("data", {}).get("text/html")
    if not page:
        return ""
    soon = escape(said("reader", language, "soon"))
    return f'<div class="jp-OutputArea-child">{_rendered("HTML", NOTE.sub(soon, page))}</div>'


def _to_work_in(cell: Cell, language: str) -> str:
    run = f'<button class="quizkit-run" disabled>{said("reader", language, "run")}</button>'
    bar = f'<div class="quizkit-run-bar">{run}</div>' if cell.kind == "code" else ""
    return f'<div class="jp-InputArea-editor"><pre>{escape(cell.source)}</pre></div>{bar}'


def _text(cell: Cell, raw: Mapping[str, Any], folder: str) -> str:
    tokens = _markdown().parse(cell.source)
    for token in (inner for outer in tokens for inner in (outer, *(outer.children or ()))):
        for name in ("href", "src"):
            if name in token.attrs:
                address = _address(str(token.attrs[name]), raw.get("attachments") or {}, folder)
                token.attrs[name] = address
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))


def _address(address: str, attachments: Mapping[str, Any], folder: str) -> str:
    """Return where a text's link leads to, or its picture is, from the page of the notebooks."""
    parts = urlsplit(address)
    if parts.scheme == "attachment":
        kind, data = next(iter(attachments.get(parts.path, {}).items()), ("", ""))
        return f"data:{kind};base64,{data}"
    if parts.scheme or parts.netloc or not parts.path:
        return address
    place = posixpath.normpath(f"{folder}/{parts.path}")
    return f"index.html?path={place}" if place.endswith(".ipynb") else f"../files/{place}"


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for kind in ("html_block", "html_inline"):
        markdown.add_render_rule(kind, _cleaned)
    return markdown


def _cleaned(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Leave of HTML in a text the tags that only set it, without their attributes."""
    pieces = TAG.split(COMMENT.sub("", tokens[at].content))
    written = [escape(unescape(pieces[0]), quote=False)]
    for open_, name, text in zip(*[iter(pieces[1:])] * 3, strict=True):
        written.append(f"{open_}{name}>" if name.lower() in SETTING else "")
        written.append(escape(unescape(text), quote=False))
    return "".join(written)
