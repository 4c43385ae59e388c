"""The questions of one review: made into a quiz, and what is done there carried back to its own.

A question begins anew when something is done with it, and not before: who only looks leaves the
answers as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from quizkit.languages import Said
from quizkit.learner.record import QuestionRecord, Record
from quizkit.learner.review.agenda import Remembered
from quizkit.quiz.model import Item, Quiz, Text
from quizkit.quiz.pictures.in_texts import Pictures

NAME = "review"
Records = Mapping[str, Record]  # by the id of the quiz


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that a review asks, by the name that each has in it."""

    questions: Mapping[str, Remembered]

    @classmethod
    def of(cls, remembered: Iterable[Remembered]) -> Asked:
        """Name questions after their quiz too: two quizzes may have one of the same name."""
        return cls({f"{each.studied.quiz.id}.{each.item.id}": each for each in remembered})

    def quiz(self) -> Quiz:
        """Return the questions as one quiz; its pictures are known by their quizzes too."""
        items = tuple(self._item(name) for name in self.questions)
        quizzes = [each.studied.quiz for each in self.questions.values()]
        pictures = {f"{q.id}/{name}": each for q in quizzes for name, each in q.pictures.items()}
        return Quiz(NAME, Text(Said(NAME, "title")), items, pictures=pictures)

    def pictures(self, name: str) -> Pictures:
        """Return the pictures of a question, by the names that its own quiz has for them."""
        return self.questions[name].studied.quiz.pictures

    def _item(self, name: str) -> Item:
        item, quiz = self.questions[name].item, self.questions[name].studied.quiz
        sure = quiz.asks_certainty(item)
        return replace(item, id=name, attempts=quiz.limit(item), certainty=sure)

    def record(self, records: Records, learner: str) -> Record:
        """Return how each stands in the review, from the records of the quizzes."""
        return Record(NAME, learner, {name: self._anew(name, records) for name in self.questions})

    def written(self, review: Record, records: Records) -> dict[str, Record]:
        """Return the records of the quizzes with what was done in the review, where any was."""
        changed: dict[str, Record] = {}
        for name, each in self.questions.items():
            progress = review.questions.get(name)
            if progress is None or progress == self._anew(name, records):
                continue
            quiz = each.studied.quiz.id
            old = changed.get(quiz, records[quiz])
            changed[quiz] = replace(old, questions={**old.questions, each.item.id: progress})
        return changed

    def _anew(self, name: str, records: Records) -> QuestionRecord:
        """Return a question in a round that began with this review; or before, and has no end."""
        each = self.questions[name]
        start = each.studied.progress(each.item)
        now = records[each.studied.quiz.id].questions.get(each.item.id, start)
        if len(now.earlier) >= len(start.earlier) + bool(start.attempts):
            return now
        return QuestionRecord(now.fingerprint, at=now.at, earlier=(*now.earlier, now.attempts))
