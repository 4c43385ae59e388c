"""Names in an archive: decoded, and refused where they could lead out of it or hide something."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from unicodedata import category, normalize
from zipfile import ZipInfo

from quizkit.errors import QuizkitError, printable
from quizkit.files import is_device

DEEPEST = 20  # folders in one another
LONGEST = 1_000  # characters of a path
LONGEST_SHOWN = 60
LONGEST_PART = 255  # bytes, as file systems have it
IS_UTF8 = 0x800
UNICODE_PATH = 0x7075  # Info-ZIP's field with the name in UTF-8
NO_SIGNS = ("Cc", "Cs", "Zl", "Zp")
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Refused(QuizkitError):
    """An archive that is not opened, with the reason as part of a sentence."""


def shown(name: str) -> str:
    r"""Return a name as a message can hold it.

    >>> shown("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    plain = printable(name, lambda letter: ascii(letter)[1:-1])
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"


def decoded(info: ZipInfo) -> str:
    """Return the name of an entry, which programs write in several encodings."""
    if info.flag_bits & IS_UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    said = _unicode_path(info.extra, raw)
    if said is not None:
        return said
    try:
        return raw.decode("utf-8")  # as macOS writes it, without saying so
    except UnicodeDecodeError:
        return info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    for kind, field in extra_fields(extra):
        if kind == UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if struct.unpack_from("<L", field, 1)[0] != zlib.crc32(raw):
                return None  # the name was changed since
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def extra_fields(extra: bytes) -> Iterable[tuple[int, bytes]]:
    """Yield the fields that a ZIP file has beside a name; a damaged end is passed over."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def parts(name: str) -> tuple[str, ...]:
    r"""Return the folders and the file that a name consists of; refuse what no honest one has.

    >>> parts("./demands/answers\\a.json"), parts("demands/")
    (('demands', 'answers', 'a.json'), ('demands',))
    >>> parts("/etc/cron.d")
    Traceback (most recent call last):
    ...
    quizkit.archives.entry_names.Refused: '/etc/cron.d' in it names a place on the computer
    """
    what, path = f"'{shown(name)}' in it", normalize("NFC", name).replace("\\", "/")
    if any(category(letter) in NO_SIGNS or letter in TURNING for letter in path):
        raise Refused(f"{what} has signs in its name that cannot be seen")
    if path.startswith("/"):
        raise Refused(f"{what} names a place on the computer")
    if ":" in path:
        raise Refused(f"{what} has a colon in its name, which on Windows is a drive or a stream")
    found = tuple(part for part in path.split("/") if part not in ("", "."))
    if ".." in found:
        raise Refused(f"{what} leads out of the folder; ask for a ZIP file of the folder itself")
    if len(found) > DEEPEST or len(path) > LONGEST:
        raise Refused(f"{what} lies too deep in folders")
    for part in found:
        _check_part(part, what)
    return found


def _check_part(part: str, what: str) -> None:
    if is_device(part):
        raise Refused(f"{what} has the name of a device on Windows")
    if part != part.rstrip(" .") or part != part.lstrip(" "):
        raise Refused(f"{what} has a name that begins with a space, or ends in one or in a dot")
    if len(part.encode()) > LONGEST_PART:
        raise Refused(f"{what} has a name that is too long")


def check_apart(paths: Iterable[tuple[tuple[str, ...], bool]]) -> None:
    """Refuse entries of which one would overwrite another, on any computer.

    >>> check_apart([(("a", "b"), False), (("A", "c"), False), (("a",), True)])
    Traceback (most recent call last):
    ...
    quizkit.archives.entry_names.Refused: 'A' and 'a' in it differ in capitals alone
    """
    files: set[tuple[str, ...]] = set()
    spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
    folders: set[tuple[str, ...]] = set()
    for path, is_folder in paths:
        for depth in range(1, len(path) + 1):
            above = path[:depth]
            key = tuple(part.casefold() for part in above)
            if spelled.setdefault(key, above) != above:
                one, other = "/".join(above), "/".join(spelled[key])
                raise Refused(f"'{shown(one)}' and '{shown(other)}' in it differ in capitals alone")
            if depth < len(path) or is_folder:
                folders.add(above)
            elif above in files:
                raise Refused(f"'{shown('/'.join(path))}' is in it twice")
            else:
                files.add(above)
    for both in files & folders:
        raise Refused(f"'{shown('/'.join(both))}' in it is a file and a folder at once")
