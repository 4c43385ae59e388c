"""A bank of questions on its way from one program to another, and what was lost on that way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
