"""A signal at any moment of any command ends it with one sentence and the signal's exit code."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest

from browser.serving import free_port
from course.small_course import lay_out
from signalled import PROGRAM, Started, start
from soak import sampled

pytestmark = pytest.mark.slow
MODULE = (sys.executable, "-m")
COMMANDS = {  # and within how many seconds of its life a signal comes
    "check": ((PROGRAM, "check", "."), 2.0),
    "print": ((PROGRAM, "print", "geneva"), 0.6),
    "roles": ((PROGRAM, "print", "--roles"), 0.6),
    "binder-link": ((PROGRAM, "binder-link"), 0.05),
    "preview": ((PROGRAM, "preview", "geneva", "--no-browser"), 1.5),
    "schema": ((PROGRAM, "schema", "--output", "quiz.schema.json"), 0.05),
    "quizkit": ((*MODULE, "quizkit", "print", "vienna"), 0.6),
    "tables": ((*MODULE, "quizkit.tables", "data"), 0.05),
    "cluster": ((*MODULE, "quizkit.grading.cluster", "tcp://192.0.2.1:8786"), 0.5),
}
# These take a fifth of a second: on a busy machine one may have done all, and be at its own end,
# by the time that the test has its turn to send a signal. With which code, stands here.
SOON_DONE = {"binder-link": 2, "schema": 0, "tables": 1}
ANSWERS = {signal.SIGINT: "Ctrl-C", signal.SIGTERM: "the signal SIGTERM"}


def ended_in_order(command: Started, number: int) -> None:
    """See that a command was ended by a signal, and said no more than one sentence."""
    assert command.end() == 128 + number, command.said
    lines = command.said.strip().splitlines()
    assert len(lines) == 1, command.said
    assert ANSWERS[signal.Signals(number)] in lines[0] or "closed" in lines[0]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small course, with an assignment that the check runs."""
    root = tmp_path_factory.mktemp("signals") / "course"
    lay_out(root)
    (root / "data").mkdir()
    return root


@pytest.mark.parametrize("moment", sampled(range(12), 1))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_ends_a_command(name: str, moment: int, course: Path, tmp_path: Path) -> None:
    """It comes while libraries load, while files are read and while they are written."""
    (command, seconds), chance = COMMANDS[name], random.Random(f"{name} {moment}")
    number = signal.SIGTERM if moment % 4 == 3 else signal.SIGINT
    running = start(*command, folder=course, place=tmp_path)
    running.until_heeding()
    time.sleep(chance.uniform(0, 1) * seconds)
    if running.process.poll() is None:
        running.send(number)
        if running.end() != SOON_DONE.get(name):
            ended_in_order(running, number)
    assert "Traceback" not in running.said


def test_a_signal_while_a_library_makes_code_gives_the_code_too(tmp_path: Path) -> None:
    """Python remembers one that came within ``exec``, also when it was caught since."""
    (tmp_path / "made.py").write_text(
        "import sys\n"
        "from quizkit import interruption\n"
        "interruption.heed()\n"
        "make = 'import os, signal; os.kill(os.getpid(), signal.SIGINT)'\n"
        "sys.exit(interruption.run(lambda: exec(make)))\n"
    )
    running = start(*MODULE, "made", folder=tmp_path, place=tmp_path)
    ended_in_order(running, signal.SIGINT)


@pytest.mark.parametrize("moment", sampled(range(12), 1))
def test_a_signal_ends_jupyterlab_before_it_is_open(
    moment: int, checkout: Path, tmp_path: Path
) -> None:
    """While JupyterLab starts it is ended as any command, and nothing of it runs on."""
    number = signal.SIGTERM if moment % 4 == 3 else signal.SIGINT
    running = lab(checkout, tmp_path)
    running.until_heeding()
    time.sleep(random.Random(moment).uniform(0, 4))
    running.send(number)
    ended_in_order(running, number)


@pytest.mark.parametrize("number", ANSWERS)
def test_a_signal_closes_the_lessons(number: int, checkout: Path, tmp_path: Path) -> None:
    """Once the lessons are open a signal closes them, and the sentence says so."""
    running = lab(checkout, tmp_path)
    running.until(lambda: "Keep this window open" in running.out.read_text())
    running.send(number)
    ended_in_order(running, number)
    assert "The lessons are closed" in running.said


def test_the_second_signal_does_not_wait(checkout: Path, tmp_path: Path) -> None:
    """A second Ctrl-C while the first one is answered adds nothing, and ends it at once."""
    running = lab(checkout, tmp_path)
    running.until_heeding()
    running.send(signal.SIGINT)
    running.until(lambda: bool(running.said))
    running.send(signal.SIGINT)
    ended_in_order(running, signal.SIGINT)


def lab(checkout: Path, place: Path) -> Started:
    """Start ``quizkit lab``, for a browser that nobody opens."""
    command = (PROGRAM, "lab", str(checkout), "--no-browser", "--port", str(free_port()))
    return start(*command, folder=place, place=place)
