"""What must not be copied out of a submission: links, pipes, sockets and devices.

nbgrader copies every file of a submission before it grades: of a link it copies the target, with
the teacher's rights; a pipe or a broken link stops it. So before it copies anything, each such
entry makes way for a small text file that says what stood there. Students' work is never touched:
a link and a pipe hold none.
"""

from __future__ import annotations

import importlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.archives.archive import SPECIAL

MARK = "quizkit-took-away"
LARGEST_NOTE = 10_000  # bytes

Hook = Callable[..., Any]


def take_away_links(*, notebooks: Sequence[str], **_: Any) -> None:
    """Replace the links and special files of a submission; called by nbgrader for each one.

    >>> take_away_links(assignment="timeline", student="ann", notebooks=[])
    """
    from traitlets.log import get_logger

    for folder in {Path(notebook).parent for notebook in notebooks}:
        for path, kind in special_files(folder):
            note = _note(path, kind)
            _replace(path, note)
            get_logger().warning("%s was %s; it was taken away: %s", path, kind, note)


def special_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each entry below a folder that is neither a plain file nor a folder, and what it is."""
    for place, folders, files in os.walk(folder):
        for name in [*files, *folders]:
            path = Path(place, name)
            kind = SPECIAL.get(stat.S_IFMT(path.lstat().st_mode))
            if kind:
                yield path, kind


def was_here(data: bytes) -> str:
    """Return what stood where this note stands now; empty if it is no such note.

    >>> was_here(b'{"quizkit-took-away": "a link", "target": "/etc/passwd"}')
    'a link'
    """
    if MARK.encode() not in data[:LARGEST_NOTE] or len(data) > LARGEST_NOTE:
        return ""
    try:
        note = json.loads(data)
        kind = note.get(MARK)
    except (ValueError, RecursionError, AttributeError):
        return ""
    return kind if kind in SPECIAL.values() else ""


def _note(path: Path, kind: str) -> str:
    note = {MARK: kind}
    if kind == SPECIAL[stat.S_IFLNK]:
        note["target"] = str(path.readlink())
    return json.dumps(note)


def _replace(path: Path, note: str) -> None:
    new = path.with_name(f".{MARK}.tmp")
    new.unlink(missing_ok=True)
    new.write_text(note, encoding="utf-8")
    new.replace(path)  # replaces the link itself, never what it points to


@dataclass(frozen=True)
class Intake:
    """The teacher's own step before grading, and then ours; serves nbgrader as one hook."""

    before: Hook

    def __call__(self, **about: Any) -> None:
        """Run both; ours runs also if the other fails."""
        try:
            self.before(**about)
        finally:
            take_away_links(**about)


def named(hook: str) -> Hook:
    """Import a hook by its dotted name.

    >>> named("quizkit.course.restoring.special_files.take_away_links") is take_away_links
    True
    """
    module, _, function = hook.rpartition(".")
    found: Hook = getattr(importlib.import_module(module), function)
    return found
