"""What stands on a sheet of paper, before it is drawn: a head, and entries made of parts.

Texts are HTML as ``quizkit.quiz.markup`` makes it. Values only: a sheet knows no page and no
library.

>>> Line(unit="km")
Line(unit='km', wide=False)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Row = tuple[str, str]  # a letter or number, and the text it stands before


class Mark(StrEnum):
    """What one writes in before a row."""

    CIRCLE = "circle"  # one of them
    SQUARE = "square"  # any of them
    BOX = "box"  # a letter
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rows:
    """Lettered texts, one below the other, with a place to mark each."""

    rows: tuple[Row, ...]
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write on, with a unit behind it."""

    unit: str = ""
    wide: bool = False


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


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, with a word in front that says what it is."""

    html: str
    label: str = ""


Part = Rows | Line | Boxes | Pairs | Bins | Passage | Prose


@dataclass(frozen=True, slots=True)
class Entry:
    """One question, its key, or one card: kept together on a page where it can be."""

    heading: str  # its number, or the name of a card
    prompt: str = ""
    aside: str = ""  # the points
    note: str = ""  # how it is scored
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A hand-out: what is printed on one set of pages."""

    language: str
    title: str
    kind: str  # what it is: quiz, key, role cards
    foot: str  # "Page {page} of {pages}"
    introduction: str = ""
    fields: tuple[str, ...] = ()  # what a reader fills in at the top: name, class
    entries: tuple[Entry, ...] = ()
    apart: bool = False  # every entry on a page of its own


def letter(place: int) -> str:
    """Name the row at ``place``, counting from 0.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)
