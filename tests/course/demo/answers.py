"""What may be handed in for an assignment, from perfect to broken, and what each part is worth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAMES = ("timeline", "demands", "sources")  # in the order of the term
KINDS = ("perfect", "partial", "wrong", "empty", "broken")
ANSWERS = Path(__file__).resolve().parents[1] / "answers"
ENGLISH = "en"
Score = float | None  # None: for the hand grader


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer a whole assignment, and the score of each graded cell."""

    cells: Mapping[str, str]
    quiz: Mapping[str, Any]
    expected: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Task:
    """Cells that a student fills in, and the cells whose score depends on them alone."""

    solutions: tuple[str, ...]
    graded: tuple[str, ...]
    by_hand: bool = False

    @property
    def name(self) -> str:
        """The task is known by its first cell."""
        return self.solutions[0]


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment as the demo class knows it: its tasks, its points and the demo answers."""

    name: str
    tasks: tuple[Task, ...]
    points: Mapping[str, float]
    answers: Mapping[str, Answer]

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the quiz's questions."""
        return tuple(self.answers["perfect"].quiz)


def assignments(course: Path, language: str = ENGLISH) -> tuple[Assignment, ...]:
    """Read the assignments and their demo answers in a language."""
    return tuple(assignment(course, name, language) for name in NAMES)


def assignment(course: Path, name: str, language: str = ENGLISH) -> Assignment:
    """Read one assignment from its source notebook and its demo answers."""
    path = course / "source" / name / f"{name}.ipynb"
    marked = [
        cell["metadata"]["nbgrader"]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if "nbgrader" in cell["metadata"]
    ]
    return Assignment(
        name,
        tuple(_tasks(marked)),
        {mark["grade_id"]: float(mark["points"]) for mark in marked if mark.get("grade")},
        {kind: _answer(ANSWERS / name / f"{kind}.json", language) for kind in KINDS},
    )


def _answer(path: Path, language: str) -> Answer:
    said = json.loads(path.read_text(encoding="utf-8"))
    cells = said["cells"] | said.get(f"cells_{language}", {})  # texts; code is the same in all
    return Answer(cells, said["quiz"], said["expected"])


def _tasks(marked: list[dict[str, Any]]) -> Iterator[Task]:
    """Put each solution with the tests that follow it; a quiz follows none of its own."""
    solutions: list[str] = []
    graded: list[str] = []
    for mark in marked:
        if mark.get("solution"):
            if graded:
                yield Task(tuple(solutions), tuple(graded))
                solutions, graded = [], []
            if mark.get("grade"):
                yield Task((mark["grade_id"],), (mark["grade_id"],), by_hand=True)
            else:
                solutions.append(mark["grade_id"])
        elif mark.get("grade") and mark["grade_id"] != "quiz":
            graded.append(mark["grade_id"])
    if graded:
        yield Task(tuple(solutions), tuple(graded))
