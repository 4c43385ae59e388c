"""Tasks over several processes."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quizkit.errors import CourseError
from quizkit.grading.machines.jobs import InTurn, Jobs


def upper(number: int) -> Callable[[str], str]:
    """Make a job ready."""
    return str.upper


def lost(task: str) -> str:
    """Tell that a task was lost."""
    return f"lost {task}"


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_every_task_is_done() -> None:
    """Each task is done once, however many jobs there are."""
    tasks = [f"s{each}" for each in range(40)]
    done = list(Jobs(prepare=upper, lost=lost, number=3).run(tasks))
    assert sorted(done) == sorted(map(str.upper, tasks))


def test_what_is_prepared_is_used_for_all_tasks_of_a_job() -> None:
    """A job is made ready once, in its own process, and has a number that no other job has."""

    both = multiprocessing.get_context("fork").Barrier(2)

    def prepare(number: int) -> Callable[[str], tuple[int, int]]:
        made_by = os.getpid()
        both.wait(60)  # or, on a busy machine, one of them might do all

        def work(task: str) -> tuple[int, int]:
            assert os.getpid() == made_by
            return made_by, number

        return work

    seen = set(Jobs(prepare=prepare, lost=repr, number=2).run("abcdefghijkl"))
    assert len(seen) == 2
    assert {number for _, number in seen} == {0, 1}
    assert os.getpid() not in {pid for pid, _ in seen}


def test_tasks_are_taken_as_they_are_needed() -> None:
    """Tasks are not all taken at the start, so that memory does not grow with the class."""
    taken: list[str] = []

    def tasks() -> object:
        for each in range(50):
            taken.append(f"s{each}")
            yield taken[-1]

    run = Jobs(prepare=upper, lost=lost, number=2).run(tasks())
    next(run)
    assert len(taken) <= 4
    assert len(list(run)) == 49


@pytest.mark.parametrize("number", [1, 3])
def test_a_task_that_kills_its_job_is_lost_alone(number: int) -> None:
    """A task whose job is killed at every attempt is told as lost; all others are done."""

    def prepare(number: int) -> Callable[[str], str]:
        def work(task: str) -> str:
            if task == "c":
                os.kill(os.getpid(), signal.SIGKILL)
            return task.upper()

        return work

    done = list(Jobs(prepare=prepare, lost=lost, number=number).run("abcdefgh"))
    assert sorted(done) == ["A", "B", "D", "E", "F", "G", "H", "lost c"]


@pytest.mark.slow
def test_a_task_that_takes_too_much_processor_time_is_done_in_another_way() -> None:
    """A task whose job the system ends for its processor time is given as what it is to be."""

    def prepare(number: int) -> Callable[[str], str]:
        def work(task: str) -> str:
            if task == "c":
                resource.setrlimit(resource.RLIMIT_CPU, (1, resource.RLIM_INFINITY))
                while True:
                    pass
            return task.upper()

        return work

    jobs = Jobs(prepare=prepare, lost=lost, number=2, spent=lambda task: f"{task} refused")
    assert sorted(jobs.run("abcd")) == ["A", "B", "C REFUSED", "D"]


def test_a_job_killed_once_costs_nothing(tmp_path: Path) -> None:
    """A task whose job is killed is done at the second attempt."""

    def prepare(number: int) -> Callable[[str], str]:
        def work(task: str) -> str:
            killed = tmp_path / task
            if task in "bf" and not killed.exists():
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return task.upper()

        return work

    assert sorted(Jobs(prepare=prepare, lost=lost, number=2).run("abcdefgh")) == list("ABCDEFGH")


def test_a_task_that_only_waited_beside_a_killed_job_has_its_own_second_attempt(
    tmp_path: Path,
) -> None:
    """A task that had not begun when another's job was killed may lose a job of its own later."""

    def prepare(number: int) -> Callable[[str], str]:
        def work(task: str) -> str:
            killed = tmp_path / task
            if not killed.exists():
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return task.upper()

        return work

    done = list(Jobs(prepare=prepare, lost=lost, number=1).run("ab"))
    assert sorted(done) == ["A", "B"]


def test_an_error_of_the_whole_run_is_passed_on() -> None:
    """An error while a job is made ready comes out as it is, with its sentence."""

    def prepare(number: int) -> Callable[[str], str]:
        raise CourseError("There is no sandbox.")

    with pytest.raises(CourseError, match=r"There is no sandbox\."):
        list(Jobs(prepare=prepare, lost=lost, number=2).run("abc"))


def test_after_stop_what_is_under_way_is_finished() -> None:
    """After a stop no further task is begun, and those begun are given."""
    jobs = Jobs(prepare=upper, lost=lost, number=2)
    done = []
    for result in jobs.run(f"s{each}" for each in range(100)):
        done.append(result)
        jobs.stop()
    assert 1 <= len(done) <= 4


SCRIPT = """
import os, sys, time
from quizkit.grading.machines.jobs import InTurn, Jobs

def prepare(number):
    def work(task):
        with open(sys.argv[1], "a") as file:
            file.write(f"{os.getpid()}\\n")
        time.sleep(60)
    return work

list(Jobs(prepare=prepare, lost=repr, number=2).run("abcd"))
"""


def test_jobs_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """Jobs do not outlive a process that is killed."""
    pids = tmp_path / "pids"
    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(pids)]) as main:
        started = wait_for(lambda: pids.exists() and pids.read_text().split(), 2)
        assert all(alive(int(pid)) for pid in started)
        main.kill()
    wait_for(lambda: [pid for pid in started if not alive(int(pid))], 2)


def wait_for(look: Callable[[], object], number: int) -> list[str]:
    """Wait until there are so many of something."""
    end = time.monotonic() + 300
    while len(found := look() or []) < number:  # type: ignore[arg-type]
        assert time.monotonic() < end, "It did not come."
        time.sleep(0.02)
    return list(found)  # type: ignore[call-overload]


def test_in_turn_tasks_are_done_in_this_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a fork tasks are done here; what they print goes to the log, and a stop is heeded."""

    def prepare(number: int) -> Callable[[str], str]:
        def do(task: str) -> str:
            sys.stdout.write(f"doing {task}\n")
            return f"{task} in {os.getpid()}"

        return do

    jobs = InTurn(prepare=prepare, lost=repr, number=2, log=tmp_path / "log")
    taken = iter("abc")
    done = jobs.run(taken)
    first = next(done)
    jobs.stop()
    assert [first, *done] == [f"a in {os.getpid()}"]
    assert list(taken) == ["b", "c"]
    assert (tmp_path / "log").read_text() == "doing a\n"
    assert capsys.readouterr().out == ""
