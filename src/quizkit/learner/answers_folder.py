"""All the answers of one folder: those of every quiz that was answered in its notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizkit.learner.answers_file import FOLDER, Answers
from quizkit.learner.carried import merged
from quizkit.learner.record import Record
from quizkit.quiz.model import IDS


@dataclass(frozen=True, slots=True)
class Gathered:
    """The records there are, and the files that could not be read."""

    records: tuple[Record, ...]
    unread: tuple[str, ...] = ()

    @property
    def answers(self) -> int:
        """How many questions have been answered."""
        every = [each for record in self.records for each in record.questions.values()]
        return sum(each.value is not None or any(each.rounds) for each in every)


def gather(folder: Path, shown: Iterable[Record] = ()) -> Gathered:
    """Read all the answers in a folder, with those on pages, which may not have been saved."""
    found: dict[str, Record] = {}
    unread = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        if not IDS.fullmatch(path.stem):  # one that was put aside
            continue
        try:
            found[path.stem] = Answers(folder, path.stem).read()
        except (OSError, ValueError):
            unread.append(f"{FOLDER}/{path.name}")
    for record in shown:
        found[record.quiz] = merged(found.get(record.quiz, record), record)
    kept = (record for record in found.values() if record.questions or record.superseded)
    return Gathered(tuple(kept), tuple(unread))


def put(folder: Path, brought: Record) -> int:
    """Merge a record into its quiz's answers file; return in how many questions that told.

    Raises AnswersError if it cannot be saved.
    """
    answers = Answers(folder, brought.quiz)
    here = answers.restore().record or Record(brought.quiz, brought.learner)
    joined = merged(here, brought)
    if joined != here:
        answers.save(joined)
    return sum(here.questions.get(name) != kept for name, kept in joined.questions.items())
