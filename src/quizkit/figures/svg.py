"""A sheet as an SVG that stands in any page: no file to fetch, no script, no ids."""

from __future__ import annotations

from html import escape

from quizkit.figures.lettering import FAMILY
from quizkit.figures.sheet import Mark, Sheet

EDGE = 2  # around the sheet, for strokes on its border


def drawn(sheet: Sheet, *, alt_text: str, variant: str) -> str:
    """Draw a sheet; ``variant`` is ``"wide"`` or ``"narrow"``, for the page to choose by room.

    The same sheet always gives the same text. Where a page drops our style, the narrow picture
    stays away.

    >>> sheet = Sheet(width=6)
    >>> sheet.line(0, 1, 6, 1)
    >>> drawn(sheet, alt_text="A line.", variant="wide")[-40:]
    'opacity="0.5" stroke-width="1.2"/></svg>'
    """
    width, height = sheet.width + 2 * EDGE, round(sheet.height + 1) + 2 * EDGE
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"quizkit-{variant}",
        "role": "img",
        "aria-label": alt_text,
        "viewBox": f"{-EDGE} {-EDGE} {width:g} {height}",
        "fill": "currentColor",
        "font-family": FAMILY,
    } | ({"display": "none"} if variant == "narrow" else {})
    return f"<svg{_written(root)}>{''.join(map(_element, sheet.marks()))}</svg>"


def _element(mark: Mark) -> str:
    inside = escape(mark.says, quote=False)
    if mark.tag != "text" and inside:
        inside = f"<title>{inside}</title>"
    opening = f"<{mark.tag}{_written(mark.attributes())}"
    return f"{opening}>{inside}</{mark.tag}>" if inside else f"{opening}/>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
