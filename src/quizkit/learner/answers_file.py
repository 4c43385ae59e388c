"""The answers file: what a learner answered, beside the notebook, safe against a crash.

A save writes a new file, makes sure that it is on disk, and puts it in the place of the old one
in a single step: whatever happens, either the old answers are there or the new ones, never half
a file. ``answers/<quiz id>.json`` is plain JSON that a person can read.

Kernels that save the same quiz take turns by a lock, and each merges what the other saved. While
it holds the lock, a kernel writes its new file under one fixed name, so that a killed kernel
leaves one file at most, which the next save writes over. Where no lock can be had, the file has
a name of its own, and is removed by a later save if its kernel could not.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quizkit.errors import AnswersError
from quizkit.files import IN_BROWSER, Stamp, stamp
from quizkit.learner.record import Record, from_json, to_json
from quizkit.quiz.model import Json

FOLDER = "answers"
LARGEST_FILE = 10_000_000  # bytes
CAUSES = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}
PATIENCE = 5.0  # seconds to wait for another kernel that is saving the same quiz
RACES = 20  # times to begin a save anew where others save without a lock at the same moment
ABANDONED = 3600.0  # seconds after which a file that a save left behind belongs to no one


@dataclass(frozen=True, slots=True)
class Restored:
    """What the answers file held, and what the learner should be told about it, if anything."""

    record: Record | None = None
    damaged: Path | None = None  # where a file that could not be read was put aside
    reason: str = ""


class Answers:
    """The answers file of one quiz in one folder.

    >>> import tempfile
    >>> from quizkit.learner.record import Record
    >>> answers = Answers(Path(tempfile.mkdtemp()), "geneva")
    >>> _ = answers.save(Record("geneva", "0f"))
    >>> answers.restore().record.learner
    '0f'
    """

    def __init__(self, folder: Path, quiz: str) -> None:
        self.path = folder / FOLDER / f"{quiz}.json"
        self.quiz = quiz
        self._seen: Stamp = ()  # the file as we last read or wrote it
        self._held = b""
        self._patience = PATIENCE

    def restore(self) -> Restored:
        """Read the file; a damaged one is put aside under another name, never thrown away.

        Raises AnswersError if there is a file that may not be read.
        """
        with self._locked():
            return self._restore()

    def _restore(self) -> Restored:
        try:
            self._seen, self._held = stamp(self.path), b""
            return Restored(self.read())
        except FileNotFoundError:
            return Restored()
        except ValueError as error:
            return Restored(None, self._put_aside(), str(error))
        except OSError as error:
            raise _cannot("read from", self.path, error) from error

    def save(self, record: Record) -> Record:
        """Write the record; return it with what another kernel saved meanwhile merged in.

        Raises AnswersError, and leaves the file as it was, if it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for race in range(1, RACES + 1):
                with self._locked() as alone:
                    record, saved = self._save(record, alone=alone)
                if saved:
                    return record
                self._patience = PATIENCE / RACES  # others are saving: the lock may come free
                time.sleep(secrets.randbelow(race) / 1000)  # where there is none, one goes first
            # To write now all the same would throw away what the others have saved.
            raise OSError(errno.EBUSY, "another notebook saves there all the time")
        except OSError as error:
            raise _cannot("saved in", self.path, error) from error

    def _save(self, record: Record, *, alone: bool) -> tuple[Record, bool]:
        """Save a record with what others saved; return whether nobody came between."""
        before = self._bytes()
        if before != self._held:
            theirs = self._restore().record
            record = record if theirs is None else record.merged(theirs)
            before = self._held
        text = _text(record)
        new = self._write(text, alone)
        if not alone and self._bytes() != before:
            new.unlink(missing_ok=True)
            return record, False
        new.replace(self.path)
        self._seen, self._held = stamp(self.path), text
        _sync_folder(self.path.parent)
        return record, True

    def _write(self, text: bytes, alone: bool) -> Path:
        """Write a new file beside the old one, on disk when this returns."""
        if not alone:
            self._sweep()
        mine = "" if alone else f"-{secrets.token_hex(4)}"
        new = self.path.with_name(f".{self.quiz}{mine}.tmp")
        new.unlink(missing_ok=True)
        try:
            with new.open("xb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink()
            raise
        return new

    def _sweep(self) -> None:
        """Remove what killed kernels left behind, and nothing that a living one may be writing."""
        for left in self.path.parent.glob(f".{self.quiz}-*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > ABANDONED:
                    left.unlink()

    def changed(self) -> bool:
        """Return whether someone else has saved since we last read or wrote the file."""
        return stamp(self.path) not in ((), self._seen)

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def read(self) -> Record:
        """Read the file, changing nothing; ValueError says what is wrong with it."""
        if self.path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is too large")
        self._held = self.path.read_bytes()
        try:
            record = from_json(json.loads(self._held.decode("utf-8")))
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        if record.quiz != self.quiz:
            raise ValueError(f"it holds answers to '{record.quiz[:40]}'")
        return record

    def _put_aside(self) -> Path | None:
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{now}.json")
        try:
            self.path.replace(aside)
        except OSError:
            return None
        return aside

    @contextlib.contextmanager
    def _locked(self) -> Iterator[bool]:
        """Hold the lock, if it can be had; yield whether it could.

        A lock that cannot be had (a file system without locks, a stopped kernel that holds it)
        must not cost an answer: a save is whole without it too, and merges. It must not cost
        the learner five seconds an answer either: after a first time it is no longer waited for.
        """
        if IN_BROWSER:
            yield False
            return
        from filelock import FileLock, Timeout

        lock = None
        with contextlib.suppress(Timeout, NotImplementedError, OSError):
            if self.path.parent.is_dir():
                lock = FileLock(self.path.with_name(f".{self.quiz}.lock"))
                lock.acquire(timeout=self._patience)
        alone = lock is not None and lock.is_locked
        self._patience = PATIENCE if alone or lock is None else 0.0
        try:
            yield alone
        finally:
            if lock is not None and alone:
                with contextlib.suppress(OSError):  # on a drive that has gone; what is saved is
                    lock.release()


def _text(record: Record) -> bytes:
    """Write a record as JSON, a line a question: a person can read it.

    Lines all through (``indent``) would take several times as long, at every click.
    """
    data = to_json(record)
    questions = [f"{_json(name)}: {_json(entry)}" for name, entry in data["questions"].items()]
    blocks = {"questions": ("{", questions, "}")}
    blocks["superseded"] = ("[", [_json(entry) for entry in data["superseded"]], "]")
    lines = [f"{_json(name)}: {_json(data[name])}" for name in data if name not in blocks]
    for name, (start, entries, end) in blocks.items():
        inside = "\n  " + ",\n  ".join(entries) + "\n " if entries else ""
        lines.append(f"{_json(name)}: {start}{inside}{end}")
    text = "{\n " + ",\n ".join(lines) + "\n}\n"
    # Half a character, as a page can send it, is written as JSON escapes it.
    written = text.encode("utf-8", "backslashreplace")
    if len(written) > LARGEST_FILE:  # it could not be read again
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return written


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder handles to sync; its rename is journalled
        return
    with contextlib.suppress(OSError):  # some file systems know no such thing; the file is there
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
