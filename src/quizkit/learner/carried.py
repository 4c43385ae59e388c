"""Answers on their way from one computer to another: one file for all the quizzes of a folder.

The file is an envelope around what the answers files hold::

    {"kind": "quizkit answers", "format": 1,
     "handed_in": {"by": "ann", "at": "2022-01-10T09:00:00.000Z", "course": "demands",
                   "language": "en"},
     "quizzes": [one answers file, another, …]}

``handed_in`` is there in a file that is meant for a teacher: who made it, when, in which folder,
and in which language; otherwise the two are the same, and a file handed in can be brought in
again. Nothing of it is more than what somebody says. What comes in is a stranger's until it
has been read whole: it is refused with nothing changed, or every value in it is as a quiz would
have written it.

>>> unpacked(packed([Record("geneva", "0f")]))[0].quiz
'geneva'
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date

from quizkit.learner.record import (
    QuestionRecord,
    Record,
    from_json,
    is_too_long,
    plain_question,
    read_question,
    to_json,
)
from quizkit.quiz.model import IDS, Json

KIND = "quizkit answers"
FORMAT = 1
LARGEST = 4_000_000  # bytes; a notebook's connection takes messages of 10 MB, in which \" is two
DEEPEST = 20  # lists in lists; an answers file has some ten
MOST = 1000  # quizzes, questions of one, or attempts at one: more would take its time to merge
LONGEST_NAME = 64  # characters, of a learner, a person or a fingerprint
TIME = re.compile(r"([12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z)?")


class NotCarried(ValueError):
    """The file cannot be used; its text is ``foreign``, ``damaged``, ``newer`` or ``too_large``."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """What a file for a teacher says of itself: who made it, when, where, in which language."""

    by: str
    at: str
    course: str
    language: str


def file_name(day: date, by: str = "") -> str:
    """Name the file of a day, and of somebody who hands it in.

    >>> file_name(date(2022, 1, 10)), file_name(date(2022, 1, 10), "Ann (3b)")
    ('quizkit-answers-2022-01-10.json', 'quizkit-answers-Ann-3b-2022-01-10.json')
    """
    who = re.sub(r"[\W_]+", "-", by).strip("-")
    return "-".join(filter(None, ("quizkit-answers", who, day.isoformat()))) + ".json"


def packed(records: Iterable[Record], handed_in: HandIn | None = None) -> str:
    """Put records into the text of one file; NotCarried if it would be too large to come in."""
    parts = ",\n".join(json.dumps(to_json(record), ensure_ascii=False) for record in records)
    said = json.dumps(asdict(handed_in), ensure_ascii=False) if handed_in else ""
    who = f', "handed_in": {said}' if handed_in else ""
    text = f'{{"kind": "{KIND}", "format": {FORMAT}{who}, "quizzes": [\n{parts}\n]}}\n'
    _check_size(text)
    return text


def unpacked(text: str) -> tuple[Record, ...]:
    """Read the records in such a file, or in the answers file of a single quiz.

    Raises NotCarried if there is anything in it that a quiz does not write.
    """
    return tuple(record for record, _ in _read(_content(text)))


def handed_in(text: str) -> tuple[HandIn | None, dict[str, Json]]:
    """Read who hands in such a file, if it says so, and what it holds as it stands, by quiz.

    Raises NotCarried as ``unpacked``, and for a quiz that is in it twice.
    """
    data = _content(text)
    found = {record.quiz: entry for record, entry in _read(data)}
    if len(found) < len(_entries(data)):
        raise NotCarried("damaged")
    return _hand_in(data.get("handed_in")), found


def _hand_in(data: Json) -> HandIn | None:
    if data is None:
        return None
    names = HandIn.__slots__
    if not isinstance(data, dict) or not all(_is_short(data.get(name)) for name in names):
        raise NotCarried("damaged")
    if not TIME.fullmatch(data["at"]):
        raise NotCarried("damaged")
    return HandIn(**{name: data[name] for name in names})


def _is_short(text: Json) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST_NAME


def _content(text: str) -> Json:
    """Return the JSON of a file of ours; NotCarried if it is none."""
    _check_size(text)
    try:
        data = json.loads(text)
        # Numbers that JSON cannot write, however they were read, and what is nested without end.
        json.dumps(data, allow_nan=False)
    except (ValueError, RecursionError) as error:
        ours = KIND in text[:100] or '"learner"' in text[:1000]
        raise NotCarried("damaged" if ours else "foreign") from error
    return data


def _read(data: Json) -> list[tuple[Record, Json]]:
    """Return the records that a file holds, each with what it was read from."""
    entries = _entries(data)
    try:
        if _depth(data) > DEEPEST or len(entries) > MOST:
            raise ValueError("nested too deeply, or too many")
        return [(_record(entry), entry) for entry in entries]
    except ValueError as error:
        raise NotCarried("damaged") from error


def merged(here: Record, brought: Record) -> Record:
    """Take what was brought together with what is here: the newer response to a question stands.

    No attempt is lost, and a response that stands no longer is kept among those set aside. The
    order of options stays as it is here, and what was drawn, once anything was answered here.
    """
    learner = here.learner if here.questions or not brought.questions else brought.learner
    here, brought = _level(here, brought), _level(brought, here)
    joined = here.merged(brought)
    aside = [
        {"question": name, **plain_question(progress)}
        for record in (here, brought)
        for name, progress in record.questions.items()
        if _is_lost(progress, joined.questions[name])
    ]
    more = tuple(entry for entry in aside if entry not in joined.superseded)
    return replace(joined, learner=learner, superseded=(*joined.superseded, *more))


def _level(one: Record, other: Record) -> Record:
    """Put responses that are newer than a round begun elsewhere into that round."""
    questions = dict(one.questions)
    for name, mine in questions.items():
        theirs = other.questions.get(name, mine)
        more = len(theirs.earlier) - len(mine.earlier)
        if more > 0 and mine.at >= theirs.at and mine.fingerprint == theirs.fingerprint:
            questions[name] = replace(mine, earlier=(*mine.earlier, *((),) * more))
    return replace(one, questions=questions)


def _is_lost(progress: QuestionRecord, joined: QuestionRecord) -> bool:
    """Return whether a response is nowhere in what became of its question, in the same version."""
    if progress.fingerprint != joined.fingerprint or progress.value in (None, joined.value):
        return False
    return not any(a.value == progress.value for attempts in joined.rounds for a in attempts)


def _check_size(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise NotCarried("too_large")


def _entries(data: Json) -> list[Json]:
    if not isinstance(data, dict):
        raise NotCarried("foreign")
    if data.get("kind") != KIND:
        if {"format", "quiz", "learner", "questions"} <= set(data):  # one quiz's answers file
            return [data]
        raise NotCarried("foreign")
    version, entries = data.get("format"), data.get("quizzes")
    if type(version) is int and version > FORMAT:
        raise NotCarried("newer")
    if version != FORMAT or not isinstance(entries, list):
        raise NotCarried("damaged")
    return entries


def _record(entry: Json) -> Record:
    record = from_json(entry)
    names = (record.quiz, *record.questions)
    longest = max(len(record.learner), len(record.student) // 4)  # an id of a hub may be longer
    if not all(map(IDS.fullmatch, names)) or longest > LONGEST_NAME:
        raise ValueError("a name that none of ours is")
    if max(len(record.questions), len(record.superseded)) > MOST:
        raise ValueError("too many questions")
    for progress in (*record.questions.values(), *_readable(record.superseded)):
        _check(progress)
    return record


def _readable(superseded: Iterable[Json]) -> Iterator[QuestionRecord]:
    """Yield what may come back of the answers set aside, when a question is again what it was."""
    for entry in superseded:
        with suppress(ValueError):
            yield read_question("", entry)


def _check(progress: QuestionRecord) -> None:
    """Refuse what no quiz writes: times that are none, and responses of a size that no one types.

    The times decide which response stands.
    """
    attempts = [attempt for attempts in progress.rounds for attempt in attempts]
    times = (progress.at, *(attempt.at for attempt in attempts))
    if not all(map(TIME.fullmatch, times)) or len(progress.fingerprint) > LONGEST_NAME:
        raise ValueError("a time that is none")
    values = (progress.value, *(attempt.value for attempt in attempts))
    if any(map(is_too_long, values)):
        raise ValueError("a response that is too long")
    if len(attempts) + len(progress.rounds) > MOST:
        raise ValueError("too many attempts")


def _depth(data: Json) -> int:
    """Return how deep a value is nested; one that goes on is followed no further than needed."""
    depth, level = 0, [data]
    while level and depth <= DEEPEST:
        depth += 1
        level = [inner for each in level for inner in _inside(each)]
    return depth


def _inside(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
