"""Colours and symbols of the figures.

The colours are those of Okabe and Ito and of Paul Tol that stand out at least 3 to 1 both on
white and on JupyterLab's dark page, so that no figure has to know its theme. Lettering is always
``currentColor``, the page's own. No meaning hangs on colour alone: shape or words say it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

TEXT = "currentColor"
BLUE = "#0072b2"
VERMILION = "#d55e00"
GREEN = "#009e73"
PURPLE = "#aa4499"
GREY = "#7a7a7a"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, GREY)

# Symbols as SVG draws them, in a square of 2 by 2 around the middle.
CIRCLE = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
SQUARE = "M-1,-1H1V1H-1Z"
DIAMOND = "M0,-1.2L1.2,0L0,1.2L-1.2,0Z"
TRIANGLE = "M0,-1L1.1,.9H-1.1Z"
CROSS = "M-1,-.66L-.66,-1L0,-.34L.66,-1L1,-.66L.34,0L1,.66L.66,1L0,.34L-.66,1L-1,.66L-.34,0Z"
STAR = "M0,-1.1L.29,-.4L1.05,-.34L.46,.15L.65,.89L0,.48L-.65,.89L-.46,.15L-1.05,-.34L-.29,-.4Z"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol, its shape a path as the palette has it; not filled, it keeps its outline.

    >>> 'fill="none"' in Symbol("#0072b2", "M-1,-1H1V1H-1Z", filled=False).svg()
    True
    """

    colour: str
    shape: str
    filled: bool = True

    def svg(self) -> str:
        """Return the symbol as a picture as high as a letter, which says nothing by itself."""
        fill = self.colour if self.filled else "none"
        return (
            '<svg class="quizkit-symbol" viewBox="-1.4 -1.4 2.8 2.8" width="12" height="12"'
            f' aria-hidden="true"><path d="{self.shape}" stroke="{self.colour}"'
            f' fill="{fill}" stroke-width=".3"/></svg>'
        )


@dataclass(frozen=True, slots=True)
class Emblem:
    """Somebody's initials in a ring, in place of a portrait: no side has better photographs.

    >>> "WS</text>" in Emblem("#0072b2", "WS").svg()
    True
    """

    colour: str
    initials: str

    def svg(self) -> str:
        """Return the emblem as a picture, which says nothing beside the name."""
        return (
            '<svg class="quizkit-emblem" viewBox="-20 -20 40 40" width="40" height="40"'
            f' aria-hidden="true"><circle r="18" stroke="{self.colour}" stroke-width="3"'
            f' fill="{self.colour}" fill-opacity=".12"/><text text-anchor="middle" y="5"'
            f' font-size="14" font-weight="600" fill="{TEXT}">{escape(self.initials)}</text></svg>'
        )
