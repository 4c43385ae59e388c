"""What an assignment's notebooks may see besides the system: folders to read, and variables.

The course names them in its settings, ``c.RunInSandbox.folders`` and ``c.RunInSandbox.variables``;
nothing else of this computer is let in.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from quizkit.errors import CourseError
from quizkit.grading.resuming.fingerprint import Key

SETTING = "c.RunInSandbox"
HOME = Path("/tmp/home")  # of the sandbox
OWN = ("usr", "bin", "sbin", "lib", "lib32", "lib64", "nix", "etc", "dev", "proc", "tmp")
MOST_FILES = 10_000  # of a folder that are looked at for a change
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What may be seen.

    Args:
        folders: pairs of where a folder or file lies, and where it is seen.
        variables: pairs of a variable's name and its value.

    >>> Sight.from_plain(Sight(folders=(("/srv/a", "/a"),)).plain()).folders
    (('/srv/a', '/a'),)
    """

    folders: Pairs = ()
    variables: Pairs = ()

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Sight:
        """Read what ``plain`` gave."""
        pairs = {name: tuple((a, b) for a, b in plain[name]) for name in plain}
        return cls(**pairs)

    def key(self) -> str:
        """Return a key that changes with the variables, and with what lies in the folders."""
        key = Key(*(part for pair in (*self.folders, *self.variables) for part in pair))
        for folder in dict.fromkeys(source for source, _ in self.folders):
            for path in islice(_files(Path(folder)), MOST_FILES):
                status = path.stat()
                key.add(f"{path} {status.st_size} {status.st_mtime_ns}")
        return key.text


NOTHING_MORE = Sight()


def sight_of(
    root: Path,
    *,
    folders: Sequence[str],
    variables: Sequence[str],
    closed: Sequence[Path] = (),
) -> Sight:
    """Return what a course's settings let in.

    A folder is seen where it lies, and also where its path from a notebook leads to: that of a
    notebook in the sandbox soon ends at ``/``. What lies in the home is seen in that of the
    sandbox, too.

    Args:
        root: the course's folder, from which paths are read.
        folders: folders or files.
        variables: names of variables of this process's environment; one that is not set is none.
        closed: folders that no student may see.

    Raises CourseError for a path that does not exist, or leads to what no student may see.
    """
    pairs: dict[tuple[str, str], None] = {}
    for name in folders:
        path = Path(os.path.normpath(root / Path(name).expanduser()))
        if not path.exists():
            raise CourseError(f"{SETTING}.folders names '{name}', and there is no {path}.")
        _check(name, path.resolve(), root.resolve(), closed)
        pairs |= dict.fromkeys((str(path), str(place)) for place in _places(path, root))
    known = dict.fromkeys(name for name in variables if name in os.environ)
    return Sight(folders=tuple(pairs), variables=tuple((name, os.environ[name]) for name in known))


def _check(name: str, path: Path, root: Path, closed: Sequence[Path]) -> None:
    """Refuse what shows work that is not the student's; a folder above the course may be named.

    The course stays hidden in that, and nothing else does.
    """
    places = [root, *(place.resolve() for place in closed)]
    in_course = path.is_relative_to(root)
    if any(path.is_relative_to(place) for place in places[1:]) or any(
        place.is_relative_to(path)
        for place in places
        if in_course or not place.is_relative_to(root)
    ):
        raise CourseError(
            f"{SETTING}.folders names '{name}', where solutions, keys or others' work lie: put what"
            " students may read into a folder of its own, and name that."
        )


def _places(path: Path, root: Path) -> list[Path]:
    """Return where something is seen: where it lies, from the notebook, from the home.

    >>> [str(place) for place in _places(Path("/srv/course/data"), Path("/srv/course"))]
    ['/srv/course/data', '/data']
    """
    places = [path]
    parts = [part for part in Path(os.path.relpath(path, root)).parts if part != ".."]
    if parts and parts[0] not in OWN:
        places.append(Path("/", *parts))
    if path.is_relative_to(Path.home()) and path != Path.home():
        places.append(HOME / path.relative_to(Path.home()))
    return list(dict.fromkeys(places))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = (Path(above, name) for above, _, names in os.walk(path) for name in names)
    return sorted(each for each in islice(found, MOST_FILES) if each.is_file())
