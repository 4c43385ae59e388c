"""What ``quizkit check`` looks at, named or around one: quizzes, tables, lessons, assignments."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from quizkit.checking import item_writing, lessons, quiz_sets
from quizkit.checking.findings import Findings
from quizkit.checking.same_ids import same_ids
from quizkit.course import settings
from quizkit.course.checking.parts import CoursePart, part_at, parts_of
from quizkit.course.folder import Layout, layout_of
from quizkit.course.folder import course_of as nbgrader_course
from quizkit.course.settings import CONFIG
from quizkit.errors import Problem, QuizkitError, UnknownName
from quizkit.extras import wanted
from quizkit.lab.lesson_folder import LEFT_OUT, MANIFEST, is_checkout
from quizkit.quiz import loading
from quizkit.quiz.reading.yaml_text import LARGEST_FILE, SUFFIXES
from quizkit.tables import catalogue
from quizkit.tables.content_folder import content_folder, course_of, notebook_folder

KINDS = ("quiz", "lesson", "assignment", "released assignment", "notebook", "table")
PACKAGE = "datapackage.json"
NOTEBOOK = ".ipynb"
OURS = {"src", "tests", "binder", "build", "dist"}  # of a checkout: not for readers
ELSEWHERE = ("pyvenv.cfg", MANIFEST)  # in an installation of Python; in another course
LOOKS = re.compile(r"^\W{0,3}(?:id|questions?)\W{0,2}:", re.MULTILINE | re.IGNORECASE)


def examine(paths: Sequence[Path] = (), *, folder: Path | None = None) -> Findings:
    """Check files, folders and quizzes of the course by name, or else what is around ``folder``.

    Named may be quiz files, notebooks, folders of tables (with a ``datapackage.json``), a course of
    nbgrader, its release, or folders that hold such. Problems come in the order of the files, which
    are named as they were given, and else as seen from ``folder``.
    """
    here = folder or Path.cwd()
    note = ""
    settings.forget()
    if not paths and (part := part_at(here)) and part.whole:
        paths = [Path()]  # someone in a course of his own means that course
    if paths:
        files, parts = _named([_found(path, here) for path in paths])
    else:
        files, note = around(here)
        parts = parts_of(files)
    problems = [problem for path in files for problem in _check_file(path)]
    quizzes = [path for path in files if path.suffix in SUFFIXES]
    problems += [*same_ids(quizzes), *quiz_sets.check(quizzes)]
    # Running an assignment takes a kernel and some seconds: only where it was asked for.
    problems += [problem for part in parts for problem in part.problems(run=bool(paths))]
    root = None if any(path.is_absolute() for path in paths) else here
    return Findings(tuple(_once(problems, files, root)), _counted(files, parts), note)


def check(*files: str | Path) -> None:
    """Print the mistakes in quiz files, with advice on the craft of questions, and how many.

    Args:
        files: the paths of quiz files, notebooks or folders, seen from the notebook's own folder,
            or the names of the course's quizzes; without any, the course or folder one is in.

    Raises:
        UnknownName: no quiz of the course has that name; the nearest is suggested.

    >>> check("geneva")
    No mistakes found in 1 quiz.
    """
    paths = [Path(file).expanduser() for file in files]
    with wanted("grade", "quizkit.check"):
        sys.stdout.write(f"{examine(paths, folder=notebook_folder())}\n")


def _named(paths: Sequence[Path]) -> tuple[list[Path], list[CoursePart]]:
    """Return the files of these paths, and the courses; a release is no lesson or quiz."""
    found = {path: part for path in paths if (part := part_at(path))}
    released = [folder.resolve() for part in found.values() for folder in part.released]
    files = [
        path
        for path in named(paths)
        if path not in found and not any(path.resolve().is_relative_to(r) for r in released)
    ]
    return files, list(found.values())


def _found(path: Path, here: Path) -> Path:
    """Return the file that is meant: a name alone may be that of one of the course's quizzes."""
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
    """Yield each problem once, in the order of files and lines: a lesson tells of its quizzes too.

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


def _counted(files: Iterable[Path], parts: Iterable[CoursePart]) -> Counter[str]:
    counts = Counter(dict.fromkeys(KINDS, 0))
    assigned = {path.resolve() for part in parts for path in part.assignments}
    for path in files:
        if path.suffix in SUFFIXES and path.is_file():
            counts["quiz"] += 1
        elif path.suffix == NOTEBOOK and path.is_file():
            if path.resolve().parent not in assigned:
                counts["lesson" if lessons.is_lesson(path) else "notebook"] += 1
        elif path.name == PACKAGE:
            counts["table"] += _tables(path)
    for part in parts:
        counts["assignment"] += len(part.assignments)
        counts["released assignment"] += len(part.released)
    return counts


def _tables(package: Path) -> int:
    try:
        return len(catalogue.table_names(package.resolve().parent.parent))
    except QuizkitError:
        return 0


def _check_file(path: Path) -> Iterator[Problem]:
    if path.name == PACKAGE:
        yield from catalogue.check(path.resolve().parent.parent)
    elif path.suffix in SUFFIXES:
        yield from check_quiz(path)
    elif path.suffix == NOTEBOOK and path.exists():
        yield from lessons.check_notebook(path)
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
    return problems + ([] if quiz is None else item_writing.check(quiz, path, mistakes=problems))


def named(paths: Sequence[Path]) -> list[Path]:
    """Return the files of these paths: a folder stands for all that can be checked in it."""
    files: dict[Path, Path] = {}
    for path in paths:
        found = sorted(filter(_is_ours, _walk(path))) if path.is_dir() else [path]
        for each in found or [path]:
            files.setdefault(each.resolve(), each)
    return list(files.values())


def around(folder: Path) -> tuple[list[Path], str]:
    """Return the files to check for someone in ``folder``, and what to tell of the choice.

    In a course (a checkout, or a folder that ``quizkit lab`` made): the course, with the quizzes
    that one has put there. Elsewhere: the quizzes in the folder, and the courses just below it.
    """
    course = course_of(folder)
    if course is not None:
        return list(_course_files(course)), ""
    own = [path for path in sorted(folder.glob("*")) if _looks_like_quiz(path)]
    below = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    own += [path for course in below for path in _course_files(course)]
    if own:
        return own, ""
    note = "There is no quiz file in this folder, so this was the course's own content; "
    return list(_course_files(content_folder(folder))), note + "for yours: quizkit check FOLDER."


def _course_files(course: Path) -> Iterator[Path]:
    """Yield the course's lessons, data and quizzes, and the quizzes of one's own beside them."""
    checkout = is_checkout(course)
    for path in sorted(_walk(course, leave_out=OURS if checkout else set())):
        parts = path.relative_to(course).parts
        of_data = parts[0] == "data" and (path.suffix in SUFFIXES or path.name == PACKAGE)
        if path.suffix == NOTEBOOK:
            # A reader's copies of the lessons hold outputs, as they should; a checkout's may not.
            if checkout and parts[0] == "lessons":
                yield path
        elif of_data or _looks_like_quiz(path):
            yield path


def _is_ours(path: Path) -> bool:
    """Return whether a file in a folder is for us to check, and not another program's."""
    return path.suffix == NOTEBOOK or path.name == PACKAGE or _looks_like_quiz(path)


def _looks_like_quiz(path: Path) -> bool:
    """Return whether a file is a quiz, even a broken one, and not another program's."""
    try:
        if path.suffix not in SUFFIXES or not 0 < path.stat().st_size <= LARGEST_FILE:
            return False
        return bool(LOOKS.search(path.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return False


def _walk(root: Path, *, leave_out: set[str] | frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield all files below a folder that a person put there."""
    layouts = {top: layout_of(top)} if (top := nbgrader_course(root)) else {}
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        if here != root and any((here / name).exists() for name in ELSEWHERE):
            folders.clear()
            continue
        left_out = {*LEFT_OUT, "node_modules", *(leave_out if here == root else ())}
        # In a course: not what nbgrader made of it. Settings are read where they were asked for.
        course = layouts.get(here.resolve(), Layout(here)) if CONFIG in files else None
        made = (
            {folder.resolve() for folder in course.made}
            if course and course.source.is_dir()
            else ()
        )
        folders[:] = [
            name
            for name in folders
            if name[0] != "." and name not in left_out and (here / name).resolve() not in made
        ]
        yield from (here / name for name in files)
