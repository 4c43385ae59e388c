"""HTML of one text as a tree of plain lists, which a typesetter can walk without parsing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Run = str | list[Any]  # a text, or [tag, run, run, …]
_EMPTY = ("br", "hr", "img")
_BLOCKS = ("table", "thead", "tbody", "tr", "ul", "ol", "blockquote")  # spaces in these are none


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
        if self.open[-1][0] in _BLOCKS and not data.strip():
            return
        if any(node[0] == "pre" for node in self.open):
            self.open[-1].append(data.removesuffix("\n"))
        else:
            self.open[-1].append(re.sub(r"[ \t\n]+", " ", data))
