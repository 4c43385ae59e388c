"""SVG made harmless: what draws is kept, and nothing that runs, fetches or is only for an editor.

A page shows it through ``<img>`` alone, where no script runs; here what could is taken out too,
with the titles, layers' names and notes that drawing programs write, which no reader sees.
"""

from __future__ import annotations

import base64
import binascii
import re
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from quizkit.quiz.pictures import bitmaps
from quizkit.quiz.pictures.bitmaps import UnfitPicture

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
SVG_MEDIA = "image/svg+xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
UNSEEN = {f"{SVG}{name}" for name in ("script", "metadata", "title", "desc")}
# Attributes for editors and scripts: draw.io keeps its whole drawing in `content`.
_FOR_OTHERS = re.compile(r"on|data-|aria-|content$", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s>]")
_URL = re.compile(r"url\(\s*[\"']?\s*(?P<to>[^\"')\s]*)", re.IGNORECASE)
_PACKED = re.compile(r"data:image/(?:png|jpe?g|webp)\s*;base64,(?P<data>.*)", re.DOTALL)
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font)")
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE)
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
ANEW = "save it anew as plain SVG, or as PNG"
DEEPEST = 200  # elements in one another


def is_svg(data: bytes) -> bool:
    """Return whether a file begins as an SVG does.

    >>> is_svg(b"<!-- made by hand --><svg xmlns='http://www.w3.org/2000/svg'/>")
    True
    """
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return begins and bool(_ROOT.search(data[:20_000]))


def read(data: bytes) -> bitmaps.Read:
    """Read an SVG; UnfitPicture where it is none, or where it fetches from elsewhere."""
    if b"<!ENTITY" in data:  # none but the parser's own, and its limits, reach further
        raise UnfitPicture("is an SVG with entities of its own", ANEW)
    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        raise UnfitPicture("is an SVG that cannot be read", ANEW) from error
    if root.tag != f"{SVG}svg":
        raise UnfitPicture("is an SVG without its namespace", ANEW)
    _clean(root)
    width, height = _size(root)
    return SVG_MEDIA, width, height, tostring(root)


def _clean(element: Element, depth: int = 0) -> None:
    """Take out of an element what no reader sees; UnfitPicture where it does not stand alone."""
    if depth > DEEPEST:
        raise UnfitPicture("is an SVG whose parts lie too deep in one another", ANEW)
    if element.tag == f"{SVG}foreignObject":
        raise UnfitPicture("is an SVG with parts of a web page, which paper cannot show", ANEW)
    _clean_attributes(element)
    kept: list[Element] = []
    for child in element:
        if child.tag not in UNSEEN and str(child.tag).startswith(SVG):
            _clean(child, depth + 1)
            kept.append(child)
        elif child.tail and kept:  # the text behind it stays
            kept[-1].tail = (kept[-1].tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
    element[:] = kept


def _clean_attributes(element: Element) -> None:
    for name in list(element.attrib):
        if (name[0] == "{" and name not in (f"{XLINK}href", SPACE)) or _FOR_OTHERS.match(name):
            del element.attrib[name]
        elif name in ("href", f"{XLINK}href"):
            _link(element, name)
        else:
            _alone(element.attrib[name])
    if element.tag == f"{SVG}style":
        _alone(element.text or "")


def _link(element: Element, name: str) -> None:
    """Keep a link within the picture, and a picture packed in it; others lead elsewhere."""
    address = element.attrib[name].strip()
    if element.tag == f"{SVG}a":
        del element.attrib[name]
    elif packed := _PACKED.fullmatch(address):
        element.attrib[name] = _repacked(packed["data"])
    elif not address.startswith("#"):
        raise _elsewhere(address)


def _repacked(text: str) -> str:
    try:
        data = base64.b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise bitmaps.DAMAGED from error
    for begins, read_bitmap in bitmaps.KINDS.items():
        if data.startswith(begins):
            media, _, _, clean = read_bitmap(data)
            return f"data:{media};base64,{base64.b64encode(clean).decode()}"
    raise bitmaps.DAMAGED


def _alone(style: str) -> None:
    """Refuse a style that has something fetched."""
    if "@import" in style.lower():
        raise _elsewhere("@import")
    for found in _URL.finditer(style):
        if not (found["to"].startswith("#") or _FONT.match(found["to"])):
            raise _elsewhere(found["to"])


def _elsewhere(address: str) -> UnfitPicture:
    what = f"is an SVG that fetches a part of itself from elsewhere ({address[:40]})"
    return UnfitPicture(what, "put that part into it, or save it as PNG")


def _size(root: Element) -> tuple[int, int]:
    """Return the size of a drawing in pixels, by its own words or by the field it is drawn in."""
    lengths = [_length(root.get(name, "")) for name in ("width", "height")]
    field = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = [_length(side) for side in field[2:]] if len(field) == 4 else [0.0, 0.0]
    wide, high = lengths
    if sides[0] and sides[1]:
        wide = wide or (high * sides[0] / sides[1] if high else sides[0])
        high = high or wide * sides[1] / sides[0]
    if not wide or not high:
        mend = "give it a width and a height, or save it as PNG"
        raise UnfitPicture("is an SVG that does not say how large it is", mend)
    size = max(1, round(wide)), max(1, round(high))
    for name, length in zip(("width", "height"), size, strict=True):
        root.set(name, str(length))  # or a page would take its own for it
    return size


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return min(float(found[1]) * PIXELS[found[2].lower()], 1e6) if found else 0.0
