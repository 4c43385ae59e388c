"""The files that a check looks at: those named, or all of the course or folder one is in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizkit.course.folder import Layout, layout_of
from quizkit.course.folder import course_of as nbgrader_course
from quizkit.course.settings import CONFIG
from quizkit.lab.lesson_folder import LEFT_OUT, MANIFEST, is_checkout
from quizkit.quiz.reading.yaml_text import LARGEST_FILE, SUFFIXES
from quizkit.tables.content_folder import content_folder, course_of

PACKAGE = "datapackage.json"
NOTEBOOK = ".ipynb"
OURS = {"src", "tests", "binder", "build", "dist"}  # of a checkout: not for readers
ELSEWHERE = ("pyvenv.cfg", MANIFEST)  # in an installation of Python; in another course
LOOKS = re.compile(r"^\W{0,3}(?:id|title|questions?)\W{0,2}:", re.MULTILINE | re.IGNORECASE)


def named(paths: Sequence[Path]) -> list[Path]:
    """Return the files of these paths: a folder stands for all that can be checked in it."""
    files: dict[Path, Path] = {}
    for path in paths:
        found = sorted(filter(_is_content, _walk(path))) if path.is_dir() else [path]
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
        if path.suffix == NOTEBOOK:
            # A reader's copies of the lessons hold outputs, as they should; a checkout's may not.
            if checkout and parts[0] == "lessons":
                yield path
        elif _is_content(path) and (parts[0] == "data" or _looks_like_quiz(path)):
            yield path


def _is_content(path: Path) -> bool:
    return path.suffix in (*SUFFIXES, NOTEBOOK) or path.name == PACKAGE


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
