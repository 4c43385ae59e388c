"""The package of QTI 2.1: its files, and what its items say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from authoring.banks.packages import png, read
from quizkit.authoring.banks import readers, writers
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
SOURCE = """
id: rivers
title: {en: Rivers & lakes, nl: Rivieren en meren}
questions:
  - id: 1st
    type: choice
    points: 2
    prompt:
      en: "Look:\\n\\n![A <map>](map.png)\\n\\nWhich is **longer** than 2 < 3?"
      nl: "Kijk:\\n\\n![Een kaart](map.png)\\n\\nWelke is **langer**?"
    options:
      - {text: {en: "The *Nile*", nl: De Nijl}, correct: true}
      - {text: {en: Rhine, nl: Rijn}, feedback: {en: "In Europe.", nl: "In Europa."}}
    explanation: {en: "Maps differ.", nl: "Kaarten verschillen."}
  - id: flows
    type: cloze
    prompt: {en: Complete., nl: Vul in.}
    text:
      en: "It flows **[[speed]]** to the [[where]]."
      nl: "Hij stroomt [[speed]] naar de [[where]]."
    blanks:
      speed: {type: number, answer: 3, unit: km/h, tolerance: 0.5}
      where: {type: text, accept: [{en: sea, nl: zee}]}
  - id: source
    type: hotspot
    prompt: {en: "Where does $x^2$ begin?", nl: "Waar begint $x^2$?"}
    picture: map.png
    alt: {en: A map, nl: Een kaart}
    zones: [{circle: [50, 50, 10]}]
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Quiz:
    """Return a quiz with a picture."""
    (tmp_path / "map.png").write_bytes(png(100, 100))
    (tmp_path / "rivers.yaml").write_text(SOURCE, encoding="utf-8")
    return load(tmp_path / "rivers.yaml")


def files(quiz: Quiz, language: str = "en") -> dict[str, bytes]:
    """Return the files of a quiz's package."""
    (data,) = writers.write(quiz, language, "qti").files.values()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_package_names_all_its_files(quiz: Quiz) -> None:
    """The manifest lists the test, the items and the pictures, and they are there."""
    made = files(quiz)
    root = fromstring(made["imsmanifest.xml"])
    named = {each.get("href") for each in root.iter() if each.get("href")}
    assert named == set(made) - {"imsmanifest.xml"}
    assert "pictures/map.png" in named


def item(quiz: Quiz, name: str, language: str = "en") -> Element:
    """Return an item."""
    return fromstring(files(quiz, language)[f"items/{name}.xml"])


def test_an_item_is_well_formed_xhtml(quiz: Quiz) -> None:
    """Signs are escaped, marks are elements, and a picture has its address and alt text."""
    root = item(quiz, "1st")
    assert root.get("identifier") == "q-1st"
    (image,) = root.iter(f"{QTI}img")
    assert (image.get("src"), image.get("alt")) == ("../pictures/map.png", "A <map>")
    assert [each.text for each in root.iter(f"{QTI}strong")] == ["longer"]
    assert "than 2 < 3?" in "".join(root.find(f"{QTI}itemBody").itertext())  # type: ignore[union-attr]


def test_formulas_are_mathml(quiz: Quiz) -> None:
    """A formula is MathML in its own namespace, with the LaTeX that was typed."""
    (math,) = item(quiz, "source").iter("{http://www.w3.org/1998/Math/MathML}math")
    assert math.get("alttext") == "x^2"


def test_the_language_is_the_one_asked_for(quiz: Quiz) -> None:
    """All texts are in one language, which the item names."""
    root = item(quiz, "1st", "nl")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert "De Nijl" in "".join(root.itertext())
    assert "Rhine" not in "".join(root.itertext())


def test_a_package_is_the_same_every_time(quiz: Quiz) -> None:
    """The same quiz makes the same bytes, so that it can be kept in git."""
    one, other = (writers.write(quiz, "en", "qti").files for _ in range(2))
    assert one == other


def test_it_comes_back_whole(quiz: Quiz) -> None:
    """What was written is read again, with its picture, its blanks and its points."""
    (data,) = writers.write(quiz, "en", "qti").files.values()
    questions, lost = read(data, "rivers.zip")
    assert lost == {}
    assert [question["id"] for question in questions] == ["1st", "flows", "source"]
    assert questions[0]["points"] == 2
    assert "/map.png)" in questions[0]["prompt"]
    assert questions[1]["blanks"]["blank-1"]["tolerance"] == 0.5
    assert questions[2]["zones"] == [{"circle": [50, 50, 10]}]
    assert questions[2]["prompt"] == "Where does $x^2$ begin?"


VARIED = """
id: v
title: Varied
draw: 1
questions:
  - {id: a, type: number, prompt: "{x} + 1?", variants: {x: [1, 2, 3]}, answer: "= x + 1"}
  - {id: b, type: truefalse, prompt: It is., answer: true}
"""


def test_a_draw_and_variants_are_selected(tmp_path: Path) -> None:
    """What a quiz draws is a section to select from, and so are the variants of a question."""
    (tmp_path / "v.yaml").write_text(VARIED, encoding="utf-8")
    quiz = load(tmp_path / "v.yaml")
    root = fromstring(files(quiz)["test.xml"])
    sections = list(root.iter(f"{QTI}assessmentSection"))
    selected = [select.get("select") for select in root.iter(f"{QTI}selection")]
    assert selected == ["1", "1"]
    assert [len(list(each.iter(f"{QTI}assessmentItemRef"))) for each in sections] == [4, 3]
    (data,) = writers.write(quiz, "en", "qti").files.values()
    questions, lost = read(data, "v.zip")
    assert sorted(question["answer"] for question in questions) == [True, 2, 3, 4]
    assert "lies within another" in lost[""]


def test_variants_are_a_group_of_canvas(tmp_path: Path) -> None:
    """In Canvas the variants of a question are a group of which one is picked, and come back so."""
    (tmp_path / "v.yaml").write_text(VARIED.replace("draw: 1", ""), encoding="utf-8")
    (data,) = writers.write(load(tmp_path / "v.yaml"), "en", "canvas").files.values()
    bank = readers.read(data, "v.zip")
    assert len(bank.questions) == 4
    assert bank.draw == {"a": 1}
