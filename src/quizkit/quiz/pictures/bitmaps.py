"""PNG, JPEG and WebP: their size, and their bytes without what no reader sees.

What is kept is what a picture is drawn from, its colours included, and which way up a phone held
it. Texts, the camera's notes, small copies of an earlier state and what is tacked on behind go.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

Read = tuple[str, int, int, bytes]  # media type, width, height, clean bytes
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"),
    *(b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT"),
}
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
SEEN_FLAGS = 0xFF ^ 0x0C  # in a WebP's head: all but that there are the camera's notes
SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a JPEG before its size
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
TURNED = 5  # from this orientation on a photo lies on its side


class UnfitPicture(Exception):
    """A picture that cannot be shown: what is wrong with it, and what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what = what
        self.mend = mend


DAMAGED = UnfitPicture("is damaged or cut off", "save it anew")


def png(data: bytes) -> Read:
    """Read a PNG."""
    kept, width, height = [PNG], 0, 0
    for kind, content, whole in _png_chunks(data):
        if kind == b"IHDR" and len(content) >= 8:
            width, height = struct.unpack(">II", content[:8])
        if kind in PNG_KEPT:
            kept.append(whole)
    return _whole("image/png", width, height, b"".join(kept))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at, kind = len(PNG), b""
    while kind != b"IEND":
        head = data[at : at + 8]
        end = at + 12 + int.from_bytes(head[:4])
        kind, content = head[4:], data[at + 8 : end - 4]
        if len(head) < 8 or end > len(data):
            raise DAMAGED
        if zlib.crc32(kind + content) != int.from_bytes(data[end - 4 : end]):
            raise DAMAGED
        yield kind, content, data[at:end]
        at = end


def jpeg(data: bytes) -> Read:
    """Read a JPEG."""
    kept, width, height, turn = [b"\xff\xd8"], 0, 0, 1
    for marker, content, scan in _segments(data):
        if marker in SIZES and len(content) >= 5:
            height, width = struct.unpack(">HH", content[1:5])
        if marker == 0xE1 and content.startswith(b"Exif\0\0"):
            turn = _orientation(content[6:])
        elif (clean := _seen(marker, content)) is not None:
            size = struct.pack(">H", len(clean) + 2) if marker not in ALONE else b""
            kept.append(bytes((0xFF, marker)) + size + clean + scan)
    if turn > 1:
        kept.insert(1, _exif(turn))
    if turn >= TURNED:
        width, height = height, width
    return _whole("image/jpeg", width, height, b"".join([*kept, b"\xff\xd9"]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the marker, content and picture data of each segment of a JPEG, up to its end."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:
            raise DAMAGED
        marker = data[at + 1]
        if marker == 0xD9:
            return
        start = at + 2 if marker in ALONE else at + 4
        end = start if marker in ALONE else at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end < start or end > len(data):
            raise DAMAGED
        at = _scan_end(data, end) if marker == 0xDA else end
        yield marker, data[start:end], data[end:at]


def _scan_end(data: bytes, at: int) -> int:
    """Return where the picture data that begin at a place end: at the next marker."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    raise DAMAGED


def _seen(marker: int, content: bytes) -> bytes | None:
    """Return what of a segment a picture is drawn from; None where that is nothing."""
    if marker == 0xE0:  # its head, without a small copy of the picture
        return content[:12] + b"\0\0" if content.startswith(b"JFIF\0") else None
    colours = (marker == 0xE2 and content.startswith(b"ICC_PROFILE\0")) or (
        marker == 0xEE and content.startswith(b"Adobe")
    )
    return content if colours or not (0xE0 <= marker <= 0xEF or marker == 0xFE) else None


def _orientation(tiff: bytes) -> int:
    """Return which way up a camera was held, 1 to 8, by its notes; 1 is upright."""
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * entry)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(turn: int) -> bytes:
    """Return the notes of a camera that say which way up it was held, and no more."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, turn, 0)
    notes = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes


def webp(data: bytes) -> Read:
    """Read a WebP."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise DAMAGED
    kept, size, at = [], (0, 0), 12
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + length]
        if at + 8 + length > end:
            raise DAMAGED
        size = size if any(size) else _webp_size(kind, content)
        if kind == b"VP8X" and content:
            content = bytes((content[0] & SEEN_FLAGS,)) + content[1:]
        if kind in WEBP_KEPT:
            kept.append(kind + length.to_bytes(4, "little") + content + b"\0" * (length % 2))
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return _whole("image/webp", *size, b"RIFF" + len(body).to_bytes(4, "little") + body)


def _webp_size(kind: bytes, content: bytes) -> tuple[int, int]:
    if kind == b"VP8X" and len(content) >= 10:
        return tuple(int.from_bytes(content[at : at + 3], "little") + 1 for at in (4, 7))  # type: ignore[return-value]
    if kind == b"VP8L" and len(content) >= 5:
        bits = int.from_bytes(content[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _whole(media: str, width: int, height: int, clean: bytes) -> Read:
    if not width or not height:
        raise DAMAGED
    return media, width, height, clean


KINDS: dict[bytes, Callable[[bytes], Read]] = {PNG: png, b"\xff\xd8\xff": jpeg, b"RIFF": webp}
