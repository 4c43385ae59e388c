"""What a learner did with a quiz: the responses, attempts and hints, as plain values.

A record holds responses, never scores: a score is always computed anew from a response, so a
record that was edited by hand is worth exactly what its responses are worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.model import Json

FORMAT = 1
ENDINGS = ("", "right", "attempts", "shown")  # how a question came to be final; "" while it isn't


@dataclass(frozen=True, slots=True)
class Attempt:
    """A response that was checked, and when (UTC, ISO 8601)."""

    value: Json
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One question: the response as it stands, the attempts of this round and of earlier ones."""

    fingerprint: str
    value: Json = None
    at: str = ""
    hints: int = 0
    final: str = ""
    attempts: tuple[Attempt, ...] = ()
    earlier: tuple[tuple[Attempt, ...], ...] = ()

    @property
    def newest(self) -> tuple[int, str]:
        """Order two states of one question: the later round wins, then the later time."""
        return (len(self.earlier), self.at)


@dataclass(frozen=True, slots=True)
class Record:
    """All that a learner did with one quiz.

    ``learner`` is random and says nothing about the person: it seeds the order of options.
    ``superseded`` keeps answers to questions that have changed since.
    """

    quiz: str
    learner: str
    questions: Mapping[str, Progress] = field(default_factory=dict)
    superseded: tuple[Json, ...] = ()

    def merged(self, other: Record) -> Record:
        """Take over what another record of the same quiz knows better, question by question."""
        questions = dict(self.questions)
        for name, theirs in other.questions.items():
            mine = questions.get(name)
            if mine is None or theirs.newest > mine.newest:
                questions[name] = theirs
        superseded = (*other.superseded, *(s for s in self.superseded if s not in other.superseded))
        return Record(self.quiz, other.learner, questions, superseded)


def to_json(record: Record) -> dict[str, Json]:
    """Give a record as plain JSON values."""
    return {
        "format": FORMAT,
        "quiz": record.quiz,
        "learner": record.learner,
        "questions": {name: plain_progress(progress) for name, progress in record.questions.items()},
        "superseded": list(record.superseded),
    }


def plain_progress(progress: Progress) -> dict[str, Json]:
    """Give one question's progress as plain JSON values."""
    return {
        "fingerprint": progress.fingerprint,
        "value": progress.value,
        "at": progress.at,
        "hints": progress.hints,
        "final": progress.final,
        "attempts": [_plain_attempt(attempt) for attempt in progress.attempts],
        "earlier": [[_plain_attempt(a) for a in attempts] for attempts in progress.earlier],
    }


def _plain_attempt(attempt: Attempt) -> dict[str, Json]:
    return {"value": attempt.value, "at": attempt.at}


def from_json(data: Json) -> Record:
    """Read a record from JSON values; ValueError says what is wrong with them.

    >>> from_json({"format": 1, "quiz": "geneva", "learner": "0f", "questions": {}}).quiz
    'geneva'
    """
    top = _mapping(data, "the file")
    if top.get("format") != FORMAT:
        raise ValueError(f"its format is {top.get('format')!r}, not {FORMAT}")
    questions = _mapping(top.get("questions"), "'questions'")
    return Record(
        quiz=_word(top, "quiz"),
        learner=_word(top, "learner"),
        questions={name: _progress(name, entry) for name, entry in questions.items()},
        superseded=tuple(_listing(top.get("superseded", []), "'superseded'")),
    )


def _progress(name: str, data: Json) -> Progress:
    entry = _mapping(data, f"question '{name}'")
    hints = entry.get("hints", 0)
    final = entry.get("final", "")
    if type(hints) is not int or not 0 <= hints <= 100:
        raise ValueError(f"question '{name}': 'hints' is not a small number")
    if final not in ENDINGS:
        raise ValueError(f"question '{name}': 'final' is {final!r}")
    return Progress(
        fingerprint=_word(entry, "fingerprint"),
        value=entry.get("value"),
        at=_word(entry, "at"),
        hints=hints,
        final=final,
        attempts=_attempts(entry.get("attempts", []), name),
        earlier=tuple(_attempts(a, name) for a in _listing(entry.get("earlier", []), name)),
    )


def _attempts(data: Json, name: str) -> tuple[Attempt, ...]:
    entries = [_mapping(entry, f"an attempt at '{name}'") for entry in _listing(data, name)]
    return tuple(Attempt(entry.get("value"), _word(entry, "at")) for entry in entries)


def _mapping(data: Json, what: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{what} is not a JSON object")
    return data


def _listing(data: Json, what: str) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError(f"{what} is not a JSON list")
    return data


def _word(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"'{name}' is not a text")
    return value
