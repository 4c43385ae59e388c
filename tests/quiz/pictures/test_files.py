"""Picture files beside a quiz file, by the names that its texts give them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.pictures import made
from quizkit.quiz.loading import read
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.files import pictures_in, read_beside

QUIZ = """\
id: cells
title: Cells
questions:
  - id: what
    type: truefalse
    prompt: {prompt}
    answer: true
"""
REFUSED = [
    ("mpa.png", "is not there", "did you mean 'map.png'?"),
    ("Map.PNG", "differs in its capitals", "write map.png"),
    ("sub/none.png", "is not there", "beside the quiz file"),
    ("../map.png", "is outside the folder", "beside the quiz file"),
    ("/map.png", "is outside the folder", "beside the quiz file"),
    ("C:/map.png", "is outside the folder", "beside the quiz file"),
    ("sub\\map.png", "has a backslash", "write sub/map.png"),
    ("out.png", "is a link that leads out", "beside the quiz file"),
    ("loop.png", "is ", "beside the quiz file"),  # a link to itself, or no file: as Python has it
    ("sub", "is no file", "beside the quiz file"),
    ("http://x.org/map.png", "is on the network", "save it"),
    ("//x.org/map.png", "is on the network", "save it"),
    ("data:image/png;base64,AAAA", "is on the network", "save it"),
    ('map.png "A map"', "has a title", "write it into the text"),
    ("", "has no name", "map.png"),
    ("a\0b.png", "", ""),
    ("large.png", "has 1.20 MB", "make it smaller"),
    ("page.png", "is no picture", "save it as PNG"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a quiz file, with pictures in it."""
    here = tmp_path / "quizzes"
    (here / "sub").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(made.png())
    (here / "out.png").symlink_to(tmp_path / "outside.png")
    (here / "loop.png").symlink_to("loop.png")
    (here / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 1_200_000)
    (here / "page.png").write_bytes(b"<html>404</html>")
    for name in ("map.png", "my map (1).png", "sub/map.png", "kaart-e\u0301.png"):
        (here / name).write_bytes(made.png())
    return here


@pytest.mark.parametrize("name", ["map.png", "./map.png", "sub/map.png", "kaart-é.png"])
def test_a_file_beside_the_quiz_is_read(folder: Path, name: str) -> None:
    """Below the quiz file's folder too, and with its accents written either way."""
    assert read_beside(folder, name).width == 3


@pytest.mark.parametrize(("name", "what", "mend"), REFUSED, ids=[r[0][:20] for r in REFUSED])
def test_any_other_name_is_told(folder: Path, name: str, what: str, mend: str) -> None:
    """A file that is not there, not allowed or no picture is told, with what to do."""
    with pytest.raises(UnfitPicture) as told:
        read_beside(folder, name)
    assert what in told.value.what
    assert mend in told.value.mend


def problems(folder: Path, prompt: str) -> list[str]:
    """Return what is wrong with a quiz of one question."""
    path = folder / "cells.yaml"
    path.write_text(QUIZ.format(prompt=prompt), encoding="utf-8")
    return [f"{p.line}: {p.where}: {p.what}; {p.mend}" for p in read(path)[0]]


def test_a_mistake_has_its_line_and_question(folder: Path) -> None:
    """What is wrong with a picture stands with its line, question and name, once."""
    (told,) = problems(folder, "'Which? ![A map](mpa.png) ![A map](mpa.png)'")
    assert told == (
        "6: what: the picture 'mpa.png' in 'prompt' is not there; did you mean 'map.png'?"
    )
    assert problems(folder, "'Which? ![A map](my map (1).png)'") == []


def test_a_picture_must_say_what_it_shows(folder: Path) -> None:
    """Without a text for those who cannot see it, a picture is a mistake."""
    for empty in ("", " ", "\u200b"):
        (told,) = problems(folder, f"'Which? ![{empty}](map.png)'")
        assert "does not say what it shows; write it for those who cannot see" in told


def test_a_picture_without_quotation_marks_is_told(folder: Path) -> None:
    """YAML takes a text that begins with ! for an order: it is told, with its line."""
    (told,) = problems(folder, "![A map](map.png)")
    assert told.startswith("6: ")
    assert "quotation marks" in told


def test_a_title_has_no_picture(folder: Path) -> None:
    """A picture in a title would be in every list of quizzes."""
    path = folder / "cells.yaml"
    text = QUIZ.format(prompt="Which?").replace("title: Cells", "title: 'Cells ![A](map.png)'")
    path.write_text(text, encoding="utf-8")
    assert [p.what for p in read(path)[0]] == ["'title' has a picture"]


def test_all_together_have_a_limit(folder: Path) -> None:
    """Six pictures of less than a megabyte are too large for a class that loads them."""
    for number in range(6):
        more = made.chunk(b"IDAT", bytes([number]) * 900_000)
        (folder / f"{number}.png").write_bytes(made.png(3, 2, more))
    shown = " ".join(f"![A map](./{n}.png)" for n in range(6))
    (told,) = problems(folder, f"'{shown}'")
    assert told.startswith("3: : the pictures have 5.4 MB together, and 5 MB are the most; make ")


def test_pictures_are_found_by_their_names(folder: Path) -> None:
    """All picture files below a folder count, whatever is in them."""
    assert {path.name for path in pictures_in(folder)} >= {"map.png", "page.png", "out.png"}
