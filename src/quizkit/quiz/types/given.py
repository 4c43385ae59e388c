"""The parts of a response, as far as they are known: options by their texts, the rest as sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizkit.quiz.model import Json


class NoResponse(Exception):
    """The value has not the shape of a response to this type."""


@dataclass(frozen=True, slots=True)
class Known:
    """Words of the quiz itself, as HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, whatever it is: not to be trusted."""

    value: Json


@dataclass(frozen=True, slots=True)
class Given:
    """A part of a response; ``key`` is that of its mark, and None stands for what lacks."""

    key: str
    said: tuple[Known | Sent | None, ...]


def texts(view: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return the texts of a list in a public view, by token."""
    return {option["token"]: option["html"] for option in view[name]}


def option(texts: Mapping[str, str], token: Json) -> Given:
    """Return an option as part of a response."""
    return Given(token if isinstance(token, str) else "", (_of(texts, token),))


def place(texts: Mapping[str, str], value: Json) -> Known | Sent | None:
    """Return what was put in one place; None where that is nothing."""
    return None if value is None or value == "" else _of(texts, value)


def _of(texts: Mapping[str, str], token: Json) -> Known | Sent:
    known = isinstance(token, str) and token in texts
    return Known(texts[token]) if known else Sent(token)
