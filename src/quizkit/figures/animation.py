"""What differs between sheets of one make: the stages that a live figure goes through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from quizkit.figures.sheet import Sheet

Slot = tuple[str, int, str]  # kind of element, which of its kind in the picture, attribute
TEXT = ""  # stands for an element's text, where a slot has an attribute


def stages(sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """Return the places in the picture that change, and what they are at each stage.

    Sheets of one make have the same shapes and the same lines of lettering, in the same order, so
    that one picture and these few values are all stages. ``slots`` says where, ``values`` what.

    >>> one, two = Sheet(width=9), Sheet(width=9)
    >>> _ = one.lettering(0, 0, "before"), two.lettering(0, 0, "after")
    >>> stages({1: one, 2: two})["slots"]
    [('text', 0, 'textLength'), ('text', 0, '')]
    """
    looks = {stage: list(_looks(sheet)) for stage, sheet in sheets.items()}
    rows = list(zip(*looks.values(), strict=True))
    moving = [n for n, row in enumerate(rows) if len({value for _, value in row}) > 1]
    return {
        "slots": [rows[n][0][0] for n in moving],
        "values": {stage: [look[n][1] for n in moving] for stage, look in looks.items()},
    }


def _looks(sheet: Sheet) -> Iterator[tuple[Slot, str]]:
    """Yield every attribute and all lettering, in the order of the picture."""
    numbers: Counter[str] = Counter()
    for mark in sheet.marks():
        number = numbers[mark.tag]
        numbers[mark.tag] += 1
        for name, value in mark.attributes().items():
            yield (mark.tag, number, name), value
        if mark.tag == "text":
            yield (mark.tag, number, TEXT), mark.says
