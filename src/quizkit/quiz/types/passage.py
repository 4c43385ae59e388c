"""A passage with blanks in it: Markdown cut at its ``[[blanks]]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizkit.quiz.markup import html

_BLANK = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_STOOD = re.compile("\ue000(\\d+)\ue001")  # stands for a blank while Markdown is rendered
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_BLOCK = re.compile(r"<(?:p|ul|ol|h\d|pre|blockquote|table|hr)\b")
_EMPTY = re.compile(r"<(a|code|em|s|strong)\b[^>]*></\1>")
_WITHIN = re.compile("<[^<>]*\ue000[^<>]*>")  # a blank in what a picture or a formula is
_SINGLE = ("br", "hr", "img")
BREAK = "<br><br>"  # between paragraphs: a blank stands in the line, so nothing may be a block


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage: HTML that is whole in itself, or the name of a blank."""

    html: str = ""
    blank: str | None = None


def blanks(text: str) -> list[str]:
    """Return the names of the blanks in a passage, in their order.

    >>> blanks("[[who]] met [[whom]].")
    ['who', 'whom']
    """
    return [name.strip() for name in _BLANK.findall(text)]


def pieces(text: str) -> list[Piece]:
    """Cut a passage at its blanks; markup around a blank goes on after it.

    >>> [piece.html or piece.blank for piece in pieces("They *met in [[city]]*.")]
    ['They <em>met in </em>', 'city', '.']
    """
    found: list[Piece] = []
    for paragraph in re.split(r"\n[ \t]*\n\s*", text.strip()):
        if found:
            found.append(Piece(BREAK))
        found += _cut(paragraph)
    return found


def has_blocks(text: str) -> bool:
    """Return whether a passage holds lists, headings or the like, which no blank can stand in."""
    return any(_BLOCK.search(piece.html) for piece in pieces(text))


def _cut(paragraph: str) -> Iterator[Piece]:
    names = blanks(paragraph)
    numbers = iter(range(len(names)))
    clean = paragraph.replace("\ue000", "").replace("\ue001", "")
    rendered = html(_BLANK.sub(lambda _: f"\ue000{next(numbers)}\ue001", clean))
    rendered = _WITHIN.sub("", rendered)  # no blank stands there: `cloze` tells it
    open_tags: list[tuple[str, str]] = []
    for position, part in enumerate(_STOOD.split(rendered)):
        if position % 2:
            yield Piece(blank=names[int(part)])
        else:
            whole = _whole(part, open_tags)
            if whole:
                yield Piece(whole)


def _whole(part: str, open_tags: list[tuple[str, str]]) -> str:
    """Open what was open before this part, and close at its end what is open still."""
    before = "".join(tag for tag, _ in open_tags)
    for found in _TAG.finditer(part):
        if found[1]:
            open_tags.pop()
        elif found[2] not in _SINGLE:
            open_tags.append((found[0], found[2]))
    after = "".join(f"</{name}>" for _, name in reversed(open_tags))
    whole = before + part + after if part else ""
    while _EMPTY.search(whole):
        whole = _EMPTY.sub("", whole)
    return whole
