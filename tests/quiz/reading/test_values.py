"""Texts of a quiz file that are too long or too deep to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.quiz.loading import read
from quizkit.quiz.reading.values import LONGEST_TEXT

PLAIN = "id: t\ntitle: T\nquestions:\n  - {{type: truefalse, id: a, prompt: {}, answer: true}}\n"
TWO = PLAIN.replace("title: T", "title: {{en: T, nl: T}}").replace(
    "prompt: {}", "prompt: {{en: {}, nl: Zo?}}"
)


@pytest.mark.parametrize("form", [PLAIN, TWO])
@pytest.mark.parametrize("sign", ["[", "*", "_", "<", "![", "> "])
def test_a_text_too_long_is_told_before_it_is_read(form: str, sign: str, tmp_path: Path) -> None:
    """Reading megabytes of brackets would take minutes; in one language and in several."""
    text = sign * (1_000_000 // len(sign))
    path = tmp_path / "long.yaml"
    path.write_text(form.format(f'"{text}"'))
    (told,) = read(path)[0]
    assert told.what == f"'prompt' is longer than {LONGEST_TEXT} characters"
    assert told.mend.startswith("shorten it")


@pytest.mark.parametrize("sign", ["- ", "> ", "1. "])
def test_a_text_of_lists_too_deep_is_told(sign: str, tmp_path: Path) -> None:
    """What stands in the deepest would not be shown."""
    path = tmp_path / "deep.yaml"
    path.write_text(PLAIN.format(f'"{sign * 30}so?\\nYes."'))
    (told,) = read(path)[0]
    assert told.what == "'prompt' has lists or quotations too deep in one another"
