"""Jupyter messages over a socket pair, between a grader and one kernel in its sandbox.

A kernel that is forked inherits its end, so there is no port and no path that anything else
could connect to. Each message is a channel, the sizes of its parts, and the parts.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping, Sequence

SHELL, IOPUB, TROUBLE, FILES = range(4)  # channels
_HEAD = struct.Struct("<BI")
_SIZE = struct.Struct("<I")
LARGEST_COUNT = 10_000  # parts of one message: each buffer of a widget is one


class Flooded(Exception):
    """More came over the wire than is allowed."""


def packed(channel: int, parts: Sequence[bytes]) -> bytes:
    """Return a message as bytes.

    >>> list(Reader(1000).feed(packed(SHELL, [b"ab", b""])))
    [(0, [b'ab', b''])]
    """
    sizes = b"".join(_SIZE.pack(len(part)) for part in parts)
    return b"".join((_HEAD.pack(channel, len(parts)), sizes, *parts))


def packed_files(files: Mapping[str, bytes]) -> bytes:
    """Return files as the message that a kernel waits for first: names and contents, in turns.

    >>> list(Reader(1000).feed(packed_files({"a": b"1"})))
    [(3, [b'a', b'1'])]
    """
    return packed(FILES, [part for name in files for part in (os.fsencode(name), files[name])])


class Reader:
    """Puts messages together from bytes as they come, and no more of them than allowed.

    Args:
        most: how many bytes may come in all.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._kept = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[int, list[bytes]]]:
        """Take more bytes and give each message that is whole: its channel and its parts.

        Raises Flooded once more came, or is announced, than is allowed.
        """
        self._left -= len(data)
        if self._left < 0:
            raise Flooded
        self._kept += data
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> tuple[int, list[bytes]] | None:
        kept = self._kept
        if len(kept) < _HEAD.size:
            return None
        channel, count = _HEAD.unpack_from(kept)
        if count > LARGEST_COUNT:
            raise Flooded
        at = _HEAD.size + count * _SIZE.size
        if len(kept) < at:
            return None
        sizes = struct.unpack_from(f"<{count}I", kept, _HEAD.size)
        end = at
        for size in sizes:  # not `sum`, which a student may have put something else in place of
            end += size
        if end > self._left + len(kept):
            raise Flooded
        if len(kept) < end:
            return None
        parts = []
        for size in sizes:
            parts.append(bytes(kept[at : at + size]))
            at += size
        del kept[:end]
        return channel, parts
