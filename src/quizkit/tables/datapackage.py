"""The datapackage.json of the content's folder, which describes the tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.errors import Problem, TableError, UnknownName
from quizkit.files import FileCache, write_whole
from quizkit.tables.column import Column, by_language, column_from

_packages: FileCache[Package] = FileCache()


@dataclass(frozen=True, slots=True)
class Resource:
    """What datapackage.json tells of one table."""

    name: str
    path: Path
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    fields: tuple[Column, ...]
    key: tuple[str, ...]  # the columns that tell one row from another
    digest: str
    size: int
    line: int  # of the table's name in datapackage.json


@dataclass(frozen=True, slots=True)
class Package:
    """What datapackage.json tells of all tables."""

    path: Path
    licence: str
    resources: Mapping[str, Resource]

    def resource(self, name: str) -> Resource:
        """Return the description of a table; raises UnknownName where there is none."""
        if name not in self.resources:
            raise UnknownName("table", name, self.resources)
        return self.resources[name]


def read_package(folder: Path) -> Package:
    """Return what ``data/datapackage.json`` tells of the tables; raises TableError if damaged.

    >>> from quizkit.tables.content_folder import content_folder
    >>> read_package(content_folder()).resource("demands").key
    ('id',)
    """
    path = folder / "data" / "datapackage.json"
    return _packages.get(path, lambda: _read(path))


def _read(path: Path) -> Package:
    try:
        text = path.read_text("utf-8")
        described = json.loads(text)
    except OSError as error:
        raise _damaged(path, 0, f"it cannot be read ({error.strerror})", "restore it") from error
    except UnicodeDecodeError as error:
        raise _damaged(path, 1, "it is not UTF-8 text", "save it as UTF-8") from error
    except RecursionError as error:
        raise _damaged(path, 1, "it is nested too deeply", "restore it") from error
    except json.JSONDecodeError as error:
        raise _damaged(path, error.lineno, f"broken JSON: {error.msg}", "correct it") from error
    return _package(path, described, text)


def _damaged(path: Path, line: int, what: str, mend: str) -> TableError:
    return TableError([Problem(path, line, "", what, mend)])


def _package(path: Path, described: Any, text: str) -> Package:
    listed = described.get("resources") if isinstance(described, dict) else None
    if not isinstance(listed, list) or not listed:
        raise _damaged(path, 1, "it lists no tables", "restore its 'resources'")
    resources: dict[str, Resource] = {}
    for entry in listed:
        name = entry.get("name") if isinstance(entry, dict) else None
        line = _line_of(text, f'"{name}"')
        try:
            resource = _resource(path.parent, entry, line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            said = error if isinstance(error, ValueError) else f"{error!s} is missing or misplaced"
            raise _damaged(path, line, f"table '{name}': {said}", "correct the entry") from error
        resources[resource.name] = resource
    for resource in resources.values():
        wrong = _wrong_reference(resource, resources)
        if wrong:
            what = f"table '{resource.name}': {wrong}"
            raise _damaged(path, resource.line, what, "correct the entry")
    licences = described.get("licenses") or [{}]
    return Package(path, str(licences[0].get("title", "")), resources)


def _line_of(text: str, words: str) -> int:
    """Return the line on which a table is named (its foreign keys elsewhere say 'resource')."""
    found = re.search(r'"name"\s*:\s*' + re.escape(words), text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _resource(folder: Path, entry: Mapping[str, Any], line: int) -> Resource:
    schema = entry["schema"]
    file = str(entry["path"])
    if Path(file).name != file:
        raise ValueError(f"the path '{file}' is not a file in this folder")
    names = [str(described.get("name")) for described in schema["fields"]]
    targets = {
        _one(key["fields"]): str(key["reference"].get("resource") or entry["name"])
        for key in schema.get("foreignKeys", ())
    }
    for described in schema["fields"]:
        if "list" in described:
            targets[described.get("name")] = str(described["list"]["reference"]["resource"])
    return Resource(
        name=str(entry["name"]),
        path=folder / file,
        titles=by_language(entry, "title"),
        descriptions=by_language(entry, "description"),
        fields=tuple(column_from(d, targets.get(d.get("name"), "")) for d in schema["fields"]),
        key=_key(schema, names),
        digest=str(entry.get("hash", "")),
        size=int(entry.get("bytes", 0)),
        line=line,
    )


def _key(schema: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    given = schema.get("primaryKey") or ()
    key = (given,) if isinstance(given, str) else tuple(given)
    if not key:
        raise ValueError("it has no 'primaryKey', which names the column of its rows' names")
    for name in key:
        if name not in names:
            raise ValueError(f"its 'primaryKey' is '{name}', and there is no such column")
    return key


def _one(names: str | Sequence[str]) -> str:
    """Return the column of a foreign key; the standard allows a list of one."""
    if isinstance(names, str):
        return names
    if len(names) != 1:
        raise ValueError("a key to another table is one column; split this one, or drop it")
    return str(names[0])


def _wrong_reference(resource: Resource, known: Mapping[str, Resource]) -> str:
    """Return which of its columns names the rows of a table in which that cannot be done."""
    for column in resource.fields:
        if not column.refers_to:
            continue
        if column.refers_to not in known:
            return f"'{column.name}' refers to a table '{column.refers_to}', and there is none"
        if len(known[column.refers_to].key) != 1:
            return f"'{column.name}' refers to '{column.refers_to}', whose key is several columns"
    return ""


def digest(data: bytes) -> str:
    """Return the hash of a table's bytes, as datapackage.json writes it.

    >>> digest(b"")[:15]
    'sha256:e3b0c442'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def refresh(folder: Path) -> list[str]:
    """Write the hash and size of every table anew; return the names of those that had changed."""
    path = folder / "data" / "datapackage.json"
    read_package(folder)  # says what is wrong before anything is written
    described = json.loads(path.read_text("utf-8"))
    changed = []
    for entry in described["resources"]:
        data = (path.parent / entry["path"]).read_bytes()
        fresh = {"hash": digest(data), "bytes": len(data)}
        if {key: entry.get(key) for key in fresh} != fresh:
            entry.update(fresh)
            changed.append(str(entry["name"]))
    if changed:
        text = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
        write_whole(path, text.encode())
    return changed
