"""The fields that every question has, whatever its type."""

from __future__ import annotations

import re
from typing import TypedDict

from quizkit.quiz.model import Hint, Text
from quizkit.quiz.reading.fields import Fields

IDS = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")  # also file names and URLs on every system


class CommonFields(TypedDict):
    """What every type's constructor takes besides its own fields."""

    id: str
    prompt: Text
    points: float
    objective: str | None
    hints: tuple[Hint, ...]
    source: tuple[str, ...]
    attempts: int | None
    explanation: Text | None
    shuffle: bool
    allow: tuple[str, ...]
    line: int


def read_common(fields: Fields, question: str) -> CommonFields:
    """Read the common fields of the question named ``question``."""
    fields.required("prompt", "write 'prompt: …', the question itself")
    return CommonFields(
        id=question,
        prompt=fields.text("prompt") or Text.plain(""),
        points=fields.number("points", 1.0, least=0, most=1000),
        objective=fields.word("objective"),
        hints=_hints(fields),
        source=fields.words("source"),
        attempts=fields.whole("attempts", None, least=1, most=1000),
        explanation=fields.text("explanation"),
        shuffle=fields.flag("shuffle", True),
        allow=fields.words("allow"),
        line=fields.line,
    )


def _hints(fields: Fields) -> tuple[Hint, ...]:
    if fields.get("hints") is None:
        return ()
    hints = []
    for entry in fields.entries("hints", "write 'hints: [\"…\"]'", least=1, entry="hint"):
        entry.required("text", "write 'text: …'")
        text = entry.text("text")
        cost = entry.number("cost", 0.0, least=0, most=1)
        reveals = entry.flag("reveals", False)
        entry.close()
        if text is not None:
            hints.append(Hint(text, cost, reveals))
    return tuple(hints)
