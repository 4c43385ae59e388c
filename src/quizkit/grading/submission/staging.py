"""What was handed in, copied once into a private folder, where it is graded.

What ``refusing`` has let pass must be what is graded, though the student may go on writing in the
folder. So each file is opened once, from folder to folder and through no link, and must still be
the one that was looked at.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quizkit.files import plain_opening
from quizkit.grading.submission.refusing import Entry, Refused, shown

CHUNK = 2**20
FOLDER_BY_FOLDER = os.open in os.supports_dir_fd  # not on Windows, where no folder can be opened
FILE = plain_opening()
FOLDER = FILE | getattr(os, "O_DIRECTORY", 0)
CHANGED = (errno.ELOOP, errno.ENOENT, errno.ENOTDIR)
AGAIN = "was changed while it was read; grade it again"


def copy(folder: Path, entries: Sequence[Entry], place: Path) -> None:
    """Copy a submission.

    Args:
        folder: where it lies.
        entries: what was found there, the folder itself first, each folder before what it holds.
        place: where it goes; it is made.

    Raises Refused where something there is not what was found.
    """
    place.mkdir(parents=True)
    if not FOLDER_BY_FOLDER:
        _copy_by_path(entries, place)
        return
    open_folders: list[tuple[str, int]] = []
    try:
        for entry in entries:
            above = entry.name.rpartition("/")[0]
            while len(open_folders) > 1 and open_folders[-1][0] != above:
                os.close(open_folders.pop()[1])
            within = open_folders[-1][1] if open_folders else None
            path = Path(entry.path.name) if open_folders else folder
            if stat.S_ISDIR(entry.status.st_mode):
                open_folders.append((entry.name, _opened(path, entry, FOLDER, within)))
                (place / entry.name).mkdir(exist_ok=True)
            else:
                with _open_file(path, entry, within) as number:
                    _write(number, place / entry.name, entry.status.st_size)
    finally:
        for _, number in open_folders:
            os.close(number)


def _copy_by_path(entries: Sequence[Entry], place: Path) -> None:
    for entry in entries:
        if stat.S_ISDIR(entry.status.st_mode):
            (place / entry.name).mkdir(exist_ok=True)
        else:
            with _open_file(entry.path, entry, None) as number:
                _write(number, place / entry.name, entry.status.st_size)


@contextmanager
def _open_file(path: Path, entry: Entry, within: int | None) -> Iterator[int]:
    number = _opened(path, entry, FILE, within)
    try:
        yield number
    finally:
        os.close(number)


def _opened(path: Path, entry: Entry, how: int, within: int | None) -> int:
    """Open what was found, and nothing that has taken its place."""
    name = shown(entry.name) or "the submission's folder"
    try:
        number = os.open(path, how, dir_fd=within)
    except OSError as error:
        if error.errno in CHANGED:
            raise Refused(f"'{name}' {AGAIN}.") from error
        raise Refused(f"'{name}' cannot be read: {error.strerror}.") from error
    if _which(os.fstat(number)) != _which(entry.status):
        os.close(number)
        raise Refused(f"'{name}' {AGAIN}.")
    return number


def _which(status: os.stat_result) -> tuple[int, int, int]:
    """Return what tells one file from another; rights may look otherwise in an open file."""
    return status.st_dev, status.st_ino, stat.S_IFMT(status.st_mode)


def _write(number: int, path: Path, left: int) -> None:
    """Write what an open file holds, and no more than it was said to."""
    with path.open("xb") as copied:
        while left > 0 and (data := os.read(number, min(left, CHUNK))):
            left -= copied.write(data)
