"""``quizkit grade`` beside ``nbgrader autograde``, on the same work, in turns.

Each command grades a class and, apart, one student of it. The time of a submission is the
difference, shared by the others; what is left of the time for one is the command's start-up. A
first round fills caches; memory is looked at then, as looking takes time. Every score that comes
out of every round is compared with what it should be.

quizkit runs its notebooks in the sandbox. nbgrader runs them as it does in any course: in a
kernel with the instructor's rights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import classes
from benchmarks.classes import NAME, Class
from benchmarks.commands import Ran, run
from benchmarks.report import Report

ROUNDS = 3  # nbgrader takes minutes for each
SIZE, LARGE = 40, 1000  # students
LOOK, LOOK_SELDOM = 0.1, 0.5  # seconds between two looks at a command's memory
COMMANDS = {
    "quizkit": ("quizkit", "grade", NAME, "--force", "--json"),
    "nbgrader": ("nbgrader", "autograde", NAME, "--force"),
}


FEEDBACK = {
    "quizkit": ("quizkit", "feedback", NAME, "--force"),
    "nbgrader": ("nbgrader", "generate_feedback", NAME, "--force"),
}


class WrongGrades(Exception):
    """What was measured did not grade as it should."""


@dataclass
class Times:
    """What each round of a command took, in seconds; memory in MB."""

    each: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)  # until the first submission is begun
    peak: float = 0.0

    def add(self, whole: Ran, one: Ran, size: int) -> None:
        """Take apart what a submission takes, and what the command takes by itself."""
        each = (whole.seconds - one.seconds) / max(1, size - 1)
        self.each.append(each)
        self.start.append(one.seconds - each)


def measure(report: Report, folder: Path, *, size: int = SIZE) -> None:
    """Add the figures of grading code, of grading quizzes alone, and of starting."""
    rounds = min(ROUNDS, report.rounds)
    report.notes.append(f"Grading: medians of {rounds} rounds")
    for what, limit, walls in ((NAME, 1 / 15, "bubblewrap"), ("quiz alone", 1 / 40, "no code")):
        place = folder / walls.replace(" ", "-")
        _compare(report, place, what=what, limit=limit, walls=walls, size=size, rounds=rounds)
    helps = [run("quizkit", "--help", folder=folder, home=folder) for _ in range(report.rounds + 1)]
    times = [1000 * ran.seconds for ran in helps[1:]]
    report.add("quizkit --help", "ms", times, limit=300)


def measure_large(report: Report, folder: Path, *, size: int = LARGE) -> None:
    """Add the time of a large class, and its memory beside that of a tenth of it."""
    tenth = size // 10
    room = _class(folder / "course", folder)
    few = classes.honest(room.assignment, min(SIZE, size))
    room = Class(room.root, room.assignment, classes.repeated(few, size, first=tenth))
    room.hand_in()
    part = _graded(room, folder, "--student=a-*", look=LOOK_SELDOM, expected=tenth)
    whole = _graded(room, folder, look=LOOK_SELDOM, expected=size)
    _agree(room)
    report.add(f"{NAME}: {size} submissions", "s", [whole.seconds])
    name, peer = f"{NAME}: memory at {size} submissions", f"at {tenth}"
    report.add(name, "MB", [whole.peak], peer=peer, peer_rounds=[part.peak], limit=1.1)


def _compare(
    report: Report, folder: Path, *, what: str, limit: float, walls: str, size: int, rounds: int
) -> None:
    ours = _class(folder / "quizkit", folder, quiz_only=walls == "no code")
    ours = Class(ours.root, ours.assignment, classes.honest(ours.assignment, size))
    ours.hand_in()
    rooms = {"quizkit": ours, "nbgrader": ours.plain(folder / "nbgrader")}
    times = {name: Times() for name in rooms}
    for number in range(rounds + 1):
        for name, room in rooms.items():
            _round(name, room, folder, times[name], walls=walls, counts=number > 0)
    mine, theirs = times["quizkit"], times["nbgrader"]
    for name, rounds_, peers, most in (
        ("a submission", mine.each, theirs.each, limit),
        ("start-up", mine.start, theirs.start, 1.0),
        ("until the first submission is begun", mine.first, theirs.start, 1.0),
    ):
        told = f"{what}: {name}"
        report.add(told, "s", rounds_, peer="nbgrader", peer_rounds=peers, limit=most)
    peak = [theirs.peak]
    report.add(f"{what}: memory", "MB", [mine.peak], peer="nbgrader", peer_rounds=peak)
    faster = median(theirs.each) / median(mine.each)
    report.notes.append(
        f"{what}: {faster:.1f} times nbgrader's throughput on {size} submissions; sandbox: "
        f"{walls} for quizkit, none for nbgrader"
    )
    _feedback(report, ours, folder, what=what, rounds=rounds)


def _feedback(report: Report, room: Class, home: Path, *, what: str, rounds: int) -> None:
    """Add the time of the pages that a graded class gets back; both must make the same."""
    times: dict[str, list[float]] = {name: [] for name in FEEDBACK}
    made = {}
    for number in range(rounds + 1):
        for name, command in FEEDBACK.items():
            ran = run(*command, folder=room.root, home=home)
            pages = (room.root / "feedback").rglob("*.html")
            made[name] = {str(page): page.read_bytes() for page in pages}
            times[name] += [ran.seconds] if number else []
    if made["quizkit"] != made["nbgrader"]:
        raise WrongGrades(f"The feedback of {room.root} is not what nbgrader makes.")
    name, peers = f"{what}: feedback of {len(room.students)}", times["nbgrader"]
    report.add(name, "s", times["quizkit"], peer="nbgrader", peer_rounds=peers, limit=0.6)


def _class(root: Path, home: Path, *, quiz_only: bool = False) -> Class:
    """Make a course with the assignment released, and nobody in it."""
    known = classes.copied(root, quiz_only=quiz_only)
    run("nbgrader", "generate_assignment", NAME, folder=root, home=home)
    return Class(root, known, ())


def _round(name: str, room: Class, home: Path, times: Times, *, walls: str, counts: bool) -> None:
    """Have a command grade one student and the class; the first time, look at its memory."""
    command, look = COMMANDS[name], None if counts else LOOK
    student = room.students[0].id
    if name == "quizkit":
        one = _graded(room, home, f"--student={student}", expected=1, walls=walls)
        whole = _graded(room, home, look=look, expected=len(room.students), walls=walls)
    else:
        one = run(*command, f"--student={student}", folder=room.root, home=home)
        whole = run(*command, folder=room.root, home=home, look=look)
    _agree(room)
    if counts:
        times.add(whole, one, len(room.students))
    else:
        times.peak = whole.peak
    if counts and name == "quizkit":  # its end is in it, too
        times.first.append(whole.seconds - json.loads(whole.printed)["seconds"])


def _graded(
    room: Class,
    home: Path,
    *more: str,
    expected: int,
    walls: str = "bubblewrap",
    look: float | None = None,
) -> Ran:
    """Run ``quizkit grade``; all must be graded, behind these walls."""
    ran = run(*COMMANDS["quizkit"], *more, folder=room.root, home=home, look=look)
    said: dict[str, Any] = json.loads(ran.printed)
    if (said["totals"]["graded"], said["sandbox"]) != (expected, walls):
        reasons = [each for each in said["submissions"] if each["status"] != "graded"]
        raise WrongGrades(f"{said['totals']}, sandbox {said['sandbox']}: {reasons[:3]}")
    return ran


def _same(one: float | None, other: float | None) -> bool:
    return one is other if None in (one, other) else isclose(one or 0, other or 0)


def _agree(room: Class) -> None:
    """See that a gradebook has what the work is worth."""
    found, expected = room.scores(), room.expected()
    wrong: Sequence[Any] = [
        (*which, found.get(which), score)
        for which, score in expected.items()
        if which not in found or not _same(found[which], score)
    ]
    if wrong or len(found) != len(expected):
        raise WrongGrades(f"{len(wrong)} scores of {room.root} are wrong, such as {wrong[:3]}")
