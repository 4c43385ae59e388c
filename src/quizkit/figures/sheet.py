"""A sheet to draw on: lettering laid out in the font that the figures bring, and marks in pixels.

Each mark is the SVG element that it becomes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal
from unicodedata import category, east_asian_width

from quizkit.figures.palette import CIRCLE, TEXT

# Its own name first: a reader's fonts of these names may have other letters or other widths.
FAMILY = "'Quizkit Sans', 'Open Sans', 'Noto Sans', Arial, sans-serif"
WEIGHTS = {"regular": 400, "bold": 700}
_FONTS = Path(__file__).with_name("fonts")
_HYPHEN = re.compile(r"(?<=-)(?=\w)")


@cache
def font_face() -> str:
    """Return the font as the style of a page has it, with no file to fetch.

    >>> font_face().count("@font-face")
    2
    """
    return "\n".join(
        f"@font-face {{ font-family: 'Quizkit Sans'; font-weight: {weight}; "
        f"src: url(data:font/woff2;base64,{_encoded(name)}) format('woff2'); }}"
        for name, weight in WEIGHTS.items()
    )


def _encoded(name: str) -> str:
    return b64encode((_FONTS / f"{name}.woff2").read_bytes()).decode()


@cache
def widths(weight: str) -> Mapping[str, int]:
    """Return the width of each letter that the font has, in thousandths of the type size."""
    table: dict[str, dict[str, int]] = json.loads((_FONTS / "widths.json").read_text("utf-8"))
    return table[weight]


def length(text: str, *, size: float, bold: bool = False) -> float:
    """Return the length of a line in pixels, as the font of the figures sets it.

    >>> round(length("Geneva", size=10))
    35
    """
    known = widths("bold" if bold else "regular")
    thousandths = sum(known.get(letter) or _elsewhere(letter) for letter in text)
    return thousandths / 1000 * size


def _elsewhere(letter: str) -> int:
    """Return a fair width for a letter that the font lacks: the page sets it in that width."""
    if category(letter) in ("Mn", "Cf"):  # an accent on the letter before, or a sign unseen
        return 0
    return 1000 if east_asian_width(letter) in "WF" else 600


def wrapped(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no longer than ``width`` pixels, between words.

    A word that is longer than a line is broken after a hyphen where it has one.

    >>> wrapped("Talks in the NAVO-Rusland-Raad", width=90, size=12)
    ['Talks in the', 'NAVO-Rusland-', 'Raad']
    """
    lines: list[str] = []
    for word in text.split():
        whole = length(word, size=size, bold=bold) <= width
        for number, part in enumerate([word] if whole else _HYPHEN.split(word)):
            longer = (lines[-1] + ("" if number else " ") if lines else "") + part
            if lines and length(longer, size=size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


WIDE = 760.0  # width of a sheet for the page
NARROW = 280.0  # and of one for a phone or a narrow window
SIZE = 13.0  # of plain lettering
LEAD = 1.32  # from one line to the next, in type sizes
FAINT = 0.78  # lettering of second rank; still 4.5 to 1 on either theme
LAYERS = ("shape", "box", "line", "point", "text")  # from the ground up
Look = dict[str, str | float]
Point = tuple[float, float]
EDGE = 2  # around the sheet, for strokes on its border


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the picture: its tag, its attributes, and its lettering or its tip.

    >>> Element("line", {"x1": 0, "x2": 1 / 3}).attributes()
    {'x1': '0', 'x2': '0.33'}
    """

    tag: str
    look: Look
    says: str = ""

    def attributes(self) -> dict[str, str]:
        """Return the attributes as SVG writes them."""
        return {
            name: value if isinstance(value, str) else _number(value)
            for name, value in self.look.items()
        }


@dataclass(slots=True)
class Sheet:
    """Shapes, boxes, lines, points and lettering, and how far down they reach.

    >>> sheet = Sheet(width=NARROW)
    >>> sheet.lettering(0, 0, "Geneva", size=100)
    132.0
    >>> sheet.height
    132.0
    """

    width: float
    height: float = 0
    layers: dict[str, list[Element]] = field(default_factory=lambda: {name: [] for name in LAYERS})

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
        """Set a text with its top at ``y``, in lines of ``width``; return the y just below it.

        Every line keeps the length that it was laid out with, also in a page that sets another
        font.
        """
        lines = wrapped(text, width=width, size=size, bold=bold) if width else [text]
        for number, line in enumerate(lines):
            look: Look = {"x": x, "y": y + size * (LEAD * number + 1), "font-size": size}
            look |= {"textLength": length(line, size=size, bold=bold)}
            look |= {"lengthAdjust": "spacingAndGlyphs"}
            look |= {"font-weight": "bold"} if bold else {}
            look |= {"text-anchor": anchor} if anchor != "start" else {}
            look |= {"opacity": FAINT} if faint else {}
            self.layers["text"].append(Element("text", look, line))
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
    ) -> None:
        """Draw a box."""
        look: Look = {"x": x, "y": y, "width": x2 - x, "height": y2 - y, "rx": 5}
        look |= _fill(colour, tint) | _stroke(colour, edge, 1.2)
        self.layers["box"].append(Element("rect", look))
        self._reach(y2)

    def line(
        self, x: float, y: float, x2: float, y2: float, *, colour: str = TEXT, opacity: float = 0.5
    ) -> None:
        """Draw a thin straight line."""
        look: Look = {"x1": x, "y1": y, "x2": x2, "y2": y2}
        self.layers["line"].append(Element("line", look | _stroke(colour, opacity, 1.2)))
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
        half = area**0.5 / 2
        place = f"translate({_number(x)},{_number(y)}) scale({_number(half)})"
        look: Look = {"d": shape, "transform": place, "fill": colour, "fill-opacity": int(filled)}
        self.layers["point"].append(Element("path", look | _stroke(colour, 1, 1.8 / half), tip))

    def areas(
        self,
        areas: Sequence[Sequence[Sequence[Point]]],
        *,
        colour: str = TEXT,
        tint: float = 0,
        edge: float = 0.6,
        weight: float = 0.7,
        tip: str = "",
    ) -> None:
        """Draw areas, each an outer ring and its holes, below all the rest."""
        path = "".join(f"{_path(ring[:-1])}Z" for area in areas for ring in area)
        look: Look = {"d": path} | _fill(colour, tint) | _stroke(TEXT, edge, weight)
        self.layers["shape"].append(Element("path", look, tip))

    def hatch(self, lines: Sequence[Sequence[Point]]) -> None:
        """Draw thin lines, below all but the areas drawn before."""
        look: Look = {"d": "".join(map(_path, lines))} | _fill(TEXT, 0) | _stroke(TEXT, 0.55, 0.8)
        self.layers["shape"].append(Element("path", look))

    def elements(self) -> Iterator[Element]:
        """Yield everything in the order in which it is drawn, lettering on top."""
        for layer in self.layers.values():
            yield from layer

    def tips(self) -> tuple[str, ...]:
        """Return what marks say under the mouse, each once."""
        return tuple(dict.fromkeys(m.says for m in self.elements() if m.says and m.tag != "text"))

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)


def _fill(colour: str, tint: float) -> Look:
    return {"fill": colour, "fill-opacity": tint} if tint else {"fill": "none"}


def _stroke(colour: str, edge: float, weight: float) -> Look:
    return {"stroke": colour, "stroke-opacity": edge, "stroke-width": weight}


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


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
    return f"<svg{_written(root)}>{''.join(map(_element, sheet.elements()))}</svg>"


def _element(mark: Element) -> str:
    inside = escape(mark.says, quote=False)
    if mark.tag != "text" and inside:
        inside = f"<title>{inside}</title>"
    opening = f"<{mark.tag}{_written(mark.attributes())}"
    return f"{opening}>{inside}</{mark.tag}>" if inside else f"{opening}/>"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
