"""What is refused before anything of a submission is copied or read.

nbgrader copies every file of a submission with the teacher's rights, and follows links. So a
submission with anything but plain files of a sensible size is refused as a whole, with the reason:
the student can hand in again, and nobody has to guess what a grade is worth. Sizes are those that
a file claims, so a file with holes is refused without being read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from unicodedata import category

import nbformat
from nbgrader import utils

from quizkit.archives.archive import SPECIAL
from quizkit.errors import QuizkitError, printable
from quizkit.grading.program_folders import is_passed_over
from quizkit.notebooks import NoNotebook, content_of

LARGEST_NOTEBOOK = 50 * 2**20  # bytes
LARGEST_FILE = 100 * 2**20
LARGEST_SUBMISSION = 256 * 2**20
MOST_ENTRIES = 2_000  # files and folders
MOST_FOLDERS = 20_000  # that are counted to tell where they are
DEEPEST_FOLDER = 20
DEEPEST_NOTEBOOK = 100  # lists and objects in one another
MOST_CELLS = 5_000
MOST_SOURCE = 1_000_000  # characters of all cells
LONGEST_TIME = 1_000  # bytes of timestamp.txt
ZONE_APART = 3  # parts of a time whose zone nbgrader reads by itself
LONGEST_NAME = 60  # characters of a name that are shown
LONGEST_FORM = 160  # of what is wrong with a notebook's form
_validate: Any = nbformat.validate  # nbformat has no types

NO_SIGNS = ("Cc", "Cs", "Zl", "Zp")  # control signs, bytes that are no text, ends of lines
AGAIN = "ask the student to hand it in again, saved by Jupyter"
ADVICE = "ask the student to hand in plain files only"


class Refused(QuizkitError):
    """A submission that must not be graded, with the reason as a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder of a submission, as it was found."""

    name: str  # from the submission's folder, empty for that itself
    path: Path
    status: os.stat_result


@dataclass
class _HardLinks:
    """The files with several names: all of these must lie in the submission itself."""

    seen: dict[tuple[int, int], list[Entry]] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        if stat.S_ISREG(entry.status.st_mode) and entry.status.st_nlink > 1:
            inode = (entry.status.st_dev, entry.status.st_ino)
            self.seen.setdefault(inode, []).append(entry)

    def check(self) -> None:
        for names in self.seen.values():
            if names[0].status.st_nlink > len(names):
                what = f"'{shown(names[0].name)}' is a hard link to a file outside the submission"
                raise Refused(f"{what}; {ADVICE}.")


def tree(folder: Path) -> list[Entry]:
    """Return what lies in a submission's folder, first that itself; refuse it unless all is plain.

    What is a program's own is passed over.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "notes.txt").symlink_to("/etc/passwd")
    >>> tree(folder)
    Traceback (most recent call last):
    ...
    quizkit.grading.submission.refusing.Refused: 'notes.txt' is a link; ask the student to hand in \
plain files only.
    """
    with _readable(folder):
        return _checked_tree(folder)


def check_notebooks(folder: Path, notebooks: Sequence[str]) -> None:
    """Refuse a submission unless each of these notebooks in its folder can be read."""
    with _readable(folder):
        for name in notebooks:
            _check_notebook(folder / name)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
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


def time_reason(folder: Path, read: Callable[[str], object]) -> str:
    """Say that nbgrader's ``read`` takes a submission's time for another than it names, if so.

    Of a zone that stands apart, it takes +0100 for seconds, and passes over what it does not know.
    """
    path = folder / "timestamp.txt"
    text = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    *_, zone = parts = text.split(" ")
    if len(parts) != ZONE_APART or re.fullmatch(r"[+-]?00?:?00", zone):
        return ""
    is_number = re.fullmatch(r"[+-]?[0-9]{4}", zone)
    if not is_number and utils.gettz(zone) is not None:
        return ""
    return (
        f"Its '{path.name}' says '{shown(text)}', which nbgrader takes for {read(str(folder))} UTC:"
        " see whether it was late."
    )


def shown(name: str) -> str:
    r"""Return a name from a submission as it can be shown: short, and in printable letters.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    plain = printable(name, lambda letter: ascii(letter)[1:-1])
    return plain if len(plain) <= LONGEST_NAME else f"{plain[:LONGEST_NAME]}…"


def _checked_tree(folder: Path) -> list[Entry]:
    found = [Entry("", folder, folder.lstat())]
    if stat.S_ISLNK(found[0].status.st_mode):
        raise Refused(f"The submission's folder is a link; {ADVICE}.")
    total, links = 0, _HardLinks()
    for number, entry in enumerate(_entries(folder, "", depth=1), start=1):
        if number > MOST_ENTRIES:
            raise Refused(_too_many(folder))
        _check_entry(entry)
        links.note(entry)
        found.append(entry)
        total += entry.status.st_size if stat.S_ISREG(entry.status.st_mode) else 0
        if total > LARGEST_SUBMISSION:
            limit = _size(LARGEST_SUBMISSION)
            raise Refused(f"It is larger than the {limit} that a submission may take.")
    links.check()
    return found


def _entries(folder: Path, above: str, *, depth: int) -> Iterator[Entry]:
    if depth > DEEPEST_FOLDER:
        raise Refused(f"There are more than {DEEPEST_FOLDER} folders in one another in it.")
    with os.scandir(folder) as found:
        for each in found:
            path = folder / each.name
            # Of what a folder lists, Windows knows neither the number of a file nor its names.
            entry = Entry(f"{above}{each.name}", path, path.lstat())
            if is_passed_over(path):
                continue
            yield entry
            if stat.S_ISDIR(entry.status.st_mode):
                yield from _entries(path, f"{entry.name}/", depth=depth + 1)


def _too_many(folder: Path) -> str:
    """Name the folder with the most files."""
    counts: dict[str, int] = {}
    for above, _, files in islice(os.walk(folder), MOST_FOLDERS):
        first = next(iter(Path(above).relative_to(folder).parts), ".")
        counts[first] = counts.get(first, 0) + len(files)
    fullest = max(counts, key=lambda name: counts[name])
    where = "" if fullest == "." else f", most of them in '{shown(fullest)}'"
    mend = "ask the student to hand in the work alone"
    return f"There are more than {MOST_ENTRIES} files and folders in it{where}; {mend}."


def _check_entry(entry: Entry) -> None:
    name, mode = f"'{shown(entry.name)}'", entry.status.st_mode
    last = entry.path.name
    if any(category(letter) in NO_SIGNS for letter in last) or "\\" in last or not last.strip(" ."):
        raise Refused(f"The name {name} has signs that no file of an assignment needs; {ADVICE}.")
    if kind := SPECIAL.get(stat.S_IFMT(mode)):
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
    """Return a number of bytes for people.

    >>> _size(50 * 2**20), _size(10 * 2**30)
    ('50 MB', '10.0 GB')
    """
    return f"{number / 2**30:.1f} GB" if number >= 2**30 else f"{number / 2**20:.0f} MB"


def _check_notebook(path: Path) -> None:
    what = f"The notebook '{shown(path.name)}'"
    try:
        content = content_of(path.read_bytes())
    except NoNotebook as error:
        raise Refused(f"{what} {error}; {AGAIN}.") from error
    if _too_deep(content):
        raise Refused(f"{what} is nested too deeply; {AGAIN}.")
    if len(content["cells"]) > MOST_CELLS:
        raise Refused(f"{what} has more than {MOST_CELLS} cells; {AGAIN}.")
    if not all(map(_has_text, content["cells"])):
        raise Refused(f"{what} has a cell whose content is no text; {AGAIN}.")
    if sum(map(_length, content["cells"])) > MOST_SOURCE:
        raise Refused(f"{what} has more than {MOST_SOURCE:,} characters in its cells; {AGAIN}.")


def check_form(folder: Path, notebooks: Sequence[str]) -> None:
    """Refuse a submission whose notebooks are not of nbformat's form, once one made trouble.

    Not before: nbgrader grades many a notebook that lacks something of it.
    """
    for name in notebooks:
        try:
            content = content_of((folder / name).read_bytes())
            _validate(content, relax_add_props=True)
        except (OSError, NoNotebook):  # as it was found before
            continue
        except Exception as error:  # of the form, or beyond what the validator can take
            said = printable(" ".join(str(error).split()))[:LONGEST_FORM]
            what = f"The notebook '{shown(name)}' is not as Jupyter writes one ({said})"
            raise Refused(f"{what}; {AGAIN}.") from error


def _has_text(cell: Any) -> bool:
    source = cell.get("source", "") if isinstance(cell, dict) else None
    return isinstance(source, str | list) and all(isinstance(each, str) for each in source)


def _length(cell: Any) -> int:
    return sum(map(len, cell.get("source", "")))


def _too_deep(content: Any) -> bool:
    """Return whether lists and objects lie too deep in one another for those who read them next."""
    level, depth = [content], 0
    while level and depth <= DEEPEST_NOTEBOOK:
        level = [each for value in level for each in _within(value)]
        depth += 1
    return bool(level)


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
