"""What a change of keys changes in a class: by question and by student, as a table and as JSON.

``quizkit regrade --json`` prints one object::

    {
      "assignment": "rivers",
      "written": false,               whether it was done, with --yes
      "quizzes": [
        {"quiz": "rivers", "notebook": "rivers", "questions": [
          {"question": "mouth", "points_before": 1.0, "points_after": 2.0, "rise": 3, "fall": 0,
           "same": 20, "unknown": 0, "void": false, "credit": false}
        ]}
      ],
      "students": [                   those whose points change
        {"student": "ann", "quiz": "rivers", "before": 3.0, "after": 4.0, "of": 4.0,
         "by_hand": null, "total_before": 7.5, "total_after": 8.5}
      ],
      "unchanged": 18,
      "not_regraded": [{"student": "bob", "reason": "…"}],
      "pages": 0                      graded notebooks that were written anew
    }

A question's points are those in the cell; rise and fall are of the share of them that one gets.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizkit.desk.regrading.gradebook import NEARLY
from quizkit.desk.regrading.rescoring import QuizChange, Rescored
from quizkit.errors import printable
from quizkit.quiz.model import Quiz

NARROWEST = 30


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """How a class fares in one question; points are None where they are not known, or differ."""

    question: str
    points_before: float | None
    points_after: float | None
    rise: int
    fall: int
    same: int
    unknown: int
    void: bool
    credit: bool

    @property
    def changes(self) -> bool:
        """Whether anything of it changes."""
        moved = abs((self.points_before or 0.0) - (self.points_after or 0.0)) > NEARLY
        return bool(self.rise or self.fall or (moved and self.points_before is not None))


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What would change, or has changed, in a class."""

    assignment: str
    quizzes: dict[str, Quiz]
    rescored: Sequence[Rescored]
    left_out: dict[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    written: bool = False
    pages: int = 0

    @property
    def changed(self) -> list[Rescored]:
        """Those whose points change."""
        return [each for each in self.rescored if any(quiz.changes for quiz in each.quizzes)]

    def questions(self) -> Iterator[tuple[Quiz, str, list[QuestionRow]]]:
        """Yield each quiz with its notebook, and how the class fares in each question."""
        by_place: dict[tuple[str, str], list[QuizChange]] = {}
        for each in self.rescored:
            for change in each.quizzes:
                by_place.setdefault((change.quiz, change.notebook), []).append(change)
        for (name, notebook), changes in sorted(by_place.items()):
            quiz = self.quizzes[name]
            scored = [item for item in quiz.questions if not item.by_hand]
            rows = [_row(item.id, changes, item.void, item.credit) for item in scored]
            yield quiz, notebook, rows

    def plain(self) -> dict[str, Any]:
        """Return it as plain values; see the head of this module."""
        return {
            "assignment": self.assignment,
            "written": self.written,
            "quizzes": [
                {"quiz": quiz.id, "notebook": notebook, "questions": [_plain(r) for r in rows]}
                for quiz, notebook, rows in self.questions()
            ],
            "students": [plain for each in self.changed for plain in _students(each)],
            "unchanged": len(self.rescored) - len(self.changed),
            "not_regraded": [
                {"student": student, "reason": reason} for student, reason in self.left_out.items()
            ],
            "pages": self.pages,
        }

    def to_json(self) -> str:
        """Write it as JSON."""
        return json.dumps(self.plain(), indent=2)

    def lines(self, *, width: int) -> Iterator[str]:
        """Yield it for people, line by line."""
        for quiz, _, rows in self.questions():
            title = quiz.title.get("en")
            yield f"{quiz.id}: {printable(title)}" if title != quiz.id else quiz.id
            yield from _question_table(rows, [item.id for item in quiz.questions])
            yield ""
        if self.changed:
            yield from self._student_table()
            yield ""
        for student, reason in self.left_out.items():
            told = f"{self._called(student)} is not regraded: {reason}."
            yield from textwrap.wrap(told, max(width, NARROWEST), subsequent_indent="  ")
        yield from textwrap.wrap(self._summary(), max(width, NARROWEST))

    def _called(self, student: str) -> str:
        name = self.names.get(student)
        return printable(f"{student} ({name})" if name else student)

    def _student_table(self) -> Iterator[str]:
        called = {each.student: self._called(each.student) for each in self.changed}
        first = max(len("student"), *map(len, called.values())) + 2
        yield f"  {'student':<{first}}{'quiz':<20}total"
        for each in self.changed:
            name = called[each.student]
            for quiz in (quiz for quiz in each.quizzes if quiz.changes):
                points = f"{_arrow(quiz.before, quiz.after)} of {_number(quiz.grade.points)}"
                total = _arrow(each.before, each.after)
                hand = quiz.grade.manual
                told = f"  your mark by hand, {_number(hand)}, stays" if hand is not None else ""
                which = f"  ({quiz.quiz})" if len(self.quizzes) > 1 else ""
                yield f"  {name:<{first}}{points:<20}{total}{told}{which}"
                name = ""

    def _summary(self) -> str:
        totals = [each.after - each.before for each in self.changed]
        rise, fall = (sum(sign * total > NEARLY for total in totals) for sign in (1, -1))
        others = len(self.rescored) - len(self.changed)
        if not self.changed:
            pages = f" {self.pages} pages were written anew." if self.pages else ""
            return f"Nobody's points change, of {len(self.rescored)}.{pages}"
        would, do_not = ("change", "do not") if self.written else ("would change", "would not")
        told = (
            f"The points of {len(self.changed)} {would} (total: {rise} up, {fall} down), those of"
            f" {others} {do_not}."
        )
        if self.written:
            return (
                f"{told} It is in the gradebook and in regrades.log; feedback that was made before"
                f" is old: type 'quizkit feedback {self.assignment}'."
            )
        return f"{told} Nothing has been changed: to do it, type the same with --yes."


def _row(question: str, changes: Sequence[QuizChange], void: bool, credit: bool) -> QuestionRow:
    changes = [change for change in changes if question in {**change.old, **change.new}]
    moves = [_move(change, question) for change in changes]
    known = [move for move in moves if move is not None]
    return QuestionRow(
        question=question,
        points_before=_one({change.old_points.get(question) for change in changes}),
        points_after=_one({change.new_points.get(question) for change in changes}),
        rise=sum(move > NEARLY for move in known),
        fall=sum(move < -NEARLY for move in known),
        same=sum(abs(move) <= NEARLY for move in known),
        unknown=len(moves) - len(known),
        void=void,
        credit=credit,
    )


def _move(change: QuizChange, question: str) -> float | None:
    """Return how the share of a question's points changes; None where it was not kept."""
    if question not in change.old:
        return None
    old, new = change.old_points.get(question, 0.0), change.new_points.get(question, 0.0)
    if not (old and new):  # it counts, or counted, for nothing
        return 0.0
    return change.new[question] / new - change.old[question] / old


def _one(values: set[float | None]) -> float | None:
    rounded = {None if value is None else round(value, 6) for value in values}
    return rounded.pop() if len(rounded) == 1 else None


def _plain(row: QuestionRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in QuestionRow.__slots__}


def _students(each: Rescored) -> Iterator[dict[str, Any]]:
    for quiz in each.quizzes:
        if quiz.changes:
            yield {
                "student": each.student,
                "quiz": quiz.quiz,
                "before": quiz.before,
                "after": quiz.after,
                "of": quiz.grade.points,
                "by_hand": quiz.grade.manual,
                "total_before": round(each.before, 6),
                "total_after": round(each.after, 6),
            }


def _question_table(rows: Sequence[QuestionRow], asked: Sequence[str]) -> Iterator[str]:
    names = [f"{asked.index(row.question) + 1}. {row.question}" for row in rows]
    first = max(len("question"), *map(len, names)) + 2
    yield f"  {'question':<{first}}{'points':<16}{'rise':>6}{'fall':>6}"
    for name, row in zip(names, rows, strict=True):
        told = "  no longer counts" if row.void else "  full points for all" if row.credit else ""
        unknown = f"  {row.unknown} not known before" if row.unknown else ""
        worth = _arrow(row.points_before, row.points_after)
        yield f"  {name:<{first}}{worth:<16}{row.rise:>6}{row.fall:>6}{told}{unknown}"


def _arrow(before: float | None, after: float | None) -> str:
    old, new = _number(before), _number(after)
    return new if old == new else f"{old} → {new}"


def _number(value: float | None) -> str:
    """Write points with at most two decimals.

    >>> _number(2.50), _number(2.0), _number(None)
    ('2.5', '2', '?')
    """
    return "?" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
