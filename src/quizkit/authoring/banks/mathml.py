"""Formulas in MathML as LaTeX, as far as a quiz can show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIGNS = {
    "×": r"\times ", "÷": r"\div ", "·": r"\cdot ", "±": r"\pm ", "≤": r"\le ", "≥": r"\ge ",
    "≠": r"\ne ", "≈": r"\approx ", "∞": r"\infty ", "→": r"\to ", "∑": r"\sum ", "∫": r"\int ",
    "∏": r"\prod ", "√": r"\surd ", "∂": r"\partial ", "∈": r"\in ", "−": "-", "⁢": "", "⁡": "",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "Δ": r"\Delta ",
    "ε": r"\varepsilon ", "θ": r"\theta ", "λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ",
    "ρ": r"\rho ", "σ": r"\sigma ", "Σ": r"\Sigma ", "τ": r"\tau ", "φ": r"\varphi ",
    "ω": r"\omega ", "Ω": r"\Omega ", "%": r"\%", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "\\": r"\backslash ",
}  # fmt: skip
_MADE = {
    "mfrac": r"\frac{%s}{%s}", "msup": "{%s}^{%s}", "msub": "{%s}_{%s}", "msqrt": r"\sqrt{%s}",
    "msubsup": "{%s}_{%s}^{%s}", "munder": "{%s}_{%s}",
    "munderover": "{%s}_{%s}^{%s}",
}  # fmt: skip
_LATEX = re.compile(r"[\\^_]")  # what a formula read aloud has not
_PLAIN = ("math", "mrow", "mstyle", "mpadded", "semantics", "mi", "mn", "mo", "menclose")
_ANNOTATIONS = ("annotation", "annotation-xml")
_ACCENTS = {"¯": r"\overline", "→": r"\vec", "^": r"\hat", "~": r"\tilde", "˙": r"\dot"}


def latex(math: Element) -> str | None:
    """Return a formula in LaTeX, None where it has a part that is not known here.

    >>> from xml.etree.ElementTree import fromstring
    >>> latex(fromstring("<math><msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><mn>4</mn></math>"))
    '{x}^{2}\\\\le 4'
    """
    if _LATEX.search(math.get("alttext", "")):
        return math.get("alttext")
    for annotation in math.iter("annotation"):
        if "tex" in annotation.get("encoding", "").casefold() and (annotation.text or "").strip():
            return (annotation.text or "").strip()
    try:
        return _latex(math).strip() or None
    except KeyError:
        return None


def _latex(element: Element) -> str:
    parts = [_latex(child) for child in element if child.tag not in _ANNOTATIONS]
    tag = str(element.tag)
    if tag in ("mi", "mn", "mo"):
        return _token(element)
    if tag == "mtext":
        return rf"\text{{{''.join(element.itertext())}}}"
    if tag in _PLAIN:
        return "".join(parts)
    return _built(tag, element, parts)


def _built(tag: str, element: Element, parts: list[str]) -> str:
    """Return what an element makes of its parts."""
    if tag == "mspace":
        return r"\,"
    if tag == "mfenced":
        opened, closed = element.get("open", "("), element.get("close", ")")
        return rf"\left{opened or '.'}{','.join(parts)}\right{closed or '.'}"
    if tag == "mroot" and len(parts) == 2:
        return rf"\sqrt[{parts[1]}]{{{parts[0]}}}"
    if tag == "mover" and len(parts) == 2:
        accent = _ACCENTS.get("".join(element[1].itertext()).strip())
        return rf"{accent}{{{parts[0]}}}" if accent else rf"\overset{{{parts[1]}}}{{{parts[0]}}}"
    if "linethickness" in element.attrib:  # no fraction
        raise KeyError(tag)
    shape = _MADE[tag]
    if tag == "msqrt":
        parts = ["".join(parts)]
    if shape.count("%s") != len(parts):
        raise KeyError(tag)
    return shape % tuple(parts)


def _token(element: Element) -> str:
    letters = "".join(element.itertext()).strip()
    written = "".join(_SIGNS.get(letter, letter) for letter in letters)
    is_name = element.tag == "mi" and len(letters) > 1 and letters.isalpha()
    return rf"\mathrm{{{written}}}" if is_name else written
