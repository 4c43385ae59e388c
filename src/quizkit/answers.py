"""The answers file: what a learner answered, beside the notebook, safe against a crash.

A save writes a new file, makes sure that it is on disk, and puts it in the place of the old one
in a single step: whatever happens, either the old answers are there or the new ones, never half
a file. ``answers/<quiz id>.json`` is plain JSON that a person can read.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from quizkit.errors import AnswersError
from quizkit.record import Record, from_json, to_json

FOLDER = "answers"
LARGEST_FILE = 10_000_000  # bytes
CAUSES = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}
PATIENCE = 5.0  # seconds to wait for another kernel that is saving the same quiz


@dataclass(frozen=True, slots=True)
class Restored:
    """What the answers file held, and what the learner should be told about it, if anything."""

    record: Record | None = None
    damaged: Path | None = None  # where a file that could not be read was put aside
    reason: str = ""


class Answers:
    """The answers file of one quiz in one folder.

    >>> import tempfile
    >>> from quizkit.record import Record
    >>> answers = Answers(Path(tempfile.mkdtemp()), "geneva")
    >>> _ = answers.save(Record("geneva", "0f"))
    >>> answers.restore().record.learner
    '0f'
    """

    def __init__(self, folder: Path, quiz: str) -> None:
        self.path = folder / FOLDER / f"{quiz}.json"
        self.quiz = quiz
        self._seen: tuple[int, int, int] | None = None

    def restore(self) -> Restored:
        """Read the file; a damaged one is put aside under another name, never thrown away.

        Raises AnswersError if there is a file that may not be read.
        """
        try:
            with self._locked():
                return self._restore()
        except OSError:  # a folder that cannot be locked can still be read
            return self._restore()

    def _restore(self) -> Restored:
        try:
            self._seen = self._stamp()
            return Restored(self._read())
        except FileNotFoundError:
            return Restored()
        except ValueError as error:
            return Restored(None, self._put_aside(), str(error))
        except OSError as error:
            raise _cannot("read from", self.path, error) from error

    def save(self, record: Record) -> Record:
        """Write the record; give it back with what another kernel saved meanwhile merged in.

        Raises AnswersError, and leaves the file as it was, if it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                if self._stamp() not in (None, self._seen):
                    theirs = self._restore().record
                    record = record if theirs is None else record.merged(theirs)
                _replace(self.path, json.dumps(to_json(record), ensure_ascii=False, indent=1))
                self._seen = self._stamp()
        except OSError as error:
            raise _cannot("saved in", self.path, error) from error
        return record

    def changed(self) -> bool:
        """Say whether someone else has saved since we last read or wrote the file."""
        return self._stamp() not in (None, self._seen)

    def _read(self) -> Record:
        if self.path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is too large")
        try:
            record = from_json(json.loads(self.path.read_text(encoding="utf-8")))
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        if record.quiz != self.quiz:
            raise ValueError(f"it holds answers to '{record.quiz[:40]}'")
        return record

    def _put_aside(self) -> Path | None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}.json")
        try:
            os.replace(self.path, aside)
        except OSError:
            return None
        return aside

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        if not self.path.parent.is_dir():
            yield
            return
        lock = FileLock(self.path.with_name(f".{self.quiz}.lock"), timeout=PATIENCE)
        try:
            lock.acquire()
        except (Timeout, NotImplementedError):
            # A lock that cannot be had (a file system without locks, a stopped kernel holding
            # it) must not cost an answer: the save itself is atomic, and merges.
            yield
            return
        try:
            yield
        finally:
            lock.release()


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all, on disk when this returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder handles to sync; its rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot(do: str, path: Path, error: OSError) -> AnswersError:
    place = f"{path.parent.name}/{path.name}"
    reason = error.strerror or type(error).__name__
    message = f"Your answers cannot be {do} {place} ({reason})."
    return AnswersError(message, place=place, cause=CAUSES.get(error.errno or 0, "other"))
