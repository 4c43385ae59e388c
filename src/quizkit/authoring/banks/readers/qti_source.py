"""The texts of QTI: HTML and plain text as Markdown, with the pictures of its package."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html import unescape

from quizkit.authoring.banks import pictures
from quizkit.authoring.banks.from_html import to_markdown
from quizkit.authoring.banks.gathering import Gathering
from quizkit.authoring.banks.package import Package
from quizkit.authoring.banks.pictures import NoPicture
from quizkit.authoring.banks.rich_text import as_typed

FILE_BASE = re.compile(r"\$(?:IMS[-_]CC[-_]FILEBASE|IMS_CC_FILEBASE|CANVAS_[A-Z_]+)\$/?(?:\.\./)*")
LONGEST = 50_000  # characters of HTML: a quiz shows 20,000 of a text
FOLDERS = ("web_resources", "resources", "images", "media")
_EQUATION = re.compile(r"<img\b[^<>]*\bequation_image\b[^<>]*>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_TAG = re.compile(r"<[^<>]*>")
LOOKS_LIKE_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d+|[a-z]+);", re.IGNORECASE)


@dataclass(slots=True)
class Source:
    """Where a file of QTI comes from, and the bank that its questions go to."""

    bank: Gathering
    package: Package | None = None
    base: str = ""  # the path of the file in its package
    seen: set[str] = field(default_factory=set)  # the items that were read, by their names
    tags: tuple[str, ...] = ()  # what the questions are called together

    def html(self, text: str, *, flat: bool = False) -> str:
        """Return HTML as Markdown; what it cannot show is a loss of the current question."""
        found = to_markdown(_EQUATION.sub(_formula, text), self.shown, flat=flat)
        for what in found.lost:
            self.bank.lose(what)
        return found.text

    def plain(self, text: str) -> str:
        """Return plain text as Markdown."""
        return as_typed(text) if len(text) <= LONGEST else self._too_long(text)

    def _too_long(self, text: str) -> str:
        self.bank.lose(f"a text of {len(text):,} characters, longer than a quiz can have")
        return ""

    def shown(self, address: str, alt: str) -> str:
        """Return the Markdown of a picture of the package; raises NoPicture."""
        name = self.kept(address)
        if not (words := pictures.described(alt)):
            self.bank.lose(f"what the picture {name} shows: it has no alt text; write one")
        return f"![{as_typed(words) or self.bank.pictures.nameless(name)}]({name})"

    def kept(self, address: str) -> str:
        """Keep a picture of the package, and return its name; raises NoPicture."""
        data = pictures.from_address(address)
        if data is not None:
            return self.bank.pictures.add("picture", data)
        inside = FILE_BASE.sub("", address)
        if re.match(r"(?:https?:)?//", inside):
            raise NoPicture("it lies on another computer")
        path = self.package and self.package.find(inside, self.base, folders=FOLDERS)
        if not self.package or not path:
            raise NoPicture("it is not in the file")
        return self.bank.pictures.add(posixpath.basename(path), self.package.read(path))


def _formula(image: re.Match[str]) -> str:
    """Return a formula that Canvas shows by a picture, as it was typed."""
    for name in ("data-equation-content", "title", "alt"):
        found = re.search(_ATTRIBUTE.format(name), image[0], re.DOTALL)
        typed = unescape((found[1] or found[2] or "") if found else "")
        typed = typed.removeprefix("LaTeX:").strip()
        if typed:
            return rf"\({typed.replace('<', '&lt;')}\)"
    return image[0]


def words(html: str) -> str:
    """Return the words of HTML, to name a question by.

    >>> words("<p>2 &lt; <b>3</b></p>")
    '2 < 3'
    """
    return " ".join(unescape(_TAG.sub(" ", html)).split())
