"""One learner taking one quiz: attempts, hints, order and score.

No disk and no UI: a session takes what the learner does, keeps it as a ``Record``, and says what
the page shows. What the page is told of a question never holds its key before the question is
answered for good: right, out of attempts, or the answer asked for.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Literal

from quizkit.markup import html, plain
from quizkit.model import UNANSWERED, Grade, Item, Json, Outcome, Quiz
from quizkit.page_words import page_words
from quizkit.record import Attempt, Progress, Record, plain_progress, read_progress
from quizkit.words import Words, words

Mode = Literal["practice", "graded"]


def now() -> str:
    """Give the time as the records keep it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Session:
    """One learner taking one quiz.

    Args:
        quiz: the quiz, keys included.
        record: what the learner did before; None at the first start.
        language: the language of every text it gives.
        mode: ``"practice"`` grades and explains; ``"graded"`` only keeps responses.
        clock: gives the time of a response; replaced in tests.

    >>> from quizkit import load
    >>> session = Session(load("start"))
    >>> session.summary()["answered"]
    0
    """

    def __init__(
        self,
        quiz: Quiz,
        record: Record | None = None,
        *,
        language: str = "en",
        mode: Mode = "practice",
        clock: Callable[[], str] = now,
    ) -> None:
        self.quiz = quiz
        self.language = language
        self.mode = mode
        self.words: Words = words(language)
        self._clock = clock
        self._items = {item.id: item for item in quiz.questions}
        self._untouched = {item.id: Progress(item.fingerprint) for item in quiz.questions}
        self._unread: dict[str, Grade] = {}  # last check that counted for nothing, and why
        self.record, self.outdated = _current(quiz, record or Record(quiz.id, secrets.token_hex(8)))

    def take_over(self, record: Record) -> list[str]:
        """Take over what was saved elsewhere since; give the ids of the questions that changed."""
        if record is self.record:
            return []
        merged, _ = _current(self.quiz, self.record.merged(record))
        changed = [
            name
            for name in self._items
            if merged.questions.get(name) != self.record.questions.get(name)
        ]
        self.record = merged
        for name in changed:
            self._unread.pop(name, None)
        return changed

    # what the learner does

    def respond(self, question: str, value: Json) -> None:
        """Keep a response, ungraded."""
        progress = self._progress(question)
        self._unread.pop(question, None)
        if not progress.final and value != progress.value:
            self._keep(question, replace(progress, value=value, at=self._clock()))

    def check(self, question: str, value: Json) -> None:
        """Keep a response and grade it; unanswered and invalid cost no attempt."""
        if self.mode == "graded":
            return self.respond(question, value)
        progress = self._progress(question)
        if progress.final or _is_checked(progress, value):
            return None
        at = self._clock()
        progress = replace(progress, value=value, at=at)
        grade = self._items[question].grade(value)
        if grade.outcome in (Outcome.UNANSWERED, Outcome.INVALID):
            self._unread[question] = grade
        else:
            self._unread.pop(question, None)
            progress = replace(progress, attempts=(*progress.attempts, Attempt(value, at)))
            if grade.outcome is Outcome.RIGHT:
                progress = replace(progress, final="right")
            elif self._attempts_left(question, progress) == 0:
                progress = replace(progress, final="attempts")
        return self._keep(question, progress)

    def hint(self, question: str) -> None:
        """Open the next hint."""
        progress = self._progress(question)
        if self.mode == "practice" and not progress.final:
            opened = min(progress.hints + 1, len(self._items[question].hints))
            self._keep(question, replace(progress, hints=opened, at=self._clock()))

    def reveal(self, question: str) -> None:
        """Show the answer, which ends the question; only after an attempt."""
        progress = self._progress(question)
        if self.mode == "practice" and progress.attempts and not progress.final:
            self._keep(question, replace(progress, final="shown", at=self._clock()))

    def retry(self, question: str) -> None:
        """Start a question over; the attempts so far are kept in the record."""
        progress = self._progress(question)
        if self.mode == "practice" and progress.attempts:
            self._unread.pop(question, None)
            earlier = (*progress.earlier, progress.attempts)
            fresh = Progress(progress.fingerprint, at=self._clock(), earlier=earlier)
            self._keep(question, fresh)

    def missed(self) -> list[str]:
        """Give the ids of the questions attempted and not answered right."""
        return [
            name
            for name in self._items
            if (progress := self._progress(name)).attempts and progress.final != "right"
        ]

    # what the page shows

    def view(self) -> dict[str, Json]:
        """Give the quiz as the page first shows it: no key, no feedback, no hint text."""
        return {
            "id": self.quiz.id,
            "title_html": html(self.quiz.title.get(self.language)),
            "language": self.language,
            "mode": self.mode,
            "words": page_words(self.language),
            "questions": [
                self._question(item, number) for number, item in enumerate(self.quiz.questions, 1)
            ],
        }

    def _question(self, item: Item, number: int) -> dict[str, Json]:
        chance = Random(f"{self.record.learner}/{self.quiz.id}/{item.id}")
        objective = self.quiz.objectives.get(item.objective or "")
        return {
            "id": item.id,
            "type": item.type,
            "number": number,
            "prompt_html": html(item.prompt.get(self.language)),
            "prompt_text": plain(item.prompt.get(self.language)),
            "points": item.points,
            "points_text": self.words.points(item.points) if item.points else "",
            "rule_text": item.rule.get(self.language),
            "hints": len(item.hints) if self.mode == "practice" else 0,
            "hint_costs": [self._cost(item, hint.cost) for hint in item.hints],
            "objective_text": plain(objective.get(self.language)) if objective else None,
            "attempts": self._attempts(item) if self.mode == "practice" else None,
            **item.public(self.language, chance),
        }

    def _cost(self, item: Item, share: float) -> str:
        return self.words.points(share * item.points) if share else ""

    def state(self, question: str) -> dict[str, Json]:
        """Give one question's state as the page may see it now."""
        progress = self._progress(question)
        state: dict[str, Json] = {
            "value": progress.value,
            "outcome": Outcome.UNANSWERED.value,
            "checked": False,
            "final": False,
            "marks": {},
            "message_html": "",
            "hints": [],
            "attempts_left": None,
            "score": 0.0,
            "score_text": "",
            "key": None,
        }
        if self.mode == "practice":
            state |= self._feedback(self._items[question], progress)
        return state

    def _feedback(self, item: Item, progress: Progress) -> dict[str, Json]:
        checked = bool(progress.attempts) and _is_checked(progress, progress.value)
        shown = item.grade(progress.value) if checked else UNANSWERED
        grade = self._unread.get(item.id, shown)
        score = self.score(item.id)
        return {
            "outcome": grade.outcome.value,
            "checked": checked,
            "final": bool(progress.final),
            "marks": {m.key: self._mark(m.right, m.feedback) for m in grade.marks},
            "message_html": html(self._message(item, progress, grade)),
            "hints": [html(h.text.get(self.language)) for h in item.hints[: progress.hints]],
            "attempts_left": self._attempts_left(item.id, progress),
            "score": score,
            "score_text": self._score_text(score, item.points) if progress.attempts else "",
            "key": self._key(item) if progress.final else None,
        }

    def _mark(self, right: bool, feedback: Json) -> dict[str, Json]:
        text = feedback.get(self.language) if feedback else ""
        return {"outcome": "right" if right else "wrong", "html": html(text)}

    def _key(self, item: Item) -> dict[str, Json]:
        explanation = item.explanation.get(self.language) if item.explanation else ""
        return {**item.key(self.language), "explanation_html": html(explanation)}

    def _message(self, item: Item, progress: Progress, grade: Grade) -> str:
        if grade.outcome is Outcome.UNANSWERED:
            return self.words["answer_first"] if item.id in self._unread else ""
        if grade.outcome is Outcome.INVALID:
            expected = grade.message.get(self.language) if grade.message else ""
            return f"{self.words['not_read']} {expected}".strip()
        parts = [self.words[grade.outcome.value]]
        if grade.message:
            parts.append(grade.message.get(self.language))
        if grade.outcome is Outcome.PARTLY and len(grade.marks) > 1:
            right = sum(mark.right for mark in grade.marks)
            said = "incomplete" if right == len(grade.marks) else "parts_right"
            parts.append(self.words[said].format(n=right, total=len(grade.marks)))
        if not progress.final:
            left = self._attempts_left(item.id, progress)
            parts.append(self.words["try_again"] if left is None else self.words.attempts(left))
        return " ".join(parts)

    def score(self, question: str) -> float:
        """Give a question's score in points: its best attempt, less the hints opened."""
        item, progress = self._items[question], self._progress(question)
        best = max((item.grade(a.value).fraction for a in progress.attempts), default=0.0)
        cost = sum(hint.cost for hint in item.hints[: progress.hints])
        return max(0.0, best - cost) * item.points

    def _score_text(self, score: float, points: float) -> str:
        return self.words.score(score, points) if points else ""  # a guess counts for nothing

    def summary(self) -> dict[str, Json]:
        """Give how far the learner is, and the score where it may be told."""
        progress = {name: self._progress(name) for name in self._items}
        if self.mode == "graded":
            given = sum(
                self._items[name].grade(p.value).outcome is not Outcome.UNANSWERED
                for name, p in progress.items()
            )
            return {"answered": given, "total": len(progress), "done": given == len(progress)}
        answered = sum(bool(p.attempts) for p in progress.values())
        score = sum(self.score(name) for name in progress)
        return {
            "answered": answered,
            "total": len(progress),
            "done": answered == len(progress),
            "score": score,
            "points": self.quiz.points,
            "score_text": self._score_text(score, self.quiz.points),
            "missed": self.missed(),
        }

    # keeping

    def _progress(self, question: str) -> Progress:
        kept = self.record.questions.get(question)
        return kept or self._untouched[question]

    def _keep(self, question: str, progress: Progress) -> None:
        questions: Mapping[str, Progress] = {**self.record.questions, question: progress}
        self.record = replace(self.record, questions=questions)

    def _attempts(self, item: Item) -> int | None:
        for limit in (item.attempts, self.quiz.attempts):
            if limit is not None:
                return limit
        return item.usual_attempts

    def _attempts_left(self, question: str, progress: Progress) -> int | None:
        limit = self._attempts(self._items[question])
        return None if limit is None else max(0, limit - len(progress.attempts))


def _is_checked(progress: Progress, value: Json) -> bool:
    return bool(progress.attempts) and progress.attempts[-1].value == value


def _current(quiz: Quiz, record: Record) -> tuple[Record, tuple[str, ...]]:
    """Set aside answers to questions that have changed or gone since; say which changed."""
    now_asked = {item.id: item.fingerprint for item in quiz.questions}
    kept: dict[str, Progress] = {}
    aside: list[Json] = []
    for name, progress in record.questions.items():
        if now_asked.get(name) == progress.fingerprint:
            kept[name] = progress
        else:
            aside.append({"question": name, **plain_progress(progress)})
    # A change that was undone, or a quiz with the same id: the latest answer comes back.
    for entry in reversed(record.superseded):
        asked = entry.get("question") if isinstance(entry, dict) else None
        if isinstance(asked, str) and entry.get("fingerprint") == now_asked.get(asked, ""):
            with suppress(ValueError):
                kept.setdefault(asked, read_progress(asked, entry))
    outdated = tuple(entry["question"] for entry in aside if entry["question"] not in kept)
    superseded = (*record.superseded, *(a for a in aside if a not in record.superseded))
    return Record(quiz.id, record.learner, kept, superseded), outdated
