"""Quotation marks and brackets that do not pair up, found on the line where the slip was made.

YAML notices a text that is not closed only where the next one opens, lines further on. So each
line that leaves something open is closed for a try: the one that lets the reader get further is
the one to mend.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

CLOSERS = {"[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
CURLY = "“”„‟‘’‚‛«»"
LONGEST_SOURCE = 300_000  # characters; no larger file is read again for a try
LONGEST_LINE = 10_000  # characters; a longer one was not typed
MOST_LINES = 1_000  # how far back a slip is looked for
MOST_TRIES = 30
DEEPEST = 40  # levels of nesting
PIECE = re.compile(
    r"(?P<comment>(?:^|(?<=[ \t]))#)|(?P<start>:(?=[ \t]|$)|-(?=[ \t]))|(?P<space>[ \t]+)"
    r"|(?P<quote>[\"'])|(?P<opener>[\[{])|(?P<closer>[\]}])|(?P<comma>,)|(?P<other>.)"
)
QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML takes for the end of a line

Told = tuple[int, str, str]  # line (from 1), what is wrong, how to mend it


@dataclass(frozen=True, slots=True)
class Unpaired:
    """What does not pair up on a line taken by itself."""

    quote: str = ""  # the mark of a text that is not closed
    brackets: str = ""  # those that are left open, in order
    going_on: str = ""  # the mark of a text that goes on after it
    stray: str = ""  # a comma or closing bracket after a text that is in no bracket


def lines(source: str) -> list[tuple[int, int]]:
    """Return where each line starts and ends, as YAML counts lines.

    >>> lines("id: a\\ntitle: b")
    [(0, 5), (6, 14)]
    """
    ends = [(found.start(), found.end()) for found in BREAK.finditer(source)]
    starts = [0, *(end for _, end in ends)]
    return list(zip(starts, [*(start for start, _ in ends), len(source)], strict=True))


def pairs(line: str) -> Unpaired:
    """Return what does not pair up on a line, read by itself.

    >>> pairs('- {left: "Geneva, right: x')
    Unpaired(quote='"', brackets='{', going_on='', stray='')
    >>> pairs('prompt: "Which "river" flows?"').going_on
    '"'
    """
    at, fresh, opened = 0, True, ""  # fresh: a text may open here
    while piece := PIECE.match(line, at):
        kind, at = piece.lastgroup, piece.end()
        if kind == "comment":
            break
        if kind == "quote" and fresh:
            at = _end(line, piece.start())
            if wrong := _unpaired(line, at, piece[0], opened):
                return wrong
        if kind == "opener" and fresh:
            opened += piece[0]
        elif kind == "closer" and opened:
            if opened[-1] != OPENERS[piece[0]]:
                break
            opened = opened[:-1]
        fresh = (
            kind == "start"
            or (kind == "comma" and opened != "")
            or (fresh and kind in ("space", "opener"))
        )
    return Unpaired(brackets=opened)


def _end(line: str, at: int) -> int:
    """Return where a text between quotation marks ends, or -1."""
    found = QUOTED[line[at]].match(line, at)
    return found.end() if found else -1


def _unpaired(line: str, end: int, quote: str, opened: str) -> Unpaired | None:
    """Return what is wrong with a text that ends there, from what comes after it."""
    if end < 0:
        return Unpaired(quote=quote, brackets=opened)
    rest = line[end:].lstrip()
    if not rest or rest[0] in ":#" or (opened and rest[0] in ",]}"):
        return None
    return Unpaired(stray=rest[0]) if rest[0] in ",]}" else Unpaired(going_on=quote)


def left_open(source: str, broken: int) -> Told | None:
    """Find the line that leaves open what breaks the file at the line ``broken`` (from 1).

    >>> left_open('title: "Rivers\\nid: "rivers"', 2)[0]
    1
    """
    if len(source) > LONGEST_SOURCE:
        return None
    spans = lines(source)
    breaks = _breaks(source)
    candidates = _candidates(source, spans, min(broken, len(spans)))
    for _, (line, closing, told) in zip(range(MOST_TRIES), candidates, strict=False):
        start, end = spans[line - 1]
        text = source[start:end].rstrip()
        closed = text[:-1] + closing if told[0].endswith(")") and text[-1] in CURLY else None
        tried = closed or text + closing
        if _breaks(source[:start] + tried + source[end:]) > breaks:
            return line, *told
    return None


def _candidates(
    source: str, spans: list[tuple[int, int]], last: int
) -> Iterator[tuple[int, str, tuple[str, str]]]:
    """Yield the lines that leave something open, the nearest first, with what would close it."""
    for line in range(last, max(0, last - MOST_LINES), -1):
        start, end = spans[line - 1]
        if end - start > LONGEST_LINE:
            continue
        text = source[start:end].rstrip()
        found = pairs(text)
        closing = found.quote + "".join(CLOSERS[bracket] for bracket in reversed(found.brackets))
        if closing:
            yield line, closing, _told(found, text[-1])


def _told(found: Unpaired, end: str) -> tuple[str, str]:
    quote = found.quote
    if quote and end in CURLY:
        what = f"the text opens with a straight quotation mark and closes with a curly one ({end})"
        return what, f"type {quote} at both ends"
    if quote:
        what = f"the quotation mark ({quote}) that opens a text here is not closed"
        mend = f"put {quote} at the end of the text"
        if quote == "'":  # 's-Gravenhage
            mend += ', or all of it between double ones (") if it is an apostrophe'
        return what, mend
    bracket = found.brackets[-1]
    return (
        f"the bracket {bracket} that opens here is not closed",
        f"put {CLOSERS[bracket]} where it ends",
    )


def _breaks(source: str) -> float:
    """Return the line at which reading breaks off; infinity where it does not."""
    depth = 0
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return -1
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return float(mark.line) if mark else -1
    except yaml.YAMLError:
        return -1
    return math.inf
