"""What can go wrong, as one tree.

::

    QuizkitError                what every error of quizkit is
    ├── UnknownName             no table, quiz, column or language of that name
    ├── ContentError            a file of the module's content cannot be used; holds its problems
    │   ├── QuizFileError       a quiz file
    │   └── TableError          a data table or its datapackage.json
    ├── AnswersError            the answers file cannot be read or written
    ├── LabError                the lessons cannot be put into a folder or opened
    ├── RepositoryError         the repository has no address to link to
    ├── PrintError              a hand-out cannot be made or written
    ├── SiteError               the lessons cannot be made into a site
    ├── BankError               a bank of questions cannot be read or written
    ├── StartError              a start cannot be made where it was asked for
    ├── PageError               a page cannot be shown in this computer's browser
    ├── MissingExtra            what was asked for takes a library that is not installed
    ├── CourseError             the nbgrader course or an assignment
    └── SandboxError            students' code cannot be run as safely as was asked for
        └── MissingKernel       the kernel that a notebook asks for is not installed

Every message is one sentence for a person: what is wrong, where, and what to do. In a notebook
it is shown as that sentence, without a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a content file.

    ``str()`` gives ``file:line: question 'id': what; mend``, as editors and terminals link it.
    Line 0 is the file as a whole; a ``warning`` is advice, and says so.

    >>> str(Problem(Path("geneva.yaml"), 12, "who-led", "no option is correct", "mark one"))
    "geneva.yaml:12: question 'who-led': no option is correct; mark one"
    >>> str(Problem(Path("genva.yaml"), 0, "", "there is no such file", "check the name"))
    'genva.yaml: there is no such file; check the name'
    >>> str(Problem(Path("vienna.ipynb"), 9, "4", "it has no points", "give it some", kind="cell"))
    'vienna.ipynb:9: cell 4: it has no points; give it some'
    """

    path: Path
    line: int
    where: str
    what: str
    mend: str
    rule: str = ""
    warning: bool = False
    kind: str = "question"  # what ``where`` names

    def __str__(self) -> str:
        numbered = self.kind == "cell" and self.where.isdecimal()
        named = self.where if numbered else f"'{self.where}'"
        where = f"{self.kind} {named}: " if self.where else ""
        file = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{file}: {'advice: ' if self.warning else ''}{where}{self.what}; {self.mend}"


class QuizkitError(Exception):
    """What every error of quizkit is: catch this to catch them all."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows: the message alone."""
        return [str(self)]


class UnknownName(QuizkitError):
    """No table, quiz, column or language of that name; the message suggests the nearest.

    ``files`` are files of the reader's own that might be meant: they are named with their ending.
    """

    def __init__(
        self, kind: str, name: str, known: Iterable[str], *, files: Iterable[str] = ()
    ) -> None:
        names = sorted(known)
        own = {file.rpartition(".")[0]: file for file in files}
        near = nearest(name, own if name in own else [*own, *names])
        if near in own:
            near = own[near]
            hint = f'for the file of your own, write its whole name: show("{near}").'
        else:
            hint = (
                f"did you mean '{near}'?" if near else f"there are: {', '.join(names) or 'none'}."
            )
        super().__init__(f"There is no {kind} '{name}'; {hint}")
        self.what, self.mend = f"there is no {kind} '{name}'", hint.rstrip(".")
        self.name = name
        self.suggestion = near


class ContentError(QuizkitError):
    """A content file cannot be used; ``problems`` lists everything found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class QuizFileError(ContentError):
    """A quiz file cannot be used."""


class TableError(ContentError):
    """A data table, or the datapackage.json that describes it, cannot be used."""


class AnswersError(QuizkitError):
    """The answers file cannot be read or written; the message says which and why.

    ``cause`` is ``"denied"``, ``"full"`` or ``"other"``, for the page to say it in its language.
    """

    def __init__(self, message: str, *, place: str, cause: str) -> None:
        super().__init__(message)
        self.place = place
        self.cause = cause


class LabError(QuizkitError):
    """The lessons cannot be put into a folder or opened; the message says why."""


class RepositoryError(QuizkitError):
    """The repository has no address that a link could point to."""


class PrintError(QuizkitError):
    """A hand-out cannot be made or written; the message says why."""


class SiteError(QuizkitError):
    """The lessons cannot be made into a site; the message says why."""


class BankError(QuizkitError):
    """A bank of questions cannot be read or written; the message says why and what to do."""


class StartError(QuizkitError):
    """A start or its schema cannot be made where it was asked for; the message says why."""


class PageError(QuizkitError):
    """A page cannot be shown in the browser of this computer; the message says why."""


class MissingExtra(QuizkitError):
    """What was asked for takes a library that is not installed; the message says which extra."""


class CourseError(QuizkitError):
    """The nbgrader course or one of its assignments cannot be used."""


class SandboxError(QuizkitError):
    """Students' code cannot be run as safely as was asked for; the message says what to do."""


class MissingKernel(SandboxError):
    """The kernel that a notebook asks for is not installed; others may ask for another one."""


def nearest(name: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """Return the known name most like ``name``, capitals aside, or None where none is near.

    ``alike`` is how near a name must be, from 0 to 1.

    >>> nearest("prompts", ["prompt", "points"])
    'prompt'
    """
    by_letters = {each.casefold(): each for each in reversed(list(known))}
    found = difflib.get_close_matches(name.casefold(), by_letters, n=1, cutoff=alike)
    return by_letters[found[0]] if found else None


def printable(text: str, sign: Callable[[str], str] = lambda _: "\ufffd") -> str:
    r"""Return a stranger's text as a message can hold it, with a sign for what is not printable.

    >>> printable("a\x1b[2Jb"), printable("a\x1b[2Jb", lambda letter: f"<{ord(letter)}>")
    ('a�[2Jb', 'a<27>[2Jb')
    """
    return "".join(letter if letter.isprintable() else sign(letter) for letter in text)


def printable_lines(text: object) -> str:
    r"""Return what a terminal is given, a stranger's words in it made printable line by line.

    >>> printable_lines("a\x1b[2Jb\nc")
    'a�[2Jb\nc'
    """
    return "\n".join(printable(line) for line in str(text).split("\n"))
