"""A sheet to draw on: marks placed in pixels, given to Altair as layers over data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt

from quizkit.figures.lettering import wrapped
from quizkit.figures.palette import CIRCLE, FONT, TEXT

WIDE = 760.0  # width of a sheet for the page
NARROW = 280.0  # and of one for a phone or a narrow window
SIZE = 13.0  # of plain lettering
LEAD = 1.32  # from one line to the next, in type sizes
FAINT = 0.78  # lettering of second rank; still 4.5 to 1 on either theme
Row = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """Boxes, lines, points and lettering; ``chart`` gives them as one layered Altair chart.

    >>> sheet = Sheet(width=NARROW)
    >>> sheet.lettering(0, 0, "Geneva", size=100)
    132.0
    >>> sheet.chart().height
    133
    """

    width: float
    height: float = 0
    boxes: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    points: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    shapes: list[Row] = field(default_factory=list)

    def lettering(
        self,
        x: float,
        y: float,
        text: str,
        *,
        width: float | None = None,
        size: float = SIZE,
        bold: bool = False,
        faint: bool = False,
        anchor: Literal["start", "end"] = "start",
    ) -> float:
        """Set a text with its top at ``y``, in lines of ``width``; give the y just below it."""
        lines = wrapped(text, width=width, size=size, bold=bold) if width else [text]
        for number, line in enumerate(lines):
            row = {"x": x, "y": y + size * (LEAD * number + 1), "text": line, "size": size}
            look = {"weight": "bold" if bold else "normal", "anchor": anchor}
            self.texts.append(row | look | {"opacity": FAINT if faint else 1})
        bottom = y + len(lines) * size * LEAD
        self._reach(bottom)
        return bottom

    def box(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        *,
        colour: str,
        tint: float = 0.12,
        edge: float = 1,
        tip: str = "",
    ) -> None:
        """Draw a box, with ``tip`` to read when the mouse is on it."""
        look = {"colour": colour, "tint": tint, "edge": edge, "tip": tip}
        self.boxes.append({"x": x, "y": y, "x2": x2, "y2": y2} | look)
        self._reach(y2)

    def line(
        self, x: float, y: float, x2: float, y2: float, *, colour: str = TEXT, opacity: float = 0.5
    ) -> None:
        """Draw a thin straight line."""
        self.lines.append(
            {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour, "opacity": opacity}
        )
        self._reach(max(y, y2))

    def point(
        self,
        x: float,
        y: float,
        *,
        colour: str,
        shape: str = CIRCLE,
        filled: bool = True,
        area: float = 110,
        tip: str = "",
    ) -> None:
        """Draw a symbol; one that is not filled keeps its outline."""
        look = {"colour": colour, "shape": shape, "tint": int(filled), "area": area, "tip": tip}
        self.points.append({"x": x, "y": y} | look)

    def shape(
        self,
        kind: Literal["MultiPolygon", "MultiLineString"],
        coordinates: Sequence[Any],
        *,
        colour: str = TEXT,
        tint: float = 0,
        edge: float = 0.6,
        weight: float = 0.7,
        tip: str = "",
    ) -> None:
        """Draw areas or lines given as GeoJSON has them, in pixels, below all the rest."""
        look = {"colour": colour, "tint": tint, "edge": edge, "weight": weight, "tip": tip}
        geometry = {"type": kind, "coordinates": coordinates}
        self.shapes.append({"type": "Feature", "geometry": geometry} | look)

    def chart(self) -> alt.LayerChart:
        """Give everything drawn as one chart, shapes and boxes below and lettering on top."""
        layers = [
            _marks("boxes").mark_rect(cornerRadius=5, strokeWidth=1.2, opacity=1).encode(**_BOX),
            _marks("lines").mark_rule(strokeWidth=1.2).encode(**_LINE),
            _marks("points").mark_point(strokeWidth=1.8, opacity=1).encode(**_POINT),
            *(_letters(style) for style in self._styles()),
        ]
        height = round(self.height + 1)
        x, y = alt.Scale(domain=[0, self.width]), alt.Scale(domain=[0, height], reverse=True)
        placed = [
            layer.encode(x=alt.X("x:Q").scale(x).axis(None), y=alt.Y("y:Q").scale(y).axis(None))
            for layer in layers
        ]
        if self.shapes:
            shapes = _marks("shapes").mark_geoshape(opacity=1).project(**_FLAT)
            placed.insert(0, shapes.encode(**_SHAPE))
        chart: alt.LayerChart = alt.LayerChart(
            layer=placed,
            datasets=self._datasets(),
            width=self.width,
            height=height,
            padding=2,
            background="transparent",
        ).configure_view(stroke=None)
        return chart

    def lettered(self) -> list[Row]:
        """Give the lines of lettering in the order in which the chart has them."""
        return [row for style in self._styles() for row in self.texts if _style(row) == style]

    def _styles(self) -> list[str]:
        return sorted({_style(row) for row in self.texts})

    def _datasets(self) -> dict[str, list[Row]]:
        """Name the rows of each layer, so that Altair doesn't copy them with every step."""
        letters: dict[str, list[Row]] = {}
        for row in self.texts:
            letters.setdefault(_style(row), []).append(row)
        marks = {"boxes": self.boxes, "lines": self.lines, "points": self.points}
        return marks | ({"shapes": self.shapes} if self.shapes else {}) | letters

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)


def _marks(rows: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=rows))


def _style(row: Row) -> str:
    return f"{row['weight']}-{row['anchor']}"


def _letters(style: str) -> alt.Chart:
    """Give the layer of all lettering of one weight and one anchor."""
    weight, anchor = style.split("-")
    mark: alt.Chart = _marks(style).mark_text(
        align="right" if anchor == "end" else "left",
        baseline="alphabetic",
        font=FONT,
        fontWeight="bold" if weight == "bold" else "normal",
        color=TEXT,
        aria=False,
    )
    lettered: alt.Chart = mark.encode(
        text="text:N",
        size=alt.Size("size:Q").scale(None),
        opacity=alt.Opacity("opacity:Q").scale(None).legend(None),
    )
    return lettered


_COLOUR = alt.Stroke("colour:N").scale(None)
_TIP = alt.Description("tip:N")
_BOX: Mapping[str, Any] = {
    "x2": "x2:Q",
    "y2": "y2:Q",
    "fill": alt.Fill("colour:N").scale(None),
    "fillOpacity": alt.FillOpacity("tint:Q").scale(None).legend(None),
    "stroke": _COLOUR,
    "strokeOpacity": alt.StrokeOpacity("edge:Q").scale(None).legend(None),
    "description": _TIP,
}
_LINE: Mapping[str, Any] = {
    "x2": "x2:Q",
    "y2": "y2:Q",
    "stroke": _COLOUR,
    "strokeOpacity": alt.StrokeOpacity("opacity:Q").scale(None).legend(None),
}
_POINT: Mapping[str, Any] = {
    "stroke": _COLOUR,
    "fill": alt.Fill("colour:N").scale(None),
    "fillOpacity": alt.FillOpacity("tint:Q").scale(None).legend(None),
    "shape": alt.Shape("shape:N").scale(None),
    "size": alt.Size("area:Q").scale(None),
    "description": _TIP,
}
_FLAT: Mapping[str, Any] = {"type": "identity", "scale": 1, "translate": [0, 0]}  # pixels as given
_SHAPE: Mapping[str, Any] = {
    "stroke": alt.StrokeValue(TEXT),
    "strokeOpacity": alt.StrokeOpacity("edge:Q").scale(None).legend(None),
    "strokeWidth": alt.StrokeWidth("weight:Q").scale(None).legend(None),
    "fill": alt.Fill("colour:N").scale(None),
    "fillOpacity": alt.FillOpacity("tint:Q").scale(None).legend(None),
    "description": _TIP,
}
