"""What a site takes of Pyodide: its core, the packages that a lesson needs, and one lock.

The lock names everything, quizkit and the libraries made here too, so that the browser loads all at
once and asks nobody what belongs to what.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

from packaging.utils import canonicalize_name

from quizkit.errors import SiteError
from quizkit.notebooks import PLAIN
from quizkit.site import wheels
from quizkit.site.compiling import compiled, standard_library
from quizkit.site.generations import fitting, network
from quizkit.site.wheels import Wheel

PLACE = "static/python"  # in the site
LOCK = "pyodide-lock.json"
ENTRY = "pyodide.mjs"
STDLIB = "python_stdlib.zip"
CORE = (ENTRY, "pyodide.asm.*", STDLIB)
START = "python.mjs"  # ours, by which JupyterLite's kernel gets its Pyodide
ARCHIVE = ".bin"  # a name that no server takes for something to unpack by itself
FIRST_ARCHIVE, LATER_ARCHIVE = f"first{ARCHIVE}", f"later{ARCHIVE}"
STATIC = Path(__file__).with_name("static")
KERNEL = ("pyodide-kernel", "piplite", "ipykernel")  # they are made for the browser
FIRST = (*KERNEL, "ipython", wheels.OURS)
LATER = ("pandas",)  # what a reader's own code alone asks for; no quiz and no figure waits for it
# The kernel would fetch them, and a site has no use for them: `python.mjs` has names completed
# without jedi, which takes long to import.
ASKED_FOR = ("micropip", "jedi")
# What the first cell of a lesson needs, loaded while the page is not there yet.
AHEAD = "import anywidget, markdown_it, yaml"


@dataclass(frozen=True, slots=True)
class Pyodide:
    """A Pyodide, in a folder or, where that is None, in its network at ``address``."""

    lock: Mapping[str, Any]
    folder: Path | None
    address: str = ""

    @property
    def python(self) -> str:
        """Its version of Python, such as ``3.12``."""
        return fitting(self.lock["info"]["abi_version"]).python


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


def put_into(
    folder: Path,
    pyodide: Pyodide,
    shims: Path,
    content: Mapping[str, bytes],
    *,
    compiler: str | None = None,
) -> list[str]:
    """Write the core, the libraries and what starts them into a folder; return the libraries.

    ``shims`` is the folder of the wheels that come with JupyterLite's kernel; ``content`` are the
    files of the course's ``data/``, for a browser in which Python does not reach the site's files.
    ``compiler`` is a Python of Pyodide's version, which compiles all that is kept in the site.
    """
    ready = [wheels.ready_made(path) for path in sorted(shims.glob("*.whl"))]
    made = {wheel.name: wheel for wheel in (*ready, wheels.installer())}
    entries: dict[str, dict[str, Any]] = {}
    first = _needed(FIRST, (*LATER, *ASKED_FOR), entries, pyodide, made)
    later = _needed(LATER, (*first, *ASKED_FOR), entries, pyodide, made)
    there = set() if pyodide.folder else {name for name in entries if name not in made}
    site_packages = f"lib/python{pyodide.python}/site-packages"
    for name, libraries in ((FIRST_ARCHIVE, first), (LATER_ARCHIVE, later)):
        held = [_data(entries[n], pyodide, made) for n in libraries if n not in there]
        if name == FIRST_ARCHIVE:
            held.append(wheels.content(content).data)
        (folder / name).write_bytes(archive(held, site_packages, compiler))
    core = _copy_core(folder, pyodide, compiler)
    packages = {
        name: {
            **entries[name],
            "file_name": pyodide.address + entries[name]["file_name"],
            "depends": [need for need in entries[name]["depends"] if need in there],
        }
        for name in sorted(there)
    }
    lock = {"info": pyodide.lock["info"], "packages": packages}
    (folder / LOCK).write_text(json.dumps(lock, indent=1), "utf-8")
    sizes = {name: (folder / name).stat().st_size for name in (*core, FIRST_ARCHIVE)}
    settings = {
        "entry": pyodide.address + ENTRY if pyodide.address else f"./{ENTRY}",
        "lock": LOCK,
        "first": FIRST_ARCHIVE,
        "later": LATER_ARCHIVE,
        "loaded": [name for name in first if name in there],
        "loadedLater": [name for name in later if name in there],
        "sizes": sizes,
        "bytes": 0 if pyodide.address else sum(sizes.values()),
        "ahead": AHEAD,
        "plain": PLAIN.pattern,
    }
    (folder / START).write_text(script(START, settings), "utf-8")
    return sorted([*entries, *ASKED_FOR])


def script(name: str, settings: Mapping[str, Any]) -> str:
    """Return a script of the site, with its settings filled in."""
    return (STATIC / name).read_text("utf-8").replace("{};", f"{json.dumps(settings)};", 1)


def _needed(
    names: Sequence[str],
    without: Collection[str],
    entries: dict[str, dict[str, Any]],
    pyodide: Pyodide,
    made: dict[str, Wheel],
) -> list[str]:
    """Return these libraries and all that they need, ``without`` some; their entries are added."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in without:
            found.add(name)
            entries[name] = entries.get(name) or _provided(name, pyodide, made)
            waiting += entries[name]["depends"]
    return sorted(found)


def _data(entry: Mapping[str, Any], pyodide: Pyodide, made: Mapping[str, Wheel]) -> bytes:
    if entry["name"] in made:
        return made[entry["name"]].data
    return _from(pyodide, entry["file_name"])


def archive(held: Iterable[bytes], place: str, compiler: str | None = None) -> bytes:
    """Return wheels unpacked into one archive that a browser unpacks; the same for the same.

    With a ``compiler``, their modules are compiled too.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for data in held:
            with ZipFile(io.BytesIO(data)) as wheel:
                files = {n: wheel.read(n) for n in wheel.namelist() if not n.endswith("/")}
            files |= compiled(data, compiler) if compiler else {}
            for name in sorted(name for name in files if ".data/" not in name):
                told = tarfile.TarInfo(f"{place}/{name}")
                told.size = len(files[name])
                tar.addfile(told, io.BytesIO(files[name]))
    return gzip.compress(packed.getvalue(), 6, mtime=0)


def _provided(name: str, pyodide: Pyodide, made: dict[str, Wheel]) -> dict[str, Any]:
    """Return a package's entry: the kernel's own, Pyodide's, or made of what is installed."""
    theirs = pyodide.lock["packages"].get(name)
    if name not in made and theirs is not None:
        needs = [str(canonicalize_name(need)) for need in theirs["depends"]]
        return {**theirs, "name": name, "depends": needs}
    if name not in made:
        made[name] = wheels.installed(name)
    wheel = made[name]
    place = {"sys_platform": "emscripten", "platform_machine": "wasm32", "extra": ""}
    place["python_version"] = pyodide.python
    needed = (need for need in wheel.requires if not need.marker or need.marker.evaluate(place))
    return wheel.entry(sorted({str(canonicalize_name(need.name)) for need in needed}))


def _copy_core(folder: Path, pyodide: Pyodide, compiler: str | None) -> list[str]:
    """Copy what Pyodide itself consists of, compiled if possible; return its files' names."""
    if pyodide.folder is None:
        return []
    names = sorted(path.name for pattern in CORE for path in pyodide.folder.glob(pattern))
    for name in names:
        data = _from(pyodide, name)
        if name == STDLIB and compiler:
            place = f"/lib/python{pyodide.python.replace('.', '')}.zip"
            data = standard_library(data, compiler, place)
        (folder / name).write_bytes(data)
    return names


def _from(pyodide: Pyodide, name: str) -> bytes:
    try:
        return ((pyodide.folder or Path()) / name).read_bytes()
    except OSError as error:
        raise SiteError(
            f"{name} is missing from the Pyodide in {pyodide.folder}; give --pyodide one with "
            "its packages, not the core alone."
        ) from error
