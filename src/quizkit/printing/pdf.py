"""A sheet as PDF, typeset by Typst, whose compiler and fonts come with its Python package."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quizkit.languages import colon
from quizkit.printing.sheet_parts import PrintedSheet
from quizkit.quiz.markup import without_markup
from quizkit.quiz.paper import Gap
from quizkit.quiz.pictures.picture import Picture

TEMPLATE = Path(__file__).parent / "static" / "sheet.typ"
MARKED_UP = {"html", "prompt", "title", "introduction", "before", "after"}
# A text, or [tag, run, run, …]; pictures and formulas have {…} behind their tag, cells their side.
Run = str | list[Any]
_EMPTY = ("br", "hr", "img")
_BLOCKS = ("table", "thead", "tbody", "tr", "ul", "ol", "blockquote")  # spaces in these are none
_APART = (*_BLOCKS, "div", "p", "pre", "hr", "li", "h1", "h2", "h3")  # and so are those after these


def as_pdf(sheet: PrintedSheet) -> bytes:
    """Typeset a sheet; the same sheet gives the same bytes."""
    import typst  # a compiler of 80 MB: loaded only to print

    data = {**described(sheet), "plain_title": without_markup(sheet.title)}
    data["colon"] = colon(sheet.language)
    with TemporaryDirectory() as folder:
        for picture in sheet.pictures.values():
            (Path(folder) / _file(picture)).write_bytes(picture.data)
        main = Path(folder) / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        return typst.compile(main, root=Path(folder), sys_inputs={"sheet": json.dumps(data)})


def _file(picture: Picture) -> str:
    return f"{picture.name}.{picture.media.partition('/')[2].partition('+')[0]}"


def _placed(picture: Picture) -> dict[str, Any]:
    """Return where a picture is and how large it is shown, in pixels."""
    return {"file": _file(picture), "width": picture.shown_size[0], "small": picture.is_small}


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
    if name == "pictures":
        return {name: _placed(picture) for name, picture in value.items()}
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


def _is_apart(node: Run) -> bool:
    """Return whether a node stands on lines of its own."""
    if node[0] == "span" and len(node) > 1 and node[1][0] == "math":
        return "display" in node[1][1]
    return node[0] in _APART


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Any] = [""]
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: list[Any] = [tag]
        told = dict(attrs)
        number = told.get("value")
        if tag == "math" or any(each[0] == "math" for each in self.open):
            node.append(told)
        elif tag == "img":
            node.append({"name": told.get("data-picture"), "alt": told.get("alt") or ""})
        elif tag in ("td", "th"):
            node.append((told.get("style") or "").removeprefix("text-align:"))
        elif tag == "li" and number:
            node.append(["number", number])
        elif tag in ("p", "span") and told.get("dir"):
            node.append(["dir", told["dir"]])
        self.open[-1].append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        tag, *before = self.open[-1]
        if any(node[0] == "math" for node in self.open):
            self.open[-1].append(data)
            return
        if not data.strip() and (tag in _BLOCKS or (before and _is_apart(before[-1]))):
            return
        if any(node[0] == "pre" for node in self.open):
            self.open[-1].append(data.removesuffix("\n"))
        else:
            self.open[-1].append(re.sub(r"[ \t\n]+", " ", data))
