"""The quiz where no kernel runs: on a forge's page, in a saved notebook, on paper.

Made from the public view alone, so it cannot hold a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from quizkit.learner.words import words
from quizkit.quiz.types import TYPES


def as_html(view: Mapping[str, Any]) -> str:
    """Return the questions as plain HTML, without style or script."""
    parts = [f"<h3>{view['title_html']}</h3>", f"<p><em>{escape(_how(view))}</em></p>", "<ol>"]
    for question in view["questions"]:
        parts.append(f"<li><div dir='auto'>{question['prompt_html']}</div>")
        listed = TYPES[question["type"]].listed(question, "html")
        parts += [_listing(label, rows) for label, rows in listed]
        parts.append("</li>")
    return "".join([*parts, "</ol>"])


def _listing(label: str, rows: list[str]) -> str:
    head = f"<div>{label}</div>" if label else ""
    return (
        head + "<ul>" + "".join(f"<li dir='auto'>{row}</li>" for row in rows) + "</ul>"
        if rows
        else head
    )


def as_text(view: Mapping[str, Any]) -> str:
    """Return the questions as plain text."""
    lines = [_how(view), ""]
    for question in view["questions"]:
        lines.append(f"{question['number']}. {question['prompt_text']}")
        for label, rows in TYPES[question["type"]].listed(question, "text"):
            lines += [f"   {label}"] if label else []
            lines += [f"   - {row}" for row in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def _how(view: Mapping[str, Any]) -> str:
    note = "static_graded_note" if view["mode"] == "graded" else "static_note"
    return words(str(view["language"]))[note]
