"""The reference of all types: it is as the code is now, and shows each type and field."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quizkit.authoring.reference import page
from quizkit.authoring.reference.declared import COMMON, FIELDS, QUIZ
from quizkit.cli import main
from quizkit.quiz.types import TYPES

MADE_BY = "quizkit reference --output lessons/authors/en"


def test_the_page_is_not_stale(checkout: Path) -> None:
    """The page and its pictures are what the code makes now; else make them anew."""
    folder = checkout / "lessons" / "authors" / "en"
    pictures = {path.name: path.read_text("utf-8") for path in (folder / "pictures").iterdir()}
    assert (folder / page.NAME).read_text("utf-8") == page.page(), f"type: {MADE_BY}"
    assert pictures == page.pictures(), f"type: {MADE_BY}"
    assert (folder / page.RULES).read_text("utf-8") == page.rules(), f"type: {MADE_BY}"
    assert MADE_BY in page.page()


@pytest.mark.parametrize("name", TYPES)
def test_each_type_has_all_its_parts(name: str) -> None:
    """A type has a sentence, a picture, an example, its grading rule and its own fields."""
    section = page.section(name)
    assert f"](pictures/{name}.svg)" in section
    assert f"```yaml\n- id: some-name\n  type: {name}\n" in section
    assert re.search(r"\*\*Grading\.\*\* \w", section)
    assert [f.name for f in FIELDS[name] if f"`{f.name}`" not in section] == []
    assert "quizkit." not in section


def test_the_common_fields_are_told_once() -> None:
    """What every quiz and every question may have stands before the types."""
    head = page.page().partition("## `choice`")[0]
    assert [f.name for f in (*QUIZ, *COMMON) if f"`{f.name}`" not in head] == []


@pytest.mark.parametrize("name", TYPES)
def test_a_picture_is_drawn_and_says_what_it_is(name: str) -> None:
    """Each picture is SVG with a text for people who cannot see it, and fetches nothing."""
    picture = page.pictures()[f"{name}.svg"]
    root = ElementTree.fromstring(picture)
    assert root.attrib["aria-label"].startswith(f"{name}: ")
    assert len(list(root)) > 2
    assert re.findall(r"(?:href|src)=", picture) == []


def test_one_type_can_be_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    """``quizkit reference number`` prints that section; a misspelt type is a sentence."""
    assert main(["reference", "number"]) == 0
    assert capsys.readouterr().out == page.section("number")
    assert main(["reference", "nmber"]) == 2
    assert "did you mean 'number'" in capsys.readouterr().err


def test_the_page_is_written_where_asked(tmp_path: Path) -> None:
    """With a folder the page and its pictures are written there; where that cannot be, code 2."""
    assert main(["reference", "--output", str(tmp_path / "docs")]) == 0
    assert (tmp_path / "docs" / "types.md").read_text("utf-8") == page.page()
    (tmp_path / "file").touch()
    assert main(["reference", "--output", str(tmp_path / "file")]) == 2
