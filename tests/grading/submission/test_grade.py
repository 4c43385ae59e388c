"""One submission graded: what stands in the gradebook, in the notebook and in the result."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from sqlalchemy.engine.default import DefaultDialect

from course.graded_course import ASSIGNMENT, POINTS, GradedCourse, cells, record, right
from course.small_course import cell, find_commands, notebook
from grading.hand_run import HandRun, app_of, autograded, graded
from quizkit.errors import SandboxError
from quizkit.grading.report import Status
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.submission import allowance, second_run
from quizkit.grading.submission.grade import grade_one

pytestmark = pytest.mark.slow
ANSWER = "river = 'Danube'"
TEST = "assert river == 'Danube', river"
ERROR = {"output_type": "error", "ename": "AssertionError", "evalue": "Rhine", "traceback": ["a"]}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny course with its assignment generated."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        course = GradedCourse(tmp_path_factory.mktemp("tiny"))
    course.write(cells())
    course.generate()
    return course.root


@pytest.fixture
def course(generated: Path, tmp_path: Path) -> GradedCourse:
    """Return a copy of the course, where ann has handed in with all of the quiz right."""
    root = tmp_path / "tiny"
    made = GradedCourse.__new__(GradedCourse)
    shutil.copytree(generated, root)
    GradedCourse.__init__(made, root, Execute={"enabled": True})
    shutil.copy(generated / "gradebook.db", root / "gradebook.db")
    submit(made, "ann")
    return made


def submit(course: GradedCourse, student: str, source: str = ANSWER) -> Path:
    """Hand in, with this work and the quiz answered; give the notebook."""
    course.submit(student, record(course.quiz, right(course.quiz), student))
    path = course.submission(student) / f"{ASSIGNMENT}.ipynb"
    write(path, lambda found: found["cells"][1].update(source=source))
    return path


def write(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a notebook."""
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))


def scores(course: GradedCourse, student: str) -> dict[str, tuple[float | None, bool]]:
    """Return what the gradebook has: the score by cell, and whether it waits for the teacher."""
    return {name: (grade.auto, grade.review) for name, grade in course.grades(student).items()}


FULL = {"a-test": (1, False), "quiz": (POINTS, False)}
ZERO = {"a-test": (0, True), "quiz": (0, True)}


def test_an_honest_submission_is_graded(course: GradedCourse) -> None:
    """It gets its grade, its notebook with outputs, and a result that says all is well."""
    result = graded(course, "ann")
    assert (result.status, result.reasons) == (Status.GRADED, ())
    assert (result.score, result.max_score) == (POINTS + 1, POINTS + 1)
    assert result.sandbox == "bubblewrap"
    assert scores(course, "ann") == FULL
    found = nbformat.read(autograded(course, "ann"), as_version=4)
    assert [c.execution_count for c in found.cells] == [1, 2, 3, None]
    assert found.metadata.language_info.name == "python"
    assert "tags" not in found.cells[3].metadata


class OnlySolutionFails(HandRun):
    """Runs nothing: with mutants, the tests of the teacher's own solution fail and no others do."""

    def run(self, work: Work) -> Outcome:
        """Pretend to run a notebook."""
        outcome = super().run(work)
        if not (work.once and "BEGIN SOLUTION" in work.notebook):
            return outcome
        found = json.loads(outcome.notebook)
        for index in work.graded:
            found["cells"][index]["outputs"] = [ERROR]
        return replace(outcome, notebook=json.dumps(found))


def test_a_test_that_passes_whatever_is_true_does_not_count(course: GradedCourse) -> None:
    """It is 0 and waits for the teacher, where right code fails its mutant."""
    result = graded(course, "ann", OnlySolutionFails())
    assert result.status == Status.FLAGGED
    assert any("with another answer expected, too" in each for each in result.reasons)
    assert scores(course, "ann") == FULL | {"a-test": (0, True)}


@pytest.mark.parametrize(
    "change",
    [
        lambda done: replace(done, cells=(), ending=Ending.DIED, reason="it died"),
        lambda done: replace(done, notebook="["),
    ],
)
def test_a_second_run_that_ends_early_costs_nothing_and_is_told(
    course: GradedCourse, change: Callable[[Outcome], Outcome]
) -> None:
    """What was not seen to pass a mutant has its points; else dying by chance would pay."""
    runner = HandRun()
    runner.change = lambda done: change(done) if runner.asked[-1].once else done
    result = graded(course, "ann", runner)
    assert result.status == Status.FLAGGED
    assert any("did not come to its end" in reason for reason in result.reasons)
    assert scores(course, "ann") == FULL | {"a-test": (1, True)}


@pytest.mark.parametrize("first", [False, True])
def test_mutants_are_run_first_or_last(
    course: GradedCourse, monkeypatch: pytest.MonkeyPatch, *, first: bool
) -> None:
    """By chance: no code can tell from the time, or from what was done before, which run it is."""
    monkeypatch.setattr(second_run, "comes_first", lambda: first)
    runner = OnlySolutionFails()
    graded(course, "ann", runner)
    assert [work.once for work in runner.asked[:2]] == [first, not first]
    assert scores(course, "ann") == FULL | {"a-test": (0, True)}


def test_only_what_has_points_is_run_once_more(
    course: GradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook none of whose tests has points is run once, where it is run with these first."""
    monkeypatch.setattr(second_run, "comes_first", lambda: False)
    runner = HandRun({TEST: [ERROR]})
    graded(course, "ann", runner)
    assert len(runner.asked) == 1


def test_what_reaches_for_the_tests_is_flagged(course: GradedCourse) -> None:
    """It keeps its points, and the teacher is told what to look at."""
    submit(course, "ann", f"import ctypes\n{ANSWER}")
    result = graded(course, "ann")
    assert result.status == Status.FLAGGED
    assert any("uses ctypes" in each for each in result.reasons)
    assert scores(course, "ann") == FULL | {"a-test": (1, True)}


def test_a_file_that_was_handed_out_and_is_changed_is_flagged(course: GradedCourse) -> None:
    """The files beside the teacher's notebook are known, and which of them tests read."""
    (course.root / "source" / ASSIGNMENT / "Danube").write_text("")  # the test names it
    submit(course, "ann", f"open('Danube', 'w')\n{ANSWER}")
    assert any("writes to 'Danube'" in each for each in graded(course, "ann").reasons)


def test_a_failed_test_costs_its_points(course: GradedCourse) -> None:
    """An error in a test cell is 0 for it, as in nbgrader."""
    result = graded(course, "ann", HandRun({TEST: [ERROR]}))
    assert result.status == Status.GRADED
    assert scores(course, "ann") == FULL | {"a-test": (0, False)}


def test_the_sandbox_gets_no_key_and_no_account(course: GradedCourse) -> None:
    """What is sent holds the cells' sources and the files beside them, and not what is right."""
    runner = HandRun()
    graded(course, "ann", runner)
    (work,) = runner.works
    assert work.graded == (2,)
    assert sorted(work.files) == ["answers/week.json", "quizzes/week.json"]
    assert "Danube" in work.notebook
    for secret in ("Black Sea", "with_key", "nbgrader", "Strauss"):
        assert secret not in work.notebook


def test_the_courses_settings_reach_the_sandbox(course: GradedCourse) -> None:
    """The course's time for a cell and its other settings of nbgrader's step hold there."""
    course.config.Execute.timeout = 7
    course.config.Execute.iopub_timeout = 60
    course.config.RunInSandbox.limits = {"memory_bytes": 2**30}
    runner = HandRun()
    graded(course, "ann", runner)
    (work,) = runner.works
    assert work.limits.cell_seconds == 7
    assert work.limits.memory_bytes == 2**30
    assert work.settings["iopub_timeout"] == 60
    course.config.Execute.timeout = -1
    graded(course, "ann", runner)
    assert runner.works[1].limits.cell_seconds is None


@pytest.mark.parametrize(
    "change",
    [
        lambda outcome: replace(outcome, cells=outcome.cells[:2]),
        lambda outcome: replace(outcome, cells=(*outcome.cells, outcome.cells[2])),
        lambda outcome: replace(outcome, notebook="{}"),
        lambda outcome: replace(outcome, notebook='{"cells": [], "metadata": {}}'),
        lambda outcome: replace(outcome, notebook="["),
        lambda outcome: replace(
            outcome, cells=outcome.cells[:1], ending=Ending.DIED, reason="it called os._exit"
        ),
    ],
)
def test_a_test_that_was_not_seen_to_run_does_not_count(
    course: GradedCourse, change: Callable[[Outcome], Outcome]
) -> None:
    """It is 0 and waits for the teacher, with the reason in the notebook and in the result."""
    graded(course, "ann")
    result = graded(course, "ann", HandRun(change=change))
    assert result.status == Status.FLAGGED
    assert any("a-test: This test does not count" in each for each in result.reasons)
    assert scores(course, "ann") == FULL | {"a-test": (0, True)}
    assert course.cell("ann", "a-test").outputs[0].ename == "NotCounted"


def test_a_run_that_ended_early_keeps_what_it_has(course: GradedCourse) -> None:
    """A test that ran before the end keeps its points; the teacher is told how it ended."""
    early = HandRun(change=lambda done: replace(done, ending=Ending.TIMED_OUT, reason="too slow"))
    result = graded(course, "ann", early)
    assert result.reasons == ("week.ipynb, a-test: The notebook was not run to its end: too slow.",)
    assert scores(course, "ann") == FULL | {"a-test": (1, True)}


def test_only_what_a_run_gives_is_taken_from_it(course: GradedCourse) -> None:
    """Sources and metadata that come back are not looked at."""

    def forged(outcome: Outcome) -> Outcome:
        found = json.loads(outcome.notebook)
        for each in found["cells"]:
            each |= {"source": "forged", "metadata": {"nbgrader": {"points": 100}}}
        found["cells"][3]["outputs"] = [ERROR]
        return replace(outcome, notebook=json.dumps(found))

    assert graded(course, "ann", HandRun(change=forged)).score == POINTS + 1
    assert "forged" not in autograded(course, "ann").read_text()


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "display_data", "data": {"text/plain": 5}, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": {"a": 1}},
        {"output_type": "error", "ename": None, "evalue": "", "traceback": []},
        {"output_type": "execute_result", "data": [], "metadata": {}, "execution_count": 1},
        {"output_type": "new"},
        "output",
    ],
)
def test_an_output_that_no_notebook_has_is_an_error(course: GradedCourse, output: Any) -> None:
    """It costs a test its points, and nothing else of the submission."""
    result = graded(course, "ann", HandRun({TEST: [output], ANSWER: [output]}))
    assert (result.status, result.score) == (Status.GRADED, POINTS)
    shown = course.cell("ann", "a").outputs[0]
    assert shown.output_type == "error"
    assert "no notebook has" in shown.evalue


def test_half_letters_are_replaced(course: GradedCourse) -> None:
    """What cannot be written into a file is replaced by a sign for it."""
    printed = {"output_type": "stream", "name": "stdout", "text": "a\ud800b"}
    assert graded(course, "ann", HandRun({ANSWER: [printed]})).score == POINTS + 1
    assert course.cell("ann", "a").outputs[0].text == "a?b"


def test_outputs_are_cleaned(course: GradedCourse) -> None:
    """Scripts in outputs are gone, and the account of the quiz is as it was."""
    html = {"text/html": "<b>a</b><script>alert(1)</script>", "text/plain": "a"}
    shown = {"output_type": "display_data", "data": html, "metadata": {}}
    graded(course, "ann", HandRun({ANSWER: [shown]}))
    shown = course.cell("ann", "a").outputs[0].data["text/html"]
    assert shown.startswith("<b>a</b><p><em>Not shown here: &lt;script&gt;.")
    assert "<style>" in course.account("ann") or "style=" in course.account("ann")


def test_a_quiz_alone_needs_no_kernel(course: GradedCourse) -> None:
    """Where nothing is left to run but quizkit's own preparations, no kernel is asked for."""
    source = [each for each in cells() if each["metadata"]["nbgrader"]["grade_id"] != "a-test"]
    source[1:2] = [cell("code", 'quizkit.language("nl")', "language", locked=True)]
    course.write(source)
    course.generate()
    submit(course, "ann", 'quizkit.language("nl")')
    runner = HandRun()
    result = graded(course, "ann", runner)
    assert (runner.works, result.sandbox, result.score) == ([], "no code", POINTS)
    found = nbformat.read(autograded(course, "ann"), as_version=4)
    assert [c.execution_count for c in found.cells] == [1, 2, None]
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    write(path, lambda n: n["cells"].append(cell("code", "import quizkit")))
    graded(course, "ann", runner)
    assert len(runner.works) == 1  # what a student wrote is run


def test_a_refused_submission_loses_its_grade(course: GradedCourse) -> None:
    """After a refusal no earlier grade stays, nor an earlier notebook; hand-given points do."""
    graded(course, "ann")
    with course.gradebook() as gradebook:
        gradebook.find_grade("a-test", ASSIGNMENT, ASSIGNMENT, "ann").manual_score = 0.5
        gradebook.db.commit()
    (course.submission("ann") / "x").symlink_to(course.root / "gradebook.db")
    runner = HandRun()
    result = graded(course, "ann", runner)
    assert (result.status, runner.works) == (Status.REFUSED, [])
    assert result.reasons == ("'x' is a link; ask the student to hand in plain files only.",)
    assert scores(course, "ann") == ZERO
    assert result.score == 0.5
    assert not autograded(course, "ann").parent.exists()


def test_a_refused_submission_of_a_new_student_has_0(course: GradedCourse) -> None:
    """So has one that was never graded before."""
    path = submit(course, "bob")
    path.write_text("{")
    result = graded(course, "bob")
    assert result.status == Status.REFUSED
    assert "'week.ipynb' is cut off" in result.reasons[0]
    assert scores(course, "bob") == ZERO


@pytest.mark.parametrize("text", ["soon", "9" * 400, "\udcff", "2022-01-13 12:00 UTC" + " " * 2000])
def test_a_time_that_is_none_is_refused(course: GradedCourse, text: str) -> None:
    """A timestamp.txt that holds no time is said to be the trouble."""
    path = course.submission("ann") / "timestamp.txt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert graded(course, "ann").reasons[0].startswith("Its 'timestamp.txt' holds no time")


def test_a_submission_without_the_notebook_is_refused(course: GradedCourse) -> None:
    """Who hands in something else gets no grade, and the notebook's name is said."""
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    path.rename(path.with_name("Untitled.ipynb"))
    result = graded(course, "ann")
    assert result.status == Status.REFUSED
    assert result.reasons[0].startswith("There is no notebook 'week.ipynb' in it")
    assert scores(course, "ann") == ZERO


def test_other_notebooks_are_left_out(course: GradedCourse) -> None:
    """A notebook that nobody asked for is neither read nor run."""
    (course.submission("ann") / "scratch.ipynb").write_text("not a notebook")
    runner = HandRun()
    assert graded(course, "ann", runner).status == Status.GRADED
    assert len(runner.works) == 1


def test_nobody_and_nothing_are_said_to_be_so(course: GradedCourse) -> None:
    """An unknown student, a folder that is not there and an unknown assignment are sentences."""
    assert "no submission of 'cas'" in graded(course, "cas").reasons[0]
    course.config.Autograde.create_student = False
    assert "add them with `nbgrader db student add`" in graded(course, "ann").reasons[0]
    app = app_of(course)
    app.coursedir.assignment_id = "month"
    result = grade_one(app, "ann", HandRun())
    assert result.status == Status.FAILED
    assert "run `nbgrader generate_assignment month`" in result.reasons[0]
    with course.gradebook() as gradebook:
        assert gradebook.students == []


class Fails(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A step of a teacher's that fails."""

    def preprocess(self, nb: Any, resources: Any) -> Any:  # noqa: ARG002
        """Fail."""
        raise ValueError("out of\npaper")


class Patient(Execute):  # type: ignore[misc]  # nbgrader has no types
    """A teacher's own kind of nbgrader's step."""

    timeout = 99


def test_what_nbgrader_cannot_grade_has_no_grade(course: GradedCourse) -> None:
    """If a step fails, nothing that was graded before stays, and its words are in the result."""
    graded(course, "ann")
    course.config.Autograde.autograde_preprocessors.append(Fails)
    result = graded(course, "ann")
    assert result.status == Status.FAILED
    assert result.reasons == ("nbgrader could not grade it: ValueError: out of paper.",)
    assert scores(course, "ann") == ZERO
    assert not autograded(course, "ann").parent.exists()


def test_a_busy_database_is_asked_again(
    course: GradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a database refuses once is done again, with no other run; after three times it fails."""
    runner, refusals = HandRun(), [1]
    usual = DefaultDialect.do_execute

    def refuse(self: Any, cursor: Any, statement: str, *others: Any) -> None:
        if refusals and statement.startswith("UPDATE grade"):
            refusals.pop()
            raise sqlite3.OperationalError("database is locked")
        usual(self, cursor, statement, *others)

    monkeypatch.setattr(DefaultDialect, "do_execute", refuse)
    result = graded(course, "ann", runner)
    assert (result.status, result.score, refusals) == (Status.GRADED, POINTS + 1, [])
    assert len(runner.works) == 1
    refusals += [1] * 3
    submit(course, "bob")
    result = graded(course, "bob", runner)
    assert result.status == Status.FAILED
    assert "database is locked" in result.reasons[0]
    assert len(runner.works) == 2


def test_each_notebook_of_an_assignment_is_graded(course: GradedCourse) -> None:
    """An assignment may have several notebooks; one that is missing has no points, and is told."""
    more = cell("code", "assert day == 10", "b-test", grade=True, locked=True, points=3)
    path = course.root / "source" / ASSIGNMENT / "more.ipynb"
    path.write_text(json.dumps(notebook([more])))
    course.generate()
    submit(course, "ann")
    runner = HandRun()
    result = graded(course, "ann", runner)
    assert (result.score, result.max_score) == (POINTS + 4, POINTS + 4)
    assert [work.name for work in runner.works] == ["more.ipynb", "week.ipynb"]
    assert "more.ipynb" in runner.works[1].files
    (course.submission("ann") / "more.ipynb").rename(course.submission("ann") / "more (1).ipynb")
    with course.gradebook() as gradebook:
        gradebook.find_grade("b-test", "more", ASSIGNMENT, "ann").manual_score = 2
        gradebook.db.commit()
    result = graded(course, "ann", runner)
    assert (result.status, result.score) == (Status.FLAGGED, POINTS + 3)
    assert result.reasons == (
        (
            "There is no notebook 'more.ipynb' in it, so its tests have no points;"
            " 'more (1).ipynb' may be it; if so, rename it and grade again."
        ),
        "Points that you gave for 'more.ipynb' by hand still count.",
    )
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("b-test", "more", ASSIGNMENT, "ann")
        assert (grade.auto_score, grade.needs_manual_grade) == (0, True)
    (course.submission("ann") / "week.ipynb").unlink()
    assert graded(course, "ann", runner).reasons == (
        (
            "There is neither 'more.ipynb' nor 'week.ipynb' in it; 'more (1).ipynb' may be one"
            " of them; ask the student to hand them in under those names."
        ),
    )


@pytest.mark.parametrize(
    "name",
    ["week (1).ipynb", "Ann week.ipynb", "week-Copy1.ipynb", "Week.ipynb", "week.ipynb.txt",
     "week/week.ipynb", "work.zip", "Untitled.ipynb"],
)  # fmt: skip
def test_what_may_be_the_notebook_is_named(course: GradedCourse, name: str) -> None:
    """Of a submission without the notebook is said what is there in its place."""
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    (target := path.parent / name).parent.mkdir(exist_ok=True)
    path.rename(target)
    assert graded(course, "ann").reasons == (
        (
            f"There is no notebook 'week.ipynb' in it; '{name}' may be it; ask the student to"
            " hand it in under that name."
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_notebook_saved_by_an_editor_is_graded(course: GradedCourse, encoding: str) -> None:
    """A mark of byte order, or another Unicode, costs nothing."""
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    result = graded(course, "ann")
    assert (result.status, result.score) == (Status.GRADED, POINTS + 1)


def test_a_notebook_of_format_3_is_graded(course: GradedCourse) -> None:
    """What an old IPython saved is brought up to date, as nbgrader does."""
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    old = nbformat.convert(nbformat.read(path, as_version=4), 3)  # type: ignore[no-untyped-call]
    path.write_text(nbformat.v3.writes_json(old))  # type: ignore[no-untyped-call]
    assert json.loads(path.read_text())["nbformat"] == 3
    assert graded(course, "ann").score == POINTS + 1


def test_a_programs_own_folder_is_not_copied(course: GradedCourse) -> None:
    """An environment of Python among the work is left where it is, with the links in it."""
    own = course.submission("ann") / ".venv" / "bin"
    own.mkdir(parents=True)
    (own / "python").symlink_to("/usr/bin/python3")
    runner = HandRun()
    assert graded(course, "ann", runner).status == Status.GRADED
    assert not any(".venv" in name for name in runner.works[0].files)
    assert not autograded(course, "ann").with_name(".venv").exists()


def test_a_warning_that_costs_points_is_told_and_accuses_nobody(course: GradedCourse) -> None:
    """A test without points for what it wrote to stderr is told; the work needs no look."""
    warned = {"output_type": "stream", "name": "stderr", "text": "UserWarning: x\n"}
    result = graded(course, "ann", HandRun({TEST: [warned]}))
    assert result.status == Status.GRADED
    assert result.reasons == (
        (
            "week.ipynb, a-test: it wrote to stderr ('UserWarning: x'), and nbgrader gives no"
            " points then."
        ),
    )
    assert scores(course, "ann") == FULL | {"a-test": (0, False)}


def test_without_a_sandbox_nothing_is_written(course: GradedCourse) -> None:
    """If nothing can be run safely any more that is raised, and what was graded stays."""

    def gone(outcome: Outcome) -> Outcome:
        raise SandboxError("The sandbox is gone.")

    graded(course, "ann")
    with pytest.raises(SandboxError):
        graded(course, "ann", HandRun(change=gone))
    assert scores(course, "ann") == FULL


def test_an_interruption_passes(course: GradedCourse) -> None:
    """Ctrl-C is nobody's grade."""

    def stop(outcome: Outcome) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        graded(course, "ann", HandRun(change=stop))
    assert graded(course, "ann").score == POINTS + 1


def test_points_given_by_hand_stay(course: GradedCourse) -> None:
    """A second grading keeps hand-given points and comments, and asks for another look."""
    graded(course, "ann")
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("a-test", ASSIGNMENT, ASSIGNMENT, "ann")
        grade.manual_score, grade.extra_credit = 0.25, 2
        comment = gradebook.find_comment("a", ASSIGNMENT, ASSIGNMENT, "ann")
        comment.manual_comment = "Kijk nog eens."
        gradebook.db.commit()
    assert graded(course, "ann").score == POINTS + 2.25
    assert scores(course, "ann") == FULL | {"a-test": (1, True)}
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("a", ASSIGNMENT, ASSIGNMENT, "ann")
        assert comment.manual_comment == "Kijk nog eens."


def test_a_step_of_the_teachers_own_kind_of_execute_is_replaced(course: GradedCourse) -> None:
    """A teacher's class made from nbgrader's Execute is replaced too, and its settings hold."""
    steps = course.config.Autograde.autograde_preprocessors
    at = next(n for n, step in enumerate(steps) if str(step).endswith("Execute"))
    steps[at] = "grading.submission.test_grade.Patient"
    runner = HandRun()
    graded(course, "ann", runner)
    assert runner.works[0].limits.cell_seconds == 99


def test_a_test_does_not_count_where_nothing_is_run(course: GradedCourse) -> None:
    """With Execute switched off no test has its points for not having been run."""
    course.config.Execute.enabled = False
    runner = HandRun()
    result = graded(course, "ann", runner)
    assert runner.works == []
    assert scores(course, "ann") == FULL | {"a-test": (0, True)}
    assert result.reasons == ("week.ipynb, a-test: This test does not count: it was not run.",)


def test_files_of_the_source_replace_the_students(course: GradedCourse) -> None:
    """What runs beside the notebook is the teacher's data, whatever the student made of it."""
    (course.root / "source" / ASSIGNMENT / "data.csv").write_text("theirs")
    (course.submission("ann") / "data.csv").write_text("mine")
    (course.submission("ann") / "notes.txt").write_text("notes")
    os.chmod(course.submission("ann") / "notes.txt", 0o444)  # noqa: PTH101
    runner = HandRun()
    graded(course, "ann", runner)
    graded(course, "ann", runner)
    for work in runner.works:
        assert work.files["data.csv"] == b"theirs"
        assert work.files["notes.txt"] == b"notes"


ODD: dict[str, Callable[[dict[str, Any]], object]] = {
    "a cell without metadata": lambda nb: nb["cells"][1].pop("metadata"),
    "tags that are a number": lambda nb: nb["cells"][1]["metadata"].update(tags=5),
    "outputs that are a number": lambda nb: nb["cells"][1].update(outputs=5),
    "a kernel that is a list": lambda nb: nb["metadata"].update(kernelspec=["python3"]),
    "a version that is no number": lambda nb: nb.update(nbformat_minor="five"),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_notebook_of_no_notebooks_form_is_never_failed(course: GradedCourse, odd: str) -> None:
    """A notebook with what Jupyter never writes is refused or graded, and not to be tried again."""
    with course.gradebook() as gradebook:  # the assignment names no kernel
        gradebook.find_notebook(ASSIGNMENT, ASSIGNMENT).kernelspec = "{}"
        gradebook.db.commit()
    write(course.submission("ann") / f"{ASSIGNMENT}.ipynb", ODD[odd])
    result = graded(course, "ann")
    assert result.status is not Status.FAILED, result.reasons


class Greedy(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A step to which one student's work is more than it can take, in either way."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Take time, or memory, without end; as a library may, it passes over errors."""
        source = nb.cells[1].source
        while "time" in source:
            with suppress(Exception):
                sum(range(1000))
        if "memory" in source:  # twice, or it would fit where the process has just given some back
            bytearray(2 * allowance.MEMORY)
        return nb, resources


def test_a_signal_that_comes_late_does_nothing() -> None:
    """The signal that the time is up may come when the work has just been done."""
    with allowance.kept():
        pass
    os.kill(os.getpid(), signal.SIGPROF)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize("what", ["time", "memory"])
def test_what_takes_too_much_of_the_grader_is_refused(
    course: GradedCourse, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """It has no grade, a sentence says why, and the others are graded with all that they need."""
    monkeypatch.setattr(allowance, "SECONDS", 1.0)
    course.config.Autograde.autograde_preprocessors.insert(0, Greedy)
    submit(course, "bob", f"{what} = 1")
    limits = [resource.getrlimit(which) for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    result = graded(course, "bob")
    assert result.status is Status.REFUSED
    assert "too much time or memory" in result.reasons[0]
    assert scores(course, "bob") == ZERO
    assert [
        resource.getrlimit(which) for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU)
    ] == limits
    monkeypatch.setattr(allowance, "SECONDS", 600.0)
    assert graded(course, "ann").status is Status.GRADED
