"""Kernels killed while answers stream in: what was shown as saved is there, whatever happens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kill.learner import WAIT, Learner
from kill.nursery import Nursery, nursery
from quizkit.learner.answers_file import Answers
from quizkit.learner.record import QuestionRecord, Record
from soak import sampled

QUESTIONS = 8
STREAM = 400  # answers, more than any kernel lives to save
QUIZ = "id: quiz\ntitle: Quiz\nquestions:\n" + "".join(
    f"  - {{id: q{n}, type: text, prompt: Question {n}, accept: [right], hints: [a, b, c]}}\n"
    for n in range(QUESTIONS)
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kernels() -> Iterator[Nursery]:
    """Yield a place where kernels start in a moment."""
    with nursery() as place:
        yield place


@dataclass
class Seen:
    """All that the pages of one folder have been told is saved."""

    values: dict[str, tuple[int, int]] = field(default_factory=dict)  # (life, serial) of the last
    checked: dict[str, set[str]] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)

    def add(self, life: int, saved: list[tuple[str, Mapping[str, Any]]]) -> None:
        """Note what one kernel told before it was killed."""
        for question, state in saved:
            self.values[question] = (life, state["by"][1])
            self.hints[question] = max(self.hints.get(question, 0), len(state["hints"]))
            if state["checked"]:
                self.checked.setdefault(question, set()).add(state["value"])

    def missing(self, record: Record) -> Iterator[str]:
        """Yield what a record lacks."""
        for question, told in self.values.items():
            progress = record.questions[question]
            if _life_and_serial(progress.value) < told:
                yield f"{question}: {progress.value!r} is older than {told}"
        yield from self.unchecked(record)

    def unchecked(self, record: Record) -> Iterator[str]:
        """Yield which attempts and hints a record lacks."""
        for question, values in self.checked.items():
            lost = values - _attempted(record.questions[question])
            yield from (f"{question}: the attempt {value!r} is lost" for value in sorted(lost))
        for question, opened in self.hints.items():
            if record.questions[question].hints < opened:
                yield f"{question}: an opened hint is lost"


def _attempted(progress: QuestionRecord) -> set[str]:
    return {attempt.value for attempts in progress.rounds for attempt in attempts}


def _life_and_serial(value: str) -> tuple[int, int]:
    life, serial = value.split()[1:3]
    return int(life), int(serial)


def answers(chance: Random, life: int, name: str = "answer") -> list[tuple[str, str, Any]]:
    """Return a stream of drafts, attempts and hints; every value tells its place in the stream."""
    found: list[tuple[str, str, Any]] = []
    for serial in range(STREAM):
        do = chance.choice(["respond", "check", "check"])
        question = f"q{chance.randrange(QUESTIONS)}"
        found.append((do, question, f"{name} {life} {serial} " + "long " * chance.randrange(60)))
    return found


def restored(folder: Path) -> Record:
    """Read the answers file as the next kernel will; nothing in it may be damaged."""
    path = folder / "answers" / "quiz.json"
    json.loads(path.read_text(encoding="utf-8"))
    found = Answers(folder, "quiz").restore()
    assert found.reason == ""
    assert found.record is not None
    return found.record


def folder_with_quiz(folder: Path) -> Path:
    """Make a folder for a notebook, with the quiz in it."""
    folder.mkdir()
    (folder / "quiz.yaml").write_text(QUIZ, encoding="utf-8")
    return folder


def live_and_die(learner: Learner, stream: list[tuple[str, str, Any]], chance: Random) -> None:
    """Let answers stream in, and kill the kernel at a random moment after the first is saved."""
    learner.give(stream)
    learner.watch(WAIT, until=1 + chance.randrange(12))
    learner.watch(chance.random() * 0.012)  # some two saves: the blow falls anywhere in one
    learner.killed()


@pytest.mark.parametrize("folder", sampled(range(10), 1))
def test_nothing_saved_is_lost(kernels: Nursery, tmp_path: Path, folder: int) -> None:
    """In a folder, twenty kernels die in turn; what a page saw as saved is kept."""
    home = folder_with_quiz(tmp_path / "home")
    seen = Seen()
    for life in range(20):
        chance = Random(f"{folder}/{life}")
        learner = Learner.seated(kernels, home, f"view {life}")
        live_and_die(learner, answers(chance, life), chance)
        assert learner.saved
        assert learner.troubles == []
        seen.add(life, learner.saved)
        assert list(seen.missing(restored(home))) == []
        names = {path.name for path in (home / "answers").iterdir()}
        assert names <= {"quiz.json", ".quiz.tmp", ".quiz.lock"}  # what the dead leave is bounded


@pytest.mark.parametrize("folder", sampled(range(4), 1))
def test_two_kernels_at_once_lose_nothing(kernels: Nursery, tmp_path: Path, folder: int) -> None:
    """Two kernels save the same quiz at once and are killed; no attempt at either is lost."""
    home = folder_with_quiz(tmp_path / "home")
    seen = Seen()
    for life in range(4):
        chance = Random(f"two/{folder}/{life}")
        learners = [Learner.seated(kernels, home, f"{name} {life}") for name in ("one", "other")]
        for learner in learners:
            learner.give(answers(chance, life, learner.name.split()[0]))
        learners[0].watch(WAIT, until=1 + chance.randrange(12))
        learners[0].killed()
        learners[1].watch(WAIT, until=20 + chance.randrange(12))  # it goes on alone
        learners[1].killed()
        for learner in learners:
            assert learner.saved
            seen.add(life, learner.saved)
        assert list(seen.unchecked(restored(home))) == []
