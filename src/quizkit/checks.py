"""What ``quizkit check`` looks at: quizzes, tables and lessons, each with its own checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizkit import craft, lesson_folder, lesson_rules, loading, tables
from quizkit.errors import Problem

PACKAGE = "datapackage.json"
SUFFIXES = (".yaml", ".yml", ".ipynb")


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Check files and folders; without any, the module's own content.

    Args:
        paths: quiz files (``.yaml``), notebooks (``.ipynb``), folders of tables (with a
            ``datapackage.json``), or folders that hold such files.

    Returns:
        What is wrong, in the order of the files; a problem that is a ``warning`` concerns the
        craft of an item and makes nothing fail.
    """
    return [problem for path in _files(paths or _own()) for problem in _check_file(path)]


def _own() -> list[Path]:
    content = tables.content_folder(Path.cwd())
    # A reader's copies of the lessons hold outputs, as they should; a checkout's may not.
    lessons = [content / "lessons"] if lesson_folder.is_checkout(content) else []
    return [*lessons, content / "data"]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = {p for p in path.rglob("*") if p.suffix in SUFFIXES or p.name == PACKAGE}
            yield from sorted(p for p in found if ".ipynb_checkpoints" not in p.parts)
        else:
            yield path


def _check_file(path: Path) -> Iterator[Problem]:
    if path.name == PACKAGE:
        yield from tables.check(path.resolve().parent.parent)
    elif path.suffix in (".yaml", ".yml"):
        yield from check_quiz(path)
    elif path.suffix == ".ipynb" and path.exists():
        yield from lesson_rules.check_notebook(path)
    else:
        mend = "give a quiz file (.yaml), a notebook (.ipynb) or a folder"
        what = (
            "there is no such file" if not path.exists() else "this is not a quiz file or notebook"
        )
        yield Problem(path, 1, "", what, mend)


def check_quiz(path: Path) -> list[Problem]:
    """Check one quiz file: its mistakes and, where it could be read, its craft."""
    problems, quiz = loading.read(path)
    return problems + ([] if quiz is None else craft.check(quiz, path))
