"""One question as its page is told of it: what is asked, and how the response stands.

Nothing here holds a key before the question is answered for good. A graded question tells of a
response only whether it could be read; what it is worth is never told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from quizkit.learner.record import QuestionRecord
from quizkit.learner.words import Words, without_praise, words
from quizkit.quiz.markup import html, plain
from quizkit.quiz.model import UNANSWERED, Grade, Hint, Item, Json, Mark, Outcome, Quiz, Text
from quizkit.quiz.types import unread

NOTHING: Mapping[str, Json] = {
    "outcome": Outcome.UNANSWERED.value,
    "checked": False,
    "final": False,
    "marks": {},
    "certainty": None,
    "message_html": "",
    "hints": [],
    "attempts_left": None,
    "score": 0.0,
    "score_text": "",
    "key": None,
}


PREDICTED = {
    Outcome.RIGHT: "predicted",
    Outcome.PARTLY: "half_predicted",
    Outcome.WRONG: "not_predicted",
}


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """One question of a quiz, for the page of one learner.

    >>> from quizkit import load
    >>> quiz = load("start")
    >>> question = PageQuestion(quiz, quiz.questions[0], language="en", graded=True)
    >>> question.view(1, Random(0))["hints"]
    0
    """

    quiz: Quiz
    item: Item
    language: str
    graded: bool = False

    @property
    def words(self) -> Words:
        """The quiz's own words in the language of the page."""
        return words(self.language)

    def view(self, number: int, chance: Random) -> dict[str, Json]:
        """Return what is asked: no key, no feedback, no hint text."""
        item = self.item
        hints = () if self.graded else item.hints
        return {
            "id": item.id,
            "type": item.type,
            "number": number,
            "prompt_html": html(self._said(item.prompt)),
            "prompt_text": plain(self._said(item.prompt)),
            "points": item.points,
            "guess": not item.points,
            "points_text": self._worth(),
            "certainty": self.quiz.asks_certainty(item),
            "rule_text": self._said(item.rule) if item.points else "",
            "hints": len(hints),
            "hint_costs": [self._cost(hint) for hint in hints],
            "attempts": None if self.graded else self.quiz.limit(item),
            **item.public(self.language, chance),
        }

    def _worth(self) -> str:
        """Return how many points it is worth; of one that only a person can judge, if one does."""
        if not self.item.points or (self.item.by_hand and not self.graded):
            return ""
        points = self.words.points(self.item.points)
        return self.words["by_hand"].format(points=points) if self.item.by_hand else points

    def _cost(self, hint: Hint) -> str:
        return self.words.points(hint.cost * self.item.points) if hint.cost else ""

    def state(self, progress: QuestionRecord, unread: Grade | None) -> dict[str, Json]:
        """Return how the response stands; ``unread`` is a last check that counted for nothing."""
        told = self._readable(progress) if self.graded else self._feedback(progress, unread)
        return {"value": progress.value, **NOTHING, "certainty": progress.certainty, **told}

    def _readable(self, progress: QuestionRecord) -> dict[str, Json]:
        """Return what could not be read, which says nothing of what is right."""
        grade = unread(self.item, progress.value)
        if grade is None or grade.outcome is not Outcome.INVALID:
            return {}
        return {
            "outcome": grade.outcome.value,
            "marks": self._marks(grade),
            "message_html": html(
                f"{self.words['not_read_graded']} {self._expected(grade)}".strip()
            ),
        }

    def _feedback(self, progress: QuestionRecord, unread: Grade | None) -> dict[str, Json]:
        item = self.item
        shown = item.grade(progress.value) if progress.checked else UNANSWERED
        grade = unread or shown
        score = progress.score(item)
        opened = item.hints[: progress.hints]
        return {
            "outcome": grade.outcome.value,
            "checked": progress.checked,
            "final": bool(progress.final),
            "marks": self._marks(grade),
            "message_html": html(self._message(progress, grade, asked=unread is not None)),
            "hints": [html(self._said(hint.text)) for hint in opened],
            "attempts_left": self._left(progress),
            "score": score,
            "score_text": self._score(progress, shown) if progress.attempts else "",
            "key": self._key() if progress.final else None,
        }

    def _score(self, progress: QuestionRecord, shown: Grade) -> str:
        """Write the score, and why it is not that of the response that is shown."""
        if self.item.by_hand:
            return ""
        points = self.item.points
        text = self.words.score(progress.score(self.item), points)
        best = progress.best(self.item)
        off = best * points - progress.score(self.item)
        why = [self.words["best"]] if progress.checked and best > shown.fraction else []
        if off > 0:
            cost = self.words.number(off)
            why.append(self.words.counted("hint_cost", progress.hints, n=cost))
        return f"{text} ({', '.join(why)})" if text and why else text

    def _marks(self, grade: Grade) -> dict[str, Json]:
        return {mark.key: self._mark(mark, grade.outcome) for mark in grade.marks}

    def _mark(self, mark: Mark, outcome: Outcome) -> dict[str, Json]:
        kind = ("right" if mark.right else "wrong") if self.item.points else "guess"
        return {
            "outcome": outcome.value if outcome is Outcome.INVALID else kind,
            "html": html(self._said(mark.feedback)),
        }

    def _key(self) -> dict[str, Json]:
        key = self.item.key(self.language)
        for part in (key, *key.get("blanks", {}).values()):
            if "feedback" in part:  # it was written for those who were right
                said = part["feedback"].items()
                part["feedback"] = {token: without_praise(text) for token, text in said}
        return {
            **key,
            "explanation_html": html(self._said(self.item.explanation)),
            "then_html": html(self._said(self.item.then)),
        }

    def _message(self, progress: QuestionRecord, grade: Grade, *, asked: bool) -> str:
        if grade.outcome is Outcome.UNANSWERED:
            return (self._said(grade.message) or self.words["answer_first"]) if asked else ""
        if grade.outcome is Outcome.INVALID:
            return f"{self.words['not_read']} {self._expected(grade)}".strip()
        if grade.outcome is Outcome.GIVEN:
            return self._said(grade.message)
        verdict = grade.outcome.value if self.item.points else PREDICTED[grade.outcome]
        parts = [self.words[verdict], self._said(grade.measure) if self.item.points else ""]
        if not progress.final:
            left = self._left(progress)
            parts.append(self.words["try_again"] if left is None else self.words.attempts(left))
        return " ".join(part for part in parts if part)

    def _expected(self, grade: Grade) -> str:
        return self._said(grade.message)

    def _said(self, text: Text | None) -> str:
        return text.get(self.language) if text else ""

    def _left(self, progress: QuestionRecord) -> int | None:
        return progress.left(self.quiz.limit(self.item))
