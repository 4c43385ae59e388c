"""XML of strangers with names that need no namespace, of whichever version of a format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizkit.authoring.banks import xml_source
from quizkit.authoring.banks.bank import Loss

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORD = re.compile(r"-([a-z])")


def parsed(data: bytes, name: str) -> tuple[Element, list[Loss]]:
    """Return the root of an XML file, its tags without namespaces; see `xml_source`."""
    root, losses = xml_source.parsed(data, name)
    for element in root.iter():
        element.tag = _plain(str(element.tag))
        for key in list(element.attrib):
            element.attrib[_plain(key)] = element.attrib.pop(key)
    return root, losses


def _plain(name: str) -> str:
    """Return a name without its namespace, and QTI 3's ``qti-item-body`` as ``itemBody``."""
    local = name.rpartition("}")[2]
    if local.startswith("qti-"):
        local = local.removeprefix("qti-")
    return _WORD.sub(lambda letter: letter[1].upper(), local) if local[:5] != "data-" else local


def text_of(element: Element | None) -> str:
    """Return all the text in an element, with single spaces."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def walk(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements of these names below one, in the order of the file."""
    return (found for found in element.iter() if found.tag in tags and found is not element)
