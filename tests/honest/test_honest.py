"""Honest work is never docked: every point is as nbgrader gives it, whatever a student has set.

Quick: one class with an eighteenth of the stock, on forked kernels, beside what nbgrader is on
record to give; and a few of its cells on ordinary kernels, and without the sandbox. Marked
``soak``: all of it on each kind, as root and as another user, and nbgrader itself once more.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from course.small_course import find_commands
from grading.graded_class import start
from grading.ordinary_user import CHROOTED, KINDS, USER, command_of
from grading.test_postgresql import rows
from honest.school import School, by_nbgrader
from honest.stock import PLAIN, bent, cells, expected, recorded
from soak import sampled

pytestmark = pytest.mark.slow
SECONDS_EACH = 60  # an ordinary kernel, on a busy machine
FEW = {
    PLAIN,
    "names-list-as-a-list",
    "names-max-wrongly-written",
    "numbers-interactivity-none",
    "settings-debugger-on",
    "settings-precision-1",
    "widgets-interact",
}


# An import that starts a thread: no kernel can be forked then.
THREAD = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Return the course, to which nobody has handed in yet."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        return School.made(tmp_path_factory.mktemp("honest") / "school")


def differences(given: dict[str, list[float]], names: set[str]) -> dict[str, object]:
    """Return where points are not what they must be: what they are, and what they must be."""
    must = expected()
    return {n: (given.get(n), must[n]) for n in sorted(names) if given.get(n) != must[n]}


def graded(school: School, names: set[str], folder: Path, *options: str) -> dict[str, list[float]]:
    """Hand in and grade these cells in a copy of the course; give the points by student."""
    course = school.copied(folder / "course")
    course.hand_in(names)
    run = start("grade", "sums", "--json", *options, folder=course.root)
    run.end(SECONDS_EACH * len(names))
    assert set(run.became().values()) <= {"graded", "flagged"}, run.said
    return course.points()


def without_forking(patch: pytest.MonkeyPatch, school: School, folder: Path) -> School:
    """Return a copy of the course whose assignment imports what cannot be forked."""
    (folder / "site-packages").mkdir()
    (folder / "site-packages" / "starts_a_thread.py").write_text(THREAD)
    patch.syspath_prepend(folder / "site-packages")
    course = school.copied(folder / "school")
    source = course.root / "source" / "sums" / "sums.ipynb"
    text = source.read_text("utf-8")
    source.write_text(text.replace("def add", "import starts_a_thread\\ndef add", 1), "utf-8")
    return course


def test_the_stock_is_on_record() -> None:
    """What nbgrader gives is on record for every cell; ``python -m honest`` writes it."""
    assert set(recorded()) == {PLAIN, *cells()}


@pytest.mark.parametrize("every", sampled([18, 1], 1))
def test_no_honest_cell_costs_a_point(school: School, tmp_path: Path, every: int) -> None:
    """With a cell of the stock, before the tests and at the end, every test has its points."""
    names = set(sorted(recorded())[::every])
    assert differences(graded(school, names, tmp_path), names) == {}


def test_on_an_ordinary_kernel(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few cells of each kind cost nothing on an ordinary kernel in the sandbox."""
    course = without_forking(monkeypatch, school, tmp_path)
    assert differences(graded(course, FEW, tmp_path), FEW) == {}


def test_without_the_sandbox(school: School, tmp_path: Path) -> None:
    """A few cells of each kind cost nothing without the sandbox."""
    assert differences(graded(school, FEW, tmp_path, "--no-sandbox"), FEW) == {}


@pytest.mark.soak
@pytest.mark.parametrize("kernel", ["ordinary", "no sandbox"])
def test_all_on_other_kernels(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kernel: str
) -> None:
    """No cell of the stock costs a point on an ordinary kernel, or without the sandbox."""
    names = set(recorded())
    if kernel == "ordinary":
        school = without_forking(monkeypatch, school, tmp_path)
    options = ("--no-sandbox",) if kernel == "no sandbox" else ()
    assert differences(graded(school, names, tmp_path, *options), names) == {}


@pytest.mark.soak
@pytest.mark.parametrize("kind", sorted({*KINDS} - {*CHROOTED}))
def test_all_by_the_command(school: School, kind: str) -> None:
    """No cell of the stock costs a point as typed in a terminal, by root or by another user."""
    names, command = set(recorded()), [sys.executable, "-m", "quizkit", "grade", "sums"]
    with TemporaryDirectory() as folder:  # nobody else is let into those of the tests
        course = school.copied(Path(folder) / "course")
        course.hand_in(names)
        if os.geteuid() == 0 and kind == "user":
            for path in (Path(folder), *Path(folder).rglob("*")):
                os.chown(path, USER, USER)
        subprocess.run(command_of(kind, command), cwd=course.root, check=True)
        assert differences(course.points(), names) == {}


@pytest.fixture(scope="module")
def halves(school: School, tmp_path_factory: pytest.TempPathFactory) -> tuple[School, School]:
    """Return the class with the whole stock as nbgrader grades it, in two halves."""
    course = school.copied(tmp_path_factory.mktemp("nbgrader") / "course")
    course.hand_in(recorded())
    return by_nbgrader(course)


@pytest.mark.soak
def test_nbgrader_gives_what_is_on_record(halves: tuple[School, School]) -> None:
    """Graded once more by nbgrader, every cell has the points that are on record."""
    assert halves[0].points() | halves[1].points() == recorded()


@pytest.mark.soak
def test_every_row_is_as_nbgraders(
    school: School, halves: tuple[School, School], tmp_path: Path
) -> None:
    """Every row of every table is nbgrader's, but for those to whom nbgrader gives other points.

    What is flagged has its points, and waits to be looked at.
    """
    names = set(recorded())
    course = school.copied(tmp_path / "course")
    course.hand_in(names)
    assert set(start("grade", "sums", "--json", folder=course.root).end().became()) == names
    theirs = [_rows_of_others(half.db_url) for half in halves]
    expected = {table: theirs[0][table] | theirs[1][table] for table in theirs[0]}
    assert _rows_of_others(course.db_url) == expected


def _rows_of_others(db_url: str) -> dict[str, set[str]]:
    """Return each table's rows, without those of students to whom nbgrader gives other points."""
    theirs = re.compile(rf"'(?:{'|'.join(bent())})\\*'")
    waits = re.compile(r", 'needs_manual_grade': \w+")
    return {
        table: {waits.sub("", row) for row in found if not theirs.search(row)}
        for table, found in rows(db_url).items()
    }
