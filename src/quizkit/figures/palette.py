"""Colours, shapes and lettering of the figures.

The colours are those of Okabe and Ito and of Paul Tol that stand out at least 3 to 1 both on
white and on JupyterLab's dark page, so that no figure has to know its theme. Lettering is always
``currentColor``, the page's own. No meaning hangs on colour alone: shape or words say it too.
"""

from __future__ import annotations

TEXT = "currentColor"
BLUE = "#0072b2"
VERMILION = "#d55e00"
GREEN = "#009e73"
PURPLE = "#aa4499"
GREY = "#7a7a7a"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, GREY)

# One metric-compatible family a system, so that lines are as long everywhere as they were drawn.
FONT = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif"

# Symbols as Vega-Lite draws them, in a square of 2 by 2 around the middle.
CIRCLE = "circle"
SQUARE = "square"
DIAMOND = "diamond"
TRIANGLE = "triangle-up"
CROSS = "M-1,-.66L-.66,-1L0,-.34L.66,-1L1,-.66L.34,0L1,.66L.66,1L0,.34L-.66,1L-1,.66L-.34,0Z"
STAR = "M0,-1L.26,-.36L.95,-.31L.42,.14L.59,.81L0,.44L-.59,.81L-.42,.14L-.95,-.31L-.26,-.36Z"
