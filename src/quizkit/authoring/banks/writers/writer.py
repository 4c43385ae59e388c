"""What a format's writer is: its name, and how a quiz is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizkit.authoring.banks.bank import Export
from quizkit.quiz.model import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One format that can be written: ``write`` takes a quiz and a language."""

    name: str
    told: str  # what it is called, for messages: "a GIFT file"
    write: Callable[[Quiz, str], Export]
    draws: bool = False  # it writes draws and variants, or says itself what it cannot
