"""The folder that holds the content: ``data/``, with tables and quizzes, and ``lessons/``."""

from __future__ import annotations

import os
import re
from pathlib import Path

from quizkit.errors import ContentError, Problem
from quizkit.files import FileCache, whole_path

OURS = re.compile(r'"name"\s*:\s*"quizkit"')
DECLARED = re.compile(r'"lesson_rules"\s*:\s*true\b')
_PACKAGE = Path(__file__).resolve().parents[1]
_descriptions: FileCache[str] = FileCache()


def content_folder(start: Path | None = None) -> Path:
    """Return the folder that holds ``data/`` and ``lessons/``.

    It is the nearest one at or above ``start`` (the notebook's folder unless given, outside a
    notebook the current one); failing that, the one inside the installed package; failing that,
    the checkout that quizkit is run from.

    >>> (content_folder() / "data" / "datapackage.json").is_file()
    True
    """
    for folder in (course_of(start), _PACKAGE / "_content", *_PACKAGE.parents[1:2]):
        if folder and _holds_content(folder):
            return folder
    missing = (start or Path("data")) / "datapackage.json"
    raise ContentError(
        [Problem(missing, 0, "", "quizkit's data folder is nowhere to be found", "reinstall it")]
    )


def course_of(start: Path | None = None) -> Path | None:
    """Return the nearest folder with the content at or above ``start``; None outside any course.

    >>> course_of(content_folder() / "data") == content_folder()
    True
    """
    return next((folder for folder in _upward(start) if _holds_content(folder)), None)


def keeps_lesson_rules(folder: Path) -> bool:
    """Return whether the lessons beside ``data/`` are to keep the rules of this course's lessons.

    A course declares that in its datapackage.json: ``"lesson_rules": true``.

    >>> keeps_lesson_rules(content_folder())
    True
    """
    return bool(DECLARED.search(_described(folder)))


def _upward(start: Path | None) -> tuple[Path, ...]:
    try:
        begin = whole_path(Path(start or notebook_folder()))
    except OSError:  # the current folder has been removed
        return ()
    return (begin, *begin.parents)


def _holds_content(folder: Path) -> bool:
    # By its text and not as JSON: a folder whose file someone has just broken is still the one
    # they mean, and reading it will say what is wrong.
    return bool(OURS.search(_described(folder)))


def _described(folder: Path) -> str:
    path = folder / "data" / "datapackage.json"
    return _descriptions.get(path, lambda: _text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def notebook_folder() -> Path:
    """Return the folder of the notebook that runs us: where its answers belong.

    The kernel's current folder, unless the notebook's code has moved away from it.
    """
    session = os.environ.get("JPY_SESSION_NAME", "")  # the notebook's path, as the server knows it
    if session.endswith(".ipynb") and Path(session).is_file():
        return Path(session).parent
    return Path.cwd()
