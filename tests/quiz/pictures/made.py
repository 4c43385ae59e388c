"""Pictures for the tests, made by hand: the smallest of each kind, and what hides in one."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping

TOLD = b"The right answer is Geneva."
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////"
    "////////////////////////////2wBDAf///////////////////////////////////////////////////////////"
    "///////////////////////////wAARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAA"
    "AAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxE"
    "APwCQAo//2Q=="
)
WEBP = base64.b64decode("UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(width: int = 3, height: int = 2, *extra: bytes, shade: int = 0) -> bytes:
    """Return a grey PNG, with other parts before its picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * width) * height
    parts = (chunk(b"IHDR", head), *extra, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def exif(turn: int) -> bytes:
    """Return the notes of a camera: which way up it was held, and a text."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, turn, 0)
    told = struct.pack("<HHII", 0x010E, 2, len(TOLD), 38)
    return b"II*\0" + struct.pack("<IH", 8, 2) + entries + told + b"\0\0\0\0" + TOLD


def jpeg(turn: int = 1) -> bytes:
    """Return a JPEG with a camera's notes, a comment and something behind its end."""
    notes = b"Exif\0\0" + exif(turn)
    parts = [b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes]
    parts.append(b"\xff\xfe" + struct.pack(">H", len(TOLD) + 2) + TOLD)
    return JPEG[:2] + b"".join(parts) + JPEG[2:] + TOLD


def webp() -> bytes:
    """Return a WebP that says what it holds, with a camera's notes."""
    head = b"VP8X" + struct.pack("<I", 10) + b"\x0c\0\0\0" + b"\x02\0\0" + b"\x01\0\0"
    notes = exif(1)
    body = b"WEBP" + head + WEBP[12:] + b"EXIF" + struct.pack("<I", len(notes)) + notes
    body += b"\0" * (len(notes) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def svg(inside: str = "", attributes: str = 'width="30" height="20"') -> bytes:
    """Return an SVG."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} {attributes}><rect width="9" height="9"/>{inside}</svg>'.encode()


FILES: Mapping[str, bytes] = {
    "map.png": png(640, 360, chunk(b"tEXt", b"Comment\0" + TOLD), shade=160),
    "photo.jpg": jpeg(6),
    "sign.webp": webp(),
    "cell.svg": svg(f"<title>{TOLD.decode()}</title>", 'viewBox="0 0 300 200"'),
}
