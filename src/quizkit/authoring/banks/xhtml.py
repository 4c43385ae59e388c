"""The HTML of a quiz's texts as elements of XML, for formats that take no other."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, indent, tostring

MATHML = "http://www.w3.org/1998/Math/MathML"
BLOCKS = frozenset("p div ul ol pre blockquote table hr h1 h2 h3 h4 h5 h6".split())
BLOCK_FORMULA = "quizkit-formula block"
_VOID = frozenset("br hr img".split())
_KEPT = {"img": ("src", "alt"), "a": ("href",)}
_MATH = ("alttext", "display")
_STRUCK = frozenset(("s", "del"))  # not among the elements of these formats


def elements(html: str, tag: str = "div") -> Element:
    """Return an element with what HTML shows in it.

    >>> tostring(elements("2 &lt; 3<br><b>x</b>"), encoding="unicode")
    '<div>2 &lt; 3<br /><b>x</b></div>'
    """
    reader = _Reader(tag)
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self, tag: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element(tag)
        self.opened = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        within = any(each.tag == "math" for each in self.opened)
        block = ("class", BLOCK_FORMULA) in attrs  # a paragraph of its own
        name = "p" if block else "span" if tag in _STRUCK else tag
        kept = dict(attrs) if within or tag == "math" else {}
        given = {key: value or "" for key, value in attrs if key in _KEPT.get(tag, ())}
        made = SubElement(self.opened[-1], name, {**{k: v or "" for k, v in kept.items()}, **given})
        if tag == "math":
            made.attrib = {key: value for key, value in made.items() if key in _MATH}
            made.set("xmlns", MATHML)
        if tag not in _VOID:
            self.opened.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self.opened) > 1:
            self.opened.pop()

    def handle_data(self, data: str) -> None:
        within = self.opened[-1]
        if len(within):
            within[-1].tail = (within[-1].tail or "") + data
        else:
            within.text = (within.text or "") + data


def has_blocks(element: Element) -> bool:
    """Return whether an element holds paragraphs, lists or the like."""
    return any(each.tag in BLOCKS for each in element.iter() if each is not element)


def moved(source: Element, target: Element) -> Element:
    """Put the content of one element at the end of another."""
    if source.text:
        if len(target):
            target[-1].tail = (target[-1].tail or "") + source.text
        else:
            target.text = (target.text or "") + source.text
    target.extend(list(source))
    return target


def document(root: Element) -> bytes:
    """Return a whole XML file.

    >>> document(Element("item"))
    b"<?xml version='1.0' encoding='UTF-8'?>\\n<item />\\n"
    """
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def indented(root: Element) -> bytes:
    """Return a whole XML file of elements in which spaces mean nothing."""
    indent(root)
    return document(root)
