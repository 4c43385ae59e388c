"""Number questions: what people type, and what it is worth."""

from __future__ import annotations

import json

import pytest

from quiz.types.asking import (
    INVALID,
    RIGHT,
    UNANSWERED,
    WRONG,
    ask,
    feedback,
    marked,
    outcome,
    said,
)
from quizkit.quiz.model import digest
from quizkit.quiz.types.number import unread

# what is typed, and how it fares where 30.5 is right
DECIMALS = [
    ("30.5", RIGHT),
    ("30,5", RIGHT),
    (" 30,5 ", RIGHT),
    ("+30.5", RIGHT),
    ("30.50", RIGHT),
    ("030.5", RIGHT),
    ("3.05e1", RIGHT),
    ("3,05E+1", RIGHT),
    ("305e-1", RIGHT),
    ("٣٠.٥", RIGHT),  # Arabic-Indic digits
    ("３０.５", RIGHT),  # full-width digits
    ("\u200e30.5\u200f", RIGHT),  # direction marks that come along when pasting
    ("30.5\n", RIGHT),
    ("-30.5", WRONG),
    ("30", WRONG),
    ("305", WRONG),
    ("30 5", INVALID),
    ("30..5", INVALID),
    ("30.5.", RIGHT),
    ("30,50.", RIGHT),
    ("30.5,", INVALID),
    ("30½", RIGHT),
    ("61/2", RIGHT),
    ("30 1/2", RIGHT),
    ("61 / 2", RIGHT),
    ("30 1 / 2", RIGHT),
    ("about 30.5", RIGHT),
    ("~30.5", RIGHT),
    ("ca. 30,5", RIGHT),
    ("c. 30.5", RIGHT),
    ("30。5", RIGHT),  # the point of Chinese keyboards
    ("= 30.5", RIGHT),
    ("3.05×10", INVALID),
    ("3,05 x 10^1", RIGHT),
    ("0.305*10**2", RIGHT),
    ("305×10⁻¹", RIGHT),
    ("٣٠٫٥", RIGHT),  # with the Arabic decimal mark
    ("€ 30,5", RIGHT),
    ("30.5 euro", RIGHT),
    ("30½ duizend", WRONG),
    ("1/0", INVALID),
    ("30/1/2022", INVALID),
    ("30 / 1 / 2022", INVALID),
    ("30.5 or so", INVALID),
    ("30-31", INVALID),
    ("30.5 km", INVALID),  # no unit was asked for
    ("dertig", INVALID),
    ("--30.5", INVALID),
    ("nan", INVALID),
    ("inf", INVALID),
    ("-Infinity", INVALID),
    ("0x1e", INVALID),
    ("1_000", INVALID),
    ("1e9999", INVALID),
    ("9" * 101, INVALID),
    (".", INVALID),
    ("-", INVALID),
    ("%", INVALID),
    (30.5, RIGHT),  # a number instead of a text
    (30, WRONG),
    (True, INVALID),
    (float("nan"), INVALID),
    (float("inf"), INVALID),
    (10**400, INVALID),
    ([30.5], INVALID),
    ({"value": 30.5}, INVALID),
    ("", UNANSWERED),
    ("  \u00a0", UNANSWERED),
    (None, UNANSWERED),
]

# what is typed, and how it fares where 100000 is right: troops at the border
THOUSANDS = [
    ("100000", RIGHT),
    ("100,000", RIGHT),  # ambiguous: either reading will do
    ("100.000", RIGHT),
    ("100 000", RIGHT),
    ("100\u00a0000", RIGHT),  # no-break space
    ("100\u202f000", RIGHT),  # narrow no-break space
    ("100\u2009000", RIGHT),  # thin space
    ("100'000", RIGHT),
    ("100’000", RIGHT),
    ("100,000.0", RIGHT),
    ("100.000.", RIGHT),
    ("100 000.", RIGHT),
    ("100.000,00", RIGHT),
    ("1e5", RIGHT),
    ("0.1e6", RIGHT),
    ("10^5", RIGHT),
    ("100k", RIGHT),
    ("100 thousand", RIGHT),
    ("100 duizend", RIGHT),
    ("0,1 miljoen", RIGHT),
    ("0.1M", RIGHT),
    ("0.1 mln.", RIGHT),
    ("€ 0,1 miljoen", RIGHT),
    ("0.0001 billion", RIGHT),
    ("0,0001 miljard", RIGHT),
    ("100.000,-", RIGHT),
    ("١٠٠٬٠٠٠", RIGHT),
    ("100 dozen", INVALID),
    ("1000 . €", INVALID),
    ("miljoen", INVALID),
    ("1,00,000", RIGHT),  # a lakh
    ("1,00,000.00", RIGHT),
    ("12,34,567", WRONG),
    ("1,00,000,5", INVALID),
    ("1.00.000", INVALID),
    ("10,00,00", INVALID),
    ("1 E5", RIGHT),
    ("1 e 5", INVALID),  # "1 and 5" in some languages
    ("10^(5)", RIGHT),
    ("10^{5}", RIGHT),
    ("1×10^(5)", RIGHT),
    ("10 ** ( 5 )", RIGHT),
    ("1 х 10^5", RIGHT),  # the letter of Cyrillic keyboards
    ("10 ⁵", RIGHT),
    ("१०००००", RIGHT),
    ("１００，０００", RIGHT),
    ("1 000 00", INVALID),
    ("100 000?", INVALID),
    ("±100000", INVALID),
    ("100 00", INVALID),
    ("100,000,000", WRONG),
    ("100", WRONG),
    ("100,000e0", WRONG),  # with an exponent the separator is a decimal one
]


@pytest.mark.parametrize(("typed", "fares"), DECIMALS)
def test_a_decimal_number_is_read_as_people_type_it(typed: object, fares: str) -> None:
    """Commas, points, signs, exponents and foreign digits are read; the rest is invalid."""
    assert outcome(ask("{type: number, answer: 30.5}"), typed) == fares


@pytest.mark.parametrize(("typed", "fares"), THOUSANDS)
def test_thousands_are_read_as_people_group_them(typed: str, fares: str) -> None:
    """Any of the usual separators may group digits by three."""
    assert outcome(ask("{type: number, answer: 100000}"), typed) == fares


@pytest.mark.parametrize("typed", ["78.539 816 339", "78,539 816 339", "78.539816339"])
def test_decimals_may_stand_in_threes(typed: str) -> None:
    """Decimals in groups of three are read, as measurements are written."""
    assert outcome(ask("{type: number, answer: 78.539816339}"), typed) == RIGHT


@pytest.mark.parametrize("typed", ["-2", "−2", "–2", "—2", "‐2", "‑2", "－2", "- 2", "﹣2"])
def test_every_minus_is_a_minus(typed: str) -> None:
    """A hyphen, a Unicode minus and the dashes all make a number negative."""
    assert outcome(ask("{type: number, answer: -2}"), typed) == RIGHT


@pytest.mark.parametrize(("answer", "fares"), [("1000", RIGHT), ("1", RIGHT), ("10", WRONG)])
def test_an_ambiguous_separator_never_punishes(answer: str, fares: str) -> None:
    """ "1.000" is right where one thousand is the answer, and where one is."""
    for typed in ("1.000", "1,000"):
        assert outcome(ask(f"{{type: number, answer: {answer}}}"), typed) == fares


@pytest.mark.parametrize(("typed", "meant"), [("0.500", "0.5"), ("1234.500", "1234.5")])
def test_what_nobody_would_group_is_not_ambiguous(typed: str, meant: str) -> None:
    """A leading zero or four digits before the separator make it a decimal one."""
    assert outcome(ask(f"{{type: number, answer: {meant}}}"), typed) == RIGHT
    grouped = typed.replace(".", "").lstrip("0")
    assert outcome(ask(f"{{type: number, answer: {grouped}}}"), typed) == WRONG


def test_a_unit_in_its_own_capitals_comes_first() -> None:
    """Capitals are forgiven, except where they make another unit."""
    item = ask("{type: number, answer: 2, unit: MW, units: {mW: 1e-9, kW: 0.001}}")
    fares = [outcome(item, typed) for typed in ("2 MW", "2 mW", "2000 KW", "2000000000 mW")]
    assert fares == [RIGHT, WRONG, RIGHT, RIGHT]


def test_tolerance_is_absolute() -> None:
    """A response may be off by the tolerance and no more, exactly."""
    item = ask("{type: number, answer: 0.3, tolerance: 0.1}")
    fares = [outcome(item, typed) for typed in ("0.2", "0.4", "0.19999", "0.40001")]
    assert fares == [RIGHT, RIGHT, WRONG, WRONG]


def test_tolerance_is_relative() -> None:
    """A response may be off by a share of the answer, also of a negative one."""
    item = ask("{type: number, answer: -200, relative_tolerance: 0.05}")
    fares = [outcome(item, typed) for typed in ("-190", "-210", "-189", "200")]
    assert fares == [RIGHT, RIGHT, WRONG, WRONG]


def test_the_wider_of_two_tolerances_counts() -> None:
    """With both tolerances given, either is enough."""
    item = ask("{type: number, answer: 100, tolerance: 1, relative_tolerance: 0.1}")
    assert outcome(item, "110") == RIGHT
    assert item.key("en")["tolerance_text"] == "Anything from 90 to 110 is right."


UNITS = "{type: number, answer: 2400, unit: km, units: {m: 0.001, mile: 1.6, Mm: 1000, €: 1}}"


@pytest.mark.parametrize(
    ("typed", "fares"),
    [
        ("2400", RIGHT),
        ("2400 km", RIGHT),
        ("2400km", RIGHT),
        ("2.400 KM", RIGHT),
        ("2400000 m", RIGHT),
        ("1500 mile", RIGHT),
        ("2.4 Mm", RIGHT),
        ("€ 2400", RIGHT),
        ("€2400", RIGHT),
        ("2400 km.", RIGHT),
        ("2,4 duizend km", RIGHT),
        ("2400 euro", RIGHT),
        ("2400 m", WRONG),
        ("2400 dollar", INVALID),
        ("-€2400", WRONG),
        ("€ -2400", WRONG),
        ("€ 2400 km", INVALID),
        ("2400 kg", INVALID),
        ("2400 km/h", INVALID),
        ("km", INVALID),
    ],
)
def test_a_unit_may_be_typed(typed: str, fares: str) -> None:
    """The unit and its relatives count for what they are worth; another one cannot be read."""
    assert outcome(ask(UNITS), typed) == fares


@pytest.mark.parametrize("typed", ["12", "12%", "12 %", "12 percent", "12 procent"])
def test_a_declared_percent_is_what_was_typed(typed: str) -> None:
    """Where the unit is %, 12 and 12% are the same."""
    assert outcome(ask('{type: number, answer: 12, unit: "%"}'), typed) == RIGHT


@pytest.mark.parametrize("typed", ["minus 5", "min 5", "moins 5", "menos 5", "negative 5"])
def test_a_minus_may_be_a_word(typed: str) -> None:
    """Minus is also written out, as each language says it; a minute is still a unit."""
    assert outcome(ask("{type: number, answer: -5}"), typed) == RIGHT
    assert outcome(ask("{type: number, answer: -5, unit: km}"), f"{typed} km") == RIGHT
    assert outcome(ask("{type: number, answer: 5, unit: min}"), "min 5") == RIGHT


@pytest.mark.parametrize(
    ("answer", "typed", "fares"),
    [
        ("0.005", "5‰", RIGHT),
        ("5", "5 promille", RIGHT),
        ("5, unit: ‰", "5 pour mille", RIGHT),
        ("5, unit: ‰", "0,5 %", RIGHT),
        ("0.5, unit: '%'", "5‰", RIGHT),
        ("5, unit: '%'", "5‰", WRONG),
    ],
)
def test_per_mille_is_a_tenth_of_a_percent(answer: str, typed: str, fares: str) -> None:
    """So many of a thousand are read as so many of a hundred are."""
    assert outcome(ask(f"{{type: number, answer: {answer}}}"), typed) == fares


@pytest.mark.parametrize(
    ("unit", "typed", "fares"),
    [
        ("miljoen", "10", RIGHT),
        ("miljoen", "10 miljoen", RIGHT),
        ("miljoen", "10 mln", RIGHT),
        ("million", "0.01 bn", RIGHT),
        ("million", "10 thousand", WRONG),
        ("miljoen euro", "€ 10 miljoen", RIGHT),
        ("miljoen euro", "10.000.000 euro", RIGHT),
        ("millions d'euros", "10 M€", RIGHT),
        ("duizend km", "10 duizend", RIGHT),
        ("duizend km", "10.000 km", RIGHT),
        ("K", "0.01 duizend", RIGHT),  # kelvin, and no thousand
    ],
)
def test_a_unit_may_be_many_of_another(unit: str, typed: str, fares: str) -> None:
    """Where so many millions are asked for, millions may be typed in any way."""
    assert outcome(ask(f'{{type: number, answer: 10, unit: "{unit}"}}'), typed) == fares


@pytest.mark.parametrize(
    "typed",
    ["2,5 millions d'euros", "2,5 millones de euros", "2,5 M€", "€2.5mn", "2,5.10^6"],
)
def test_millions_of_money_are_read_as_written(typed: str) -> None:
    """A word that links a number to what is counted, and a point for times, are read."""
    assert outcome(ask("{type: number, answer: 2500000}"), typed) == RIGHT


def test_a_long_number_is_exact() -> None:
    """Every digit of an answer counts, also where a computer's own numbers have no room for it."""
    item = ask("{type: number, answer: 18446744073709551615}")
    fares = [outcome(item, f"1844674407370955161{digit}") for digit in "56"]
    assert fares == [RIGHT, WRONG]
    assert outcome(item, item.right()) == RIGHT
    assert item.key("en")["right_text"] == "18446744073709551615"


@pytest.mark.parametrize("answer", ["12", "0.12"])
def test_an_undeclared_percent_never_punishes(answer: str) -> None:
    """Where no unit is declared, 12% may mean 12 or 0.12."""
    assert outcome(ask(f"{{type: number, answer: {answer}}}"), "12%") == RIGHT


@pytest.mark.parametrize(
    ("unit", "typed", "fares"),
    [
        ("m²", "3 m^2", RIGHT),
        ("m²", "3 m2", RIGHT),
        ("m²", "3 m**2", RIGHT),
        ("m²", "3 m", INVALID),
        ("km/h", "3 km / h", RIGHT),
        ("°C", "3 ° C", RIGHT),
        ("°C", "3 ℃", RIGHT),
        ("m s", "3 ms", INVALID),  # a millisecond
        ("m s⁻¹", "3 m s^-1", RIGHT),
        ("m s⁻¹", "3 m·s^{-1}", RIGHT),
        ("kg·m²", "3 kg m2", RIGHT),
        ("kg m²", "3 kg*m^2", RIGHT),
        ("kg·m²", "3 kg.m²", RIGHT),
        ("µm", "3 um", RIGHT),
        ("kΩ", "3 kohm", RIGHT),
        ("°C", "3 ºC", RIGHT),
        ("ºC", "3 °C", RIGHT),
        ("°", "3˚", RIGHT),
    ],
)
def test_a_unit_is_known_however_it_is_typed(unit: str, typed: str, fares: str) -> None:
    """Powers and signs of a unit may be typed as keyboards have them."""
    assert outcome(ask(f"{{type: number, answer: 3, unit: '{unit}'}}"), typed) == fares


@pytest.mark.parametrize(
    ("typed", "fares"),
    [
        ("25", RIGHT),
        ("25%", RIGHT),
        ("٢٥٪", RIGHT),
        ("0,25", INVALID),
        ("1/4", INVALID),
        ("¼", INVALID),
        ("0.25 %", WRONG),  # the sign was typed, and says what is meant
        ("0.3", WRONG),
        ("2500", WRONG),
    ],
)
def test_a_share_is_asked_again_where_percent_is_right(typed: str, fares: str) -> None:
    """A share of one where so many percent are right is a slip of writing, and costs nothing."""
    item = ask("{type: number, answer: 25, unit: '%'}")
    assert outcome(item, typed) == fares
    if fares == INVALID:
        said = item.grade(typed).message
        assert said is not None
        assert said.get("nl") == "Bedoel je 0,25% of 25%? Typ het teken % erbij."


def test_a_share_that_the_author_foresaw_gets_its_feedback() -> None:
    """What the author says of a share comes before the question what was meant."""
    source = "{type: number, answer: 25, unit: '%', wrong: [{value: 0.25, feedback: A share.}]}"
    assert outcome(ask(source), "0.25") == WRONG


def test_half_a_percent_is_no_share() -> None:
    """A number below one is right where so many percent are the answer."""
    assert outcome(ask("{type: number, answer: 0.5, unit: '%'}"), "0.5") == RIGHT


def test_what_cannot_be_read_says_what_was_expected() -> None:
    """An invalid response is told the form of an answer and its units, in its own language."""
    message = ask(UNITS).grade("thirty").message
    assert message.get("en") == (
        "Type one number in digits, such as 12 or 12.5, in km or m or mile or Mm or €."
    )
    assert message.get("nl").startswith("Typ één getal in cijfers, zoals 12 of 12,5, in km of m")


def test_a_unit_is_named_in_the_readers_language() -> None:
    """Of a unit with a name in each language a reader is told his own, also without the key."""
    item = ask("{type: number, answer: 2, unit: {en: weeks, nl: weken}, units: {days: 0.1429}}")
    for grade in (item.grade("a"), unread("a", item.form())):
        assert grade.message.get("en").endswith("in weeks or days.")
        assert grade.message.get("nl").endswith("in weken of days.")
    assert outcome(item, "2 weken") == outcome(item, "2 weeks") == RIGHT


def test_naming_a_unit_sets_no_answer_aside() -> None:
    """What each language calls a unit is no part of what a kept answer depends on."""
    item = ask("{type: number, answer: 2, unit: {en: weeks, nl: weken}}")
    asked = json.dumps({"units": {"weeks": "1", "weken": "1"}, "integer": False}, sort_keys=True)
    assert item.public_fingerprint == digest("number", asked)[:12]


def test_whole_numbers_only() -> None:
    """With integer: true a fraction is invalid, and an ambiguous separator groups."""
    item = ask("{type: number, answer: 1234, integer: true}")
    fares = [outcome(item, typed) for typed in ("1234", "1.234", "1234.0", "1234.5")]
    assert fares == [RIGHT, RIGHT, RIGHT, INVALID]
    assert item.grade("a").message.get("en") == "Type one whole number in digits, such as 12."


def test_a_foreseen_wrong_answer_gets_its_feedback() -> None:
    """A wrong answer that the author foresaw is answered; another one is only wrong."""
    item = ask("{type: number, answer: 14, wrong: [{value: 16, feedback: Not founders.}]}")
    assert feedback(item, "16") == ["Not founders."]
    assert feedback(item, "15") == feedback(item, "14") == []
    assert marked(item, "15") == {"answer": False}


def test_what_counts_as_the_same_has_one_name() -> None:
    """Numbers near the answer, or near a wrong one foreseen, are counted over a class as one."""
    item = ask("{type: number, answer: 14, tolerance: 1, wrong: [{value: 16, feedback: No.}]}")
    assert item.alike("13.5") == item.alike("14") == "14"
    assert item.alike("16.2") == item.alike("16") == "16"
    assert item.alike("30") == item.alike("30.0") != item.alike("31")


def test_the_key_reads_well_in_both_languages() -> None:
    """The answer and how far one may be off are written as each language writes numbers."""
    item = ask("{type: number, answer: 12500.5, tolerance: 0.5, unit: {en: miles, nl: mijl}}")
    assert item.key("en") == {
        "right_text": "12\u202f500.5\u00a0miles",
        "tolerance_text": "Anything from 12\u202f500 to 12\u202f501\u00a0miles is right.",
    }
    assert item.key("nl") == {
        "right_text": "12\u202f500,5\u00a0mijl",
        "tolerance_text": "Alles van 12\u202f500 tot en met 12\u202f501\u00a0mijl is goed.",
    }


def test_a_year_is_written_as_a_year() -> None:
    """Four digits are not grouped, and no tolerance is told where there is none."""
    assert ask("{type: number, answer: 1997}").key("en") == {
        "right_text": "1997",
        "tolerance_text": "",
    }


MISTAKES = [
    ("{type: number}", "'answer' is missing"),
    ("{type: number, answer: many}", "'answer: many' is not a number"),
    ("{type: number, answer: .nan}", "'answer: .nan' is not a number"),
    ("{type: number, answer: 25%}", "write it as 0.25 (or, with 'unit: \"%\"', as 25)"),
    ("{type: number, answer: '1,000.5'}", "write it as 1000.5"),
    ("{type: number, answer: 1/2}", "write it as 0.5"),
    ("{type: number, answer: '2,5 miljoen'}", "write it as 2500000"),
    ("{type: number, answer: 1.2×10^3}", "write it as 1200"),
    ("{type: number, answer: 0x10}", "in ordinary digits: 16"),
    ("{type: number, answer: 1:30}", "'answer: 1:30' is not a number"),
    (
        "{type: number, answer: 1, wrong: [{value: 2, feedback: a}, {value: 2.0, feedback: b}]}",
        "the wrong answer 2 is given twice",
    ),
    ("{type: number, answer: [1, 2]}", "'answer' must be one word or line"),
    ("{type: number, answer: 1, tolerance: -1}", "'tolerance: -1' is below zero"),
    ("{type: number, answer: 1, relative_tolerance: 5}", "out of range"),
    ("{type: number, answer: 1, units: km}", "'units' must tell what each unit is worth"),
    ("{type: number, answer: 1, units: {km: 0}}", "the unit 'km' is not worth anything"),
    ("{type: number, answer: 1, units: {km: far}}", "'km: far' is not a number"),
    ("{type: number, answer: 1.5, integer: true}", "'answer' is not a whole number"),
    (
        "{type: number, answer: 14, tolerance: 2, wrong: [{value: 16, feedback: No.}]}",
        "the wrong answer 16 would be right",
    ),
    ("{type: number, answer: 14, wrong: [{value: 16}]}", "'feedback' is missing in wrong answer 1"),
    ("{type: number, answer: 14, tolerence: 1}", "did you mean 'tolerance'?"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a number question is said in a sentence."""
    assert sentence in said(source)


def test_a_text_made_to_slow_us_down_is_only_unreadable() -> None:
    """A million digits, or the worst case of a pattern, is invalid like any other."""
    item = ask(UNITS)
    for text in ("1" * 10**6, "1," * 50 + "x", "1 " * 49 + "x", "-" * 100, " " * 10**5 + "x"):
        assert outcome(item, text) == INVALID
    assert outcome(item, 10**5000) == INVALID
