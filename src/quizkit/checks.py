"""What ``quizkit check`` looks at: quizzes, tables and lessons, each with its own checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quizkit import content_files, craft, lesson_rules, loading, tables
from quizkit.content_files import NOTEBOOK, PACKAGE
from quizkit.errors import Problem, QuizkitError, UnknownName
from quizkit.findings import Findings
from quizkit.quiz_ids import same_ids
from quizkit.syntax import SUFFIXES


def check(paths: Sequence[Path] = ()) -> list[Problem]:
    """Check files and folders; without any, the course or folder that one is in.

    Args:
        paths: quiz files (``.yaml``), notebooks (``.ipynb``), folders of tables (with a
            ``datapackage.json``), or folders that hold such files.

    Returns:
        What is wrong, in the order of the files; a problem that is a ``warning`` is advice, on
        the craft of an item, and makes nothing fail.
    """
    return list(examine(paths).problems)


def examine(paths: Sequence[Path] = (), *, folder: Path | None = None) -> Findings:
    """Check files, folders and quizzes of the course by name, or else what is around ``folder``.

    Files are named in the findings as they were given, and else as seen from ``folder``.
    """
    here = folder or Path.cwd()
    note = ""
    if paths:
        files = content_files.named([_found(path, here) for path in paths])
    else:
        files, note = content_files.around(here)
    problems = [problem for path in files for problem in _check_file(path)]
    problems += same_ids(path for path in files if path.suffix in SUFFIXES)
    root = None if any(path.is_absolute() for path in paths) else here
    looked_at = dict.fromkeys(("quiz", "lesson", "notebook", "table"), 0) | _counted(files)
    return Findings(tuple(_once(problems, files, root)), looked_at, note)


def _found(path: Path, here: Path) -> Path:
    """Give the file that is meant: a name alone may be that of one of the course's quizzes."""
    if path.suffix or path.name != str(path) or (here / path).exists():
        return here / path
    try:
        return loading.find(str(path), folder=here)
    except UnknownName as error:
        if error.suggestion is None:
            return here / path
        raise


def _once(
    problems: Iterable[Problem], files: Sequence[Path], root: Path | None
) -> Iterator[Problem]:
    """Give each problem once, in the order of files and lines: a lesson tells of its quizzes too.

    Files below ``root`` are named from there.
    """
    known = {path.resolve(): (number, path) for number, path in enumerate(files)}
    told: dict[tuple[int, int, Path, str, str], Problem] = {}
    for problem in problems:
        place = problem.path.resolve()
        number, path = known.get(place, (len(files), problem.path))
        if root and path.is_relative_to(root):
            path = path.relative_to(root)
        key = (number, problem.line, place, problem.where, problem.what)
        told.setdefault(key, replace(problem, path=path))
    yield from (told[key] for key in sorted(told, key=lambda key: key[:2]))


def _counted(files: Iterable[Path]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in files:
        if path.suffix in SUFFIXES and path.is_file():
            counts["quiz"] += 1
        elif path.suffix == NOTEBOOK and path.is_file():
            counts["lesson" if lesson_rules.is_lesson(path) else "notebook"] += 1
        elif path.name == PACKAGE:
            counts["table"] += _tables(path)
    return counts


def _tables(package: Path) -> int:
    try:
        return len(tables.table_names(package.resolve().parent.parent))
    except QuizkitError:
        return 0


def _check_file(path: Path) -> Iterator[Problem]:
    if path.name == PACKAGE:
        yield from tables.check(path.resolve().parent.parent)
    elif path.suffix in SUFFIXES:
        yield from check_quiz(path)
    elif path.suffix == NOTEBOOK and path.exists():
        yield from lesson_rules.check_notebook(path)
    else:
        yield _unknown(path)


def _unknown(path: Path) -> Problem:
    mend = "give a quiz file (.yaml), a notebook (.ipynb) or a folder"
    what = "this is not a quiz file or notebook"
    if path.is_dir():
        what = "there is no quiz file, notebook or table in this folder"
    elif not path.exists():
        what = "there is no such file"
    return Problem(path, 0, "", what, mend)


def check_quiz(path: Path) -> list[Problem]:
    """Check one quiz file: its mistakes and, where there are none, the craft of its questions."""
    problems, quiz = loading.read(path)
    return problems + ([] if quiz is None else craft.check(quiz, path, mistakes=problems))
