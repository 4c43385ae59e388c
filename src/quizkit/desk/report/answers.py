"""What a class answered to one question, counted answer by answer, by strong and weak students.

A response is taken apart as its type tells it (`QuestionType.given`): an option that was ticked, a
thing and where it was put, a blank and what was filled in. What was typed is counted as the grader
takes it (`QuestionType.alike`). Of things in an order each two that stand the wrong way round
count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd

from quizkit.course.scoring import responses
from quizkit.desk.report.class_work import Response, Task
from quizkit.desk.report.item_statistics import GROUPS
from quizkit.quiz.model import Grade, Item, Json, Outcome, Text, digest
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.given import Given, Known, NoResponse, Sent
from quizkit.quiz.word_count import count_words

LONGEST = 120  # characters shown of what was typed
ARROW = " → "  # between a thing and the one that should stand before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, in one place of the question, and how many gave it.

    Args:
        place: what it was said of, as HTML: a thing to place, a blank; empty where there is one.
        html: the answer itself; what was typed as it was typed most often.
        right: whether the key has it.
        count: how many students gave it.
        shares: of the weak, the middle and the strong third, which share gave it.
        feedback: what the author wrote to it.
    """

    place: str
    html: str
    right: bool
    count: int
    shares: tuple[float, float, float]
    feedback: Text | None = None

    @property
    def weak(self) -> float:
        """The share of the weak third."""
        return self.shares[0]

    @property
    def strong(self) -> float:
        """The share of the strong third."""
        return self.shares[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers to one question, those that are offered first, then the most frequent.

    Args:
        listed: each answer.
        offered: whether students chose from what is listed, so that none may be a finding.
        unanswered: how many left it open.
        invalid: how many wrote what could not be read.
        changed: how many answered an earlier version of the question.
        words: how many words each text has, from the shortest on, where a person judges them.
    """

    listed: tuple[Answer, ...] = ()
    offered: bool = False
    unanswered: int = 0
    invalid: int = 0
    changed: int = 0
    words: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    place: str
    name: str
    html: str
    right: bool
    feedback: Text | None = None


@dataclass(slots=True)
class _Found:
    part: _Part
    students: list[str] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    feedback: Text | None = None


def answers(task: Task, thirds: pd.DataFrame, language: str) -> Answers:
    """Count the answers to a question; ``thirds`` says how far each student belongs to which.

    Answers to different variants are not the same ones, and are not listed.
    """
    if task.item is None:
        return Answers()
    by_hand = task.item.by_hand
    not_listed = by_hand or task.item.variants
    counted = None if not_listed else _Count(task.item, thirds, language)
    outcomes = dict.fromkeys(Outcome, 0)
    for group in _same(task.responses):
        first = task.responses[group[0]]
        if first.changed:
            continue
        outcomes[first.grade.outcome] += len(group)
        if counted and first.grade.outcome not in (Outcome.UNANSWERED, Outcome.INVALID):
            counted.add(first.value, first.grade, group)
    return Answers(
        listed=tuple(counted.listed()) if counted else (),
        offered=counted is not None and bool(_offered(task.item.public(language))),
        unanswered=outcomes[Outcome.UNANSWERED],
        invalid=outcomes[Outcome.INVALID],
        changed=sum(response.changed for response in task.responses.values()),
        words=tuple(_lengths(task.responses.values())) if by_hand else (),
    )


def _lengths(given: Iterable[Response]) -> list[int]:
    read = (each.value for each in given if each.grade.outcome is Outcome.GIVEN)
    return sorted(count_words(str(value)) for value in read)


def _same(given: Mapping[str, Response]) -> Iterable[list[str]]:
    """Put together the students who gave the very same response."""
    found: dict[tuple[str, bool, Outcome], list[str]] = {}
    for student, response in given.items():
        key = digest(repr(response.value)), response.changed, response.grade.outcome
        found.setdefault(key, []).append(student)
    return found.values()


class _Count:
    def __init__(self, item: Item, thirds: pd.DataFrame, language: str) -> None:
        self._item, self._language = item, language
        self._weights = thirds[list(GROUPS)]
        self._sizes = self._weights.sum()
        self._view = item.public(language)
        self._key = {(p.place, p.name) for p in self._parts(item.right(), item.grade(item.right()))}
        self._found: dict[tuple[str, str], _Found] = {}
        for place, html in _offered(self._view):
            part = _Part(place, html, html, (place, html) in self._key)
            self._found[place, html] = _Found(part)

    def add(self, value: Json, grade: Grade, students: list[str]) -> None:
        """Count one response that these students gave."""
        for part in self._parts(value, grade):
            found = self._found.setdefault((part.place, part.name), _Found(part))
            found.students += students
            found.forms[part.html] += len(students)
            found.feedback = found.feedback or part.feedback

    def listed(self) -> Iterator[Answer]:
        """Yield each answer: as offered, or else place by place, the most frequent first."""
        found = [self._answer(each) for each in self._found.values()]
        places = {answer.place: at for at, answer in reversed(list(enumerate(found)))}
        if any(_offered(self._view)) and list(places) == [""]:
            yield from found
            return
        yield from sorted(found, key=lambda answer: (places[answer.place], -answer.count))

    def _answer(self, found: _Found) -> Answer:
        shares = self._weights.loc[found.students].sum() / self._sizes
        weak, middle, strong = (float(share) for share in shares)
        [(most, _)] = found.forms.most_common(1) or [(found.part.html, 0)]  # as most typed it
        return Answer(
            place=found.part.place,
            html=most,
            right=found.part.right,
            count=len(found.students),
            shares=(weak, middle, strong),
            feedback=found.feedback,
        )

    def _parts(self, value: Json, grade: Grade) -> Iterator[_Part]:
        kind = TYPES[self._item.type]
        try:
            given = list(kind.given(self._view, value))
        except NoResponse:
            return
        if kind.numbered:
            yield from self._reversed(given)
            return
        marks = {mark.key: mark for mark in grade.marks}
        for part in given:
            said = part.said[-1]
            if said is not None:
                mark = marks.get(part.key)
                place, name, html = self._named(part, said, value)
                right = mark.right if mark else (place, name) in self._key
                yield _Part(place, name, html, right, mark.feedback if mark else None)

    def _named(self, part: Given, said: Known | Sent, value: Json) -> tuple[str, str, str]:
        """Return the place, the name by which an answer is counted, and the answer as HTML."""
        placed = isinstance(value, Mapping) and (len(part.said) > 1 or "segments" in self._view)
        place = self._place(part) if placed else ""
        alike = TYPES[self._item.type].alike
        if isinstance(said, Known):
            name = alike(self._item, part.key, value) if alike and not placed else said.html
            return place, name, said.html
        raw = value.get(part.key) if placed else said.value
        name = alike(self._item, part.key, raw) if alike else repr(raw)
        told = f"{raw[:LONGEST]}…" if isinstance(raw, str) and len(raw) > LONGEST else raw
        return place, name, responses.shown(told, self._language)

    def _place(self, part: Given) -> str:
        if len(part.said) > 1 and isinstance(part.said[0], Known):
            return part.said[0].html
        segments = self._view.get("segments", ())
        labels = {s["blank"]: s["label_text"] for s in segments if "blank" in s}
        return str(labels.get(part.key, part.key))

    def _reversed(self, given: list[Given]) -> Iterator[_Part]:
        """Yield each two things that stand the wrong way round."""
        places = {token: at for at, token in enumerate(self._item.right())}
        for one, other in combinations(given, 2):
            texts = [p.said[-1].html for p in (one, other) if isinstance(p.said[-1], Known)]
            if len(texts) == 2 and places.get(one.key, 0) > places.get(other.key, 0):
                pair = ARROW.join(texts)
                yield _Part("", pair, pair, False)


def _offered(view: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each option that a question, or a blank of it, offers, with its place."""
    blanks = [s for s in view.get("segments", ()) if s.get("options")]
    whole = [("", option["html"]) for option in view.get("options", ())]
    return whole + [(b["label_text"], option["html"]) for b in blanks for option in b["options"]]
