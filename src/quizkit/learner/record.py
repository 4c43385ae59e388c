"""What a learner did with a quiz: the responses, attempts and hints, as plain values.

A record holds responses, never scores: a score is always computed anew from a response, so a
record that was edited by hand is worth exactly what its responses are worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from quizkit.quiz.certainty import level
from quizkit.quiz.model import Item, Json, Quiz

FORMAT = 1
LONGEST_VALUE = 50_000  # characters of JSON: more is no answer, and would swell the answers file
ENDINGS = ("", "right", "attempts", "shown")  # how a question came to be final; "" while it isn't


def is_too_long(value: Json) -> bool:
    """Return whether a response is longer than any that people type, in whatever script.

    >>> is_too_long("Genève"), is_too_long("x" * LONGEST_VALUE)
    (False, True)
    """
    return len(json.dumps(value, ensure_ascii=False)) > LONGEST_VALUE


@dataclass(frozen=True, slots=True)
class Attempt:
    """A response that was checked, when (UTC, ISO 8601), and how many hints were open by then.

    ``certainty`` is how sure the learner was, where one is asked.
    """

    value: Json
    at: str
    hints: int = 0
    certainty: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question: the response as it stands, the attempts of this round and of earlier ones."""

    fingerprint: str
    value: Json = None
    at: str = ""
    hints: int = 0
    final: str = ""
    attempts: tuple[Attempt, ...] = ()
    earlier: tuple[tuple[Attempt, ...], ...] = ()
    certainty: int | None = None  # of the response as it stands

    @property
    def rounds(self) -> tuple[tuple[Attempt, ...], ...]:
        """The attempts of every round, the one that is going on last."""
        return (*self.earlier, self.attempts)

    @property
    def checked(self) -> bool:
        """Return whether the response as it stands is the one that was last checked."""
        return self.was_checked(self.value)

    def was_checked(self, value: Json) -> bool:
        """Return whether a response is the one that was last checked."""
        return bool(self.attempts) and self.attempts[-1].value == value

    def left(self, limit: int | None) -> int | None:
        """Return how many attempts are left of so many; None: as many as one likes."""
        return None if limit is None else max(0, limit - len(self.attempts))

    def score(self, item: Item) -> float:
        """Return the points for the best attempt of this round, less what its hints cost."""
        cost = sum(hint.cost for hint in item.hints[: self.hints])
        return max(0.0, self.best(item) - cost) * item.points

    def best(self, item: Item) -> float:
        """Return the fraction that the best attempt of this round is worth, hints aside."""
        return max((item.grade(a.value).fraction for a in self.attempts), default=0.0)

    def merged(self, other: QuestionRecord) -> QuestionRecord:
        """Take two kernels' states of one question together: no attempt of either is lost.

        The later round wins, then the later response; within a round, hints stay open and an
        ending stays an ending.
        """
        newer, older = (self, other) if self._newest >= other._newest else (other, self)
        pairs = zip_longest(newer.rounds, older.rounds, fillvalue=())
        *earlier, attempts = (_union(mine, theirs) for mine, theirs in pairs)
        same_round = len(newer.earlier) == len(older.earlier)
        return replace(
            newer,
            hints=max(newer.hints, older.hints) if same_round else newer.hints,
            final=newer.final or (older.final if same_round else ""),
            attempts=attempts,
            earlier=tuple(earlier),
        )

    @property
    def _newest(self) -> tuple[int, str]:
        return (len(self.earlier), self.at)


def _union(mine: tuple[Attempt, ...], theirs: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """Return the attempts of both, those that both know once, in the order of their times."""
    if mine == theirs:
        return mine
    more = list(theirs)
    for attempt in mine:
        if attempt in more:
            more.remove(attempt)
    return tuple(sorted((*mine, *more), key=lambda attempt: attempt.at))


@dataclass(frozen=True, slots=True)
class Record:
    """All that a learner did with one quiz.

    ``learner`` is random and says nothing about the person: it seeds the order of options.
    ``superseded`` keeps answers to questions that have changed since. ``student`` is whose draw of
    a graded quiz was shown, as the page was told; what counts is whose it is at grading.
    """

    quiz: str
    learner: str
    questions: Mapping[str, QuestionRecord] = field(default_factory=dict)
    superseded: tuple[Json, ...] = ()
    student: str = ""

    def merged(self, other: Record) -> Record:
        """Take over what another record of the same quiz knows besides, question by question."""
        questions = dict(self.questions)
        aside: list[Json] = []
        for name, theirs in other.questions.items():
            mine = questions.get(name, theirs)
            if mine.fingerprint == theirs.fingerprint:
                questions[name] = mine.merged(theirs)
            else:  # a kernel that still has an older version of the quiz
                older, questions[name] = sorted((mine, theirs), key=lambda each: each.at)
                aside.append({"question": name, **plain_question(older)})
        kept = [*other.superseded]
        for entry in (*self.superseded, *aside):
            if entry not in kept:
                kept.append(entry)
        student = other.student or self.student
        return Record(self.quiz, other.learner, questions, tuple(kept), student)

    def fitted(self, quiz: Quiz) -> tuple[Record, tuple[str, ...]]:
        """Set aside answers to questions that have changed or gone since; return which changed."""
        asked = {item.id: item.fingerprint for item in quiz.questions}
        kept: dict[str, QuestionRecord] = {}
        aside: list[Json] = []
        for name, progress in self.questions.items():
            if asked.get(name) == progress.fingerprint:
                kept[name] = progress
            else:
                aside.append({"question": name, **plain_question(progress)})
        # A change that was undone, or a quiz with the same id: the latest answer comes back.
        for entry in reversed(self.superseded):
            which = entry.get("question") if isinstance(entry, dict) else None
            if isinstance(which, str) and entry.get("fingerprint") == asked.get(which, ""):
                with suppress(ValueError):
                    kept.setdefault(which, read_question(which, entry))
        outdated = tuple(entry["question"] for entry in aside if entry["question"] not in kept)
        superseded = (*self.superseded, *(a for a in aside if a not in self.superseded))
        return Record(quiz.id, self.learner, kept, superseded, self.student), outdated


def to_json(record: Record) -> dict[str, Json]:
    """Return a record as plain JSON values."""
    return {
        "format": FORMAT,
        "quiz": record.quiz,
        "learner": record.learner,
        **({"student": record.student} if record.student else {}),
        "questions": {
            name: plain_question(progress) for name, progress in record.questions.items()
        },
        "superseded": list(record.superseded),
    }


def plain_question(progress: QuestionRecord) -> dict[str, Json]:
    """Return one question's progress as plain JSON values."""
    return {
        "fingerprint": progress.fingerprint,
        "value": progress.value,
        **_plain_certainty(progress.certainty),
        "at": progress.at,
        "hints": progress.hints,
        "final": progress.final,
        "attempts": [_plain_attempt(attempt) for attempt in progress.attempts],
        "earlier": [[_plain_attempt(a) for a in attempts] for attempts in progress.earlier],
    }


def _plain_attempt(attempt: Attempt) -> dict[str, Json]:
    hints = {"hints": attempt.hints} if attempt.hints else {}
    certainty = _plain_certainty(attempt.certainty)
    return {"value": attempt.value, "at": attempt.at, **hints, **certainty}


def _plain_certainty(certainty: int | None) -> dict[str, Json]:
    return {} if certainty is None else {"certainty": certainty}


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
        student=_word(top, "student"),
        questions={name: read_question(name, entry) for name, entry in questions.items()},
        superseded=tuple(_listing(top.get("superseded", []), "'superseded'")),
    )


def read_question(name: str, data: Json) -> QuestionRecord:
    """Read one question's progress from JSON values; ValueError says what is wrong with them."""
    entry = _mapping(data, f"question '{name}'")
    final = entry.get("final", "")
    if final not in ENDINGS:
        raise ValueError(f"question '{name}': 'final' is {final!r}")
    return QuestionRecord(
        fingerprint=_word(entry, "fingerprint"),
        value=entry.get("value"),
        at=_word(entry, "at"),
        hints=_hints(entry, name),
        final=final,
        attempts=_attempts(entry.get("attempts", []), name),
        earlier=tuple(_attempts(a, name) for a in _listing(entry.get("earlier", []), name)),
        certainty=level(entry.get("certainty")),
    )


def _attempts(data: Json, name: str) -> tuple[Attempt, ...]:
    entries = [_mapping(entry, f"an attempt at '{name}'") for entry in _listing(data, name)]
    return tuple(
        Attempt(
            entry.get("value"),
            _word(entry, "at"),
            _hints(entry, name),
            level(entry.get("certainty")),
        )
        for entry in entries
    )


def _hints(entry: Mapping[str, Any], name: str) -> int:
    hints = entry.get("hints", 0)
    if type(hints) is not int or not 0 <= hints <= 100:
        raise ValueError(f"question '{name}': 'hints' is not a small number")
    return hints


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
