"""Files that are read again only after a change, and written whole or not at all.

In a browser's Python (Pyodide, in JupyterLite) each look at a file goes through the page and takes
a twentieth of a second, there are no links to follow, and no locks: there what was read stays as it
was until the kernel is restarted.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

# Of two versions of a text file that Git did not merge.
MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
IN_BROWSER = sys.platform == "emscripten"

# Windows replaces no file that another program has open, a search for viruses, say; it soon ends.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)

Made = TypeVar("Made")
Stamp = tuple[int, ...]


def is_device(name: str) -> bool:
    """Return whether a file's name is that of a device on Windows, which can have no such file.

    >>> [is_device(name) for name in ("con", "AUX.yaml", "com1", "console")]
    [True, True, True, False]
    """
    return _DEVICE.match(name) is not None


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
    """Return which state of a file, and of the link to it, this is; nothing where there is none.

    In a browser nothing is looked at, so that all states are one.
    """
    if IN_BROWSER:
        return ()
    with suppress(OSError):
        looked = (path.lstat(), path.stat())
        return tuple(n for s in looked for n in (s.st_ino, s.st_size, s.st_mtime_ns))
    return ()


def whole_path(path: Path) -> Path:
    """Return a path from the root, links followed where there can be any; may raise OSError."""
    return path.absolute() if IN_BROWSER else path.resolve()


def plain_opening() -> int:
    """Return how a stranger's file is opened to be read: through no link, and waiting for nobody.

    A system without one of these flags has none of what it guards against.
    """
    names = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
    return os.O_RDONLY | sum(getattr(os, name, 0) for name in names)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody finds a part of it; raises OSError, and leaves the old one."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(content)
        for wait in WAITS:
            with suppress(PermissionError):
                new.replace(path)
                return
            time.sleep(wait)
        new.replace(path)
    except OSError:
        with suppress(OSError):  # half of it is of use to nobody, and takes room
            new.unlink()
        raise
