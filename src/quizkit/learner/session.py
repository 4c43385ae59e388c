"""One learner taking one quiz: attempts, hints, order and score.

No disk and no UI: a session takes what the learner does, keeps it as a ``Record``, and says what
the page shows. What the page is told of a question never holds its key before the question is
answered for good: right, out of attempts, or the answer asked for. A graded session keeps
responses and tells nothing of what they are worth.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from quizkit.learner.record import Attempt, QuestionRecord, Record
from quizkit.learner.view import PageQuestion
from quizkit.learner.words import Words, page_words, words
from quizkit.quiz.markup import html
from quizkit.quiz.model import Grade, Json, Outcome, Quiz
from quizkit.quiz.types import unread

Mode = Literal["practice", "graded"]
NOT_GIVEN = (Outcome.UNANSWERED, Outcome.INVALID)


def now() -> str:
    """Return the time as the records keep it: UTC, ISO 8601, to the millisecond."""
    return _written(datetime.now(UTC))


def just_after(at: str) -> str:
    """Return the moment after a time in the records; nothing where there is none.

    >>> just_after("2022-01-10T09:00:00.999Z"), just_after("")
    ('2022-01-10T09:00:01.000Z', '')
    """
    try:
        return _written(datetime.fromisoformat(at) + timedelta(milliseconds=1))
    except (ValueError, OverflowError):
        return ""


def _written(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Session:
    """One learner taking one quiz.

    Args:
        quiz: the quiz, keys included.
        record: what the learner did before; None at the first start.
        language: the language of every text it gives.
        mode: ``"practice"`` grades and explains; ``"graded"`` only keeps responses.
        preview: say on the page that this is only to look at, and that nothing is saved.
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
        preview: bool = False,
        clock: Callable[[], str] = now,
    ) -> None:
        self.quiz = quiz
        self.language = language
        self.mode = mode
        self.preview = preview
        self.words: Words = words(language)
        self._clock = clock
        self._items = {item.id: item for item in quiz.questions}
        self._pages = {
            item.id: PageQuestion(quiz, item, language, graded=mode == "graded")
            for item in quiz.questions
        }
        self._untouched = {item.id: QuestionRecord(item.fingerprint) for item in quiz.questions}
        self._unread: dict[str, Grade] = {}  # last check that counted for nothing, and why
        # Grading all anew takes its time.
        self._scored: dict[str, tuple[QuestionRecord, float]] = {}
        start = record or Record(quiz.id, secrets.token_hex(8))
        self.record, self.outdated = start.fitted(quiz)

    def take_over(self, record: Record) -> list[str]:
        """Take over what was saved elsewhere; return the ids of the questions that changed."""
        if record is self.record:
            return []
        merged, _ = self.record.merged(record).fitted(self.quiz)
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
        is_open = self.mode == "graded" or not progress.final  # only practice ends a question
        if is_open and value != progress.value:
            self._keep(question, replace(progress, value=value, at=self._time(progress)))

    def check(self, question: str, value: Json) -> None:
        """Keep a response and grade it; unanswered and invalid cost no attempt."""
        progress = self._progress(question)
        if self.mode == "graded" or progress.final or progress.was_checked(value):
            return self.respond(question, value)
        at = self._time(progress)
        progress = replace(progress, value=value, at=at)
        grade = self._items[question].grade(value)
        if grade.outcome in NOT_GIVEN:
            self._unread[question] = grade
        else:
            self._unread.pop(question, None)
            progress = replace(progress, attempts=(*progress.attempts, Attempt(value, at)))
            if grade.outcome is Outcome.RIGHT:
                progress = replace(progress, final="right")
            elif progress.left(self.quiz.limit(self._items[question])) == 0:
                progress = replace(progress, final="attempts")
        return self._keep(question, progress)

    def hint(self, question: str) -> None:
        """Open the next hint."""
        progress = self._progress(question)
        if self.mode == "practice" and not progress.final:
            opened = min(progress.hints + 1, len(self._items[question].hints))
            self._keep(question, replace(progress, hints=opened, at=self._time(progress)))

    def reveal(self, question: str) -> None:
        """Show the answer, which ends the question; only after an attempt."""
        progress = self._progress(question)
        if self.mode == "practice" and progress.attempts and not progress.final:
            self._keep(question, replace(progress, final="shown", at=self._time(progress)))

    def retry(self, question: str) -> None:
        """Start a question over; the attempts so far are kept in the record."""
        progress = self._progress(question)
        if self.mode == "practice" and progress.attempts:
            self._unread.pop(question, None)
            earlier = (*progress.earlier, progress.attempts)
            fresh = QuestionRecord(progress.fingerprint, at=self._time(progress), earlier=earlier)
            self._keep(question, fresh)

    def missed(self) -> list[str]:
        """Return the ids of the questions attempted and not answered right; no prediction is."""
        return [
            name
            for name, item in self._items.items()
            if (progress := self._progress(name)).attempts
            and progress.final != "right"
            and item.points
        ]

    # what the page shows

    def view(self) -> dict[str, Json]:
        """Return the quiz as the page first shows it: no key, no feedback, no hint text."""
        return {
            "id": self.quiz.id,
            "title_html": html(self.quiz.title.get(self.language)),
            "language": self.language,
            "mode": self.mode,
            "words": page_words(self.language, graded=self.mode == "graded", preview=self.preview),
            "questions": [
                self._pages[item.id].view(number, self._chance(item.id))
                for number, item in enumerate(self.quiz.questions, 1)
            ],
            "objectives": self._objectives() if self.mode == "practice" else [],
        }

    def _objectives(self) -> list[dict[str, Json]]:
        """Return what the quiz trains, each with its questions; predictions show nothing of it."""
        counted = [item for item in self.quiz.questions if item.points]
        found = [
            {
                "html": html(text.get(self.language)),
                "questions": [item.id for item in counted if item.objective == name],
            }
            for name, text in self.quiz.objectives.items()
        ]
        return [objective for objective in found if objective["questions"]]

    def _chance(self, question: str) -> Random:
        """Return what shuffles a question's options: always the same for one learner."""
        return Random(f"{self.record.learner}/{self.quiz.id}/{question}")

    def state(self, question: str) -> dict[str, Json]:
        """Return one question's state as the page may see it now."""
        return self._pages[question].state(self._progress(question), self._unread.get(question))

    def score(self, question: str) -> float:
        """Return a question's score in points: its best attempt, less the hints opened."""
        progress = self._progress(question)
        scored = self._scored.get(question)
        if scored is None or scored[0] is not progress:
            scored = (progress, progress.score(self._items[question]))
            self._scored[question] = scored
        return scored[1]

    def summary(self) -> dict[str, Json]:
        """Return how far the learner is, and the score where it may be told."""
        given = list(filter(self._is_given, self._items))
        total, answered = len(self._items), len(given)
        summary: dict[str, Json] = {
            "given": given,
            "answered": answered,
            "total": total,
            "done": answered == total,
        }
        if self.mode == "graded":
            return summary
        score = sum(map(self.score, self._items))
        return summary | {
            "score": score,
            "points": self.quiz.points,
            "score_text": self.words.score(score, self.quiz.points),
            "missed": self.missed(),
        }

    def _is_given(self, question: str) -> bool:
        """Return whether a question counts as answered: checked, or in a graded quiz readable."""
        progress = self._progress(question)
        if self.mode == "practice":
            return bool(progress.attempts)
        return unread(self._items[question], progress.value) is None

    # keeping

    def _time(self, progress: QuestionRecord) -> str:
        """Return the time of what is done now: later than what was done before, by any clock.

        Answers may come from a computer whose clock is ahead, and must not win from newer ones.
        """
        return max(self._clock(), just_after(progress.at))

    def _progress(self, question: str) -> QuestionRecord:
        kept = self.record.questions.get(question)
        return kept or self._untouched[question]

    def _keep(self, question: str, progress: QuestionRecord) -> None:
        questions: Mapping[str, QuestionRecord] = {**self.record.questions, question: progress}
        self.record = replace(self.record, questions=questions)
