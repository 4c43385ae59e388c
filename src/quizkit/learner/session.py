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
from functools import cached_property
from random import Random
from typing import Literal

from quizkit.languages import Said
from quizkit.learner.carried import LONGEST_NAME
from quizkit.learner.record import Attempt, QuestionRecord, Record
from quizkit.learner.view import PageQuestion
from quizkit.learner.words import Words, page_words, words
from quizkit.quiz.certainty import ASSUMED, Judged, figures, level
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.markup import html
from quizkit.quiz.model import Grade, Item, Json, Outcome, Quiz, Text
from quizkit.quiz.pictures.in_texts import addresses, named
from quizkit.quiz.types import unread

Mode = Literal["practice", "graded"]
UNSURE = Grade(Outcome.UNANSWERED, message=Text(Said("quiz", "certainty_first")))
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
        quiz: the quiz, keys included; where it varies, the learner gets a part of it. In
            practice that hangs on the record, in a graded quiz on the student.
        record: what the learner did before; None at the first start.
        language: the language of every text it gives.
        mode: ``"practice"`` grades and explains; ``"graded"`` only keeps responses.
        preview: say on the page that this is only to look at, and that nothing is saved.
        due: when it is due, for the page to say.
        student: the id of the student, where the system knows it; else the learner says it.
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
        due: DueDate | None = None,
        student: str = "",
        clock: Callable[[], str] = now,
    ) -> None:
        self.whole = quiz
        self.language = language
        self.mode = mode
        self.preview = preview
        self.due = due
        self.words: Words = words(language)
        self._clock = clock
        self._known = student
        start = record or Record(quiz.id, secrets.token_hex(8))
        if student and self._asks:
            start = replace(start, student=student)
        self._begin(start)

    def _begin(self, record: Record) -> None:
        """Take up what a learner did, with what he or she gets of the quiz."""
        self.quiz = quiz = self._drawn(record)
        self._items = {item.id: item for item in quiz.questions}
        self._pages = {
            item.id: PageQuestion(quiz, item, self.language, graded=self.mode == "graded")
            for item in quiz.questions
        }
        self._untouched = {item.id: QuestionRecord(item.fingerprint) for item in quiz.questions}
        self._unread: dict[str, Grade] = {}  # last check that counted for nothing, and why
        # Grading all anew takes its time.
        self._scored: dict[str, tuple[QuestionRecord, float]] = {}
        vars(self).pop("_public", None)  # the pictures of another draw
        self.record, self.outdated = record.fitted(quiz)

    @property
    def _asks(self) -> bool:
        """Whether what one gets hangs on who one is."""
        return self.mode == "graded" and self.whole.varies

    def _drawn(self, record: Record) -> Quiz:
        """Return what the learner gets: nothing of a graded quiz before it is known who it is."""
        if not self._asks:
            return drawn(self.whole, record.learner)
        if not record.student and not self.preview:
            return replace(self.whole, questions=(), pools=())
        return drawn(self.whole, same_person(record.student))

    def draw_for(self, student: Json) -> bool:
        """Show what a student gets, who says who that is; return whether that is another draw."""
        said = " ".join(student.split()) if isinstance(student, str) else ""
        if self._known or not self._asks or not 0 < len(said) <= LONGEST_NAME:
            return False
        self._begin(replace(self.record, student=said))
        return True

    def take_over(self, record: Record) -> list[str]:
        """Take over what was saved elsewhere; return the ids of the questions that changed."""
        if record is self.record:
            return []
        merged = replace(self.record.merged(record), student=self.record.student)
        if self.whole.varies and not self._asks and merged.learner != self.record.learner:
            before = self.record.questions
            self._begin(merged)  # the draw of another device, or of a kernel that was first
            return [
                name for name in self._items if self.record.questions.get(name) != before.get(name)
            ]
        merged, _ = merged.fitted(self.quiz)
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

    def respond(self, question: str, value: Json, certainty: Json = None) -> None:
        """Keep a response, and how sure the learner is of it, ungraded."""
        progress = self._progress(question)
        sure = self._sure(question, certainty)
        self._unread.pop(question, None)
        is_open = self.mode == "graded" or not progress.final  # only practice ends a question
        if is_open and (value, sure) != (progress.value, progress.certainty):
            at = self._time(progress)
            self._keep(question, replace(progress, value=value, certainty=sure, at=at))

    def _sure(self, question: str, certainty: Json) -> int | None:
        """Return how sure the learner is, where that is asked."""
        asked = self.quiz.asks_certainty(self._items[question])
        return level(certainty) if asked else None

    def check(self, question: str, value: Json, certainty: Json = None) -> None:
        """Keep a response and grade it; unanswered and invalid cost no attempt."""
        progress = self._progress(question)
        if self.mode == "graded" or progress.final or progress.was_checked(value):
            return self.respond(question, value, certainty)
        at = self._time(progress)
        sure = self._sure(question, certainty)
        progress = replace(progress, value=value, certainty=sure, at=at)
        grade = self._items[question].grade(value)
        if sure is None and self.quiz.asks_certainty(self._items[question]):
            grade = UNSURE if grade.outcome not in NOT_GIVEN else grade
        if grade.outcome in NOT_GIVEN:
            self._unread[question] = grade
        else:
            self._unread.pop(question, None)
            attempt = Attempt(value, at, progress.hints, sure)
            progress = replace(progress, attempts=(*progress.attempts, attempt))
            if grade.outcome is Outcome.RIGHT:
                progress = replace(progress, final="right")
            elif grade.outcome is Outcome.GIVEN:
                progress = replace(progress, final="shown")
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
        """Start a question over, a text as it stands; the attempts are kept in the record."""
        progress = self._progress(question)
        if self.mode == "practice" and progress.attempts:
            self._unread.pop(question, None)
            earlier = (*progress.earlier, progress.attempts)
            fresh = QuestionRecord(progress.fingerprint, at=self._time(progress), earlier=earlier)
            if self._items[question].by_hand:
                fresh = replace(fresh, value=progress.value)
            self._keep(question, fresh)

    def missed(self) -> list[str]:
        """Return the ids of the questions attempted and not answered right; no prediction is."""
        return [
            name
            for name, item in self._items.items()
            if (progress := self._progress(name)).attempts
            and progress.final != "right"
            and item.points
            and not item.by_hand
        ]

    # what the page shows

    def view(self) -> dict[str, Json]:
        """Return the quiz as the page first shows it: no key, no feedback, no hint text."""
        asked = self._asked()
        return {
            "id": self.quiz.id,
            "title_html": html(self.quiz.title.get(self.language)),
            "language": self.language,
            "mode": self.mode,
            "words": page_words(
                self.language, graded=self.mode == "graded", preview=self.preview, drawn=self._asks
            ),
            "questions": asked,
            "pictures": addresses(asked, self.quiz.pictures),
            "objectives": self._objectives() if self.mode == "practice" else [],
            "due": self.words.due(self.due) if self.due else None,
            "core": self.quiz.core if self.mode == "practice" else None,
            **({"drawn": self._drawn_for()} if self._asks else {}),
        }

    def _drawn_for(self) -> dict[str, Json]:
        """Return for whom the questions were drawn, and whether the page may ask that."""
        return {"student": self.record.student, "fixed": bool(self._known)}

    def _asked(self) -> list[dict[str, Json]]:
        shown = [
            self._pages[item.id].view(number, self._chance(item.id))
            for number, item in enumerate(self.quiz.questions, 1)
        ]
        return list(named(shown, self.quiz.pictures))

    def _objectives(self) -> list[dict[str, Json]]:
        """Return what the quiz trains, each with its questions; predictions show nothing of it."""
        counted = [item for item in self.quiz.questions if item.points and not item.by_hand]
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
        state = self._pages[question].state(self._progress(question), self._unread.get(question))
        if not self.quiz.pictures:
            return state
        state = named(state, self.quiz.pictures)
        known = addresses(state, self.quiz.pictures)
        return {**state, "pictures": {n: a for n, a in known.items() if n not in self._public}}

    @cached_property
    def _public(self) -> frozenset[str]:
        """The pictures that are shown with the questions, which the page has."""
        return frozenset(addresses(self._asked(), self.quiz.pictures))

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
        total, answered = self.whole.size, len(given)
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
            "certainty_text": self._certainty(),
            "judged": not any(item.by_hand for item in self._items.values()),
        }

    def _certainty(self) -> str:
        """Return what came of the first answers of this round and of how sure the learner was."""
        found = figures(
            self._judged(item) for item in self._items.values() if self.quiz.asks_certainty(item)
        )
        return self.words.certainty(found) if found else ""

    def _judged(self, item: Item) -> Judged:
        attempts = self._progress(item.id).attempts
        if not attempts:
            return Judged(item.points, 0.0, None)
        first = attempts[0]
        return Judged(item.points, item.grade(first.value).fraction, first.certainty or ASSUMED)

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
