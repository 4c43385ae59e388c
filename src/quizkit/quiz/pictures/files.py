"""Picture files beside a quiz file: found by the names that its texts give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from quizkit.errors import nearest
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.picture import LARGEST, Picture, too_large

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:|[a-z]{4,}:", re.IGNORECASE)
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
BESIDE = "put the file beside the quiz file, and write its name: ![…](map.png)"


def read_beside(folder: Path, name: str) -> Picture:
    """Read the picture of a name in the folder of a quiz file.

    Raises UnfitPicture, which says what to do, if there is none to show.
    """
    if not name:
        raise UnfitPicture("has no name", "write the name of its file: ![…](map.png)")
    if _SCHEME.match(name):
        raise UnfitPicture(
            "is on the network, and a quiz fetches nothing", f"save it, and {BESIDE}"
        )
    if '"' in name:
        raise UnfitPicture("has a title, which a page shows to nobody", "write it into the text")
    if "\\" in name:
        raise UnfitPicture("has a backslash in its name", f"write {name.replace(chr(92), '/')}")
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts or re.match(r"[A-Za-z]:", name):
        raise UnfitPicture("is outside the folder of the quiz file", BESIDE)
    try:
        return Picture.of(_bytes_of(_exact(folder, inside)))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnfitPicture(f"cannot be read ({reason})", "check its permissions") from error
    except RuntimeError as error:  # Python's word for a link to itself
        raise UnfitPicture("is a link that leads to itself", BESIDE) from error
    except ValueError as error:  # a name that no file can have
        raise UnfitPicture("has a name that no file can have", BESIDE) from error


def _exact(folder: Path, name: PurePosixPath) -> Path:
    """Return the path of a file of that name, to the letter: on some systems case is nothing."""
    here = folder
    for part in (part for part in name.parts if part != "."):
        there = {_composed(each.name): each for each in here.iterdir()} if here.is_dir() else {}
        if _composed(part) not in there:
            raise _missing(part, list(there))
        here = there[_composed(part)]
    if not here.resolve().is_relative_to(folder.resolve()):
        raise UnfitPicture("is a link that leads out of the folder of the quiz file", BESIDE)
    if not here.is_file():
        raise UnfitPicture("is no file", BESIDE)
    return here


def _composed(name: str) -> str:
    """Write a name with its accents in the letters: some systems keep them behind."""
    return unicodedata.normalize("NFC", name)


def _missing(part: str, there: Sequence[str]) -> UnfitPicture:
    same = next((other for other in there if other.casefold() == part.casefold()), None)
    if same:
        return UnfitPicture("differs in its capitals from the file", f"write {same}")
    near = nearest(part, there, alike=0.75)
    return UnfitPicture("is not there", f"did you mean '{near}'?" if near else BESIDE)


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; one that is too large is not read."""
    size = path.stat().st_size
    if size > LARGEST:
        raise too_large(size)
    return path.read_bytes()


def pictures_in(folder: Path) -> list[Path]:
    """Return the files of pictures in a folder and below it, by their names alone."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
