"""What keeps people from using a quiz, as far as axe-core can see it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from browser.quiz_page import QuizPage

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Dark, a quiz differs from a light one in its colours alone.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
THEMES = {"light": RULES, "dark": RULES | CONTRAST}
TALL = 5000  # pixels: axe measures the contrast of what is on screen only


def violations(quiz: QuizPage) -> list[str]:
    """Let axe-core look at the quiz in both themes; give what it finds, each with its element."""
    page = quiz.notebook.page
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    # JupyterLab's body has no height of its own and hides what overflows it: axe, which
    # doesn't draw, would take everything in the notebook for invisible.
    page.evaluate("document.body.style.height = '100vh'")
    found: list[str] = []
    # The theme that shows comes first: to change it, JupyterLab draws everything anew.
    for theme in sorted(THEMES, key=lambda theme: theme != quiz.notebook.theme()):
        quiz.notebook.set_theme(theme)
        found += [f"{theme}: {one}" for one in _violations(page, THEMES[theme])]
    return found


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    found: list[Any] = page.evaluate(
        "rules => axe.run('.quizkit', rules).then(r => r.violations)", rules
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
