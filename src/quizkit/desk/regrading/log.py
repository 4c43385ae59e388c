"""The log of what was regraded: ``regrades.log``, a line of JSON for each change."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quizkit.errors import CourseError
from quizkit.quiz.model import Quiz

NAME = "regrades.log"


def entry(changes: Mapping[str, Any], quizzes: Iterable[Quiz]) -> dict[str, Any]:
    """Return an entry: when, who, of which state of the keys, and what changed.

    >>> entry({"assignment": "rivers"}, [])["assignment"]
    'rivers'
    """
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    what = {name: told for name, told in changes.items() if name not in ("written", "pages")}
    return {"at": now, "by": _who(), "keys": {q.id: _digest(q.path) for q in quizzes}, **what}


def append(course: Path, what: Mapping[str, Any]) -> None:
    """Add an entry to the log, whole; CourseError where it cannot be written."""
    path = course / NAME
    try:
        with path.open("ab", buffering=0) as file:
            file.write(json.dumps(what, ensure_ascii=False).encode() + b"\n")
            os.fsync(file.fileno())
    except OSError as error:
        raise CourseError(
            f"Nothing was changed, for {path} cannot be written ({error.strerror}): see that there"
            " is room and that you may write there, and type the same command again."
        ) from error


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"


def _digest(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
