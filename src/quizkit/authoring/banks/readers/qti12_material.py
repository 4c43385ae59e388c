"""The ``material`` of QTI 1.2 as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from quizkit.authoring.banks.pictures import NoPicture
from quizkit.authoring.banks.readers.qti_source import LOOKS_LIKE_HTML, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OTHER = {"mataudio": "sound", "matvideo": "a film", "matapplet": "an embedded program"}
_BREAKS = re.compile(r"\s*\n\s*")


def text(element: Element, source: Source, *, flat: bool = False) -> str:
    """Return all the texts in an element; several stand below each other."""
    return typed(_of(part, source, flat=flat) for part in element.iter() if part.tag in _MADE)


def typed(texts: Iterable[str]) -> str:
    """Return texts as paragraphs, each once."""
    return "\n\n".join(dict.fromkeys(filter(None, (text.strip() for text in texts))))


def _of(element: Element, source: Source, *, flat: bool) -> str:
    if element.tag in ("mattext", "matemtext", "mat_formattedtext"):
        return _text(element, source, flat=flat)
    if element.tag == "matimage":
        return _picture(element, source)
    source.bank.lose(_OTHER[element.tag])
    return ""


def _text(element: Element, source: Source, *, flat: bool) -> str:
    kind = (element.get("texttype") or element.get("type") or "").casefold()
    if len(element):  # markup that was not written as text
        from xml.etree.ElementTree import tostring

        return source.html(tostring(element, encoding="unicode", method="html"), flat=flat)
    written = element.text or ""
    if kind != "text/plain" and (kind or LOOKS_LIKE_HTML.search(written)):
        return source.html(written, flat=flat)
    return source.plain(_BREAKS.sub("\n", written.strip()))


def _picture(element: Element, source: Source) -> str:
    address = element.get("uri", "")
    if not address and element.get("embedded", "").casefold() == "base64":
        address = f"data:{element.get('imagtype', 'image/png')};base64,{element.text or ''}"
    try:
        return source.shown(address, element.get("label") or element.get("alt") or "")
    except NoPicture as reason:
        source.bank.lose(f"a picture ({escape(address[:60], quote=False)}): {reason}")
        return ""


_MADE = ("mattext", "matemtext", "mat_formattedtext", "matimage", *_OTHER)
