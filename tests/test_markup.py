"""Markdown as HTML for the page and as plain text for labels."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.markup import html, plain

# what an author writes, as HTML, as plain text
TEXTS = [
    ("plain words", "plain words", "plain words"),
    ("a *new* agreement", "a <em>new</em> agreement", "a new agreement"),
    ("**no** [link](https://osce.org)", None, "no link"),
    ("Q&A, 3 < 4", "Q&amp;A, 3 &lt; 4", "Q&A, 3 < 4"),
    (
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<script>alert(1)</script>",
    ),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("1997. A year", None, "A year"),  # CommonMark takes this for a list: escape the point
    ("1997\\. A year", "1997. A year", "1997. A year"),
    ("one\n\ntwo", "<p>one</p>\n<p>two</p>", "one\ntwo"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a\n\nb"),
    ("", "", ""),
]


@pytest.mark.parametrize(("source", "rendered", "words"), TEXTS)
def test_markup_is_rendered_and_removed(source: str, rendered: str | None, words: str) -> None:
    """One paragraph is rendered in the line, more in blocks; labels get the words alone."""
    assert plain(source) == words or plain(source).split() == words.split()
    assert rendered is None or html(source) == rendered


@given(st.text("ab<>&\"'/=[]()!*_`#-\n :;", max_size=60))
def test_what_an_author_writes_is_never_run(source: str) -> None:
    """No text makes a tag of its own: only those of Markdown come out."""
    tags = set(re.findall(r"</?([a-z][a-z0-9]*)", html(source)))
    known = "p em strong code pre a img ul ol li h1 h2 h3 h4 h5 h6 blockquote hr br table thead"
    assert tags <= set(f"{known} tbody tr th td s".split())
    assert not re.search(r"<[^>]*\son\w+\s*=", html(source))
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html(source))
