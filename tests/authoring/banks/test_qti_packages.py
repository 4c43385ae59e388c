"""Packages that are made to do harm, or damaged: each is refused in a sentence."""

from __future__ import annotations

import io
import random
import re
import stat
import zipfile
from collections.abc import Callable
from copy import deepcopy
from xml.etree.ElementTree import fromstring, tostring

import pytest

from authoring.banks.packages import (
    assessment,
    canvas_item,
    declared,
    equal,
    item21,
    lid,
    manifest,
    png,
    read,
    right,
    zipped,
)
from quizkit.authoring.banks import readers
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.errors import BankError, QuizkitError
from soak import sampled

CHOICE = canvas_item(
    "multiple_choice_question",
    'Longer? <img src="map.png" alt="A map">',
    lid("response1", {"1": "Nile", "2": "Rhine"}),
    right(equal("1")),
)
GOOD = {
    "imsmanifest.xml": manifest("quiz.xml"),
    "quiz.xml": assessment(CHOICE),
    "map.png": png(),
}


def entry(name: str, data: bytes = b"x", kind: int = 0) -> bytes:
    """Return a package with an entry of that name and kind besides."""
    made = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as out:
        info = zipfile.ZipInfo("placeholder")
        info.filename = info.orig_filename = name
        info.create_system, info.external_attr = 3, (kind | 0o644) << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        out.writestr(info, data)
    return made.getvalue()


def with_quiz(xml: str | bytes) -> bytes:
    """Return a package whose quiz is this file."""
    return zipped({**GOOD, "quiz.xml": xml})


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    "<questestinterop>&b;</questestinterop>"
)
OUTSIDE = (
    '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><questestinterop>&x;</questestinterop>'
)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (lambda: with_quiz(ENTITIES), "entit"),
    "an entity from outside": (lambda: with_quiz(OUTSIDE), "entit"),
    "no package at all": (lambda: b"PK\x03\x04 quiz.xml and then nothing", "damaged|ZIP"),
    "a path that leads out": (lambda: entry("../evil.xml"), "leads out"),
    "a path from the root": (lambda: entry("/etc/passwd"), "place on the computer"),
    "a link": (lambda: entry("link", b"/etc/passwd", stat.S_IFLNK), "a link"),
    "a bomb": (lambda: entry("zeros.xml", bytes(30 * 2**20)), "would grow"),
    "too many files": (
        lambda: zipped({**GOOD, **{f"f{n}.txt": "" for n in range(5_001)}}),
        "more than 5,000",
    ),
    "elements in elements": (
        lambda: with_quiz("<questestinterop>" + "<a>" * 300 + "</a>" * 300 + "</questestinterop>"),
        "deep|in one another",
    ),
    "no questions": (lambda: zipped({"notes.xml": "<notes/>"}), "no questions"),
    "a page only": (
        lambda: zipped({"imsmanifest.xml": manifest("a.html"), "a.html": "<p>"}),
        "no questions",
    ),
    "half a quiz": (lambda: with_quiz(assessment(CHOICE)[:200]), "whole"),
    "an unknown encoding": (
        lambda: with_quiz('<?xml version="1.0" encoding="x-none"?><questestinterop/>'),
        "encoding",
    ),
    "a damaged manifest": (lambda: zipped({**GOOD, "imsmanifest.xml": "<manifest"}), "whole"),
}


@pytest.mark.parametrize(("make", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_package_is_refused(make: Callable[[], bytes], why: str) -> None:
    """What is no honest package is refused with the reason, and with its name."""
    with pytest.raises(BankError) as refused:
        readers.read(make(), "bank.zip")
    said = str(refused.value)
    assert re.search(why, said)
    assert said.startswith("bank.zip")
    assert "\n" not in said


def test_an_honest_package_is_read() -> None:
    """The package that the hostile ones are made of is a good one."""
    (question,), lost = read(zipped(GOOD))
    assert question["prompt"] == "Longer? ![A map](bank/map.png)"
    assert lost == {}


def test_a_package_without_a_manifest_is_read_and_told() -> None:
    """Questions are found by what they are; their order is that of their names, and told."""
    (question,), lost = read(zipped({"quiz.xml": GOOD["quiz.xml"], "map.png": png()}))
    assert question["type"] == "choice"
    assert "no imsmanifest.xml" in lost[""]


def test_a_quiz_that_canvas_writes_twice_is_read_once() -> None:
    """Of a course's export the whole form of a quiz is taken, not the one for other systems."""
    whole = assessment(CHOICE, CHOICE.replace("Longer", "Wider").replace('ident="i', 'ident="j'))
    package = zipped(
        {
            "imsmanifest.xml": manifest("a/assessment_qti.xml", "non_cc_assessments/a.xml.qti"),
            "a/assessment_qti.xml": assessment(CHOICE),
            "non_cc_assessments/a.xml.qti": whole,
            "map.png": png(),
        }
    )
    questions, _ = read(package)
    assert len(questions) == 2


def test_two_quizzes_in_a_package_are_told_apart_by_tags() -> None:
    """Questions of several quizzes are tagged with the quiz that they come from."""
    one = assessment(CHOICE, title="One").replace('ident="a"', 'ident="b"')
    other = assessment(CHOICE.replace('ident="i', 'ident="j'), title="Other")
    package = zipped({"imsmanifest.xml": manifest("1.xml", "2.xml"), "1.xml": one, "2.xml": other})
    bank = readers.read(package, "bank.zip")
    assert [question["tags"] for question in bank.questions] == [["one"], ["other"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings_that_the_file_names_are_read(encoding: str) -> None:
    """A file in another encoding is read where it says so, or by its mark."""
    xml = assessment(CHOICE.replace("Nile", "Genève"))
    name = "ISO-8859-1" if encoding == "latin-1" else encoding.upper().removesuffix("-SIG")
    data = xml.replace('encoding="UTF-8"', f'encoding="{name}"').encode(encoding)
    (question,), _ = read(zipped({**GOOD, "quiz.xml": data}))
    assert question["options"][0]["text"] == "Genève"


SEEDS = (
    zipped(GOOD),
    assessment(CHOICE).encode(),
    item21("", '<choiceInteraction responseIdentifier="R"/>').encode(),
    b"Quiz title: Sums\n1. What?\n*a) yes\nb) no\n\n2. How much?\n= 1 +- 0.1\n",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file that was cut, changed or doubled somewhere."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) or 1)
        match chance.randrange(5):
            case 0:
                del made[at:]
            case 1:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del made[at : at + chance.randint(1, 40)]
            case 3:
                made[at:at] = made[at : at + chance.randint(1, 200)]
            case _:
                made[at:at] = chance.choice([b"<", b"&", b"]]>", b"\0", b"\xff", b"</item>", b"["])
        if not made:
            return b"x"
    return bytes(made)


@pytest.mark.parametrize("seed", sampled(range(500), 40))
def test_a_damaged_file_is_a_bank_or_a_sentence(seed: int) -> None:
    """However a file is damaged, it is read or refused in one sentence, never otherwise."""
    chance = random.Random(seed)
    data = damaged(chance.choice(SEEDS), chance)
    said = ""
    try:
        readers.read(data, "bank", form=chance.choice(["qti", "text2qti"]))
    except QuizkitError as refused:
        said = str(refused)
    assert "\n" not in said


FIELD = '<response_str ident="response1"><render_fib/></response_str>'
WHOLE = (
    assessment(
        CHOICE,
        canvas_item("numerical_question", "How many?", FIELD, right(equal("4"))),
        canvas_item(
            "matching_question",
            "Where?",
            lid("response_a", {"1": "Egypt", "2": "Peru"}, told="Nile"),
            right(equal("1", "response_a"), "100", "Add"),
        ),
    ),
    item21(
        declared("A"),
        '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice '
        'identifier="A">Nile</simpleChoice><simpleChoice identifier="B">Rhine</simpleChoice>'
        "</choiceInteraction>",
    ),
    item21(
        declared("3", base="float"),
        "<p>How long?</p><p><textEntryInteraction responseIdentifier='RESPONSE'/> km</p>",
    ),
)
STRANGE = (
    "",
    "0",
    "-1",
    "1e400",
    "NaN",
    "A B",
    "[[x]]",
    "{a}",
    "$x",
    "\u202e",
    "x" * 30_000,
    "1" * 30,
)


def changed(xml: str, chance: random.Random) -> bytes:
    """Return well-formed XML in which elements, attributes and texts are others."""
    root = fromstring(xml)
    every = list(root.iter())
    for _ in range(chance.randint(1, 6)):
        element = chance.choice(every)
        match chance.randrange(5):
            case 0 if len(element):
                element.remove(chance.choice(list(element)))
            case 1 if element.attrib:
                del element.attrib[chance.choice(list(element.attrib))]
            case 2 if element.attrib:
                element.set(chance.choice(list(element.attrib)), chance.choice(STRANGE))
            case 3 if len(element):
                element.append(deepcopy(chance.choice(list(element))))
            case _:
                element.text = chance.choice(STRANGE)
    return tostring(root)


@pytest.mark.parametrize("seed", sampled(range(500), 40))
def test_changed_items_are_a_quiz_or_a_sentence(seed: int) -> None:
    """However the elements of an item are changed, it makes a quiz file or one sentence."""
    chance = random.Random(seed)
    data = changed(chance.choice(WHOLE), chance)
    said = ""
    try:
        quiz_text(readers.read(data, "bank", form="qti"))
    except QuizkitError as refused:
        said = str(refused)
    assert "\n" not in said


def test_fields_and_numbers_of_any_kind() -> None:
    """A field without a text before it, and points beyond counting, are told and no more."""
    bare = canvas_item("short_answer_question", "x", FIELD, right(equal("a")))
    read(assessment(bare.replace("material", "mute")), "i.xml")
    huge = '<outcomeDeclaration identifier="MAXSCORE" normalMaximum="1e29"/>'
    questions, lost = read(WHOLE[1].replace("<itemBody>", f"{huge}<itemBody>"), "i.xml")
    assert questions == [] or "points" not in questions[0]
    assert lost
