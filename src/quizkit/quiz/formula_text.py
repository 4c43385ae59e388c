"""Formulas in a line of text, for menus and labels: x², a/b, where that is read in one way only."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

ABOVE = str.maketrans("0123456789+-−=()ni′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ′")
BELOW = str.maketrans("0123456789+-−=()ijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ᵢⱼₙₓ")
SPACED = frozenset("=<>≤≥≠≈→←⇒∈±+−-×·÷∪∩")
TOKENS = ("mi", "mn", "mo", "mtext")
INDEXED = ("msup", "msub", "msubsup")
OVERLINES = ("―", "¯", "‾")
ROWS = ("math", "mrow", "mstyle", "mpadded")


class NotInLine(ValueError):
    """A formula that no line of text can say."""


def in_line(tree: Element) -> str:
    """Return a formula as a line of text; NotInLine where it is more than that.

    >>> from xml.etree.ElementTree import fromstring
    >>> in_line(fromstring("<msup><mi>x</mi><mn>2</mn></msup>"))
    'x²'
    """
    return " ".join(_said(tree).split())


def _said(element: Element) -> str:
    text, parts = element.text or "", list(element)
    if element.tag in TOKENS:
        return f" {text} " if text in SPACED else text
    if element.tag in ROWS:
        return _row(parts)
    if element.tag == "mspace":
        return " "
    if element.tag == "mfrac" and element.get("linethickness") != "0":
        return "/".join(_bracketed(part) for part in parts)
    if element.tag == "msqrt":
        return f"√{_bracketed(parts[0]) if len(parts) == 1 else f'({_row(parts).strip()})'}"
    if element.tag == "mover" and (parts[1].text or "") in OVERLINES:
        return "".join(f"{letter}\u0305" for letter in _over(parts[0]))
    if element.tag in INDEXED:
        below = _moved(parts[1], BELOW) if element.tag != "msup" else ""
        above = _moved(parts[-1], ABOVE) if element.tag != "msub" else ""
        return f"{_bracketed(parts[0])}{below}{above}"
    raise NotInLine(element.tag)


def _row(parts: list[Element]) -> str:
    """Return the parts of a row; a sign that nothing stands before is that of a number."""
    said = [_said(part) for part in parts]
    for n, (part, after) in enumerate(pairwise(parts)):
        names = is_name(part) or is_name(after)
        if names and said[n][-1:].isalnum() and said[n + 1][:1].isalnum():
            said[n] += " "
    if said and said[0].strip() in ("−", "-", "+", "±"):
        said[0] = said[0].strip()
    return "".join(said)


def is_name(element: Element) -> bool:
    """Return whether an element is the name of a function, such as the log of log₂ n."""
    core = element[0] if element.tag in INDEXED and len(element) else element
    text = core.text or ""
    return core.tag in ("mi", "mo") and len(text) > 1 and text.isalpha()


def _over(part: Element) -> str:
    text = _said(part)
    if not text.isalnum():
        raise NotInLine(text)
    return text


def _moved(part: Element, letters: dict[int, int]) -> str:
    text = "".join(_said(part).split())
    if any(ord(letter) not in letters for letter in text):
        raise NotInLine(text)
    return text.translate(letters)


def _bracketed(part: Element) -> str:
    """Return a part in brackets, unless it is one thing."""
    text = _said(part).strip()
    return text if text.isalnum() or len(text) <= 1 else f"({text})"
