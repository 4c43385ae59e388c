"""Which pages are made already, and of what: a line of JSON for each student, the last counts.

A line that is damaged counts for nothing, and its pages are made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from quizkit.errors import CourseError
from quizkit.files import write_whole
from quizkit.grading.resuming.journal import ODD, PLACE, held, make_private


@dataclass(frozen=True, slots=True)
class Pages:
    """A student's pages: the key of what they are made of, and of each what it holds."""

    key: str
    digests: Mapping[str, str]

    def stand(self, folder: Path) -> bool:
        """Return whether they are still there as they were made."""
        return bool(self.digests) and digests(folder) == self.digests


def digests(folder: Path) -> dict[str, str]:
    """Return what each page in a folder holds, in brief.

    >>> digests(Path("/no/such/folder"))
    {}
    """
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.html"))
    }


class Made:
    """The pages of one assignment that were made; ``alone`` opens them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.pages = dict(_read(path))
            lines = (_line(student, each) for student, each in self.pages.items())
            write_whole(path, b"".join(lines))
        except OSError as error:
            raise _trouble(path, error) from error

    @classmethod
    @contextmanager
    def alone(cls, course: Path, assignment: str) -> Iterator[Self]:
        """Keep other runs for the same assignment away; CourseError if one is at work."""
        path = course / PLACE / "feedback" / f"{assignment}.jsonl"
        try:
            make_private(course, path.parent)
        except OSError as error:
            raise _trouble(path, error) from error
        with held(path.with_suffix(".lock"), "feedback"):
            yield cls(path)

    def add(self, student: str, pages: Pages) -> None:
        """Note pages that were made."""
        try:
            with self._path.open("ab", buffering=0) as file:
                file.write(_line(student, pages))
        except OSError as error:
            raise _trouble(self._path, error) from error


def _trouble(path: Path, error: OSError) -> CourseError:
    return CourseError(
        f"What is made cannot be noted in {path} ({error.strerror}): see that there is"
        " room and that you may write there, and type the same command again."
    )


def _read(path: Path) -> list[tuple[str, Pages]]:
    found = []
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            plain = json.loads(line)
            found.append((str(plain["student"]), Pages(str(plain["key"]), dict(plain["pages"]))))
        except (RecursionError, *ODD):
            continue
    return found


def _line(student: str, pages: Pages) -> bytes:
    plain = {"student": student, "key": pages.key, "pages": dict(pages.digests)}
    return json.dumps(plain).encode() + b"\n"
