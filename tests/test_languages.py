"""What quizkit says, in data files that a translator can open: one file is one language."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from quizkit import data, figures, languages, load
from quizkit.checking.lessons import check_notebook
from quizkit.learner.words import Words, page_words, without_praise
from quizkit.printing.handout import handout
from quizkit.printing.role_cards import role_cards
from quizkit.quiz.model import Item
from quizkit.quiz.numerals import readings
from quizkit.quiz.types import TYPES

SAYING = (*TYPES, "partial_credit")  # parts of which every text is a sentence


CATEGORIES = ("one", "few", "many", "other")  # those of CLDR that our languages have
BLANK = re.compile(r"\{\w*\}")
FORM = re.compile(rf"_({'|'.join(CATEGORIES)})$")


def catalogue(code: str) -> dict[str, dict[str, str]]:
    """Return all that a language says, part by part."""
    read: dict[str, dict[str, str]] = json.loads(
        (languages.FOLDER / f"{code}.json").read_text("utf-8")
    )
    return read


def forms(said: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    """Return the plural categories that a catalogue has of each thing that it says of so many."""
    names = {f"{part}.{name}" for part, texts in said.items() for name in texts}
    plural = {name.removesuffix("_one") for name in names if name.endswith("_one")}
    return {
        name: {category for category in CATEGORIES if f"{name}_{category}" in names}
        for name in sorted(plural)
        if f"{name}_other" in names
    }


def categories(code: str) -> set[str]:
    """Return the plural categories that a language has for numbers up to a thousand."""
    rule = Locale.parse(languages.words("language", code)["locale"]).plural_form
    return {rule(number) for number in range(1000)} | {"other"}


def gaps(code: str) -> list[str]:
    """Name what a language does not say yet, or says with other blanks than English."""
    english, other = catalogue("en"), catalogue(code)
    plural, own, wanted = forms(english), forms(other), categories(code)
    found = [name for name in plural if own.get(name) != wanted]
    for part, said in english.items():
        for name, text in said.items():
            if f"{part}.{FORM.sub('', name)}" in plural:
                continue
            if not (told := other.get(part, {}).get(name)) or blanks(told) != blanks(text):
                found.append(f"{part}.{name}")
    for name in plural:
        part, _, base = name.partition(".")
        fullest = blanks(english[part][f"{base}_other"])
        for form in own.get(name, ()):
            left_out = fullest - blanks(other[part][f"{base}_{form}"])
            alone = form == "one" and is_one_alone(code)  # "1 point" needs no blank
            if left_out - ({"{n}"} if alone else set()):
                found.append(f"{name}_{form}")
    return found


def is_one_alone(code: str) -> bool:
    """Return whether the category ``one`` of a language is that of the number 1 and no other."""
    rule = Locale.parse(languages.words("language", code)["locale"]).plural_form
    return [number for number in range(1000) if rule(number) == "one"] == [1]


def blanks(text: str) -> set[str]:
    """Return the blanks in a text."""
    return set(BLANK.findall(text))


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
    translated["quiz"]["all_answered"] = "saved"
    translated["language"]["locale"] = "en_GB"
    del translated["quiz"]["points_one"]
    translated["quiz"]["outdated_other"] = "some"
    path.write_text(json.dumps(translated), "utf-8")
    assert gaps("xx") == ["quiz.points", "quiz.right", "quiz.all_answered", "quiz.outdated_other"]


OTHERS = sorted(set(languages.known()) - {languages.ENGLISH})
REGULAR = ("key_words", "item_writing", "lessons", "mark_schemes")  # parts of expressions
QUOTATION = {  # what stands around what is quoted
    **dict.fromkeys(("en", "nl"), ("“", "”")),
    **dict.fromkeys(("fr", "es", "uk"), ("«", "»")),
    "de": ("„", "“"),
    "pl": ("„", "”"),
}
MARKS = set("“”„«»")
NARROW = {  # what stands in a button or on a line of its own, and how long it may be
    "page": {
        **dict.fromkeys(("check", "previous", "next", "hand_in", "show_one"), 14),
        **dict.fromkeys(("saved", "saving", "not_saved", "choose", "tray"), 22),
        **dict.fromkeys(("show_answer", "show_all", "carry_short", "make_file", "hint_free"), 24),
        **dict.fromkeys(("take_along", "bring_in", "retry", "retry_missed"), 36),
    },
    "reader": {"run": 12, "tools": 14, "show_code": 18, "hide_code": 18},
    "marking": {**dict.fromkeys(("print", "finished", "names", "keys_button"), 16), "keep": 30},
}


def texts(code: str) -> Iterator[tuple[str, str, str]]:
    """Yield all that a language says to people, with its part and name."""
    parts = {*REGULAR, "understood", "extensions", "class_list", "language"}
    for part, said in catalogue(code).items():
        yield from ((part, name, text) for name, text in said.items() if part not in parts)


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left_over(code: str) -> None:
    """A sentence of some words that is the same in English was not translated."""
    english = {(part, name): text for part, name, text in texts("en")}
    same = [
        f"{part}.{name}"
        for part, name, text in texts(code)
        if text == english.get((part, name))
        and len(re.findall(r"[^\W\d_]{2,}", BLANK.sub("", text))) > 1
    ]
    assert same == []


@pytest.mark.parametrize("code", languages.known())
def test_quotations_stand_as_the_language_has_them(code: str) -> None:
    """What is quoted stands between the marks of the language, and each that opens is closed."""
    opening, closing = QUOTATION[code]
    for part, name, text in texts(code):
        marks = [sign for sign in text if sign in MARKS]
        assert marks == [opening, closing] * (len(marks) // 2), f"{part}.{name}: {text}"


@pytest.mark.parametrize("code", languages.known())
def test_controls_have_room_for_their_words(code: str) -> None:
    """What stands on a button is short enough for a narrow screen in every language."""
    said = catalogue(code)
    long = {
        f"{part}.{name}": said[part][name]
        for part, most in NARROW.items()
        for name, length in most.items()
        if len(said[part][name]) > length
    }
    assert long == {}


def test_french_has_its_spaces() -> None:
    """In French a space that does not break stands before what is high, and within quotations."""
    wrong = [
        f"{part}.{name}"
        for part, name, text in texts("fr")
        if re.search(r"[^\s\d\u202f\u00a0({][;!?»](?!\w)|«[^\u00a0]| [:;!?»]", BLANK.sub("x", text))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", languages.known())
def test_what_knows_words_is_well_formed(code: str) -> None:
    """Every regular expression of a language compiles, and names the same groups as English."""
    for part in REGULAR:
        for name, text in catalogue(code)[part].items():
            wanted = re.compile(catalogue("en")[part][name]).groupindex
            assert set(re.compile(text).groupindex) == set(wanted), f"{part}.{name}"


def test_common_words_are_those_of_one_language() -> None:
    """The words by which a lesson's language is told are common in no other of the languages."""
    common = [
        word for code in languages.known() for word in catalogue(code)["lessons"]["common"].split()
    ]
    assert [word for word in common if common.count(word) > 1] == []


@pytest.mark.parametrize("code", languages.known())
def test_plural_rules_are_those_of_cldr(code: str) -> None:
    """A number has the category that Babel gives it."""
    rule = Locale.parse(languages.words("language", code)["locale"]).plural_form
    for number in (*range(300), 0.5, 1.5, 2.25, 1001, 100_021):
        said = languages.counted("quiz", code, "points", number, n="")
        form = f"points_{rule(number)}"
        assert said == languages.said("quiz", code, form, n=""), number


COUNTED = [
    ("pl", 1, "1 punkt"), ("pl", 2, "2 punkty"), ("pl", 5, "5 punktów"), ("pl", 12, "12 punktów"),
    ("pl", 22, "22 punkty"), ("pl", 0.5, "0,5 punktu"), ("pl", 0, "0 punktów"),
    ("uk", 1, "1 бал"), ("uk", 3, "3 бали"), ("uk", 11, "11 балів"), ("uk", 21, "21 бал"),
    ("uk", 2.25, "2,25 бала"), ("fr", 0, "0 point"), ("fr", 1.5, "1,5 point"),
    ("fr", 2, "2 points"), ("fr", 1000000, "1000000 points"), ("de", 0, "0 Punkte"),
    ("es", 1, "1 punto"), ("es", 1.5, "1,5 puntos"), ("nl", 1, "1 punt"), ("en", 0, "0 points"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "number", "said"), COUNTED)
def test_so_many_are_said_in_the_form_of_the_number(code: str, number: float, said: str) -> None:
    """Points are counted as the language counts them."""
    assert Words(code).points(number) == said


SCORES = [
    ("pl", 2.5, 3, "2,5 z 3 punktów"), ("uk", 1, 21, "1 з 21 бала"), ("uk", 1, 3, "1 з 3 балів"),
    ("fr", 0, 1, "0 sur 1 point"), ("de", 2, 3, "2 von 3 Punkten"), ("es", 1, 1, "1 de 1 punto"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "score", "points", "said"), SCORES)
def test_a_score_is_said_in_the_form_of_all_points(
    code: str, score: float, points: float, said: str
) -> None:
    """What a score is out of stands in the case that the language wants there."""
    assert Words(code).score(score, points) == said


ABOVE = [
    ("de", "Alle oben genannten"), ("de", "Keine der genannten Antworten"), ("de", "Nichts davon"),
    ("fr", "Toutes les réponses ci-dessus"), ("fr", "Aucune des réponses précédentes"),
    ("es", "Todas las anteriores"), ("es", "Ninguna de las respuestas anteriores"),
    ("pl", "Wszystkie powyższe"), ("pl", "Żadna z powyższych odpowiedzi"),
    ("uk", "Усі наведені відповіді"), ("uk", "Жодна з перелічених"), ("nl", "Alle bovenstaande"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "option"), ABOVE)
def test_all_of_the_above_is_known_in_every_language(code: str, option: str) -> None:
    """An option that stands for all or none of the others is noticed, and a plain one is not."""
    pattern = re.compile(catalogue(code)["item_writing"]["above"], re.IGNORECASE)
    assert pattern.search(option)
    assert not pattern.search("Wien, Genf, Брюссель, Genève, Bruksela, Bruselas")


NUMBERS = [
    ("2,5 Millionen", 2500000), ("3 Mio.", 3000000), ("2,5 mln", 2500000),
    ("5 tys.", 5000), ("2 мільйони", 2000000), ("3 млрд", 3 * 10**9), ("2 millones", 2000000),
    ("2,5 milliards", 2500000000), ("близько 30", 30), ("około 30", 30),
    ("3 mil millones", 3 * 10**9),
    ("environ 30", 30), ("ungefähr 30", 30), ("aproximadamente 30", 30), ("30 тис.", 30000),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_numbers_in_words_are_read_in_every_language(typed: str, value: int) -> None:
    """Millions and the like, and a word for about, are understood as each language writes them."""
    assert value in [int(read) for read in readings(typed)]


def test_a_billion_is_that_of_english() -> None:
    """What is a billion in English is so in a quiz of any language; others have a plural form."""
    assert [int(value) for value in readings("2 billion")] == [2 * 10**9]
    assert [int(value) for value in readings("2 Billionen")] == [2 * 10**12]


PRAISED = [
    "Stimmt, x.", "C’est exact\xa0: x.", "Bravo\u202f! x.", "Así es: x.", "Zgadza się, x.",
    "Саме так, x.", "Genau! x.", "Klopt, x.", "Yes, x.",
]  # fmt: skip


@pytest.mark.parametrize("feedback", PRAISED)
def test_praise_is_known_in_every_language(feedback: str) -> None:
    """Who was not right is told what feedback says without the praise that it begins with."""
    assert without_praise(feedback) == "X."
    assert without_praise("Superman, Yeast, Jason, Takt.") == "Superman, Yeast, Jason, Takt."


OFF = [
    "Ziehen Sie einen halben Punkt ab bei weniger als 3 oder mehr als 12 Wörtern.",
    "Retirez un demi-point pour moins de 3 ou plus de 12 mots.",
    "Reste medio punto si hay menos de 3 o más de 12 palabras.",
    "Odejmij pół punktu za mniej niż 3 lub więcej niż 12 słów.",
    "Зніміть пів бала, якщо менше ніж 3 або більше ніж 12 слів.",
]


@pytest.mark.parametrize("rule", OFF)
def test_points_taken_off_are_known_in_every_language(rule: str) -> None:
    """What a mark scheme takes off for too few or too many words is read in its language."""
    patterns = languages.Said("mark_schemes", "takes_off").values()
    (found,) = filter(None, (re.search(each, rule, re.IGNORECASE) for each in patterns))
    assert (bool(found["half"]), found["fewer"], found["more"]) == (True, "3", "12")
