"""A signal at any moment of ``quizkit grade``, and the run that goes on where it was."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from grading.graded_class import ASSIGNMENT, GradedClass
from signalled import PROGRAM, Started, start
from soak import sampled

pytestmark = pytest.mark.slow
STUDENTS = [f"s{number}" for number in range(3)]
STOPPING = "Stopping: what is under way is finished first."


@pytest.fixture
def handed_in(graded_class: GradedClass) -> GradedClass:
    """Return a class that has handed in."""
    graded_class.hand_in_all(STUDENTS)
    return graded_class


def grade(course: GradedClass, place: Path) -> Started:
    """Start the command as a teacher does, with all its imports to come."""
    return start(PROGRAM, "grade", ASSIGNMENT, "--jobs", "2", folder=course.root, place=place)


def sentences(running: Started) -> list[str]:
    """Return what it said, without how far it was."""
    lines = running.said.splitlines()
    return [line for line in lines if line.strip() and not line.startswith(f"{ASSIGNMENT}: ")]


@pytest.mark.parametrize("moment", sampled(range(24), 2))
def test_a_signal_costs_no_grade(moment: int, handed_in: GradedClass, tmp_path: Path) -> None:
    """It says one sentence, whether it imports, looks into the gradebook, grades or tells; the
    same command then grades everybody.
    """
    number = signal.SIGTERM if moment % 4 == 3 else signal.SIGINT
    running = grade(handed_in, tmp_path)
    running.until_heeding()
    time.sleep(random.Random(moment).uniform(0, 8))
    if running.process.poll() is None:
        running.send(number)
        assert running.end() == 128 + number, running.said
        assert len(sentences(running)) == 1, running.said
    assert "Traceback" not in running.said
    again = handed_in.grade()
    assert again.code == 0, again.said
    assert set(again.became()) == set(STUDENTS)
    assert handed_in.scores() == {"s0": 2, "s1": 0, "s2": 0}


def test_a_signal_while_jobs_begin_reaches_the_command_alone(
    handed_in: GradedClass, tmp_path: Path
) -> None:
    """However often it comes while processes are forked, none of them says a word of its own."""
    running = grade(handed_in, tmp_path)
    running.until(lambda: (handed_in.root / f".quizkit/grading/{ASSIGNMENT}.lock").exists())
    running.send(signal.SIGINT)
    running.until(lambda: bool(running.said))
    running.send(signal.SIGINT)
    assert running.end() == 130, running.said
    said = sentences(running)
    assert said[0].startswith((STOPPING, "Stopped by Ctrl-C; "))
    assert len(said) <= 2, running.said
