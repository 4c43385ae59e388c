"""What YAML would keep from readers though an author typed it: each told with its line.

A space and ``#`` start a comment, ``!`` a tag and ``&`` an anchor, a backslash between double
quotation marks another character. Lines of a text are joined to one, and those of a list with them;
``<<`` merges nothing. And some characters cannot be seen at all, or turn the others
round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from quizkit.quiz.reading.problems import Place

QUOTE = "put the text between quotation marks"
BACKSLASH = (
    'a backslash between double quotation marks ("…") stands for another character',
    "write the text between single ones ('…')",
)
# What a backslash may stand before: quotes, backslashes, line ends, and code points as in JSON.
# The n of a new line is no letter of a word, as in \nu or C:\new.
_ESCAPE = re.compile(r'\\(?:["\\/\r\n\x85\u2028\u2029uU]|n(?![a-z])|(?P<other>.))', re.DOTALL)
_TURNING = "\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ue000\ue001{_TURNING}]"
)
# What stands for a letter that could not be read, and what UTF-8 read as Windows-1252 looks like.
_LOST = re.compile("\ufffd|[ÃÂ][\u00a0-\u00ba\u00bc-\u00bf]|â€[\u0090-\u2122]")
ANEW = "type it anew, and save the file as UTF-8"
_START = re.compile(r"[ ]*(?:-[ ]+)*")
_HEADED = re.compile(r"[|>][-+\d]*(?P<said>[ \t]+#[^\n\r]*)")
# An item of a list, within a text whose lines are joined to one.
_ITEM = re.compile(r"\n[ \t]*[-*][ \t]+(?=\S)")
_FIRST_LINE = re.compile(r"\n(?P<indent>[ ]*)[^ \n]")
_COMMENT = re.compile(r"[ \t]+#[^\n\r]*")
_NEXT = re.compile(r"(?:[ \t]*[\r\n]+)*(?P<indent>[ \t]*)(?P<said>#[^\n\r]*)")


def note(source: str, events: Sequence[yaml.Event], place: Place) -> None:
    """Note what a file holds and no reader would see; comments only where a text is read."""
    used = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            what = "a line that starts with % is an order to YAML, and no text"
            place.problem(_start(event).line + 1, what, "remove it")
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            _marks(source, event, used, place)
        if isinstance(event, yaml.ScalarEvent):
            if event.value == "<<" and re.match(r"[ \t]*:", source[_end(event) :]):
                what = "merging ('<<') is not supported"
                place.problem(_start(event).line + 1, what, "write the fields out")
            for line, what, mend in _in_text(source, event):
                place.problem(line, what, mend)


def comments(source: str, events: Sequence[yaml.Event]) -> dict[tuple[int, int], str]:
    """Return the comments that may be the end of a text, by where the text starts."""
    found = {}
    for event in events:
        if not isinstance(event, yaml.ScalarEvent) or event.style in ("'", '"'):
            continue
        if said := _comment(source, event):
            found[_start(event).line, _start(event).column] = said
    return found


def _start(event: yaml.Event) -> Any:
    return event.start_mark  # the parser sets it always


def _end(event: yaml.Event) -> int:
    return int(event.end_mark.index) if event.end_mark else 0


def _marks(
    source: str,
    event: yaml.ScalarEvent | yaml.CollectionStartEvent,
    used: set[str | None],
    place: Place,
) -> None:
    """Note a tag, and an anchor that nothing refers to."""
    if event.tag is not None or (event.anchor is not None and event.anchor not in used):
        typed = source[_start(event).index :].split(maxsplit=1)[0]
        what = f"what starts with {typed[0]} ('{typed[:40]}') is an order to YAML, and is not shown"
        place.problem(_start(event).line + 1, what, f"{QUOTE}, or remove it")


def _in_text(source: str, event: yaml.ScalarEvent) -> Iterator[tuple[int, str, str]]:
    """Yield what of one text is not shown as typed: its first escape or hidden character."""
    start, line = _start(event).index, _start(event).line + 1
    typed = source[start : _end(event)]
    if event.style == '"':
        for escape in _ESCAPE.finditer(typed):
            if escape["other"]:
                what, mend = BACKSLASH
                at = line + typed.count("\n", 0, escape.start())
                yield at, f"{what}: \\{escape['other']}", mend
                return
    if (joined := _joined(event.style, typed)) is not None:
        what = "this item of a list is joined to the line above it, into one text"
        mend = "line it up with the item above it, or put all of the text between quotation marks"
        if event.style == ">":
            mend = "write | in place of the > with which the text begins"
        yield line + typed.count("\n", 0, joined) + 1, what, mend
    if hidden := _HIDDEN.search(event.value):
        at = line + typed.count("\n", 0, max(0, typed.find(hidden[0])))
        yield at, *_said(hidden[0])
    elif lost := _LOST.search(event.value):
        at = line + typed.count("\n", 0, max(0, typed.find(lost[0])))
        yield at, f"'{lost[0]}' stands where the file has lost a letter", ANEW


def _joined(style: str | None, typed: str) -> int | None:
    """Return where a line ends that an item of a list is joined to; None where none is."""
    first = _FIRST_LINE.search(typed) if style == ">" else None
    if first:  # what stands further in keeps its lines
        line = rf"\n{first['indent']}"
        folded = re.search(rf"{line}[^ \n][^\n]*(?P<item>{line}[-*][ ]+\S)", typed)
        return folded.start("item") if folded else None
    found = None if style else _ITEM.search(typed)
    return found.start() if found else None


def _said(character: str) -> tuple[str, str]:
    name = f"U+{ord(character):04X}"
    if re.match(f"[{_TURNING}]", character):
        what = f"a character that cannot be seen ({name}) turns the text around it"
        return what, "remove it: a text takes its direction from its letters"
    return f"there is a character here that cannot be seen ({name})", "remove it"


def _comment(source: str, event: yaml.ScalarEvent) -> str:
    """Return the comment that follows a text: on its line, or on the next and as far in."""
    end = _end(event)
    if event.style and (headed := _HEADED.match(source, _start(event).index)):
        return headed["said"].strip()
    if behind := _COMMENT.match(source, end):
        return behind[0].strip()
    if not event.value or not (after := _NEXT.match(source, end)):
        return ""
    start = _start(event)
    line = source[start.index - start.column : start.index]
    lead = _START.match(line)
    indent = lead.end() if lead else 0
    if indent == start.column:  # the text begins the line, or stands behind a dash
        indent = line.rfind("-") if "-" in line else indent - 1
    return after["said"] if len(after["indent"]) > indent else ""
