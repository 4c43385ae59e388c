"""Moodle's passages with answers embedded in them: ``{1:SHORTANSWER:=Berlin~%50%Bonn#Once}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizkit.authoring.banks.answers import Answer

_START = re.compile(r"\{(\d*):([A-Z_]+):", re.IGNORECASE)
_END = re.compile(r"(?<!\\)\}")
_NEXT = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_SHARE = re.compile(r"\s*(?:(=)|%(-?\d+(?:[.,]\d*)?)%)")
TYPED = {"SHORTANSWER": False, "SA": False, "MW": False} | {
    "SHORTANSWER_C": True, "SAC": True, "MWC": True
}  # fmt: skip
NUMERIC = ("NUMERICAL", "NM")
CHOSEN = re.compile(r"MULTICHOICE(?:_[VH]?S?)?|MC[VH]?S?")
SEVERAL = re.compile(r"MULTIRESPONSE(?:_H?S?)?|MRH?S?")


@dataclass(frozen=True, slots=True)
class Embedded:
    """One answer in a passage: where it stands, its weight, its kind and its alternatives."""

    start: int
    end: int
    weight: int
    kind: str
    answers: tuple[Answer, ...]


def embedded(text: str) -> Iterator[Embedded]:
    """Yield the answers embedded in a text; their texts are HTML, as the passage is.

    >>> [(each.kind, len(each.answers)) for each in embedded("{1:SA:=a~%50%b} {:NM:=3:0.1}")]
    [('SA', 2), ('NM', 1)]
    """
    at = 0
    while start := _START.search(text, at):
        end = _END.search(text, start.end())
        kind = start[2].upper()
        if end is None or not (
            kind in TYPED or kind in NUMERIC or CHOSEN.fullmatch(kind) or SEVERAL.fullmatch(kind)
        ):
            at = start.end()
            continue
        parts = _NEXT.split(text[start.end() : end.start()])
        answers = tuple(_answer(part, kind) for part in parts if part.strip())
        yield Embedded(start.start(), end.end(), int(start[1][:6] or 1), kind, answers)
        at = end.end()


def _answer(part: str, kind: str) -> Answer:
    share, given = 0.0, part
    if found := _SHARE.match(part):
        share = 1.0 if found[1] else float(found[2].replace(",", ".")) / 100
        given = part[found.end() :]
    text, feedback = [*_FEEDBACK.split(given, maxsplit=1), ""][:2]
    tolerance = 0.0
    if kind in NUMERIC and ":" in text:
        text, _, margin = text.partition(":")
        margin = margin.strip().replace(",", ".")
        tolerance = float(margin) if re.fullmatch(r"\d*\.?\d+(?:[eE]-?\d{1,2})?", margin) else 0.0
    return Answer(_plain(text).strip(), share, _plain(feedback).strip(), tolerance)


def _plain(text: str) -> str:
    """Take off the backslashes that keep a sign from its meaning here."""
    return re.sub(r"\\([}#~])", r"\1", text)
