"""A sheet to draw on: marks placed in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from quizkit.figures.lettering import wrapped
from quizkit.figures.palette import CIRCLE, TEXT

WIDE = 760.0  # width of a sheet for the page
NARROW = 280.0  # and of one for a phone or a narrow window
SIZE = 13.0  # of plain lettering
LEAD = 1.32  # from one line to the next, in type sizes
FAINT = 0.78  # lettering of second rank; still 4.5 to 1 on either theme
Row = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """Boxes, lines, points, lettering and shapes, and how far down they reach.

    >>> sheet = Sheet(width=NARROW)
    >>> sheet.lettering(0, 0, "Geneva", size=100)
    132.0
    >>> sheet.height
    132.0
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

    def letters(self) -> dict[str, list[Row]]:
        """Give the lines of lettering by weight and anchor."""
        styles: dict[str, list[Row]] = {}
        for row in self.texts:
            styles.setdefault(f"{row['weight']}-{row['anchor']}", []).append(row)
        return dict(sorted(styles.items()))

    def lettered(self) -> list[Row]:
        """Give the lines of lettering in the order in which the picture has them."""
        return [row for rows in self.letters().values() for row in rows]

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)
