"""Text questions: spelling, capitals, accents, and the guards on spelling distance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.asking import INVALID, RIGHT, UNANSWERED, WRONG, ask, feedback, outcome, said
from quizkit.quiz.types.spelling import apart, is_near, spellings

RYABKOV = """
type: text
accept: [Sergei Ryabkov, Ryabkov]
distance: 1
wrong:
  - {text: Lavrov, feedback: He is the minister.}
"""

# what is typed, and how it fares where Ryabkov is right
TYPED = [
    ("Ryabkov", RIGHT),
    ("ryabkov", RIGHT),
    ("RYABKOV", RIGHT),
    (" Ryabkov. ", RIGHT),
    ("“Ryabkov”", RIGHT),
    ("Ryábkov", RIGHT),
    ("Rjabkov", RIGHT),  # as Dutch papers spell it
    ("Riabkov", RIGHT),
    ("Ryabko", RIGHT),  # one letter short
    ("Ryabkow", RIGHT),
    ("Rybakov", RIGHT),  # two neighbours swapped
    ("Sergei  Ryabkov", RIGHT),
    ("Sergej Ryabkov", RIGHT),
    ("Sergei-Ryabkov", RIGHT),
    ("Rjabkow", WRONG),  # two letters off
    ("Lavrov", WRONG),
    ("Putin", WRONG),
    ("x", WRONG),
    ("...", INVALID),  # nothing but punctuation
    ("R" * 501, INVALID),
    (7, INVALID),
    (True, INVALID),
    (["Ryabkov"], INVALID),
    ("", UNANSWERED),
    (" \t\u00a0", UNANSWERED),
    (None, UNANSWERED),
]


@pytest.mark.parametrize(("typed", "fares"), TYPED)
def test_a_name_is_read_as_people_spell_it(typed: object, fares: str) -> None:
    """Capitals, accents, punctuation and one wrong letter do not matter; the name does."""
    assert outcome(ask(RYABKOV), typed) == fares


def test_a_misspelt_name_is_right_and_told_the_usual_spelling() -> None:
    """A right answer in another spelling learns ours; in our spelling it learns nothing."""
    assert feedback(ask(RYABKOV), "Rjabkov") == ["We spell it Ryabkov."]
    assert feedback(ask(RYABKOV), "ryabkov") == []


def test_a_foreseen_wrong_form_gets_its_feedback() -> None:
    """A foreseen wrong answer is answered, also when misspelt."""
    assert feedback(ask(RYABKOV), "Lavrof") == feedback(ask(RYABKOV), "lavrov")
    assert feedback(ask(RYABKOV), "lavrov") == ["He is the minister."]
    assert feedback(ask(RYABKOV), "Putin") == []


def test_what_counts_as_the_same_has_one_name() -> None:
    """Spellings of a form, or of a wrong one foreseen, are counted over a class as one."""
    item = ask(RYABKOV)
    assert {item.alike(typed) for typed in ("ryabkov", "Rjabkov ", "RYABKOV")} == {"Ryabkov"}
    assert item.alike("Lavrof") == item.alike("lavrov") == "Lavrov"
    assert item.alike("Putin") == item.alike("putin!") != item.alike("Blinken")


def test_forms_in_every_language_are_right() -> None:
    """A learner of the Dutch quiz may answer in English, and the other way round."""
    item = ask("{type: text, answer: {en: Vienna, nl: Wenen}}")
    assert [outcome(item, typed) for typed in ("Wenen", "vienna", "Wien")] == [RIGHT, RIGHT, WRONG]
    assert item.key("nl") == {"right_text": "Wenen", "also": []}


def test_the_key_lists_the_other_forms_once() -> None:
    """The first form is the answer; the others follow, each once."""
    item = ask("{type: text, accept: [{en: NATO, nl: NAVO}, {en: NATO, nl: Navo}, Alliance]}")
    assert item.key("en") == {"right_text": "NATO", "also": ["Alliance"]}
    assert item.key("nl") == {"right_text": "NAVO", "also": ["Navo", "Alliance"]}


def test_capitals_and_accents_count_where_the_author_says() -> None:
    """With case and accents on, only the exact letters will do."""
    item = ask("{type: text, answer: Genève, case: true, accents: true}")
    fares = [outcome(item, typed) for typed in ("Genève", "genève", "Geneve", "Gene\u0300ve")]
    assert fares == [RIGHT, WRONG, WRONG, RIGHT]


# two texts, and whether they are the same where capitals and accents are ignored
SAME = [
    ("Genève", "GENEVE", True),
    ("Straße", "strasse", True),
    ("København", "Kobenhavn", True),
    ("NATO–Russia Council", "nato-russia council", True),
    ("NATO-Russia Council", "NATO Russia Council", True),
    ("U.S.", "US", True),
    ("Putin's", "Putin’s", True),
    ("ＮＡＴＯ", "NATO", True),
    ("zero\u200bwidth", "zerowidth", True),
    ("1.5", "15", False),  # between digits a mark has a meaning
    ("1-2", "12", False),
    ("1991–1999", "1991-1999", True),
    ("1991–1999", "1991 - 1999", True),
    ("1991–1999", "19911999", False),
    ("+", "-", False),
    ("C", "C++", False),
    ("C#", "C", False),
    ("C#", "c#", True),
    ("F#", "F", False),
    ("C++", "C#", False),
    ("#NATO", "NATO", True),
    ("NATO#", "NATO", True),
    ("oﬃce", "office", True),  # a ligature
    ("Ĳssel", "IJssel", True),
    ("Geneva", "Gen\u0435va", True),  # a Cyrillic letter that looks like the Latin one
    ("Київ", "Киïв", False),  # a Latin ï, which looks like no letter of another alphabet
    ("Москва", "Mосква", True),
    ("НАТО", "HATO", False),  # a word of one alphabet is that word
    ("ΔG", "ΔG", True),
    ("كَتَبَ", "كتب", True),
    ("सत्य", "सतय", False),
    ("कि", "कि", True),
    ("Crimée", "Crimee", True),
    ("Æthelstan", "Aethelstan", True),
    ("œuvre", "OEUVRE", True),
    ("Đoković", "Djokovic", True),
    ("Đoković", "Dokovic", True),
    ("Þórður", "Thordur", True),
    ("Ħamrun", "Hamrun", True),
    ("Łódź", "Lodz", True),
    ("København", "Koebenhavn", True),
    ("Ångström", "Aangstroem", True),
    ("Ångström", "Angstroem", True),
    ("Göteborg", "Goteborg", True),
    ("Diyarbakır", "DIYARBAKIR", True),
    ("İzmir", "izmir", True),
    ("Ελλάδα", "Ελλαδα", True),
    ("שָׁלוֹם", "שלום", True),
    ("مُحَمَّد", "محمد", True),
    ("Ки\u0301ев", "Киев", True),  # the stress of a dictionary
    ("Горбачёв", "Горбачев", True),
    ("йод", "иод", False),
    ("їжа", "іжа", False),
    ("ハン", "バン", False),
    ("バン", "パン", False),
    ("バン", "ハ\u3099ン", True),  # the same, composed otherwise
    ("कि", "क", False),
    ("กา", "กี", False),
    ("한", "하", False),
    ("OSCE", "OVSE", False),
    ("Côte d'Ivoire", "Cote d´Ivoire", True),
    ("O'Neil", "O`Neil", True),
    ("Hawaiʻi", "Hawai'i", True),
    ("Hawai\u02bbi", "Hawaii", True),
    ("`", "´", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_what_does_not_matter_is_ignored(one: str, other: str, same: bool) -> None:
    """Punctuation, spaces, width, capitals and accents are ignored; letters and signs are not."""
    assert bool(set(spellings(one)) & set(spellings(other))) is same
    item = ask(f"{{type: text, answer: '{one.replace(chr(39), '')}'}}")
    assert (outcome(item, other) == RIGHT) is same


# typed, accepted, the author's distance, and whether it will do
NEAR = [
    ("eu", "us", 3, False),  # a short form tolerates nothing
    ("usa", "ussr", 3, False),
    ("nato", "navo", 1, True),
    ("iran", "iraq", 1, True),  # four letters, one off: the author's choice
    ("iran", "iraq", 3, True),
    ("kiev", "kyiv", 3, False),  # two off: at most one up to six letters
    ("1987", "1997", 3, False),  # digits are never misspelt
    ("minsk 2", "minsk 1", 2, False),
    ("sjerman", "sherman", 2, True),
    ("stoltenburgh", "stoltenberg", 3, True),
    ("stoltenburgh", "stoltenberg", 1, False),
    ("", "us", 3, False),
]


@pytest.mark.parametrize(("typed", "form", "distance", "near"), NEAR)
def test_a_spelling_distance_accepts_no_other_word(
    typed: str, form: str, distance: int, near: bool
) -> None:
    """However generous the author, less than a third of a form may differ, and no digit."""
    assert is_near(typed, form, distance) is near


def reference(one: str, other: str) -> int:
    """Count edits in the plainest way there is, straight from the definition."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        reference(one[1:], other) + 1,
        reference(one, other[1:]) + 1,
        reference(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[:2][::-1] and len(one) > 1 and len(other) > 1:
        least = min(least, reference(one[2:], other[2:]) + 1)
    return least


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 4))
def test_distance_is_as_defined(one: str, other: str, limit: int) -> None:
    """The quick count equals the plain one, up to its limit."""
    assert min(apart(one, other, limit=limit), limit + 1) == min(reference(one, other), limit + 1)


MISTAKES = [
    ("{type: text}", "'accept' is missing"),
    ("{type: text, accept: []}", "'accept' is empty"),
    ("{type: text, accept: [[a]]}", "'accept' must be a text"),
    ('{type: text, accept: ["?"]}', "nobody can type '?'"),
    ("{type: text, accept: a, answer: b}", "there is both 'answer' and 'accept'"),
    ("{type: text, accept: a, distance: 9}", "'distance: 9' is out of range"),
    ("{type: text, accept: a, distance: -1}", "'distance: -1' is below zero"),
    ("{type: text, accept: Kyiv, wrong: [{text: kyiv, feedback: No.}]}", "would be accepted"),
    (
        "{type: text, accept: Iraq, distance: 1, wrong: [{text: Iran, feedback: No.}]}",
        "the wrong form 'Iran' would be accepted for 'Iraq'",
    ),
    ("{type: text, accept: Iraq, wrong: [Iran]}", "'feedback' is missing in wrong form 1"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a text question is said in a sentence."""
    assert sentence in said(source)


def test_a_letter_of_another_alphabet_is_told() -> None:
    """A Cyrillic letter in a Latin word is taken for the one that it looks like, and said."""
    item = ask("{type: text, accept: [Geneva]}")
    (mark,) = item.grade("Gen\u0435va").marks
    assert mark.right
    assert mark.feedback is not None
    assert mark.feedback.get("en") == (
        "Your answer has a letter of another alphabet in it: \u0435."
    )
    assert item.grade("Geneva").marks[0].feedback is None


def test_hebrew_signs_that_look_the_same_are_the_same() -> None:
    """A short and a long qamats are one sign to the eye."""
    item = ask("{type: text, accept: ['\u05d7\u05b8\u05db\u05b0\u05de\u05b8\u05d4']}")
    assert outcome(item, "\u05d7\u05c7\u05db\u05b0\u05de\u05b8\u05d4") == RIGHT
    assert outcome(item, "\u05d7\u05d5\u05db\u05de\u05d4") == WRONG


@pytest.mark.parametrize(
    ("typed", "fares"),
    [("كَتَبَ", RIGHT), ("كتب", RIGHT), ("كَتب", RIGHT), ("كُتُب", WRONG), ("كَتَّبَ", RIGHT)],
)
def test_vowel_signs_may_be_left_out_and_not_be_wrong(typed: str, fares: str) -> None:
    """Arabic is written without vowel signs; where they are typed, they tell words apart."""
    assert outcome(ask("{type: text, accept: [كَتَبَ]}"), typed) == fares


@pytest.mark.parametrize(
    ("accept", "typed", "fares"),
    [
        ("!=", "!=", RIGHT),
        ("!=", "==", WRONG),
        ("!=", " != ", RIGHT),
        (".NET", "NET", WRONG),
        (".NET", ".net", RIGHT),
        ("don't", "don’t", RIGHT),
        ("a  b", "a b", RIGHT),
    ],
)
def test_punctuation_counts_where_the_author_says(accept: str, typed: str, fares: str) -> None:
    """With ``punctuation: true`` every mark counts, and marks alone may be the answer."""
    item = ask(f'{{type: text, punctuation: true, accept: ["{accept}"]}}')
    assert outcome(item, typed) == fares
    assert item.grade("").outcome == UNANSWERED


def test_what_punctuation_changes_sets_old_answers_aside() -> None:
    """Answers given under the other rule are set aside; where nothing changes, none are."""
    plain, marked = (
        ask(f"{{type: text, accept: [a]{more}}}") for more in ("", ", punctuation: true")
    )
    assert plain.fingerprint != marked.fingerprint
    assert plain.form() == {}
