"""What a grade depends on, as a key: while it is the same, a submission is not graded again.

The files of a submission are the student's: links are not followed, pipes and devices not opened.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from quizkit.files import plain_opening
from quizkit.grading.program_folders import is_passed_over

MOST_FILES = 10_000
MOST_BYTES = 2**28
CHUNK = 2**20
ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")  # of objects in a configuration: another in each run


class Unread(Exception):
    """A folder is too large, or cannot be read, to have a key."""


class Key:
    """A key that grows with what is added to it.

    >>> Key("a", "b").text == Key("ab").text, Key("a").text == Key("a").text
    (False, True)
    """

    def __init__(self, *parts: str) -> None:
        self._hash = hashlib.sha256()
        self._files, self._bytes = MOST_FILES, MOST_BYTES
        for part in parts:
            self.add(part)

    @property
    def text(self) -> str:
        """The key."""
        return self._hash.hexdigest()

    def add(self, part: str | bytes) -> None:
        """Add something; where it ends counts."""
        data = part if isinstance(part, bytes) else part.encode(errors="surrogatepass")
        self._hash.update(len(data).to_bytes(8, "big"))
        self._hash.update(data)

    def add_tree(self, folder: Path) -> None:
        """Add names and contents of all files in a folder, or that there is none.

        Raises Unread where they are too many, too large or not readable.
        """
        folders = [os.fspath(folder)]
        try:
            while folders:
                here = folders.pop()
                for entry in _entries(here):
                    if is_passed_over(Path(entry.path)):
                        continue
                    self._add_entry(entry, above=os.fspath(folder))
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError as error:
            raise Unread(str(error)) from error

    def add_file(self, path: Path) -> None:
        """Add the content of a file of the teacher's, or that there is none."""
        self.add(path.name)
        self.add(path.read_bytes() if path.is_file() else b"")

    def _add_entry(self, entry: os.DirEntry[str], *, above: str) -> None:
        status = entry.stat(follow_symlinks=False)
        plain = stat.S_ISREG(status.st_mode)
        size = status.st_size if plain else 0
        self.add(f"{os.path.relpath(entry.path, above)} {stat.S_IFMT(status.st_mode)} {size}")
        self._files -= 1
        self._bytes -= size
        if min(self._files, self._bytes) < 0:
            raise Unread(f"{entry.path}: there is more here than is read")
        if plain:
            self._add_content(entry.path)

    def _add_content(self, path: str) -> None:
        # Between a look at it and its opening, a file may have become something else.
        number = os.open(path, plain_opening())
        with os.fdopen(number, "rb", buffering=0) as file:
            left = MOST_BYTES
            while left > 0 and (data := file.read(CHUNK)):
                self._hash.update(data)
                left -= len(data)


@dataclass(frozen=True, slots=True)
class Common:
    """The key of all that submissions share, and the same but for the keys of the quizzes."""

    key: str
    but_quizzes: str

    def with_quizzes(self, folder: Path) -> Common:
        """Return it with the keys of quizzes that a folder holds; raises Unread."""
        key = Key(self.but_quizzes)
        key.add_tree(folder)
        return replace(self, key=key.text)

    def of(self, folder: Path) -> Common | None:
        """Return the keys of a submission; None if it has none, and so counts as changed."""
        tree = Key()
        try:
            tree.add_tree(folder)
        except Unread:
            return None
        return Common(Key(self.key, tree.text).text, Key(self.but_quizzes, tree.text).text)


def environment_key() -> str:
    """Return the key of what grades: Python, the installed packages and quizkit's own code.

    >>> environment_key() == environment_key()
    True
    """
    key = Key(sys.version)
    for folder in sys.path:
        for entry in _entries(folder or "."):
            if entry.name.endswith((".dist-info", ".egg-info")):
                key.add(entry.name)
    package = Path(__file__).parents[2]
    for path in sorted(package.rglob("*.py")):  # a clone that was updated keeps its version
        key.add_file(path)
    return key.text


def own_modules() -> list[Path]:
    """Return the files of the loaded modules that are of no installed package: the teacher's."""
    installed = [Path(place).resolve() for place in (sys.prefix, sys.base_prefix)]
    installed.append(Path(__file__).resolve().parents[3])
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    folders: dict[str, list[str]] = {}  # of a thousand modules in a hundred folders
    for name in (name for name in files if isinstance(name, str)):
        folders.setdefault(os.path.dirname(name), []).append(name)  # noqa: PTH120
    resolved = ((Path(folder).resolve(), names) for folder, names in folders.items())
    own = (
        names
        for folder, names in resolved
        if not any(folder.is_relative_to(place) for place in installed)
    )
    return sorted({Path(name).resolve() for names in own for name in names})


def common_key(
    *, settings: object, files: Iterable[Path], folders: Iterable[Path], gradebook: str
) -> str:
    """Return the key of what all submissions of an assignment share, but for its quizzes' keys.

    Args:
        settings: nbgrader's configuration.
        files: the files it was read from, and those of the steps and plugins that it names.
        folders: the assignment's source and release.
        gradebook: what the gradebook has of the assignment.

    Raises Unread where a folder is too large or cannot be read.
    """
    key = Key(environment_key(), ADDRESS.sub("", repr(settings)), gradebook)
    for path in files:
        key.add_file(path)
    for folder in folders:
        key.add_tree(folder)
    return key.text


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder, by name; nothing if there is no such folder."""
    try:
        with os.scandir(folder) as found:
            entries = list(islice(found, MOST_FILES + 1))  # more would be refused in any case
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(entries, key=lambda entry: entry.name)
