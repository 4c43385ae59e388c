"""Attacks tried on a grader, nbgrader's own or ours: the same course, the same room, the same eye.

A grader is tried on many attackers at once, each a student of the class; where they would disturb
one another, on each alone.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attacks import room
from attacks.attack import Attack
from attacks.evidence import Sign, State, points, signs, state
from attacks.victim import ASSIGNMENT, HONEST, Template, VictimCourse, attacked
from browser.serving import private_home

TOO_LARGE = "File too large"  # said where a file was copied until the room's limit
MEGABYTE, GIGABYTE = 2**20, 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Grader:
    """A command that grades, and how much attacks on resources take of the machine.

    Args:
        command: its words, after those that start Python.
        most: what an attack on resources takes at most.
        largest: bytes of the largest file that may be written.
        seconds: how long it may take, and how much longer for each attacker.
    """

    command: tuple[str, ...]
    most: Mapping[str, int]
    largest: int
    seconds: tuple[float, float]


# It has no limits: little is taken, so that no machine is endangered, yet more than anyone should.
NBGRADER = Grader(
    command=("-m", "nbgrader", "autograde", ASSIGNMENT),
    most={
        "processes": 220,
        "memory": 400 * MEGABYTE,
        "disk": 200 * MEGABYTE,
        "files": 20_000,
        "output": 40 * MEGABYTE,
        "sparse": 200 * MEGABYTE,
    },
    largest=256 * MEGABYTE,
    seconds=(60, 10),
)
# Beyond each limit that the course sets, and still not enough to endanger a machine.
QUIZKIT = Grader(
    command=("-m", "quizkit", "grade", ASSIGNMENT, "--json"),
    most={
        "processes": 400,
        "memory": 900 * MEGABYTE,
        "disk": 128 * MEGABYTE,
        "files": 30_000,
        "output": 96 * MEGABYTE,
        "sparse": 10 * GIGABYTE,
    },
    largest=2 * GIGABYTE,
    seconds=(60, 10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an attack ended.

    Args:
        signs: what it reached; nothing, if it was held.
        points: what the attacker has in the gradebook.
        status: what the grader reports of it: graded, flagged, refused, failed; if it does.
        reasons: what it tells the teacher.
    """

    signs: frozenset[Sign]
    points: float
    status: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A run of a grader over a class with attackers: what it came to, and all that it printed."""

    after: State
    verdicts: Mapping[str, Verdict]
    code: int | None
    said: str


def tried(
    grader: Grader,
    template: Template,
    folder: Path,
    attacks: Mapping[str, Attack],
    *,
    honest: Sequence[str] = HONEST,
    like: State | None = None,
) -> Trial:
    """Grade a class with these attackers.

    ``like`` is how the course looks when the honest have been graded without them.
    """
    with attacked(template, folder, attacks, most=grader.most, honest=honest) as course:
        before = state(course)
        once, each = grader.seconds
        stay = room.run(
            [sys.executable, *grader.command],
            folder=course.root,
            environment=_environment(course),
            mark=course.scene.mark,
            seconds=once + each * len(attacks),
            log=folder / "grader.log",
            largest=grader.largest,
        )
        after, reports = state(course), _reports(stay.said)
        verdicts = {}
        for name in attacks:
            found = signs(course, name, before=before, after=after, honest=like or after)
            if any(name in process for process in stay.left):
                found.add(Sign.LEFT)
            if TOO_LARGE in stay.said and len(attacks) == 1:
                found.add(Sign.HUGE)
            report = reports.get(name, {})
            verdicts[name] = Verdict(
                signs=frozenset(found),
                points=points(after, name),
                status=report.get("status", ""),
                reasons=tuple(report.get("reasons", ())),
            )
        return Trial(after=after, verdicts=verdicts, code=stay.code, said=stay.said)


def _environment(course: VictimCourse) -> dict[str, str]:
    """Return the environment of a teacher, with a secret in it."""
    outside = course.scene.outside
    beside = str(Path(sys.executable).parent)
    return private_home(outside) | {
        "PATH": os.pathsep.join((beside, os.environ.get("PATH", ""))),
        "TMPDIR": str(outside / "tmp"),
        "COURSE_TOKEN": course.scene.secrets["environment"],
    }


def _reports(said: str) -> dict[str, dict[str, Any]]:
    """Read what quizkit reports at the end of what was printed, by student."""
    start = said.find('{\n  "assignment"')
    if start < 0:
        return {}
    report, _ = json.JSONDecoder().raw_decode(said[start:])
    return {result["student"]: result for result in report["submissions"]}
