"""From each school's system into nbgrader, and as marks back into it, by the commands alone."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from nbgrader.api import Gradebook

from desk.incoming import moodle, zipped
from desk.odd_names import names
from grading.graded_class import GradedClass, Run, start

pytestmark = pytest.mark.slow

CLASS = '''\
id,first_name,last_name,email,login,number,lms_user_id
ann,Ann,de Wit,ann.dewit@school.nl,ann,1001,501
bob,"Bob ""Bobby""","Ross, jr.",b.ross@school.nl,bob,1002,502
zoe,Zoë,van 't Hooft,zoe@school.nl,zoe,1003,503
eve,Eve,Late,eve@school.nl,eve,1004,504
dan,Dan,Absent,dan@school.nl,dan,1005,505
'''
RIGHT = "    return (last - first).days"
WORK = {"ann": RIGHT, "bob": "    return 3", "zoe": RIGHT, "eve": RIGHT}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """Return a course with its class list, its assignment generated; tests work on copies."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    made = GradedClass.made(tmp_path_factory.mktemp("desk") / "course", os.environ | {"PATH": path})
    (made.root / "students.csv").write_text(CLASS, encoding="utf-8")
    return made


def work(course: GradedClass, student: str) -> dict[str, bytes]:
    """Return what a student made of the release."""
    notebook = json.loads((course.root / "release/rivers/rivers.ipynb").read_text())
    cell = next(c for c in notebook["cells"] if "def days_between" in "".join(c["source"]))
    cell["source"] = f"def days_between(first, last):\n{WORK[student]}\n"
    return {"rivers.ipynb": json.dumps(notebook).encode()}


def of_moodle(course: GradedClass) -> dict[str, Any]:
    """Return Moodle's download."""
    named = {"Ann de Wit": "ann", "Bob _Bobby_ Ross, jr.": "bob", "Zoë van 't Hooft": "zoe"}
    return moodle(
        {(name, 7000 + n): work(course, who) for n, (name, who) in enumerate(named.items())}
    )


def of_canvas(course: GradedClass) -> dict[str, Any]:
    """Return Canvas's download."""
    named = {
        "dewitann_501_9001_rivers.ipynb": "ann",
        "rossjrbobbobby_LATE_502_9002_rivers-1.ipynb": "bob",
        "vanthooftzoë_503_9003_rivers (2).ipynb": "zoe",
    }
    return {name: work(course, who)["rivers.ipynb"] for name, who in named.items()}


def of_brightspace(course: GradedClass) -> dict[str, Any]:
    """Return Brightspace's download."""
    named = {
        "31-9 - Ann de Wit - Jan 14, 2022 505 PM": "ann",
        "32-9 - Bob Bobby Ross, jr. - Jan 14, 2022 506 PM": "bob",
        "33-9 - Zoë van 't Hooft - Jan 14, 2022 507 PM": "zoe",
    }
    pages = {"index.html": b"<html></html>"}
    return pages | {
        f"{name}/rivers.ipynb": work(course, who)["rivers.ipynb"] for name, who in named.items()
    }


def of_mail(course: GradedClass) -> dict[str, Any]:
    """Return ZIP files that came by mail, all in one."""
    named = {"ann.zip": "ann", "rivers bob.zip": "bob", "Zoe van t Hooft.zip": "zoe"}
    return {name: zipped(work(course, who)) for name, who in named.items()}


DOWNLOADS = {
    "moodle": of_moodle,
    "canvas": of_canvas,
    "brightspace": of_brightspace,
    "xlsx": of_mail,
}
EXPECTED = {"ann": 7.3, "bob": 5.5, "zoe": 7.3}  # 7 and 5 of 10 points, by the N-term 1.0


def command(course: GradedClass, *arguments: str) -> Run:
    """Run a command in the course's folder."""
    return start(*arguments, folder=course.root).end()


def mark_by_hand(course: GradedClass) -> None:
    """Give everybody but Eve points for what a person reads: 5 of 5 and no quiz."""
    with closing(Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "small")) as gradebook:
        for student in ("ann", "bob", "zoe"):
            submission = gradebook.find_submission("rivers", student)
            (notebook,) = submission.notebooks
            for grade in notebook.grades:
                if grade.needs_manual_grade or grade.name in ("basin", "essay", "quiz"):
                    grade.manual_score = grade.max_score if grade.name != "quiz" else 1.0
                    grade.needs_manual_grade = False
        gradebook.db.commit()


def read_moodle(path: Path) -> dict[str, float]:
    """Return the marks in Moodle's file by the students' accounts."""
    frame = pd.read_csv(path)
    assert list(frame) == ["Email address", "ID number", "Username", "Rivers"]
    return dict(zip(frame["Username"], frame["Rivers"], strict=True))


def read_canvas(path: Path) -> dict[str, float]:
    """Return the marks in Canvas's file by Canvas's own numbers, as its importer reads them."""
    by_number = {501: "ann", 502: "bob", 503: "zoe"}
    with path.open(encoding="utf-8", newline="") as file:
        possible, *others = list(csv.DictReader(file))
    assert "Points Possible" in possible["Student"]
    assert float(possible["Rivers"]) == 10
    assert others[1]["Student"] == 'Ross, jr., Bob "Bobby"'
    return {by_number[int(row["ID"])]: float(row["Rivers"]) for row in others}


def read_brightspace(path: Path) -> dict[str, float]:
    """Return the marks in Brightspace's file by the students' accounts."""
    frame = pd.read_csv(path)
    assert set(frame["End-of-Line Indicator"]) == {"#"}
    return dict(zip(frame["Username"], frame["Rivers Points Grade"], strict=True))


def read_xlsx(path: Path) -> dict[str, float]:
    """Return the marks in a workbook by the students' ids."""
    head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    place = head.index("Rivers mark")
    return {str(row[0]): float(str(row[place])) for row in rows if row[place] is not None}


READERS: Mapping[str, Callable[[Path], dict[str, float]]] = {
    "moodle": read_moodle,
    "canvas": read_canvas,
    "brightspace": read_brightspace,
    "xlsx": read_xlsx,
}


@pytest.mark.parametrize("system", READERS)
def test_there_and_back(system: str, course: GradedClass, tmp_path: Path) -> None:
    """A download goes in, is graded and marked, and its marks come out for the same students."""
    term = course.copied(tmp_path / "course")
    inside = DOWNLOADS[system](course)
    if system == "xlsx":
        download = tmp_path / "mail"
        download.mkdir()
        for name, data in inside.items():
            (download / name).write_bytes(data)
    else:
        download = tmp_path / "download.zip"
        download.write_bytes(zipped(inside))
    came = command(term, "collect", "rivers", str(download))
    assert came.code == 0, came.said
    assert "rivers: 3 new, 0 newer than before, 0 as before, 0 left out." in came.printed
    assert "Not handed in (2): Eve Late, Dan Absent." in came.printed
    term.hand_in("eve")
    assert term.grade().code == 0
    mark_by_hand(term)
    arguments = ("marks", "rivers", "--for", system, "--scale", "nterm=1.0")
    gone = command(term, *arguments, "--column", "rivers=Rivers")
    assert gone.code == 0, gone.said
    path = term.root / gone.printed.strip().removeprefix("Written: ")
    assert READERS[system](path) == EXPECTED
    assert "rivers: 3 of 5 have a mark." in gone.said
    assert "Waiting for marks by hand (1): Eve Late." in gone.said
    assert "Not handed in (1): Dan Absent." in gone.said
    again = command(term, *arguments)
    assert again.code == 2
    assert f"{path.name} is there already, and stays" in again.said


def test_nbgraders_own_export(course: GradedClass, tmp_path: Path) -> None:
    """``nbgrader export`` with our exporter writes what ``quizkit marks`` writes."""
    from course import nbgrader_command

    term = course.copied(tmp_path / "course")
    term.hand_in("ann")
    assert term.grade().code == 0
    mark_all = "update grade set manual_score = 1, needs_manual_grade = 0"
    term.change(mark_all)
    assert command(term, "marks", "rivers", "--for", "moodle", "--to", "own.csv").code == 0
    log = tmp_path / "export.log"
    nbgrader_command.start(
        "export",
        "--exporter=quizkit.desk.marks.exporter.MarksExporter",
        "--MarksExporter.system=moodle",
        "--to=theirs.csv",
        folder=term.root,
        environment=os.environ,
        log=log,
    ).end()
    theirs = (term.root / "theirs.csv").read_text(encoding="utf-8")
    assert theirs == (term.root / "own.csv").read_text(encoding="utf-8")
    assert "ann.dewit@school.nl" in theirs
    assert "Not handed in (4)" in log.read_text()


def test_two_hundred_odd_names(course: GradedClass, tmp_path: Path) -> None:
    """A class of odd names comes out of a class list that was itself such a table."""
    term = course.copied(tmp_path / "course")
    with (term.root / "students.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "last_name", "first_name"])
        odd = [name for name in names() if name == name.strip() and not name.startswith("'")]
        out.writerows([f"s{place}", name, "Ann"] for place, name in enumerate(odd))
    assert command(term, "marks", "rivers", "--for", "xlsx", "--missing", "1").code == 0
    head, *rows = (
        openpyxl.load_workbook(term.root / "rivers.xlsx").worksheets[0].iter_rows(values_only=True)
    )
    assert head[1] == "last_name"
    found = [str(row[1]) for row in rows]
    assert found == [name.replace("\r\n", "\n").replace("\r", "\n") for name in odd]


MISTAKES = [
    (("collect", "rivrs", "x.zip"), "There is no assignment 'rivrs'; did you mean 'rivers'?"),
    (("marks", "rivers", "--scale", "letters"), "'letters' is no scale; there are:"),
    (("marks", "rivers", "--to", "no/such/folder/x.csv"), "cannot be written"),
    (("collect", "rivers", "x.zip", "--as", "x.zip=noone"), "There is no student 'noone'"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_mistakes_are_sentences(arguments: tuple[str, ...], said: str, course: GradedClass) -> None:
    """A mistake of the teacher is one sentence, exit code 2, and nothing written."""
    before = sorted(course.root.rglob("*"))
    run = command(course, *arguments)
    assert run.code == 2
    assert said in run.said
    assert run.said.count("\n") == 1
    assert sorted(course.root.rglob("*")) == before
