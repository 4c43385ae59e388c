"""What keeps people from using a page, as far as axe-core can see it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from browser.quiz_page import QuizPage

QUIZ = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Dark, a page differs from a light one in its colours alone.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
TALL = 5000  # pixels: axe measures the contrast of what is on screen only, which is slow to draw
# JupyterLab's body has no height of its own and hides what overflows it: axe, which doesn't draw,
# would take everything in the notebook for invisible.
_LOOK = """async ([part, rules]) => {
  if (window.jupyterapp) document.body.style.height = '100vh';
  const {violations} = await axe.run(part, {resultTypes: ['violations'], ...rules});
  document.body.style.height = '';
  return violations.flatMap(({id, nodes}) =>
    nodes.map(node => `${id}: ${node.target} ${node.failureSummary}`));
}"""


def look(
    page: Page, part: str, rules: dict[str, Any] | None = None, *, dark: bool = False
) -> list[str]:
    """Return what axe-core finds wrong in a part of the page, each fault with its element."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_LOOK, [part, CONTRAST if dark else rules or {}])
    return found


def violations(quiz: QuizPage) -> list[str]:
    """Let axe-core look at the quiz in both themes; give what it finds."""
    page = quiz.notebook.page
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": TALL})
    found: list[str] = []
    for theme in quiz.notebook.themes():
        quiz.notebook.set_theme(theme)
        seen = look(page, ".quizkit", QUIZ, dark=theme == "dark")
        found += [f"{theme}: {one}" for one in seen]
    page.set_viewport_size(size)
    return found
