"""What an attack is: how one student's wrong work is changed into something that tries to cheat.

Every attack is one module in a folder beside this one, which is named for its kind. The module's
docstring says in a sentence what is tried; ``ATTACK`` says how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an attacker knows of the place; more than a real one would.

    Args:
        course: the course's folder.
        outside: a folder outside the course.
        secrets: what must not be read, by where it lies.
        services: what listens: the name of a network to its address.
        most: how much an attack on resources takes at most, so that no machine is endangered.
        mark: what only this run's attacks print, write and show.
    """

    course: Path
    outside: Path
    secrets: Mapping[str, str]
    services: Mapping[str, tuple[str, int]]
    most: Mapping[str, int]
    mark: str

    def constants(self, name: str) -> str:
        """Return the lines that an attacker's code begins with."""
        return (
            "from pathlib import Path\n"
            f"COURSE, OUTSIDE = Path({str(self.course)!r}), Path({str(self.outside)!r})\n"
            f"NAME, MARK = {name!r}, {self.mark!r}\n"
            f"SERVICES, MOST = {dict(self.services)!r}, {dict(self.most)!r}\n"
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """The work that a student hands in, before it is: the notebook may be changed in place."""

    notebook: dict[str, Any]
    folder: Path
    scene: Scene

    @property
    def cells(self) -> list[Cell]:
        """Return the notebook's cells."""
        cells: list[Cell] = self.notebook["cells"]
        return cells

    def cell(self, grade_id: str) -> Cell:
        """Return the cell that nbgrader knows by this name."""
        return next(
            c for c in self.cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        )

    @property
    def tests(self) -> list[Cell]:
        """Return the cells with the tests."""
        return [self.cell("days-test"), self.cell("countries-test")]


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack.

    Args:
        tries: a sentence on what it tries.
        nl: the same sentence in Dutch.
        code: is put into the student's own code cell, below a wrong answer and the constants of
            the scene: COURSE, OUTSIDE, NAME, MARK, SERVICES and MOST. It prints MARK once it has
            what it wanted, where nothing else would show that.
        change: changes the notebook.
        files: changes the folder, with everything in it.
        graded_before: this student handed in right work before, which was graded.
        ends: how ``quizkit grade`` must end it, where a score that is not too high will not do.
        alone: it changes what other attacks meet, so stock nbgrader gets it alone.
    """

    tries: str
    nl: str = field(kw_only=True)
    code: str = field(default="", kw_only=True)
    change: Callable[[Submission], None] | None = field(default=None, kw_only=True)
    files: Callable[[Submission], None] | None = field(default=None, kw_only=True)
    graded_before: bool = field(default=False, kw_only=True)
    ends: str = field(default="", kw_only=True)
    alone: bool = field(default=False, kw_only=True)
