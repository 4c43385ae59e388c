"""The files of a start, by name; they are put down whole, and nothing of anybody's is written over.

The questions are about plants, in the language that was asked for: a start that passes the checks,
in which an author of any subject sees where things go.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quizkit.authoring.banks.names import slug
from quizkit.authoring.starting.notebook import notebook
from quizkit.errors import StartError, UnknownName
from quizkit.files import is_device
from quizkit.quiz import loading
from quizkit.quiz.model import IDS
from quizkit.quiz.reading.problems import short

TEMPLATES = Path(__file__).with_name("templates")
ASSIGNMENT = "first"


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody calls a start, and what files are called by it.

    >>> Named.of("The water cycle").name
    'the-water-cycle'
    """

    title: str
    name: str

    @classmethod
    def of(cls, typed: str) -> Named:
        """Make an id of what was typed: letters without their marks, and dashes."""
        title = " ".join(typed.removesuffix(".yaml").split())
        name = title if IDS.fullmatch(title) else slug(title)
        if not IDS.fullmatch(name) or not title.isprintable():
            raise StartError(
                f"'{short(typed)}' gives no name for a file; write one with letters from a to z, "
                "such as 'fractions', and the title in the file."
            )
        if is_device(name):
            raise StartError(
                f"Windows can have no file or folder called '{name}'; write a longer name, such as "
                f"'{name}-1', and the title in the file."
            )
        known = title if title != name else name.replace("-", " ").capitalize()
        return cls(known, name)


def languages() -> tuple[str, ...]:
    """Return the languages in which there is a start."""
    return tuple(sorted(folder.name for folder in TEMPLATES.iterdir()))


def _written(template: str, language: str, named: Named) -> str:
    """Return a template with its blanks filled in."""
    text = (TEMPLATES / language / template).read_text("utf-8")
    title = named.title
    if template.endswith(".yaml"):
        title = json.dumps(title, ensure_ascii=False)
    return text.replace("@title@", title).replace("@name@", named.name)


def _lesson(named: Named, language: str) -> dict[str, str]:
    return {
        f"{named.name}.ipynb": notebook(_written("lesson.txt", language, named)),
        f"{named.name}.yaml": _written("quiz.yaml", language, named),
    }


def _course(named: Named, language: str) -> dict[str, str]:
    quiz = f"{named.name}-{ASSIGNMENT}"
    key = _written("quiz.yaml", language, Named(named.title, quiz))
    return {
        "README.md": _written("README.md", language, named),
        "nbgrader_config.py": _written("nbgrader_config.py.txt", language, named),
        "source/header.ipynb": notebook(_written("header.txt", language, named)),
        f"source/{ASSIGNMENT}/{ASSIGNMENT}.ipynb": notebook(
            _written("assignment.txt", language, named)
        ),
        f"keys/{quiz}.yaml": key.replace(f" {quiz}.yaml", f" keys/{quiz}.yaml"),
    }


FOLDERS: Mapping[str, Callable[[Named, str], dict[str, str]]] = {
    "lesson": _lesson,
    "course": _course,
}


def make(kind: str, typed: str, *, language: str, folder: Path) -> tuple[Path, str]:
    """Make a quiz, a lesson or a course in a folder; return it, and the file to begin with.

    Raises StartError where that cannot be, and UnknownName for a language without a start.
    """
    if language not in languages():
        raise UnknownName("start in the language", language, languages())
    named = Named.of(typed)
    there = any((folder / f"{named.name}{end}").exists() for end in ("", ".yaml"))
    if kind != "course" and not there and named.name in loading.ids(folder):
        raise StartError(f"There is a quiz '{named.name}' already; choose another name.")
    if kind == "quiz":
        return _quiz(named, language, folder)
    path = folder / named.name
    files = FOLDERS[kind](named, language)
    _put(path, files)
    return path, next(name for name in files if name.endswith((".yaml", ".md")))


def _quiz(named: Named, language: str, folder: Path) -> tuple[Path, str]:
    path = folder / f"{named.name}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(_written("quiz.yaml", language, named))
            except OSError:
                path.unlink()
                raise
    except FileExistsError as error:
        raise _there(path) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    return path, path.name


def _put(path: Path, files: Mapping[str, str]) -> None:
    """Put files into a folder that is not there or empty: all of them or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.rmdir()  # an empty one
        if path.exists() or path.is_symlink():
            raise _there(path)
        within = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            for name, text in files.items():
                (within / name).parent.mkdir(parents=True, exist_ok=True)
                (within / name).write_text(text, encoding="utf-8")
            within.chmod(0o777 & ~_mask())
            within.rename(path)
        except OSError:
            shutil.rmtree(within, ignore_errors=True)
            raise
    except OSError as error:
        if path.exists() and any(path.iterdir() if path.is_dir() else [path]):
            raise _there(path) from error
        raise _unwritten(path, error) from error


def _mask() -> int:
    """Return which rights a new file lacks here."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _there(path: Path) -> StartError:
    return StartError(f"{path} is there already, and stays as it is; choose another name.")


def _unwritten(path: Path, error: OSError) -> StartError:
    return StartError(f"{path} cannot be written ({error.strerror}); choose another folder.")
