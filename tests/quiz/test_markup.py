"""Markdown as HTML for the page and as plain text for labels."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.quiz.markup import html, pictures, plain, shows

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
    ("1997\\. A year", "1997. A year", "1997. A year"),
    ("2*3*4 and 2**8", "2*3*4 and 2**8", "2*3*4 and 2**8"),
    ("ge**loop**en", "ge<strong>loop</strong>en", "geloopen"),
    ("\\(x\\) in C:\\new", "\\(x\\) in C:\\new", "\\(x\\) in C:\\new"),
    ("a\n\n[1]: https://osce.org", "<p>a</p>\n<p>[1]: https://osce.org</p>", None),
    ("a\n===", "a\n===", "a\n==="),
    ("one\n\ntwo", "<p>one</p>\n<p>two</p>", "one\ntwo"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"),
    ("10. a\n12. b", None, "10. a\n12. b"),
    ("|a|b|\n|-|-|\n|1|2|", None, "a | b 1 | 2"),
    ("", "", ""),
]


@pytest.mark.parametrize(("source", "rendered", "words"), TEXTS)
def test_markup_is_rendered_and_removed(
    source: str, rendered: str | None, words: str | None
) -> None:
    """One paragraph is rendered in the line, more in blocks; labels get the words alone."""
    assert words is None or plain(source).split() == words.split()
    assert rendered is None or html(source) == rendered


@pytest.mark.parametrize(
    "typed",
    [
        *("10. januar 2022", "1. Weltkrieg", "5) vijf", "+ 5", "- 3", "* a", "# NATO", "> 5"),
        *("***", "---", "===", "[1]: Source", "    x = 1", "| a | b |", "&copy; AT&T", "~~~ x"),
        *("``` x", "!", "<!-- no -->", "<b>", "\\\\server\\share", "\t1. a"),
    ],
)
def test_one_line_is_shown_as_typed(typed: str) -> None:
    """A text of one line is no list, heading, quote, rule, reference, entity or code."""
    assert unescape(html(typed)).strip() == plain(typed) == typed.strip()


def test_a_list_keeps_the_numbers_that_were_typed() -> None:
    """An item that was typed as 12 is shown as 12, whatever number came before."""
    assert '<li value="12">' in html("10. januar\n12. februar")


def test_a_picture_is_named_and_not_fetched() -> None:
    """A picture is found, also in a link, and shown as a name that no browser follows."""
    for typed in ("![a](http://x.org/a.png)", "[![a](http://x.org/a.png)](b)", "x\n\n![a](b.png)"):
        assert pictures(typed)
        assert "src=" not in html(typed)
        assert plain(typed).split()[-1] == "a"
    assert not pictures("no ![picture")


def test_the_name_of_a_file_may_hold_what_names_hold() -> None:
    """Spaces, brackets in pairs and accents are kept as typed, and the alt text is plain."""
    for name in ("my map.png", "map (1).png", "kaart-è.png", "a/b.png"):
        assert pictures(f"Here: ![a *new* [map]]({name})") == [(name, "a new [map]")]
    assert pictures("`![a](b.png)`") == []
    assert pictures("![a](<b c.png>)") == [("b c.png", "a")]


def test_what_shows_nothing_is_known() -> None:
    """Markup or characters without anything to see are no text."""
    for empty in ("[](https://osce.org)", "\u200b", "\u00a0", "\u3164", ""):
        assert not shows(empty)
    assert shows("?")


def test_a_text_runs_as_most_of_its_letters_do() -> None:
    """A sentence that only begins with a word of another script is not turned round."""
    assert html("باب is *door*.") == '<span dir="ltr">باب is <em>door</em>.</span>'
    assert html("NATO حلف شمال الأطلسي").startswith('<span dir="rtl">')
    assert html("What is باب?") == "What is باب?"
    assert html("باب") == "باب"
    assert html("هذا كتاب جديد\nوجميل").startswith("هذا")


def test_each_paragraph_has_its_own_direction() -> None:
    """One without letters, such as a picture, goes with the others; of one script none says it."""
    assert html("هذه قطة.\n\nShow it.") == '<p dir="rtl">هذه قطة.</p>\n<p dir="ltr">Show it.</p>'
    assert html("كم الساعة؟\n\n![A clock](c.png)").count('<p dir="rtl">') == 2
    assert "dir=" not in html("One.\n\nTwo.")
    assert plain("- باب\n- بيت") == "- باب\n- بيت"


@given(st.text("ab<>&\"'/=[]()!*_`#-\n :;", max_size=60))
def test_what_an_author_writes_is_never_run(source: str) -> None:
    """No text makes a tag of its own: only those of Markdown come out."""
    tags = set(re.findall(r"</?([a-z][a-z0-9]*)", html(source)))
    known = "p em strong code pre a img ul ol li h1 h2 h3 h4 h5 h6 blockquote hr br table thead"
    assert tags <= set(f"{known} tbody tr th td s".split())
    assert not re.search(r"<[^>]*\son\w+\s*=", html(source))
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html(source))
