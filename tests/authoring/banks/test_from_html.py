"""HTML as Markdown that shows the same."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.authoring.banks.from_html import to_markdown
from quizkit.authoring.banks.rich_text import as_typed
from quizkit.quiz.markup import html, plain

EACH = {
    "a paragraph": ("<p>Who <b>led</b> the <em>talks</em>?</p>", "Who **led** the *talks*?"),
    "spaces around marks": ("a<b> bold </b>word", "a **bold** word"),
    "typed signs": ("2*3*4, a_b_c, *x*, `y`", "2\\*3\\*4, a\\_b\\_c, \\*x\\*, \\`y\\`"),
    "typed numbers and headings": ("<p>10. Januari</p><p># NATO</p>", "10\\. Januari\n\n\\# NATO"),
    "one line is typed as it is": ("10. Januari", "10. Januari"),
    "a break": ("one<br>two<br/>", "one\\\ntwo"),
    "a list": ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
    "a table": (
        "<table><tr><th>A<th>B<tr><td>1|2<td>3</table>",
        "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |",
    ),
    "raised and lowered": ("H<sub>2</sub>O, 10<sup>-3</sup>", "H₂O, 10⁻³"),
    "raised and lowered letters": (
        "I<sup>A</sup>i, X<sup>h</sup>Y, K<sub>m</sub>, V<sub>max</sub>",
        "Iᴬi, XʰY, Kₘ, Vₘₐₓ",
    ),
    "an ordinal": ("the 19<sup>th</sup> century", "the 19th century"),
    "code": ("<pre>for x in y:\n    print(x)</pre>", "```\nfor x in y:\n    print(x)\n```"),
    "formulas": (r"<p>Is \(x_1\) or \[ y \]?</p>", "Is $x_1$ or $y$?"),
    "a formula as MathML": (
        '<math><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></math>',
        "$x^2$",
    ),
    "a link": ('<a href="https://osce.org/a">here</a>', "[here](https://osce.org/a)"),
    "entities": ("&lt;b&gt; &amp; caf&eacute;", "<b> & café"),
    "a script": ("a<script>alert(1)</script>b", "ab"),
}


def no_picture(address: str, alt: str) -> str:
    """Show a picture as its alt text and address."""
    return f"![{alt}]({address})"


@pytest.mark.parametrize("name", EACH)
def test_html_is_written_as_one_types_it(name: str) -> None:
    """Each element comes out as an author would write it, with no more signs than it takes."""
    source, expected = EACH[name]
    assert to_markdown(source, no_picture).text == expected


signs = st.text(st.sampled_from("ab 1.)*_`[]<>#+-!|~&\\$\n"), max_size=25)
typed = signs.filter(lambda text: not re.search(r"\\[(\[]|\$\$", text))  # formulas are no text


@given(typed)
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    """What is typed in HTML, whatever signs it holds, is read in the quiz as it was."""
    made = to_markdown(escape(text, quote=False), no_picture).text
    shown = plain(made) if made else ""
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


@given(signs)
def test_no_sign_of_a_plain_text_is_lost(text: str) -> None:
    """A text typed without any markup is read in the quiz as it was, line by line."""
    shown = html(as_typed(text)).replace("<br>", "")
    bare = re.sub(r"</?p>|\s", "", shown).replace("&quot;", '"')
    assert bare == re.sub(r"\s", "", escape(text, quote=False))


def test_what_cannot_be_shown_is_told() -> None:
    """A film, colours and letters that cannot be lowered are named, each once."""
    made = to_markdown("<video></video><u>x</u><u>y</u>x<sub>Q</sub>", no_picture)
    assert made.lost == (
        "a film",
        "colours, fonts, sizes or underlining",
        "raised or lowered letters",
    )


def test_a_passage_gets_no_blocks() -> None:
    """Where no block can stand, lists and tables become paragraphs."""
    made = to_markdown("<ul><li>a</li><li>b</li></ul><table><tr><td>c<td>d</table>", no_picture,
                       flat=True)  # fmt: skip
    assert made.text == "– a\n\n– b\n\nc – d"


@given(st.text(st.sampled_from("<>/abpulitdr =\"'&;b"), max_size=60))
def test_broken_html_is_read_too(source: str) -> None:
    """However elements open and close, there is a text and no exception."""
    to_markdown(source, no_picture)
    to_markdown(f"<table><li><td>{source}", no_picture, flat=True)
