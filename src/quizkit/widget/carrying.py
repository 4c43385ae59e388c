"""Answers taken along as one file, and brought in from one, as the page asks and is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from quizkit import languages
from quizkit.errors import AnswersError
from quizkit.learner import assigned_quiz
from quizkit.learner.answers_folder import gather, put
from quizkit.learner.carried import LONGEST_NAME, HandIn, NotCarried, file_name, packed, unpacked
from quizkit.learner.record import Record
from quizkit.learner.session import now
from quizkit.quiz import loading
from quizkit.quiz.model import Json

NAMED = 5  # of the quizzes that are not here


def take(folder: Path, shown: Iterable[Record], language: str) -> dict[str, str]:
    """Return the file with all the answers of a folder, if there are any, and what to say of it."""
    return _file(folder, shown, language)


def hand_in(folder: Path, shown: Iterable[Record], language: str, by: Json) -> dict[str, str]:
    """Return the file for a teacher: all the answers of a folder, and by whom."""
    who = " ".join(by.split()) if isinstance(by, str) else ""
    if not 0 < len(who) <= LONGEST_NAME:
        return {"said": _said(language, "who_first", most=str(LONGEST_NAME))}
    course = folder.name[:LONGEST_NAME]
    return _file(folder, shown, language, HandIn(who, now(), course, language))


def _file(
    folder: Path, shown: Iterable[Record], language: str, handed_in: HandIn | None = None
) -> dict[str, str]:
    gathered, who = gather(folder, shown), handed_in.by if handed_in else ""
    name = file_name(date.today(), who)
    without = _said(language, "without", places=_joined(gathered.unread, language))
    told = [without] if gathered.unread else []
    if not gathered.answers:
        nothing = "nothing_to_hand_in" if handed_in else "nothing_to_take"
        return {"said": " ".join([_said(language, nothing), *told])}
    try:
        text = packed(gathered.records, handed_in)
    except NotCarried:
        return {"said": _said(language, "too_many")}
    counted = _counted(gathered.answers, len(gathered.records), language)
    done = _said(language, "handed_in" if handed_in else "taken", name=name, who=who, **counted)
    return {"name": name, "text": text, "said": " ".join([done, *told])}


def bring(
    text: Json, folder: Path, shown: Mapping[str, Callable[[Record], int]], language: str
) -> str:
    """Merge what a file holds with the answers of a folder; return what to say of it.

    Args:
        text: what stands in the file.
        folder: where the answers belong.
        shown: how to merge a record with that of a quiz on the page, by the quiz's id; it returns
            in how many questions that told.
        language: the language to say it in.
    """
    try:
        records = unpacked(text if isinstance(text, str) else "")
    except NotCarried as error:
        return _said(language, str(error), name=file_name(date.today()))
    known = {*loading.ids(folder), *assigned_quiz.names(folder), *shown}
    told: dict[str, int] = {}
    try:
        for record in sorted(records, key=lambda each: each.quiz not in shown):
            merge = shown.get(record.quiz)
            count = merge(record) if merge else put(folder, record)
            told[record.quiz] = told.get(record.quiz, 0) + count
    except AnswersError as error:
        return _said(language, "not_written", place=error.place)
    count, quizzes = sum(told.values()), sum(map(bool, told.values()))
    counted = _counted(count, quizzes, language)
    lines = [_said(language, "brought", **counted) if count else _said(language, "nothing_new")]
    strangers = sorted(set(told) - known)
    if strangers:
        names = [*strangers[:NAMED], "…"][: len(strangers)]
        lines.append(_said(language, "kept_for_later", names=_joined(names, language)))
    return " ".join(lines)


def _said(language: str, name: str, /, **values: str) -> str:
    return languages.said("carrying", language, name, **values)


def _joined(names: Iterable[str], language: str) -> str:
    return languages.joined(list(names), language) if names else ""


def _counted(answers: int, quizzes: int, language: str) -> dict[str, str]:
    """Return so many answers and quizzes in words."""
    numbers = {"answers": answers, "quizzes": quizzes}
    return {
        name: languages.counted("carrying", language, name, number)
        for name, number in numbers.items()
    }
