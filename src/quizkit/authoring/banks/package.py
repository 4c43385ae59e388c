"""Packages of questions: ZIP files with a manifest, looked through before anything is read."""

from __future__ import annotations

import io
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizkit.archives import archive
from quizkit.archives.entry_names import Refused
from quizkit.errors import BankError

LIMITS = archive.Limits(entries=5_000, total=256 * 2**20)
WRITTEN = (1980, 1, 1, 0, 0, 0)  # the same quiz is the same file at any time
STARTS = (archive.START, archive.EMPTY)


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package, by their paths in it; ``name`` is that of the package."""

    name: str
    files: Mapping[str, archive.File]
    places: Mapping[str, str]  # the paths by their small letters
    named: Mapping[str, tuple[str, ...]]  # and by their last parts

    def read(self, path: str) -> bytes:
        """Return what a file holds."""
        try:
            return self.files[path].read()
        except Refused as refused:
            raise BankError(f"{self.name}: {refused}.") from refused

    def find(self, address: str, base: str = "", *, folders: Iterable[str] = ()) -> str | None:
        """Return the path of the file that a text of ``base`` names, or None.

        It is looked for beside that text, at the top and in ``folders``, its capitals as they are
        or not; at last by its name alone, if only one file has it.
        """
        plain = unquote(urlsplit(address.strip().replace("\\", "/")).path).lstrip("/")
        places = (posixpath.dirname(base), "", *folders)
        wanted = [posixpath.normpath(posixpath.join(place, plain)).casefold() for place in places]
        found = next((self.places[path] for path in wanted if path in self.places), None)
        named = self.named.get(posixpath.basename(plain), ())
        return found or (named[0] if len(named) == 1 else None)


def is_package(data: bytes) -> bool:
    """Return whether a file is a ZIP file."""
    return data.startswith(STARTS)


def opened(data: bytes, name: str) -> Package:
    """Look through a package; raises BankError where it is not honest."""
    try:
        found = archive.files(data, LIMITS)
    except Refused as refused:
        raise BankError(f"{name}: {refused}.") from refused
    files = {"/".join(file.path): file for file in found}
    named: dict[str, list[str]] = defaultdict(list)
    for path in files:
        named[posixpath.basename(path)].append(path)
    places = {path.casefold(): path for path in files}
    return Package(name, files, places, {last: tuple(paths) for last, paths in named.items()})


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a package with these files, in this order; the same files make the same bytes."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as out:
        for path, content in files.items():
            info = ZipInfo(path, WRITTEN)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            out.writestr(info, content)
    return made.getvalue()
