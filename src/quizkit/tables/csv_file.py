"""The rows of one table's CSV file, each cell read as its column describes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from quizkit.errors import Problem
from quizkit.tables.column import BadCell, Column, Value
from quizkit.tables.datapackage import Resource

Row = Mapping[str, Value]


class _BrokenLine(Exception):
    """CSV that ends in the middle of a row."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns and its rows, which cannot be changed."""

    name: str
    path: Path
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    fields: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]  # the line of the file on which each row begins


def unreadable(path: Path, error: OSError) -> Problem:
    """Return the problem of a table whose file is missing or may not be read."""
    return Problem(path, 0, "", f"the table cannot be read ({error.strerror})", "restore the file")


def read_rows(resource: Resource) -> tuple[list[Problem], Table | None]:
    """Return all mistakes in a table's file, and the table of the rows that have none."""
    path = resource.path
    try:
        text = path.read_bytes().decode("utf-8-sig")  # spreadsheets may put a mark before the text
    except OSError as error:
        return [unreadable(path, error)], None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return [Problem(path, line, "", "this is not UTF-8 text", "save it as CSV UTF-8")], None
    reader = _numbered(text)
    problems: list[Problem] = []
    try:
        problems += _header_problems(path, next(reader, (1, []))[1], resource)
        if problems:
            return problems, None
        rows, lines = _rows(resource, reader, problems)
    except _BrokenLine as error:
        what = f"the row that begins here is broken ({error})"
        return [*problems, Problem(path, error.line, "", what, "check its quotes")], None
    table = Table(
        name=resource.name,
        path=path,
        titles=resource.titles,
        descriptions=resource.descriptions,
        fields=resource.fields,
        key=resource.key,
        rows=tuple(rows),
        lines=tuple(lines),
    )
    return problems, table


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _BrokenLine(line, str(error)) from error


def _header_problems(path: Path, header: list[str], resource: Resource) -> list[Problem]:
    expected = [column.name for column in resource.fields]
    if header == expected:
        return []
    for mark, name in ((";", "semicolons stand"), ("\t", "tabs stand")):
        if len(header) == 1 and mark in header[0]:
            return [Problem(path, 1, "", f"{name} between the cells", "save it with commas")]
    pairs = zip_longest(header, expected)
    at, (name, want) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    if not any(header):
        what = "the first line, which names the columns, is empty"
    elif name is None:
        what = f"column {at} is missing: '{want}'"
    elif want is None:
        what = f"column {at} ('{name}') is one too many" if name else f"column {at} has no name"
    else:
        what = f"column {at} is '{name}' where '{want}' belongs"
        if not name:
            what = f"column {at} has no name where '{want}' belongs"
        elif name in header[: at - 1]:
            what += f" (column {header.index(name) + 1} is '{name}' already)"
    return [Problem(path, 1, "", what, f"write the first line as {','.join(expected)}")]


def _rows(
    resource: Resource, reader: Iterator[tuple[int, list[str]]], problems: list[Problem]
) -> tuple[list[Row], list[int]]:
    rows: list[Row] = []
    lines: list[int] = []
    seen: dict[str, dict[Value, int]] = {
        column.name: {}
        for column in resource.fields
        if column.unique or (column.name,) == resource.key
    }
    keys: dict[tuple[Value, ...], int] = {}
    for line, cells in reader:
        if not any(cells):
            continue  # an empty line at the end, as some editors leave
        found, row = _row(resource, line, cells, seen)
        if not found and len(resource.key) > 1:
            first = keys.setdefault(tuple(row[name] for name in resource.key), line)
            if first != line:
                what = f"its {' and '.join(resource.key)} together are also those of line {first}"
                found = [Problem(resource.path, line, "", what, "give it another name")]
        problems.extend(found)
        if not found:
            rows.append(MappingProxyType(row))
            lines.append(line)
    return rows, lines


def _row(
    resource: Resource, line: int, cells: list[str], seen: dict[str, dict[Value, int]]
) -> tuple[list[Problem], dict[str, Value]]:
    if len(cells) != len(resource.fields):
        what = f"the line has {len(cells)} cells and not {len(resource.fields)}"
        mend = "put a text that holds a comma in double quotes"
        return [Problem(resource.path, line, "", what, mend)], {}
    problems: list[Problem] = []
    row: dict[str, Value] = {}
    for column, cell in zip(resource.fields, cells, strict=True):
        try:
            value = row[column.name] = column.read(cell)
            if value is None and column.name in resource.key:
                raise BadCell("the name of the row is missing", "give the row a name of its own")
            if column.name in seen and value is not None:
                first = seen[column.name].setdefault(value, line)
                if first != line:
                    raise BadCell(f"'{cell}' is also on line {first}", "give it another name")
        except BadCell as bad:
            problems.append(problem_at(resource.path, line, column.name, bad.what, bad.mend))
    return problems, row


def problem_at(path: Path, line: int, column: str, what: str, mend: str) -> Problem:
    """Return what is wrong with one cell."""
    return Problem(path, line, "", f"column '{column}': {what}", mend)
