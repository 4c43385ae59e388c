"""What differs between sheets of one make: the stages that a live figure goes through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizkit.figures.sheet import Sheet

Slot = tuple[str, int, str]  # kind of element, which of its kind in the picture, attribute
TEXT = ""  # stands for an element's text, where a slot has an attribute


def stages(sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """Give the places in the picture that change, and what they are at each stage.

    Sheets of one make have the same shapes and the same lines of lettering, in the same order, so
    that one picture and these few values are all stages. ``slots`` says where, ``values`` what.

    >>> one, two = Sheet(width=9), Sheet(width=9)
    >>> _ = one.lettering(0, 0, "before"), two.lettering(0, 0, "after")
    >>> stages({1: one, 2: two})
    {'slots': [('text', 0, '')], 'values': {1: ['before'], 2: ['after']}}
    """
    looks = {stage: list(_looks(sheet)) for stage, sheet in sheets.items()}
    rows = list(zip(*looks.values(), strict=True))
    moving = [n for n, row in enumerate(rows) if len({value for _, value in row}) > 1]
    return {
        "slots": [rows[n][0][0] for n in moving],
        "values": {stage: [look[n][1] for n in moving] for stage, look in looks.items()},
    }


def _looks(sheet: Sheet) -> Iterator[tuple[Slot, str]]:
    """Give the look of all shapes and lettering, in the order of the picture."""
    for number, row in enumerate(sheet.shapes):
        yield ("path", number, "fill"), str(row["colour"])
        yield ("path", number, "fill-opacity"), f"{row['tint']:g}"
        yield ("path", number, "d"), _path(row["geometry"]["coordinates"])
    for number, row in enumerate(sheet.lettered()):
        yield ("text", number, TEXT), str(row["text"])


def _path(areas: Sequence[Any]) -> str:
    """Write areas as SVG does."""
    rings = (ring for area in areas for ring in area)
    return "".join(f"M{'L'.join(f'{x:g},{y:g}' for x, y in ring[:-1])}Z" for ring in rings)
