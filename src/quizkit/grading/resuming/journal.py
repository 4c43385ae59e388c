"""What is graded already, so that a run goes on where another was killed.

One small file a student, in ``.quizkit/grading/<assignment>`` of the course. It is taken away
before a submission is graded and written once its grades are in the gradebook: killed in between,
a run leaves none, and the submission is graded again. A file that cannot be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from quizkit.errors import CourseError
from quizkit.files import write_whole
from quizkit.grading.report import Result

PLACE = Path(".quizkit")
PATIENCE = 10  # seconds that another run may need to go
LONGEST = 200  # bytes of a file name; students' ids may be longer
ODD = (AttributeError, KeyError, TypeError, ValueError)  # what a damaged file can lead to


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of a graded submission.

    Args:
        key: of all that its grade depends on.
        but_quizzes: the same without the keys of quizzes; empty where it is not known.
        standing: what the gradebook had of it then.
        result: what became of it.
    """

    key: str
    standing: str
    result: Result
    but_quizzes: str = ""


class Journal:
    """The entries of one assignment.

    >>> import tempfile
    >>> from quizkit.grading.report import Status
    >>> journal = Journal(Path(tempfile.mkdtemp()), "rivers")
    >>> result = Result(student="ann", status=Status.GRADED)
    >>> journal.write(Entry(key="k", standing="s", result=result))
    >>> journal.read("ann").key
    'k'
    >>> journal.forget("ann")
    >>> journal.read("ann") is None
    True
    """

    def __init__(self, course: Path, assignment: str) -> None:
        self.folder = course / PLACE / "grading" / assignment
        with _told(self.folder):
            make_private(course, self.folder)

    @contextmanager
    def alone(self, command: str) -> Iterator[None]:
        """Keep other runs over the same assignment away, within the block.

        Raises CourseError, which names it, if another one is at work.
        """
        with held(self.folder.with_name(f"{self.folder.name}.lock"), command):
            yield

    def read(self, student: str) -> Entry | None:
        """Return the entry of a student, if there is one."""
        try:
            plain = json.loads(self._path(student).read_bytes())
            result = Result.from_plain(plain["result"])
            names = ("key", "standing", "but_quizzes")
            entry = Entry(**{name: plain[name] for name in names}, result=result)
        except (OSError, RecursionError, *ODD):
            return None
        return entry if result.student == student else None

    def write(self, entry: Entry) -> None:
        """Write an entry: whole, or not at all."""
        path = self._path(entry.result.student)
        plain = asdict(entry) | {"result": entry.result.plain()}
        with _told(path):
            write_whole(path, json.dumps(plain).encode())

    def solution(self, key: str) -> tuple[str, ...] | None:
        """Return what the solution with this key was found not to earn; None if it never ran."""
        try:
            plain = json.loads(self._solution.read_bytes())
            return tuple(map(str, plain["lines"])) if plain["key"] == key else None
        except (OSError, RecursionError, *ODD):
            return None

    def write_solution(self, key: str, lines: Sequence[str]) -> None:
        """Note what the solution with this key does not earn."""
        with _told(self._solution):
            self._solution.write_text(json.dumps({"key": key, "lines": lines}), encoding="utf-8")

    @property
    def _solution(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.solution")

    def forget(self, student: str) -> None:
        """Take away the entry of a student, if there is one."""
        with _told(path := self._path(student)):
            path.unlink(missing_ok=True)

    def _path(self, student: str) -> Path:
        name = os.fsencode(student)
        if len(name) > LONGEST or name.startswith(b"."):
            student = hashlib.sha256(name).hexdigest()
        return self.folder / f"{student}.json"


@contextmanager
def held(path: Path, command: str) -> Iterator[None]:
    """Hold an assignment's lock within the block, for a command of quizkit.

    Raises CourseError, which says who has it, where another run does. One that was killed needs a
    moment to go.
    """
    lock, holder = FileLock(path), path.with_suffix(".holder")
    try:
        lock.acquire(timeout=PATIENCE)
        with suppress(OSError):  # it is for a sentence alone
            write_whole(holder, json.dumps(_this_run(f"quizkit {command} {path.stem}")).encode())
    except Timeout as error:
        raise CourseError(
            f"'{path.stem}' is in use by {_held_by(holder)}: wait for its end, and type the same"
            " command again."
        ) from error
    except NotImplementedError:  # this file system has no locks
        pass
    try:
        yield
    finally:
        lock.release()


def _this_run(command: str) -> dict[str, str]:
    return {
        "command": command,
        "process": str(os.getpid()),
        "computer": platform.node(),
        "since": f"{datetime.now():%H:%M}",
    }


def _held_by(holder: Path) -> str:
    """Return who holds a lock, as part of a sentence."""
    try:
        said = json.loads(holder.read_bytes())
        computer = f" on {said['computer']}" if said["computer"] != platform.node() else ""
        process = f"process {said['process']}{computer}, since {said['since']}"
        return f"'{said['command']}' ({process})"
    except (OSError, *ODD):
        return "another command"


def make_private(course: Path, folder: Path) -> None:
    """Make a folder in which a course keeps what names students; may raise OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = course / PLACE / ".gitignore"
    if not ignored.exists() or not ignored.stat().st_size:  # a full disk leaves it empty
        ignored.write_text("*\n")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in a sentence what cannot be written."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"What is graded cannot be noted in {path} ({error.strerror}): see that there is room "
            "and that you may write there, and type the same command again."
        ) from error
