"""Where we are in a quiz file, and what was found wrong with it so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from quizkit.errors import Problem, printable
from quizkit.quiz.pictures.picture import Picture

LONGEST_SAID = 300  # characters of what is said about one mistake
MOST_PROBLEMS = 200  # nobody reads more about one file
WHOLE_FILE = 0  # the line of a mistake that is in no line: a file that is not there


@dataclass(frozen=True)
class Place:
    """Where we are in a quiz file, and the list that collects what is wrong with it."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    question: str = ""
    content: Path | None = None  # the folder whose data tables answers may be derived from
    comments: dict[tuple[int, int], str] = field(default_factory=dict)  # by where a text starts
    pictures: dict[str, Picture] = field(default_factory=dict)  # as far as read, by name

    def problem(self, at: yaml.Node | int, what: str, mend: str) -> None:
        """Note a mistake at a node (or a line, counted from 1)."""
        if self.full:
            return
        line = at if isinstance(at, int) else at.start_mark.line + 1
        if len(self.problems) == MOST_PROBLEMS - 1:
            what, mend = "there are more mistakes from here on", "mend those above first"
        where, what, mend = (visible(t, LONGEST_SAID) for t in (self.question, what, mend))
        problem = Problem(self.path, line, where, what, mend)
        if problem not in self.problems:  # a field may be read in two ways, and told of once
            self.problems.append(problem)

    def comment(self, node: yaml.Node) -> str:
        """Return the comment after a text without quotation marks: it may be the text's end."""
        return self.comments.get((node.start_mark.line, node.start_mark.column), "")

    @property
    def full(self) -> bool:
        """Return whether so much is wrong that no more is noted."""
        return len(self.problems) >= MOST_PROBLEMS

    def within(self, question: str) -> Place:
        """Return the same place, inside a question; it shares the list of problems."""
        return replace(self, question=question)


def short(word: str) -> str:
    """Write what a file holds in a message: on one line, and not too long.

    >>> short("through Vienna")
    'through Vienna'
    """
    return visible(word, 40)


def visible(text: str, longest: int) -> str:
    """Write a text on one line, with a name for what cannot be seen: a stray ‹U+200B›.

    >>> visible("Vienna" + chr(0x200B), 40)
    'Vienna‹U+200B›'
    """
    if not text.isprintable():
        text = " ".join(text[: 4 * longest].split("\n"))
        text = printable(text, lambda letter: f"‹U+{ord(letter):04X}›")
    return text if len(text) <= longest else text[: longest - 1] + "…"
