"""The folder that a reader works in: the lessons, data and quizzes, and the reader's own work.

In a checkout that is the checkout itself. From an installed package the content is put into a
folder of the reader's choice, with a list of what was put there. On a later run, files that are
still as they were put there follow the package; a file that the reader changed stays.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizkit.errors import LabError
from quizkit.files import write_whole
from quizkit.lab.server import is_course_alone
from quizkit.notebooks import stripped

DEFAULT = "quizkit-lessons"
MANIFEST = ".quizkit-lessons.json"
PARTS = ("lessons", "data")
PACKAGE = Path(__file__).resolve().parents[1]
# What a reader's work leaves behind, wherever it lies.
LEFT_OUT = {"answers", "handouts", ".ipynb_checkpoints", ".virtual_documents", "__pycache__"}

# The graded course holds the keys of its quizzes: it stays with those who have the checkout.
TEACHERS_OWN = "lessons/course/"


@dataclass(frozen=True, slots=True)
class Laid:
    """What came of laying out the content: file names relative to the folder."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in sentences, or nothing where nothing happened."""
        said = []
        if self.added:
            said.append(f"{len(self.added)} files were put there.")
        if self.updated:
            said.append(f"{len(self.updated)} files were brought up to date.")
        if self.kept:
            said.append(
                f"You changed {', '.join(self.kept)}, so there yours stays; to get the new "
                "version, rename yours and start again."
            )
        return " ".join(said)


def prepared(folder: Path | None) -> Path:
    """Return the folder to open, with the content in it; None means the nearest one, or asks."""
    chosen = (folder or _nearest(Path.cwd()) or _asked()).expanduser().resolve()
    if is_checkout(chosen) or is_course_alone(chosen):
        return chosen
    fresh = not (chosen / MANIFEST).exists()
    laid = str(lay_out(content(), chosen))
    if fresh or laid:
        print(f"Your lessons are in {chosen}. {laid}".rstrip())
    return chosen


def is_checkout(folder: Path) -> bool:
    """Return whether ``folder`` is a checkout of quizkit, which needs no copy."""
    return (folder / "src" / "quizkit").is_dir() and (folder / "lessons").is_dir()


def content() -> Path:
    """Return the folder that holds the module's own lessons and data.

    >>> (content() / "data").is_dir()
    True
    """
    for root in (PACKAGE / "_content", PACKAGE.parents[1]):
        if all((root / part).is_dir() for part in PARTS):
            return root
    raise LabError(f"The lessons are missing from {PACKAGE}; install quizkit again.")


def lay_out(source: Path, folder: Path) -> Laid:
    """Put the content of ``source`` into ``folder``; a file the reader changed stays as it is."""
    before = _manifest(folder)
    after = {}
    fates: dict[str, list[str]] = {"added": [], "updated": [], "kept": [], "same": []}
    try:
        for name in course_files(source):
            text = (source / name).read_bytes()
            after[name] = _digest(name, text)
            fate = _fate(folder / name, after[name], before.get(name))
            fates[fate].append(name)
            if fate in ("added", "updated"):
                _write(folder / name, text)
        if after != before:
            _write(folder / MANIFEST, json.dumps({"files": after}, indent=1).encode())
    except OSError as error:
        where = error.filename or folder
        raise LabError(
            f"The lessons cannot be put into {folder}: {error.strerror} ({where}); "
            "name another folder: quizkit lab FOLDER."
        ) from error
    return Laid(*(tuple(fates[fate]) for fate in ("added", "updated", "kept")))


def _fate(path: Path, new: str, put: str | None) -> str:
    if not path.exists():
        return "added"
    now = _digest(path.name, path.read_bytes())
    if now == new:
        return "same"
    if now == put:
        return "updated"
    # Theirs. Only worth a word when the package has something newer than what they changed.
    return "same" if put == new else "kept"


def course_files(root: Path) -> list[str]:
    """Name the files under ``root`` for readers: the module's own, and none that they wrote.

    The graded course is left out: its keys lie with it. In a clone the files are those that git
    tracks. An unpacked archive has nothing that tells a reader's quiz from the module's, so only
    what is nobody's lesson or quiz is left out there.

    >>> "data/datapackage.json" in course_files(content())
    True
    """
    named = _tracked(root)
    names = _found(root) if named is None else named
    parts = ((name, Path(name).parts) for name in names)
    return sorted(
        name
        for name, folders in parts
        if not LEFT_OUT.intersection(folders) and not name.startswith(TEACHERS_OWN)
    )


def _tracked(root: Path) -> list[str] | None:
    if not (root / ".git").exists():
        return None  # it may lie inside somebody's repository, which tracks other things
    # Whoever may read a clone may list it, whosever it is; git alone would refuse.
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "--", *PARTS]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in listed.split("\0") if name and (root / name).is_file()]


def _found(root: Path) -> Iterator[str]:
    paths = (path for part in PARTS for path in (root / part).rglob("*"))
    return (path.relative_to(root).as_posix() for path in paths if path.is_file())


def _manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # no list, or a damaged one: then every file that differs is theirs
    return files if isinstance(files, dict) else {}


def _write(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def _digest(name: str, data: bytes) -> str:
    # A lesson that was only opened and run, which leaves outputs in it, is not changed.
    return hashlib.sha256(stripped(data) if name.endswith(".ipynb") else data).hexdigest()


def _nearest(start: Path) -> Path | None:
    folders = (start, *start.parents)
    return next((f for f in folders if _is_ready(f)), None)


def _is_ready(folder: Path) -> bool:
    return is_checkout(folder) or is_course_alone(folder) or (folder / MANIFEST).is_file()


def _asked() -> Path:
    default = Path.cwd() / DEFAULT
    if default.exists() or sys.stdin is None or not sys.stdin.isatty():
        return default
    question = f"Your lessons will be put into {default}\nPress Enter, or type another folder: "
    try:
        said = input(question)
    except EOFError as error:
        raise LabError(
            "\nNo folder was given, so nothing was put anywhere; type 'quizkit lab' again and "
            "press Enter, or name one: quizkit lab FOLDER."
        ) from error
    return Path(said.strip() or default).expanduser()
