"""Formulas between dollars as MathML, and money as it was typed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.quiz.formulas import formula, wrong_with
from quizkit.quiz.loading import read
from quizkit.quiz.markup import formulas, html, plain

BROKEN = [
    (r"\foo x", r"has '\foo', which is not known"),
    (r"\frac{a", "has a '{' without its '}'"),
    ("a}", "has a '}' without its '{'"),
    (r"\frac", "ends before it is complete"),
    (r"\frac{a}", "has a fraction, root or index without all its parts"),
    ("x^", "has a '^' or '_' with nothing behind it"),
    ("x^2^3", "has two '^' in a row"),
    (r"\left( x", r"has a \left without its \right"),
    (r"\begin{matrix} a", r"has a \begin without its \end"),
    (r"\begin{tikz} a \end{tikz}", r"has '\begin{tikz}', which is not known"),
    (r"a \\ b", r"has a \\ outside of"),
    (r"\href{javascript:alert(1)}{x}", "has a command that is not known here"),
    (r"\style{color:red}{x}", "has a command that is not known here"),
    (r"\cancel{x}", "has a command that is not known here"),
    ("5 (US", "looks like money"),
    ("{" * 900 + "}" * 900, "has too many parts in one another"),
    ("x" * 2001, "is longer than 2000 characters"),
    (r"a\hspace{99999em}b", "has a space, a line or a letter of more than 20 em"),
    (r"a\kern-9999em b", "of more than 20 em"),
    (r"\mspace{9999mu}b", "of more than 20 em"),
    (r"a\hskip 500cm b", "of more than 20 em"),
    (r"{a\above999pt b}", "of more than 20 em"),
    (r"\skew{999}{\hat}{a}", "of more than 20 em"),
    (r"\Huge" * 4 + " x", "of more than 20 em"),
]
SOUND = [
    r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\mathrm{H_2SO_4} \xrightarrow{\Delta} \vec{a} \cdot \overline{AB}",
    r"\left\{ x \mid x \neq 0 \right\}",
    "5",
    "2 x",
    "3 + 4 = 7",
    r"a \qquad \hspace{3cm} \mspace{-3mu} \Huge b",
]
MONEY = [
    "$5 and $10",
    "US$5, US$6",
    "$5-$10",
    "it's 5$ or 6$",
    "$HOME and $PATH",
    "$",
    "$$",
    "$ x $",
]


@pytest.mark.parametrize(("latex", "said"), BROKEN)
def test_a_broken_formula_is_told_and_shown_as_typed(latex: str, said: str) -> None:
    """What is wrong is said in a sentence, and the formula stands as it was typed."""
    assert said in wrong_with(latex)
    assert unescape(formula(latex)) == f"${latex}$"


@pytest.mark.parametrize("latex", SOUND)
def test_a_formula_is_mathml_with_its_words(latex: str) -> None:
    """A browser draws it by itself, and where it cannot the LaTeX is there as typed."""
    assert wrong_with(latex) == ""
    shown = html(f"See ${latex}$.")
    assert shown.startswith('See <span class="quizkit-formula"><math alttext="')
    line = re.search(r'data-line="([^"]*)"', shown)
    assert plain(f"See ${latex}$.") == f"See {unescape(line[1]) if line else latex}."


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        ("x^2 + y_1", "x² + y₁"),
        (r"\frac{n(n+1)}{2}", "(n(n + 1))/2"),
        (r"-\sqrt{2} \leq x", "\N{MINUS SIGN}√2 ≤ x"),
        (r"\sqrt{a+b}", "√(a + b)"),
        (r"(a+b)^2", "(a + b)²"),
        ("5 < 6", "5 < 6"),
        ("f'(x)", "f′(x)"),
    ],
)
def test_a_simple_formula_is_a_line_in_menus(latex: str, line: str) -> None:
    """Where a page takes no formula, a simple one is written as people write it in a line."""
    assert plain(f"${latex}$") == line


@pytest.mark.parametrize("latex", [r"x^{a b}", r"\sum_{i=1}^n i", r"\binom{n}{k}", r"\vec{a}"])
def test_what_no_line_can_say_is_as_typed(latex: str) -> None:
    """A formula that a line would turn into another one stays in LaTeX."""
    assert plain(f"${latex}$") == latex


@pytest.mark.parametrize("text", MONEY)
def test_money_is_no_formula(text: str) -> None:
    """Amounts in dollars are shown as they were typed."""
    assert formulas(text) == []
    assert html(text) == plain(text) == text


def test_a_dollar_can_be_meant() -> None:
    """A backslash before a dollar makes it one, and code keeps both."""
    assert plain(r"\$x\$ is $x$") == "$x$ is x"
    assert formulas(r"\$x\$ and `$y$`") == []


def test_a_formula_stands_in_its_line_or_on_its_own() -> None:
    """One dollar sets it in the line, two on a line of its own; alone its fractions are large."""
    assert "display" not in html("See $x$.")
    assert 'displaystyle="true"' in html("$x$")
    for text in ("$$x$$", "See:\n\n$$\nx\n$$\n\nand on"):
        assert 'display="block"' in html(text)
    assert plain("See:\n\n$$\nx\n$$\n\nand on").split() == ["See:", "x", "and", "on"]


def test_bounds_stand_below_and_above_sums_and_limits() -> None:
    """What a sum or a limit runs over stands below it; an index stays beside its letter."""
    assert "<munderover><mo>∑</mo>" in formula(r"\sum_{i=1}^n i")
    assert '<munder><mo movablelimits="true">lim</mo>' in formula(r"\lim_{x\to 0} x")
    assert "<msub><mi>x</mi>" in formula("x_1")


def test_a_mistake_has_its_line_and_what_to_do(tmp_path: Path) -> None:
    """A broken formula in a quiz file is told with its line, question and field."""
    path = tmp_path / "roots.yaml"
    text = "id: roots\ntitle: Roots\nquestions:\n  - id: one\n    type: truefalse\n"
    path.write_text(f"{text}    prompt: 'Is $\\sqr{{2}}$ 2?'\n    answer: true\n", "utf-8")
    (told,) = read(path)[0]
    assert (told.line, told.where) == (6, "one")
    assert told.what == r"the formula '\sqr{2}' in 'prompt' has '\sqr', which is not known"
    assert r"\$" in told.mend


def test_an_upright_letter_is_not_slanted() -> None:
    """The unit of 5 g is one letter, which MathML alone would write as a variable."""
    for latex in (r"5\ \mathrm{g}", r"\mathrm{d}x", r"\mathrm{H}"):
        assert formula(latex).count('<mi mathvariant="normal">') == 1
    assert "mathvariant" not in formula("5g")


def test_the_name_of_a_function_stands_apart() -> None:
    """A browser puts no room behind a name by itself, and none is wanted before a bracket."""
    assert '<mo lspace="0" rspace="0.167em">log</mo><mi>n</mi>' in formula(r"\log n")
    assert '<mo lspace="0" rspace="0">log</mo><mo' in formula(r"\log(n)")
    assert '<mo lspace="0.167em" rspace="0.167em">sin</mo>' in formula(r"2\sin^2 x")


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"O(\log n)", "O(log n)"),
        (r"2\sin x", "2 sin x"),
        (r"\log_2 n", "log₂ n"),
        (r"0.\overline{3}", "0.3\u0305"),
        (r"\mathrm{NaCl}", "NaCl"),
    ],
)
def test_names_and_lines_over_digits_stand_in_a_menu(latex: str, line: str) -> None:
    """In a line of text a name has its space, and a repeating decimal its line."""
    assert plain(f"${latex}$") == line


TAGS = {
    *("span", "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom"),
    *("mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd"),
    *("mtext", "mtr", "munder", "munderover"),
}
COMMANDS = (
    *(r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text", r"\href", r"\begin", "{matrix}"),
    *(r"\end", r"\\", r"\color", r"\foo", r"\mathbb", "é", "∑"),
)
PIECES = st.sampled_from([*r"ab12{}^_&\$ <>\"'", *COMMANDS])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_typed_between_dollars_is_never_run(latex: str) -> None:
    """Whatever stands there, no tag but those of MathML comes out, and no error."""
    shown = formula(latex)
    assert set(re.findall(r"</?(\w+)", shown)) <= TAGS
    attributes = re.findall(r'\s([\w-]+)="', re.sub(r'alttext="[^"]*"', "", shown))
    assert not {"href", "style", "src"} & set(attributes)
