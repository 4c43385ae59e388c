"""What a class did with a quiz to practise with, from the answers files that pupils bring or send.

A file is an answers file, or one that *Take my answers along* or *Hand in* has made. Counted is
the first attempt at each question: after it a learner has seen feedback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from quizkit.desk.report.class_work import (
    ClassWork,
    Grader,
    Response,
    Student,
    Task,
    Trial,
    asked_of,
)
from quizkit.errors import CourseError, QuizkitError
from quizkit.learner.carried import LARGEST, NotCarried, merged, unpacked
from quizkit.learner.record import QuestionRecord, Record
from quizkit.quiz import loading
from quizkit.quiz.certainty import ASSUMED
from quizkit.quiz.drawing import drawn, versions
from quizkit.quiz.model import Item, Outcome, Quiz

WHY_NOT = {
    "foreign": "it is no file of answers",
    "damaged": "it is damaged, or was edited",
    "newer": "it was made by a newer version of quizkit; update quizkit here",
    "too_large": "it is too large to be a file of answers",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What the files hold: for each quiz the learners, by name, and which files were left out."""

    records: dict[str, dict[str, Record]]
    left_out: tuple[str, ...]


def brought(paths: Sequence[Path]) -> Brought:
    """Read answers files, and those in folders; one that cannot be read is left out, and named.

    Raises CourseError if there is none at all.
    """
    records: dict[str, dict[str, Record]] = {}
    owners: dict[tuple[str, str], str] = {}
    left_out = []
    for name, path in _files(paths):
        try:
            found = unpacked(_text(path))
        except (NotCarried, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else WHY_NOT[str(error)]
            left_out.append(f"{name}: {why}")
            continue
        for record in found:
            # The same learner in two files is one learner, who brought the answers twice.
            learner = record.learner or name
            owner = owners.setdefault((record.quiz, learner), name)
            known = records.setdefault(record.quiz, {})
            known[owner] = merged(known[owner], record) if owner in known else record
    if not records:
        told = "; ".join(left_out[:3]) or "there is no JSON file in them"
        named = ", ".join(str(path) for path in paths)
        raise CourseError(f"No answers are to be found in {named}: {told}.")
    return Brought(records, tuple(left_out))


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file, with a name that tells it from the others."""
    for path in paths:
        if path.is_dir():
            found = (each for each in sorted(path.rglob("*.json")) if each.is_file())
            yield from ((each.relative_to(path).as_posix(), each) for each in found)
        elif path.is_file():
            yield path.name, path
        else:
            raise CourseError(f"There is no file or folder {path}; check its name.")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotCarried("foreign") from error


def quiz_of(name: str) -> Quiz:
    """Load a quiz that was practised; CourseError where its file is not to be found."""
    try:
        return loading.load(name)
    except QuizkitError as error:
        raise CourseError(
            f"The answers are to the quiz '{name}', whose file cannot be used here: {error} Type "
            "the command in the folder of the lessons, or name the quiz file before --practice."
        ) from error


def practice_work(
    quiz: Quiz, records: dict[str, Record], language: str, *, unread: int = 0
) -> ClassWork:
    """Return what learners did with one quiz.

    >>> from quizkit import load
    >>> quiz = load("start")
    >>> work = practice_work(quiz, {"ann.json": Record(quiz.id, "0f")}, "en")
    >>> len(work.tasks) == len(quiz.questions), list(work.totals)
    (True, [0.0])
    """
    draws = {name: drawn(quiz, record.learner) for name, record in sorted(records.items())}
    fitted = {name: records[name].fitted(own)[0] for name, own in draws.items()}
    tasks = tuple(_task(quiz, item, fitted, asked_of(item, draws)) for item in quiz.questions)
    totals = pd.DataFrame({task.key: task.scores for task in tasks}).sum(axis=1)
    return ClassWork(
        name=quiz.id,
        language=language,
        students=tuple(Student(id=n, secret=record.learner) for n, record in fitted.items()),
        tasks=tasks,
        totals=totals,
        points=quiz.points,
        titles=(quiz.title,),
        unread=unread,
    )


def _task(quiz: Quiz, item: Item, records: dict[str, Record], asked: dict[str, Item]) -> Task:
    answered = {name: records[name].questions.get(item.id) for name in asked}
    known = {one.variant: Grader(one) for one in versions(item)}
    graders = {name: known[one.variant] for name, one in asked.items()}
    asks = quiz.asks_certainty(item)
    responses = {name: _first(progress, graders[name], asks) for name, progress in answered.items()}
    earned = {name: found.grade.fraction * item.points for name, found in responses.items()}
    return Task(
        key=f"{quiz.id}/{item.id}",
        name=item.id,
        kind=item.type,
        points=0.0 if item.by_hand else item.points,
        scores=pd.Series(earned, dtype=float),
        quiz=quiz,
        item=item,
        responses=responses,
        practice={name: _trial(progress, graders[name]) for name, progress in answered.items()},
        variants=asked if item.variants else {},
    )


def _first(progress: QuestionRecord | None, grader: Grader, asks: bool) -> Response:
    """Return the first attempt that was ever made at a question."""
    attempts = [a for round_ in progress.rounds for a in round_] if progress else []
    if not attempts:
        return Response()
    first = attempts[0]
    sure = (first.certainty or ASSUMED) if asks else None
    return Response(first.value, grader.grade(first.value), certainty=sure)


def _trial(progress: QuestionRecord | None, grader: Grader) -> Trial:
    if progress is None:
        return Trial()
    attempts = [a for round_ in progress.rounds for a in round_]
    right = any(grader.grade(a.value).outcome is Outcome.RIGHT for a in attempts)
    return Trial(len(attempts), progress.hints, right, progress.final == "shown")
