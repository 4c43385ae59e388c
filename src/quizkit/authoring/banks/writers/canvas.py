"""QTI 1.2 as Canvas takes it: a package that its classic quizzes import.

What Canvas documents of it is its own importer and exporter; other platforms read such packages too
(Blackboard, Brightspace, Schoology), not all types of each.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from quizkit.authoring.banks.bank import Export, Writer
from quizkit.authoring.banks.package import packed
from quizkit.authoring.banks.writers.canvas_items import ITEMS
from quizkit.authoring.banks.writers.page import Page
from quizkit.authoring.banks.xhtml import indented
from quizkit.quiz.model import Item, Pool, Quiz

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
PICTURES = "web_resources"
IN_COURSE = "$IMS-CC-FILEBASE$"  # what Canvas calls the folder of a course's files


def write(quiz: Quiz, language: str) -> Export:
    """Write a quiz as a package of QTI 1.2."""
    page = Page(quiz, language, lambda name: f"{IN_COURSE}/{name}")
    items = {item.id: made for item in quiz.questions if (made := _items(item, page))}
    if not items:
        return Export({}, tuple(page.losses))
    name = f"quizkit-{quiz.id}"
    points = sum(item.points for item in quiz.questions if item.id in items)
    files = {
        "imsmanifest.xml": indented(_manifest(name, page)),
        f"{name}/{name}.xml": indented(_assessment(name, page, items)),
        f"{name}/assessment_meta.xml": indented(_settings(name, page, points)),
        **{f"{PICTURES}/{picture}": data for picture, data in page.pictures.items()},
    }
    return Export({f"{quiz.id}-canvas.zip": packed(files)}, tuple(page.losses))


def _items(item: Item, page: Page) -> list[Element]:
    """Return the items of a question, one for each of its variants."""
    page.begin(item)
    written = ITEMS.get(item.type)
    if written is None:
        page.lose(f"the whole question: Canvas has no questions of type {item.type}")
        return []
    if not item.variants:
        return [written(item, page)]
    if page.quiz.pools:
        page.lose("its variants but the first: in Canvas no group lies within another")
        return [written(item, page)]
    return [
        written(replace(one, id=f"{item.id}-{number}"), page)
        for number, one in enumerate(item.variants, start=1)
    ]


def _assessment(name: str, page: Page, items: dict[str, list[Element]]) -> Element:
    """Return the questions; what a quiz draws from is a group of which some are picked."""
    root = Element("questestinterop", {"xmlns": QTI, "xmlns:xsi": INSTANCE})
    root.set("xsi:schemaLocation", f"{QTI} {QTI}p1.xsd")
    assessment = SubElement(root, "assessment", ident=name, title=page.line(page.quiz.title))
    section = SubElement(assessment, "section", ident="root_section")
    points = {item.id: item.points for item in page.quiz.questions}
    every = (Pool(len(items), tuple(items)),)
    for number, pool in enumerate(page.quiz.pools or every, start=1):
        asked = [question for question in pool.questions if question in items]
        if pool.count < len(asked):
            drawn = [item for question in asked for item in items[question]]
            ident, worth = f"{name}-group-{number}", points[asked[0]]
            _group(section, ident, f"Group {number}", pool.count, worth).extend(drawn)
            continue
        for question in asked:
            several = len(items[question]) > 1
            ident, worth = f"{name}-{question}-variants", points[question]
            own = _group(section, ident, question, 1, worth) if several else section
            own.extend(items[question])
    return root


def _group(section: Element, name: str, title: str, count: int, points: float) -> Element:
    """Add a group of which so many are picked for each student."""
    group = SubElement(section, "section", ident=name, title=title)
    selection = SubElement(SubElement(group, "selection_ordering"), "selection")
    SubElement(selection, "selection_number").text = str(count)
    extension = SubElement(selection, "selection_extension")
    SubElement(extension, "points_per_item").text = f"{points:g}"
    return group


def _settings(name: str, page: Page, points: float) -> Element:
    """Return what Canvas asks of a quiz besides its questions."""
    root = Element("quiz", {"identifier": name, "xmlns": CANVAS, "xmlns:xsi": INSTANCE})
    root.set("xsi:schemaLocation", f"{CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd")
    said = {
        "title": page.line(page.quiz.title),
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "quiz_type": "assignment",
        "points_possible": f"{points:g}",
        "allowed_attempts": str(page.quiz.attempts or 1),
    }
    for field, value in said.items():
        SubElement(root, field).text = value
    return root


def _manifest(name: str, page: Page) -> Element:
    root = Element("manifest", {"identifier": f"{name}-manifest", "xmlns": PACKAGE})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    SubElement(quiz, "file", href=f"{name}/{name}.xml")
    SubElement(quiz, "dependency", identifierref=f"{name}-settings")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    place = f"{name}/assessment_meta.xml"
    settings = {"identifier": f"{name}-settings", "type": kind, "href": place}
    SubElement(SubElement(resources, "resource", settings), "file", href=place)
    for number, picture in enumerate(page.pictures, start=1):
        place = f"{PICTURES}/{picture}"
        shown = {"identifier": f"{name}-picture-{number}", "type": "webcontent", "href": place}
        SubElement(SubElement(resources, "resource", shown), "file", href=place)
    return root


WRITER = Writer(name="canvas", told="a Canvas package (QTI 1.2)", write=write, draws=True)
