"""What a page of feedback or of formgrader loads: formulas need MathJax, from another host."""

from __future__ import annotations

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser

from quizkit.course.configuration import TEMPLATES

MATHJAX = "cdnjs.cloudflare.com"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("An answer that costs nothing.", False),
        ("A coffee for $2.", False),
        ("It was $5 and is $6 now.", False),
        ("Between $5-$10, or $5 (US$).", False),
        ("In code: <code>$x$</code>", False),
        ("A price of $5, and $x^2$.", True),
        ("The share $\\frac{6}{13}$ of the answers.", True),
        ("\\begin{equation}x\\end{equation}", True),
    ],
)
def test_only_a_page_with_a_formula_asks_for_mathjax(
    chromium: Browser, text: str, asked: bool
) -> None:
    """Another host is asked for MathJax by pages that have a formula, and by no other."""
    _, requests = shown(chromium, text)
    assert any(MATHJAX in url for url in requests) is asked


def test_money_in_an_essay_stays_money(chromium: Browser) -> None:
    """MathJax is told what is a formula: what it would take for one by its dollars is not."""
    text = "From $5 to $6, $x^2$ and $5 (US$), $y$."
    assert shown(chromium, text)[0] == r"From $5 to $6, \(x^2\) and $5 (US$), \(y\)."


def shown(chromium: Browser, text: str) -> tuple[str, list[str]]:
    """Return a text as a page hands it to MathJax, and what the page asked other hosts for."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES / "classic"), autoescape=True)
    head = templates.get_template("mathjax.html.j2").module.mathjax()  # type: ignore[attr-defined]
    page = chromium.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(f"<head>{head}</head><body><div class='rendered_html'>{text}</div></body>")
    page.wait_for_load_state()
    found = page.inner_text(".rendered_html")
    page.close()
    return found, requests
