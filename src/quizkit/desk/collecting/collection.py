"""All that came for an assignment: taken apart, given to its students, and handed in for them."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from quizkit.archives import archive
from quizkit.archives.archive import File, Limits
from quizkit.archives.entry_names import Refused, shown
from quizkit.course.folder import COLLECTED
from quizkit.desk.class_list import NAME
from quizkit.desk.collecting.downloads import (
    Delivery,
    by_folder,
    deliveries,
    is_clutter,
    latest,
)
from quizkit.desk.collecting.owners import ClassRoom, Match, agreed
from quizkit.desk.collecting.versions import (
    Kept,
    Said,
    Shelf,
    Unclear,
    Version,
    kept_versions,
)
from quizkit.desk.collecting.work import ENDINGS, Release, Work, first_words, is_archive, work_in
from quizkit.desk.student_table import Student
from quizkit.errors import CourseError, UnknownName
from quizkit.learner.answers_file import FOLDER as ANSWERS

NOBODY = "nobody"  # whose a file is that the teacher takes back
WHOLE_CLASS = Limits()
MOST_FILES = 200_000  # in a folder


class Teacher(Protocol):
    """Who can be asked."""

    def whose(self, delivery: Delivery, match: Match, begins: str) -> Student | None:
        """Return whose work it is, which begins so; None to leave it out."""

    def which(self, student: Student, versions: Sequence[Version]) -> Version | None:
        """Return which version counts; None to leave them all out."""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of something, in a sentence."""

    said: str
    good: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where the course has what is handed in, and what is kept of it."""

    root: Path
    assignment: str
    submission: Callable[[str], Path]

    def shelf(self, student: str) -> Shelf:
        """Return where the work of a student is kept."""
        kept = self.root / COLLECTED / self.assignment / student
        return Shelf(kept, self.submission(student))


@dataclass(slots=True)
class Plan:
    """What came for a student, and what the teacher says of it; so far nothing is written."""

    found: list[tuple[Delivery, bool]] = field(default_factory=list)
    counts: set[str] = field(default_factory=set)
    taken: dict[str, str] = field(default_factory=dict)  # what each came in, by its digest

    @property
    def said(self) -> Said:
        """What the teacher says, by digests."""
        return Said(frozenset(self.counts), frozenset(self.taken))


class Collection:
    """One run of ``quizkit collect``.

    Args:
        place: where things lie in the course.
        release: what students received.
        students: the class.
        settled: ids, or ``nobody``, by what the teacher named a file or a student's name in it.
        teacher: who is asked where something is unsure; None where nobody is there.
    """

    def __init__(
        self,
        place: Place,
        release: Release,
        students: Sequence[Student],
        *,
        settled: Mapping[str, str] | None = None,
        teacher: Teacher | None = None,
    ) -> None:
        if not students:
            raise CourseError(
                f"There is no class list: write {place.root / NAME}, a table with the columns "
                "id,first_name,last_name,email."
            )
        self._place, self._release, self._teacher = place, release, teacher
        self._room = ClassRoom(students, place.assignment)
        self._settled = {_file_name(name): whose for name, whose in (settled or {}).items()}
        for name in self._settled.values():
            if name != NOBODY and not self._room.student(name):
                raise UnknownName("student", name, [student.id for student in students])
        self.counts: dict[str, int] = dict.fromkeys(("new", "newer", "older", "same", "left"), 0)
        self._used: set[str] = set()
        self._plans: dict[str, Plan] = defaultdict(Plan)
        self._kept = kept_versions(place.root / COLLECTED / place.assignment)
        self._before = {
            (kept.source, kept.work): kept.student for kept in self._kept if kept.chosen
        }

    def take(self, paths: Sequence[Path]) -> Iterator[Line]:
        """Hand in what came, and yield what is to be told.

        Nothing is written before the teacher has answered the last question.
        """
        for path in paths:
            for delivery in self._deliveries(path.absolute()):
                if isinstance(delivery, Line):
                    yield delivery
                    continue
                try:
                    self._assign(delivery)
                except (Refused, OSError) as error:
                    yield self._left(delivery.source, error)
        for name in sorted(self._settled.keys() - self._used):
            try:
                self._assign_kept(name)
            except Refused as error:
                self.counts["left"] += 1
                yield Line(f"--as {name}: {error}.", good=False)
        if self._teacher:
            for name, plan in self._plans.items():
                self._ask_which(self._teacher, name, plan)
        for name in sorted(self._plans):
            yield from self._hand_in(name, self._plans[name])

    def missing(self) -> list[Student]:
        """Return those of the class who have handed in nothing yet."""
        students = self._room.students
        return [student for student in students if not self._place.submission(student.id).exists()]

    def _left(self, what: str, error: Refused | OSError) -> Line:
        return self._left_all([what], error)

    def _deliveries(self, path: Path) -> Iterator[Delivery | Line]:
        try:
            yield from self._opened(path)
        except (Refused, OSError) as error:
            yield self._left(path.name, error)

    def _opened(self, path: Path) -> Iterator[Delivery | Line]:
        if not path.exists():
            raise Refused("there is no such file")
        if path.is_dir():
            yield from self._folder(path)
        elif not path.is_file():
            raise Refused("it is no plain file")
        elif path.stat().st_size == 0:
            raise Refused("it is empty; ask for it again")
        elif ENDINGS.search(path.name) or path.name.casefold().endswith(".json"):
            file = _file(path, (path.name,))
            yield Delivery(path.name, path.name, (file,), file.at, from_system=False)
        else:
            yield from self._archive(path)

    def _archive(self, path: Path) -> Iterator[Delivery]:
        found = archive.files(path, WHOLE_CLASS)
        if parted := deliveries(path.name, found):
            yield from parted
            return
        parted = by_folder(path.name, found)
        is_own = len(parted) == 1 or self._room.in_file_name(path.name).sure
        if not is_own and any(self._room.in_file_name(each.owner).sure for each in parted):
            yield from parted
            return
        found = archive.files(path)  # within what one student may send
        at = latest(found) or _changed(path)
        yield Delivery(path.name, path.name, tuple(found), at, from_system=False)

    def _folder(self, path: Path) -> Iterator[Delivery | Line]:
        found = list(_files(path))
        if parted := deliveries(path.name, found):
            yield from parted
            return
        if self._is_one_work(path) or self._room.in_file_name(path.name).sure:
            yield Delivery(path.name, path.name, tuple(found), latest(found), from_system=False)
            return
        for child in sorted(path.iterdir()):
            if is_clutter((child.name,)):
                continue
            if not child.is_dir() or child.is_symlink():
                yield from self._deliveries(child)
                continue
            inside = [file.below(1) for file in found if file.path[0] == child.name]
            label = f"{path.name}: {child.name}"
            if parted := deliveries(child.name, inside):
                yield from parted
            elif inside:
                at = latest(inside)
                yield Delivery(label, child.name, tuple(inside), at, from_system=False)

    def _is_one_work(self, path: Path) -> bool:
        """Return whether a folder is what one student works in, and not one of many works."""
        names = [child.name for child in path.iterdir() if not is_clutter((child.name,))]
        notebooks = [name for name in names if ENDINGS.search(name)]
        if len(notebooks) > len(self._release.notebooks) or any(map(is_archive, names)):
            return False
        return (path / ANSWERS).is_dir() or bool(self._release.notebooks.keys() & set(notebooks))

    def _assign(self, delivery: Delivery) -> None:
        """Put a delivery among what came for its student; raises Refused."""
        name = next((n for n in (delivery.source, delivery.owner) if n in self._settled), None)
        if name is None:
            student, chosen = self._owner(delivery)
            self._plans[student.id].found.append((delivery, chosen))
            return
        if name in self._used and not delivery.from_system:
            raise Refused("another file of that name has come; give one another name")
        self._used.add(name)
        work, whose = work_in(delivery.files, self._release).digest, self._settled[name]
        for kept in self._kept:
            is_it = (kept.source, kept.work) == (delivery.source, work) and not kept.taken
            if is_it and kept.student != whose:
                self._plans[kept.student].taken[work] = kept.source
        if self._room.student(whose):
            self._plans[whose].found.append((delivery, True))
            self._plans[whose].counts.add(work)

    def _assign_kept(self, name: str) -> None:
        """Let the teacher's word count for what came in an earlier run; raises Refused."""
        whose = self._settled[name]
        kept = [each for each in self._kept if name in _names(each)]
        if not kept:
            raise Refused("nothing of that name came; check it")
        if hers := [each for each in kept if each.student == whose]:
            self._plans[whose].counts.update(each.work for each in hers)
            return
        kept = [each for each in kept if not each.taken] or kept
        if self._room.student(whose) or len({each.student for each in kept}) > 1:
            owners = ", ".join(sorted({each.student for each in kept}))
            raise Refused(f"that came before, as work of {owners}; give this command the file, too")
        self._plans[kept[0].student].taken.update({each.work: each.source for each in kept})

    def _owner(self, delivery: Delivery) -> tuple[Student, bool]:
        """Return whose a delivery is, and whether the teacher said so; raises Refused."""
        match = self._match(delivery)
        if match.sure:
            return match.students[0], False
        if student := self._said_before(delivery):
            return student, True
        if self._teacher:
            files = work_in(delivery.files, self._release).files
            if student := self._teacher.whose(delivery, match, first_words(files, self._release)):
                return student, True
            raise Refused("you left it out")
        raise Refused(_unsure(delivery, match))

    def _said_before(self, delivery: Delivery) -> Student | None:
        """Return whose the teacher said that this very file is, in an earlier run."""
        work = work_in(delivery.files, self._release)
        return self._room.student(self._before.get((delivery.source, work.digest), ""))

    def _match(self, delivery: Delivery) -> Match:
        if delivery.from_system:
            number, name = self._room.numbered(delivery.number), self._room.named(delivery.owner)
            return agreed(number, name)
        name = self._room.in_file_name(delivery.owner)
        by = work_in(delivery.files, self._release).by
        typed = self._room.named(by) if by else Match()
        return agreed(name, typed if typed.sure else Match())

    def _ask_which(self, teacher: Teacher, name: str, plan: Plan) -> None:
        """Ask which version of a student counts, where that cannot be told."""
        student, shelf = self._room.student(name), self._place.shelf(name)
        if not student or (len(plan.found) == 1 and shelf.is_empty):
            return
        versions = []
        for delivery, chosen in plan.found:
            with suppress(Refused, OSError):  # which is told when it is handed in
                versions.append(_version(delivery, work_in(delivery.files, self._release), chosen))
        try:
            shelf.look(versions, plan.said)
        except Unclear as unclear:
            if chosen_one := teacher.which(student, unclear.versions):
                plan.counts.add(chosen_one.digest)
        except (Refused, OSError):
            pass  # likewise

    def _hand_in(self, name: str, plan: Plan) -> Iterator[Line]:
        student = self._room.student(name) or Student(id=name)
        versions: list[Version] = []
        notes: list[Line] = []
        for delivery, chosen in plan.found:
            try:
                work = work_in(delivery.files, self._release)
            except (Refused, OSError) as error:
                yield self._left(delivery.source, error)
                continue
            notes += _notes(delivery, work)
            versions.append(_version(delivery, work, chosen))
        if not (versions or plan.counts or plan.taken):
            return
        try:
            told = self._put(student, versions, plan)
        except (Refused, OSError) as error:
            sources = [*(version.source for version in versions), *plan.taken.values()]
            yield self._left_all(list(dict.fromkeys(sources)) or [name], error)
            return
        yield from (*notes, *told)

    def _put(self, student: Student, versions: Sequence[Version], plan: Plan) -> list[Line]:
        """Hand in what counts of a student's work; return what to tell of it."""
        shelf = self._place.shelf(student.id)
        try:
            became = shelf.put(versions, plan.said)
        except Unclear as unclear:
            raise Refused(_which(student, versions or unclear.versions)) from None
        if versions or plan.counts:
            self.counts["newer" if became in ("other", "gone") else became] += 1
        sources = dict.fromkeys(plan.taken.values())
        said = [f"{shown_source(each)} is taken back from {_called(student)}" for each in sources]
        if became in SAID:
            said.append(f"{_called(student)}: {SAID[became]}")
        elif became == "new" and shelf.counting:
            said += _of_several(student, versions, shelf.counting)
        return [Line(f"{each}.") for each in said]

    def _left_all(self, sources: Sequence[str], error: Refused | OSError) -> Line:
        """Tell that these are left out, in the system's words for a file that cannot be read."""
        self.counts["left"] += 1
        why = error.strerror or error if isinstance(error, OSError) else error
        named, were = " and ".join(map(shown_source, sources)), "were" if sources[1:] else "was"
        return Line(f"{named} {were} left out: {why}.", good=False)


SAID = {
    "other": f"by your word another version counts now; the others are kept in '{COLLECTED}'",
    "gone": "nothing is handed in now; what was graded of it stays in the gradebook",
    "newer": f"a newer version counts now; the earlier one is kept in '{COLLECTED}'",
    "older": f"an earlier version came, and is kept in '{COLLECTED}'; the newer one counts",
}


def shown_source(source: str) -> str:
    """Return where something came from, as a message can hold it."""
    return ": ".join(f"'{shown(part)}'" for part in source.split(": "))


def _file_name(name: str) -> str:
    """Return the name of a file that was named with its folder."""
    return Path(name).name if Path(name).exists() else name


def _names(kept: Kept) -> tuple[str, str]:
    """Return what a version that is kept can be called with ``--as``."""
    return kept.source, kept.source.rpartition(": ")[2]


def _version(delivery: Delivery, work: Work, chosen: bool) -> Version:
    return Version(
        work.files, delivery.at, delivery.given, delivery.serial, delivery.source, chosen
    )


def _called(student: Student) -> str:
    return f"{student.name} ({student.id})" if student.name else student.id


def _unsure(delivery: Delivery, match: Match) -> str:
    if not match.students:
        what = f"nobody in the class list is called '{shown(delivery.owner)}'"
    else:
        people = " or ".join(map(_called, match.students[:4]))
        what = f"it may be by {people}, but its name does not say for sure"
    student = match.students[0].id if len(match.students) == 1 else "ID"
    return f'{what}; say whose it is with --as "{delivery.owner}={student}"'


def _which(student: Student, versions: Sequence[Version]) -> str:
    owner = versions[-1].source.rpartition(": ")[2]
    return (
        f"they differ, and which is the newest cannot be told; say which one counts, such as "
        f'--as "{owner}={student.id}"'
    )


def _of_several(student: Student, versions: Sequence[Version], counting: Version) -> Iterator[str]:
    """Tell which counts of the works that came together, if they were several."""
    works = {version.digest for version in versions}
    if len(works) > 1 and counting.digest in works:
        time = f" of {counting.at.astimezone():%Y-%m-%d %H:%M}" if counting.at else ""
        what = f"that{time} ({shown_source(counting.source)})"
        yield f"{_called(student)} sent {len(works)}; {what} counts"


def _notes(delivery: Delivery, work: Work) -> Iterator[Line]:
    if delivery.late:
        yield Line(f"{shown_source(delivery.source)}: Canvas says that it came late.")
    if work.without:
        yield Line(f"{shown_source(delivery.source)}: {work.without}.")


def _files(folder: Path) -> Iterator[File]:
    """Yield the plain files below a folder; links and special files are refused."""
    number = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_clutter((name,)))
        for name in (*folders, *names):
            path = Path(place, name)
            kind = path.lstat().st_mode
            if stat.S_ISDIR(kind) or is_clutter((name,)):
                continue
            if not stat.S_ISREG(kind):
                raise Refused(f"'{shown(name)}' in it is a link, or no plain file; take it away")
            number += 1
            if number > MOST_FILES:
                raise Refused(f"there are more than {MOST_FILES:,} files in it")
            yield _file(path, path.relative_to(folder).parts)


def _file(path: Path, parts: tuple[str, ...]) -> File:
    return File(parts, path.stat().st_size, _changed(path), path.read_bytes)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
