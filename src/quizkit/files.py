"""Files that are read again only after a change, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

Made = TypeVar("Made")
Stamp = tuple[int, ...]


class FileCache(Generic[Made]):
    """What was made of files, each until it changes.

    >>> cache: FileCache[int] = FileCache()
    >>> cache.get(Path("absent"), lambda: 1), cache.get(Path("absent"), lambda: 2)
    (1, 1)
    """

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[tuple[Stamp, ...], Made]] = {}

    def get(self, path: Path, make: Callable[[], Made], *others: Path) -> Made:
        """Return what was made of a file, made anew if it or one of the others has changed."""
        stamps = tuple(map(stamp, (path, *others)))  # before it is read: a change counts later
        kept = self._kept.get(path)
        if kept is None or kept[0] != stamps:
            kept = self._kept[path] = (stamps, make())
        return kept[1]

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()


def stamp(path: Path) -> Stamp:
    """Return which state of a file, and of the link to it, this is; nothing where there is none."""
    with suppress(OSError):
        looked = (path.lstat(), path.stat())
        return tuple(n for s in looked for n in (s.st_ino, s.st_size, s.st_mtime_ns))
    return ()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody finds a part of it; raises OSError, and leaves the old one."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
