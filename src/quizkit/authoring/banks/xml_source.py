"""XML of strangers, read with entities off: refused in a sentence, or a tree without namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from quizkit.authoring.banks.bank import Loss
from quizkit.errors import BankError

DEEPEST = 200  # elements within each other
MOST_ELEMENTS = 2_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NEVER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML may hold
_WORD = re.compile(r"-([a-z])")


class _TooMuch(ValueError):
    """More elements than any bank of questions has; says how."""


class _Builder(TreeBuilder):
    """Builds a tree as long as it stays one that can be walked."""

    def __init__(self) -> None:
        super().__init__()
        self.open = self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element, unless it is one too many."""
        self.open += 1
        self.count += 1
        if self.open > DEEPEST:
            raise _TooMuch(f"its elements lie more than {DEEPEST} deep in each other")
        if self.count > MOST_ELEMENTS:
            raise _TooMuch(f"it has more than {MOST_ELEMENTS} elements; export it in parts")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self.open -= 1
        return super().end(tag)


def parsed(data: bytes, name: str) -> tuple[Element, list[Loss]]:
    """Read a file as XML, its tags without namespaces.

    Raises BankError for what is none, or is made to do harm.
    """
    data = data.lstrip()
    try:
        return _tree(data, name), []
    except BankError:
        mended, losses = (data, []) if data[:2] in UTF_16 else _mended(data)
        if not losses:
            raise
        return _tree(mended, name), losses


def _tree(data: bytes, name: str) -> Element:
    parser = DefusedXMLParser(target=_Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except _TooMuch as error:
        raise BankError(f"{name}: {error}.") from error
    except DefusedXmlException as error:
        raise BankError(
            f"{name}: it defines entities, which no bank of questions needs and which can do harm; "
            "export it again."
        ) from error
    except ParseError as error:
        line = error.position[0]
        raise BankError(
            f"{name}:{line}: this is no whole XML ({str(error).partition(':')[0]}); "
            "export it again."
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise BankError(f"{name}: it says it is in an encoding that is not known.") from error
    for element in root.iter():
        element.tag = _plain(str(element.tag))
        for key in list(element.attrib):
            element.attrib[_plain(key)] = element.attrib.pop(key)
    return root


def _mended(data: bytes) -> tuple[bytes, list[Loss]]:
    """Return XML with the two mistakes mended that programs make when they write it."""
    losses = []
    if _NEVER.search(data):
        data = _NEVER.sub(b"", data)
        losses.append(Loss("", "the file has control characters, which XML may not: left out"))
    if not re.match(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", data, re.IGNORECASE):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("cp1252", "replace"))
            data = text.encode()
            what = "the file is not UTF-8: it was read as Windows-1252; look at its accents"
            losses.append(Loss("", what))
    return data, losses


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
