"""What shows that an attack succeeded, looked up in the course once the grader has ended."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from attacks.formgrader_page import scripts
from attacks.victim import ASSIGNMENT, DESERVES, HONEST, VictimCourse

MUCH = 150 * 2**20  # bytes that a graded submission may come to
LARGE = 36 * 2**20  # bytes that a graded notebook may come to
MANY = 5_000  # files that it may hold
GRADES = """\
select s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
from grade g join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id join base_cell c on c.id = g.cell_id
order by 1, 2"""
OTHER_TABLES = ("grade_cells", "source_cell", "base_cell", "solution_cells", "assignment")


class Sign(StrEnum):
    """What an attack may have reached."""

    POINTS = "points"  # more than the honest part deserves
    READ = "read"  # a secret
    CHANGED = "changed"  # something outside its own folder
    STOPPED = "stopped"  # others are not graded, or not as they were without it
    LEFT = "left"  # a process goes on
    DONE = "done"  # it took or did without limit what it tried
    HUGE = "huge"  # what is kept of it is beyond all measure
    SCRIPT = "script"  # runs in formgrader's page
    PAGE = "page"  # formgrader cannot show the page


@dataclass(frozen=True, slots=True)
class Row:
    """A row of grades; ``points`` are what a teacher sees."""

    auto: float | None
    manual: float | None
    extra: float | None
    review: bool

    @property
    def points(self) -> float:
        """Return the points that count."""
        given = self.auto if self.manual is None else self.manual
        return (given or 0) + (self.extra or 0)


Rows = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A course at one moment: grades, everything else in the gradebook, and its files."""

    rows: Rows
    rest: str
    files: Mapping[str, str]
    graded: Mapping[str, frozenset[str]]


def state(course: VictimCourse) -> State:
    """Look at a course."""
    with sqlite3.connect(course.root / "gradebook.db") as gradebook:
        rows: dict[str, dict[str, Row]] = {}
        for student, cell, auto, manual, extra, review in gradebook.execute(GRADES):
            rows.setdefault(student, {})[cell] = Row(auto, manual, extra, bool(review))
        rest = [gradebook.execute(f"select * from {table}").fetchall() for table in OTHER_TABLES]
    return State(
        rows=rows,
        rest=hashlib.sha256(repr(rest).encode()).hexdigest(),
        files=dict(_files(course)),
        graded={name: frozenset(_names(course.autograded(name))) for name in HONEST},
    )


def _files(course: VictimCourse) -> Iterator[tuple[str, str]]:
    """Yield what no student's work may change: a path and what lies there."""
    theirs = {course.root / name for name in ("autograded", "gradebook.db", ".quizkit")}
    for place, folders, names in os.walk(course.root):
        here = Path(place)
        attackers = here == course.root / "submitted"
        folders[:] = [
            name
            for name in folders
            if here / name not in theirs
            and name != "__pycache__"
            and not (attackers and name not in HONEST)
        ]
        for path in (here / name for name in names):
            if path not in theirs and stat.S_ISREG(path.lstat().st_mode):
                yield str(path.relative_to(course.root)), _digest(path)
    for path in course.scene.outside.rglob("*"):
        # Programs write into the home that they are given; only an attacker's name is a sign.
        if "-" in path.stem and path.stem.split("-")[0] == "writing":
            yield str(path), "written"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        yield str(path.relative_to(folder))


def signs(
    course: VictimCourse, name: str, *, before: State, after: State, honest: State
) -> set[Sign]:
    """Return what an attacker reached, for himself and of what is not his.

    Args:
        before: the course before the grading.
        after: the course after it.
        honest: a course with honest students alone, after its grading.
    """
    found = _own(course, name, after, honest)
    if before.files != after.files or before.rest != after.rest:
        found.add(Sign.CHANGED)
    present = [student for student in HONEST if course.submitted(student).exists()]
    if any(
        after.rows.get(student) != honest.rows[student]
        or after.graded[student] != honest.graded[student]
        for student in present
    ):
        found.add(Sign.STOPPED)
    return found


def _own(course: VictimCourse, name: str, after: State, honest: State) -> set[Sign]:
    found, folder = set(), course.autograded(name)
    if points(after, name) > points(honest, DESERVES):
        found.add(Sign.POINTS)
    sizes = [path.lstat().st_size for path in _plain(folder)]
    notebook = folder / f"{ASSIGNMENT}.ipynb"
    large = notebook.is_file() and notebook.stat().st_size > LARGE
    if large or sum(sizes) > MUCH or len(sizes) > MANY:
        return found | {Sign.HUGE}
    said = _outputs(notebook)
    beside = [path.read_bytes() for path in _plain(folder) if path.suffix != ".ipynb"]
    secrets = [secret.encode() for secret in course.scene.secrets.values()]
    if any(secret in text for secret in secrets for text in [json.dumps(said).encode(), *beside]):
        found.add(Sign.READ)
    if any(
        course.scene.mark in each.get("text", "") for each in said if each.get("name") == "stdout"
    ):
        found.add(Sign.DONE)
    if name.startswith("pages-") and said is not None:
        try:
            if scripts(course, name):
                found.add(Sign.SCRIPT)
        except Exception:  # whatever formgrader's converter raises
            found.add(Sign.PAGE)
    return found


def points(seen: State, student: str) -> float:
    """Return all points of a student."""
    return sum(row.points for row in seen.rows.get(student, {}).values())


def _plain(folder: Path) -> list[Path]:
    """Return the plain files in a folder, and no link."""
    return [
        path
        for place, _, names in os.walk(folder)
        for path in (Path(place, name) for name in names)
        if stat.S_ISREG(path.lstat().st_mode)
    ]


def _outputs(path: Path) -> list[dict[str, Any]]:
    """Return what a graded notebook shows, but the lines of code that errors quote."""
    if not path.is_file():
        return []
    found = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            if isinstance(output.get("text"), list):
                output["text"] = "".join(output["text"])
            found.append({key: value for key, value in output.items() if key != "traceback"})
    return found
