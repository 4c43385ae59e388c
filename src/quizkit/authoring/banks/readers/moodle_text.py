"""Texts of a Moodle question: in HTML, Markdown or as typed, with the files that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from quizkit.authoring.banks.from_html import to_markdown
from quizkit.authoring.banks.pictures import (
    NoPicture,
    Pictures,
    described,
    from_address,
    from_base64,
)
from quizkit.authoring.banks.rich_text import as_typed

PLUGIN_FILE = "@@PLUGINFILE@@/"
FORMATS = ("html", "moodle_auto_format", "plain_text", "markdown")
_MARKED = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_SHOWN = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]+)[^()]*\)")
_ALT = re.compile(r"[\[\]\\]")


@dataclass(slots=True)
class Texts:
    """The texts of one bank, with its pictures, and what could not be shown of the text at hand."""

    pictures: Pictures = field(default_factory=Pictures)
    told: list[str] = field(default_factory=list)
    usual: str = "html"  # the format of texts that do not name one

    def of(self, element: Element | None, *, flat: bool = False) -> str:
        """Return the text of an element as Markdown."""
        if element is None:
            return ""
        form = element.get("format") or self.usual
        return self.markdown(source(element), form, files(element), flat=flat)

    def markdown(
        self,
        text: str,
        form: str = "html",
        files: Mapping[str, str] | None = None,
        *,
        flat: bool = False,
    ) -> str:
        """Write a text in one of Moodle's formats as Markdown."""
        typed = text
        if form == "plain_text":
            return as_typed(text)
        if form == "markdown":
            return _SHOWN.sub(lambda found: self._shown(found, files or {}), text.strip())
        if form in ("moodle_auto_format", "moodle"):
            if not _MARKED.search(text) and "\\(" not in text and "$$" not in text:
                return as_typed(text)
            text = re.sub(r"\n", "<br>", re.sub(r"\n\s*\n", "<p>", typed.strip()))

        def shown(address: str, alt: str) -> str:
            return self._picture(address, alt, files or {})

        made = to_markdown(text, shown, flat=flat)
        self.told += (f"not shown here: {what}" for what in made.lost)
        if not made.text and not made.lost and form != "html":
            return as_typed(typed)  # tags that are meant to be read, as in a question on HTML
        return made.text

    def _shown(self, found: re.Match[str], files: Mapping[str, str]) -> str:
        try:
            return self._picture(found[2], found[1], files)
        except NoPicture as error:
            self.told.append(f"not shown here: a picture ({found[1]}): {error}")
            return found[1]

    def typed(self, text: str) -> str:
        """Return what a student would type: without the markup that an editor left."""
        if not _MARKED.search(text):
            return " ".join(text.split())
        return " ".join(unescape(re.sub(r"<[^<>]*>", "", text)).split())

    def _picture(self, address: str, alt: str, files: Mapping[str, str]) -> str:
        """Return the Markdown of a picture that came along; raises NoPicture for any other."""
        name = unquote(address.partition("?")[0].rpartition("/")[2])
        data = from_address(address)
        if data is None and name in files and PLUGIN_FILE in address:
            data = from_base64(files[name])
        if data is None:
            where = (
                "it is on the network" if re.match("https?:", address) else "its file is missing"
            )
            raise NoPicture(f"{where} ({unquote(address)[:80]})")
        kept = self.pictures.add(name if PLUGIN_FILE in address else alt, data)
        if not (alt := described(alt)):
            alt = self.pictures.nameless(kept)
            self.told.append(
                f"the picture {kept} has no description: write one for those who cannot see it"
            )
        return f"![{_ALT.sub('', alt)}]({kept})"


def source(element: Element) -> str:
    """Return what is in an element's ``text``, tags of HTML that were not escaped included."""
    text = element.find("text")
    if text is None:
        return (element.text or "").strip()
    inner = "".join(tostring(child, encoding="unicode") for child in text)
    return f"{text.text or ''}{inner}".strip()


def files(element: Element) -> dict[str, str]:
    """Return the files that came along with an element, by name, in base64."""
    return {
        each.get("name", ""): each.text or ""
        for each in element.findall("file")
        if each.get("encoding", "base64") == "base64"
    }
