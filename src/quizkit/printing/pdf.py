"""A sheet as PDF, typeset by Typst, whose compiler and fonts come with its Python package."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from quizkit.printing.sheet_parts import PrintedSheet
from quizkit.quiz.markup import without_markup
from quizkit.quiz.paper import Gap

TEMPLATE = Path(__file__).parent / "static" / "sheet.typ"
MARKED_UP = {"html", "prompt", "title", "introduction", "before", "after"}
Run = str | list[Any]  # a text, or [tag, run, run, …]
_EMPTY = ("br", "hr", "img")
_BLOCKS = ("table", "thead", "tbody", "tr", "ul", "ol", "blockquote")  # spaces in these are none
_APART = (*_BLOCKS, "p", "pre", "hr", "li", "h1", "h2", "h3")  # and so are those after these


def as_pdf(sheet: PrintedSheet) -> bytes:
    """Typeset a sheet; the same sheet gives the same bytes."""
    import typst  # a compiler of 80 MB: loaded only to print

    data = {**described(sheet), "plain_title": without_markup(sheet.title)}
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs={"sheet": json.dumps(data)})


def described(value: Any) -> Any:
    """Return a sheet or a part of one as plain JSON, its texts as runs.

    >>> from quizkit.printing.sheet_parts import Prose
    >>> described(Prose("a <em>new</em> one"))
    {'part': 'Prose', 'html': ['a ', ['em', 'new'], ' one'], 'label': ''}
    """
    told: dict[str, Any] = {"part": type(value).__name__}
    for field in fields(value):
        told[field.name] = _field(field.name, getattr(value, field.name))
    return told


def _field(name: str, value: Any) -> Any:
    if name in MARKED_UP:
        return runs(value)
    if name in ("rows", "left", "right"):
        return [[sign, runs(text)] for sign, text in value]
    if name == "names":
        return [runs(text) for text in value]
    if name == "pieces":
        return [described(p) if isinstance(p, Gap) else runs(p) for p in value]
    if name in ("entries", "parts"):
        return [described(part) for part in value]
    return value


def runs(html: str) -> list[Run]:
    """Return the texts and elements of ``html``, in order.

    >>> runs("a <em>new</em> agreement")
    ['a ', ['em', 'new'], ' agreement']
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root[1:]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Any] = [""]
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: list[Any] = [tag]
        number = dict(attrs).get("value")
        if tag == "li" and number:
            node.append(["number", number])
        self.open[-1].append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        tag, *before = self.open[-1]
        if not data.strip() and (tag in _BLOCKS or (before and before[-1][0] in _APART)):
            return
        if any(node[0] == "pre" for node in self.open):
            self.open[-1].append(data.removesuffix("\n"))
        else:
            self.open[-1].append(re.sub(r"[ \t\n]+", " ", data))
