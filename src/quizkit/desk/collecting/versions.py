"""The versions of a student's work: the newest is handed in, and none is ever lost.

Each lies in ``collected/ASSIGNMENT/STUDENT/TIME-DIGEST/``, with a ``version.json`` that says when
it came and in what. What stood in nbgrader's own folder before is kept there as well.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from quizkit.archives.entry_names import Refused
from quizkit.desk.collecting.work import digest
from quizkit.files import write_whole
from quizkit.learner.answers_file import FOLDER as ANSWERS

ABOUT = "version.json"
TIMESTAMP = "timestamp.txt"
FORM = "%Y-%m-%d %H:%M:%S.%f UTC"  # as nbgrader writes it


@dataclass(frozen=True, slots=True)
class Version:
    """One work of a student.

    Args:
        files: its notebooks and answers.
        at: when it came, as well as that is known.
        given: a school's system says when it was handed in.
        serial: grows with each version that comes from a system that gives no times.
        source: what it came in.
        chosen: the teacher said that it is this student's.
        passed: the teacher said that another counts, or that it is not this student's.
    """

    files: Mapping[str, bytes]
    at: datetime | None
    given: bool = False
    serial: int = 0
    source: str = ""
    chosen: bool = False
    passed: bool = False

    @property
    def digest(self) -> str:
        """The digest of its files: the same work has the same one."""
        return digest(self.files)

    @property
    def folder(self) -> str:
        """The name of the folder that it is kept in."""
        time = f"{self.at:%Y-%m-%dT%H%M%SZ}" if self.at else "no-time"
        return f"{time}-{self.digest}"


class Unclear(Refused):
    """Which of these versions is the newest cannot be told."""

    def __init__(self, said: str, versions: Sequence[Version] = ()) -> None:
        super().__init__(said)
        self.versions = versions


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a version that is kept.

    Args:
        source: what it came in.
        work: its digest.
        student: where it is kept.
        chosen: the teacher said that it is this student's.
        taken: it counts no longer, and nobody said that it is this student's.
    """

    source: str
    work: str
    student: str
    chosen: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the teacher says of a student's versions, by their digests.

    Args:
        counts: these count, and the others do not.
        taken: these are not the student's.
    """

    counts: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()

    def of(self, version: Version) -> Version:
        """Return a version with what is said of it."""
        if version.digest in self.taken:
            return replace(version, chosen=False, passed=True)
        if version.digest in self.counts:
            return replace(version, chosen=True, passed=False)
        return replace(version, passed=True) if self.counts else version


NOTHING = Said()


class Shelf:
    """Where one student's work is kept, and where nbgrader finds it.

    Args:
        kept: the folder of all versions.
        submission: nbgrader's.
    """

    def __init__(self, kept: Path, submission: Path) -> None:
        self._kept, self._submission = kept, submission
        self.counting: Version | None = None  # once ``put`` has been called

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the student has come before."""
        return not (self._kept.exists() or self._submission.exists())

    def look(self, versions: Sequence[Version], said: Said = NOTHING) -> None:
        """Raise what ``put`` would raise before it writes anything."""
        self._first(versions, said, self._standing())

    def put(self, versions: Sequence[Version], said: Said = NOTHING) -> str:
        """Keep these versions, have the newest handed in, and return what became of them.

        That is ``new``, ``newer``, ``older`` or ``same``; where the teacher's word changed it,
        ``other``, or ``gone`` if nothing is handed in now. Raises Unclear or Refused, with nothing
        handed in, and what is kept as complete as it was.
        """
        stood = self._standing()
        known, everything, first = self._first(versions, said, stood)
        self.counting = first
        for version in everything:
            self._keep(version)
        if not first:
            if stood:
                self._withdraw(stood)
            return "gone" if stood else "same"
        if stood and stood.digest == first.digest:
            if first.given and not (self._submission / TIMESTAMP).exists():
                _write_time(self._submission, first)
            is_known = {version.digest for version in versions} <= {v.digest for v in known}
            return "same" if is_known else "older"
        self._hand_in(first, stood)
        if stood:
            return "other" if said.counts or said.taken else "newer"
        return "new"

    def _first(
        self, versions: Sequence[Version], said: Said, stood: Version | None
    ) -> tuple[list[Version], list[Version], Version | None]:
        """Return what was known, that and what comes, and which of it counts, if any does."""
        if self._submission.is_symlink() or self._kept.is_symlink():
            raise Refused(f"{self._submission} is a link; move it away")
        known = [*self._earlier(), *([stood] if stood else [])]
        everything = [said.of(version) for version in _distinct([*known, *versions])]
        counting = [version for version in everything if not version.passed]
        return known, everything, newest(counting) if counting else None

    def _standing(self) -> Version | None:
        """Return what is handed in now, whoever put it there."""
        if not self._submission.is_dir():
            return None
        paths = [*self._submission.glob("*.ipynb"), *self._submission.glob(f"{ANSWERS}/*.json")]
        files = {
            path.relative_to(self._submission).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and not path.is_symlink()
        }
        if not files:
            return None
        at = _time_in(self._submission / TIMESTAMP)
        there = datetime.fromtimestamp(self._submission.stat().st_mtime, UTC)
        return Version(files, at or there, at is not None, source="submitted")

    def _earlier(self) -> list[Version]:
        """Return the versions that are kept already."""
        found = []
        for about in sorted(self._kept.glob(f"*/{ABOUT}")):
            try:
                said = json.loads(about.read_text(encoding="utf-8"))
                at = datetime.fromisoformat(said["at"]) if said["at"] else None
                files = {name: (about.parent / name).read_bytes() for name in said["files"]}
                found.append(
                    Version(
                        files,
                        at,
                        bool(said["given"]),
                        int(said["serial"]),
                        str(said["source"]),
                        bool(said["chosen"]),
                        bool(said.get("passed")),
                    )
                )
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise Refused(f"{about} was changed; move {about.parent} away") from error
        return found

    def _keep(self, version: Version) -> None:
        place = self._kept / version.folder
        about = {
            "at": version.at.isoformat() if version.at else "",
            "given": version.given,
            "serial": version.serial,
            "source": version.source,
            "chosen": version.chosen,
            "passed": version.passed,
            "files": sorted(version.files),
        }
        if there := next(self._kept.glob(f"*-{version.digest}"), None):
            if version.chosen or version.passed:
                write_whole(there / ABOUT, json.dumps(about, indent=1).encode())
            return
        with _made_beside(place) as made:
            _write(made, version.files)
            (made / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")

    def _hand_in(self, version: Version, stood: Version | None) -> None:
        """Put a version into nbgrader's folder, whole or not at all; what stood there is kept."""
        self._submission.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=self._submission.parent, prefix=".collected-", ignore_cleanup_errors=True
        ) as place:
            made, old = Path(place) / "new", Path(place) / "old"
            _write(made, version.files)
            if version.given:
                _write_time(made, version)
            if self._submission.exists():
                self._submission.rename(old)
            try:
                made.rename(self._submission)
            except BaseException:  # Ctrl-C, too
                if old.exists():
                    old.rename(self._submission)
                raise
            if old.exists() and _has_more(old, stood):
                old.rename(self._whole(stood))

    def _withdraw(self, stood: Version) -> None:
        """Have nothing handed in; what stood there is kept."""
        if _has_more(self._submission, stood):
            self._submission.rename(self._whole(stood))
            return
        with tempfile.TemporaryDirectory(
            dir=self._submission.parent, prefix=".collected-", ignore_cleanup_errors=True
        ) as place:
            self._submission.rename(Path(place) / "old")
        with suppress(OSError):  # where there is other work of the student
            self._submission.parent.rmdir()

    def _whole(self, stood: Version | None) -> Path:
        return _free(self._kept / f"{stood.folder if stood else 'no-time'}-whole")


def kept_versions(kept: Path) -> list[Kept]:
    """Return what is known of the versions of all students."""
    found = []
    for about in sorted(kept.glob(f"*/*/{ABOUT}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(about.read_text(encoding="utf-8"))
            work, student = about.parent.name.rpartition("-")[2], about.parent.parent.name
            chosen = bool(said["chosen"])
            is_taken = bool(said.get("passed")) and not chosen
            found.append(Kept(str(said["source"]), work, student, chosen, is_taken))
    return found


def newest(versions: Sequence[Version]) -> Version:
    """Return the newest version; raises Unclear where the times do not tell.

    >>> newest([Version({"a": b"1"}, None), Version({"a": b"2"}, None)])
    Traceback (most recent call last):
    ...
    quizkit.desk.collecting.versions.Unclear: 2 versions have come that differ, and which is the \
newest cannot be told
    """
    if len(versions) == 1:
        return versions[0]
    if all(version.serial for version in versions):
        return max(versions, key=lambda version: version.serial)
    times = [version.at for version in versions if version.at]
    is_known = len(times) == len(versions)
    first = [v for v in versions if v.at == max(times)] if is_known else versions
    chosen = first if len(first) == 1 else [version for version in first if version.chosen]
    if len(chosen) == 1:
        return chosen[0]
    number = len(first)
    raise Unclear(
        f"{number} versions have come that differ, and which is the newest cannot be told", first
    )


def _distinct(versions: Sequence[Version]) -> list[Version]:
    """Return each content once, with what is known of it first, or from a school's system."""
    found: dict[str, Version] = {}
    for version in versions:
        known = found.get(version.digest, version)
        best = version if version.given and not known.given else known
        is_said_now = version.chosen and not known.chosen
        found[version.digest] = replace(
            best,
            chosen=version.chosen or known.chosen,
            passed=known.passed and not is_said_now,
        )
    return list(found.values())


def _has_more(folder: Path, stood: Version | None) -> bool:
    """Return whether there is anything in a submission that its version does not hold."""
    known = {*(stood.files if stood else ()), TIMESTAMP}
    there = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return any(path.relative_to(folder).as_posix() not in known for path in there)


def _free(path: Path) -> Path:
    """Return a name that nothing has yet."""
    names = (path.with_name(f"{path.name}-{number}") for number in range(2, 1_000))
    return path if not path.exists() else next(name for name in names if not name.exists())


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write_time(folder: Path, version: Version) -> None:
    if version.at:
        text = version.at.astimezone(UTC).strftime(FORM)
        (folder / TIMESTAMP).write_text(text, encoding="utf-8")


def _time_in(path: Path) -> datetime | None:
    from nbgrader.utils import parse_utc

    try:
        found: datetime = parse_utc(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, TypeError, OverflowError, AttributeError):
        return None
    return found.replace(tzinfo=UTC)


@contextmanager
def _made_beside(place: Path) -> Iterator[Path]:
    """Yield a folder to write in, which is put in its place when the block ends well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
    try:
        yield made
        made.chmod(0o755)
        made.rename(place)
    except BaseException:  # Ctrl-C, too
        shutil.rmtree(made, ignore_errors=True)
        raise
