"""What ``quizkit check`` looks at: quiz files and tables, each with its own checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizkit import craft, loading, tables
from quizkit.errors import Problem

PACKAGE = "datapackage.json"


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Check files and folders; without any, the module's own content.

    Args:
        paths: quiz files (``.yaml``), folders of tables (with a ``datapackage.json``), or
            folders that hold such files.

    Returns:
        What is wrong, in the order of the files; a problem that is a ``warning`` concerns the
        craft of an item and makes nothing fail.
    """
    chosen = paths or [tables.content_folder(Path.cwd()) / "data"]
    return [problem for path in _files(chosen) for problem in _check_file(path)]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = (p for p in path.rglob("*") if p.suffix in (".yaml", ".yml"))
            yield from sorted({*found, *path.rglob(PACKAGE)})
        else:
            yield path


def _check_file(path: Path) -> Iterator[Problem]:
    if path.name == PACKAGE:
        yield from tables.check(path.resolve().parent.parent)
    elif path.suffix in (".yaml", ".yml"):
        yield from check_quiz(path)
    else:
        mend = "give a quiz file (.yaml) or a folder"
        what = "there is no such file" if not path.exists() else "this is not a quiz file"
        yield Problem(path, 1, "", what, mend)


def check_quiz(path: Path) -> list[Problem]:
    """Check one quiz file: its mistakes and, where it could be read, its craft."""
    problems, quiz = loading.read(path)
    return problems + ([] if quiz is None else craft.check(quiz, path))
