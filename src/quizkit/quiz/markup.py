"""Markdown texts as HTML for the page and as plain text for labels.

CommonMark with raw HTML off: what an author writes is shown, never run. A text of one line is
never a list, heading or the like, so ``10. January`` keeps its number; and in no text does
anything typed vanish: no link definitions, no entities. A picture is named here, by the file that
the author wrote; ``quizkit.quiz.pictures.in_texts`` puts it in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from html import escape, unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from quizkit.quiz.direction import direction, first_direction, has_leftward
from quizkit.quiz.formulas import formula
from quizkit.quiz.pictures.in_texts import TYPED, file_name, reference, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[\]<>&!|~$\n]")
_TAG = re.compile(r"<[^>]+>")
_ITEM = re.compile(r'<li(?: value="(\d+)")?(?: dir="\w+")?>\s*')
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])")
# A backslash before these is taken off; elsewhere it stays, for it may be a path or a formula.
_ESCAPABLE = frozenset("`*_[]<>#+-.!|~&$\n")
_IMAGE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')
_MATH = re.compile(
    r'<math alttext="(?P<latex>[^"]*)"(?: data-line="(?P<line>[^"]*)")?.*?</math>', re.DOTALL
)
_SET = re.compile(rf'<span class="quizkit-formula[a-z ]*">{_MATH.pattern}</span>', re.DOTALL)
FORMULAS = ("math_inline", "math_inline_double", "math_block")
NESTED = 20  # levels; deeper, blocks would vanish, and thousands of brackets take long
ONE = 3  # tokens of a text that is one paragraph: its opening, what is in it, its end
_UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"  # letters by name that show nothing


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # loaded only when a text has any markup at all
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "maxNesting": NESTED})
    markdown.disable(["entity", "reference", "lheading"])
    dollarmath_plugin(
        markdown,
        allow_space=False,  # these two leave money as it is typed
        allow_digits=False,
        double_inline=True,
        allow_labels=False,
        allow_blank_lines=False,
    )
    for name in FORMULAS:
        markdown.add_render_rule(name, _formula)
    markdown.inline.ruler.before("escape", "typed", _as_typed)
    markdown.inline.ruler.at("image", _picture)
    markdown.add_render_rule("picture", _shown_picture)
    markdown.add_render_rule("list_item_open", _item)
    markdown.add_render_rule("table_open", lambda *_: '<div class="quizkit-wide"><table>\n')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown


def _as_typed(state: StateInline, silent: bool) -> bool:
    """Keep a backslash that escapes nothing, and the asterisks of ``2*3*4`` and ``2**8``."""
    source, start = state.src, state.pos
    if source[start] == "\\":
        end = start + 1
        if end < len(source) and source[end] in _ESCAPABLE:
            return False
    elif source[start] == "*":
        end = start + len(source[start:]) - len(source[start:].lstrip("*"))
        around = source[start - 1 : start] + source[end : end + 1]
        within = len(around) == 2 and around.isalnum()
        if not within or (end - start > 1 and not re.search(r"\d", around)):
            return False
    else:
        return False
    if not silent:
        state.pending += source[start:end]
    state.pos = end
    return True


def _picture(state: StateInline, silent: bool) -> bool:
    """Read ``![A map](my map.png)``: the name of a file may hold spaces, and is kept as typed."""
    found = TYPED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("picture", "img", 0)
        token.content = plain(" ".join(found["alt"].split()))
        token.meta["name"] = file_name(found)
    state.pos = found.end()
    return True


def _shown_picture(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return reference(tokens[at].meta["name"], tokens[at].content)


def _formula(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    kind, latex = tokens[at].type, tokens[at].content.strip()
    shown = formula(latex, display=kind != "math_inline", alone=len(tokens) == 1)
    return f"{shown}\n" if kind == "math_block" else shown


def _item(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Open an item of a list with the number that was typed, whatever came before."""
    number, side = tokens[at].info, tokens[at].attrGet("dir")
    value = f' value="{int(number)}"' if number else ""
    return f'<li{value} dir="{side}">' if side else f"<li{value}>"


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Render one text: HTML inline where it is one line or paragraph, else in blocks.

    >>> html("a *new* agreement")
    'a <em>new</em> agreement'
    >>> html("10. January <2022>")
    '10. January &lt;2022&gt;'
    """
    if not _MARKED.search(text):
        return _turned(escape(text, quote=False))
    if "\n" not in text.strip():
        return _turned(str(_markdown().renderInline(text.strip())))
    tokens = _markdown().parse(text)
    if has_leftward(text) and sum(token.level == 0 for token in tokens) > ONE:
        _direct(tokens)
    rendered = str(_markdown().renderer.render(tokens, _markdown().options, {})).strip()
    inner = rendered.removeprefix("<p>").removesuffix("</p>")
    return _turned(inner) if "<p>" not in inner and rendered.startswith("<p>") else rendered


def _turned(inline: str) -> str:
    """Say the direction of a line where a browser would take another one."""
    said = without_markup(inline) if has_leftward(inline) else ""
    side = direction(said)
    return inline if side == first_direction(said) else f'<span dir="{side}">{inline}</span>'


def _direct(tokens: Sequence[Token]) -> None:
    """Say the direction of each paragraph; one without letters goes with the others."""
    said = [_letters(token) for token in tokens if token.type == "inline"]
    common = direction(" ".join(said))
    for opening, inside in pairwise(tokens):
        if opening.type == "list_item_open":
            opening.attrSet("dir", common)
        elif inside.type == "inline":
            opening.attrSet("dir", direction(_letters(inside)) or common)


def _letters(inline: Token) -> str:
    """Return the text of a paragraph, without what pictures show and what formulas say."""
    return "".join(t.content for t in inline.children or () if t.type in ("text", "code_inline"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text without its markup, for labels and for a page without HTML.

    A formula is written in a line there, or else as typed; a picture is what it shows.

    >>> plain("a *new* agreement")
    'a new agreement'
    """
    return without_markup(html(text))


def without_markup(rendered: str) -> str:
    """Return the text of rendered HTML; items of a list keep their signs.

    >>> without_markup("a <em>new</em> agreement")
    'a new agreement'
    """
    listed = _ITEM.sub(lambda item: f"{item[1]}. " if item[1] else "- ", rendered)
    listed = _MATH.sub(lambda it: it["line"] or it["latex"], _IMAGE.sub(r"\1", listed))
    return unescape(_TAG.sub("", _CELL.sub(" | ", listed))).strip()


def in_words(rendered: str) -> str:
    """Return rendered HTML whose pictures and formulas are words: for a page that may take neither.

    >>> in_words(html("See $x^2$ and ![a map](map.png)."))
    'See x² and [a map].'
    """
    worded = _SET.sub(lambda it: it["line"] or it["latex"], told(rendered))
    return worded.replace('<div class="quizkit-wide">', '<div style="overflow-x:auto">')


def shows(text: str) -> bool:
    """Return whether anything of a text can be seen once it is rendered.

    >>> shows("Geneva"), shows("[](https://osce.org)")
    (True, False)
    """
    return any(unicodedata.category(c)[0] not in "CZM" and c not in _UNSEEN for c in plain(text))


def too_deep(text: str) -> bool:
    """Return whether lists or quotations stand so deep in one another that what is in them is lost.

    >>> too_deep("- > - a\\nb"), too_deep("> " * 20 + "a\\nb")
    (False, True)
    """
    if "\n" not in text.strip():
        return False
    return any(token.nesting == 1 and token.level + 1 >= NESTED for token in _tokens(text))


def pictures(text: str) -> list[tuple[str, str]]:
    """Return the pictures in a text: of each its file, and what it shows.

    >>> pictures("![A cell](cell.png)")
    [('cell.png', 'A cell')]
    """
    if "![" not in text:
        return []
    return [(str(t.meta["name"]), t.content) for t in _tokens(text) if t.type == "picture"]


def formulas(text: str) -> list[str]:
    """Return the formulas in a text, in LaTeX.

    >>> formulas("$5 and $10, and $x^2$")
    ['x^2']
    """
    if "$" not in text:
        return []
    return [token.content.strip() for token in _tokens(text) if token.type in FORMULAS]


def _tokens(text: str) -> list[Token]:
    text = text.strip()
    parts = _markdown().parse(text) if "\n" in text else _markdown().parseInline(text)
    return [token for part in parts for token in _all(part)]


def _all(token: Token) -> list[Token]:
    """Return a token and all within it."""
    return [token, *(inner for child in token.children or () for inner in _all(child))]
