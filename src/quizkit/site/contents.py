"""Which files of a folder go into the site: lessons, quizzes, tables, and nothing a teacher keeps.

Of a course for nbgrader its release alone is published, once it was searched for keys; not the
teacher's guides, nobody's answers, and nothing hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizkit.course.checking.parts import CoursePart
from quizkit.course.folder import course_of, folders_in, layout_of
from quizkit.course.settings import root_elsewhere
from quizkit.errors import SiteError, UnknownName
from quizkit.lab.lesson_folder import LEFT_OUT, PARTS, content, is_checkout
from quizkit.lab.server import is_course

GUIDES = (("lessons", "instructors"), ("lessons", "authors"))
MARK = "quizkit-site.json"  # in a site that was made


def course_folder(named: Path | None) -> Path:
    """Return the folder to publish: the one that was named, or the module's own lessons."""
    folder = (named or content()).expanduser().resolve()
    if not folder.is_dir():
        raise SiteError(f"There is no folder {named}; name the one that holds your lessons.")
    course = course_of(folder)
    if course and course != folder and not folder.is_relative_to(layout_of(course).release):
        raise SiteError(f"{folder} is a part of the course in {course}; name the course itself.")
    return folder


def published(root: Path, *, language: str | None = None) -> dict[str, Path]:
    """Return the files of the site by their names, which are those in the folder.

    Raises SiteError where there is no notebook among them, or where a release holds a key, and
    UnknownName for a language that the lessons are not in.

    >>> "lessons/nl/02-geneve.ipynb" in published(content(), language="en")
    False
    """
    other = _others(root, language) if language else set()
    files = {
        path.relative_to(root).as_posix(): path
        for path in _found(root)
        if path.relative_to(root).parts[:2] not in other
    }
    if not any(name.endswith(".ipynb") for name in files):
        raise SiteError(f"There is no notebook to publish in {root}; name a folder with lessons.")
    return files


def _others(root: Path, language: str) -> set[tuple[str, ...]]:
    folders = [f.name for f in folders_in(root / "lessons") if any(f.glob("*.ipynb"))]
    if not folders:  # in one language, whichever that is
        return set()
    if language not in folders:
        raise UnknownName("language", language, [f for f in folders if len(f) == 2])
    return {("lessons", name) for name in folders if name != language}


def _found(root: Path) -> Iterator[Path]:
    whole = not all((root / part).is_dir() for part in PARTS)
    for folder in [root] if whole else [root / part for part in PARTS]:
        yield from _within(folder, root)
    if not whole and _is_course(root) and not is_checkout(root):
        yield from _released(root)


def _within(folder: Path, root: Path) -> Iterator[Path]:
    if _is_course(folder):
        yield from _released(folder)
        return
    if (folder / MARK).is_file():  # a site that was made here before
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in LEFT_OUT:
            continue
        if path.is_dir():
            if path.relative_to(root).parts not in GUIDES:
                yield from _within(path, root)
        elif path.is_file():
            yield path


def _is_course(folder: Path) -> bool:
    """Return whether a folder is a course, by settings of its own or elsewhere."""
    return is_course(folder) or folder == root_elsewhere()


def _released(course: Path) -> Iterator[Path]:
    """Yield what students receive of a course; SiteError where a key is in it."""
    layout = layout_of(course)
    assignments = folders_in(layout.release)
    problems = [p for p in CoursePart(layout, (), assignments).problems(run=False) if not p.warning]
    if assignments and problems:
        raise SiteError("\n".join(map(str, problems)))
    for folder in assignments:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
