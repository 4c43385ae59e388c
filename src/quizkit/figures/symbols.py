"""Symbols to set in a line of text: a shape and a colour that a word beside them repeats."""

from __future__ import annotations

from dataclasses import dataclass

from quizkit.figures import palette

# Paths around the middle of a square of 2.4 by 2.4, all of about one weight to the eye.
SHAPES = {
    palette.CIRCLE: "M-.9,0A.9,.9 0 1 1 .9,0A.9,.9 0 1 1 -.9,0Z",
    palette.SQUARE: "M-.8,-.8H.8V.8H-.8Z",
    palette.DIAMOND: "M0,-1.1L.9,0L0,1.1L-.9,0Z",
    palette.TRIANGLE: "M0,-.95L1.05,.85H-1.05Z",
    palette.CROSS: palette.CROSS,
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol; one that is not filled keeps its outline.

    >>> 'fill="none"' in Symbol(palette.BLUE, palette.SQUARE, filled=False).svg()
    True
    """

    colour: str
    shape: str
    filled: bool = True

    def svg(self) -> str:
        """Give the symbol as a picture as high as a letter, which says nothing by itself."""
        fill = self.colour if self.filled else "none"
        return (
            '<svg class="quizkit-symbol" viewBox="-1.2 -1.2 2.4 2.4" width="12" height="12"'
            f' aria-hidden="true"><path d="{SHAPES[self.shape]}" stroke="{self.colour}"'
            f' fill="{fill}" stroke-width=".24"/></svg>'
        )
