"""The pictures of a bank: known by their content, each kept once, under a name of its own."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from quizkit.authoring.banks.names import Names
from quizkit.files import is_device
from quizkit.languages import ENGLISH, said
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.picture import Picture

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg"}
_FILE_NAME = re.compile(r".*\.(?:png|jpe?g|webp|svg|gif|bmp|tiff?)", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(?P<coded>;[^,]*)?,(?P<data>.*)", re.DOTALL)


class NoPicture(Exception):
    """This cannot be shown as a picture; the message says why."""


def from_base64(text: str) -> bytes:
    """Return what a text in base64 holds; raises NoPicture."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoPicture("its data is damaged") from error


def from_address(address: str) -> bytes | None:
    """Return the picture that an address holds in itself (``data:``), None if it holds none."""
    found = _DATA.fullmatch(address.strip())
    if found is None:
        return None
    if "base64" in (found["coded"] or ""):
        return from_base64(unquote_to_bytes(found["data"]).decode("ascii", "replace"))
    return unquote_to_bytes(found["data"])


@dataclass(slots=True)
class Pictures:
    """The pictures met so far, by the names under which the quiz file will show them."""

    files: dict[str, bytes] = field(default_factory=dict)
    _names: Names = field(default_factory=lambda: Names("picture"))
    _known: dict[bytes, str] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> str:
        """Keep a picture, and return its name; raises NoPicture for what a quiz cannot show."""
        if data not in self._known:
            try:
                found = Picture.of(data)
            except UnfitPicture as error:
                raise NoPicture(f"it {error}") from error
            stem = re.sub(r"\.\w+$", "", re.split(r"[/\\]", name)[-1])
            stem = f"{stem}-picture" if is_device(stem) else stem
            self._known[data] = f"{self._names.give('', stem)}.{ENDINGS[found.media]}"
            self.files[self._known[data]] = found.data  # nothing in it that runs or is not seen
        return self._known[data]

    def nameless(self, name: str) -> str:
        """Return what stands for a picture until it is described: its name may be the answer."""
        return said("banks", ENGLISH, "picture", n=list(self.files).index(name) + 1)


def described(alt: str) -> str:
    """Return what is said of a picture: nothing where that is the name of a file.

    >>> described("A  map"), described("IMG_12.png")
    ('A map', '')
    """
    words = " ".join(alt.split())
    return "" if _FILE_NAME.fullmatch(words) else words
