"""Versions of a quiz on paper: each with its own questions, numbers and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizkit.cli import main
from quizkit.printing import html_page
from quizkit.printing.handout import answer_key, handout, version
from quizkit.quiz.loading import load

QUIZ = Path(__file__).parents[1] / "quizzes" / "drawn.yaml"


def text(html: str) -> str:
    """Return the text of a page."""
    return " ".join(
        re.sub("<[^>]+>", " ", re.sub("<style.*?</style>", "", html, flags=re.DOTALL)).split()
    )


@pytest.mark.slow
def test_each_version_has_its_sheet_and_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sheets A to C are named so, on the page too, and each key fits its own sheet."""
    assert main(["print", str(QUIZ), "--variants", "3", "--output", str(tmp_path)]) == 0
    written = capsys.readouterr().out.split()
    assert [Path(name).name for name in written if name.endswith(".html")] == [
        f"drawn-en-{letter}{kind}.html" for letter in "ABC" for kind in ("", "-key")
    ]
    pages = {letter: (tmp_path / f"drawn-en-{letter}.html").read_text("utf-8") for letter in "ABC"}
    assert len(set(pages.values())) == 3
    for letter, page in pages.items():
        key = text((tmp_path / f"drawn-en-{letter}-key.html").read_text("utf-8"))
        assert f"Version {letter}" in text(page)
        assert f"Answer key · Version {letter}" in key
        for item in version(load(QUIZ), letter).questions:
            assert item.prompt.get("en") in text(page)
            assert item.prompt.get("en") in key


def test_a_sheet_alone_is_a_version_too() -> None:
    """Without versions one sheet is printed, of a draw, and with no letter."""
    quiz = version(load(QUIZ), "A")
    sheet, key = handout(quiz, "nl"), answer_key(quiz, "nl")
    assert len(sheet.entries) == len(key.entries) == 6
    assert "Versie" not in text(html_page.as_html(sheet))
    assert sheet.fields[-1] == "Punten (van 7)"


def test_options_stand_in_another_order_in_each_version() -> None:
    """Neighbours with different versions cannot look at a letter."""
    quiz = load(QUIZ.with_name("nine.yaml"))
    orders = {str(handout(quiz, "en", letter).entries[0].parts) for letter in "ABCDEFGH"}
    assert len(orders) > 2


@pytest.mark.parametrize("count", ["0", "27", "-1"])
def test_as_many_versions_as_there_are_letters(
    count: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any other number is told in a sentence."""
    assert main(["print", str(QUIZ), f"--variants={count}"]) == 2
    assert "name 2 to 26: --variants 4" in capsys.readouterr().err
