"""One paragraph as Markdown that is read back as it is meant; else without its markup, told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from textwrap import dedent

from quizkit.authoring.banks.rich_text import (
    DOLLAR,
    SIGNS,
    as_typed,
    rendered,
    unlike_block,
    with_signs,
)

TAGS = {"**": "strong", "*": "em", "~~": "s", "`": "code"}
PLAIN_MARKS = "bold, slanted or struck text"


@dataclass(frozen=True, slots=True)
class Atom:
    """Markdown that stands as it is: a picture or a formula."""

    markdown: str
    formula: bool = False
    alone: str = ""  # how it is written where nothing stands beside it


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between signs; ``[`` is a link to an address."""

    sign: str
    nodes: list[Node]
    address: str = ""


Node = str | Atom | Marked  # a text, in which a new line is a break


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to write a paragraph: which signs of its text are escaped, and which marks stand."""

    escaped: re.Pattern[str] | None
    marked: bool
    within: bool  # also those in the middle of a word


MARKING = ((True, True), (True, False), (False, False))
WAYS = tuple(_Way(signs, *marked) for marked, signs in product(MARKING, (None, SIGNS, DOLLAR)))


def paragraph(nodes: Sequence[Node], lost: dict[str, None], *, several: bool) -> str:
    """Write a paragraph in the first way that shows it; ``several``: others stand beside it.

    >>> paragraph(["2 * 3 = ", Marked("*", ["six"]), " *"], {}, several=False)
    '2 * 3 = *six* *'
    """
    nodes = list(_apart(list(_trimmed(_tidy(nodes)))))
    if len(nodes) == 1 and isinstance(nodes[0], Atom) and nodes[0].alone:
        return nodes[0].alone
    atoms = [node for node in _flat(nodes) if isinstance(node, Atom)]
    ways = [w for w in WAYS if w.escaped is DOLLAR] if any(a.formula for a in atoms) else WAYS
    written, kept = "", nodes
    for way in ways:
        kept = list(_kept(nodes, way))
        written = _markdown(kept, way.escaped, iter(range(len(atoms))))
        several = several or "\n" in written
        if several:
            written = "\n".join(map(unlike_block, written.split("\n")))
        expected = _html(kept, iter(range(len(atoms)))).replace("\u00a0", " ")
        if rendered(written, several=several) == expected:
            break
    if _marks(kept) < _marks(nodes):
        lost.setdefault(PLAIN_MARKS)
    return re.sub("\ue010(\\d+)\ue011", lambda found: atoms[int(found[1])].markdown, written)


def cell(blocks: Sequence[str | list[Node]], lost: dict[str, None]) -> str:
    """Write what a cell of a table holds on one line."""
    parts = [
        block if isinstance(block, str) else paragraph(block, lost, several=False)
        for block in blocks
    ]
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(" ".join(parts).replace("\\\n", " ").split()))


def fenced(text: str, *, flat: bool) -> str:
    """Write code as it was typed, in a block, or in a line where there can be none.

    >>> fenced("x = 1\\ny = 2", flat=True)
    '`x = 1 y = 2`'
    """
    lines = text.expandtabs(4).split("\n")
    text = dedent("\n".join(line.rstrip() for line in lines)).strip("\n")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    if flat:
        words = " ".join(text.split())
        return f"`{words}`" if words and not longest else as_typed(words)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""


def _tidy(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes with spaces outside of marks, and nothing that is empty."""
    for node in nodes:
        if not isinstance(node, Marked):
            yield node
            continue
        inner = list(_tidy(node.nodes))
        while inner and isinstance(inner[0], str) and not inner[0].strip():
            yield inner.pop(0)
        behind: list[Node] = []
        while inner and isinstance(inner[-1], str) and not inner[-1].strip():
            behind.insert(0, inner.pop())
        if inner and isinstance(inner[0], str) and inner[0][0] in " \n":
            yield inner[0][0]
            inner[0] = inner[0].lstrip()
        if inner and isinstance(inner[-1], str) and inner[-1][-1] in " \n":
            behind.insert(0, inner[-1][-1])
            inner[-1] = inner[-1].rstrip()
        if inner:
            yield Marked(node.sign, inner, node.address)
        yield from behind


def _trimmed(nodes: Iterator[Node]) -> Iterator[Node]:
    """Yield nodes with texts side by side made one, and no space at the ends or twice."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and made and isinstance(made[-1], str):
            made[-1] += node
        else:
            made.append(node)
    last = len(made) - 1
    for at, node in enumerate(made):
        if not isinstance(node, str):
            yield node
            continue
        text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", node))
        text = text.lstrip(" \n") if at == 0 else text
        text = text.rstrip(" \n") if at == last else text
        if text:
            yield re.sub(r"\n{2,}", "\n", text)


def _apart(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes with a space between a formula and what its dollar could not stand beside."""
    for at, node in enumerate(nodes):
        yield node
        after = nodes[at + 1] if at + 1 < len(nodes) else ""
        beside = isinstance(after, Atom) or _text(after)[:1].isdigit() or _text(after)[:1] == "$"
        if isinstance(node, Atom) and node.formula and beside:
            yield " "
        if isinstance(after, Atom) and after.formula and _text(node)[-1:].isdigit():
            yield " "


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Marked):
            yield from _flat(node.nodes)


def _marks(nodes: Sequence[Node]) -> int:
    return sum(isinstance(node, Marked) for node in _flat(nodes))


def _kept(nodes: Sequence[Node], way: _Way) -> Iterator[Node]:
    """Yield nodes with the marks that stand in this way; of the others, what they hold."""
    for at, node in enumerate(nodes):
        if not isinstance(node, Marked):
            yield node
            continue
        before, after = nodes[at - 1] if at else "", nodes[at + 1] if at + 1 < len(nodes) else ""
        within = _text(before)[-1:].isalnum() or _text(after)[:1].isalnum()
        inner = list(_kept(node.nodes, way))
        if way.marked and (way.within or not within):
            yield Marked(node.sign, inner, node.address)
        else:
            yield from inner


def _text(node: Node) -> str:
    if isinstance(node, Marked):
        return "".join(map(_text, node.nodes))
    return node if isinstance(node, str) else ""


def _markdown(nodes: Sequence[Node], signs: re.Pattern[str] | None, numbers: Iterator[int]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, Atom):
            parts.append(f"\ue010{next(numbers)}\ue011")
        elif isinstance(node, Marked):
            inner = _markdown(node.nodes, None if node.sign == "`" else signs, numbers)
            parts.append(_between(node, inner))
        else:
            text = with_signs(node, signs) if signs else node
            parts.append(text.replace("\n", "\\\n"))
    return "".join(parts)


def _between(node: Marked, inner: str) -> str:
    if node.sign == "[":
        return f"[{inner}]({node.address})"
    if node.sign == "`":
        inner = inner.replace("\\\n", " ")
        longest = max((len(run) for run in re.findall("`+", inner)), default=0)
        fence, pad = "`" * (longest + 1), " " if longest else ""
        return f"{fence}{pad}{inner}{pad}{fence}"
    return f"{node.sign}{inner}{node.sign}"


def _html(nodes: Sequence[Node], numbers: Iterator[int]) -> str:
    """Return what the paragraph should be rendered as."""
    parts = []
    for node in nodes:
        if isinstance(node, Atom):
            parts.append(f"\ue010{next(numbers)}\ue011")
        elif isinstance(node, str):
            parts.append(escape(node, quote=False).replace("\n", "<br>\n"))
        elif node.sign == "[":
            inner = _html(node.nodes, numbers)
            parts.append(f'<a href="{escape(node.address)}">{inner}</a>')
        else:
            tag = TAGS[node.sign]
            inner = _html(node.nodes, numbers)
            inner = inner.replace("<br>\n", " ") if tag == "code" else inner
            parts.append(f"<{tag}>{inner}</{tag}>")
    return "".join(parts)
