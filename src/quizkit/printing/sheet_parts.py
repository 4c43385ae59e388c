"""What stands on a sheet of paper, before it is drawn: a head, and entries made of parts.

Texts are HTML as ``quizkit.quiz.markup`` makes it; the forms of questions are in
``quizkit.quiz.paper``. Values only: a sheet knows no page and no library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizkit.quiz.paper import Form
from quizkit.quiz.pictures.picture import Picture


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, with a word in front that says what it is."""

    html: str
    label: str = ""


Part = Form | Prose


@dataclass(frozen=True, slots=True)
class Section:
    """A question, its key, a card or a part of a text: kept together on a page where it can be."""

    heading: str  # its number, or the name of a card or part
    prompt: str = ""
    aside: str = ""  # the points
    note: str = ""  # how it is scored; on a key, the question's name
    parts: tuple[Part, ...] = ()
    level: int = 2  # of the heading, where it is no number
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A hand-out: what is printed on one set of pages."""

    language: str
    title: str
    kind: str  # what it is: quiz, key, role cards; nothing where the title says it
    foot: str  # "Page {page} of {pages}"
    introduction: str = ""
    fields: tuple[str, ...] = ()  # what a reader fills in at the top: name, class
    entries: tuple[Section, ...] = ()
    numbered: bool = True  # headings are numbers, beside their texts
    size: float = 11.0  # of its letters, in points
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by the names in its texts
