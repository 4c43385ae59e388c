"""Pictures read from bytes: their kind, size and what is left of them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.pictures import made
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.picture import LARGEST, Picture

READ = {
    "png": (made.FILES["map.png"], "image/png", 640, 360),
    "jpeg": (made.jpeg(), "image/jpeg", 3, 2),
    "webp": (made.webp(), "image/webp", 3, 2),
    "svg": (made.FILES["cell.svg"], "image/svg+xml", 300, 200),
}
REFUSED = [
    (b"", "is empty"),
    (b"GIF89a\1\0\1\0", "is a GIF"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "is a HEIC photo"),
    (b"RIFF\0\0\0\0WAVEfmt ", "is no picture"),
    (b"PK\x03\x04", "is a document"),
    (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    (b"<html><body>Not found</body></html>", "is no picture"),
    (made.png(4001, 1), "is 4001 by 1 pixels, and 4000 are the most"),
    (made.png()[:-20], "is damaged or cut off"),
    (made.png().replace(b"IDAT", b"IDAU"), "is damaged or cut off"),
    (made.jpeg()[:-60], "is damaged or cut off"),
    (made.webp()[:-9], "is damaged or cut off"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST, "has 1.00 MB, and 1 MB is the most"),
]


@pytest.mark.parametrize("kind", READ)
def test_a_picture_is_known_by_its_bytes(kind: str) -> None:
    """Each kind has its media type and its size in pixels, whatever its file is called."""
    data, media, width, height = READ[kind]
    picture = Picture.of(data)
    assert (picture.media, picture.width, picture.height) == (media, width, height)
    assert picture.address.startswith(f"data:{media};base64,")


@pytest.mark.parametrize("kind", READ)
def test_what_no_reader_sees_is_taken_out(kind: str) -> None:
    """Notes, comments and titles are gone, and what is left is read as it is."""
    data = READ[kind][0]
    picture = Picture.of(data)
    assert made.TOLD in data
    assert made.TOLD not in picture.data
    assert Picture.of(picture.data) == picture


def test_a_photo_stays_upright() -> None:
    """A photo that a phone held on its side is as high as it is seen, and says so to the page."""
    picture = Picture.of(made.jpeg(6))
    assert (picture.width, picture.height) == (2, 3)
    assert b"Exif\0\0MM" in picture.data
    assert b"Exif" not in Picture.of(made.jpeg(1)).data


@pytest.mark.parametrize(("data", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_cannot_be_shown_is_told(data: bytes, said: str) -> None:
    """Another kind, damage and too large a size are told in a sentence, with what to do."""
    with pytest.raises(UnfitPicture) as told:
        Picture.of(data)
    assert said in told.value.what
    assert told.value.mend


def test_a_name_tells_nothing_but_the_picture() -> None:
    """Equal pictures have one name, whatever was written into them, and others another."""
    plain, noted = made.png(), made.png(3, 2, made.chunk(b"tEXt", b"a\0b"))
    assert Picture.of(plain).name == Picture.of(noted).name
    assert Picture.of(plain).name != Picture.of(made.png(shade=9)).name


@given(st.sampled_from(sorted(READ)), st.data())
def test_damaged_files_are_told_and_nothing_else(kind: str, data: st.DataObject) -> None:
    """Of whatever was changed or cut off in a file comes a picture or a sentence."""
    whole = bytearray(READ[kind][0][:3000])
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    with suppress(UnfitPicture):
        assert Picture.of(bytes(whole[: cut or None])).width > 0
