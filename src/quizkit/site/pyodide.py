"""What a site takes of Pyodide: its core, the packages that a lesson needs, and one lock.

The lock names everything, quizkit and the libraries made here too, so that the browser loads all at
once and asks nobody what belongs to what.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.utils import canonicalize_name

from quizkit.errors import SiteError
from quizkit.site import wheels
from quizkit.site.generations import fitting, network
from quizkit.site.wheels import Wheel

LOCK = "pyodide-lock.json"
ENTRY = "pyodide.mjs"
CORE = (ENTRY, "pyodide.asm.*", "python_stdlib.zip")
KERNEL = ("pyodide-kernel", "piplite", "ipykernel")  # they are made for the browser
ROOTS = (*KERNEL, "micropip", "jedi", "ipython", wheels.OURS)


@dataclass(frozen=True, slots=True)
class Pyodide:
    """A Pyodide, in a folder or, where that is None, in its network at ``address``."""

    lock: Mapping[str, Any]
    folder: Path | None
    address: str = ""

    @property
    def entry(self) -> str:
        """Where the site finds its main script, from the folder of the lock."""
        return self.address + ENTRY


@contextmanager
def opened(path: Path | None) -> Iterator[Pyodide]:
    """Yield the Pyodide in a folder or an archive; without a path, the one in its network."""
    if path is None:
        address, lock = network()
        yield Pyodide(lock, None, address)
    elif path.is_dir():
        yield _in_folder(path, path)
    else:
        with tempfile.TemporaryDirectory() as place:
            _unpack(path, Path(place))
            yield _in_folder(Path(place), path)


def _unpack(archive: Path, place: Path) -> None:
    try:
        with tarfile.open(archive) as packed:
            for member in packed:
                name = PurePosixPath(member.name)
                held = packed.extractfile(member) if ".." not in name.parts else None
                if held and not name.is_absolute():
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                    (place / name).write_bytes(held.read())
    except (OSError, tarfile.TarError) as error:
        raise SiteError(
            f"{archive} is neither a folder nor an archive of Pyodide ({error}); give --pyodide "
            "the folder, or the file pyodide-….tar.bz2 of its release."
        ) from error


def _in_folder(place: Path, named: Path) -> Pyodide:
    found = next((f for f in (place, place / "pyodide") if (f / LOCK).is_file()), None)
    try:
        lock = json.loads((found / LOCK).read_text("utf-8")) if found else {}
        fitting(lock["info"]["abi_version"])
    except (KeyError, TypeError, ValueError) as error:
        raise SiteError(
            f"There is no Pyodide in {named} (no {LOCK} that can be read); give --pyodide the "
            "folder or the archive of a Pyodide with its packages."
        ) from error
    return Pyodide(lock, found)


def put_into(folder: Path, pyodide: Pyodide, shims: Path) -> list[str]:
    """Write the core, the packages and the lock into a folder; return the packages' names.

    ``shims`` is the folder of the wheels that come with JupyterLite's kernel.
    """
    ready = [wheels.ready_made(path) for path in sorted(shims.glob("*.whl"))]
    made = {wheel.name: wheel for wheel in (*ready, wheels.installer())}
    entries: dict[str, dict[str, Any]] = {}
    waiting = list(ROOTS)
    while waiting:
        name = waiting.pop()
        if name not in entries:
            entries[name] = _provided(name, pyodide, made)
            waiting += entries[name]["depends"]
    for name, entry in entries.items():
        if name in made:
            (folder / entry["file_name"]).write_bytes(made[name].data)
        elif pyodide.folder is None:
            entry["file_name"] = pyodide.address + entry["file_name"]
    _copy_core(folder, pyodide, [e["file_name"] for n, e in entries.items() if n not in made])
    lock = {"info": pyodide.lock["info"], "packages": dict(sorted(entries.items()))}
    (folder / LOCK).write_text(json.dumps(lock, indent=1), "utf-8")
    return sorted(entries)


def _provided(name: str, pyodide: Pyodide, made: dict[str, Wheel]) -> dict[str, Any]:
    """Return a package's entry: the kernel's own, Pyodide's, or made of what is installed."""
    theirs = pyodide.lock["packages"].get(name)
    if name not in made and theirs is not None:
        return {**theirs, "depends": [str(canonicalize_name(need)) for need in theirs["depends"]]}
    if name not in made:
        made[name] = wheels.installed(name)
    wheel = made[name]
    place = {"sys_platform": "emscripten", "platform_machine": "wasm32", "extra": ""}
    place["python_version"] = fitting(pyodide.lock["info"]["abi_version"]).python
    needed = (need for need in wheel.requires if not need.marker or need.marker.evaluate(place))
    return wheel.entry(sorted({str(canonicalize_name(need.name)) for need in needed}))


def _copy_core(folder: Path, pyodide: Pyodide, packages: list[str]) -> None:
    if pyodide.folder is None:
        return
    core = [path.name for pattern in CORE for path in pyodide.folder.glob(pattern)]
    for name in (*core, *packages):
        try:
            (folder / name).write_bytes((pyodide.folder / name).read_bytes())
        except OSError as error:
            raise SiteError(
                f"{name} is missing from the Pyodide in {pyodide.folder}; give --pyodide one with "
                "its packages, not the core alone."
            ) from error
