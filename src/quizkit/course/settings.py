"""The settings of an nbgrader course, as nbgrader will have them.

``nbgrader_config.py`` is a program, and only running it tells what it sets. It runs as nbgrader
runs it, but in a process of its own, where it may print, exit or hang. Nothing comes back but the
settings in ``WANTED``, so no password does.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizkit.files import FileCache

CONFIG = "nbgrader_config.py"
JSON = "nbgrader_config.json"
PATIENCE = 60  # seconds that reading settings may take
WANTED = {
    "CourseDirectory": (
        *("root", "source_directory", "release_directory", "submitted_directory"),
        *("autograded_directory", "feedback_directory", "solution_directory"),
    ),
    "ClearSolutions": ("begin_solution_delimeter", "end_solution_delimeter"),
    "ClearHiddenTests": ("begin_test_delimeter", "end_test_delimeter"),
    "ClearMarkScheme": (
        *("begin_mark_scheme_delimeter", "end_mark_scheme_delimeter", "enforce_metadata"),
    ),
    "IncludeHeaderFooter": ("header", "footer"),
    "NbGraderAPI": ("timezone",),
}
CONFIGURED = "QuizkitConfigured"  # a section that stands for all that `configure` would set
ADDRESS = re.compile(r"(://[^\s:/@'\"]*):[^\s'\"]*@")
Sections = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why the settings cannot be read: the file, its line (0 for the whole), and what is wrong."""

    path: Path
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class CourseSettings:
    """What a course's settings say; where they have a mistake, nothing."""

    sections: Sections = field(default_factory=dict)
    configured: bool = False
    mistake: Mistake | None = None


_settings: FileCache[CourseSettings] = FileCache()


def read_settings(folder: Path) -> CourseSettings:
    """Read the settings of nbgrader for a folder; again only after a change of its file."""
    return _settings.get(folder / CONFIG, lambda: _read(folder))


def root_elsewhere() -> Path | None:
    """Return the course that the settings in Jupyter's own folders name, if they name one."""
    from jupyter_core.paths import jupyter_config_path

    places = [Path(place, name) for place in jupyter_config_path() for name in (CONFIG, JSON)]
    if not any(map(Path.is_file, places)):  # to read them takes a process
        return None
    nowhere = Path(Path.cwd().anchor)
    root = read_settings(nowhere).sections.get("CourseDirectory", {}).get("root")
    return Path(root).resolve() if root else None


def forget() -> None:
    """Read all settings anew from here on: what they load or look up may have changed."""
    _settings.clear()


def _read(folder: Path) -> CourseSettings:
    command = [sys.executable, "-P", "-m", __name__, str(folder)]
    path = folder / CONFIG
    try:
        run = subprocess.run(
            command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE
        )
        told = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        return CourseSettings(mistake=Mistake(path, 0, f"they take more than {PATIENCE} seconds"))
    except (OSError, ValueError):
        return CourseSettings(mistake=Mistake(path, 0, "running them ends Python"))
    if told["mistake"]:
        file, line, what = told["mistake"]
        return CourseSettings(mistake=Mistake(Path(file), line, what))
    return CourseSettings(told["sections"], told["configured"])


def without_passwords(text: str) -> str:
    """Return a text in which passwords in addresses are hidden.

    >>> without_passwords("no such host: postgresql://ann:s3cr@t/x@db/grades")
    'no such host: postgresql://ann:***@db/grades'
    """
    return ADDRESS.sub(r"\1:***@", text)


def mistake_in(error: BaseException, folder: Path, default: Path) -> Mistake:
    """Return where in the settings, or in what they load from ``folder``, an error came up."""
    kind, said = type(error).__name__, str(error)
    frames = traceback.extract_tb(error.__traceback__)
    places = [(Path(frame.filename), frame.lineno or 0) for frame in frames]
    if isinstance(error, SyntaxError):
        places.append((Path(error.filename or default), error.lineno or 0))
        said = error.msg
    elif isinstance(error, SystemExit):
        kind, said = "it ends the program", ""
    theirs = [place for place in places if place[0] == default or _lies_in(place[0], folder)]
    path, line = theirs[-1] if theirs else (default, 0)
    said = without_passwords(" ".join(said.split())[:200]).rstrip(".")
    return Mistake(path, line, f"{kind}: {said}" if said else kind)


def _lies_in(path: Path, folder: Path) -> bool:
    beside = path.is_absolute() and path.is_relative_to(folder)
    return beside and "site-packages" not in path.parts


def main(folder: Path) -> None:
    """Print what the settings for a folder say, as JSON; called in a process of its own."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the settings print goes nowhere
    sys.path.insert(0, str(folder))  # as nbgrader does
    _mark_where_configured()
    answer.write(json.dumps(run_settings(folder)))
    answer.flush()
    os._exit(0)  # whatever the settings have begun


def run_settings(folder: Path) -> dict[str, Any]:
    """Run the settings for a folder here, and give what is wanted of them, or their mistake."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config

    config = Config()
    for place in (*reversed(jupyter_config_path()), str(folder)):
        if place == str(folder) and (folder / CONFIG).is_file():
            config.CourseDirectory.pop("root", None)  # a course is itself, whatever others name
        for load, path in _loaders(Path(place)):
            try:
                config.merge(load())
            except BaseException as error:  # whatever is in there, it is told
                wrong = mistake_in(error, folder, path)
                return {"mistake": (str(wrong.path), wrong.line, wrong.what)}
    sections = {name: _plain(config[name], names) for name, names in WANTED.items()}
    return {"mistake": None, "sections": sections, "configured": CONFIGURED in config}


def _loaders(place: Path) -> list[tuple[Callable[[], Any], Path]]:
    from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

    kinds = ((PyFileConfigLoader, CONFIG), (JSONFileConfigLoader, JSON))
    there = [(kind, place / name) for kind, name in kinds if (place / name).is_file()]
    return [(kind(path.name, path=str(place)).load_config, path) for kind, path in there]


def _mark_where_configured() -> None:
    """Have ``configure`` leave a mark alone: what it sets is not wanted, and nbgrader is slow."""
    from quizkit import course
    from quizkit.course import configuration

    def configure(config: Any) -> None:
        config[CONFIGURED].done = True

    course.configure = configuration.configure = configure


def _plain(section: Any, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: section[name] for name in names if name in section}
    paths = {name: os.fspath(v) for name, v in values.items() if isinstance(v, str | os.PathLike)}
    return paths | {name: v for name, v in values.items() if isinstance(v, bool)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
