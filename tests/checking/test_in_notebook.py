"""``quizkit.check`` in a cell of a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

import quizkit
from quizkit.errors import UnknownName

TEXT = """\
id: rivers
title: Rivers
questions:
  - id: vienna
    type: choice
    prompt: Which river?
    options: [{text: Danube, correct: true}, Rhine]
    point: 2
"""


def test_it_prints_what_the_command_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mistakes are printed with the count at the end, and nothing is left to echo."""
    (tmp_path / "rivers.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert quizkit.check("rivers.yaml") is None  # type: ignore[func-returns-value]
    assert capsys.readouterr().out == (
        "rivers.yaml:8: question 'vienna': unknown field 'point'; did you mean 'points'?\n"
        "1 mistake in 1 file.\n"
    )


def test_a_quiz_of_the_course_goes_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A quiz of the course is checked by its name, as it is shown by it."""
    quizkit.check("geneva")
    assert capsys.readouterr().out == "No mistakes found in 1 quiz.\n"


def test_without_the_ending_the_file_is_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file named without its ending is told to need it."""
    (tmp_path / "rivers.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownName, match=r"rivers\.yaml"):
        quizkit.check("rivers")
