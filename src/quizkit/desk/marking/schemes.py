"""A mark scheme as points to tick: what an author wrote as a numbered list, read.

Nothing new is asked of authors. Each item of the first list is something to give points for:
``1. *Choice*, 2 points. Full: …``. Where an item doesn't begin with how many, the items share what
the others leave of the question's points. A sentence that takes points off for length is one
more to tick. What stands before and after the list is shown as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt

from quizkit import languages
from quizkit.quiz import markup

HALF = 0.5
NO_BOUND = 1_000_000  # words: more than any answer has
LONGEST_NAME = 60  # characters
MOST_BOXES = 10
# The words in emphasis that an item begins with, or else its first clause.
NAME = re.compile(r"\s*(?:(?P<sign>[*_]{1,3})(?P<name>.+?)(?P=sign)|(?P<clause>[^,.;:(\n]+))\s*")
MARK = re.compile(r"\s{0,3}(?:\d+[.)]|[-*+])\s?")
SIGNS = r"[\s.,:;()–—-]*"
NUMBER = r"(?P<number>\d+(?:[.,]\d+)?)?\s?(?P<half>½)?"


@dataclass(frozen=True, slots=True)
class Point:
    """Something to tick; below zero it takes points off."""

    name: str
    html: str
    points: float


@dataclass(frozen=True, slots=True)
class Scheme:
    """A mark scheme, in parts: before its points, the points, and after them.

    ``fewer`` and ``more`` bound the words of an answer from which nothing is taken off.
    """

    before: str = ""
    points: tuple[Point, ...] = ()
    after: str = ""
    fewer: int | None = None
    more: int | None = None

    @property
    def total(self) -> float:
        """What all points come to."""
        return sum(point.points for point in self.points if point.points > 0)


def read_scheme(text: str, most: float) -> Scheme:
    """Read a scheme of a question that is worth ``most`` points.

    >>> scheme = read_scheme("1. *Words*, 2 points: …\\n2. *Argument*, 1 point each.", 4)
    >>> [(point.name, point.points) for point in scheme.points]
    [('Words', 2.0), ('Argument', 2.0)]
    """
    before, items, after = _parts(text)
    points = _shared([_point(item) for item in items], most)
    bound = _bound(text)
    if bound:
        off = 1.0 if not bound["half"] else HALF
        points.append(Point(languages.capitalised(bound[0]), "", -off))
    elif not points and 0 < most <= MOST_BOXES:
        points.append(Point("", "", most))
    fewer, more = (int(bound[name]) if bound else None for name in ("fewer", "more"))
    return Scheme(markup.html(before), tuple(_told_apart(points)), _blocks(after), fewer, more)


def scheme_of(
    points: Iterable[Point], most: float, *, fewer: int | None = None, more: int | None = None
) -> Scheme:
    """Return a scheme of points that are known, of a question that is worth ``most``.

    >>> scheme_of([], 3).points
    (Point(name='', html='', points=3),)
    """
    known = tuple(_told_apart(list(points)))
    if not known and 0 < most <= MOST_BOXES:
        known = (Point("", "", most),)
    if fewer is None and more is None:
        return Scheme(points=known)
    return Scheme(points=known, fewer=fewer or 0, more=more or NO_BOUND)


def _parts(text: str) -> tuple[str, list[str], str]:
    """Cut a text at its first numbered list, or else its first list with dots."""
    lines = text.split("\n")
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    for kind in ("ordered_list_open", "bullet_list_open"):
        for at, token in enumerate(tokens):
            if token.type == kind and token.level == 0 and token.map:
                start, end = token.map
                spans = [
                    each.map
                    for each in tokens[at:]
                    if each.type == "list_item_open" and each.level == 1 and each.map
                    if each.map[0] < end
                ]
                items = ["\n".join(lines[first:last]) for first, last in spans]
                return "\n".join(lines[:start]), items, "\n".join(lines[end:])
    return text, [], ""


def _point(item: str) -> tuple[Point, bool]:
    """Return an item as a point, and whether it says itself how many points it is worth."""
    text = MARK.sub("", item, count=1).strip()
    found = NAME.match(text)
    name = markup.plain(found["name"] or found["clause"]).strip(" .,:;") if found else ""
    rest = text[found.end() :] if found else text
    points, each = (languages.in_any("mark_schemes", name) for name in ("points", "each"))
    worth = re.match(rf"{SIGNS}{NUMBER}\s*(?:{points})\b(?!\s+(?:{each})\b)[.,:;]?", rest)
    number = 0.0
    if worth:
        number = float((worth["number"] or "0").replace(",", ".")) + (HALF if worth["half"] else 0)
        rest = rest[worth.end() :]
    told = re.sub(f"^{SIGNS}", "", rest) if len(name) <= LONGEST_NAME else text
    return Point(_cut(name), markup.html(languages.capitalised(told.strip())), number), number > 0


def _shared(found: Sequence[tuple[Point, bool]], most: float) -> list[Point]:
    """Share among the points that don't say what they are worth what the others leave."""
    open_ = sum(not known for _, known in found)
    left = most - sum(point.points for point, known in found if known)
    share = max(HALF, math.floor(left / open_ / HALF) * HALF) if open_ else 0
    return [point if known else replace(point, points=share) for point, known in found]


def _told_apart(points: Sequence[Point]) -> Iterator[Point]:
    """Give points that have one name a number: ticks are kept by name."""
    names: list[str] = []
    for point in points:
        names.append(point.name)
        again = names.count(point.name)
        yield replace(point, name=f"{point.name} ({again})") if again > 1 else point


def _bound(text: str) -> re.Match[str] | None:
    for pattern in languages.Said("mark_schemes", "takes_off").values():
        if found := re.search(pattern, text, re.IGNORECASE):
            return found
    return None


def _blocks(text: str) -> str:
    return markup.html(text + "\n") if text.strip() else ""


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
