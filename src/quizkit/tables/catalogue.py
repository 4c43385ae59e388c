"""The data tables, read from CSV into typed rows and checked against datapackage.json.

    >>> members = read("nato_members", content_folder())
    >>> len(members.rows), members.rows[0]["accession_date"]
    (30, datetime.date(2009, 4, 1))

``python -m quizkit.tables [FOLDER]`` writes the hashes of the tables in ``FOLDER/data`` anew and
checks them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from quizkit.errors import Problem, QuizkitError, TableError
from quizkit.files import FileCache
from quizkit.tables.content_folder import content_folder
from quizkit.tables.csv_file import Table, problem_at, read_rows
from quizkit.tables.datapackage import Resource, digest, read_package, refresh

_tables: FileCache[Table] = FileCache()


def table_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the tables, in the order of datapackage.json.

    >>> table_names(content_folder())[0]
    'sources'
    """
    return tuple(read_package(folder).resources)


def read(name: str, folder: Path) -> Table:
    """Return a table of the content in ``folder``; it is read again only after a change.

    Raises UnknownName for a table that is not there, and TableError, which lists every mistake
    with its line and column, for one that cannot be used. Hashes and keys to other tables are
    left to ``check``, as a teacher may edit a table.

    >>> read("demands", content_folder()).rows[0]["actor_id"]
    'russia'
    """
    package = read_package(folder)
    resource = package.resource(name)
    return _tables.get(resource.path, lambda: _read(resource), package.path)


def _read(resource: Resource) -> Table:
    problems, table = read_rows(resource)
    if table is None or problems:
        raise TableError(problems)
    return table


def check(folder: Path) -> list[Problem]:
    """Return every mistake in the tables and in their description.

    Besides what ``read`` finds: keys that point to no row, a text in one language only, a file
    that is not described, and (as a warning) a table that has changed since its hash was written.

    >>> check(content_folder())
    []
    """
    try:
        package = read_package(folder)
    except TableError as error:
        return list(error.problems)
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for resource in package.resources.values():
        found, table = read_rows(resource)
        problems += found or _hash_problems(resource, package.path)
        if table:
            tables[resource.name] = table
    for table in tables.values():
        problems += _key_problems(table, tables)
        problems += _language_problems(table)
    described = {resource.path.name for resource in package.resources.values()}
    for path in sorted(package.path.parent.glob("*.csv")):
        if path.name not in described:
            what = "datapackage.json does not describe this table"
            problems.append(Problem(path, 1, "", what, "add it there, or remove the file"))
    return problems


def _hash_problems(resource: Resource, package: Path) -> list[Problem]:
    data = resource.path.read_bytes()
    if digest(data) == resource.digest and len(data) == resource.size:
        return []
    what = f"table '{resource.name}' has changed since its hash was written"
    mend = "run 'python -m quizkit.tables' if the change is meant"
    return [Problem(package, resource.line, "", what, mend, rule="hash", warning=True)]


def _key_problems(table: Table, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for column in table.fields:
        if column.refers_to not in tables:
            continue
        other = tables[column.refers_to]
        ids = {row[other.key[0]] for row in other.rows}
        for line, row in zip(table.lines, table.rows, strict=True):
            value = row[column.name]
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None and key not in ids:
                    what = f"table '{column.refers_to}' has no '{key}'"
                    yield problem_at(
                        table.path, line, column.name, what, "correct it, or add that row"
                    )


def _language_problems(table: Table) -> Iterator[Problem]:
    for column in table.fields:
        stem = column.name.removesuffix(f"_{column.language}") if column.language else ""
        others = [
            f for f in table.fields if stem and f.language and f.name == f"{stem}_{f.language}"
        ]
        for line, row in zip(table.lines, table.rows, strict=True):
            if others and not row[column.name] and any(row[other.name] for other in others):
                what = "the text is missing in this language"
                yield problem_at(table.path, line, column.name, what, "translate it")


def main(arguments: list[str]) -> int:
    """Write the hashes of the tables anew, check them, and tell what was found."""
    try:
        folder = Path(arguments[0]) if arguments else content_folder()
        changed = refresh(folder)
    except (QuizkitError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    problems = check(folder)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    names = ", ".join(changed) or "none"
    sys.stdout.write(f"Hashes written anew: {names}. Mistakes: {len(problems)}.\n")
    return 1 if problems else 0
