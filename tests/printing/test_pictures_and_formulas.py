"""Pictures and formulas on paper: what stands on the pages, as HTML and as PDF."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

import quizkit
from quiz.pictures import made
from quizkit.printing import html_page, pdf
from quizkit.printing.handout import answer_key, handout
from quizkit.printing.sheet_parts import PrintedSheet, Section
from quizkit.quiz.formulas import formula, wrong_with
from quizkit.quiz.markup import html
from quizkit.quiz.model import Quiz

SHOWN = """\
id: shown
title: Shown
questions:
  - id: which
    type: choice
    prompt: "Which map? ![A map of Europe](map.png)"
    options:
      - {text: "![A sign](sign.webp) $x^2$", correct: true, feedback: "![A photo](photo.jpg)"}
      - {text: "![A cell](cell.svg)"}
    explanation: 'So: $$\\begin{aligned} a &= \\frac{1}{2} \\\\ b &= \\sqrt[3]{c} \\end{aligned}$$'
  - id: passage
    type: cloze
    prompt: Fill in.
    text: '![A sign](sign.webp) $\\sum_{i=1}^n i$ is [[sum]]'
    blanks: {sum: {type: number, answer: 3}}
"""


PIECES = (
    *(
        *"ab12{}^_ <>+=()'&é∑",
        r"\frac",
        r"\sqrt",
        r"\sqrt[3]",
        r"\left(",
        r"\right)",
        r"\text{a b}",
    ),
    *(
        r"\begin{pmatrix}",
        r"\end{pmatrix}",
        r"\begin{cases}",
        r"\end{cases}",
        r"\\",
        r"\sum",
        r"\int",
    ),
    *(r"\lim", r"\vec{a}", r"\hat{x}", r"\overline{ab}", r"\underbrace{ab}", r"\binom{n}{k}"),
    *(r"\boxed{x}", r"\mathrm{d}", r"\sin", r"\quad", r"\,", r"\!", r"\phantom{x}", r"\not="),
    *(r"\xrightarrow{a}", r"\overset{a}{b}", r"\displaystyle", r"\bm{x}", r"\substack{a\\b}"),
    *(r"\left.", r"\right|", r"\operatorname{foo}", r"\big(", r"\mathcal{L}", r"\limits"),
)


def text_of(made: bytes) -> str:
    """Return what can be read on the pages of a PDF, without spaces."""
    return "".join("".join(p.extract_text() for p in PdfReader(BytesIO(made)).pages).split())


@pytest.fixture
def shown(tmp_path: Path) -> Quiz:
    """Return a quiz with pictures and formulas."""
    for name, data in made.FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "shown.yaml").write_text(SHOWN, encoding="utf-8")
    return quizkit.load(tmp_path / "shown.yaml")


def test_pictures_stand_on_paper(shown: Quiz) -> None:
    """The sheet has the pictures that students see, the key those of its feedback too."""
    for sheet, files in ((handout(shown, "en"), 3), (answer_key(shown, "en"), 3)):
        page = html_page.as_html(sheet)
        assert len(set(re.findall(r'src="(data:image/[^"]+)"', page))) == files
        assert "data-picture" not in page
        assert not any(name in page for name in made.FILES)
    assert len(PdfReader(BytesIO(pdf.as_pdf(handout(shown, "en")))).pages[0].images) >= 2


def test_formulas_stand_on_paper(shown: Quiz) -> None:
    """A formula is set on the page and in PDF, in a text, a passage and an explanation."""
    sheet = answer_key(shown, "en")
    assert "<math" in html_page.as_html(handout(shown, "en"))
    assert "\\frac" not in text_of(pdf.as_pdf(sheet))
    assert {"𝑎", "√"} <= set(text_of(pdf.as_pdf(sheet)))
    assert "∑" in text_of(pdf.as_pdf(handout(shown, "en")))


@pytest.mark.soak
def test_every_formula_that_is_read_is_set() -> None:
    """Whatever the check lets pass, the typesetter takes."""
    chance = Random(0)
    made_up = ("".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(8_000))
    sound = [latex for latex in made_up if not wrong_with(latex)]
    assert len(sound) > 800
    entries = tuple(Section(heading="1", prompt=formula(latex)) for latex in sound)
    assert pdf.as_pdf(PrintedSheet(language="en", title="", kind="", foot="", entries=entries))


def test_a_text_on_paper_says_its_direction() -> None:
    """What runs as most of its letters do is set so by Typst too, paragraph by paragraph."""
    assert pdf.runs(html("باب is *door*.")) == [
        ["span", ["dir", "ltr"], "باب is ", ["em", "door"], "."]
    ]
    first, second = (run for run in pdf.runs(html("هذه قطة.\n\nShow it.")) if run != "\n")
    assert (first[1], second[1]) == (["dir", "rtl"], ["dir", "ltr"])
