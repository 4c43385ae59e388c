"""The rows of one table's CSV file, each cell read as its column describes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from quizkit.cells import BadCell, Field, Value
from quizkit.errors import Problem
from quizkit.package import Resource

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
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]  # the line of the file on which each row begins


def unreadable(path: Path, error: OSError) -> Problem:
    """Say that a table's file is missing or closed to us."""
    return Problem(path, 0, "", f"the table cannot be read ({error.strerror})", "restore the file")


def read_rows(resource: Resource) -> tuple[list[Problem], Table | None]:
    """Give all mistakes in a table's file, and the table of the rows that have none."""
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
        rows=tuple(rows),
        lines=tuple(lines),
    )
    return problems, table


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give every row with the line on which it begins."""
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
    if len(header) == 1 and ";" in header[0]:
        return [Problem(path, 1, "", "semicolons stand between the cells", "save it with commas")]
    wrong = next((a for a, b in zip(header, expected, strict=False) if a != b), None)
    if wrong is not None:
        want = expected[header.index(wrong)]
        what = f"column {header.index(wrong) + 1} is '{wrong}' where '{want}' belongs"
    else:
        what = f"the first line has {len(header)} columns and not {len(expected)}"
    return [Problem(path, 1, "", what, f"write the first line as {','.join(expected)}")]


def _rows(
    resource: Resource, reader: Iterator[tuple[int, list[str]]], problems: list[Problem]
) -> tuple[list[Row], list[int]]:
    rows: list[Row] = []
    lines: list[int] = []
    seen: dict[str, dict[Value, int]] = {
        column.name: {}
        for column in resource.fields
        if column.unique or column.name == resource.key
    }
    for line, cells in reader:
        if not any(cells):
            continue  # an empty line at the end, as some editors leave
        found, row = _row(resource, line, cells, seen)
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
            if column.name in seen and value is not None:
                first = seen[column.name].setdefault(value, line)
                if first != line:
                    raise BadCell(f"'{cell}' is also on line {first}", "give it another name")
        except BadCell as bad:
            problems.append(problem_at(resource.path, line, column.name, bad.what, bad.mend))
    return problems, row


def problem_at(path: Path, line: int, column: str, what: str, mend: str) -> Problem:
    """Say what is wrong with one cell."""
    return Problem(path, line, "", f"column '{column}': {what}", mend)
