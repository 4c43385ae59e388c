"""A signal at any moment of any command ends it with one sentence and the signal's exit code."""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from browser.serving import free_port
from course.small_course import lay_out
from signalled import PROGRAM, Life, Started, start
from soak import sampled

pytestmark = pytest.mark.slow
MODULE = (sys.executable, "-m")
COURIER = '{"address": "tcp://192.0.2.1:8786", "lines": [], "sandbox": false}'
COMMANDS = {  # and the event with which its moments end, where it goes on until a signal comes
    "check": ((PROGRAM, "check", "."), ""),
    "print": ((PROGRAM, "print", "geneva"), ""),
    "roles": ((PROGRAM, "print", "--roles"), ""),
    "binder-link": ((PROGRAM, "binder-link"), ""),
    "preview": ((PROGRAM, "preview", "geneva", "--no-browser"), "socket.bind"),
    "schema": ((PROGRAM, "schema", "--output", "quiz.schema.json"), ""),
    "quizkit": ((*MODULE, "quizkit", "print", "vienna"), ""),
    "tables": ((*MODULE, "quizkit.tables", "data"), ""),
    "courier": ((*MODULE, "quizkit.grading.cluster_courier", COURIER), "socket.connect"),
}
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


@pytest.fixture(scope="module")
def lives(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Life]:
    """Return what gives the life of a command, which lives it once."""

    @cache
    def life(name: str) -> Life:
        command, last = COMMANDS[name]
        return Life(command, course, last).lived(tmp_path_factory.mktemp(name))

    return life


def ended_at(life: Life, moment: int, number: int, place: Path) -> None:
    """See that a command ends in order when a signal comes at a moment of its life."""
    running = life.start(moment, place)
    if running.until_stopped():
        running.send(number)
        running.go_on()
        ended_in_order(running, number)
    else:  # it took fewer steps than the first time
        assert running.end() == life.code, running.said
    assert "Traceback" not in running.said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_before_they_are_answered_waits(
    name: str, lives: Callable[[str], Life], tmp_path: Path
) -> None:
    """What answers signals is being imported, which takes long where files are not in memory."""
    ended_at(replace(lives(name), code=None), 0, signal.SIGINT, tmp_path)


@pytest.mark.parametrize("moment", sampled(range(12), 1))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_signal_ends_a_command(
    name: str, moment: int, lives: Callable[[str], Life], tmp_path: Path
) -> None:
    """It comes while libraries load, while files are read and while they are written."""
    number = signal.SIGTERM if moment % 4 == 3 else signal.SIGINT
    life = lives(name)
    at = random.Random(f"{name} {moment}").randrange(1, life.moments)
    ended_at(life, at, number, tmp_path)


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
    life = Life(opened(checkout), tmp_path, "socket.bind").lived(place(tmp_path, "first"))
    at = random.Random(moment).randrange(life.moments)
    ended_at(life, at, number, place(tmp_path, "then"))


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


def place(folder: Path, name: str) -> Path:
    """Return a new folder for what a command writes."""
    (folder / name).mkdir()
    return folder / name


def opened(checkout: Path) -> tuple[str, ...]:
    """Return the command that opens the lessons, for a browser that nobody opens."""
    return (PROGRAM, "lab", str(checkout), "--no-browser", "--port", str(free_port()))


def lab(checkout: Path, place: Path) -> Started:
    """Start ``quizkit lab``."""
    return start(*opened(checkout), folder=place, place=place)
