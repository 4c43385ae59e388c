"""The demo class: every one of 24 students is given what each was made to deserve."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from nbgrader.api import Gradebook

from course.demo import report_figures, story
from course.demo.answers import KINDS, NAMES, Assignment, assignments
from course.demo.expectations import FILE
from course.demo.making import COURSE, NO_SANDBOX, see_to_the_sandbox
from course.demo.quiz_accounts import account
from course.demo.students import NOT_GRADED, SIZE, Flaw, demo_class
from quizkit.errors import SandboxError
from quizkit.grading.sandbox import bubblewrap
from soak import sampled

TESTS = Path(__file__).resolve().parents[1]
GRADE_TWO = """
import sys
from dataclasses import replace
from pathlib import Path
from course.demo import answers, making, students

folder = Path(sys.argv[1])
known = answers.assignments(folder)
two = students.demo_class(known)[:2]
few = [replace(each, works=each.works[: int(sys.argv[2])]) for each in two]
making.grade_without_sandbox(folder, few)
"""
IN_DUTCH = """
import sys
from pathlib import Path
from course.demo import making

making.make(Path(sys.argv[1]), language="nl", size=2, pages=False)
"""
ALL = (*NAMES, story.NAME)
GRADED = [flaw.value for flaw in Flaw if flaw not in NOT_GRADED]


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start ``make course``, which opens no JupyterLab, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "course.demo", str(folder), "--no-lab", *options],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def known() -> tuple[Assignment, ...]:
    """Return the assignments of the course, and the one of the demo class alone."""
    return (*assignments(COURSE), story.assignment(story.ADDED))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the course with the demo class, as the command does it, with few of the feedback."""
    folder = tmp_path_factory.mktemp("demo") / "course"
    making = start(folder, "--few-pages")
    said, _ = making.communicate()
    assert making.returncode == 0, said
    (folder.parent / "said").write_text(said)
    return folder


@pytest.fixture(scope="module")
def made(course: Path) -> dict[str, Any]:
    """Return what each student was made to answer: by student, by assignment."""
    read: dict[str, Any] = json.loads((course / FILE).read_text(encoding="utf-8"))["students"]
    return read


@pytest.fixture(scope="module")
def gradebook(course: Path) -> Iterator[Gradebook]:
    """Open the gradebook that grading left."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        yield book


def cells(submission: Any) -> dict[str, dict[str, Any]]:
    """Return what the gradebook has of each cell of a student's work."""
    return {
        grade.name: {
            "auto": grade.auto_score,
            "manual": grade.manual_score,
            "waits": grade.needs_manual_grade,
            "score": grade.score,
        }
        for grade in submission.notebooks[0].grades
    }


def scores(submission: Any) -> dict[str, tuple[float | None, float | None]]:
    """Return each cell's scores; nbgrader asks to look once more at what was marked by hand."""
    return {name: (cell["auto"], cell["manual"]) for name, cell in cells(submission).items()}


def test_every_cell_of_every_student_has_the_score_it_should_have(
    gradebook: Gradebook, made: dict[str, Any], known: tuple[Assignment, ...]
) -> None:
    """For 24 students, each cell's scores are those worked out from what was handed in."""
    found: dict[str, Any] = {student: {name: {} for name in ALL} for student in made}
    for name in ALL:
        for submission in gradebook.assignment_submissions(name):
            found[submission.student.id][name] = cells(submission)
    should = {s: {name: work["expected"] for name, work in w.items()} for s, w in made.items()}
    assert found == should
    graded = [cells for works in found.values() for cells in works.values() if cells]
    assert len(found) == SIZE
    assert len(graded) == (SIZE - 1) * len(ALL)  # one is absent
    assert {len(cells) for cells in graded} <= {len(each.points) for each in known}


def test_the_accounts_of_the_quizzes_add_up(known: tuple[Assignment, ...]) -> None:
    """What each question is worth adds up to what the demo answers say of the whole quiz."""
    for each in known:
        for kind, answer in each.answers.items():
            points = [account(each.name, kind, question) for question in answer.quiz]
            assert sum(points) == answer.expected["quiz"], (each.name, kind)


def test_every_way_to_answer_occurs(made: dict[str, Any], known: tuple[Assignment, ...]) -> None:
    """In graded work, each task and question is answered right, partly, wrong and not at all."""
    for each in known[: len(NAMES)]:
        works = [w[each.name] for w in made.values() if w[each.name]["flaw"] in GRADED]
        assert {kind for work in works for kind in work["tasks"].values()} == set(KINDS)
        assert {kind for work in works for kind in work["quiz"].values()} == set(KINDS)
        for task in each.tasks:
            kinds = {work["tasks"][task.name] for work in works}
            assert kinds >= {"perfect", "partial", "wrong"}, task.name
        for question in each.questions:
            kinds = {work["quiz"][question] for work in works}
            assert kinds >= {"perfect", "partial", "wrong"}, question


def test_the_late_are_late_and_nobody_else(gradebook: Gradebook, made: dict[str, Any]) -> None:
    """nbgrader counts as many seconds late as each was."""
    for name in ALL:
        for submission in gradebook.assignment_submissions(name):
            work = made[submission.student.id][name]
            assert submission.total_seconds_late == work["seconds_late"]
    late = [s for s, works in made.items() if any(w["seconds_late"] for w in works.values())]
    assert 3 <= len(late) <= 6


def test_every_flaw_occurs_and_stops_nothing(course: Path, made: dict[str, Any]) -> None:
    """Each thing that can go wrong went wrong for one, and what was graded has its feedback."""
    flaws = {s: {w["flaw"] for w in works.values() if w["flaw"]} for s, works in made.items()}
    assert sorted(f for each in flaws.values() for f in each) == sorted(f for f in Flaw if f)
    assert pages(course) == {
        (student, name)
        for student, works in made.items()
        for name, work in works.items()
        if work["flaw"] and work["flaw"] in GRADED
    }


def pages(course: Path) -> set[tuple[str, str]]:
    """Return the student and the assignment of each page of feedback."""
    return {path.parts[-3:-1] for path in course.glob("feedback/*/*/*.html")}


@pytest.mark.soak
def test_everybody_has_feedback(made: dict[str, Any], tmp_path: Path) -> None:
    """The command as `make course` starts it makes a page for each work that could be graded."""
    making = start(tmp_path / "course")
    said, _ = making.communicate()
    assert making.returncode == 0, said
    assert pages(tmp_path / "course") == {
        (student, name)
        for student, works in made.items()
        for name, work in works.items()
        if work["flaw"] in GRADED
    }


def test_the_instructor_has_something_left_to_mark(made: dict[str, Any]) -> None:
    """Most written answers are marked, and a few wait."""
    for name in ALL:
        cells = [c for works in made.values() for c in works[name]["expected"].values()]
        marked = sum(cell["manual"] is not None for cell in cells)
        waiting = sum(cell["waits"] and cell["auto"] is None for cell in cells)
        assert marked > 10
        assert 0 < waiting < marked


def test_the_students_are_marked_synthetic(course: Path, gradebook: Gradebook) -> None:
    """Names, files and the folder's own page say that nobody in the class exists."""
    names = {s.id: (s.first_name, s.last_name) for s in gradebook.students}
    assert names == {f"demo-{n:02}": ("Demo", f"Student {n:02}") for n in range(1, SIZE + 1)}
    assert "synthetic" in (course / "README.md").read_text(encoding="utf-8")
    assert json.loads((course / FILE).read_text(encoding="utf-8"))["synthetic"] is True


def test_the_assignments_are_handed_out(course: Path) -> None:
    """Each assignment is in the exchange, which is in the folder too."""
    handed_out = course.glob("exchange/*/outbound/*/*.ipynb")
    assert sorted(path.stem for path in handed_out) == sorted(ALL)


def test_the_command_says_how_it_goes(course: Path) -> None:
    """What ``quizkit grade`` says of each assignment, and the time it took."""
    said = (course.parent / "said").read_text()
    for name in ALL:
        assert f"\nGrading {name}\n" in said
        assert f"\n{name}: {SIZE - 1} submissions in " in said
    assert re.findall(r"^(demo-\d+) +refused ", said, re.MULTILINE) == ["demo-02", "demo-12"]
    assert "\nReady after " in said


@pytest.fixture(scope="module")
def reports(course: Path) -> dict[str, Any]:
    """Return what ``quizkit report`` says of each assignment, and leave its pages."""
    found = {}
    for name in ALL:
        command = [sys.executable, "-m", "quizkit", "report", name, "--json", "--names"]
        subprocess.run(command, cwd=course, check=True, capture_output=True)
        found[name] = json.loads((course / "reports" / f"{name}.json").read_text("utf-8"))
    return found


def by_name(report: dict[str, Any]) -> dict[str, Any]:
    """Return the questions of a report by the name that the demo class has for them."""
    return {re.split("[/:]", each["key"])[1]: each for each in report["questions"]}


def test_every_figure_of_a_question_is_that_of_pandas(
    reports: dict[str, Any], made: dict[str, Any], known: tuple[Assignment, ...]
) -> None:
    """Facility, its error, points lost and discrimination equal an independent computation."""
    for each in known:
        table = report_figures.points(made, each)
        worth = report_figures.most(table, each)
        test = report_figures.known_of(table)
        expected = report_figures.discrimination(test)
        found = by_name(reports[each.name])
        assert set(found) == set(table)
        for name, question in found.items():
            assert question["points"] == worth[name]
            assert question["facility"] == pytest.approx(table[name].mean() / worth[name], abs=1e-6)
            assert question["lost"] == pytest.approx(worth[name] - table[name].mean(), abs=1e-6)
            assert question["discrimination"] == (
                pytest.approx(expected[name], abs=1e-6) if name in test else None
            )
            if name in each.questions:
                shares = report_figures.groups(test, name)
                assert list(question["groups"].values()) == pytest.approx(shares, abs=1e-6)


def test_every_figure_of_the_class_is_that_of_pandas(
    reports: dict[str, Any], made: dict[str, Any], known: tuple[Assignment, ...]
) -> None:
    """Who handed in, was late or waits, the scores and alpha are as worked out apart."""
    for each in known:
        report, works = reports[each.name], report_figures.handed_in(made, each.name)
        everybody = [w[each.name] for w in made.values() if w[each.name]["expected"]]
        cells = [list(work["expected"].values()) for work in works.values()]
        totals = pd.Series([sum(cell["score"] for cell in row) for row in cells])
        assert report["handed_in"] == len(everybody) == SIZE - 1
        assert report["refused"] == len(everybody) - len(works)
        assert report["late"] == sum(work["seconds_late"] > 0 for work in everybody)
        unmarked = [[c["auto"] is None and c["manual"] is None for c in row] for row in cells]
        assert report["waiting"] == sum(map(any, unmarked))
        looked = [[c["waits"] and c["auto"] is not None for c in row] for row in cells]
        assert report["flagged"] == sum(map(any, looked))
        assert report["scores"]["mean"] == pytest.approx(totals.mean(), abs=1e-6)
        assert report["scores"]["deviation"] == pytest.approx(totals.std(), abs=1e-6)
        assert report["scores"]["median"] == pytest.approx(totals.median(), abs=1e-6)
        alpha = report_figures.alpha(report_figures.known_of(report_figures.points(made, each)))
        assert report["reliability"]["alpha"] == pytest.approx(alpha, abs=1e-6)


def test_every_option_is_counted(
    reports: dict[str, Any], made: dict[str, Any], known: tuple[Assignment, ...], course: Path
) -> None:
    """How many chose each option, or left it open, is what they were made to answer."""
    checked = 0
    for each in known:
        [path] = course.glob(f"keys/*{each.name}.yaml")
        key = yaml.safe_load(path.read_text("utf-8"))
        found = by_name(reports[each.name])
        for question in (q for q in key["questions"] if q["type"] == "choice"):
            counts = report_figures.counts(made, each, question["id"])
            for option in question["options"]:
                said = option["text"]
                text = said if isinstance(said, str) else said["en"]
                hashed = hashlib.sha256(f"{question['id']}\0{text}".encode()).hexdigest()[:8]
                [answer] = [
                    a
                    for a in found[question["id"]]["answers"]
                    if re.sub(r"\W", "", a["answer"]) == re.sub(r"\W", "", text)
                ]
                assert answer["count"] == counts.get(hashed, 0)
                checked += answer["count"]
            assert found[question["id"]]["unanswered"] == counts.get(None, 0)
    assert checked > 100


def test_the_report_changes_nothing(course: Path, reports: dict[str, Any]) -> None:
    """Once more, it says the same, with the same numbers for students, and leaves the gradebook."""
    before = (course / "gradebook.db").read_bytes()
    command = [sys.executable, "-m", "quizkit", "report", "demands", "--json", "--names"]
    subprocess.run(command, cwd=course, check=True, capture_output=True)
    again = json.loads((course / "reports" / "demands.json").read_text("utf-8"))
    assert again | {"made": ""} == reports["demands"] | {"made": ""}
    assert (course / "gradebook.db").read_bytes() == before


def test_a_seed_gives_one_class(known: tuple[Assignment, ...]) -> None:
    """The same seed gives the same class, another seed another."""
    assert demo_class(known, 1) == demo_class(known, 1)
    assert demo_class(known, 1) != demo_class(known, 2)


def test_what_is_expected_knows_nothing_of_the_scoring() -> None:
    """Working out what each should get loads neither nbgrader nor quizkit."""
    code = "import sys, course.demo.expectations, course.demo.report_figures\nprint(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert {name.partition(".")[0] for name in done.stdout.split()} & {
        "nbgrader",
        "quizkit",
    } == set()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """A folder that is not empty is left alone, in a sentence that says what to do."""
    (tmp_path / "mine.txt").write_text("mine")
    making = start(tmp_path)
    said, _ = making.communicate()
    assert making.returncode == 2
    assert said.count("\n") == 1
    assert "make course COURSE=folder" in said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_when_stopped_it_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C while students are being graded ends every process, and removes what was made."""
    with start(tmp_path / "course") as making:
        assert making.stdout is not None
        for line in making.stdout:
            if line.startswith("Grading"):
                break
        os.killpg(making.pid, signal.SIGINT)
        said = making.stdout.read()
    assert making.returncode == 130
    assert "Traceback" not in said
    assert "nothing is left" in said
    assert not (tmp_path / "course").exists()


def test_where_there_is_no_sandbox_the_settings_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without bubblewrap the copy's settings turn the sandbox off; with it nothing is changed."""
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\n")
    assert see_to_the_sandbox(tmp_path)
    assert config.read_text() == "c = get_config()\n"

    def missing(_: object) -> None:
        raise SandboxError("there is none")

    monkeypatch.setattr(bubblewrap, "in_sandbox", missing)
    assert not see_to_the_sandbox(tmp_path)
    assert config.read_text().endswith("\nc.SandboxProvisioner.sandbox = False\n")


@pytest.mark.parametrize("works", sampled([1, len(NAMES)], 1))
def test_where_there_is_no_sandbox_nbgrader_gives_the_same(
    course: Path, gradebook: Gradebook, tmp_path: Path, works: int
) -> None:
    """Graded by nbgrader itself, without a sandbox, a student has the same scores."""
    copy = tmp_path / "course"
    shutil.copytree(course, copy, ignore=shutil.ignore_patterns("autograded"))
    (copy / "nbgrader_config.py").write_text(
        (course / "nbgrader_config.py").read_text() + NO_SANDBOX
    )
    done = subprocess.run(
        [sys.executable, "-c", GRADE_TWO, str(copy), str(works)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Grading demo-01: timeline " in done.stdout
    assert "Grading demo-02: timeline not graded (the notebook is cut off" in done.stdout
    with Gradebook(f"sqlite:///{copy / 'gradebook.db'}") as book:
        for name in NAMES[:works]:
            expected = scores(gradebook.find_submission(name, "demo-01"))
            assert scores(book.find_submission(name, "demo-01")) == expected


def test_the_class_works_in_dutch_too(tmp_path: Path) -> None:
    """Two of the class, in Dutch: the same answers have the same scores."""
    folder = tmp_path / "course"
    done = subprocess.run(
        [sys.executable, "-c", IN_DUTCH, str(folder)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    should = json.loads((folder / FILE).read_text(encoding="utf-8"))["students"]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        for student, works in should.items():
            for name, work in works.items():
                if work["flaw"] in GRADED:
                    found = book.find_submission(name, student)
                    assert cells(found) == work["expected"], (student, name)
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# Een proefklas")
