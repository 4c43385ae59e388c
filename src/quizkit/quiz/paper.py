"""The forms that a question can take on paper: rows to mark, lines to write on, gaps to fill.

Texts are HTML as ``quizkit.quiz.markup`` makes it. Values only: they know no page and no library.

>>> Line(unit="km")
Line(unit='km', wide=False)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = tuple[str, str]  # a letter or number, and the text it stands before


class Tick(StrEnum):
    """What one writes in before a row."""

    CIRCLE = "circle"  # one of them
    SQUARE = "square"  # any of them
    BOX = "box"  # a letter
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rows:
    """Lettered texts, one below the other, with a place to mark each."""

    rows: tuple[Row, ...]
    mark: Tick = Tick.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write on, with a unit behind it."""

    unit: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write a text on, and what is said of its length."""

    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A picture to mark a place on; ``over`` is an SVG that lies over it, as large as it is."""

    html: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes for letters, in a row, between two words."""

    count: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two columns: each text on the left gets the letter of one on the right."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bins:
    """Named spaces side by side to write letters in."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A numbered blank in a passage."""

    number: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with gaps to fill in."""

    pieces: tuple[str | Gap, ...]


Form = Rows | Line | Lines | Marked | Boxes | Pairs | Bins | Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer by its printed letters, and what to say to those that have a remark.

    ``below`` is what stands under it: a table, a picture.
    """

    html: str
    remarks: tuple[Row, ...] = ()
    below: tuple[Form, ...] = ()


def letter(place: int) -> str:
    """Name the row at ``place``, counting from 0.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def lettered(shown: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Put a letter before each option as it is shown."""
    return tuple((letter(place), option["html"]) for place, option in enumerate(shown))


def numbered(shown: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Put a number before each text as it is shown."""
    return tuple((str(place), option["html"]) for place, option in enumerate(shown, 1))


def signs(shown: Sequence[Mapping[str, Any]], *, numbers: bool = False) -> dict[str, str]:
    """Return the printed letter or number of each token."""
    rows = numbered(shown) if numbers else lettered(shown)
    return {option["token"]: sign for option, (sign, _) in zip(shown, rows, strict=True)}


def remarks(signs: Mapping[str, str], key: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return what a key says of each token, by its printed sign."""
    said = key["feedback"]
    return tuple((sign, said[token]) for token, sign in signs.items() if token in said)
