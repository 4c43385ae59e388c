"""What is kept of marking beside the gradebook: points ticked, and comments of one's own.

They are JSON files in ``.quizkit/marking`` of the course. Two pages may write to one at the same
time: each change is made to what the file holds then, under a lock, and written whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from quizkit.errors import CourseError
from quizkit.files import write_whole
from quizkit.grading.resuming.journal import PLACE, make_private

PATIENCE = 10  # seconds that another page may need
Ticks = Mapping[str, float]  # by the name of the point


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was ticked, and in which answer: ``answer`` is what it is known by."""

    ticks: Ticks
    answer: str = ""


class Kept:
    """What is kept for an assignment.

    Args:
        course: its folder.
        assignment: its name.

    >>> import tempfile
    >>> kept = Kept(Path(tempfile.mkdtemp()), "rivers")
    >>> kept.add_comment("Say where you read this.")
    ('Say where you read this.',)
    """

    def __init__(self, course: Path, assignment: str) -> None:
        self._course, self._assignment = course, assignment
        self._folder = course / PLACE / "marking"

    def given(self, notebook: str, question: str) -> dict[str, Given]:
        """Return what was given for each answer, by student."""
        read = _read(self._given_file(notebook, question), {})
        return {
            student: Given(ticks=_numbers(each.get("ticks")), answer=str(each.get("answer", "")))
            for student, each in read.items()
            if isinstance(each, dict)
        }

    def give(self, notebook: str, question: str, student: str, given: Given) -> None:
        """Keep what was given for an answer, in the place of what was given before."""
        path, one = self._given_file(notebook, question), {student: asdict(given)}
        self._change(path, {}, lambda read: read | one)

    def comments(self) -> tuple[str, ...]:
        """Return the teacher's own comments, in the order in which they were kept."""
        return _texts(_read(self._comments_file, []))

    def add_comment(self, text: str) -> tuple[str, ...]:
        """Keep a comment for use in any answer; return all."""
        return self._change_comments(lambda texts: texts if text in texts else [*texts, text])

    def drop_comment(self, text: str) -> tuple[str, ...]:
        """Keep a comment no longer; return the others."""
        return self._change_comments(lambda texts: [each for each in texts if each != text])

    def _change_comments(self, change: Callable[[Sequence[str]], Sequence[str]]) -> tuple[str, ...]:
        changed = self._change(self._comments_file, [], lambda read: [*change(_texts(read))])
        return _texts(changed)

    @property
    def _comments_file(self) -> Path:
        return self._folder / "comments.json"

    def _given_file(self, notebook: str, question: str) -> Path:
        name = f"{notebook}.{question}"
        if not re.fullmatch(r"[\w.-]{1,100}", name):  # not every name of a cell is one of a file
            name = hashlib.sha256(name.encode()).hexdigest()
        return self._folder / self._assignment / f"{name}.json"

    def _change(self, path: Path, empty: Any, change: Callable[[Any], Any]) -> Any:
        try:
            make_private(self._course, path.parent)
            with FileLock(path.with_name(f"{path.name}.lock"), timeout=PATIENCE):
                changed = change(_read(path, empty))
                text = json.dumps(changed, indent=1, ensure_ascii=False)
                write_whole(path, text.encode(errors="backslashreplace"))
        except Timeout as error:
            raise CourseError(f"Another program holds {path} for too long; close it.") from error
        except OSError as error:
            raise CourseError(f"Cannot write {path}: {error.strerror}.") from error
        return changed


def _read(path: Path, empty: Any) -> Any:
    """Return what a file holds; what is empty where there is none."""
    try:
        read = json.loads(path.read_bytes())
    except FileNotFoundError:
        return empty
    except OSError as error:
        raise CourseError(f"Cannot read {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(read, type(empty)):
        raise _damaged(path)
    return read


def _damaged(path: Path) -> CourseError:
    return CourseError(
        f"{path} is damaged: it is not as quizkit writes it; rename it, and mark on without what "
        "it holds."
    )


def _numbers(read: Any) -> dict[str, float]:
    numbers = read.items() if isinstance(read, dict) else ()
    return {name: float(n) for name, n in numbers if type(n) in (int, float)}


def _texts(read: Any) -> tuple[str, ...]:
    return tuple(each for each in read if isinstance(each, str))
