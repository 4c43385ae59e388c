"""What grading gave: one result a submission, and the report of them all, as a table and as JSON.

``quizkit grade --json`` prints one object::

    {
      "assignment": "demands",
      "sandbox": "bubblewrap",         what the code ran in: "bubblewrap", "none" or "no code"
      "jobs": 2,
      "interrupted": false,            whether Ctrl-C ended it before everything was graded
      "error": null,                   what ended it before that, as a sentence
      "solution": [],                  what the teacher's own solution does not earn, and why
      "untried": [],                   tests that could not be tried with another answer expected
      "seconds": 6.2,                  from the first submission to the last
      "seconds_per_submission": 0.26,  of those that were not unchanged; null if there are none
      "totals": {"graded": 22, "unchanged": 0, "flagged": 1, "refused": 1, "failed": 0},
      "submissions": [
        {"student": "ann", "status": "flagged", "reasons": ["…"], "score": 3.5, "max_score": 7.0,
         "seconds": 0.2, "sandbox": "bubblewrap"}
      ]
    }
"""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from quizkit.errors import printable

UNSAFE = (
    "!! NO SANDBOX: the students' code ran with your rights, your files and your network, "
    "because of --no-sandbox."
)
SOLUTION = "Your own solution does not earn all of its points here, and so nobody's work may:"
UNTRIED = (
    "What these tests expect is not written out in them, so they could not be tried with another"
    " answer expected:"
)
NARROWEST = 30  # characters of a line of reasons, however narrow the terminal


class Status(StrEnum):
    """What became of a submission, in the order of the report."""

    GRADED = "graded"
    UNCHANGED = "unchanged"
    FLAGGED = "flagged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one submission.

    Args:
        student: the student's id.
        status: what became of it.
        reasons: why, one sentence each.
        score: points so far; hand-marked cells may still be missing.
        max_score: points that can be had.
        seconds: how long it took.
        sandbox: ``bubblewrap``, ``none``, or ``no code`` where no kernel was needed.

    >>> Result(student="ann", status=Status.GRADED, score=3.5).good
    True
    """

    student: str
    status: Status
    reasons: tuple[str, ...] = ()
    score: float | None = None
    max_score: float | None = None
    seconds: float = 0.0
    sandbox: str = ""

    @property
    def good(self) -> bool:
        """Whether it has its grade: not refused, not failed."""
        return self.status not in (Status.REFUSED, Status.FAILED)

    def unchanged(self, settled: Iterable[str] = ()) -> Result:
        """Return the same result, as that of an earlier run.

        Reasons to look at a cell that is ``settled`` are told no more.

        >>> reasons = ("a.ipynb, quiz: Look.", "a.ipynb, essay: Look.")
        >>> result = Result(student="ann", status=Status.FLAGGED, reasons=reasons)
        >>> result.unchanged(["a.ipynb, quiz"]).reasons
        ('a.ipynb, essay: Look.',)
        """
        done = tuple(f"{cell}: " for cell in settled)
        reasons = tuple(reason for reason in self.reasons if not reason.startswith(done))
        return replace(self, status=Status.UNCHANGED, seconds=0.0, reasons=reasons)

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Result:
        """Read what ``plain`` gave.

        >>> result = Result(student="ann", status=Status.FLAGGED, reasons=("Look.",))
        >>> Result.from_plain(result.plain()) == result
        True
        """
        read = {"status": Status(plain["status"]), "reasons": tuple(map(str, plain["reasons"]))}
        return cls(**plain | read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The results of one run.

    >>> result = Result(student="ann", status=Status.REFUSED, reasons=("a.csv is a link.",))
    >>> report = Report(assignment="rivers", results=(result,), jobs=2, seconds=1.5)
    >>> report.totals["refused"], report.exit_code
    (1, 1)
    """

    assignment: str
    results: Sequence[Result]
    jobs: int
    seconds: float
    sandboxed: bool = True
    interrupted: bool = False
    error: str = ""
    solution: Sequence[str] = ()
    untried: Sequence[str] = ()

    @property
    def totals(self) -> dict[str, int]:
        """How many there are of each status."""
        found = [result.status for result in self.results]
        return {status.value: found.count(status) for status in Status}

    @property
    def exit_code(self) -> int:
        """0 if every submission has its grade, 130 after Ctrl-C, 3 if it was ended, else 1."""
        if self.error:
            return 3
        if self.interrupted:
            return 130
        return int(not all(result.good for result in self.results))

    @property
    def sandbox(self) -> str:
        """What the code ran in; ``none`` if that holds for any of it."""
        fresh = [result for result in self.results if result.status != Status.UNCHANGED]
        used = {result.sandbox for result in fresh or self.results} - {""}
        if "none" in used or not self.sandboxed:
            return "none"
        return "no code" if used == {"no code"} else "bubblewrap"

    @property
    def seconds_each(self) -> float | None:
        """Seconds a submission, of those that this run graded."""
        worked = len(self.results) - self.totals[Status.UNCHANGED]
        return self.seconds / worked if worked else None

    def to_json(self) -> str:
        """Write it as JSON; see the head of this module."""
        plain = {
            "assignment": self.assignment,
            "sandbox": self.sandbox,
            "jobs": self.jobs,
            "interrupted": self.interrupted,
            "error": self.error or None,
            "solution": list(self.solution),
            "untried": list(self.untried),
            "seconds": round(self.seconds, 3),
            "seconds_per_submission": self.seconds_each and round(self.seconds_each, 4),
            "totals": self.totals,
            "submissions": [result.plain() for result in self._by_student()],
        }
        return json.dumps(plain, indent=2)

    def __str__(self) -> str:
        return "\n".join(self.lines(width=shutil.get_terminal_size().columns))

    def lines(self, *, width: int) -> Iterator[str]:
        """Yield the report for people, line by line."""
        rows = [result for result in self._by_student() if result.reasons or not result.good]
        if rows:
            yield from _table(rows, width=width)
            yield ""
        for head, lines in ((SOLUTION, self.solution), (UNTRIED, self.untried)):
            if lines:
                yield from textwrap.wrap(head, width)
                for line in lines:
                    yield from textwrap.wrap(
                        one_line(line), width, initial_indent="- ", subsequent_indent="  "
                    )
                yield ""
        for status, number in self.totals.items():
            yield f"{status:<10}{number:>6}"
        yield ""
        yield self._summary()
        if self.interrupted:
            yield "Stopped before the end; the same command goes on where it was."
        if self.sandbox == "none":
            yield UNSAFE

    def _summary(self) -> str:
        each = "" if self.seconds_each is None else f", {self.seconds_each:.2f} s each"
        number = len(self.results)
        return (
            f"{self.assignment}: {number} submission{'s' * (number != 1)} in {self.seconds:.1f} s"
            f"{each}; jobs: {self.jobs}; sandbox: {self.sandbox}"
        )

    def _by_student(self) -> list[Result]:
        return sorted(self.results, key=lambda result: result.student)


def one_line(text: str) -> str:
    r"""Return a text as one line that a terminal only shows: names of files are the students'.

    >>> one_line("a\x1b[2Jb\n")
    'a�[2Jb'
    """
    return printable(" ".join(text.split()))


def _table(rows: Sequence[Result], *, width: int) -> Iterator[str]:
    """Yield who needs a look, and why: student, status, reasons."""
    first = max(len("student"), *(len(one_line(row.student)) for row in rows)) + 2
    second = 11
    yield f"{'student':<{first}}{'status':<{second}}reason"
    room = max(NARROWEST, width - first - second)
    for row in rows:
        reasons = [line for each in row.reasons for line in textwrap.wrap(one_line(each), room)]
        lines = reasons or ["No reason is known."]
        yield f"{one_line(row.student):<{first}}{row.status:<{second}}{lines[0]}"
        for line in lines[1:]:
            yield " " * (first + second) + line
