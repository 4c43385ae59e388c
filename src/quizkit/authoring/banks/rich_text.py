"""Texts on their way: what was typed as Markdown that shows it, and Markdown as HTML or plain text.

A picture is written ``![alt text](name)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from quizkit.quiz import markup
from quizkit.quiz.pictures import in_texts

# What begins markup; a backslash does only before what it would take.
SIGNS = re.compile(r"[`*_\[~|]|<(?=[A-Za-z])|\\(?=[#+.!\]>&-]|<(?![A-Za-z]))")
DOLLAR = re.compile(rf"\$|{SIGNS.pattern}")
_BLOCK = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|\d{1,9}(?=[.)](?:\s|$))|(?:-[ ]*){3,}$|```|~~~")
_FORMULA = re.compile(
    r'<span class="quizkit-formula( block)?"><math alttext="([^"]*)"[^>]*>.*?</math></span>',
    re.DOTALL,
)
_PICTURE = re.compile(rf'{in_texts.MARK}" data-picture="([^"]*)" alt="([^"]*)">')


def as_typed(text: str) -> str:
    r"""Write a text as Markdown that shows it as it is, lines and paragraphs kept.

    >>> as_typed("2*3 and snake_case"), as_typed("*a* <b>")
    ('2*3 and snake_case', '\\*a\\* \\<b>')
    """
    several = "\n" in text.strip()
    parts = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(_paragraph(part, several=several) for part in parts if part)


def _paragraph(text: str, *, several: bool) -> str:
    """Write lines with as few backslashes as show them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    shown = "<br>\n".join(escape(line, quote=False) for line in lines).replace("\u00a0", " ")
    written = ""
    for signs in (None, SIGNS, DOLLAR):
        each = [with_signs(line, signs) if signs else line for line in lines]
        written = "\\\n".join(map(unlike_block, each) if several else each)
        if rendered(written, several=several) == shown:
            break
    return written


def with_signs(text: str, signs: re.Pattern[str]) -> str:
    """Return a text with a backslash before its signs."""
    return signs.sub(lambda sign: f"\\{sign[0]}", text)


def unlike_block(line: str) -> str:
    """Write the first line of a paragraph so that it is no list, heading or the like.

    >>> unlike_block("10. January"), unlike_block("# NATO"), unlike_block("-2")
    ('10\\\\. January', '\\\\# NATO', '-2')
    """
    found = _BLOCK.match(line)
    if not found:
        return line
    at = found.end() if found[0].isdigit() else 0
    if line[at] == ")":  # no backslash is taken off before it, but behind it must be a space
        return f"{line[: at + 1]}\u00a0{line[at + 2 :]}".rstrip("\u00a0")
    return f"{line[:at]}\\{line[at:]}"


_ALONE = re.compile(r"<p[^>]*>x</p>\n<p[^>]*>")  # what stands before one of many paragraphs
_TURNED = re.compile(r'<span dir="\w+">(.*)</span>', re.DOTALL)  # which no author typed


def rendered(text: str, *, several: bool) -> str:
    """Return a line or paragraph as HTML; ``several``: as one of many."""
    whole = markup.html(f"x\n\n{text}" if several else text)
    shown = whole.replace("&quot;", '"').replace("\u00a0", " ")
    if several:
        return _ALONE.sub("", shown).removesuffix("</p>")
    turned = _TURNED.fullmatch(shown)
    return turned[1] if turned else shown


def as_text(text: str) -> str:
    """Return a text without its markup, a picture as its alt text.

    >>> as_text("a *new* ![map](map.png)")
    'a new [map]'
    """
    return markup.without_markup(in_texts.told(markup.html(text)))


def as_html(
    text: str, picture: Callable[[str], str] = lambda name: name, *, mathml: bool = False
) -> str:
    r"""Return a text as HTML, formulas as LaTeX in brackets with backslashes, or as MathML.

    ``picture`` gives for the name of a picture the address at which it stands there.

    >>> as_html("a *new* ![map](map.png) of $x^2$", lambda name: f"files/{name}")
    'a <em>new</em> <img src="files/map.png" alt="map"> of \\(x^2\\)'
    """

    def shown(found: re.Match[str]) -> str:
        return f'<img src="{escape(picture(unescape(found[1])))}" alt="{found[2]}">'

    def formula(found: re.Match[str]) -> str:
        return rf"\[{found[2]}\]" if found[1] else rf"\({found[2]}\)"

    rendered = markup.html(text)
    return _PICTURE.sub(shown, rendered if mathml else _FORMULA.sub(formula, rendered))
