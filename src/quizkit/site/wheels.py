"""Wheels for the browser, made of what is installed here: nothing is fetched.

An installed library is packed again without what was compiled for this machine; each of those that
a lesson needs, and that Pyodide has not, works in Python alone. The same files always give the same
wheel.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from quizkit.errors import SiteError
from quizkit.extras import pip_install
from quizkit.languages import known, words

OURS = "quizkit"
COMPILED = (".so", ".pyd", ".dylib", ".pyc")
WHEEL = "Wheel-Version: 1.0\nGenerator: quizkit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
# The kernel loads an installer of this name and sets its switches; a cell may ask it for more.
INSTALLER = {
    "piplite/__init__.py": "from piplite.piplite import install\n",
    "piplite/piplite.py": """\
import sys

# A reader's folder last: else each import would look there first, through the page.
sys.path.sort(key="".__eq__)
_PIPLITE_DISABLE_PYPI, _PIPLITE_URLS = True, ()


async def install(requirements, *_, **__):
    raise ImportError(f"{requirements} is not part of this site, which installs nothing.")
""",
}
# What no lesson in a browser asks for: the course's files lie beside the notebooks.
LEFT_OUT = ("_content", "grading", "lab/reader", "printing", "site")
LOCALES = "babel/locale-data/"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel in memory, and what a Pyodide's lock has to know of it."""

    file_name: str
    data: bytes
    requires: tuple[Requirement, ...]

    @property
    def name(self) -> str:
        """The name of the library, as a lock writes it."""
        return str(canonicalize_name(self.file_name.split("-")[0]))

    def entry(self, depends: Sequence[str]) -> dict[str, object]:
        """Return the wheel's entry in a lock."""
        return {
            "name": self.name,
            "version": self.file_name.split("-")[1],
            "file_name": self.file_name,
            "install_dir": "site",
            "sha256": hashlib.sha256(self.data).hexdigest(),
            "package_type": "package",
            "imports": self._imports(),
            "depends": list(depends),
            "unvendored_tests": False,
        }

    def _imports(self) -> list[str]:
        with ZipFile(io.BytesIO(self.data)) as wheel:
            names = [PurePosixPath(name) for name in wheel.namelist() if name.endswith(".py")]
        return sorted({name.parts[0].removesuffix(".py") for name in names})


def ready_made(path: Path) -> Wheel:
    """Return a wheel that lies there as it is."""
    data = path.read_bytes()
    with ZipFile(io.BytesIO(data)) as wheel:
        metadata = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        text = wheel.read(metadata).decode()
    return Wheel(path.name, data, _requires(text))


def installer() -> Wheel:
    """Return the installer of a site in which everything is there from the start.

    The one that comes with the kernel asks for a newer micropip than some Pyodides have.
    """
    held = {name: text.encode() for name, text in INSTALLER.items()}
    return _made("piplite", "1.0", "Metadata-Version: 2.1\nName: piplite\nVersion: 1.0\n", held)


def content(files: Mapping[str, bytes]) -> Wheel:
    """Return files of a course's ``data/`` where quizkit looks for them outside any course."""
    held = {f"{OURS}/_content/{name}": data for name, data in files.items()}
    return _made("content", "1.0", "Metadata-Version: 2.1\nName: content\nVersion: 1.0\n", held)


def installed(name: str) -> Wheel:
    """Return an installed library as a wheel without anything compiled.

    >>> installed("mdurl").file_name.endswith("-py3-none-any.whl")
    True
    """
    try:
        found = distribution(name)
    except PackageNotFoundError as error:
        raise SiteError(
            f"The library {name}, which the lessons need, is not installed; type: "
            + pip_install("quizkit[site]")
        ) from error
    held = dict(_own_files() if name == OURS else _files_of(name))
    return _made(name, found.version, found.read_text("METADATA") or "", held)


def _made(name: str, version: str, metadata: str, held: dict[str, bytes]) -> Wheel:
    stem = f"{canonicalize_name(name).replace('-', '_')}-{version}"
    held[f"{stem}.dist-info/METADATA"] = metadata.encode()
    held[f"{stem}.dist-info/WHEEL"] = WHEEL.encode()
    return Wheel(f"{stem}-py3-none-any.whl", _packed(held, stem), _requires(metadata))


def _requires(metadata: str) -> tuple[Requirement, ...]:
    head = metadata.partition("\n\n")[0]
    return tuple(map(Requirement, re.findall(r"^Requires-Dist: (.*)$", head, re.MULTILINE)))


def _files_of(name: str) -> Iterator[tuple[str, bytes]]:
    for file in distribution(name).files or ():
        place = file.as_posix()
        if place.startswith("..") or ".dist-info/" in place or place.endswith(COMPILED):
            continue
        if not place.startswith(LOCALES) or _is_spoken(file.stem):
            yield place, Path(str(file.locate())).read_bytes()


def _is_spoken(locale: str) -> bool:
    """Return whether Babel's data for a locale, or for one that it builds on, are used."""
    used = {words("language", code)["locale"] for code in known()}
    bases = {name.split("_")[0] for name in used}
    return locale in {"root", "en_001", *used, *bases}


def _own_files() -> Iterator[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if (
            path.is_file()
            and path.suffix != ".pyc"
            and not any(map(inside.is_relative_to, LEFT_OUT))
        ):
            yield f"{OURS}/{inside.as_posix()}", path.read_bytes()


def _packed(held: Mapping[str, bytes], stem: str) -> bytes:
    record = io.StringIO()
    lines = csv.writer(record, lineterminator="\n")
    for name in sorted(held):
        digest = urlsafe_b64encode(hashlib.sha256(held[name]).digest()).rstrip(b"=").decode()
        lines.writerow((name, f"sha256={digest}", len(held[name])))
    lines.writerow((f"{stem}.dist-info/RECORD", "", ""))
    last = [(f"{stem}.dist-info/RECORD", record.getvalue().encode())]
    return zipped([*sorted(held.items()), *last])


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of these files, the same for the same files."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)
    return packed.getvalue()
