"""What the page asks for and tells, as plain values: questions, answers, marks, own comments.

It knows nothing of HTTP. An answer goes by the key of its row in the gradebook, so that a page on
which names are hidden doesn't hold them anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import category

from quizkit.desk.marking.answers import Answer, Answers
from quizkit.desk.marking.kept import Given, Kept
from quizkit.desk.marking.mark_book import ChangedSince, Entry, Mark, MarkBook
from quizkit.desk.marking.order import ORDERS, ordered
from quizkit.desk.marking.questions import Question
from quizkit.errors import CourseError, QuizkitError

LONGEST_COMMENT = 10_000  # characters
MOST_AT_ONCE = 200  # answers in one reply
Json = dict[str, Any]


class NotUnderstood(QuizkitError):
    """What a page asked for can't be: it is of another version, or no page of ours."""


class Desk:
    """One assignment's questions, and the marks that are given for them.

    Of one that is scored by itself there are only the answers that are flagged for review.

    Args:
        questions: all of them; one that is scored by itself counts where something is flagged.
        book: the gradebook's marks.
        kept: what is kept beside it.
        folder: the folder of a student's graded work.
        seed: shuffles the answers.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        book: MarkBook,
        kept: Kept,
        *,
        folder: Callable[[str], Path],
        seed: str,
    ) -> None:
        self._book, self._kept = book, kept
        self._folder, self._seed = folder, seed
        self._met: dict[Question, set[str]] = {}  # what was flagged: it stays once it is settled
        written = [each for each in questions if not each.by_itself]
        flagged = [each for each in questions if each.by_itself and self._entries(each)]
        self._questions = (*written, *flagged)
        self._answers = Answers(self._questions)

    def overview(self) -> list[Json]:
        """Return every question, with how far its marking is."""
        told = []
        for number, question in enumerate(self._questions):
            entries = self._entries(question)
            waiting = sum(entry.mark.waits for entry in entries)
            about = {"number": number, "title": question.title, "points": question.points}
            about["flagged"] = question.by_itself
            told.append(about | {"total": len(entries), "waiting": waiting})
        return told

    def question(self, number: int, order: str) -> Json:
        """Return a question with its scheme, and the keys of its answers in an order."""
        question = self._question(number)
        if order not in ORDERS:
            raise NotUnderstood(f"There is no order '{order}'.")
        entries = self._entries(question)
        by_student = {entry.student: entry.key for entry in entries}
        blank = {entry.student for entry in entries if _is_blank(entry)}
        seed = f"{self._seed}/{question.notebook}/{question.name}"
        students = ordered(
            list(by_student),
            order,
            words=lambda student: self._answer(question, student).words,
            seed=seed,
        )
        students.sort(key=blank.__contains__)  # there is nothing in those to mark
        return _told(question) | {"keys": [by_student[student] for student in students]}

    def answers(self, number: int, keys: Sequence[str]) -> list[Json]:
        """Return some of the answers to a question, by their keys."""
        question = self._question(number)
        where = (question.notebook, question.name)
        wanted, by_itself = keys[:MOST_AT_ONCE], question.by_itself
        entries = {e.key: e for e in self._book.entries(*where, wanted, by_itself=by_itself)}
        given = self._kept.given(*where)
        found = [entries[key] for key in keys if key in entries]
        return [self._shown(question, each) | self._marked(question, each, given) for each in found]

    def marks(self, number: int) -> Json:
        """Return all marks for a question by key, to see what others have done meanwhile."""
        question = self._question(number)
        given = self._kept.given(question.notebook, question.name)
        entries = self._entries(question)
        return {entry.key: self._marked(question, entry, given) for entry in entries}

    def names(self, number: int) -> dict[str, str]:
        """Return whose answers they are, by key."""
        return {
            entry.key: f"{entry.name} ({entry.student})" if entry.name else entry.student
            for entry in self._entries(self._question(number))
        }

    def mark(self, number: int, key: str, given: Json, seen: Json) -> Json:
        """Write a mark and what was ticked for it; return what there is then.

        Where somebody else has changed it since, that is returned as ``theirs``, and nothing is
        written.
        """
        question = self._question(number)
        before, where = self._book.entry(key), (question.notebook, question.name)
        if before is None or before.where != where:
            raise NotUnderstood("This answer is no longer in the gradebook; open the page anew.")
        try:
            entry = self._book.write(key, seen=_seen(seen), mark=_mark(given, question.points))
        except ChangedSince as changed:
            return {"theirs": self._marked(question, changed.now, self._kept.given(*where))}
        if question.by_itself:
            return self._marked(question, entry, {})
        answer = self._answer(question, entry.student).key
        ticked = {entry.student: Given(ticks=_ticks(given.get("ticks")), answer=answer)}
        told = self._marked(question, entry, ticked)
        try:
            self._kept.give(*where, entry.student, ticked[entry.student])
        except CourseError as error:  # the mark itself is in the gradebook
            return told | {"trouble": str(error)}
        return told

    def comments(self) -> list[str]:
        """Return the teacher's own comments."""
        return list(self._kept.comments())

    def change_comments(self, *, add: object = None, drop: object = None) -> list[str]:
        """Keep one more comment, or one less; return all."""
        if isinstance(add, str) and (text := _clean(add)):
            return list(self._kept.add_comment(text))
        if isinstance(drop, str):
            return list(self._kept.drop_comment(drop))
        return self.comments()

    def _question(self, number: int) -> Question:
        if not 0 <= number < len(self._questions):
            raise NotUnderstood("There is no such question; open the page anew.")
        return self._questions[number]

    def _entries(self, question: Question) -> list[Entry]:
        where = (question.notebook, question.name)
        if not question.by_itself:
            return self._book.entries(*where)
        met = self._met.setdefault(question, set())
        found = self._book.entries(*where, by_itself=True)
        met.update(entry.key for entry in found if entry.mark.waits)
        return [entry for entry in found if entry.key in met]

    def _answer(self, question: Question, student: str) -> Answer:
        return self._answers.of(self._folder(student), question)

    def _shown(self, question: Question, entry: Entry) -> Json:
        answer = self._answer(question, entry.student)
        if _is_blank(entry):
            answer = Answer(missing="response")
        about = {"html": answer.html, "words": answer.words, "missing": answer.missing}
        return {"key": entry.key} | about

    def _marked(self, question: Question, entry: Entry, given: Mapping[str, Given]) -> Json:
        """Return a mark; of one that waits for another look, whether the answer is the same."""
        mark = {"score": entry.mark.score, "comment": entry.mark.comment, "waits": entry.mark.waits}
        before = given.get(entry.student, Given(ticks={}))
        same = None
        if entry.mark.waits and entry.mark.score is not None and before.answer:
            same = self._answer(question, entry.student).key == before.answer
        by_itself = {"auto": entry.auto, "said": entry.said, "extra": entry.extra}
        return {"mark": mark, "ticks": dict(before.ticks), "same": same} | by_itself


def _is_blank(entry: Entry) -> bool:
    """Return whether nbgrader found the answer as it had been handed out."""
    return bool(entry.said) and entry.auto == 0


def _told(question: Question) -> Json:
    scheme = question.scheme
    return {
        "title": question.title,
        "notebook": question.notebook,
        "flagged": question.by_itself,
        "points": question.points,
        "html": question.text,
        "model": question.model,
        "language": question.language,
        "before": scheme.before,
        "after": scheme.after,
        "fewer": scheme.fewer,
        "more": scheme.more,
        "scheme": [
            {"name": point.name, "html": point.html, "points": point.points}
            for point in scheme.points
        ],
    }


def _mark(given: Json, most: float) -> Mark:
    score, comment = given.get("score"), given.get("comment")
    if score is not None:
        if type(score) not in (int, float) or not math.isfinite(score) or not 0 <= score <= most:
            raise NotUnderstood(f"A score of this question is a number from 0 to {most:g}.")
        score = float(score)
    if comment is not None and not isinstance(comment, str):
        raise NotUnderstood("A comment is a text.")
    return Mark(score=score, comment=_clean(comment or "") or None, waits=False)


def _seen(seen: Json) -> Mark:
    score, comment, waits = (seen.get(name) for name in ("score", "comment", "waits"))
    if not (score is None or type(score) in (int, float)) or not isinstance(waits, bool):
        raise NotUnderstood("The page doesn't say which mark it has seen; open it anew.")
    return Mark(score=score, comment=comment if isinstance(comment, str) else None, waits=waits)


def _ticks(ticks: Any) -> dict[str, float]:
    return {
        str(name): float(n)
        for name, n in (ticks.items() if isinstance(ticks, dict) else ())
        if type(n) in (int, float) and math.isfinite(n) and n
    }


def _clean(text: str) -> str:
    """Return a comment that every gradebook can hold."""
    whole = text.encode("utf-8", "replace").decode()
    shown = "".join(each for each in whole if each in "\n\t" or category(each) != "Cc")
    return shown[:LONGEST_COMMENT].strip()
