"""The declared fields are those that are read of a quiz file: none forgotten, none too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from authoring.reference.test_schema import FILES, written
from quizkit.authoring.reference.declared import COMMON, FIELDS, QUIZ
from quizkit.authoring.reference.example import described
from quizkit.quiz import loading
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import TYPES

WHERE = "declare it in src/quizkit/authoring/reference/declared.py, then make its page anew"
Closed = tuple[str, frozenset[str], frozenset[str]]  # what it is, its names, what was asked for


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[Closed]]:
    """Return what is asked for of each mapping of a quiz file."""
    found: list[Closed] = []
    close = Fields.close

    def noting(fields: Fields) -> None:
        found.append((fields.name, frozenset(fields.names()), frozenset(fields._asked)))
        close(fields)

    monkeypatch.setattr(Fields, "close", noting)

    def read(path: Path) -> list[Closed]:
        found.clear()
        loading.read(path)
        return list(found)

    return read


@pytest.mark.parametrize("name", TYPES)
def test_a_type_declares_what_is_read_of_its_questions(
    name: str, tmp_path: Path, closed: Callable[[Path], list[Closed]]
) -> None:
    """A question's declared fields are the common ones and those that its type reads."""
    asked = next(a for _, names, a in closed(written(tmp_path, described(name).example))
                 if {"id", "type", "prompt"} <= names)  # fmt: skip
    assert name in FIELDS, f"'{name}' has no fields there; {WHERE}"
    declared = {field.name for field in (*COMMON, *FIELDS[name])}
    assert asked == declared, f"{sorted(asked ^ declared)} of '{name}'; {WHERE}"


def test_a_quiz_declares_what_is_read_of_it(
    tmp_path: Path, closed: Callable[[Path], list[Closed]]
) -> None:
    """The quiz's own declared fields are those that are read."""
    asked = closed(written(tmp_path, described("choice").example))[-1][2]
    assert asked == {"questions", *(field.name for field in QUIZ)}, WHERE


def declared_mappings(schema: Any) -> Iterator[frozenset[str]]:
    """Yield the names of the fields of every mapping in a schema."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield frozenset(schema["properties"])
        for value in schema.values():
            yield from declared_mappings(value)
    elif isinstance(schema, list | tuple):
        for value in schema:
            yield from declared_mappings(value)


def test_what_is_within_a_field_is_declared_too(
    tmp_path: Path, closed: Callable[[Path], list[Closed]]
) -> None:
    """Every entry of a list, and every answer from a table, has a declaration that covers it."""
    every = [field.schema() for fields in (COMMON, *FIELDS.values()) for field in fields]
    declared = set(declared_mappings(every))
    examples = (written(tmp_path, described(name).example) for name in TYPES)
    for path in (*FILES, *examples):
        for name, _, asked in closed(path):
            if not name:
                continue
            # One of several forms of an answer from a table has other fields than the next one.
            covered = frozenset[str]().union(*(each for each in declared if each <= asked))
            known = any(asked <= each for each in declared) if "table" in asked else False
            assert known or asked - covered <= {"table"}, f"{name}: {asked}; {WHERE}"
