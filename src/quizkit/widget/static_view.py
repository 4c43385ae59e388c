"""The quiz where no kernel runs: on a forge's page, in a saved notebook, on paper.

Made from the public view alone, so it cannot hold a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from quizkit.learner.words import words
from quizkit.quiz.markup import without_markup

BLANK = "______"


def as_html(view: Mapping[str, Any]) -> str:
    """Return the questions as plain HTML, without style or script."""
    parts = [f"<h3>{view['title_html']}</h3>", f"<p><em>{escape(_how(view))}</em></p>", "<ol>"]
    for question in view["questions"]:
        parts.append(f"<li><div dir='auto'>{question['prompt_html']}</div>")
        parts += [_listing(label, rows) for label, rows in _choices(question, "html")]
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
        for label, rows in _choices(question, "text"):
            lines += [f"   {label}"] if label else []
            lines += [f"   - {row}" for row in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def _how(view: Mapping[str, Any]) -> str:
    note = "static_graded_note" if view["mode"] == "graded" else "static_note"
    return words(str(view["language"]))[note]


def _choices(question: Mapping[str, Any], form: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a question's choices as (label, rows), in HTML or in text."""
    kind = question["type"]
    for name in {"match": ("left", "right"), "groups": ("items", "groups")}.get(
        kind, ("options", "items")
    ):
        if question.get(name):
            yield "", [option[form] for option in question[name]]
    if kind == "cloze":
        yield _cloze_text(question, form), []
        for segment in question["segments"]:
            if segment.get("options"):
                yield segment["label_text"], [option[form] for option in segment["options"]]
    elif kind in ("number", "text"):
        yield f"{BLANK} {question.get('unit_text') or ''}".strip(), []


def _cloze_text(question: Mapping[str, Any], form: str) -> str:
    passage = "".join(segment.get("html", BLANK) for segment in question["segments"])
    return passage if form == "html" else without_markup(passage.replace("<br>", " "))
