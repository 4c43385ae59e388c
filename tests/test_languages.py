"""What quizkit says, in data files that a translator can open: one file is one language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from quizkit import figures, languages
from quizkit.learner.words import Words, page_words


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder with a language ``xx`` more, which is English in capitals."""
    folder = tmp_path / "words"
    shutil.copytree(languages.FOLDER, folder)
    english = json.loads((folder / "en.json").read_text("utf-8"))
    english["page"]["check"] = "CHECK"
    english["week"]["caption"] = "THE WEEK"
    english["language"] |= {"locale": "fr", "summer": "été"}
    (folder / "xx.json").write_text(json.dumps(english), "utf-8")
    monkeypatch.setattr(languages, "FOLDER", folder)
    yield folder
    languages.language("en")


def test_every_language_says_all_that_english_does() -> None:
    """No language lacks a sentence, or has other blanks in it than English."""
    assert {code: languages.gaps(code) for code in languages.known()} == {"en": [], "nl": []}


def test_one_more_file_is_one_more_language(catalogues: Path) -> None:
    """A language that is added as a data file is chosen, spoken and drawn in."""
    languages.language("xx")
    assert page_words("xx")["check"] == "CHECK"
    assert Words("xx").score(2.5, 3) == "2,5 of 3 points"
    assert languages.day_in_words(date(2019, 6, 1), "season", "xx") == "été 2019"
    assert figures.week().caption == "THE WEEK"
    assert "lundi 10 janvier 2022" in figures.week().alt
    assert "NATO's 30 members in 2022" in figures.enlargement_map().alt


def test_a_missing_sentence_is_named(catalogues: Path) -> None:
    """What a translator has left out, or robbed of a blank, is named by its part and name."""
    path = catalogues / "xx.json"
    translated = json.loads(path.read_text("utf-8"))
    del translated["quiz"]["right"]
    translated["quiz"]["points"] = "some points"
    path.write_text(json.dumps(translated), "utf-8")
    assert languages.gaps("xx") == ["quiz.right", "quiz.points"]
