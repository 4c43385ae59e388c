"""Formulas in LaTeX as MathML, which browsers draw by themselves: no script, nothing to fetch.

>>> formula("x^2").partition("<math ")[2]
'alttext="x^2" data-line="x²"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math></span>'
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

from quizkit.quiz.formula_text import NotInLine, in_line, is_name

LONGEST = 2_000  # characters of a formula
DEEPEST = 40  # braces in one another
LARGEST = 20  # em of a space, a line or a letter
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
# A number and words behind it, as between the signs of "$5 (US$)".
_MONEY = re.compile(r"\d[\d.,]*[\s(]+[^\\^_=]*[^\W\d_]{2}[^\\^_=]*$")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
ENVIRONMENTS = {
    **{name: name for name in ("array", "cases", "matrix", "smallmatrix", "split", "substack")},
    **{name: name for name in ("pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix")},
    **dict.fromkeys(("align", "align*", "aligned", "gather", "gather*", "gathered"), "split"),
    **dict.fromkeys(("equation", "equation*"), ""),
    "dcases": "cases",
}
KEPT = {  # the attributes that say how a formula looks, and do no more
    *("accent", "columnalign", "columnspacing", "depth", "display", "displaystyle", "fence"),
    *("form", "height", "linethickness", "lspace", "mathcolor", "mathvariant", "maxsize"),
    *("minsize", "notation", "rowspacing", "rspace", "scriptlevel", "stretchy", "voffset"),
    *("width", "separator", "symmetric", "movablelimits", "largeop", "mathsize", "rowlines"),
    *("columnlines", "frame", "align", "side"),
}


class BrokenFormula(ValueError):
    """A formula that cannot be read; says why."""


def formula(latex: str, *, display: bool = False, alone: bool = False) -> str:
    """Return a formula as HTML; one that is broken, as it was typed.

    ``display`` sets it on a line of its own; ``alone`` says that it is all of its text, where its
    fractions need not be small.
    """
    dollars = "$$" if display else "$"
    try:
        return _html(latex, display, alone)
    except BrokenFormula:
        return escape(f"{dollars}{latex}{dollars}", quote=False)


def wrong_with(latex: str) -> str:
    r"""Return what is wrong with a formula, or nothing.

    >>> wrong_with(r"\frac{1}{2}"), wrong_with(r"\fraction{1}{2}")
    ('', "has '\\fraction', which is not known")
    """
    try:
        _html(latex)
    except BrokenFormula as error:
        return str(error)
    return ""


@lru_cache(maxsize=1024)
def _html(latex: str, display: bool = False, alone: bool = False) -> str:
    tree = _read(latex)
    tree.attrib = {"alttext": latex}
    with suppress(NotInLine):
        tree.set("data-line", in_line(tree))
    if display or alone:
        tree.attrib |= {"display": "block"} if display else {"displaystyle": "true"}
    kind = "quizkit-formula block" if display else "quizkit-formula"
    drawn = tostring(tree, encoding="unicode", short_empty_elements=False)
    return f'<span class="{kind}">{drawn}</span>'


def _read(latex: str) -> Element:
    from latex2mathml.converter import convert_to_element  # loaded where there is a formula

    if len(latex) > LONGEST:
        raise BrokenFormula(f"is longer than {LONGEST} characters")
    if not latex.strip():
        raise BrokenFormula("is empty")
    if _MONEY.match(latex):
        raise BrokenFormula("looks like money")
    _check_braces(latex)
    _check_environments(latex)
    try:
        tree = convert_to_element(_ENVIRONMENT.sub(_known_as, latex))
    except Exception as error:  # whatever the reader stumbles over, it is the formula
        raise BrokenFormula(_reason(error)) from error
    if _largest(tree) > LARGEST:
        raise BrokenFormula(f"has a space, a line or a letter of more than {LARGEST} em")
    _clean(tree)
    return tree


def _check_environments(latex: str) -> None:
    for found in _ENVIRONMENT.finditer(latex):
        if found[2] not in ENVIRONMENTS:
            known = "aligned, array, cases and pmatrix are"
            raise BrokenFormula(f"has '{found[0][:40]}', which is not known: {known}")


def _known_as(environment: re.Match[str]) -> str:
    """Write an environment as the reader of LaTeX knows it; lines of a quiz have no numbers."""
    name = ENVIRONMENTS[environment[2]]
    return f"\\{environment[1]}{{{name}}}" if name else ""


def _check_braces(latex: str) -> None:
    open_now = 0
    for brace in re.findall(r"[{}]", _COMMAND.sub("", latex)):
        open_now += 1 if brace == "{" else -1
        if open_now > DEEPEST:
            raise BrokenFormula("has too many parts in one another")
        if open_now < 0:
            raise BrokenFormula("has a '}' without its '{'")
    if open_now:
        raise BrokenFormula("has a '{' without its '}'")


REASONS = {
    "DenominatorNotFoundError": "lacks what is below the line of a fraction",
    "DoubleSubscriptsError": "has two '_' in a row: put the first part between { and }",
    "DoubleSuperscriptsError": "has two '^' in a row: put the first part between { and }",
    "ExtraLeftOrMissingRightError": r"has a \left without its \right, or the other way round",
    "LimitsMustFollowMathOperatorError": r"has \limits where no operator stands before it",
    "MissingEndError": r"has a \begin without its \end",
    "MissingSuperScriptOrSubscriptError": "has a '^' or '_' with nothing behind it",
    "NoAvailableTokensError": "ends before it is complete",
    "NumeratorNotFoundError": "lacks what is above the line of a fraction",
}


def _reason(error: Exception) -> str:
    return REASONS.get(type(error).__name__, "cannot be read")


SPACES = {  # by names that browsers have forgotten
    "negativethinmathspace": "-0.167em",
    "negativemediummathspace": "-0.222em",
    "negativethickmathspace": "-0.278em",
}
PARTS = {  # of these, which are nothing with fewer
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
THIN = "0.167em"
SIGNS = ("mo", "mspace", "mtext")
# The letter of \mathrm{g}, which its reader writes as a number so that nobody slants it.
_UPRIGHT = re.compile(r"&#x0{2,3}[0-7][0-9A-F];$")
ABOVE = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}  # what stands below and above
LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆")  # signs that have their bounds there
NAMED = frozenset(("lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin"))


SIZES = ("width", "height", "depth", "lspace", "rspace", "linethickness", "rowspacing")
_LENGTH = re.compile(r"(-?\d*\.?\d+)([a-z]*)")
EM = {"em": 1, "ex": 0.45, "mu": 1 / 18, "pt": 0.085, "pc": 1, "mm": 0.24, "cm": 2.4, "in": 6}
PIXEL = 0.0625  # em; so read where no unit is written


def _largest(element: Element, letter: float = 1) -> float:
    """Return the largest space, line or letter in an element, in em of the text around it."""
    found = _LENGTH.match(element.get("mathsize", ""))  # \Huge within \Huge is larger still
    letter *= float(found[1]) if found else 1
    said = " ".join(element.get(name, "") for name in SIZES)
    lengths = [abs(float(n)) * EM.get(unit, PIXEL) for n, unit in _LENGTH.findall(said)]
    within = [_largest(part, letter) for part in element]
    return max([letter, *(letter * length for length in lengths), *within])


def _place_bounds(element: Element) -> None:
    """Put the bounds of a sum or a limit below and above it, where it stands on its own line."""
    first = element[0] if len(element) else None
    if element.tag in ABOVE and first is not None and first.tag == "mo":
        if first.text in NAMED:
            first.set("movablelimits", "true")
        if first.text in NAMED | LARGE:
            element.tag = ABOVE[element.tag]


def _space_names(row: Element) -> None:
    """Set the name of a function apart from what stands beside it, unless that has brackets."""
    parts = list(row)
    for n, part in enumerate(parts):
        if not is_name(part) or row.tag in PARTS:
            continue
        name = part[0] if len(part) else part
        if name.tag == "mo" and name.text in NAMED:
            continue
        name.tag = "mo"
        name.set("lspace", THIN if n and parts[n - 1].tag not in SIGNS else "0")
        name.set("rspace", THIN if n + 1 < len(parts) and parts[n + 1].tag not in SIGNS else "0")


def _write_out(element: Element) -> None:
    """Write the signs of an element out; of an upright letter remember that it is one."""
    if element.tag == "mi" and _UPRIGHT.match(element.text or ""):
        element.set("mathvariant", "normal")
    element.text = unescape(element.text) if element.text else element.text


def _clean(tree: Element) -> None:
    """Write the signs out, and refuse what would not be shown as the author means it."""
    for element in tree.iter():
        _write_out(element)
        said = element.text or ""
        if len(said) > 1 and said[0] == "\\" and element.tag == "mi":
            raise BrokenFormula(f"has '{said[:40]}', which is not known")
        if element.get("linebreak"):
            raise BrokenFormula(r"has a \\ outside of \begin{aligned} … \end{aligned}")
        strange = set(element.attrib) - KEPT
        if element is not tree and (strange or element.get("notation", "box") != "box"):
            raise BrokenFormula("has a command that is not known here")
        if len(element) != PARTS.get(element.tag, len(element)):
            raise BrokenFormula("has a fraction, root or index without all its parts")
        if element.tag == "mtable" and not len(element):
            raise BrokenFormula("has nothing between \\begin and \\end")
        if element.get("width") in SPACES:
            element.set("width", SPACES[element.get("width", "")])
        if element.tag == "mpadded" and len(element) and element.get("width") != "0":
            element.attrib.clear()  # what stands over an arrow: browsers place it themselves
    for element in list(tree.iter()):
        _place_bounds(element)
        _space_names(element)
