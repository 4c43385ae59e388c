"""A bank of questions on its way from one program to another: by a format, and with what losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.quiz.model import Quiz


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be carried over: of one question, or ("") of the whole bank."""

    question: str
    what: str


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions as they will stand in a quiz file: each a mapping of its fields, keys included.

    ``pictures`` are files by the names under which the texts show them, relative to the quiz file.
    ``draw`` says by tag of how many questions each learner gets; those without it are for all.
    """

    title: str
    questions: tuple[Mapping[str, Any], ...]
    losses: tuple[Loss, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    draw: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """The files of a quiz as another program takes it, by name, and what it does not take."""

    files: Mapping[str, bytes]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format that can be read.

    ``knows`` looks at a file's content, and at its name only where content cannot tell; it never
    raises. ``read`` takes the file and its name, and raises BankError for what is none of its kind.
    """

    name: str
    told: str  # what it is called, for messages: "a GIFT file"
    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Bank]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One format that can be written: ``write`` takes a quiz and a language."""

    name: str
    told: str  # what it is called, for messages: "a GIFT file"
    write: Callable[[Quiz, str], Export]
    draws: bool = False  # it writes draws and variants, or says itself what it cannot
