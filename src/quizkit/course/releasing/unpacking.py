"""What a student receives, as pieces of text that can be searched: all of it, unpacked.

Notebooks are taken apart, and archives are opened. What is encrypted cannot be read, and is told.
Who releases is the teacher: a key gets out by accident, and nobody disguises one.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LARGEST = 50_000_000  # bytes that are read of one file, all that is packed in it counted
DEEPEST = 6  # packings in packings
SQLITE = b"SQLite format 3\0"
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text in a file, and where in it: ``"cell 3, output"``, ``"keys.yaml in the archive"``.

    ``trouble`` says why something could not be searched; ``database`` that it is one.
    """

    place: str
    text: str = ""
    trouble: str = ""
    database: bool = False


@dataclass
class Unpacking:
    """One file being taken apart; what is packed too deep or too large is told once."""

    left: int = LARGEST

    def of(self, data: bytes, place: str = "", depth: int = 0) -> Iterator[Excerpt]:
        """Yield the pieces of some bytes."""
        self.left -= len(data)
        if self.left < 0 or depth > DEEPEST:
            yield Excerpt(place, trouble="it is packed too deep or too large to be searched")
            return
        if data.startswith(SQLITE):
            yield Excerpt(place, text=data.decode("utf-8", "replace"), database=True)
            return
        unpacked = list(self._members(data, place, depth))
        yield from unpacked
        if not unpacked:
            yield from self._text(data.decode("utf-8", "replace"), place, depth)

    def _members(self, data: bytes, place: str, depth: int) -> Iterator[Excerpt]:
        try:
            if data.startswith(b"PK\x03\x04"):
                yield from self._zip(data, place, depth)
            elif data[257:262] == b"ustar":
                yield from self._tar(data, place, depth)
            elif data.startswith(GZIP):
                unpacked = zlib.decompressobj(31).decompress(data, LARGEST)
                yield from self.of(unpacked, _inside(place, "unpacked"), depth + 1)
        except (zlib.error, EOFError, OSError, lzma.LZMAError):
            return  # its first bytes only look like those of an archive
        except (zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError):
            yield Excerpt(place, trouble="it is an archive that cannot be opened")

    def _zip(self, data: bytes, place: str, depth: int) -> Iterator[Excerpt]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                here = _inside(place, f"{member.filename} in the archive")
                yield Excerpt(here, text=member.filename)
                with archive.open(member) as file:
                    yield from self.of(file.read(max(self.left, 0) + 1), here, depth + 1)

    def _tar(self, data: bytes, place: str, depth: int) -> Iterator[Excerpt]:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                here = _inside(place, f"{member.name} in the archive")
                yield Excerpt(here, text=member.name)
                file = archive.extractfile(member) if member.isreg() else None
                if file:
                    yield from self.of(file.read(max(self.left, 0) + 1), here, depth + 1)

    def _text(self, text: str, place: str, depth: int) -> Iterator[Excerpt]:
        content = _json(text)
        if isinstance(content, dict) and isinstance(content.get("cells"), list):
            yield from self.notebook(content, place, depth)
            return
        said = "\n".join(strings(content)) if content is not None else ""
        yield Excerpt(place, text=f"{text}\n{said}" if said else text)

    def notebook(
        self, content: Mapping[str, Any], place: str = "", depth: int = 0
    ) -> Iterator[Excerpt]:
        """Yield the pieces of a notebook: of each cell source, outputs, metadata, attachments."""
        for number, cell in enumerate(content["cells"], start=1):
            here = _inside(place, f"cell {number}")
            if not isinstance(cell, dict):
                continue
            yield Excerpt(here, text=_joined(cell.get("source")))
            for name in ("outputs", "attachments"):
                for value in strings(cell.get(name)):
                    yield Excerpt(f"{here}, {name}", text=value)
                    if name == "attachments":  # even a picture can hold a text
                        yield from self.of(_from_base64(value), f"{here}, {name}", depth + 1)
            others = {
                n: v for n, v in cell.items() if n not in ("source", "outputs", "attachments")
            }
            yield Excerpt(f"{here}, metadata", text=_as_text(others))
        rest = {name: value for name, value in content.items() if name != "cells"}
        yield Excerpt(_inside(place, "the notebook's metadata"), text=_as_text(rest))


def _inside(place: str, more: str) -> str:
    return f"{place}, {more}" if place else more


def _json(text: str) -> Any:
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _joined(source: object) -> str:
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def strings(value: Any) -> Iterator[str]:
    """Yield the texts in a JSON value; one that is given as a list of lines, as one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        lines = all(isinstance(line, str) for line in value)
        if lines and value and all(line.endswith("\n") for line in value[:-1]):
            yield _joined(value)
        else:
            for each in value:
                yield from strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)


def _as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n" + "\n".join(strings(value))


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
