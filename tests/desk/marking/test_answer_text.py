"""A student's answer as HTML: a stranger's text, which a browser only shows."""

from __future__ import annotations

import re
import time

import pytest

from quizkit.desk.marking.answer_text import LONGEST, answer_html, plain_html
from quizkit.quiz.word_count import count_words

PIXEL = "iVBORw0KGgo="
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "<javascript:alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](https://example.org "a\\" onmouseover=alert(1) x=\\"")',
    "![x](https://example.org/spy.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](/api/finished)",
    "[x](http://127.0.0.1:8890/)",
    "[x]: javascript:alert(1)\n\n[x]",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "<https://contenteditable/autofocus/onfocus=alert(1)//>",
    "| <svg/onload=alert(1)> |\n|---|\n| <style>*{display:none}</style> |",
]
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
PLAIN = {
    *"p a em strong code pre ul ol li table thead tbody tr th td h1 br hr blockquote s".split()
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_answer_only_shows(text: str) -> None:
    """No element but the plain ones, no attribute but an address of the outside world."""
    for _, tag, attributes in TAG.findall(answer_html(text)):
        assert tag in PLAIN
        assert "on" not in re.sub(r'"[^"]*"', "", attributes)
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert address.startswith("https://")
            assert "127.0.0.1" not in address


def test_links_lead_out_without_telling_from_where() -> None:
    """A link to the world opens in a tab of its own, and is told nothing of this page."""
    shown = answer_html("[NATO](https://www.nato.int)")
    assert '<a href="https://www.nato.int" target="_blank" rel="noopener noreferrer">' in shown


def test_a_picture_that_is_attached_is_shown() -> None:
    """It is in the page itself; one that is elsewhere, or of another kind, is its text."""
    attached = {"a.png": {"image/png": PIXEL}, "b.svg": {"image/svg+xml": PIXEL}}
    assert f'<img src="data:image/png;base64,{PIXEL}" alt="x">' in answer_html(
        "![x](attachment:a.png)", attached
    )
    for name in ("b.svg", "c.png"):
        assert "<img" not in answer_html(f"![x](attachment:{name})", attached)


@pytest.mark.parametrize(
    "attached",
    [{"a.png": {"image/png": '"><script>'}}, {"a.png": 3}, {"a.png": {"image/png": 3}}, 3],
)
def test_a_damaged_attachment_is_no_picture(attached: object) -> None:
    """Whatever stands there in a picture's place, nothing of it is in the page."""
    assert "<img" not in answer_html("![x](attachment:a.png)", attached)


def test_headings_of_an_answer_are_none_of_the_page() -> None:
    """They are set in bold, so that the page's own headings stay whole for who listens."""
    assert answer_html("# Mine") == '<p class="heading">Mine</p>'


@pytest.mark.parametrize(
    "text", ["[" * LONGEST, "*a _b" * 2_400, "> " * 6_000, "`" * (LONGEST - 1) + "a"]
)
def test_an_answer_that_would_take_long_does_not(text: str) -> None:
    """What is made to keep a reader of Markdown busy is shown within seconds."""
    before = time.process_time()
    answer_html(text)
    assert time.process_time() - before < 5


def test_a_very_long_answer_is_shown_as_typed() -> None:
    """It is not read as Markdown, and cut where nobody reads on."""
    shown = answer_html("*a* " * 60_000)
    assert shown.startswith("<pre>*a* ")
    assert len(shown) < 201_000
    assert plain_html("<b>") == "<pre>&lt;b&gt;</pre>"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("It's well-known [B].", 3), ("— … 2,5 **!**", 1), ("a\n\n- b\n- c", 3)],
)
def test_words_are_counted_as_a_word_processor_does(text: str, words: int) -> None:
    """A word is what stands between spaces and has a letter or a digit."""
    assert count_words(text) == words


def test_a_table_is_shown_without_styles() -> None:
    """The page's policy allows none, not even to set a column to the right."""
    shown = answer_html("| a |\n|--:|\n| 1 |")
    assert "<td>1</td>" in shown
    assert "style" not in shown
