"""What came, taken apart by student: by the names that each school's system gives to files.

Moodle (``mod/assign/classes/downloader.php``)
    ``Full name_123_assignsubmission_file/…``, or without folders
    ``Full name_123_assignsubmission_file_demands.ipynb``; the number is that of the submission's
    participant, and a file's time is when it was handed in.
Canvas (``lib/content_zipper.rb``)
    ``lastnamefirst_[LATE_]4567_8901_demands.ipynb``: Canvas's number of the user, and of the file,
    which grows with each. The times are those of the download.
Brightspace
    ``123-456 - Ann de Wit - Jan 10, 2022 905 AM/…`` and an ``index.html``.
Itslearning, and whatever else
    a folder or a file named after the student. Itslearning's guide does not name its files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quizkit.archives.archive import File

MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)")
CANVAS = re.compile(
    r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<serial>\d+)_(?P<file>.+)", re.DOTALL
)
BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<name>.+?) - (?P<time>.*\d.*)")
BRIGHTSPACE_TIMES = (
    *("%b %d %Y %I%M %p", "%B %d %Y %I%M %p", "%d %B %Y %I%M %p", "%d %b %Y %I%M %p"),
    *("%d %B %Y %H%M", "%d %b %Y %H%M", "%b %d %Y %H%M", "%B %d %Y %H%M"),
)
MONTHS = {  # Dutch to English; the others are spelled alike at their beginning
    "mrt": "mar", "maart": "march", "mei": "may", "okt": "oct", "januari": "january",
    "februari": "february", "juni": "june", "juli": "july", "augustus": "august",
    "oktober": "october",
}  # fmt: skip
OWN = frozenset((".ds_store", "thumbs.db", "desktop.ini", "index.html"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files that one student handed in at one time.

    Args:
        source: the file or folder that it came in, for messages.
        owner: whose it is, as the system says.
        files: what was handed in; paths begin below the student's own folder.
        at: when it came, as well as that is known.
        given: the system itself says when it was handed in.
        number: Canvas's own number of the student, empty elsewhere.
        tag: what tells namesakes apart in this download.
        late: Canvas says that it came late, which gives no times.
        from_system: a school's system has named it, and not a person.
        serial: grows with each delivery of a student; 0 if the system gives none.
    """

    source: str
    owner: str
    files: tuple[File, ...]
    at: datetime | None = None
    given: bool = False
    number: str = ""
    serial: int = 0
    tag: str = ""
    late: bool = False
    from_system: bool = True


def is_clutter(path: Sequence[str]) -> bool:
    """Return whether a file was put there by a program, and not by the student.

    >>> is_clutter(("__MACOSX", "._a.ipynb")), is_clutter((".ipynb_checkpoints", "a.ipynb"))
    (True, True)
    """
    return any(
        part.startswith((".", "~$")) or part == "__MACOSX" or part.casefold() in OWN
        for part in path
    )


def deliveries(source: str, files: Sequence[File]) -> list[Delivery]:
    """Return what a school's system put into an archive or a folder, if one did."""
    kept = _unwrapped([file for file in files if not is_clutter(file.path)])
    named = [_of_a_system(file) for file in kept]
    if not kept or named.count(None) * 2 > len(named):
        return []
    found: dict[tuple[str, str, datetime | None], list[Delivery]] = defaultdict(list)
    for each in filter(None, named):
        key = (each.owner, each.tag, each.at if each.given and not each.tag else None)
        found[key].append(each)
    return [_together(source, group) for group in found.values()]


def by_folder(source: str, files: Sequence[File]) -> list[Delivery]:
    """Return a delivery for each folder and file at the top."""
    kept = _unwrapped([file for file in files if not is_clutter(file.path)])
    found: dict[str, list[File]] = defaultdict(list)
    for file in kept:
        found[file.path[0]].append(file)
    return [
        Delivery(
            f"{source}: {top}",
            top,
            tuple(file.below(1) if len(file.path) > 1 else file for file in group),
            latest(group),
            from_system=False,
        )
        for top, group in found.items()
    ]


def latest(files: Sequence[File]) -> datetime | None:
    """Return when the newest of some files was changed."""
    return max((file.at for file in files if file.at), default=None)


def _unwrapped(files: list[File]) -> list[File]:
    """Take away a folder around everything, unless it is itself a student's."""
    while files and all(len(file.path) > 1 for file in files):
        (first, *others) = {file.path[0] for file in files}
        if others or _of_a_system(files[0]):
            break
        if all(len(file.path) == 2 for file in files) and not any(
            _of_a_system(file.below(1)) for file in files
        ):
            break
        if first in ("answers", "quizzes"):
            break
        files = [file.below(1) for file in files]
    return files


def _of_a_system(file: File) -> Delivery | None:
    """Return a delivery of this file alone, if it is named as a system does."""
    top, is_inside = file.path[0], len(file.path) > 1
    if found := MOODLE.fullmatch(top):
        inside = file.below(1) if is_inside else replace(file, path=(found["file"] or top,))
        files = (inside,) if found["kind"] == "file" else ()
        known = file.at is not None
        return Delivery("", found["name"], files, file.at, known, tag=found["number"])
    if is_inside and (found := BRIGHTSPACE.fullmatch(top)):
        at = _brightspace_time(found["time"])
        return Delivery("", found["name"], (file.below(1),), at or file.at, at is not None)
    if not is_inside and (found := CANVAS.fullmatch(top)):
        inside = replace(file, path=(found["file"],))
        number, serial = found["number"], int(found["serial"])
        # Its times are those of the download, and say nothing.
        late = bool(found["late"])
        return Delivery(
            "", found["name"], (inside,), number=number, serial=serial, tag=number, late=late
        )
    return None


def _together(source: str, group: Sequence[Delivery]) -> Delivery:
    first = group[0]
    label = f"{source}: {first.owner}"
    return replace(
        first,
        source=label,
        files=tuple(file for each in group for file in each.files),
        at=max((each.at for each in group if each.at), default=None),
        serial=max(each.serial for each in group),
        late=any(each.late for each in group),
    )


def _brightspace_time(text: str) -> datetime | None:
    """Read the time in the name of a folder, by this computer's zone.

    >>> _brightspace_time("10 januari, 2022 1705").astimezone().strftime("%m-%d %H:%M")
    '01-10 17:05'
    >>> _brightspace_time("Jan 10, 2022 905 PM").astimezone().strftime("%m-%d %H:%M")
    '01-10 21:05'
    """
    words = [MONTHS.get(word.casefold(), word) for word in re.findall(r"[^\s,.:]+", text)]
    plain = re.sub(r"\b(\d{3})(?= ?[AaPp][Mm]\b|$)", r"0\1", " ".join(words))
    for form in BRIGHTSPACE_TIMES:
        try:
            return datetime.strptime(plain, form).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
