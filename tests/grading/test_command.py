"""The command ``quizkit grade``, as a teacher types it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from grading.graded_class import RIGHT, GradedClass, Run, start
from quizkit.cli import main
from quizkit.grading.sandbox import bubblewrap

pytestmark = pytest.mark.slow
SLOW_WORK = "    import time\n    time.sleep(1)\n    return (last - first).days"


def one_sentence(run: Run) -> str:
    """Return what was said, which must be one line and no traceback."""
    assert run.code == 2, run.said
    assert run.printed == ""
    assert "Traceback" not in run.said
    lines = run.said.strip().splitlines()
    assert len(lines) == 1, run.said
    return lines[0]


def test_a_class_is_graded(graded_class: GradedClass) -> None:
    """Every student's work is in the gradebook and told in the report; the exit code is 0."""
    graded_class.hand_in("ann")
    graded_class.hand_in("bob", "    return None")
    run = graded_class.grade()
    assert run.code == 0, run.said
    assert run.became() == {"ann": "graded", "bob": "graded"}
    assert graded_class.scores() == {"ann": 2, "bob": 0}
    report = run.report
    assert report["sandbox"] == "bubblewrap"
    assert report["totals"] == dict.fromkeys(("unchanged", "flagged", "refused", "failed"), 0) | {
        "graded": 2
    }
    assert (graded_class.root / "autograded" / "ann" / "rivers" / "rivers.ipynb").is_file()


def test_the_table_tells_who_needs_a_look(graded_class: GradedClass) -> None:
    """Without --json a table is printed, with each refused student and why; the exit code is 1."""
    graded_class.hand_in("ann")
    graded_class.hand_in("eve")
    (graded_class.submission("eve") / "copy.csv").symlink_to("/etc/passwd")
    run = graded_class.start().end()
    assert run.code == 1
    lines = run.printed.splitlines()
    told = next(line for line in lines if line.startswith("eve"))
    assert "refused" in told
    assert "copy.csv" in told
    assert any(line.split() == ["graded", "1"] for line in lines)
    assert lines[-1].startswith("rivers: 2 submissions in ")
    assert "sandbox: bubblewrap" in lines[-1]


def test_what_has_not_changed_is_not_graded_again(graded_class: GradedClass) -> None:
    """A second run grades what is new or has changed, and only that; --force grades all."""
    graded_class.hand_in_all(["ann", "bob"])
    graded_class.grade()
    graded_class.hand_in("bob", RIGHT)
    graded_class.hand_in("cid")
    run = graded_class.grade()
    assert run.became() == {"ann": "unchanged", "bob": "graded", "cid": "graded"}
    assert graded_class.scores() == {"ann": 2, "bob": 2, "cid": 2}
    run = graded_class.grade("--force")
    assert set(run.became().values()) == {"graded"}


@pytest.fixture(scope="module")
def once_graded(
    generated_class: GradedClass, tmp_path_factory: pytest.TempPathFactory
) -> GradedClass:
    """Return a class of one whose work is graded, with a penalty of the course's own."""
    course = generated_class.copied(tmp_path_factory.mktemp("once") / "course")
    penalty = "from nbgrader.plugins import LateSubmissionPlugin as Late\n"
    (course.root / "late.py").write_text(penalty)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.AssignLatePenalties.plugin_class = "late.Late"\n')
    course.hand_in("ann")
    assert course.grade().became() == {"ann": "graded"}
    return course


def test_a_grade_holds_as_long_as_nothing_changes(once_graded: GradedClass, tmp_path: Path) -> None:
    """Work is not graded again for nothing, also where the course was moved to another folder."""
    assert once_graded.copied(tmp_path / "course").grade().became() == {"ann": "unchanged"}


@pytest.mark.parametrize(
    "gone",
    ["gradebook", "autograded", "journal", "due date", "extension", "plugin", "release", "kernel"],
)
def test_a_grade_that_may_not_hold_is_made_again(
    once_graded: GradedClass, tmp_path: Path, gone: str
) -> None:
    """Work is graded again when anything that its grade depends on has changed."""
    course = once_graded.copied(tmp_path / "course")
    root = course.root
    if gone == "gradebook":
        course.change("update grade set auto_score = 1 where auto_score = 2")
    elif gone == "autograded":
        (root / "autograded").rename(root / "elsewhere")
    elif gone == "journal":
        (root / ".quizkit" / "grading" / "rivers" / "ann.json").write_text('{"key": 1')
    elif gone == "extension":
        course.change("update submitted_assignment set extension = '1970-01-02 00:00:00'")
    elif gone == "plugin":
        (root / "late.py").write_text((root / "late.py").read_text() + "# another penalty\n")
    elif gone == "release":
        (root / "release" / "rivers" / "rivers.ipynb").unlink()
    elif gone == "kernel":
        shown = "replace(kernelspec, 'Python 3', 'Python')"
        course.change(f"update notebook set kernelspec = {shown}")
    else:
        course.change("update assignment set duedate = '2030-01-10 12:00:00.000000'")
    assert course.grade().became() == {"ann": "graded"}
    assert course.scores() == {"ann": 2}


def test_one_student_is_graded(graded_class: GradedClass) -> None:
    """With --student only that student's work is graded."""
    graded_class.hand_in_all(["ann", "bob"])
    assert graded_class.grade("--student", "bob").became() == {"bob": "graded"}


def test_a_refused_version_leaves_no_old_grade(graded_class: GradedClass) -> None:
    """Work that is refused loses the grade of an earlier version; back again, that is graded."""
    graded_class.hand_in("ann")
    graded_class.grade()
    link = graded_class.submission("ann") / "copy.csv"
    link.symlink_to("/etc/passwd")
    for _ in range(2):  # a refusal is told each time
        run = graded_class.grade()
        assert (run.code, run.became()) == (1, {"ann": "refused"})
        assert graded_class.scores() == {"ann": 0}
    link.unlink()
    assert graded_class.grade().became() == {"ann": "graded"}
    assert graded_class.scores() == {"ann": 2}


def test_a_reason_is_told_until_somebody_has_looked(graded_class: GradedClass) -> None:
    """What was flagged is told again in a later run, but not once it waits no longer."""
    graded_class.hand_in("ann")
    path = graded_class.submission("ann") / "rivers.ipynb"
    notebook = json.loads(path.read_text())
    kept = [each for each in notebook["cells"] if "days-test" not in json.dumps(each["metadata"])]
    path.write_text(json.dumps(notebook | {"cells": kept}))
    graded_class.grade()
    for looked, reasons in ((False, 1), (True, 0)):
        if looked:
            graded_class.change("update grade set needs_manual_grade = 0")
        run = graded_class.grade()
        assert run.became() == {"ann": "unchanged"}
        assert len(run.report["submissions"][0]["reasons"]) == reasons


def test_points_given_by_hand_stay(graded_class: GradedClass) -> None:
    """Points that a teacher gave do not make work count as changed, and stay when it is graded."""
    graded_class.hand_in("ann")
    graded_class.grade()
    graded_class.change("update grade set manual_score = 1.5, needs_manual_grade = 0")
    rows = graded_class.rows()
    assert graded_class.grade().became() == {"ann": "unchanged"}
    assert graded_class.rows() == rows
    assert graded_class.grade("--force").became() == {"ann": "graded"}
    assert {row[4] for row in graded_class.rows()} == {1.5}


def test_students_left_out_in_the_settings(graded_class: GradedClass) -> None:
    """Students whom the course's settings leave out are not graded."""
    config = graded_class.root / "nbgrader_config.py"
    excluded = '\nc.CourseDirectory.student_id_exclude = "bob,cid"\n'
    config.write_text(config.read_text() + excluded)
    graded_class.hand_in_all(["ann", "bob", "cid"])
    assert graded_class.grade().became() == {"ann": "graded"}


def test_no_sandbox_is_said_aloud(graded_class: GradedClass) -> None:
    """Without a sandbox the report says so, in JSON and in words, and a walled run does not
    take the grades over.
    """
    graded_class.hand_in("ann")
    run = graded_class.grade("--no-sandbox")
    assert run.report["sandbox"] == "none"
    assert "NO SANDBOX" in run.said
    assert "NO SANDBOX" in graded_class.start("--no-sandbox", "--force").end().printed
    assert graded_class.grade().became() == {"ann": "graded"}


def test_without_a_sandbox_nothing_is_graded(
    graded_class: GradedClass, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where bubblewrap is missing the command stops and says how to install it."""
    graded_class.hand_in("ann")
    monkeypatch.chdir(graded_class.root)
    monkeypatch.setenv("PATH", "/nowhere")
    look = bubblewrap._bubblewrap.__wrapped__  # and not what it found for an earlier test
    monkeypatch.setattr(bubblewrap, "_bubblewrap", look)
    assert main(["grade", "rivers"]) == 2
    said = capsys.readouterr()
    assert "bubblewrap" in said.err
    assert "install" in said.err
    assert not (graded_class.root / "autograded").exists()


def test_an_unknown_assignment_is_told(graded_class: GradedClass) -> None:
    """A slip in the assignment's name is answered with the nearest name."""
    run = start("grade", "rivres", folder=graded_class.root).end()
    assert one_sentence(run) == "There is no assignment 'rivres'; did you mean 'rivers'?"


def test_an_assignment_that_is_not_generated_is_told(graded_class: GradedClass) -> None:
    """An assignment that has only its source is answered with the command that is missing."""
    (graded_class.root / "source" / "lakes").mkdir()
    run = start("grade", "lakes", folder=graded_class.root).end()
    assert "nbgrader generate_assignment lakes" in one_sentence(run)


def test_nobody_handed_in(graded_class: GradedClass) -> None:
    """A class in which nobody handed in is told, and so is a student who did not."""
    assert "Nobody has handed in 'rivers'" in one_sentence(graded_class.start().end())
    graded_class.hand_in("ann")
    said = one_sentence(graded_class.start("--student", "anne").end())
    assert "did you mean 'ann'?" in said


def test_elsewhere_there_is_no_course(graded_class: GradedClass, tmp_path: Path) -> None:
    """In a folder of the course one is led to the course; elsewhere nothing is made."""
    below = graded_class.root / "source"
    assert f"go to {graded_class.root} " in one_sentence(graded_class.start(folder=below).end())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = one_sentence(graded_class.start(folder=elsewhere).end())
    assert "neither nbgrader_config.py nor the folder source" in said
    assert list(elsewhere.iterdir()) == []
    (elsewhere / "source").mkdir()  # the settings may lie elsewhere on Jupyter's path
    said = one_sentence(graded_class.start(folder=elsewhere).end())
    assert "type 'nbgrader generate_assignment" in said


STEP = """
from nbgrader.preprocessors import NbGraderPreprocessor
class Step(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        nb.metadata["step"] = "mine"
        return nb, resources
c.Autograde.autograde_preprocessors.insert(0, Step)
quizkit.course.configure(c)
"""


def test_a_step_that_stands_in_the_settings_is_done(graded_class: GradedClass) -> None:
    """A class in the settings' own file is a step like any other, and does not count as changed."""
    config = graded_class.root / "nbgrader_config.py"
    config.write_text(config.read_text() + STEP)
    graded_class.hand_in("ann")
    run = graded_class.grade()
    assert run.became() == {"ann": "graded"}, run.report
    made = graded_class.root / "autograded" / "ann" / "rivers" / "rivers.ipynb"
    assert '"step": "mine"' in made.read_text()
    assert graded_class.grade().became() == {"ann": "unchanged"}


def test_a_folder_that_the_settings_let_in_is_seen(graded_class: GradedClass) -> None:
    """It is found as nbgrader finds it, and a change in it makes work count as changed."""
    table = graded_class.root / "data" / "days.txt"
    table.parent.mkdir()
    table.write_text("0")
    with (graded_class.root / "nbgrader_config.py").open("a") as config:
        config.write('c.RunInSandbox.folders = ["data"]\n')
    more = "int(open('../../../data/days.txt').read())"
    graded_class.hand_in("ann", f"    return (last - first).days + {more}")
    assert graded_class.grade().became() == {"ann": "graded"}
    assert graded_class.scores() == {"ann": 2}
    table.write_text("10")
    assert graded_class.grade().became() == {"ann": "graded"}
    assert graded_class.scores() == {"ann": 0}


def test_a_step_that_is_not_to_be_had_is_told(graded_class: GradedClass) -> None:
    """A slip in a step's name stops the command with the setting and the name."""
    config = graded_class.root / "nbgrader_config.py"
    wrong = '\nc.Autograde.autograde_preprocessors = ["mysteps.Step"]\n'
    config.write_text(
        config.read_text().replace("\nimport quizkit.course", wrong + "import quizkit.course")
    )
    graded_class.hand_in("ann")
    said = one_sentence(graded_class.start().end())
    assert "c.Autograde.autograde_preprocessors names 'mysteps.Step'" in said


def test_an_id_has_letters_digits_and_a_few_signs(graded_class: GradedClass) -> None:
    """Work under another name is refused in a sentence, never passed over, and in no gradebook."""
    good = ["ann", "j.de-wit+2@school.example", "Zoë"]
    bad = ["<img src=x>", "a\nb", ".ann", "a b", "[x]", "\x1b[2J", "=cmd|'A'!A0", "\u202enna"]
    graded_class.hand_in("ann")
    for student in (*good[1:], *bad):
        shutil.copytree(graded_class.submission("ann"), graded_class.submission(student))
    run = graded_class.grade()
    assert run.became() == dict.fromkeys(good, "graded") | dict.fromkeys(bad, "refused")
    reasons = {each["student"]: each["reasons"] for each in run.report["submissions"]}
    assert all("can be no student's id" in reasons[student][0] for student in bad)
    assert set(graded_class.scores()) == set(good)
    assert graded_class.grade("--student", "[x]").became() == {"[x]": "refused"}


def test_a_mistake_in_the_settings_is_told(graded_class: GradedClass) -> None:
    """A settings file that does not run stops the command, with its file and line."""
    config = graded_class.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Execute.timeout = thirty\n")
    graded_class.hand_in("ann")
    said = one_sentence(graded_class.start().end())
    line = len(config.read_text().splitlines())
    assert said.startswith(f"{config}:{line}: ")
    assert "thirty" in said


def test_a_gradebook_that_cannot_be_read_is_told(graded_class: GradedClass) -> None:
    """A damaged gradebook is told, with what may have caused it."""
    graded_class.hand_in("ann")
    (graded_class.root / "gradebook.db").write_bytes(b"no database at all" * 100)
    assert "nbgrader db upgrade" in one_sentence(graded_class.start().end())


def test_output_of_settings_does_not_spoil_the_json(graded_class: GradedClass) -> None:
    """What the course's settings and its own steps print is not in the JSON."""
    config = graded_class.root / "nbgrader_config.py"
    hook = "\nprint('hello')\nc.Autograde.post_convert_hook = lambda **_: print('done')\n"
    config.write_text(config.read_text() + hook)
    graded_class.hand_in("ann")
    run = graded_class.grade()
    assert run.became() == {"ann": "graded"}
    assert "done" in (graded_class.root / ".quizkit" / "grading" / "rivers.log").read_text()


def test_ctrl_c_finishes_what_is_under_way(graded_class: GradedClass) -> None:
    """After Ctrl-C what is under way is finished and told; the next run does the rest."""
    students = [f"s{number}" for number in range(8)]
    for student in students:
        graded_class.hand_in(student, SLOW_WORK)
    run = graded_class.start("--json", "--jobs", "1")
    until(lambda: "1 of 8" in run.said)
    assert run.process.pid
    os.killpg(run.process.pid, signal.SIGINT)
    run.end()
    assert run.code == 130
    assert run.report["interrupted"] is True
    done = run.became()
    assert 1 <= len(done) < len(students)
    assert set(done.values()) == {"graded"}
    became = graded_class.grade().became()
    assert {student for student, status in became.items() if status == "unchanged"} == set(done)
    assert graded_class.scores() == dict.fromkeys(students, 2)


def test_a_killed_job_costs_nothing(graded_class: GradedClass) -> None:
    """Work whose job is killed, as when memory runs out, is graded at the second attempt."""
    students = [f"s{number}" for number in range(4)]
    for student in students:
        graded_class.hand_in(student, SLOW_WORK)
    run = graded_class.start("--json", "--jobs", "1")
    until(lambda: "1 of 4" in run.said)
    (job,) = jobs_of(run)
    os.kill(job, signal.SIGKILL)
    run.end()
    assert run.code == 0, run.said
    assert run.became() == dict.fromkeys(students, "graded")
    assert graded_class.scores() == dict.fromkeys(students, 2)


def test_work_that_takes_too_much_processor_time_is_refused(graded_class: GradedClass) -> None:
    """Work for which the system ends a job twice is refused, leaves no grade and stops nobody."""
    students = [f"s{number}" for number in range(2)]
    for student in students:
        graded_class.hand_in(student, SLOW_WORK)
    run = graded_class.start("--json", "--jobs", "1")
    until(lambda: "1 of 2" in run.said)
    for _ in range(2):
        until(lambda: jobs_of(run))
        (job,) = jobs_of(run)
        os.kill(job, signal.SIGXCPU)
        until(lambda job=job: job not in jobs_of(run))
    run.end()
    assert run.became() == {"s0": "graded", "s1": "refused"}, run.said
    assert graded_class.scores() == {"s0": 2, "s1": 0}


def jobs_of(run: Run) -> list[int]:
    """Return the jobs of a run: those of its children that were forked from it."""
    pid = run.process.pid
    known = Path(f"/proc/{pid}/cmdline").read_bytes()
    children = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return [child for child in children if Path(f"/proc/{child}/cmdline").read_bytes() == known]


def until(come: object, seconds: float = 300) -> None:
    """Wait for something to come."""
    end = time.monotonic() + seconds
    while not come():  # type: ignore[operator]
        assert time.monotonic() < end, "It did not come."
        time.sleep(0.05)


def test_an_unknown_kernel_costs_its_own_student(graded_class: GradedClass) -> None:
    """A notebook that asks for a kernel which nobody has is refused, and the others are graded.

    The signs in its name do not reach the terminal.
    """
    graded_class.hand_in_all(["ann", "eve"])
    path = graded_class.submission("eve") / "rivers.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"]["kernelspec"] = {"name": "nope\x1b[2J", "display_name": "x"}
    path.write_text(json.dumps(notebook))
    graded_class.change("update notebook set kernelspec = '{}'")  # the assignment names none
    shutil.rmtree(graded_class.root / "release" / "rivers")
    assert graded_class.grade().became() == {"ann": "graded", "eve": "refused"}
    run = graded_class.start().end()
    assert run.code == 1
    assert "nope\ufffd[2J" in run.printed
    assert "\x1b" not in run.printed + run.said
