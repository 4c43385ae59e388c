"""The answers that a review reads and writes: the answers files of the quizzes themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizkit.learner.answers_file import Answers, Restored
from quizkit.learner.record import Record
from quizkit.learner.review.asked import NAME
from quizkit.learner.review.session import ReviewSession


class ReviewAnswers(Answers):
    """Where the answers of a review are kept; it has no file of its own.

    Args:
        folder: the folder whose quizzes are reviewed.
        session: the review.
        kept: the answers files of the quizzes in it, by id.
    """

    def __init__(self, folder: Path, session: ReviewSession, kept: Mapping[str, Answers]) -> None:
        super().__init__(folder, NAME)
        self._session = session
        self._kept = kept

    def restore(self) -> Restored:
        """Read what was saved elsewhere; AnswersError if one of the files may not be read."""
        found = {name: kept.restore().record for name, kept in self._changed().items()}
        records = {name: record for name, record in found.items() if record is not None}
        return Restored(self._session.taken(records))

    def save(self, record: Record) -> Record:
        """Write each answer into the file of its quiz; see `Answers.save`."""
        written = self._session.written(record)
        saved = {name: self._kept[name].save(each) for name, each in written.items()}
        return self._session.taken(saved)

    def changed(self) -> bool:
        """Return whether someone else has saved any of the quizzes."""
        return bool(self._changed())

    def _changed(self) -> dict[str, Answers]:
        return {name: kept for name, kept in self._kept.items() if kept.changed()}
