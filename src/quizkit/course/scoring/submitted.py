"""The answers file of a submission, read as what it is: something that anyone may have written.

The file is opened without following a link at any step below the submission's folder, and only a
plain file of a sensible size is read. Whatever is there, the result is a value: a record, or the
reason why there is none.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quizkit.archives.archive import SPECIAL
from quizkit.course.restoring.special_files import was_here
from quizkit.files import plain_opening
from quizkit.learner.answers_file import FOLDER
from quizkit.learner.record import Record, from_json, to_json
from quizkit.quiz.model import Json

LARGEST_FILE = 1_000_000  # bytes; a quiz of fifty questions takes some 20,000
LONGEST_DETAIL = 200  # characters of what a library says of a file
_OPEN = plain_opening()


class Trouble(StrEnum):
    """Why the answers file of a submission cannot be used."""

    MISSING = "missing"  # nothing was answered, or nothing handed in
    LINK = "link"
    NO_FILE = "no_file"  # a folder, a pipe, …
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    OTHER_QUIZ = "other_quiz"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What an answers file holds: a record, or the trouble with it.

    ``extra`` names what stands in the file that quizkit does not write.
    """

    record: Record | None = None
    trouble: Trouble | None = None
    detail: str = ""
    extra: tuple[str, ...] = ()


class _Unusable(Exception):
    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble, self.detail = trouble, detail


def read(folder: Path, quiz: str) -> Submitted:
    """Read the answers to a quiz that a submission's folder holds; never an exception.

    >>> read(Path("/no/submission"), "meetings").trouble
    <Trouble.MISSING: 'missing'>
    """
    try:
        data = _json(_bytes(folder, (FOLDER, f"{quiz}.json")))
        record = _record(data, quiz)
    except _Unusable as error:
        return Submitted(trouble=error.trouble, detail=error.detail[:LONGEST_DETAIL])
    return Submitted(record, extra=_extra(data, record))


def _bytes(folder: Path, parts: tuple[str, ...]) -> bytes:
    try:
        with _opened(folder, parts) as file:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                raise _Unusable(Trouble.NO_FILE)
            if status.st_size > LARGEST_FILE:
                raise _Unusable(Trouble.TOO_LARGE, str(status.st_size))
            return _all(file)
    except OSError as error:
        if error.errno == errno.ENOTDIR and parts[1:]:  # a file, maybe the note on what stood there
            _no_note(_bytes(folder, parts[:-1]))
        raise _Unusable(_trouble(error, folder.joinpath(*parts)), error.strerror or "") from error


@contextmanager
def _opened(folder: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Open a file step by step, so that no step can be a link, even one put there meanwhile."""
    handles = [os.open(folder, _OPEN)] if os.open in os.supports_dir_fd else []
    try:
        for depth, part in enumerate(parts, start=1):
            path = folder.joinpath(*parts[:depth])
            if handles:
                handles.append(os.open(part, _OPEN, dir_fd=handles[-1]))
            elif path.is_symlink():
                raise OSError(errno.ELOOP, "a link", str(path))
            elif depth == len(parts):
                handles.append(os.open(path, _OPEN))
        yield handles[-1]
    finally:
        for handle in handles:
            os.close(handle)


def _all(file: int) -> bytes:
    found = bytearray()
    while part := os.read(file, LARGEST_FILE + 1 - len(found)):
        found += part
        if len(found) > LARGEST_FILE:  # it grew since its size was asked
            raise _Unusable(Trouble.TOO_LARGE)
    return bytes(found)


def _trouble(error: OSError, path: Path) -> Trouble:
    if error.errno == errno.ENOENT:
        return Trouble.MISSING
    links = (path, path.parent, path.parent.parent)
    if error.errno == errno.ELOOP or any(link.is_symlink() for link in links):
        return Trouble.LINK
    no_file = (errno.ENOTDIR, errno.ENXIO, errno.EISDIR, errno.ENODEV, errno.EOPNOTSUPP)
    return Trouble.NO_FILE if error.errno in no_file else Trouble.UNREADABLE


def _json(data: bytes) -> Json:
    _no_note(data)
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _Unusable(Trouble.DAMAGED, "not UTF-8") from error
    except RecursionError as error:
        raise _Unusable(Trouble.DAMAGED, "nested too deeply") from error
    except ValueError as error:
        raise _Unusable(Trouble.DAMAGED, f"not JSON: {error}") from error


def _no_note(data: bytes) -> None:
    """Refuse the note that stands where something was taken away."""
    stood = was_here(data)
    if stood:
        raise _Unusable(Trouble.LINK if stood == SPECIAL[stat.S_IFLNK] else Trouble.NO_FILE)


def _record(data: Json, quiz: str) -> Record:
    try:
        record = from_json(data)
    except ValueError as error:
        raise _Unusable(Trouble.DAMAGED, str(error)) from error
    if record.quiz != quiz:
        raise _Unusable(Trouble.OTHER_QUIZ, record.quiz)
    return record


def _extra(data: Json, record: Record) -> tuple[str, ...]:
    """Name the fields that quizkit does not write: a score that somebody claims, say."""
    known = to_json(record)
    found = [name for name in data if name not in known]
    found += [] if record.learner else ["learner"]
    for name, entry in data["questions"].items():
        found += [f"{name}: {field}" for field in _strange(entry, known["questions"][name])]
    return tuple(found)


def _strange(entry: Mapping[str, Json], known: Mapping[str, Json]) -> list[str]:
    """Name the fields of a question that a graded quiz never writes or never fills."""
    unknown = [field for field in entry if field not in known]
    practice = [field for field in ("hints", "final", "attempts", "earlier") if known[field]]
    return unknown + practice
