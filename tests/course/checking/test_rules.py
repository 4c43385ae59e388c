"""What `quizkit check` says of an nbgrader course: each rule, on a copy in which it is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course import small_course
from quizkit.checking.examination import examine
from quizkit.course.checking.rules import check_assignment, check_course
from quizkit.course.checking.solutions_run import check_reference
from quizkit.course.checking.source_notebook import read_source
from quizkit.course.folder import layout_of

Cells = list[dict[str, Any]]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course that keeps all rules."""
    return small_course.lay_out(tmp_path / "course")


def change(course: Path, edit: Callable[[Cells], object]) -> Path:
    """Change the cells of the assignment, and give its notebook."""
    path = course / "source" / "rivers" / "rivers.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content["cells"])
    return small_course.write(path, content)


def found(course: Path) -> list[str]:
    """Return what is found without running anything."""
    layout = layout_of(course)
    folder = course / "source" / "rivers"
    problems = [*check_course(layout), *check_assignment(folder, layout)]
    return [str(problem) for problem in problems]


def ran(course: Path) -> list[str]:
    """Return what is found by running the assignment with its own solutions."""
    path = course / "source" / "rivers" / "rivers.ipynb"
    notebook = read_source(path, layout_of(course))
    assert notebook
    return [str(problem) for problem in check_reference(notebook)]


def named(cells: Cells, name: str) -> dict[str, Any]:
    """Return the cell of a grade id."""
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def settings(cells: Cells, name: str) -> dict[str, Any]:
    """Return nbgrader's settings of a cell."""
    given: dict[str, Any] = named(cells, name)["metadata"]["nbgrader"]
    return given


def add(name: str, text: str) -> Callable[[Cells], object]:
    """Add lines to a cell."""
    return lambda cells: named(cells, name).update(source=named(cells, name)["source"] + text)


BROKEN: dict[str, tuple[Callable[[Cells], object], str]] = {
    "no points": (
        lambda cells: settings(cells, "days-test").pop("points"),
        "cell 'days-test': it is graded but has no points",
    ),
    "points that are a word": (
        lambda cells: settings(cells, "days-test").update(points="2"),
        "cell 'days-test': it is graded but has no points",
    ),
    "zero points": (
        lambda cells: settings(cells, "days-test").update(points=0),
        "advice: cell 'days-test': it is graded for 0 points",
    ),
    "an id twice": (
        lambda cells: settings(cells, "essay").update(grade_id="quiz"),
        "cell 'quiz': the id is used twice",
    ),
    "no id": (
        lambda cells: settings(cells, "essay").pop("grade_id"),
        "cell 8: it has no id that nbgrader takes",
    ),
    "an id that is none": (
        lambda cells: settings(cells, "essay").update(grade_id="my essay"),
        "it has no id that nbgrader takes",
    ),
    "another total": (
        lambda cells: settings(cells, "essay").update(points=3),
        "it announces 10 points, and the cells give 12",
    ),
    "no total": (
        lambda cells: named(cells, "intro").update(source="# Rivers"),
        "it does not say how many points there are; write 'Total: 10 points'",
    ),
    "a Dutch total": (
        lambda cells: named(cells, "intro").update(source="# R\n\n**Totaal**: 9,5 punten"),
        "it announces 9,5 points, and the cells give 10",
    ),
    "a test that prints to stderr": (
        add("days-test", "import sys\nprint('done', file=sys.stderr)\n"),
        "cell 'days-test': it prints to stderr",
    ),
    "a test that warns": (
        add("days-test", "import warnings\nwarnings.warn('slow')\n"),
        "cell 'days-test': it prints to stderr",
    ),
    "a test that is no code": (
        add("days-test", "assert (\n"),
        "cell 'days-test': its code cannot be read",
    ),
    "a quiz that is not there": (
        lambda cells: named(cells, "quiz").update(source='quizkit.graded("river")'),
        "there is no quiz 'river' in keys/; did you mean 'rivers'?",
    ),
    "a quiz without a score": (
        lambda cells: settings(cells, "quiz").update(grade=False),
        "cell 'quiz': it shows the quiz 'rivers' but has no score",
    ),
    "a quiz and more": (
        add("quiz", "\n1 + 1"),
        'it must hold nothing but quizkit.graded("rivers")',
    ),
    "a quiz of other points": (
        lambda cells: settings(cells, "quiz").update(points=5),
        "it is worth 5 points, and the quiz's questions 4",
    ),
    "a quiz twice": (
        lambda cells: cells.append(
            small_course.cell(
                "code", 'quizkit.graded("rivers")', "again", grade=True, locked=True, points=4
            )
        ),
        "cell 'again': the quiz 'rivers' stands in two cells",
    ),
    "no mark scheme": (
        lambda cells: named(cells, "basin").update(source="Say what a river basin is."),
        "cell 'basin': it is graded by hand, without a scheme",
    ),
    "an answer without a scheme": (
        lambda cells: cells.insert(1, cells.pop(cells.index(named(cells, "essay")))),
        "cell 'essay': it is graded by hand, without a scheme",
    ),
    "a scheme where nbgrader wants none": (
        add("intro", "\n=== BEGIN MARK SCHEME ===\nTen.\n=== END MARK SCHEME ==="),
        "cell 'intro': nbgrader takes a mark scheme only in a task",
    ),
    "a region that does not end": (
        add("days-test", "### BEGIN HIDDEN TESTS\nassert days_between"),
        "a hidden test is not marked by 'BEGIN HIDDEN TESTS' and 'END HIDDEN TESTS' in turn",
    ),
    "a solution in the wrong cell": (
        add("setup", "\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
        "cell 'setup': there is a solution in a cell that is not for one",
    ),
    "settings of an old nbgrader": (
        lambda cells: settings(cells, "quiz").update(schema_version=2),
        "cell 'quiz': its settings are not of version 3",
    ),
    "a task that is not locked": (
        lambda cells: settings(cells, "basin").update(locked=False),
        "cell 'basin': a task must be a locked text",
    ),
    "a text as a test": (
        lambda cells: settings(cells, "essay").update(solution=False),
        "cell 'essay': a text can only be graded by hand",
    ),
}


def test_a_good_course_keeps_all_rules(course: Path) -> None:
    """Nothing is found in a course in which nothing is wrong."""
    assert found(course) == []


def test_a_notebook_of_format_3_is_checked(course: Path) -> None:
    """What an old IPython saved is judged by its cells, as nbgrader reads it."""
    path = change(course, lambda cells: settings(cells, "days-test").pop("points"))
    small_course.as_format_3(path)
    assert any("'days-test': it is graded but has no points" in line for line in found(course))


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_told(course: Path, rule: str) -> None:
    """Each rule is told where it is broken: in which cell, and what to do."""
    edit, expected = BROKEN[rule]
    path = change(course, edit)
    told = found(course)
    assert any(expected in line and line.startswith(str(path)) for line in told), told


@pytest.mark.parametrize(
    "lines",
    [
        "%precision 3\n",
        "!ls\n",
        "files = !ls\n",
        "await f()\n",
        "f?\n",
        "?f\n",
        "f();\n",
        "%time f()\n",
    ],
)
def test_ipythons_own_lines_in_a_test_are_code(course: Path, lines: str) -> None:
    """A test in which lines are IPython's own is no mistake, and neither is one that awaits."""
    change(course, add("days-test", lines))
    assert found(course) == []


@pytest.mark.parametrize("magic", ["%%time", "%%capture"])
def test_what_ipython_times_is_looked_into(course: Path, magic: str) -> None:
    """A test that prints to stderr is told also where IPython times or captures the cell."""
    source = f"{magic}\nimport warnings\nwarnings.warn('slow')"
    change(course, lambda cells: named(cells, "days-test").update(source=source))
    assert any("it prints to stderr" in line for line in found(course))


@pytest.mark.parametrize(
    "settings",
    [
        "import quizkit.course as q\nq.configure(get_config())",
        "from quizkit.course import configure as more\ndef f(config):\n    more(config)\nf(c)",
        "from quizkit.course.configuration import configure\nconfigure(c)",
    ],
)
def test_configure_may_be_called_in_any_way(course: Path, settings: str) -> None:
    """However the settings call ``configure``, it counts."""
    small_course.write(course / "nbgrader_config.py", f"c = get_config()\n{settings}\n")
    assert found(course) == []


def test_a_course_without_graded_quizzes_needs_no_settings_of_ours(course: Path) -> None:
    """A course of nbgrader's that has no graded quiz is as it must be without ``configure``."""
    small_course.write(course / "nbgrader_config.py", "c = get_config()\n")
    shutil.rmtree(course / "keys")
    change(course, lambda cells: cells.remove(named(cells, "quiz")))
    assert [line for line in found(course) if "configure" in line] == []


def test_a_key_in_the_source_is_told(course: Path) -> None:
    """A key that lies in the source would be released: it is told where it lies."""
    path = small_course.write(course / "source" / "rivers" / "data" / "q.yaml", small_course.KEY)
    what = "it is a quiz with its key, and every file here goes to the students"
    assert found(course) == [f"{path}: {what}; move it to keys/"]


def test_a_course_without_our_settings_is_told(course: Path) -> None:
    """Without configure(c), graded quizzes score 0: that is told before anyone is graded."""
    small_course.write(course / "nbgrader_config.py", "c = get_config()\n# configure(c)\n")
    (told,) = found(course)
    assert "nbgrader_config.py: it does not call quizkit.course.configure(c)" in told


@pytest.mark.parametrize("frame", ["header", "footer"])
def test_a_header_that_is_not_there_is_told(course: Path, frame: str) -> None:
    """The settings may name a notebook for every assignment, without which nbgrader stops."""
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f'c.IncludeHeaderFooter.{frame} = "source/{frame}.ipynb"\n')
    (told,) = found(course)
    assert f"c.IncludeHeaderFooter.{frame} names {course / 'source' / frame}.ipynb" in told
    small_course.write(course / "source" / f"{frame}.ipynb", small_course.notebook([]))
    assert found(course) == []


def test_a_key_under_another_name_is_told(course: Path) -> None:
    """A key whose file is not called after it cannot be found: that is told at the key."""
    small_course.write(course / "keys" / "lakes.yaml", small_course.KEY)
    (told,) = found(course)
    assert "lakes.yaml:1: holds the quiz 'rivers'" in told


def test_a_quiz_in_two_notebooks_is_told(course: Path) -> None:
    """The same quiz in two notebooks of an assignment has one answers file: it is refused."""
    folder = course / "source" / "rivers"
    shutil.copy(folder / "rivers.ipynb", folder / "streams.ipynb")
    (told,) = [line for line in found(course) if "quiz" in line]
    assert "streams.ipynb:" in told
    assert (
        "cell 'quiz': the quiz 'rivers' stands in rivers.ipynb too, and would count twice" in told
    )


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("right", True),
        ("Correct", True),
        ("wrong-2", True),
        ("the_answer", True),
        ("goed", True),
        ("fout1", True),
        ("right-bank", False),
        ("danube", False),
        ("answers-nato", False),
    ],
)
def test_an_id_that_gives_the_answer_away_gets_an_advice(
    course: Path, name: str, tells: bool
) -> None:
    """Students could reckon the code of an option called `right`: its id gets an advice."""
    key = small_course.KEY.replace("- The Seine", f"- {{id: {name}, text: The Seine}}")
    small_course.write(course / "keys" / "rivers.yaml", key)
    expected = f"advice: the id '{name}' of an option gives the answer away; "
    assert [expected in line for line in found(course)] == [True] * tells


def test_a_question_may_be_called_by_such_a_word(course: Path) -> None:
    """The ids of quiz and questions are public: they may be anything."""
    key = small_course.KEY.replace("id: vienna-river", "id: right")
    small_course.write(course / "keys" / "rivers.yaml", key)
    assert found(course) == []


def test_an_assignment_without_a_notebook_is_told(course: Path) -> None:
    """A folder in the source with no notebook is told: nbgrader finds nothing in it."""
    (course / "source" / "lakes").mkdir()
    told = [str(p) for p in check_assignment(course / "source" / "lakes", layout_of(course))]
    assert ["this assignment has no notebook" in line for line in told] == [True]


RUNS: dict[str, tuple[Callable[[Cells], object], str]] = {
    "a hidden test that fails": (
        lambda cells: named(cells, "days-test").update(
            source=small_course.TESTS.replace("== 1", "== 2")
        ),
        "cell 'days-test': its own solution fails: AssertionError: over New Year it is 1 day",
    ),
    "an assertion without a text": (
        lambda cells: named(cells, "days-test").update(source="n = 2\nassert n == 3\n"),
        "cell 'days-test': its own solution fails: AssertionError: in the line 'assert n == 3'; ",
    ),
    "a test that warns by its library": (
        add("days-test", "import sys as s\nwrite = s.stderr.write\n_ = write('oops')\n"),
        "cell 'days-test': it prints to stderr ('oops')",
    ),
    "a score that is too low": (
        add("days-test", "1.5"),
        "cell 'days-test': its own solution gets 1.5 of 2 points",
    ),
    "a score that is too high": (
        add("days-test", "3.0"),
        "cell 'days-test': it gives 3 of 2 points, and nbgrader stops at that",
    ),
    "a score below zero": (
        add("days-test", "-1.0"),
        "cell 'days-test': it gives -1 points, which nbgrader takes for full points",
    ),
    "a score that is no plain number": (
        add("days-test", "{'right': 1}"),
        "cell 'days-test': its last value is '{'right': 1}', which nbgrader takes for full points",
    ),
    "a solution that stops": (
        lambda cells: named(cells, "days").update(
            source="### BEGIN SOLUTION\nraise ValueError('no')\n### END SOLUTION"
        ),
        "cell 'days': with the solutions in, it stops: ValueError: no",
    ),
    "nothing wrong": (add("days-test", "2.0"), ""),
    "tests that nbgrader makes": (add("days-test", "'a text'\n### HASHED AUTOTEST f(3)\n"), ""),
}


@pytest.mark.parametrize("case", RUNS)
def test_the_solutions_of_the_author_must_get_full_points(course: Path, case: str) -> None:
    """The assignment is run with its solutions, and judged as nbgrader judges it."""
    edit, expected = RUNS[case]
    change(course, edit)
    told = ran(course)
    assert any(expected in line for line in told) if expected else told == []


def test_a_run_leaves_nothing_behind(course: Path) -> None:
    """What the notebook writes while it is run goes to a copy, which is thrown away."""
    change(course, add("setup", "\nopen('left.txt', 'w').close()"))
    before = sorted(course.rglob("*"))
    assert ran(course) == []
    assert sorted(course.rglob("*")) == before


def test_only_a_course_that_was_asked_for_is_run(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Naming the course, its source or an assignment runs it; so does a check inside the course."""
    change(course, RUNS["a hidden test that fails"][0])
    monkeypatch.chdir(course)
    for path in (["."], ["source"], ["source/rivers"], []):
        problems = examine([Path(each) for each in path]).problems
        told = [str(problem) for problem in problems if not problem.warning]
        assert any("its own solution fails" in line for line in told), path
        assert all(line.startswith("source/rivers/rivers.ipynb:") for line in told), told
    assert examine([Path("keys")]).mistakes == 0


def test_the_course_of_the_module_keeps_all_rules(checkout: Path) -> None:
    """The three assignments that come with the module keep every rule, solutions and all."""
    findings = examine([checkout / "lessons" / "course"])
    assert [str(problem) for problem in findings.problems] == []
    assert findings.looked_at["assignment"] == 3


def test_students_work_in_a_course_is_no_content(course: Path) -> None:
    """What nbgrader made of students' work is not checked as if it were the course's own."""
    shutil.copytree(course / "source" / "rivers", course / "submitted" / "ann" / "rivers")
    change(course, lambda cells: cells[3].update(outputs=[{"output_type": "stream"}]))
    paths = {problem.path for problem in examine([course]).problems}
    assert not any("submitted" in path.parts for path in paths)


def test_a_quiz_that_no_assignment_shows_is_told(course: Path) -> None:
    """Who imports a bank into a course reads where its name goes; it is advice, for it may wait."""
    (key,) = (course / "keys").glob("*.yaml")
    other = key.with_name("bank.yaml")
    text = key.read_text(encoding="utf-8")
    other.write_text(text.replace(f"id: {key.stem}", "id: bank"), encoding="utf-8")
    (told,) = found(course)
    assert "bank.yaml:1: advice: no assignment shows this quiz" in told
    assert 'write quizkit.graded("bank")' in told


def test_more_time_is_read_as_grading_will_read_it(course: Path) -> None:
    """A line of extensions.csv that cannot be read is told with its number and what to do."""
    (course / "extensions.csv").write_text("student,assignment,until\nann,rivers,soon\n")
    (told,) = found(course)
    assert told.endswith(
        "extensions.csv:2: 'soon' is no time and no number of days; "
        "write it as in '2026-11-25 17:00' or '2 days'"
    )


def test_more_time_for_an_assignment_that_is_not_there_is_pointed_out(course: Path) -> None:
    """A slip in an assignment's name is advice, with the nearest; a right name says nothing."""
    lines = ("student,assignment,until", "ann,river,1 day", "bob,rivers,1 day", "eve,*,1 day")
    (course / "extensions.csv").write_text("\n".join(lines))
    (told,) = found(course)
    assert told.endswith(
        "extensions.csv:2: advice: there is no assignment 'river'; did you mean 'rivers'?"
    )


def test_a_time_zone_that_is_none_is_told(course: Path) -> None:
    """Dates would be taken as UTC, an hour or two off; the nearest name is given."""
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("c.NbGraderAPI.timezone = 'Europe/Brussel'\n")
    (told,) = found(course)
    assert "'Europe/Brussel', which is no time zone" in told
    assert told.endswith("write a name such as 'Europe/Brussels'")
