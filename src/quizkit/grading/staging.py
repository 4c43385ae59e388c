"""What is refused before anything of a submission is copied or read.

nbgrader copies every file of a submission with the teacher's rights, and follows links. So a
submission with anything but plain files of a sensible size is refused as a whole, with the reason:
the student can hand in again, and nobody has to guess what a grade is worth. Sizes are those that
a file claims, so a file with holes is refused without being read.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import category

from quizkit.course.intake import STOOD_FOR
from quizkit.errors import QuizkitError

LARGEST_NOTEBOOK = 50 * 2**20  # bytes
LARGEST_FILE = 100 * 2**20
LARGEST_SUBMISSION = 256 * 2**20
MOST_ENTRIES = 2_000  # files and folders
DEEPEST_FOLDER = 20
DEEPEST_NOTEBOOK = 100  # lists and objects in one another
MOST_CELLS = 5_000
LONGEST_TIME = 1_000  # bytes of timestamp.txt
LONGEST_NAME = 60  # characters of a name that are shown

NO_SIGNS = ("Cc", "Cs", "Zl", "Zp")  # control signs, bytes that are no text, ends of lines
HALF_LETTER = b"\\ud"
ADVICE = "ask the student to hand in plain files only"


class Refused(QuizkitError):
    """A submission that must not be graded, with the reason as a sentence."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str  # from the submission's folder
    path: Path
    status: os.stat_result


@dataclass
class _HardLinks:
    """The files with several names: all of these must lie in the submission itself."""

    seen: dict[tuple[int, int], list[_Entry]] = field(default_factory=dict)

    def note(self, entry: _Entry) -> None:
        if stat.S_ISREG(entry.status.st_mode) and entry.status.st_nlink > 1:
            inode = (entry.status.st_dev, entry.status.st_ino)
            self.seen.setdefault(inode, []).append(entry)

    def check(self) -> None:
        for names in self.seen.values():
            if names[0].status.st_nlink > len(names):
                what = f"'{shown(names[0].name)}' is a hard link to a file outside the submission"
                raise Refused(f"{what}; {ADVICE}.")


def check(folder: Path, notebooks: Sequence[str] = ()) -> None:
    """Refuse a submission's folder unless it holds nothing but sensible plain files.

    Args:
        folder: where the student's work lies.
        notebooks: names of the notebooks that will be graded; each must be readable.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "notes.txt").symlink_to("/etc/passwd")
    >>> check(folder)
    Traceback (most recent call last):
    ...
    quizkit.grading.staging.Refused: 'notes.txt' is a link; ask the student to hand in plain files \
only.
    """
    try:
        _check_tree(folder)
        for name in notebooks:
            _check_notebook(folder / name)
    except OSError as error:
        what = f"'{shown(os.path.basename(error.filename or folder))}' cannot be read"  # noqa: PTH119
        raise Refused(f"{what}: {error.strerror or error}.") from error


def check_time(folder: Path, read: Callable[[str], object]) -> None:
    """Refuse a submission whose time nbgrader's ``read`` cannot make out.

    >>> check_time(Path("no-such-folder"), str)
    """
    path = folder / "timestamp.txt"
    try:
        if path.exists() and path.stat().st_size > LONGEST_TIME:
            raise ValueError("no time is as long")
        read(str(folder))
    except Exception as error:  # nbgrader's ways to say so are several
        raise Refused(f"Its '{path.name}' holds no time; correct or remove it.") from error


def shown(name: str) -> str:
    r"""Give a name from a submission as it can be shown: short, and in printable letters.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    plain = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[:LONGEST_NAME]}…"


def _check_tree(folder: Path) -> None:
    if stat.S_ISLNK(folder.lstat().st_mode):
        raise Refused(f"The submission's folder is a link; {ADVICE}.")
    total, links = 0, _HardLinks()
    for number, entry in enumerate(_entries(folder, "", depth=1), start=1):
        if number > MOST_ENTRIES:
            raise Refused(f"There are more than {MOST_ENTRIES} files and folders in it.")
        _check_entry(entry)
        links.note(entry)
        total += entry.status.st_size if stat.S_ISREG(entry.status.st_mode) else 0
        if total > LARGEST_SUBMISSION:
            limit = _size(LARGEST_SUBMISSION)
            raise Refused(f"It is larger than the {limit} that a submission may take.")
    links.check()


def _entries(folder: Path, above: str, *, depth: int) -> Iterator[_Entry]:
    if depth > DEEPEST_FOLDER:
        raise Refused(f"There are more than {DEEPEST_FOLDER} folders in one another in it.")
    with os.scandir(folder) as found:
        for each in found:
            path = folder / each.name
            entry = _Entry(f"{above}{each.name}", path, each.stat(follow_symlinks=False))
            yield entry
            if stat.S_ISDIR(entry.status.st_mode):
                yield from _entries(path, f"{entry.name}/", depth=depth + 1)


def _check_entry(entry: _Entry) -> None:
    name, mode = f"'{shown(entry.name)}'", entry.status.st_mode
    last = entry.path.name
    if any(category(letter) in NO_SIGNS for letter in last) or "\\" in last or not last.strip(" ."):
        raise Refused(f"The name {name} has signs that no file of an assignment needs; {ADVICE}.")
    if kind := STOOD_FOR.get(stat.S_IFMT(mode)):
        raise Refused(f"{name} is {kind}; {ADVICE}.")
    if stat.S_ISDIR(mode):
        return
    if not stat.S_ISREG(mode):
        raise Refused(f"{name} is no plain file; {ADVICE}.")
    limit = LARGEST_NOTEBOOK if last.endswith(".ipynb") else LARGEST_FILE
    if entry.status.st_size > limit:
        said = _size(entry.status.st_size)
        raise Refused(f"{name} has {said}, more than the {_size(limit)} that such a file may have.")


def _size(number: int) -> str:
    """Give a number of bytes for people.

    >>> _size(50 * 2**20), _size(10 * 2**30)
    ('50 MB', '10.0 GB')
    """
    return f"{number / 2**30:.1f} GB" if number >= 2**30 else f"{number / 2**20:.0f} MB"


def _check_notebook(path: Path) -> None:
    name = f"'{shown(path.name)}'"
    advice = "ask the student to hand it in again, saved by Jupyter"
    data = path.read_bytes()
    try:
        content = json.loads(data.decode("utf-8"))
        if HALF_LETTER in data.lower():  # half of a letter can be read, and never be written
            json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refused(f"The notebook {name} is damaged: it is no JSON; {advice}.") from error
    if not _sound(content):
        raise Refused(f"The notebook {name} is damaged: it has no cells as Jupyter writes them; "
                      f"{advice}.")  # fmt: skip
    if _too_deep(content):
        raise Refused(f"The notebook {name} is nested too deeply; {advice}.")
    if len(content["cells"]) > MOST_CELLS:
        raise Refused(f"The notebook {name} has more than {MOST_CELLS} cells; {advice}.")


def _too_deep(content: Any) -> bool:
    """Say whether lists and objects lie too deep in one another for those who read them next."""
    level, depth = [content], 0
    while level and depth <= DEEPEST_NOTEBOOK:
        level = [each for value in level for each in _within(value)]
        depth += 1
    return bool(level)


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _sound(content: Any) -> bool:
    """Say whether this is a notebook of version 4, the only one that nbgrader hands out."""
    return (
        isinstance(content, dict)
        and content.get("nbformat") == 4
        and isinstance(content.get("cells"), list)
        and isinstance(content.get("metadata"), dict)
    )
