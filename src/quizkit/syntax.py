"""YAML read into nodes, with what is wrong with it said in words.

Nothing that a file holds may crash the reader, or cost more time and memory than a quiz does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from quizkit.place import Place

LARGEST_FILE = 2_000_000  # bytes: some thousands of questions
DEEPEST = 40  # levels of nesting; libyaml overruns its stack somewhere beyond 20,000
MOST_NODES = 200_000  # texts, lists and mappings, those behind an alias counted at each use
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SAID_BETTER = {
    "mapping values are not allowed": ("a second ': ' on one line", "put the text in quotes"),
    "tab character|'\\\\t'": ("a tab at the start of a line", "indent with spaces"),
    "cannot start any token": (
        "a character that cannot start a text here (@, `, % or a tab)",
        "put the text in quotes",
    ),
    "scanning a quoted scalar": ("a quote is not closed", "close it with the same quote mark"),
    "parsing a flow": ("a bracket or a comma is missing", "close every { with } and [ with ]"),
    "did not find expected": (
        "this line does not fit the lines above it",
        "check the indentation and the quotes here and one line up",
    ),
    "expected a single document|another document": (
        "'---' starts a second document",
        "keep one quiz a file",
    ),
    "undefined alias": ("a word that starts with * names nothing", "put the text in quotes"),
    "control characters|special characters|invalid": (
        "a character that YAML does not allow",
        "remove it or save the file as UTF-8",
    ),
}
OPENED = re.compile("scanning a quoted scalar|parsing a flow")  # told where it was opened


def _source(path: Path, place: Place) -> str | None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            mend = f"keep a quiz under {LARGEST_FILE // 1_000_000} MB"
            place.problem(1, "the file is too large for a quiz", mend)
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        place.problem(1, "there is no such file", "check the name and the folder")
        return None
    except OSError as error:
        place.problem(1, f"the file cannot be read ({error.strerror})", "check its permissions")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place.problem(line, "this is not UTF-8 text", "save the file as UTF-8")
        return None


def read(path: Path, place: Place) -> yaml.Node | None:
    """Read a file as YAML's nodes; None, with what is wrong noted, if it cannot be read."""
    source = _source(path, place)
    return None if source is None else _compose(source, place)


def _compose(source: str, place: Place) -> yaml.Node | None:
    try:
        if refused := _refused(source):
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
    return root


def _refused(source: str) -> tuple[str, str] | None:
    """Say why a file should not be read at all: it would take the computer's memory or time."""
    sizes: dict[str, int] = {}  # of what each anchor names
    opened: list[tuple[str, int]] = [("", 0)]  # anchor and size so far of all that we are in
    for event in yaml.parse(source, Loader=_LOADER):
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
    """Give the line of a broken place, what is wrong there, and how to mend it."""
    opened = OPENED.search(error.context or "")
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    last = len(re.findall("\r\n|[\r\n\x85\u2028\u2029]", source.rstrip())) + 1
    return 1 if mark is None else min(mark.line + 1, last), *_in_words(str(error))


def _in_words(error: str) -> tuple[str, str]:
    for pattern, (what, mend) in SAID_BETTER.items():
        if re.search(pattern, error):
            return f"this line is not YAML: {what}", mend
    return "this line is not YAML", "check indentation, quotes, colons and brackets here"
