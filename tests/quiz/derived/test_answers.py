"""Answers derived from the data tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.asking import ask, said
from quizkit import data
from quizkit.languages import day_in_words
from quizkit.quiz.derived.columns import Picked, last_day
from quizkit.quiz.derived.conditions import LONGEST, read
from quizkit.quiz.derived.reckoning import ExpressionError


def texts(choosables: Any) -> list[str]:
    """Return the English texts of some options."""
    return [choosable.text.get("en") for choosable in choosables]


def test_a_number_is_counted(checkout: Path) -> None:
    """Fourteen members of NATO in January 2022 had joined after 1997."""
    derived = 'table: nato_members, where: "accession_year > 1997", count: true'
    assert ask(number(derived), content=checkout).answer == 14


def test_different_values_are_counted(checkout: Path) -> None:
    """Members joined in nine different years, actors have five sides; an empty cell is no value."""
    years = number("table: nato_members, distinct: accession_year")
    assert ask(years, content=checkout).answer == 9
    assert ask(number("table: actors, distinct: side"), content=checkout).answer == 5


def test_a_number_is_looked_up(checkout: Path) -> None:
    """The value of one cell may be the answer, and a foreseen wrong one too."""
    source = """
    type: number
    answer: {table: nato_members, where: id == "estonia", value: accession_year}
    wrong:
      - value: {table: nato_members, where: id == "spain", value: accession_year}
        feedback: That was Spain.
    """
    item = ask(source, content=checkout)
    assert (item.answer, item.wrong[0].value) == (2004, 1982)


def test_true_or_false_is_looked_up(checkout: Path) -> None:
    """A cell that is true or false may be the answer to a statement."""
    where = 'where: id == "estonia"'
    source = f"type: truefalse\nanswer: {{table: nato_members, {where}, value: {{}}}}"
    column = source.replace("{}", "former_soviet_republic")
    assert ask(column, content=checkout).answer is True


def test_texts_are_looked_up_in_both_languages(checkout: Path) -> None:
    """A column with an English and a Dutch side gives texts in both, each once."""
    source = 'type: text\naccept: {table: meetings, where: part == "main", values: city}'
    item = ask(source, content=checkout)
    assert texts_of(item.accept) == [
        ("Geneva", "Genève"),
        ("Brussels", "Brussel"),
        ("Vienna", "Wenen"),
    ]


def texts_of(found: Any) -> list[tuple[str, str]]:
    """Return texts in both languages."""
    return [(text.get("en"), text.get("nl")) for text in found]


def test_spellings_of_a_name_are_looked_up(checkout: Path) -> None:
    """Every spelling that the articles use is accepted."""
    source = """
    type: text
    accept: {table: spellings, where: actor_id == "sergei-ryabkov", values: spelling}
    """
    item = ask(source, content=checkout)
    assert item.grade("Sergej Ryabkov").fraction == item.grade("Sergei Ryabkov").fraction == 1


def test_options_are_looked_up(checkout: Path) -> None:
    """Rows are options, and a condition says which are right."""
    source = """
    type: several
    options:
      table: nato_members
      where: accession_year in [1999, 2004]
      text: name
      correct: former_soviet_republic
    """
    item = ask(source, content=checkout)
    right = [option for option in item.options if option.token in item.correct]
    assert sorted(texts(right)) == ["Estonia", "Latvia", "Lithuania"]
    assert len(item.options) == 10


def test_what_is_said_to_options_is_looked_up(checkout: Path) -> None:
    """A column may hold the feedback of each option."""
    source = """
    type: several
    options:
      table: nato_members
      where: accession_year == 2009
      text: name
      correct: id == "albania"
      feedback: accession_date
    """
    item = ask(source, content=checkout)
    said = {option.text.get("en"): option.feedback.get("en") for option in item.options}
    assert said == {"Albania": "1 April 2009", "Croatia": "1 April 2009"}


def test_pairs_are_looked_up(checkout: Path) -> None:
    """Two columns make pairs; a date is written as a person writes it."""
    source = 'type: match\npairs: {table: meetings, where: part == "main", left: city, right: date}'
    item = ask(source, content=checkout)
    assert [right.text.get("nl") for right in item.rights] == [
        "10 januari 2022",
        "12 januari 2022",
        "13 januari 2022",
    ]


def test_groups_are_looked_up_through_a_key(checkout: Path) -> None:
    """A column of another table's ids gives that row's name."""
    source = "type: groups\ngroups: {table: demands, item: label, group: actor_id.name}"
    item = ask(source, content=checkout)
    assert "Russia" in texts(item.groups)
    assert len(item.items) == len(item.belongs)


def test_a_coded_column_gives_its_label(checkout: Path) -> None:
    """A code such as 'west' is shown by the words that the dictionary has for it."""
    source = "type: groups\ngroups: {table: demands, item: label, group: side}"
    labels = texts_of([group.text for group in ask(source, content=checkout).groups])
    assert all(english != "west" for english, _ in labels)
    assert len({dutch for _, dutch in labels}) == len(labels) == 3


def test_an_order_is_looked_up(checkout: Path) -> None:
    """A column of dates puts rows in order, or upside down where asked."""
    source = (
        'type: order\nitems: {table: meetings, where: part == "main", order_by: date, text: city}'
    )
    assert texts(ask(source, content=checkout).items) == ["Geneva", "Brussels", "Vienna"]
    upside_down = source.replace("text:", "descending: true, text:")
    assert texts(ask(upside_down, content=checkout).items) == ["Vienna", "Brussels", "Geneva"]


def number(rest: str) -> str:
    """Write a number question with a derived answer."""
    return f"type: number\nanswer: {{{rest}}}"


def order(rest: str) -> str:
    """Write an order question with derived items."""
    return f"type: order\nitems: {{{rest}}}"


MISTAKES = [
    (number("table: nato_member, count: true"), "did you mean 'nato_members'?"),
    (
        number('table: nato_members, where: "accession_year > 2050", count: true'),
        "has no row where",
    ),
    (
        number('table: nato_members, where: "acession_year > 1997", count: true'),
        "'accession_year'?",
    ),
    (number('table: nato_members, where: "accession_year = 1997", count: true'), "not a condition"),
    (number('table: nato_members, where: "accession_year", count: true'), "not true or false"),
    (number('table: nato_members, where: "name_en > 3", count: true'), "a text is compared with"),
    (
        number("table: nato_members, value: accession_year"),
        "finds 30 rows of 'nato_members', not one",
    ),
    (number('table: nato_members, where: id == "spain", value: name_en'), "is not a number"),
    (number('table: nato_members, where: id == "spain"'), "'value' is missing in 'answer'"),
    (number("table: nato_members, cuont: true"), "'value' is missing in 'answer'"),
    (number("table: nato_members, count: true, wher: x"), "did you mean 'where'?"),
    (number("table: [a], count: true"), "'table' must be one word or line"),
    (order("table: meetings, order_by: date, text: nmae"), "did you mean 'name'?"),
    (order("table: meetings, order_by: part, text: name"), "have no order by 'part'"),
    (order("table: meetings, text: name"), "'order_by' is missing in 'items'"),
    (order("table: meetings, order_by: date, text: city_en.name"), "refers to no other table"),
    (order("table: statements, order_by: date, text: meeting_id.name"), "is empty in the row"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str, checkout: Path) -> None:
    """Each mistake in a derived answer is said in a sentence, and in one only."""
    problems = said(source, content=checkout)
    assert sentence in problems
    assert len(problems.splitlines()) == 1
    assert problems.startswith("quiz.yaml:")


def test_without_tables_a_derived_answer_is_a_mistake(tmp_path: Path) -> None:
    """A folder that holds no tables is said to hold none."""
    problems = said(number("table: nato_members, count: true"), content=tmp_path)
    assert "datapackage.json" in problems


def test_an_unknown_table_is_told_in_one_sentence(checkout: Path) -> None:
    """A table of another name is told the nearest, and nothing more."""
    told = said(number("table: nato_member, count: true"), content=checkout)
    assert told.endswith("no table 'nato_member' in 'answer'; did you mean 'nato_members'?")


def test_a_damaged_table_is_told_with_its_own_line(tables: Callable[[str], Path]) -> None:
    """A table that has a mistake is told with the line to mend in it."""
    folder = tables("summer,2019-06-01,season\njuly,someday,day\n")
    told = said(number("table: moments, count: true"), content=folder)
    assert "has a mistake (moments.csv, line 3) in 'answer'; mend that first: " in told


def test_periods_that_overlap_have_no_order(tmp_path: Path, tables: Callable[[str], Path]) -> None:
    """A summer and a day in it cannot be put in order; a summer and a day after it can."""
    folder = tables("summer,2019-06-01,season\njuly,2019-07-10,day\nautumn,2019-09-01,day\n")
    rest = "table: moments, order_by: date, text: id"
    assert "'summer' and 'july' have no order by 'date'" in said(order(rest), content=folder)
    apart = order(rest + ", where: id != 'july'")
    assert texts(ask(apart, content=folder).items) == ["summer", "autumn"]


def test_a_table_is_followed_by_its_key(tmp_path: Path) -> None:
    """Texts of another table are found by its key, whatever that column is called."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cities.csv").write_text("code,name_en\nvie,Vienna\n")
    (tmp_path / "data" / "rivers.csv").write_text("river,city\ndanube,vie\n")
    fields = [{"name": "river"}, {"name": "city"}]
    key = {"fields": "city", "reference": {"resource": "cities", "fields": "code"}}
    rivers = {"primaryKey": "river", "fields": fields, "foreignKeys": [key]}
    cities = {"primaryKey": "code", "fields": [{"name": "code"}]}
    cities["fields"].append({"name": "name_en", "language": "en"})
    described = {"name": "quizkit", "resources": [
        {"name": "rivers", "title": "Rivers", "path": "rivers.csv", "schema": rivers},
        {"name": "cities", "title": "Cities", "path": "cities.csv", "schema": cities},
    ]}  # fmt: skip
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(described))
    (text,) = Picked.all("rivers", tmp_path).texts("city.name")
    assert text.get("en") == "Vienna"
    assert data.load("rivers", labels=True, folder=tmp_path)["city"].tolist() == ["Vienna"]


@pytest.fixture
def tables(tmp_path: Path) -> Callable[[str], Path]:
    """Make a content folder with one small table, ``moments``."""

    def make(rows: str) -> Path:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "moments.csv").write_text(f"id,date,date_precision\n{rows}")
        (tmp_path / "data" / "datapackage.json").write_text(
            """{"name": "quizkit", "resources": [{"name": "moments", "path": "moments.csv",
            "title": "Moments", "schema": {"primaryKey": "id", "fields": [{"name": "id"},
            {"name": "date", "type": "date"}, {"name": "date_precision"}]}}]}"""
        )
        return tmp_path

    return make


ROW = {
    "name": "Estonia",
    "year": 2004,
    "share": 0.5,
    "day": date(2004, 3, 29),
    "soviet": True,
    "end": None,
    "source_ids": ("article-a", "article-b"),
}

# a condition, and whether it holds for the row above
CONDITIONS = [
    ("year > 1997", True),
    ("1997 < year <= 2004", True),
    ("year - 4 == 2000 and share * 2 == 1", True),
    ("year / 2 == 1002 or nonsense == 1", None),
    ("-year < +0", True),
    ("not soviet", False),
    ("soviet == true and soviet == True", True),
    ("name == 'Estonia'", True),
    ("name != 'Estonia'", False),
    ("name in ['Estonia', 'Latvia']", True),
    ("name not in ('Estonia', 'Latvia')", False),
    ("'sto' in name", True),
    ("'article-a' in source_ids", True),
    ("'article-c' in source_ids", False),
    ("day == '2004-03-29'", True),
    ("day >= '2004'", True),
    ("day == '2004-03'", True),
    ("'2004-01-01' < day < '2004-12-31'", True),
    ("day in ['2004-03-29']", True),
    ("end == None", True),
    ("end is null", True),
    ("end != null", False),
    ("end > 3", False),  # an empty cell is neither before nor after anything
    ("end < 3", False),
    ("end + 1 == null", True),
    ("end", False),
    ("year in [2004, 'x']", True),
    ("day > 'yesterday'", None),
    ("year > '1997'", None),
    ("year == 'x'", None),
    ("name > 3", None),
    ("soviet > false", None),
    ("name + 'x' == 'y'", None),
    ("name * 9 == 'x'", None),
    ("soviet + 1 == 2", None),
    ("1 / 0 == 1", None),
    ("year", None),
    ("year in 3", None),
    ("", None),
    ("year =", None),
    ("year = 2004", None),
    ("unknown > 3", None),
    ("len(name) > 3", None),
    ("name.upper == 'X'", None),
    ("name[0] == 'E'", None),
    ("__import__('os')", None),
    ("2 ** 99 > 1", True),
    ("9 ** 9 ** 9 > 1", None),
    ("9 ** 9 ** 9 ** 9 > 1", None),
    ("(1 / 3) ** 99999 > 1", None),
    ("year // 0 == 1", None),
    ("sqrt(-1) == 1", None),
    ("round(year, 99) == 1", None),
    ("min(year) == 1", None),
    ("sqrt == 1", None),
    ("round(2.5) == 3 and round(-2.5) == -3 and 0.1 + 0.2 == 0.3", True),
    ("sqrt(16) == 4 and 7 % 3 == 1 and 7 // 2 == 3 and abs(-2) == max(1, 2)", True),
    ("[x for x in name] == 1", None),
    ("(lambda: 1) == 1", None),
    ("f'{name}' == 'x'", None),
    ("(year := 3) == 3", None),
    ("name if soviet else year", None),
    ("b'x' == name", None),
    ("1j == year", None),
    ("... == year", None),
    ("year; year", None),
    ("(" * 300 + "year" + ")" * 300, None),
    ("not " * 60 + "soviet", None),
    ("year > 1 " + "and year > 1 " * 100, None),
    ("year > \x00", None),
]


@pytest.mark.parametrize(("condition", "holds"), CONDITIONS)
def test_a_condition_holds_or_is_refused_in_words(condition: str, holds: bool | None) -> None:
    """What is on the short list of operations is worked out; all else is refused."""
    if holds is None:
        with pytest.raises(ExpressionError) as refused:
            read(condition, ROW)(ROW)
        assert str(refused.value)
        assert refused.value.mend
    else:
        assert read(condition, ROW)(ROW) is holds


@pytest.mark.parametrize(("sign", "done"), [("/", "divided"), ("//", "divided"), ("%", "divided")])
def test_what_cannot_be_worked_out_is_told_as_it_is_spelt(sign: str, done: str) -> None:
    """Two numbers that cannot be taken together are told with the verb of the operation."""
    with pytest.raises(ExpressionError, match=f"and 0 cannot be {done}$"):
        read(f"year {sign} 0 > 1", ROW)(ROW)


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "**"])
def test_a_number_beyond_all_measure_is_a_mistake(sign: str) -> None:
    """Numbers that nobody means are refused, before they take any time."""
    with pytest.raises(ExpressionError, match="beyond all measure"):
        read(f"{'9' * 400} {sign} 0.5 > 1", ROW)(ROW)


@given(st.text("ye ar'><=()[]+-*/.,0123 innotd", max_size=LONGEST + 10))
def test_no_condition_ends_in_a_traceback(condition: str) -> None:
    """Any text either holds, does not hold, or is refused."""
    with suppress(ExpressionError):
        assert read(condition, ROW)(ROW) in (True, False)


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2022, 1, 10), "day", date(2022, 1, 10)),
        (date(2022, 1, 10), None, date(2022, 1, 10)),
        (date(2022, 1, 8), "weekend", date(2022, 1, 9)),
        (date(2022, 1, 10), "week", date(2022, 1, 16)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2021, 12, 1), "season", date(2022, 2, 28)),
        (date(1997, 1, 1), "year", date(1997, 12, 31)),
    ],
)
def test_a_period_has_a_last_day(day: date, precision: str | None, last: date) -> None:
    """A date known to the week, month, season or year stands for all of it."""
    assert last_day(day, precision) == last


@pytest.mark.parametrize(
    ("month", "precision", "english", "dutch"),
    [
        (6, "day", "1 June 2019", "1 juni 2019"),
        (6, "month", "June 2019", "juni 2019"),
        (6, "year", "2019", "2019"),
        (1, "season", "winter 2019", "winter 2019"),
        (3, "season", "spring 2019", "lente 2019"),
        (6, "season", "summer 2019", "zomer 2019"),
        (11, "season", "autumn 2019", "herfst 2019"),
        (12, "season", "winter 2019", "winter 2019"),
    ],
)
def test_a_date_is_written_as_precisely_as_known(
    month: int, precision: str, english: str, dutch: str
) -> None:
    """A season is no day, and is not written as one."""
    day = date(2019, month, 1)
    assert (day_in_words(day, precision, "en"), day_in_words(day, precision, "nl")) == (
        english,
        dutch,
    )
