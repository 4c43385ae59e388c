"""The values that everything else passes around: texts, responses' grades, items and quizzes.

All frozen, all plain: nothing here reads a file, knows a notebook or draws.
"""

from __future__ import annotations

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from quizkit.quiz.pictures.in_texts import nameless
from quizkit.quiz.pictures.picture import Picture

IDS = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")  # also file names and URLs on every system
Json = Any  # what the json module can write; a response may hold any of it, sense or nonsense


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages.

    >>> Text({"en": "Geneva", "nl": "Genève"}).get("nl")
    'Genève'
    >>> Text.plain("Wendy Sherman").get("nl")
    'Wendy Sherman'
    """

    texts: Mapping[str, str]

    @classmethod
    def plain(cls, text: str) -> Text:
        """Make a text that is the same in every language."""
        return cls({"": text})

    def get(self, language: str) -> str:
        """Return the text in ``language``, else in English, else in the first language there is."""
        for key in (language, "", "en"):
            if key in self.texts:
                return self.texts[key]
        return next(iter(self.texts.values()), "")

    def __bool__(self) -> bool:
        return any(self.texts.values())


class Outcome(StrEnum):
    """How a response fared; the four the learner sees, with 'wrong' and 'partly' told apart."""

    UNANSWERED = "unanswered"
    INVALID = "invalid"  # it could not be read: nothing is lost, no attempt is counted
    WRONG = "wrong"
    PARTLY = "partly"
    GIVEN = "given"  # a person reads it and gives the points
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a response (an option, a pair, a blank) and how it fared.

    Only parts the learner gave are marked, so that a mark never gives away what they did not say.
    """

    key: str
    right: bool
    feedback: Text | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """What a response is worth: ``fraction`` is 0 to 1 of the question's points."""

    outcome: Outcome
    fraction: float = 0.0
    marks: tuple[Mark, ...] = ()
    message: Text | None = None
    measure: Text | None = None  # partial credit in words, counted as the points are

    @classmethod
    def of(
        cls, fraction: float, *, marks: Iterable[Mark] = (), measure: Text | None = None
    ) -> Grade:
        """Grade a response that could be read; the outcome follows from the fraction.

        >>> Grade.of(0.5).outcome
        <Outcome.PARTLY: 'partly'>
        """
        fraction = min(1.0, max(0.0, fraction))
        if fraction == 1.0:
            outcome = Outcome.RIGHT
        else:
            outcome = Outcome.PARTLY if fraction > 0 else Outcome.WRONG
        return cls(outcome, fraction, tuple(marks), measure=measure)

    @classmethod
    def invalid(cls, expected: Text, *, marks: Iterable[Mark] = ()) -> Grade:
        """Return the grade of a response that cannot be read, with what was expected."""
        return cls(Outcome.INVALID, 0.0, tuple(marks), expected)


UNANSWERED = Grade(Outcome.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint and what opening it costs, as a fraction (0 to 1) of the question's points."""

    text: Text
    cost: float = 0.0
    reveals: bool = False


@dataclass(frozen=True, slots=True)
class Choosable:
    """A text that can be picked, moved or paired; outside it is known by its token alone."""

    token: str
    text: Text
    feedback: Text | None = None


def token(question: str, text: str) -> str:
    """Name an option without telling its place in the quiz file: 8 hex digits.

    The file of a picture has no part in it: it may be mended or renamed, and its name may tell.

    >>> token("who-led", "Wendy Sherman")
    '1c3e31ab'
    """
    return digest(question, nameless(text))[:8]


def digest(*parts: str) -> str:
    """Hash texts to hex; the same texts give the same digest on every machine."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ABC):
    """One question, whatever its type: how to show it, grade it and give its key.

    ``points`` is what a right response is worth; ``attempts`` how often a response may be
    checked (None: as the quiz says). A type adds its own fields.
    """

    type: ClassVar[str]
    rule: ClassVar[Text] = Text.plain("")  # the partial-credit rule, in a sentence
    by_hand: ClassVar[bool] = False  # a person gives its points
    usual_attempts: ClassVar[int | None] = None  # where neither question nor quiz limits them

    id: str
    prompt: Text
    points: float = 1.0
    objective: str | None = None
    hints: tuple[Hint, ...] = ()
    source: tuple[str, ...] = ()
    attempts: int | None = None
    explanation: Text | None = None
    then: Text | None = None  # the text that goes on once the question is answered for good
    shuffle: bool = True
    allow: tuple[str, ...] = ()  # rules of item writing that the author breaks on purpose
    certainty: bool | None = None  # whether one says how sure one is; None: as the quiz says
    void: bool = False  # of a graded quiz: it no longer counts, the others count for more
    credit: bool = False  # of a graded quiz: all who handed in answers get its points
    tags: tuple[str, ...] = ()  # by which a quiz may draw
    variants: tuple[Item, ...] = ()  # of which each learner gets one; this is the first of them
    variant: str = ""  # what tells a variant from the others, made of what a student sees of it
    values: str = ""  # what its parameters are: for authors only
    line: int = field(default=0, compare=False)

    @abstractmethod
    def form(self) -> dict[str, Json]:
        """Return what a response is made of (tokens, blanks, units): enough to read one.

        It tells no key, and neither does its order: anyone may see it.
        """

    @abstractmethod
    def grade(self, value: Json) -> Grade:
        """Grade a response; a value of the wrong shape is invalid, never an exception."""

    @abstractmethod
    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return what a browser may see: nothing that tells the key.

        Args:
            language: the language of the texts.
            chance: shuffles what may be shuffled; None keeps the author's order, which can
                tell the key: for authors only.
        """

    @abstractmethod
    def key(self, language: str) -> dict[str, Json]:
        """Return the right answer, as shown once the question is answered for good."""

    @abstractmethod
    def right(self) -> Json:
        """Return one fully right response."""

    @abstractmethod
    def basis(self) -> Sequence[str]:
        """Return what stored responses depend on; if it changes, they are set aside."""

    @property
    def fingerprint(self) -> str:
        """A short hash that changes when stored responses to this question lose their meaning."""
        return digest(self.type, *self.basis(), *self._variant())[:12]

    @property
    def public_fingerprint(self) -> str:
        """A fingerprint for those who may not know the key: made of the form alone.

        A hash of the key would give it away to anyone who tries a few answers.
        """
        return digest(self.type, *self.public_basis(), *self._variant())[:12]

    def _variant(self) -> tuple[str, ...]:
        return ("variant", self.variant) if self.variant else ()

    def public_basis(self) -> Sequence[str]:
        """Return what a stored response depends on, as far as anyone may know."""
        return [json.dumps(self.form(), sort_keys=True)]


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of which each learner gets so many."""

    count: int
    questions: tuple[str, ...]  # their ids


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as its author wrote it, keys included.

    Where it has pools, or questions with variants, a learner takes a part of it: see
    `quizkit.quiz.drawing`.
    """

    id: str
    title: Text
    questions: tuple[Item, ...]
    objectives: Mapping[str, Text] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    attempts: int | None = None
    certainty: bool = False  # whether one says of each answer how sure one is
    core: int | None = None  # so many belong to the lesson hour, its first; None: all
    pools: tuple[Pool, ...] = ()  # what is drawn; nothing: every learner gets every question
    seed: str = ""  # another one makes other draws
    path: Path | None = field(default=None, compare=False)
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by the names in its texts

    def __getitem__(self, question: str) -> Item:
        """Return the question of that id; KeyError if there is none."""
        for item in self.questions:
            if item.id == question:
                return item
        raise KeyError(question)

    @property
    def varies(self) -> bool:
        """Whether not every learner gets the same."""
        return bool(self.pools) or any(item.variants for item in self.questions)

    @property
    def size(self) -> int:
        """How many questions each learner gets."""
        return sum(pool.count for pool in self.pools) if self.pools else len(self.questions)

    @property
    def points(self) -> float:
        """The points of all questions that a learner gets and that are scored by themselves."""
        scored = {item.id: item.points for item in self.questions if not item.by_hand}
        if not self.pools:
            return sum(scored.values())
        # Those of a pool are worth the same, unless all of it is taken.
        return sum(sum(scored.get(n, 0.0) for n in p.questions[: p.count]) for p in self.pools)

    @property
    def points_by_hand(self) -> float:
        """The points that a person gives."""
        return sum(item.points for item in self.questions if item.by_hand)

    @property
    def counted(self) -> float:
        """The points of the questions that count and are scored by themselves."""
        return sum(item.points for item in self.questions if not (item.void or item.by_hand))

    def asks_certainty(self, item: Item) -> bool:
        """Return whether one says of a question how sure one is; it must be right or wrong."""
        asked = self.certainty if item.certainty is None else item.certainty
        return asked and item.points > 0 and not item.by_hand

    def limit(self, item: Item) -> int | None:
        """Return how often a response to a question may be checked; None: as often as one likes."""
        if item.by_hand:
            return None
        limits = (item.attempts, self.attempts, item.usual_attempts)
        return next((limit for limit in limits if limit is not None), None)


def texts_in(value: Any) -> Iterator[Text]:
    """Yield every text for people in a value, however deep it lies."""
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(part)


def unique(choosables: Iterable[Choosable]) -> dict[str, Choosable]:
    """Return choosables by token, in their order."""
    return {choosable.token: choosable for choosable in choosables}
