"""The module tells what the articles report in words of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import own_words

ARTICLE = "De minister sprak gisteren lang met de pers in Wenen. Zij zei: 'Wij gaan door.'"


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an article where the test looks for them."""
    (tmp_path / "article-a.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setenv(own_words.VARIABLE, str(tmp_path))


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toen sprak zij gisteren lang met de pers.", 0),
        ("Zij *sprak gisteren lang\nmet de pers* in Wenen.", 3),
        ("Wie 'sprak gisteren lang met de pers'?", 0),
        ("Zij zei: “Wij gaan door.”", 0),
        ("In Wenen zij zei wij gaan", 1),
    ],
)
def test_six_words_in_a_row_are_found(
    text: str, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six of an article's words in a row are told, in any marks but those of a quotation."""
    monkeypatch.setattr(own_words, "passages", lambda: iter([("here", text)]))
    assert len(own_words.taken()) == found


def test_everything_is_read() -> None:
    """Lessons, tables, quizzes, assignments, keys and guides are among what is compared."""
    places = {place.partition(" ")[0] for place, _ in own_words.passages()}
    assert {
        "lessons/nl/02-geneve.ipynb",
        "data/claims.csv",
        "data/quizzes/geneva.yaml",
        "lessons/course/source/timeline/timeline.ipynb",
        "lessons/instructors/nl/handleiding.md",
    } <= places


def test_no_six_words_in_a_row_are_an_articles() -> None:
    """No run of six words is an article's; without the articles the last lines say so."""
    assert own_words.taken() == []
