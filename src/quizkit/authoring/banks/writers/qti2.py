"""QTI 2.1: a package with a test, an item for each question, and the pictures.

http://www.imsglobal.org/question/ describes it. An item's texts are XHTML, its formulas MathML; the
score is in points.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from quizkit.authoring.banks.bank import Export, Writer
from quizkit.authoring.banks.package import packed
from quizkit.authoring.banks.writers.page import Page
from quizkit.authoring.banks.writers.qti2_items import ITEMS
from quizkit.authoring.banks.writers.qti2_rules import SOLUTION, Parts
from quizkit.authoring.banks.xhtml import document, indented
from quizkit.quiz.drawing import versions
from quizkit.quiz.model import Item, Pool, Quiz
from quizkit.quiz.numerals import exact

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE_SCHEMA = f"{PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
PICTURES = "pictures"


def write(quiz: Quiz, language: str) -> Export:
    """Write a quiz as a package of QTI 2.1."""
    page = Page(quiz, language, lambda name: f"../{PICTURES}/{name}", mathml=True)
    items: dict[str, bytes] = {}
    asked: dict[str, list[str]] = {}  # the items of each question, of which one is asked
    for item in quiz.questions:
        page.begin(item)
        for number, one in enumerate(versions(item), start=1):
            name = f"{item.id}-{number}" if item.variants else item.id
            made = _item(one, page, name)
            if made is not None:
                items[name] = document(made)
                asked.setdefault(item.id, []).append(name)
    if not items:
        return Export({}, tuple(page.losses))
    shown = {
        name: [picture for picture in page.pictures if f"/{picture}".encode() in content]
        for name, content in items.items()
    }
    files = {
        "imsmanifest.xml": indented(_manifest(quiz, shown)),
        "test.xml": indented(_test(quiz, page, asked)),
        **{f"items/{name}.xml": content for name, content in items.items()},
        **{f"{PICTURES}/{name}": data for name, data in page.pictures.items()},
    }
    return Export({f"{quiz.id}-qti21.zip": packed(files)}, tuple(page.losses))


def identifier(question: str) -> str:
    """Return the identifier of a question: XML's begin with a letter."""
    return f"q-{question}"


def _item(item: Item, page: Page, name: str) -> Element | None:
    written = ITEMS.get(item.type)
    if written is None:
        page.lose(f"the whole question: QTI is not written of type {item.type}")
        return None
    parts = Parts(exact(item.points))
    body = written(item, page, parts)
    if body is None:
        return None
    if item.explanation:
        parts.say("solution", page.html(item.explanation), SOLUTION)
    root = Element("assessmentItem", {"xmlns": QTI, "xmlns:xsi": INSTANCE})
    root.set("xsi:schemaLocation", SCHEMA)
    root.set("identifier", identifier(name))
    root.set("title", name)
    root.set("adaptive", "false")
    root.set("timeDependent", "false")
    root.set("xml:lang", page.language)
    root.extend(parts.declarations)
    root.extend(parts.outcomes())
    SubElement(root, "itemBody").extend(body)
    root.append(parts.processing())
    root.extend(parts.feedback)
    return root


def _test(quiz: Quiz, page: Page, asked: dict[str, list[str]]) -> Element:
    """Return the test; what a quiz draws from is a section from which some are selected."""
    root = Element("assessmentTest", {"xmlns": QTI, "xmlns:xsi": INSTANCE})
    root.set("xsi:schemaLocation", SCHEMA)
    root.set("identifier", f"t-{quiz.id}")
    root.set("title", page.line(quiz.title))
    modes = {"navigationMode": "nonlinear", "submissionMode": "individual"}
    part = SubElement(root, "testPart", {"identifier": "part", **modes})
    pools = quiz.pools or (Pool(len(quiz.questions), tuple(q.id for q in quiz.questions)),)
    for number, pool in enumerate(pools, start=1):
        names = [name for name in pool.questions if name in asked]
        title = page.line(quiz.title) if len(pools) == 1 else f"{quiz.id}-{number}"
        section = _section(part, f"s-{number}", title, min(pool.count, len(names)), len(names))
        for name in names:
            own, several = section, asked[name]
            if len(several) > 1:
                own = _section(section, f"s-{number}-{name}", name, 1, len(several))
            for one in several:
                place = f"items/{one}.xml"
                SubElement(own, "assessmentItemRef", identifier=identifier(one), href=place)
    return root


def _section(parent: Element, name: str, title: str, count: int, of: int) -> Element:
    """Add a section, of which ``count`` parts are asked."""
    made = SubElement(parent, "assessmentSection", identifier=name, title=title, visible="true")
    if count < of:
        SubElement(made, "selection", select=str(count))
    return made


def _manifest(quiz: Quiz, shown: dict[str, list[str]]) -> Element:
    root = Element("manifest", {"xmlns": PACKAGE, "xmlns:xsi": INSTANCE})
    root.set("xsi:schemaLocation", PACKAGE_SCHEMA)
    root.set("identifier", f"m-{quiz.id}")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, f"t-{quiz.id}", "imsqti_test_xmlv2p1", "test.xml")
    for name, pictures in shown.items():
        SubElement(test, "dependency", identifierref=identifier(name))
        place = f"items/{name}.xml"
        item = _resource(resources, identifier(name), "imsqti_item_xmlv2p1", place)
        for picture in pictures:
            SubElement(item, "file", href=f"{PICTURES}/{picture}")
    return root


def _resource(resources: Element, name: str, kind: str, place: str) -> Element:
    made = SubElement(resources, "resource", identifier=name, type=kind, href=place)
    SubElement(made, "file", href=place)
    return made


WRITER = Writer(name="qti", told="a QTI 2.1 package", write=write, draws=True)
