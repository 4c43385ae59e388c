"""A picture as pages, paper and releases take it: its bytes, and how large it is shown.

Its kind is told by its first bytes, not by its name. What no reader sees is taken out of it: the
camera's notes, comments, a drawing program's own layers. They could tell an answer, and a picture
of a graded quiz goes to every student.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from quizkit.quiz.pictures import bitmaps, vector
from quizkit.quiz.pictures.bitmaps import UnfitPicture

LARGEST = 1_000_000  # bytes of one picture
MOST = 5_000_000  # bytes of all the pictures of a quiz
LONGEST = 4_000  # of its pixels, across or down
HIGHEST = 480  # pixels that a picture is high on a page
SIGN = (240, 64)  # pixels across and down of what still stands in a line of text
SMALLER = "make it smaller: 1600 pixels across are plenty"
SAVE_AS = "save it as PNG, JPEG, WebP or SVG"
OTHERS = {  # what people also take for a picture, by its first bytes
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"PK\x03\x04": "a document or an archive",
    b"version https://git-lfs": "only the note that Git LFS leaves in place of a file",
}
FILM_NAMES = {b"heic": "a HEIC photo", b"heix": "a HEIC photo", b"mif1": "a HEIC photo"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: ``name`` is made of its bytes, and tells nothing of the name of its file.

    ``width`` and ``height`` are in pixels as a page counts them.
    """

    name: str
    media: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @classmethod
    def of(cls, data: bytes) -> Picture:
        """Make a picture of the bytes of a file; UnfitPicture where they are none to show.

        >>> Picture.of(b"GIF89a")
        Traceback (most recent call last):
        ...
        quizkit.quiz.pictures.bitmaps.UnfitPicture: is a GIF: save it as PNG, JPEG, WebP or SVG
        """
        if len(data) > LARGEST:
            raise too_large(len(data))
        media, width, height, clean = _read(data)
        if max(width, height) > LONGEST:
            what = f"is {width} by {height} pixels, and {LONGEST} are the most"
            raise UnfitPicture(what, SMALLER)
        return cls(hashlib.sha256(clean).hexdigest()[:16], media, width, height, clean)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height as they are shown: a high one is made to fit on a screen."""
        part = min(1.0, HIGHEST / self.height)
        return max(1, round(self.width * part)), max(1, round(self.height * part))

    @property
    def is_small(self) -> bool:
        """Whether it stands in its line of text, as a sign does."""
        return self.height <= SIGN[1] and self.width <= SIGN[0]

    @property
    def address(self) -> str:
        """The picture as a page takes it, with nothing to fetch."""
        return f"data:{self.media};base64,{base64.b64encode(self.data).decode()}"


def too_large(size: int) -> UnfitPicture:
    """Return that a file has too many bytes."""
    return UnfitPicture(f"has {size / 1_000_000:.2f} MB, and 1 MB is the most", SMALLER)


def _read(data: bytes) -> tuple[str, int, int, bytes]:
    if not data:
        raise UnfitPicture("is empty", "save it anew")
    for begins, read in bitmaps.KINDS.items():
        if data.startswith(begins) and (begins != b"RIFF" or data[8:12] == b"WEBP"):
            return read(data)
    if vector.is_svg(data):
        return vector.read(data)
    raise UnfitPicture(f"is {_other(data)}", SAVE_AS)


def _other(data: bytes) -> str:
    """Name what a file is, where it is no picture that can be shown."""
    if data[4:8] == b"ftyp":
        return FILM_NAMES.get(data[8:12], "an AVIF or a film")
    known = (name for begins, name in OTHERS.items() if data.startswith(begins))
    return next(known, "no picture that can be shown")
