"""What stands in the files for other programs, and what is told that does not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from authoring.banks.samples import PNG
from quizkit.authoring.banks import writers
from quizkit.authoring.banks.bank import Export
from quizkit.authoring.banks.pictures import from_base64
from quizkit.quiz.loading import load

QUIZ = r"""
id: signs
title: "Signs: a/b"
questions:
  - id: picked
    type: choice
    tags-free: x
    prompt: "![A dot](dot.png) Which is $x^2$ = {~}?"
    options:
      - {text: "=1+1", correct: true, feedback: "Yes: #1."}
      - "~ no <b>"
      - "%50%"
    hints: [{text: Think., cost: 0.5}]
    source: [article-a]
  - id: ticked
    type: several
    prompt: Which?
    options: [{text: a, correct: true}, {text: b, correct: true}, c]
  - id: far
    type: number
    prompt: How far?
    answer: 2400
    relative_tolerance: 0.05
    unit: km
    units: {m: 0.001}
    wrong: [{value: 1500, feedback: In miles.}]
  - id: gaps
    type: cloze
    prompt: Fill in.
    text: "10. [[who]] said } # ~ in [[year]]."
    blanks:
      who: {type: choice, options: [{text: "A } # ~ a", correct: true, feedback: "So ~."}, "=B"]}
      year: {type: number, answer: 1997, tolerance: 1}
  - id: line
    type: order
    prompt: Order.
    items: [one, two, three]
  - id: long
    type: essay
    prompt: Argue.
    rubric: [{criterion: A view, points: 2, description: One.}]
    model_answer: So.
""".replace("    tags-free: x\n", "")


def written(form: str, folder: Path) -> Export:
    """Return what is written of a quiz with every awkward sign."""
    (folder / "signs.yaml").write_text(QUIZ, encoding="utf-8")
    (folder / "dot.png").write_bytes(from_base64(PNG))
    return writers.write(load(folder / "signs.yaml"), "en", form)


def only(made: Export) -> str:
    """Return the only file as text."""
    ((_, data),) = made.files.items()
    return data.decode("utf-8-sig")


def test_moodle_gets_pictures_formulas_units_and_the_tolerance(tmp_path: Path) -> None:
    """All that Moodle's import reads is in the file, as Moodle itself writes it."""
    root = ElementTree.fromstring(only(written("moodle", tmp_path)))
    kinds = [each.get("type") for each in root]
    assert kinds == [
        "category",
        "multichoice",
        "multichoice",
        "numerical",
        "cloze",
        "ordering",
        "essay",
    ]
    assert root.findtext("question/category/text") == "$course$/top/Signs: a//b"
    picked, ticked, far, gaps, line, long = root.findall("question")[1:]
    text = picked.findtext("questiontext/text") or ""
    assert text.startswith('<img src="@@PLUGINFILE@@/dot.png" alt="A dot"> Which is \\(x^2\\) =')
    assert picked.findtext("questiontext/file") == PNG
    assert [a.get("fraction") for a in picked.findall("answer")] == ["100", "0", "0"]
    assert [a.get("fraction") for a in ticked.findall("answer")] == ["50", "50", "-50"]
    assert far.findtext("answer/tolerance") == "120"
    assert [u.findtext("multiplier") for u in far.findall("units/unit")] == ["1", "1000"]
    shown = gaps.findtext("questiontext/text") or ""
    assert "<p>10. {1:MULTICHOICE_S:=A \\} \\# &#126; a#So &#126;.~&#61;B}" in shown
    assert "{1:NUMERICAL:=1997:1}" in shown
    assert line.findtext("gradingtype") == "LONGEST_ORDERED_SUBSET"
    assert "A view (2): One." in (long.findtext("graderinfo/text") or "")


def test_gift_escapes_its_own_signs(tmp_path: Path) -> None:
    """No sign of a text ends an answer in GIFT."""
    text = only(written("gift", tmp_path))
    assert "\t=[html]\\=1+1#[html]Yes\\: \\#1.\n\t~[html]\\~ no &lt;b&gt;\n\t~[html]%50%\n" in text
    assert "::far::[html]How far?{#\n\t=%100%2400\\:120" not in text
    assert "\t=%100%2400:120\n\t=%0%1500:120#[html]In miles." in text


def test_a_table_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    """A cell that begins like a formula is marked as text."""
    rows = list(csv.DictReader(io.StringIO(only(written("csv", tmp_path)))))
    assert [row["right"] for row in rows] == ["'=1+1", "a\nb", "2400", "one\ntwo\nthree"]


def test_anki_gets_questions_in_front_and_answers_behind(tmp_path: Path) -> None:
    """Cards are shuffled, passages are cards with gaps, and pictures lie beside them."""
    made = written("anki", tmp_path)
    assert sorted(made.files) == ["dot.png", "signs-cards.txt", "signs-gaps.txt"]
    cards = made.files["signs-cards.txt"].decode()
    assert cards.startswith("#separator:tab\n#html:true\n#notetype:Basic\n#deck:Signs: a/b\n")
    order = next(line for line in cards.split("\n") if line.startswith("Order."))
    front = order.partition("\t")[0]
    assert not front.index("one") < front.index("two") < front.index("three")
    assert "{{c1::A } # ~ a}} said" in made.files["signs-gaps.txt"].decode()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("moodle", "what opening a hint costs is left out"),
        ("gift", "pictures left out"),
        ("gift", "GIFT has no type like cloze"),
        ("aiken", "Aiken has no questions of type number"),
        ("csv", "a table has no type like essay"),
        ("aiken", "pictures left out"),
        ("csv", "pictures left out"),
        ("csv", "other units left out"),
        ("anki", "hints left out"),
        ("moodle", "sources left out"),
        ("moodle", "it is worth 2 there"),
    ],
)
def test_what_is_left_out_is_told(form: str, told: str, tmp_path: Path) -> None:
    """What a format has no place for is said, of each question that has it."""
    assert any(told in loss.what for loss in written(form, tmp_path).losses)
