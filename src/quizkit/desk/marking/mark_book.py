"""The marks of an assignment in nbgrader's gradebook: read, and written as formgrader does.

A mark is its score, its comment, and whether it still waits for somebody. It is written in one
transaction, and only over what the writer has seen: each row is changed where it still holds that,
so that of two teachers who mark the same answer the second one is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from sqlalchemy import Connection, Engine, RowMapping, Select, and_, func, select, update
from sqlalchemy.orm import aliased

from quizkit.grading.gradebook.graded_rows import graded_rows, seconds_late

GRADE = api.Grade.__table__
COMMENT = api.Comment.__table__
NOTEBOOK = api.SubmittedNotebook.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person gave for an answer, and whether it still waits for one.

    ``score`` and ``comment`` are None where nobody gave one.
    """

    score: float | None
    comment: str | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the gradebook has of one student's answer.

    ``key`` is the row's own, which says nothing of who it is, and ``where`` names the notebook and
    the question; ``comment_key`` is None for a cell that is scored by itself; ``auto`` and ``said``
    are the score and the comment that nbgrader gave by itself, such as for no answer at all.
    """

    key: str
    comment_key: str | None
    where: tuple[str, str]
    student: str
    name: str
    mark: Mark
    auto: float | None
    said: str | None
    extra: float | None


class ChangedSince(Exception):
    """Somebody else has changed a mark since it was read; ``now`` is what it is."""

    def __init__(self, now: Entry) -> None:
        super().__init__(now)
        self.now = now


class MarkBook:
    """The marks of one assignment.

    Args:
        engine: of the gradebook.
        assignment: its name.
        penalty: what late work of a student loses of so many points, that many seconds late.
    """

    def __init__(
        self,
        engine: Engine,
        assignment: str,
        penalty: Callable[[str, float, float], float | None] = lambda *_: None,
    ) -> None:
        self._engine, self._assignment, self._penalty = engine, assignment, penalty

    def entries(
        self,
        notebook: str,
        question: str,
        keys: Sequence[str] | None = None,
        *,
        by_itself: bool = False,
    ) -> list[Entry]:
        """Return what there is of every student whose work was graded, or of some of them.

        A cell that is scored ``by_itself`` has no comments.
        """
        asked = self._scored() if by_itself else self._asked()
        asked = asked.where(
            api.Notebook.name == notebook,
            api.BaseCell.name == question,
        )
        if keys is not None:
            asked = asked.where(GRADE.c.id.in_(keys))
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(asked).mappings()]

    def entry(self, key: str) -> Entry | None:
        """Return one of them by its key."""
        with self._engine.connect() as connection:
            return self._entry(connection, key)

    def write(self, key: str, *, seen: Mark, mark: Mark) -> Entry:
        """Write a mark over the one that was seen, and return what the gradebook has then.

        As in formgrader, an answer waits no longer once there is a score of any kind; other than
        there, what late work loses is reckoned anew. Raises ChangedSince where the mark is another
        one by now, and LookupError where it is gone.
        """
        with self._engine.begin() as connection:
            before = self._entry(connection, key)
            if before is None:
                raise LookupError(key)
            if not self._is_written(connection, before, seen, mark):
                connection.rollback()
            elif (before.mark.score, before.mark.comment) != (mark.score, mark.comment):
                self._take_off(connection, before)
        now = self.entry(key) or before
        if (now.mark.score, now.mark.comment) != (mark.score, mark.comment):
            raise ChangedSince(now)
        return now  # also where it was written before, and the answer got lost on its way

    def _is_written(self, connection: Connection, before: Entry, seen: Mark, mark: Mark) -> bool:
        """Change both rows where they hold what was seen; return whether they did."""
        grade, comment = GRADE.c, COMMENT.c
        scored = connection.execute(
            update(GRADE)
            .where(grade.id == before.key, grade.needs_manual_grade == seen.waits)
            .where(grade.manual_score.is_not_distinct_from(seen.score))
            .values(
                manual_score=mark.score,
                needs_manual_grade=mark.score is None and before.auto is None,
            )
        )
        if before.comment_key is None:
            return scored.rowcount == 1
        said = connection.execute(
            update(COMMENT)
            .where(comment.id == before.comment_key)
            .where(func.coalesce(comment.manual_comment, "") == (seen.comment or ""))
            .values(manual_comment=mark.comment)
        )
        return scored.rowcount == 1 and said.rowcount == 1

    def _take_off(self, connection: Connection, entry: Entry) -> None:
        """Write what late work loses, now that it has other points."""
        notebook, submission = api.SubmittedNotebook, api.SubmittedAssignment
        asked = graded_rows(
            self._assignment,
            *(notebook.id, submission.timestamp, submission.extension, api.Assignment.duedate),
        ).where(GRADE.c.id == entry.key)
        name, *times = connection.execute(asked).one()
        if not (late := seconds_late(*times)):
            return
        points = select(func.sum(api.Grade.score)).where(api.Grade.notebook_id == name)
        score = connection.execute(points).scalar() or 0.0
        loses = self._penalty(entry.student, score, late)
        chosen = update(NOTEBOOK).where(NOTEBOOK.c.id == name)
        connection.execute(chosen.values(late_submission_penalty=loses))

    def _entry(self, connection: Connection, key: str) -> Entry | None:
        for asked in (self._asked(), self._scored()):
            row = connection.execute(asked.where(GRADE.c.id == key)).mappings().first()
            if row:
                return _entry(row)
        return None

    def _asked(self) -> Select[Any]:
        # A cell that is a solution and has points stands in two rows, with one name.
        other = aliased(api.BaseCell)
        cells = and_(other.name == api.BaseCell.name, other.notebook_id == api.BaseCell.notebook_id)
        comments = and_(COMMENT.c.cell_id == other.id, COMMENT.c.notebook_id == GRADE.c.notebook_id)
        return (
            self._scored()
            .add_columns(
                COMMENT.c.id.label("comment_key"),
                COMMENT.c.manual_comment,
                COMMENT.c.auto_comment,
            )
            .join(other, cells)
            .join(COMMENT, comments)
        )

    def _scored(self) -> Select[Any]:
        submission, student = api.SubmittedAssignment, api.Student
        return (
            graded_rows(
                self._assignment,
                GRADE.c.id.label("key"),
                GRADE.c.manual_score,
                GRADE.c.auto_score,
                GRADE.c.extra_credit,
                GRADE.c.needs_manual_grade,
                api.Notebook.name.label("notebook"),
                api.BaseCell.name.label("question"),
                submission.student_id,
                student.first_name,
                student.last_name,
            )
            .join(student, student.id == submission.student_id)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.BaseCell, api.BaseCell.id == GRADE.c.cell_id)
        )


def _entry(row: RowMapping) -> Entry:
    names = [row[name] for name in ("first_name", "last_name") if row[name]]
    return Entry(
        key=row["key"],
        comment_key=row.get("comment_key"),
        where=(row["notebook"], row["question"]),
        student=row["student_id"],
        name=" ".join(names),
        mark=Mark(
            score=row["manual_score"],
            comment=row.get("manual_comment") or None,
            waits=bool(row["needs_manual_grade"]),
        ),
        auto=row["auto_score"],
        said=row.get("auto_comment"),
        extra=row["extra_credit"],
    )
