"""What quizkit says, in data files that a translator can open: one file is one language."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from quizkit import data, figures, languages, load
from quizkit.checking.lessons import check_notebook
from quizkit.learner.words import Words, page_words
from quizkit.printing.handout import handout
from quizkit.printing.role_cards import role_cards
from quizkit.quiz.model import Item
from quizkit.quiz.numerals import readings
from quizkit.quiz.types import TYPES

SAYING = (*TYPES, "partial_credit")  # parts of which every text is a sentence


def gaps(code: str) -> list[str]:
    """Name what a language does not say yet, or says with other blanks than English."""
    english, other = (
        json.loads((languages.FOLDER / f"{each}.json").read_text("utf-8")) for each in ("en", code)
    )
    return [
        f"{part}.{name}"
        for part, said in english.items()
        for name, text in said.items()
        if not (own := other.get(part, {}).get(name)) or blanks(own) != blanks(text)
    ]


def blanks(text: str) -> set[str]:
    """Return the blanks in a text."""
    return set(re.findall(r"\{\w*\}", text))


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder with a language ``xx`` more, which is English in capitals."""
    folder = tmp_path / "words"
    shutil.copytree(languages.FOLDER, folder)
    english = json.loads((folder / "en.json").read_text("utf-8"))
    english["page"]["check"] = "CHECK"
    english["week"]["caption"] = "THE WEEK"
    english["language"] |= {"locale": "fr", "summer": "été"}
    english["understood"] |= {"1e12": "billion|billions", "1e9": "milliard|milliards"}
    english["lessons"]["common"] = "le la les et de que qui est pour dans"
    for part in SAYING:
        english[part] = {name: f"XX {text}" for name, text in english[part].items()}
    (folder / "xx.json").write_text(json.dumps(english), "utf-8")
    monkeypatch.setattr(languages, "FOLDER", folder)
    yield folder
    languages.language("en")


def test_every_language_says_all_that_english_does() -> None:
    """No language lacks a sentence, or has other blanks in it than English."""
    assert len(languages.known()) >= 2
    assert {code: found for code in languages.known() if (found := gaps(code))} == {}


def test_one_more_file_is_one_more_language(catalogues: Path) -> None:
    """A language that is added as a data file is chosen, spoken and drawn in."""
    languages.language("xx")
    assert page_words("xx")["check"] == "CHECK"
    assert Words("xx").score(2.5, 3) == "2,5 of 3 points"
    assert languages.day_in_words(date(2019, 6, 1), "season", "xx") == "été 2019"
    assert figures.week().caption == "THE WEEK"
    assert "lundi 10 janvier 2022" in figures.week().alt
    assert "NATO's 30 members in 2022" in figures.enlargement_map().alt


@pytest.fixture
def questions(checkout: Path) -> dict[str, Item]:
    """Return a question of each type, by the type's name."""
    return {q.type: q for q in load(checkout / "tests" / "fuzz" / "every_field.yaml").questions}


@pytest.mark.parametrize("name", TYPES)
def test_each_type_of_question_speaks_it(
    name: str, catalogues: Path, questions: dict[str, Item]
) -> None:
    """What a type says of itself, of a response and of partial credit is said in that language."""
    item, kind = questions[name], TYPES[name]
    samples = kind.samples(item)
    told = [kind.told, item.rule, item.grade(samples.invalid).message]
    told.append(item.grade(samples.partly).measure if samples.partly else None)
    said = [text.get("xx") for text in told if text]
    assert len(said) >= 2
    assert [text for text in said if not text.startswith("XX ")] == []


def test_a_hand_out_speaks_it(catalogues: Path, checkout: Path) -> None:
    """A quiz is printed with how to answer each question in that language."""
    sheet = handout(load(checkout / "tests" / "fuzz" / "every_field.yaml"), "xx")
    assert all(entry.note.startswith("XX ") for entry in sheet.entries)


def test_tables_that_lack_it_are_in_english(
    catalogues: Path, tmp_path: Path, checkout: Path
) -> None:
    """Until the tables have columns in it, tables and role cards hold the English ones."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    shown = data.load("demands", language="xx", folder=tmp_path)
    assert list(shown) == list(data.load("demands", language="en", folder=tmp_path))
    assert shown["label"][0] == "Ukraine never joins NATO"
    read = data.load("responses", language="xx", labels=True, folder=tmp_path)
    assert list(read.iloc[0, 1:4]) == ["Ukraine never joins NATO", "United States", "rejected"]
    (card, *_) = role_cards(tmp_path, "xx").entries
    assert card.heading == "United States"


def test_its_numbers_in_words_are_read(catalogues: Path) -> None:
    """A word that is another number in another language is read as either."""
    assert [int(value) for value in readings("2 milliard")] == [2 * 10**9]
    assert {int(value) for value in readings("2 billion")} == {2 * 10**9, 2 * 10**12}


def test_a_lesson_in_it_is_checked(catalogues: Path, tmp_path: Path, checkout: Path) -> None:
    """A lesson in the folder of that language keeps the rules, and is told not to be in it."""
    for part in ("data", "lessons/en"):
        shutil.copytree(checkout / part, tmp_path / part)
    (tmp_path / "lessons" / "en").rename(tmp_path / "lessons" / "xx")
    (path,) = (tmp_path / "lessons" / "xx").glob("02-*.ipynb")
    rules = {problem.rule for problem in check_notebook(path)}
    assert "untranslated" in rules


def test_lessons_are_missed_once_it_has_a_folder(
    catalogues: Path, tmp_path: Path, checkout: Path
) -> None:
    """A language that is only spoken needs no lessons; with a folder for them it needs each."""
    for part in ("data", "lessons/en", "lessons/nl"):
        shutil.copytree(checkout / part, tmp_path / part)
    (path,) = (tmp_path / "lessons" / "en").glob("02-*.ipynb")
    assert list(check_notebook(path)) == []
    (tmp_path / "lessons" / "xx").mkdir()
    assert [problem.rule for problem in check_notebook(path)] == ["translated"]


def test_a_missing_sentence_is_named(catalogues: Path) -> None:
    """What a translator has left out, or robbed of a blank, is named by its part and name."""
    path = catalogues / "xx.json"
    translated = json.loads(path.read_text("utf-8"))
    del translated["quiz"]["right"]
    translated["quiz"]["points"] = "some points"
    path.write_text(json.dumps(translated), "utf-8")
    assert gaps("xx") == ["quiz.right", "quiz.points"]
