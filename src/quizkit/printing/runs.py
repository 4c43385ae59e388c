"""HTML of one text as a tree of plain lists, which a typesetter can walk without parsing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Run = str | list[Any]  # a text, or [tag, run, run, …]
_EMPTY = ("br", "hr", "img")


def runs(html: str) -> list[Run]:
    """Give the texts and elements of ``html``, in order.

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
        node = [tag]
        self.open[-1].append(node)
        if tag not in _EMPTY:
            self.open.append(node)
        elif tag == "img":
            node.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(re.sub(r"[ \t\n]+", " ", data))
