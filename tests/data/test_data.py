"""Tables as the lessons use them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from quizkit import data
from quizkit.errors import TableError, UnknownName
from quizkit.languages import language
from quizkit.tables import catalogue


@pytest.fixture(autouse=True)
def english(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start every test in the checkout and in English, and leave it in English."""
    monkeypatch.chdir(checkout)
    language("en")
    yield
    language("en")


def test_columns_are_typed() -> None:
    """Dates are dates, years whole numbers, yes and no booleans, codes categories."""
    types = data.load("nato_members").dtypes.astype(str).to_dict()
    assert types == {
        "id": "string",
        "name": "string",
        "iso_alpha2": "string",
        "iso_alpha3": "string",
        "iso_numeric": "string",
        "accession_date": "datetime64[ns]",
        "accession_year": "Int64",
        "enlargement_round": "category",
        "former_soviet_republic": "boolean",
        "source_ids": "object",
    }


def test_codes_keep_the_order_of_the_dictionary() -> None:
    """The categories of a column of codes are those of the dictionary, used or not."""
    answers = data.load("responses")["answer"].cat.categories
    assert list(answers) == ["rejected", "open_to_talk", "accepted", "not_answered"]


def test_every_table_loads_in_every_language() -> None:
    """Every table loads in English, in Dutch and in both, with the same rows."""
    for name in data.names():
        english, dutch, both = (data.load(name, language=code) for code in ("en", "nl", "all"))
        assert list(english.columns) == list(dutch.columns), name
        assert english["id"].tolist() == dutch["id"].tolist() == both["id"].tolist(), name


def test_lesson_language_is_the_default() -> None:
    """The same line of code gives the language of the lesson."""
    assert "Ukraine never joins NATO" in data.load("demands")["label"].tolist()
    language("nl")
    assert "Oekraïne wordt nooit lid van de NAVO" in data.load("demands")["label"].tolist()


def test_both_languages_side_by_side() -> None:
    """With language="all" both texts are there, under their own names."""
    columns = data.load("demands", language="all").columns
    assert {"label_en", "label_nl"} <= set(columns)
    assert "label" not in columns


def test_changes_do_not_leak() -> None:
    """What a learner does to a table is gone at the next load."""
    mine = data.load("demands")
    mine["label"] = "mine"
    mine.loc[0, "side"] = "west"
    mine.attrs["title"] = "mine"
    again = data.load("demands")
    assert "mine" not in again["label"].tolist()
    assert again.loc[0, "side"] == "russia"
    assert again.attrs["title"] == "Demands"


def test_fourteen_joined_after_1997() -> None:
    """The line of the exercise gives fourteen."""
    members = data.load("nato_members")
    assert len(members[members["accession_year"] > 1997]) == 14


def test_booleans_pick_rows() -> None:
    """A column of booleans picks rows by itself."""
    members = data.load("nato_members")
    assert members[members["former_soviet_republic"]]["name"].tolist() == [
        "Estonia",
        "Latvia",
        "Lithuania",
    ]


def test_empty_cells_pick_no_rows() -> None:
    """A comparison with an empty cell picks nothing and raises nothing."""
    meetings = data.load("meetings")
    assert meetings[meetings["city"] == "Geneva"]["id"].tolist() == [
        "geneva-talks",
        "biden-putin-2021",
        "sherman-ryabkov-july",
        "sherman-ryabkov-september",
    ]


def test_tables_join_by_their_keys() -> None:
    """Tables join on their keys with pandas' own merge."""
    demands, actors = data.load("demands"), data.load("actors")
    joined = demands.merge(actors, left_on="actor_id", right_on="id")
    assert len(joined) == len(demands)
    assert set(joined["name"]) == {"Russia", "Ukraine", "United States", "United States and NATO"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", {"Demand": "Ukraine never joins NATO", "Who": "United States",
                "Answer": "rejected"}),
        ("nl", {"Eis": "Oekraïne wordt nooit lid van de NAVO", "Wie": "Verenigde Staten",
                "Antwoord": "afgewezen", "Bronnen": "Artikel C"}),
    ],
)  # fmt: skip
def test_labels_give_words(code: str, expected: dict[str, str]) -> None:
    """A table to read has headings, words for codes and names for keys in its language."""
    first = data.load("responses", language=code, labels=True).iloc[0]
    assert {heading: first[heading] for heading in expected} == expected


def test_labels_work_for_every_table() -> None:
    """Every table can be had to read, with one heading a column."""
    for name in data.names():
        for code in ("en", "nl", "all"):
            frame = data.load(name, language=code, labels=True)
            assert frame.columns.is_unique, name
            assert len(frame) == len(data.load(name)), name


def test_texts_are_shown_in_full() -> None:
    """In a notebook no text is cut, neither in a table nor in a part of it."""
    demands = data.load("demands")
    longest = max(demands["text"], key=len)
    assert len(longest) > 100
    for table in (demands, demands[["label", "text"]], demands[demands["side"] == "russia"]):
        assert longest in table._repr_html_()


def test_nothing_is_shown_as_nothing() -> None:
    """In a notebook an empty cell is empty, a day has no hours, and a list has no brackets."""
    shown = data.load("meetings")[["venue", "date", "source_ids"]]._repr_html_()
    assert "NA" not in shown.replace("NATO", "")
    assert "2022-01-10<" in shown
    assert "article-a; article-b; article-c" in shown


def test_hours_are_shown_where_there_are_any() -> None:
    """A learner's own moments keep their hours."""
    events = data.load("events")
    events["date"] += pd.Timedelta(hours=9)
    assert "09:00" in events._repr_html_()


def test_showing_survives_what_learners_make() -> None:
    """Odd tables show too: empty, with equal headings, grouped, transposed, one column."""
    members = data.load("nato_members")
    odd = [
        members[members["accession_year"] > 2022],
        members[[]],
        pd.concat([members, members], axis=1),
        members.groupby("enlargement_round", observed=True)[["id"]].count(),
        members.T,
        members[["name"]],
        members.describe(),
    ]
    for table in odd:
        assert "<table" in table._repr_html_()


def test_other_tables_look_as_they_did() -> None:
    """No setting of pandas is changed."""
    data.load("demands")._repr_html_()
    assert pd.get_option("display.max_colwidth") == 50
    assert type(pd.DataFrame({"a": [1]})) is pd.DataFrame


def test_dictionary_names_every_column() -> None:
    """The dictionary has a line for each column that load gives, in its order."""
    for name in data.names():
        dictionary = data.describe(name)
        assert dictionary["field"].tolist() == data.load(name).columns.tolist()
        assert dictionary["description"].str.len().min() > 5


def test_dictionary_tells_units_and_codes() -> None:
    """The dictionary tells the unit of a number and the meaning of a code."""
    meetings = data.describe("meetings").set_index("field")
    assert meetings.loc["latitude_degrees", "unit"] == "degrees"
    dutch = data.describe("meetings", language="nl").set_index("field")
    assert dutch.loc["latitude_degrees", "unit"] == "graden"
    responses = data.describe("responses").set_index("field")
    assert "open_to_talk: open to talk" in responses.loc["answer", "values"]


def test_dictionary_is_in_the_lesson_language() -> None:
    """In a Dutch lesson the dictionary is Dutch, headings and caption included."""
    language("nl")
    dictionary = data.describe("responses")
    assert "open_to_talk: bespreekbaar" in dictionary.set_index("field").loc["answer", "values"]
    shown = dictionary._repr_html_()
    assert "Antwoorden op de eisen (responses)" in shown
    assert ">betekenis</th>" in shown
    assert "Creative Commons Attribution 4.0" in shown


def test_dictionary_tells_title_and_licence() -> None:
    """Title and licence of the table come with its dictionary."""
    about = data.describe("demands").attrs
    assert about["title"] == "Demands"
    assert about["licence"] == "Creative Commons Attribution 4.0 International"


def test_tables_are_listed() -> None:
    """Without a name, describe lists the tables with their number of rows."""
    listed = data.describe().set_index("table")
    assert tuple(listed.index) == data.names()
    assert listed.loc["nato_members", "rows"] == 30


@pytest.mark.parametrize("ask", [data.load, data.describe])
def test_unknown_table_suggests_the_nearest(ask) -> None:  # type: ignore[no-untyped-def]
    """A misspelt table is told, with the nearest right one."""
    with pytest.raises(UnknownName, match="no table 'nato_member'; did you mean 'nato_members'"):
        ask("nato_member")


@pytest.mark.parametrize("ask", [data.load, data.describe])
def test_unknown_language_is_told(ask) -> None:  # type: ignore[no-untyped-def]
    """A language that the tables do not have is told."""
    with pytest.raises(UnknownName, match="no language 'xx'"):
        ask("demands", language="xx")


def test_damaged_table_is_told(checkout: Path, tmp_path: Path) -> None:
    """A damaged table is told in a sentence, with file, line and column."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    path = tmp_path / "data" / "events.csv"
    path.write_text(path.read_text("utf-8").replace("1975-08-01", "1 Aug 1975"), "utf-8")
    with pytest.raises(
        TableError, match=r"events\.csv:3: column 'date': '1 Aug 1975' is not a date"
    ):
        data.load("events", folder=tmp_path)


def test_edited_table_is_loaded_anew(checkout: Path, tmp_path: Path) -> None:
    """A teacher's change shows at the next load."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    assert len(data.load("spellings", folder=tmp_path)) == 18
    path = tmp_path / "data" / "spellings.csv"
    text = path.read_text("utf-8") + "kuleba-a,dmytro-kuleba,article-a,Koeleba,article-a\n"
    path.write_text(text, "utf-8")
    assert len(data.load("spellings", folder=tmp_path)) == 19


def test_names_are_those_of_the_package(checkout: Path) -> None:
    """The names are those of datapackage.json."""
    assert data.names() == catalogue.table_names(checkout)
