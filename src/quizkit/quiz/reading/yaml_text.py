"""YAML read into nodes, with what is wrong with it said in words.

Nothing that a file holds may crash the reader, or cost more time and memory than a quiz does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from quizkit.errors import nearest
from quizkit.files import MERGE_MARK
from quizkit.quiz.reading import lost_text
from quizkit.quiz.reading.problems import WHOLE_FILE, Place
from quizkit.quiz.reading.typos import plain_spaces, slip, straight_quotes
from quizkit.quiz.reading.unclosed import DEEPEST, lines

SUFFIXES = (".yaml", ".yml")  # of quiz files
LARGEST_FILE = 2_000_000  # bytes: some thousands of questions
MOST_NODES = 200_000  # texts, lists and mappings, those behind an alias counted at each use
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SAID_BETTER = {
    "escape|hexa?decimal": lost_text.BACKSLASH,
    "scanning a block scalar": ("a text cannot start with > or |", lost_text.QUOTE),
    "block sequence entries are not allowed": ("a text cannot start with a dash", lost_text.QUOTE),
    "expected node content": (
        "a text is missing here, or starts with a dash, a comma or a closing bracket",
        f"write it, or {lost_text.QUOTE}",
    ),
    "scanning an (alias|anchor)": ("a text cannot start with * or &", lost_text.QUOTE),
    "(scanning|parsing) a tag|tag handle": ("a text cannot start with !", lost_text.QUOTE),
    "mapping keys are not allowed": ("a text cannot start with ?", lost_text.QUOTE),
    "scanning a directive": ("a line cannot start with %", lost_text.QUOTE),
    "<document start>": ("the line '...' ends a file, and more follows", "remove that line"),
    "mapping values are not allowed": (
        "there is a second ': ' on this line, or the line is indented too far",
        "put the text between quotation marks, or line it up with the line above",
    ),
    "tab character|'\\\\t'": ("this line is indented with a tab", "type spaces instead"),
    "cannot start any token": (
        "a text cannot start with @, `, % or a tab",
        "put the text between quotation marks",
    ),
    "scanning a quoted scalar": (
        "the quotation mark that opens a text here is not closed",
        "put the same mark at the end of the text",
    ),
    "parsing a flow": (
        "a bracket or a comma is missing in what begins here",
        "close every { with } and every [ with ]",
    ),
    "could not find expected ':'": (
        "this line has neither a field ('name: value') nor a dash",
        "write 'name: value', or put a text of several lines between quotation marks",
    ),
    "did not find expected": (
        "this line does not fit the lines above it",
        "check the spaces at its start, and the quotation marks here and one line up",
    ),
    "expected a single document|another document": (
        "'---' starts a second document here",
        "keep one quiz a file, and remove the line",
    ),
    "undefined alias": (
        "a word that starts with * names nothing",
        "put the text between quotation marks",
    ),
    "control characters|special characters|invalid": (
        "there is a character here that no text may hold",
        "remove it, or save the file as UTF-8",
    ),
}
# These are told where it was opened, not where YAML noticed.
OPENED = re.compile("scanning a quoted scalar|scanning a simple key|parsing a flow")


def _source(path: Path, place: Place) -> str | None:
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            place.problem(WHOLE_FILE, "this is no file", "name a quiz file (.yaml)")
            return None
        if path.stat().st_size > LARGEST_FILE:
            mend = f"keep a quiz under {LARGEST_FILE // 1_000_000} MB"
            place.problem(WHOLE_FILE, "the file is too large for a quiz", mend)
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        place.problem(WHOLE_FILE, "there is no such file", _beside(path))
        return None
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        place.problem(WHOLE_FILE, what, "check its permissions")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place.problem(line, "this is not UTF-8 text", "save the file as UTF-8")
        return None


def _beside(path: Path) -> str:
    """Return what may have been meant by a file that is not there."""
    try:
        names = [found.name for found in path.parent.iterdir() if found.is_file()]
    except OSError:
        return "check the name of the folder"
    for name in (f"{path.name}.txt", f"{path.stem}.txt"):
        if name in names:
            return f"rename '{name}' to '{path.name}'"
    near = nearest(path.name, [name for name in names if name.endswith(SUFFIXES)])
    return f"did you mean '{near}'?" if near else "check the name and the folder"


def read(path: Path, place: Place) -> yaml.Node | None:
    """Read a file as YAML's nodes; None, with what is wrong noted, if it cannot be read."""
    source = _source(path, place)
    return None if source is None else _compose(source, place)


def _compose(source: str, place: Place) -> yaml.Node | None:
    if mark := MERGE_MARK.search(source):
        what = (
            f"two versions of the file were put together here, and not merged ({mark[0].strip()})"
        )
        mend = "keep one of them, and remove the lines with <<<<<<<, ======= and >>>>>>>"
        place.problem(source.count("\n", 0, mark.start()) + 1, what, mend)
        return None
    source = plain_spaces(source, place)
    try:
        events: list[yaml.Event] = []
        if refused := _refused(source, events):
            place.problem(1, *refused)
            return None
        root: yaml.Node | None = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        place.problem(*_marked(error, source))
        return None
    except yaml.YAMLError as error:  # a character out of place: known by its position
        position = min(getattr(error, "position", 0), len(source))
        line = source.count("\n", 0, position) + 1
        place.problem(line, *_in_words(f"invalid character ({error})"))
        return None
    if root is None:
        place.problem(1, "the file is empty", "start with 'id: …', 'title: …', 'questions:'")
        return None
    lost_text.note(source, events, place)
    place.comments.update(lost_text.comments(source, events))
    straight_quotes(root, place)
    return root


def _refused(source: str, events: list[yaml.Event]) -> tuple[str, str] | None:
    """Return why a file should not be read at all: it would take the computer's memory or time.

    On the way its events are put into a list, since what reads it goes through them again.
    """
    sizes: dict[str, int] = {}  # of what each anchor names
    opened: list[tuple[str, int]] = [("", 0)]  # anchor and size so far of all that we are in
    for event in yaml.parse(source, Loader=_LOADER):
        events.append(event)
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor or "", 1))
        elif isinstance(event, yaml.CollectionEndEvent | yaml.NodeEvent):
            anchor, size = _closed(event, opened, sizes)
            if anchor:
                sizes[anchor] = size
            opened[-1] = (opened[-1][0], opened[-1][1] + size)
        if len(opened) > DEEPEST + 1:
            return "the file is nested too deeply for a quiz", "remove brackets or dashes"
        if opened[-1][1] > MOST_NODES:
            return "the file holds too much for a quiz", "make several quizzes of it"
    return None


def _closed(
    event: yaml.Event, opened: list[tuple[str, int]], sizes: Mapping[str, int]
) -> tuple[str, int]:
    if isinstance(event, yaml.CollectionEndEvent):
        return opened.pop()
    name = getattr(event, "anchor", None) or ""
    return ("", sizes.get(name, 1)) if isinstance(event, yaml.AliasEvent) else (name, 1)


def _marked(error: yaml.MarkedYAMLError, source: str) -> tuple[int, str, str]:
    """Return the line of a broken place, what is wrong there, and how to mend it."""
    context, problem = (mark and mark.line + 1 for mark in (error.context_mark, error.problem_mark))
    last = len(lines(source.rstrip()))
    if problem and re.search("escape|hexa?decimal", error.problem or ""):
        return problem, *lost_text.BACKSLASH
    if problem and (told := slip(source, min(problem, last), context or problem)):
        return told
    opened = OPENED.search(error.context or "")
    line = (context if opened else problem) or context or 1
    return min(line, last), *_in_words(str(error))


def _in_words(error: str) -> tuple[str, str]:
    for pattern, said in SAID_BETTER.items():
        if re.search(pattern, error):
            return said
    return "this line cannot be read", "check its spaces, quotation marks, colons and brackets"
