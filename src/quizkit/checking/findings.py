"""What a check found, as one reads it: a line for each thing to mend, and a closing line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizkit.errors import Problem
from quizkit.languages import ENGLISH, joined

PLURALS = {
    "mistake": "mistakes",
    "piece of advice": "pieces of advice",
    "file": "files",
    "quiz": "quizzes",
    "lesson": "lessons",
    "assignment": "assignments",
    "released assignment": "released assignments",
    "notebook": "notebooks",
    "table": "tables",
}


@dataclass(frozen=True)
class Findings:
    """Problems, how much of what was looked at (``{"quiz": 34}``), and what to tell of it."""

    problems: tuple[Problem, ...]
    looked_at: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def mistakes(self) -> int:
        """How many there are, advice not counted."""
        return sum(not problem.warning for problem in self.problems)

    def __str__(self) -> str:
        """Write a line for each problem, and the closing line."""
        return "\n".join([*map(str, self.problems), self.closing])

    @property
    def closing(self) -> str:
        """The closing line: how many mistakes and pieces of advice, in how much.

        >>> Findings((), {"quiz": 34, "lesson": 16, "table": 1}).closing
        'No mistakes found in 34 quizzes, 16 lessons and 1 table.'
        """
        looked_at = _listed(self.looked_at)
        if not self.problems:
            line = f"No mistakes found in {looked_at or 'nothing: there was nothing to check'}."
        else:
            advice = len(self.problems) - self.mistakes
            counts = [_counted(self.mistakes, "mistake") if self.mistakes else "No mistakes"]
            counts += [_counted(advice, "piece of advice")] if advice else []
            files = len({problem.path for problem in self.problems})
            line = f"{', '.join(counts)} in {_counted(files, 'file')}"
            line += f"; checked: {looked_at}." if sum(self.looked_at.values()) > files else "."
        return f"{line} {self.note}".strip()


def _counted(number: int, name: str) -> str:
    return f"{number} {name if number == 1 else PLURALS[name]}"


def _listed(looked_at: Mapping[str, int]) -> str:
    parts = [_counted(number, name) for name, number in looked_at.items() if number]
    return joined(parts, ENGLISH)
