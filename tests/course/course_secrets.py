"""What a student may not receive before the marks, read from the course by other means than ours.

quizkit has its own search of a release (``quizkit.course.releasing.leaks``); this one shares no
code with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import nbformat

import quizkit
from browser.quiz_secrets import texts
from quizkit.quiz.model import Item

_HIDDEN = re.compile(
    r"[^\n]*BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)\b[^\n]*\n(.*?)\n[^\n]*END \1", re.DOTALL
)
_LABELS = {"id", "type", "objective", "place", "rule", "source"}  # of a question, for its author
SHORTEST = 12  # characters: a shorter line, such as `return dates`, says nothing


def of_course(course: Path, assignment: str) -> set[str]:
    """Return the lines of solutions, hidden tests and mark schemes, and the texts of the key."""
    notebook = nbformat.read(course / "source" / assignment / f"{assignment}.ipynb", as_version=4)
    whole = [cell.source for cell in notebook.cells]
    hidden = {line for source in whole for line in _lines(source)}
    hidden |= {
        line.strip()
        for cell in notebook.cells
        if _is_model_answer(cell)
        for line in cell.source.splitlines()
    }
    public = "\n".join(
        "" if _is_model_answer(cell) else _HIDDEN.sub("", cell.source) for cell in notebook.cells
    )
    quiz = quizkit.load(course / "keys" / f"assignment-{assignment}.yaml")
    key = set().union(*map(_key, quiz.questions))
    shown = set().union(*(texts(i.public(code)) for i in quiz.questions for code in ("en", "nl")))
    open_words = public + "\n".join(shown)
    return {text for text in hidden | key if len(text) >= SHORTEST and text not in open_words}


def _is_model_answer(cell: nbformat.NotebookNode) -> bool:
    """Return whether nbgrader empties the whole cell, as it has no marks in it."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("solution")) and not _HIDDEN.search(cell.source)


def _lines(source: str) -> Iterable[str]:
    for _, body in _HIDDEN.findall(source):
        yield from (line.strip() for line in body.splitlines())


def _key(item: Item) -> set[str]:
    """Return all that the author wrote in a question and that its public view does not hold."""
    languages = ("en", "nl")
    shown = set().union(*(texts(item.public(code)) for code in languages))
    shown |= set(item.prompt.texts.values()) | set(item.rule.texts.values())
    return (_texts_of(item) | set().union(*(texts(item.key(c)) for c in languages))) - shown


def _texts_of(value: object, seen: frozenset[int] = frozenset()) -> set[str]:
    """Return every text in a frozen value, however deep."""
    if isinstance(value, str):
        return {value}
    if id(value) in seen:
        return set()
    seen |= {id(value)}
    if isinstance(value, dict):
        parts: Iterable[object] = value.values()
    elif isinstance(value, tuple | list | set | frozenset):
        parts = value
    else:
        names = getattr(type(value), "__dataclass_fields__", {})
        parts = [getattr(value, name) for name in names if name not in _LABELS]
    return set().union(*(_texts_of(part, seen) for part in parts))


def found(secrets: Iterable[str], where: Iterable[bytes | str]) -> set[str]:
    """Return the secrets that stand somewhere, plain, as JSON or as HTML escapes them."""
    all_of_it = "\n".join(
        part.decode("utf-8", "replace") if isinstance(part, bytes) else part for part in where
    )
    return {text for text in secrets if any(form in all_of_it for form in _forms(text))}


def _forms(text: str) -> set[str]:
    plain, ascii_only = json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]
    return {text, plain, ascii_only, json.dumps(plain, ensure_ascii=False)[1:-1]}
