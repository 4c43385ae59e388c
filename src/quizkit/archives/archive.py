"""ZIP files of strangers, read without unpacking anything: refused, or a list of plain files.

Nothing is written by the names in an archive. It is looked through before any of it is read:
names, kinds, sizes and places in the file; what it holds is then read up to the size that it
claims, and no further.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quizkit.archives.entry_names import (
    Refused,
    check_apart,
    decoded,
    extra_fields,
    parts,
    shown,
)
from quizkit.notebooks import STARTS

START = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
ENCRYPTED = 0x1 | 0x40 | 0x2000
MOST_ENTRIES = 200_000
LARGEST_FILE = 256 * 2**20  # bytes that an entry may claim
LARGEST_TOTAL = 64 * 2**30  # of a whole class's; one student's has limits of its own
HIGHEST_RATIO = 200  # of what is unpacked; text comes to some ten or twenty
SMALL = 2**20  # bytes, below which the ratio says nothing
UNIX_TIME, NTFS_TIME = 0x5455, 0x000A
FIRST_YEAR = 1980  # where a ZIP file has no time
OTHER_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
)
UNPACK = "unpack it yourself, look at it, and give this command the folder"
SPECIAL = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold."""

    entries: int = MOST_ENTRIES
    total: int = LARGEST_TOTAL


STUDENTS = Limits(entries=2_000, total=512 * 2**20)  # what one student may send


@dataclass(frozen=True, slots=True)
class File:
    """A plain file that came, and when it was last changed, if that is known."""

    path: tuple[str, ...]
    size: int
    at: datetime | None
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Its own name, without folders."""
        return self.path[-1]

    def below(self, depth: int) -> File:
        """Return it as seen from a folder so many steps down."""
        return File(self.path[depth:], self.size, self.at, self.read)


def files(source: Path | bytes, limits: Limits = STUDENTS) -> list[File]:
    """Return the files in a ZIP file; raises Refused, with nothing read, where it is not honest."""
    with _opened(source) as (stream, archive):
        infos = archive.infolist()
        _check_sizes(infos, limits)
        _check_places(stream, archive)
        named = [(info, _named(info)) for info in infos]
        named = [(info, path) for info, path in named if path]
        check_apart((path, _is_folder(info)) for info, path in named)
    found = [(info, path) for info, path in named if not _is_folder(info)]
    if not found:
        raise Refused("there is nothing in it")
    return [File(path, info.file_size, _time(info), _reader(source, info)) for info, path in found]


@contextmanager
def _opened(source: Path | bytes) -> Iterator[tuple[IO[bytes], ZipFile]]:
    try:
        with _stream(source) as stream:
            _check_start(stream.read(16))
            with ZipFile(stream) as archive:
                yield stream, archive
    except Refused:
        raise
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror or error})") from error
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused("it is damaged, or was made to look like a ZIP file; ask for it again") from (
            error
        )
    except (struct.error, zlib.error, OverflowError, UnicodeError) as error:
        raise Refused("it is damaged; ask for it again") from error


def _check_start(start: bytes) -> None:
    if not start:
        raise Refused("it is empty; ask for it again")
    if start.startswith(EMPTY):
        raise Refused("there is nothing in it")
    if start.startswith(START):
        return
    for sign, kind in OTHER_ARCHIVES:
        if start.startswith(sign):
            raise Refused(f"it is {kind}, which is not opened here; {UNPACK}")
    for sign, said in STARTS:
        if start.startswith(sign):
            raise Refused(f"it is no ZIP file: it {said}")
    raise Refused("it is no ZIP file, or something stands before it; ask for it again")


def _check_sizes(infos: Sequence[ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise Refused(f"there are {len(infos):,} files in it, more than {limits.entries:,}")
    for info in infos:
        what = f"'{shown(decoded(info))}' in it"
        if info.flag_bits & ENCRYPTED:
            raise Refused(f"{what} has a password; ask for it without one")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused(f"{what} is packed in a way that is not opened here; {UNPACK}")
        if info.file_size > LARGEST_FILE:
            raise Refused(f"{what} would be larger than {LARGEST_FILE >> 20} MB")
        if info.file_size > max(SMALL, info.compress_size * HIGHEST_RATIO):
            raise Refused(f"{what} would grow more than {HIGHEST_RATIO} times when it is unpacked")
        if info.compress_type == ZIP_STORED and info.file_size != info.compress_size:
            raise Refused(f"{what} is not as large as it says")
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        raise Refused(f"unpacked it would be larger than {limits.total >> 20:,} MB")


def _check_places(stream: IO[bytes], archive: ZipFile) -> None:
    """Refuse entries that share their content, or have another name where that begins."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
    for info, end in zip(infos, ends, strict=True):
        what = f"'{shown(decoded(info))}' in it"
        stream.seek(info.header_offset)
        header = stream.read(LOCAL_HEADER.size)
        fields = LOCAL_HEADER.unpack(header) if len(header) == LOCAL_HEADER.size else (b"",)
        if fields[0] != START:
            raise Refused("it is damaged; ask for it again")
        if fields[2] & ENCRYPTED:
            raise Refused(f"{what} has a password; ask for it without one")
        name, extra = int(fields[9]), int(fields[10])
        if stream.read(name) != _raw_name(info):
            raise Refused(f"{what} has two names")
        if info.header_offset + LOCAL_HEADER.size + name + extra + info.compress_size > end:
            raise Refused(f"{what} lies over another file")


def _raw_name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")


def _named(info: ZipInfo) -> tuple[str, ...]:
    """Return the path of an entry; refuse what is neither a plain file nor a folder."""
    name = decoded(info)
    path = parts(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind in SPECIAL:
        raise Refused(f"'{shown(name)}' in it is {SPECIAL[kind]}")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(f"'{shown(name)}' in it is no plain file")
    if _is_folder(info) and info.file_size:
        raise Refused(f"'{shown(name)}' in it is a file and a folder at once")
    return path


def _is_folder(info: ZipInfo) -> bool:
    is_named_so = info.orig_filename.endswith(("/", "\\"))
    return is_named_so or stat.S_ISDIR(info.external_attr >> 16)


def _time(info: ZipInfo) -> datetime | None:
    """Return when a file was last changed, by this computer's zone if it names none."""
    try:
        for kind, field in extra_fields(info.extra):
            if kind == UNIX_TIME and len(field) >= 5 and field[0] & 1:
                return datetime.fromtimestamp(struct.unpack_from("<l", field, 1)[0], UTC)
            if kind == NTFS_TIME and len(field) >= 16:
                ticks = struct.unpack_from("<Q", field, 8)[0]
                return datetime.fromtimestamp(ticks / 1e7 - 11_644_473_600, UTC)
        if info.date_time[0] <= FIRST_YEAR:
            return None
        return datetime(*info.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _reader(source: Path | bytes, info: ZipInfo) -> Callable[[], bytes]:
    """Return a function that reads an entry without going through the list of entries again."""

    def read() -> bytes:
        what = f"'{shown(decoded(info))}' in it"
        try:
            data = _unpacked(source, info)
        except (OSError, zlib.error, struct.error) as error:
            raise Refused(f"{what} is damaged; ask for it again") from error
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise Refused(f"{what} is damaged, or not as large as it says; ask for it again")
        return data

    return read


def _unpacked(source: Path | bytes, info: ZipInfo) -> bytes:
    with _stream(source) as stream:
        stream.seek(info.header_offset)
        fields = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size))
        stream.seek(int(fields[9]) + int(fields[10]), io.SEEK_CUR)
        packed = stream.read(info.compress_size)
    if info.compress_type == ZIP_STORED:
        return packed
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)


def _stream(source: Path | bytes) -> IO[bytes]:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
