"""From Vega-Lite to an SVG that stands in any page: no network, no script, no ids."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from xml.etree import ElementTree

from quizkit.figures.vega import Specification

SVG = "http://www.w3.org/2000/svg"
_PLACE = {"d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "transform", "viewBox"}
_PAINT = {"fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "opacity"}
_LETTERS = {"text-anchor", "font-family", "font-size", "font-weight"}
_KEPT = _PLACE | _PAINT | _LETTERS
_LONG = re.compile(r"-?\d+\.\d{3,}")


def drawn(chart: Specification, *, alt_text: str, variant: str) -> str:
    """Draw a chart; ``variant`` is ``"wide"`` or ``"narrow"``, for the page to choose by room.

    Only what is needed for the picture is kept, so that the same data always give the same
    text and two figures in one page share no id. What a mark says of itself becomes its tooltip.
    """
    root = ElementTree.fromstring(_svg(json.dumps(chart)))
    for child in root.findall(f"{{{SVG}}}rect"):
        root.remove(child)  # the background: the page has its own
    _clean(root)
    root.set("class", f"quizkit-{variant}")
    root.set("role", "img")
    root.set("aria-label", alt_text)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


@lru_cache(maxsize=64)  # a cell that is run again asks for the same pictures
def _svg(specification: str) -> str:
    import vl_convert

    text: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    return text


def _clean(element: ElementTree.Element) -> None:
    tip = element.get("aria-label", "") if _says(element) else ""
    for name in [name for name in element.attrib if name not in _KEPT]:
        del element.attrib[name]
    for name, value in element.attrib.items():
        element.set(name, _LONG.sub(lambda number: f"{float(number[0]):.2f}", value))
    for child in list(element):
        if child.get("display") == "none" or child.get("class") == "background":
            element.remove(child)
        else:
            _clean(child)
    if tip:
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = tip
        element.insert(0, title)


def _says(element: ElementTree.Element) -> bool:
    return element.tag == f"{{{SVG}}}path" and element.get("role") == "graphics-symbol"
