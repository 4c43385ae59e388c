"""Marks in each system's form, read back by others' readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from desk.incoming import CLASS
from desk.odd_names import names
from quizkit.desk.marks import command, marks_file, tables
from quizkit.desk.marks.scales import NoScale
from quizkit.desk.marks.standings import Result, Standing, State
from quizkit.desk.student_table import Student
from quizkit.errors import CourseError
from quizkit.tables.cells import as_typed, harmless

RUNS = tuple("=+-@\t\r＝＋－＠")


def result(
    students: Sequence[Student], state: State = State.MARKED, name: str = "rivers"
) -> Result:
    """Return the result of a class: 0.5 points for the first, then 1, 1.5 …"""
    standings = [
        Standing(student, state, Fraction(place, 2)) for place, student in enumerate(students, 1)
    ]
    return Result(name, Fraction(10), standings)


def made(system: str, *results: Result, comma: bool = False, **wishes: Any) -> bytes:
    """Return the file for a system."""
    wanted = marks_file.wishes(**({"scale": "points"} | wishes))
    return marks_file.content(results, wanted, system, decimal_comma=comma)


def rows(data: bytes, **more: Any) -> list[dict[str, str]]:
    """Read a CSV file with pandas, each cell as it stands."""
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, **more)
    return [{str(k): str(v) for k, v in row.items()} for row in frame.to_dict("records")]


def test_moodle() -> None:
    """Moodle's file knows students by e-mail, number and account, and has the item's name."""
    (first, *_) = rows(made("moodle", result(CLASS), names={"rivers": "Rivers, quiz"}))
    assert first == {
        "Email address": "ann.dewit@school.nl",
        "ID number": "1001",
        "Username": "ann",
        "Rivers, quiz": "0.50",
    }


def test_canvas() -> None:
    """Canvas's file has its five columns, the item with its number, and the points possible."""
    data = made("canvas", result(CLASS), names={"rivers": "Rivers (4321)"}, scale="nterm=1")
    possible, first, *_ = rows(data)
    assert list(first) == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Rivers (4321)")
    ]
    assert list(possible.values()) == ["    Points Possible", "", "", "", "", "10"]
    assert list(first.values()) == ["de Wit, Ann", "501", "1001", "ann", "", "1.5"]


def test_brightspace() -> None:
    """Brightspace's file ends each line with its sign, and calls points points."""
    first = rows(made("brightspace", result(CLASS)))[0]
    assert first == {
        "OrgDefinedId": "1001",
        "Username": "ann",
        "rivers Points Grade": "0.50",
        "End-of-Line Indicator": "#",
    }


def test_no_column_is_empty() -> None:
    """A column that nobody of the class fills is left out; the id serves as account."""
    (first,) = rows(made("moodle", result([Student(id="ann")])))
    assert first == {"Username": "ann", "rivers": "0.50"}


STATES = [State.WAITING, State.FLAGGED, State.UNGRADED, State.MISSING]


@pytest.mark.parametrize("system", ["moodle", "canvas", "brightspace"])
@pytest.mark.parametrize("state", STATES)
def test_no_mark_is_no_row(system: str, state: State) -> None:
    """Who has no mark is in no file that a system imports, and never with a 0."""
    marked, other = result(CLASS[:1]), result(CLASS[1:], state)
    both = Result("rivers", Fraction(10), [*marked.standings, *other.standings])
    text = made(system, both).decode()
    assert "ann" in text
    assert "bob" not in text
    assert "zoe" not in text


@pytest.mark.parametrize("state", STATES)
def test_no_mark_in_a_table_for_people(state: State) -> None:
    """A table for people has everyone, and says in words why there is no mark."""
    (first, *_) = rows(made("csv", result(CLASS, state), scale="percent"))
    assert (first["rivers mark"], first["rivers state"]) == ("", state.value)
    assert first["rivers points"] == ("0.5" if state in (State.WAITING, State.FLAGGED) else "")


def test_what_was_asked_for_is_given() -> None:
    """A mark for those who are missing, or for unfinished work, is there when it was asked for."""
    missing = rows(made("moodle", result(CLASS, State.MISSING), missing="1,0"))
    assert {row["rivers"] for row in missing} == {"1.0"}
    for state in (State.WAITING, State.FLAGGED):
        so_far = rows(made("moodle", result(CLASS, state), unfinished=True))
        assert [row["rivers"] for row in so_far] == ["0.50", "1.00", "1.50"]


def test_it_is_said_who_has_no_mark() -> None:
    """Each reason is a line with its names."""
    wanted = marks_file.wishes(scale="points")
    for state, reason in (
        (State.WAITING, "Waiting for marks by hand"),
        (State.FLAGGED, "Flagged, and not looked at yet"),
    ):
        assert list(marks_file.told([result(CLASS, state)], wanted)) == [
            "rivers: 0 of 3 have a mark.",
            f"  {reason} (3): Ann de Wit, Bob Ross, Zoë van 't Hooft.",
        ]


def test_two_assignments() -> None:
    """Two assignments stand beside each other; who has one mark has a row."""
    second = result(CLASS, State.MISSING, "lakes")
    (first, *_) = rows(made("moodle", result(CLASS), second))
    assert (first["rivers"], first["lakes"]) == ("0.50", "")


def test_decimal_comma() -> None:
    """With a decimal comma cells are apart by semicolons, and nothing else has changed."""
    (first, *_) = rows(made("moodle", result(CLASS), comma=True), sep=";")
    assert first["rivers"] == "0,50"
    assert first["Email address"] == "ann.dewit@school.nl"
    with pytest.raises(NoScale, match="with a point"):
        made("brightspace", result(CLASS), comma=True)


def test_only_what_is_for_people_has_a_byte_order_mark() -> None:
    """Excel knows UTF-8 by a mark that a system would take for part of a column's name."""
    assert made("csv", result(CLASS)).startswith(b"\xef\xbb\xbf")
    assert made("moodle", result(CLASS)).startswith(b"Email address")


def odd() -> list[Student]:
    """Return students with odd names, and with ordinary ones in the other place."""
    return [
        Student(id=f"s{place}", first_name=name, last_name=f"Last {place}")
        for place, name in enumerate(names())
    ]


def test_there_are_two_hundred_odd_names() -> None:
    """Enough odd names are tried."""
    assert len(names()) >= 200


@pytest.mark.parametrize("comma", [False, True])
def test_odd_names_survive_csv(comma: bool) -> None:
    """Python's and pandas' readers give back every name, and no cell begins a formula."""
    data = made("csv", result(odd()), comma=comma)
    separator = ";" if comma else ","
    found = [row["first_name"] for row in rows(data, sep=separator)]
    assert [as_typed(name) for name in found] == names()
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    read = list(csv.DictReader(text, delimiter=separator))
    assert [as_typed(row["first_name"]) for row in read] == names()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("comma", [False, True])
def test_no_spreadsheet_runs_anything(comma: bool, separator: str) -> None:
    """However a spreadsheet takes cells apart, none that begins like a formula is no number."""
    data = made("csv", result(odd()), comma=comma).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(data, newline=""), delimiter=separator):
        for cell in row:
            plain = cell.strip(" \"'\n") if cell[:1] != "'" else "text"
            is_number = plain.replace(",", ".").lstrip("+-").replace(".", "", 1).isdecimal()
            assert is_number or not plain.startswith(RUNS), cell


def test_odd_names_survive_a_workbook() -> None:
    """openpyxl gives back every name as text, and marks as numbers.

    In a workbook each end of a line is one sign.
    """
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", result(odd()))))
    head, *others = list(book.worksheets[0].iter_rows())
    place = [cell.value for cell in head].index("first_name")
    expected = [name.replace("\r\n", "\n").replace("\r", "\n") for name in names()]
    assert [row[place].value for row in others] == expected
    assert {row[place].data_type for row in others} == {"s"}
    assert all(row[place + 2].data_type == "n" for row in others)


def test_a_negative_mark_stays_a_number() -> None:
    """A negative mark is written as the number that it is."""
    low = Result("rivers", Fraction(10), [Standing(CLASS[0], State.MARKED, Fraction(0))])
    assert rows(made("moodle", low, scale="-5..5"))[0]["rivers"] == "-5.0"
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", low, scale="-5..5")))
    values = [cell.value for cell in next(book.worksheets[0].iter_rows(min_row=2))]
    assert -5 in values


def test_harmless_loses_nothing() -> None:
    """Every odd name comes back, also after it was made harmless several times over."""
    for name in names():
        assert as_typed(harmless(name)) == name
        assert as_typed(as_typed(harmless(harmless(name)))) == name


def test_marks_are_exact() -> None:
    """What pandas reads as numbers is what was worked out."""
    frame = pd.read_csv(io.BytesIO(made("moodle", result(CLASS), scale="nterm=1.0")))
    assert [Decimal(str(value)) for value in frame["rivers"]] == [
        Decimal("1.5"),  # 9 × 0.5 / 10 + 1 = 1.45
        Decimal("1.9"),
        Decimal("2.4"),  # 2.35
    ]


def test_the_command_names_every_system() -> None:
    """What can be typed after --for is what there is a table for."""
    assert tuple(tables.SYSTEMS) == command.SYSTEMS


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", ["", ".", "folder", "x" * 300, "absent/marks.csv"])
def test_a_place_where_no_file_can_be(
    name: str, force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, no name, a name that is too long: one sentence, and no file is left behind."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    with pytest.raises(CourseError, match=r"is a folder; name a file|cannot be written"):
        marks_file.write(Path(name), b"marks", force=force)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
