"""A sheet as Vega-Lite: each kind of mark is a layer over the rows that are named after it.

The specification is written out here and not built with Altair, which takes seconds to import:
no reader should wait that long for a first figure. ``Figure.chart`` gives it as an Altair chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizkit.figures.palette import FONT, TEXT
from quizkit.figures.sheet import Sheet

Specification = dict[str, Any]


def specification(sheet: Sheet, *, description: str = "") -> Specification:
    """Give everything drawn on a sheet, shapes and boxes below and lettering on top.

    >>> sheet = Sheet(width=280)
    >>> _ = sheet.lettering(0, 0, "Geneva")
    >>> [layer["mark"]["type"] for layer in specification(sheet)["layer"]]
    ['rect', 'rule', 'point', 'text']
    """
    height, letters = round(sheet.height + 1), sheet.letters()
    place = {
        "x": _AXIS | {"field": "x", "scale": {"domain": [0, sheet.width]}},
        "y": _AXIS | {"field": "y", "scale": {"domain": [0, height], "reverse": True}},
    }
    layers = [_layer(rows, _LOOKS[rows], place | marks) for rows, marks in _MARKS.items()]
    layers += [_layer(style, _lettering(style), place | _LETTERS) for style in letters]
    data = {"boxes": sheet.boxes, "lines": sheet.lines, "points": sheet.points}
    if sheet.shapes:
        layers.insert(0, _layer("shapes", _LOOKS["shapes"], _SHAPE) | {"projection": _FLAT})
        data["shapes"] = sheet.shapes
    return {
        "description": description,
        "width": sheet.width,
        "height": height,
        "padding": 2,
        "background": "transparent",
        "config": {"view": {"stroke": None}},
        "layer": layers,
        "datasets": data | letters,
    }


def _layer(rows: str, mark: Specification, encoding: Specification) -> Specification:
    return {"data": {"name": rows}, "mark": mark, "encoding": encoding}


def _lettering(style: str) -> Specification:
    """Give the mark of all lettering of one weight and one anchor."""
    weight, anchor = style.split("-")
    return {
        "type": "text",
        "align": "right" if anchor == "end" else "left",
        "baseline": "alphabetic",
        "font": FONT,
        "fontWeight": weight,
        "color": TEXT,
        "aria": False,
    }


def _word(field: str) -> Specification:
    return {"field": field, "type": "nominal", "scale": None}


def _number(field: str) -> Specification:
    return {"field": field, "type": "quantitative", "scale": None, "legend": None}


_AXIS: Specification = {"type": "quantitative", "axis": None}
_TIP: Specification = {"description": {"field": "tip", "type": "nominal"}}
_FLAT: Specification = {"type": "identity", "scale": 1, "translate": [0, 0]}  # pixels as given
_LOOKS: Mapping[str, Specification] = {
    "shapes": {"type": "geoshape", "opacity": 1},
    "boxes": {"type": "rect", "cornerRadius": 5, "strokeWidth": 1.2, "opacity": 1},
    "lines": {"type": "rule", "strokeWidth": 1.2},
    "points": {"type": "point", "strokeWidth": 1.8, "opacity": 1},
}
_END: Specification = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
_FILL: Specification = {"fill": _word("colour"), "fillOpacity": _number("tint")}
_SHAPE: Specification = {
    "stroke": {"value": TEXT},
    "strokeOpacity": _number("edge"),
    "strokeWidth": _number("weight"),
    **_FILL,
    **_TIP,
}
_MARKS: Mapping[str, Specification] = {
    "boxes": {"stroke": _word("colour"), "strokeOpacity": _number("edge"), **_END, **_FILL, **_TIP},
    "lines": {"stroke": _word("colour"), "strokeOpacity": _number("opacity"), **_END},
    "points": {
        "stroke": _word("colour"),
        "shape": _word("shape"),
        "size": _number("area"),
        "fill": _word("colour"),
        "fillOpacity": _number("tint"),
        **_TIP,
    },
}
_LETTERS: Specification = {
    "text": {"field": "text", "type": "nominal"},
    "size": _number("size"),
    "opacity": _number("opacity"),
}
