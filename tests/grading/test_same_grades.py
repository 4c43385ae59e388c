"""``quizkit grade`` and ``nbgrader autograde`` leave the same gradebook and the same notebooks.

A class whose work shows every way in which honest work differs, on SQLite and on PostgreSQL, graded
once, and once more after some were marked by hand and one handed in anew; and some students of the
demo class.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from course import nbgrader_command
from course.demo.answers import NAMES, assignments
from course.demo.handing_in import hand_in
from course.demo.making import COURSE
from course.demo.students import NOT_GRADED, SEED, demo_class
from course.graded_course import record, right
from course.school import LEFT_OUT
from grading import postgres
from grading.graded_class import ASSIGNMENT, RIGHT, GradedClass, start
from grading.printed import together
from grading.test_postgresql import rows
from quizkit.course.answer_keys import Keys
from quizkit.grading.submission.sanitizing import SanitizeStudentsWork
from soak import sampled

pytestmark = pytest.mark.slow
ENVIRONMENT = os.environ | {
    "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
}
FEW = 2  # students of the demo class, of each assignment
SHOWN = """\
    print("counting", end="")
    print(first, file=__import__("sys").stderr)
    from IPython.display import HTML, display
    import pandas as pd
    display(HTML("<b>three</b>"), pd.DataFrame({"day": [first, last]}))
    return (last - first).days"""
STUDENTS: dict[str, dict[str, Any]] = {
    "ann": {"work": RIGHT, "quiz": True, "essay": "The Danube: a > b & c < d\n\n> a quotation"},
    "bob": {"work": "    return 3", "quiz": True, "essay": "de *Donau*", "late": True},
    "cas": {},  # hands in what was released
    "dot": {"work": "    raise ValueError(first)", "essay": ""},
    "eve": {"work": SHOWN, "quiz": "ann", "files": {"notes.txt": "a", "data/rivers.csv": "b,c"}},
    "fay": {"work": "  return (", "quiz": False, "added": ["1 + 1", "import os\nos.getcwd"]},
    "gus": {"work": "    return None", "removed": "essay"},
    "hal": {"work": RIGHT, "metadata": {
        "widgets": {"x": {}}, "kernelspec": {"name": "conda-env-me-py", "display_name": "Mine"},
    }},
    "ida": {"work": RIGHT, "first": [
        "input('How many?')", "import asyncio\nawait asyncio.sleep(0)",
        "asyncio.run(asyncio.sleep(0))",
        "class Deep:\n    def __repr__(self):\n        return self.__repr__()\n\nDeep()",
    ]},
}  # fmt: skip


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run an nbgrader command in a course."""
    log = folder.with_suffix(".log")
    return nbgrader_command.start(*arguments, folder=folder, environment=ENVIRONMENT, log=log).end()


def submit(course: GradedClass, student: str, about: Mapping[str, Any]) -> None:
    """Hand in as this student does."""
    folder = course.submission(student)
    course.hand_in(student, about.get("work", "    ..."))
    path = folder / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text())
    if "work" not in about:
        shutil.copy(course.root / "release" / ASSIGNMENT / path.name, path)
        notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "essay" and "essay" in about:
            cell["source"] = about["essay"]
    notebook["cells"] = [cell for cell in notebook["cells"] if about.get("removed") not in
                         cell["metadata"].get("nbgrader", {}).values()]  # fmt: skip
    first, last = ([_code(source) for source in about.get(at, ())] for at in ("first", "added"))
    notebook["cells"] = [*first, *notebook["cells"], *last]
    notebook["metadata"] |= about.get("metadata", {})
    path.write_text(json.dumps(notebook))
    if quiz := about.get("quiz"):
        key = Keys(course.root).load("rivers")
        learner = quiz if isinstance(quiz, str) else student
        answers = json.dumps(record(key, right(key), learner))
        (folder / "answers").mkdir()
        (folder / "answers" / "rivers.json").write_text(answers)
    for name, text in about.get("files", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    hour = 13 if about.get("late") else 11
    (folder / "timestamp.txt").write_text(f"2022-01-13 {hour}:30:00.250000 UTC")


def _code(source: str) -> dict[str, Any]:
    made = {"id": f"added-{abs(hash(source))}", "cell_type": "code", "metadata": {}}
    return made | {"source": source, "outputs": [], "execution_count": None}


@pytest.fixture(scope="module")
def handed_in(
    generated_class: GradedClass, tmp_path_factory: pytest.TempPathFactory
) -> GradedClass:
    """Return the class with everybody's work in it, before it is graded."""
    course = generated_class.copied(tmp_path_factory.mktemp("same") / "course")
    nbgrader(course.root, "db", "assignment", "add", ASSIGNMENT, "--duedate=2022-01-13 12:00 UTC")
    for student, about in STUDENTS.items():
        submit(course, student, about)
    return course


@pytest.fixture(scope="module")
def by_nbgrader(handed_in: GradedClass) -> tuple[GradedClass, str]:
    """Return the class as nbgrader grades it, and the address of its gradebook."""
    course = handed_in.copied(handed_in.root.parent / "nbgrader")
    nbgrader(course.root, "autograde", ASSIGNMENT)
    return course, f"sqlite:///{course.root / 'gradebook.db'}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def by_quizkit(
    request: pytest.FixtureRequest, handed_in: GradedClass, postgresql: postgres.Server
) -> tuple[GradedClass, str]:
    """Return the class as quizkit grades it, in SQLite and in PostgreSQL."""
    course = handed_in.copied(handed_in.root.parent / request.param)
    url = f"sqlite:///{course.root / 'gradebook.db'}"
    if request.param == "postgresql":
        url = postgresql.database()
        with (course.root / "nbgrader_config.py").open("a") as config:
            config.write(f"c.CourseDirectory.db_url = {url!r}\n")
        due = ("db", "assignment", "add", ASSIGNMENT, "--duedate=2022-01-13 12:00 UTC")
        nbgrader(course.root, *due)
        nbgrader(course.root, "generate_assignment", ASSIGNMENT, "--force")
    report = course.grade().report
    became = {each["student"]: each["status"] for each in report["submissions"]}
    assert became == dict.fromkeys(STUDENTS, "graded") | {
        "ann": "flagged", "eve": "flagged", "gus": "flagged"
    }, report  # fmt: skip
    return course, url


def tables(url: str) -> dict[str, list[str]]:
    """Return every table's rows, for people to read where they differ."""
    return {table: each for table, each in rows(url).items() if each}


def notebooks(course: Path) -> Iterator[tuple[str, Any]]:
    """Yield the graded notebooks, without times, random ids and pieces of printed text."""
    for path in sorted(course.glob("autograded/*/*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
            cell.pop("id", None)
            cell.get("outputs", [])[:] = together(cell.get("outputs", []))
        yield path.relative_to(course).as_posix(), notebook


def cleaned(notebook: Any) -> Any:
    """Return a notebook with its HTML as the sanitizer writes it, but for quizkit's accounts."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ours = any("quizkit" in output.get("metadata", {}) for output in cell.outputs)
            step = SanitizeStudentsWork()
            cell.outputs = cell.outputs if ours else [step.cleaned(o) for o in cell.outputs]
    return notebook


def files(course: Path) -> set[str]:
    """Return the names of all files that grading left."""
    return {str(path.relative_to(course)) for path in course.glob("autograded/**/*")}


def assert_same(theirs: Path, ours: Path) -> None:
    """Compare what two gradings left in a course's folders."""
    assert files(ours) == files(theirs)
    expected = dict(notebooks(theirs))
    for name, notebook in notebooks(ours):
        assert notebook == cleaned(expected[name]), name


def test_the_gradebooks_are_equal(
    by_nbgrader: tuple[GradedClass, str], by_quizkit: tuple[GradedClass, str]
) -> None:
    """Every row of every table is the same, but for random ids."""
    expected = tables(by_nbgrader[1])
    assert len(expected["grade"]) == 4 * len(STUDENTS)
    assert tables(by_quizkit[1]) == expected


def test_the_notebooks_are_equal(
    by_nbgrader: tuple[GradedClass, str], by_quizkit: tuple[GradedClass, str]
) -> None:
    """Graded notebooks and the files beside them are the same, but for times and cleaning."""
    assert_same(by_nbgrader[0].root, by_quizkit[0].root)


def go_on(course: GradedClass, url: str) -> None:
    """Mark some by hand, and have one hand in anew."""
    with Gradebook(url, "small") as gradebook:
        for student in ("ann", "bob"):
            grade = gradebook.find_grade("essay", ASSIGNMENT, ASSIGNMENT, student)
            grade.manual_score, grade.needs_manual_grade = 0.5, False
        gradebook.find_comment("essay", ASSIGNMENT, ASSIGNMENT, "bob").manual_comment = "Mooi."
        gradebook.db.commit()
    shutil.rmtree(course.submission("dot"))
    submit(course, "dot", STUDENTS["bob"])


@pytest.fixture(scope="module")
def by_nbgrader_again(by_nbgrader: tuple[GradedClass, str]) -> tuple[GradedClass, str]:
    """Return the class after it went on, as nbgrader grades it once more."""
    course = by_nbgrader[0].copied(by_nbgrader[0].root.with_name("nbgrader-2"))
    url = f"sqlite:///{course.root / 'gradebook.db'}"
    go_on(course, url)
    nbgrader(course.root, "autograde", ASSIGNMENT, "--force")
    return course, url


def test_they_stay_equal(
    by_nbgrader_again: tuple[GradedClass, str], by_quizkit: tuple[GradedClass, str]
) -> None:
    """Also when some are marked by hand, one hands in anew, and everybody is graded once more."""
    go_on(*by_quizkit)
    assert by_quizkit[0].grade("--force").report["totals"]["failed"] == 0
    assert tables(by_quizkit[1]) == tables(by_nbgrader_again[1])
    assert_same(by_nbgrader_again[0].root, by_quizkit[0].root)


def demo(root: Path, name: str) -> Path:
    """Return the shipped course with some of the demo class's work on an assignment, ungraded."""
    shutil.copytree(COURSE, root, ignore=LEFT_OUT)
    nbgrader(root, "generate_assignment", name)
    known = assignments(root)
    handed_in = (
        (student, work)
        for student in demo_class(known, SEED)
        if (work := student.works[NAMES.index(name)]).flaw not in NOT_GRADED
    )
    for student, work in islice(handed_in, FEW):
        hand_in(root, student, work, known[NAMES.index(name)])
    return root


@pytest.mark.parametrize("assignment", sampled(NAMES, 1))
def test_the_demo_class_gets_the_same(tmp_path: Path, assignment: str) -> None:
    """The shipped course's work is graded the same, cell by cell."""
    theirs = demo(tmp_path / "nbgrader", assignment)
    ours = Path(shutil.copytree(theirs, tmp_path / "quizkit"))
    nbgrader(theirs, "autograde", assignment)
    run = start("grade", assignment, "--json", folder=ours).end()
    assert run.code == 0, run.said
    urls = [f"sqlite:///{course / 'gradebook.db'}" for course in (theirs, ours)]
    assert len(list(theirs.glob(f"autograded/*/{assignment}"))) == FEW
    assert tables(urls[0])["grade"]
    assert tables(urls[1]) == tables(urls[0])
    assert_same(theirs, ours)
