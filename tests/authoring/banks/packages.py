"""Packages of questions in the shapes that programs write, built for the tests; none is copied."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from html import escape
from typing import Any

import yaml

from quizkit.authoring.banks import readers
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.quiz.model import Json

QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
MANIFEST = "http://www.imsglobal.org/xsd/imscp_v1p1"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return made.getvalue()


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a picture."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def manifest(*places: str, kind: str = "imsqti_xmlv1p2") -> str:
    """Return a manifest that names files."""
    resources = "".join(
        f'<resource identifier="r{n}" type="{kind}"><file href="{place}"/></resource>'
        for n, place in enumerate(places)
    )
    return (
        f'<manifest xmlns="{MANIFEST}" identifier="m"><resources>{resources}</resources></manifest>'
    )


def assessment(*items: str, title: str = "Rivers") -> str:
    """Return a file of QTI 1.2."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><questestinterop xmlns="{QTI12}">'
        f'<assessment ident="a" title="{title}"><section ident="root_section">{"".join(items)}'
        "</section></assessment></questestinterop>"
    )


def canvas_item(kind: str, prompt: str, answers: str, conditions: str, more: str = "") -> str:
    """Return an item of QTI 1.2 as Canvas writes it."""
    ident = f"i{zlib.crc32((kind + prompt).encode()):x}"
    return (
        f'<item ident="{ident}" title="Question"><itemmetadata><qtimetadata>'
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
        "</qtimetadatafield><qtimetadatafield><fieldlabel>points_possible</fieldlabel>"
        "<fieldentry>2.0</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f'<presentation><material><mattext texttype="text/html">{escape(prompt)}</mattext>'
        f"</material>{answers}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{conditions}</resprocessing>{more}</item>"
    )


def lid(ident: str, options: Mapping[str, str], many: str = "Single", told: str = "") -> str:
    """Return a place to choose in QTI 1.2."""
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for name, text in options.items()
    )
    own = f"<material><mattext>{told}</mattext></material>" if told else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{many}">{own}<render_choice>{labels}'
        "</render_choice></response_lid>"
    )


def right(condition: str, score: str = "100", action: str = "Set") -> str:
    """Return a condition of QTI 1.2 that brings points."""
    return (
        f'<respcondition continue="No"><conditionvar>{condition}</conditionvar>'
        f'<setvar varname="SCORE" action="{action}">{score}</setvar></respcondition>'
    )


def equal(value: str, response: str = "response1") -> str:
    """Return the condition that an answer is a value."""
    return f'<varequal respident="{response}">{value}</varequal>'


def said(ident: str, text: str) -> str:
    """Return a feedback of QTI 1.2."""
    return (
        f'<itemfeedback ident="{ident}"><flow_mat><material><mattext texttype="text/html">'
        f"{escape(text)}</mattext></material></flow_mat></itemfeedback>"
    )


def shown(condition: str, *links: str) -> str:
    """Return a condition of QTI 1.2 that shows feedback."""
    inner = "".join(f'<displayfeedback linkrefid="{link}"/>' for link in links)
    return (
        f'<respcondition continue="Yes"><conditionvar>{condition}</conditionvar>{inner}'
        "</respcondition>"
    )


def item21(declarations: str, body: str, processing: str = "", *, title: str = "River") -> str:
    """Return an item of QTI 2.1."""
    rules = processing or (
        '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/'
        'match_correct"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{QTI21}" identifier="i1" '
        f'title="{title}" adaptive="false" timeDependent="false">{declarations}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{rules}</assessmentItem>"
    )


def declared(
    *values: str, cardinality: str = "single", base: str = "identifier", name: str = "RESPONSE"
) -> str:
    """Return a declaration of QTI 2.1."""
    correct = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{correct}</correctResponse></responseDeclaration>"
    )


def read(data: bytes | str, name: str = "bank.zip") -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Import a file whole; return the questions of the quiz file, and the losses of each."""
    content = data.encode() if isinstance(data, str) else data
    made = quiz_text(readers.read(content, name), name="bank")
    lost: dict[str, str] = {}
    for loss in made.losses:
        lost[loss.question] = "; ".join(filter(None, (lost.get(loss.question), loss.what)))
    questions: Json = yaml.safe_load(made.text)["questions"]
    return questions or [], lost


def only(data: bytes | str, name: str = "bank.xml") -> dict[str, Any]:
    """Import a file of one question of which nothing is lost."""
    (question,), lost = read(data, name)
    assert lost == {}
    return question
