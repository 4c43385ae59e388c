"""Tables read from files, whole and damaged."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizkit.errors import Problem, TableError, UnknownName
from quizkit.tables import catalogue, datapackage


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace a text in a file of the data folder once; give the line on which it stood."""
    path = folder / "data" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(name: str, folder: Path) -> list[Problem]:
    """Return what reading a damaged table complains of."""
    with pytest.raises(TableError) as caught:
        catalogue.read(name, folder)
    return list(caught.value.problems)


def describe(folder: Path, edit: Callable[[Any], None]) -> None:
    """Change datapackage.json as data."""
    path = folder / "data" / "datapackage.json"
    described = json.loads(path.read_text("utf-8"))
    edit(described)
    path.write_text(json.dumps(described, indent=1), "utf-8")


def test_rows_are_typed(checkout: Path) -> None:
    """Dates, whole numbers, booleans and lists come as such, texts as texts."""
    row = next(r for r in catalogue.read("nato_members", checkout).rows if r["id"] == "estonia")
    assert row["accession_date"] == datetime.date(2004, 3, 29)
    assert row["accession_year"] == 2004
    assert row["former_soviet_republic"] is True
    assert row["iso_numeric"] == "233"
    assert row["source_ids"] == (
        "nato-member-list",
        "iso-3166-1",
        "state-council-baltic-1991",
        "welles-declaration-1940",
        "baltic-statement-2020",
    )


def test_numbers_are_read(checkout: Path) -> None:
    """A position is a number, and its column tells the unit."""
    table = catalogue.read("meetings", checkout)
    assert table.rows[0]["latitude_degrees"] == 46.21
    assert {f.name: f.unit for f in table.fields}["latitude_degrees"] == "degrees"


def test_empty_cells_are_none(checkout: Path) -> None:
    """An empty cell that may be empty is None."""
    rows = {row["id"]: row for row in catalogue.read("meetings", checkout).rows}
    assert rows["geneva-talks"]["venue_en"] is None


def test_rows_cannot_be_changed(checkout: Path) -> None:
    """A row refuses assignment, so that no caller can spoil it for another."""
    row: Any = catalogue.read("demands", checkout).rows[0]
    with pytest.raises(TypeError):
        row["side"] = "west"


def test_tables_are_read_once(checkout: Path) -> None:
    """A table that has not changed is not read again."""
    assert catalogue.read("demands", checkout) is catalogue.read("demands", checkout)


def test_changed_tables_are_read_again(folder: Path) -> None:
    """A change of the file shows at the next reading."""
    before = catalogue.read("demands", folder)
    change(folder, "demands.csv", "NATO takes no new members at all", "NATO stays as it is")
    after = catalogue.read("demands", folder)
    assert before is not after
    assert "NATO stays as it is" in {row["label_en"] for row in after.rows}


def test_changed_descriptions_are_read_again(folder: Path) -> None:
    """A change of datapackage.json shows at the next reading too."""
    catalogue.read("responses", folder)
    change(folder, "datapackage.json", '"not_answered"\n', '"unanswered"\n')
    assert "'not_answered' is not allowed here" in problems("responses", folder)[0].what


def test_unknown_table_suggests_the_nearest(checkout: Path) -> None:
    """A misspelt name is told, with the nearest right one."""
    with pytest.raises(UnknownName, match="no table 'demand'; did you mean 'demands'"):
        catalogue.read("demand", checkout)


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "what"),
    [
        ("nato_members", "2009-04-01,2009,2009,false,nato-member-list;iso-3166-1\nbelgium",
         "1 April 2009,2009,2009,false,nato-member-list;iso-3166-1\nbelgium",
         "accession_date", "'1 April 2009' is not a date"),
        ("nato_members", "1955-05-06,1955", "1955-05-06,year", "accession_year",
         "'year' is not a whole number"),
        ("nato_members", "1955-05-06,1955", "1955-05-06,1855", "accession_year",
         "1855 is too small"),
        ("nato_members", "1955-05-06,1955", "1955-05-06,2055", "accession_year",
         "2055 is too large"),
        ("nato_members", "1955-05-06", "1955-02-30", "accession_date",
         "'1955-02-30' is not a date"),
        ("nato_members", "1955,1955,false", "1955,1955,no", "former_soviet_republic",
         "'no' is neither true nor false"),
        ("nato_members", "DE,DEU", "DE,deu", "iso_alpha3", "'deu' is not of the form [A-Z]{3}"),
        ("nato_members", "DE,DEU", "BE,DEU", "iso_alpha2", "'BE' is also on line 3"),
        ("nato_members", "germany,Germany", "belgium,Germany", "id", "'belgium' is also on line 3"),
        ("nato_members", "germany,Germany", "germany,", "name_en", "the cell is empty"),
        ("meetings", "48.20", "48.2O", "latitude_degrees", "'48.2O' is not a number"),
        ("meetings", "48.20", "nan", "latitude_degrees", "'nan' is not a number"),
        ("meetings", "48.20", "98.20", "latitude_degrees", "98.2 is too large"),
        ("responses", "no-ukraine-membership,united-states,rejected",
         "no-ukraine-membership,united-states,refused", "answer", "'refused' is not allowed here"),
    ],
)  # fmt: skip
def test_bad_cells_are_told(
    folder: Path, name: str, old: str, new: str, column: str, what: str
) -> None:
    """A cell that its column does not allow is told with file, line and column."""
    line = change(folder, f"{name}.csv", old, new)
    (problem,) = problems(name, folder)
    assert problem.path == folder / "data" / f"{name}.csv"
    assert problem.line == line
    assert problem.what.startswith(f"column '{column}': {what}")
    assert problem.mend
    assert str(problem).startswith(f"{folder}/data/{name}.csv:{line}: column '{column}'")


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    """Two mistakes on two lines are two problems."""
    first = change(folder, "nato_members.csv", "DE,DEU", "DE,deu")
    second = change(folder, "nato_members.csv", "ES,ESP", "ES,esp")
    assert [problem.line for problem in problems("nato_members", folder)] == [first, second]


def test_number_of_cells_is_told(folder: Path) -> None:
    """A line with a cell too many is told with its line."""
    line = change(folder, "nato_members.csv", "germany,Germany", "germany,Ger,many")
    (problem,) = problems("nato_members", folder)
    assert (problem.line, problem.what) == (line, "the line has 12 cells and not 11")


def test_lines_are_right_after_a_text_of_two_lines(folder: Path) -> None:
    """A quoted line break does not shift the line that a mistake is told on."""
    change(folder, "nato_members.csv", "belgium,Belgium", 'belgium,"Bel\ngium"')
    line = change(folder, "nato_members.csv", "DE,DEU", "DE,deu")
    assert problems("nato_members", folder)[0].line == line


def test_unclosed_quote_is_told_where_it_begins(folder: Path) -> None:
    """A quote that is never closed is told on the line of its row."""
    line = change(folder, "nato_members.csv", "germany,Germany", 'germany,"Germany')
    (problem,) = problems("nato_members", folder)
    assert problem.line == line
    assert "broken" in problem.what


def test_text_that_is_not_utf8_is_told_with_its_line(folder: Path) -> None:
    """A file saved in another encoding is told on the first line that cannot be read."""
    path = folder / "data" / "nato_members.csv"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    (problem,) = problems("nato_members", folder)
    assert problem.line == 2  # Albanië
    assert problem.what == "this is not UTF-8 text"


def test_semicolons_are_told(folder: Path) -> None:
    """A file that a Dutch spreadsheet saved with semicolons is told as such."""
    path = folder / "data" / "spellings.csv"
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")
    (problem,) = problems("spellings", folder)
    assert (problem.line, problem.what) == (1, "semicolons stand between the cells")


def test_what_a_spreadsheet_changes_harmlessly_is_read(folder: Path, checkout: Path) -> None:
    """A mark before the text, Windows line ends, capitals of TRUE and empty lines do no harm."""
    path = folder / "data" / "nato_members.csv"
    text = path.read_text("utf-8").replace("\n", "\r\n").replace(",false,", ",FALSE,")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n")
    assert (
        catalogue.read("nato_members", folder).rows == catalogue.read("nato_members", checkout).rows
    )


def test_changed_heading_is_told(folder: Path) -> None:
    """A heading that is not the column's name is told with the right one."""
    change(folder, "demands.csv", "id,actor_id,side", "id,who,side")
    (problem,) = problems("demands", folder)
    assert (problem.line, problem.what) == (1, "column 2 is 'who' where 'actor_id' belongs")


HEADINGS = {
    "": "the first line, which names the columns, is empty",
    "\n": "the first line, which names the columns, is empty",
    "id": "column 2 is missing: 'name'",
    "id,name": "column 3 is missing: 'year'",
    "id,id,name": "column 2 is 'id' where 'name' belongs (column 1 is 'id' already)",
    "id,name,name": "column 3 is 'name' where 'year' belongs (column 2 is 'name' already)",
    "name,id,year": "column 1 is 'name' where 'id' belongs",
    "id,year": "column 2 is 'year' where 'name' belongs",
    "id,,year": "column 2 has no name where 'name' belongs",
    "id,name,year,more": "column 4 ('more') is one too many",
    "id,name,year,year": "column 4 ('year') is one too many",
    "id,name,year,": "column 4 has no name",
    "id,Name,year": "column 2 is 'Name' where 'name' belongs",
    "id, name,year": "column 2 is ' name' where 'name' belongs",
    "id,name,year ": "column 3 is 'year ' where 'year' belongs",
    "\ufeffid,name,Year": "column 3 is 'Year' where 'year' belongs",
    "id;name;year": "semicolons stand between the cells",
    "id\tname\tyear": "tabs stand between the cells",
}


def described(folder: Path, key: object, rows: str, **schema: Any) -> Path:
    """Return a content folder with one table of three columns; ``key`` is its primary key."""
    fields = [{"name": "id"}, {"name": "name"}, {"name": "year", "type": "integer"}]
    table = {"name": "rivers", "title": "Rivers", "path": "rivers.csv"}
    table |= {"schema": {"primaryKey": key, "fields": fields, **schema}}
    (folder / "data").mkdir()
    (folder / "data" / "rivers.csv").write_text(rows, "utf-8")
    content = {"name": "quizkit", "resources": [table]}
    (folder / "data" / "datapackage.json").write_text(json.dumps(content), "utf-8")
    return folder


@pytest.mark.parametrize(("header", "what"), HEADINGS.items())
def test_a_wrong_first_line_is_told_by_its_first_wrong_column(
    tmp_path: Path, header: str, what: str
) -> None:
    """A first line is told with the number and the name of the first column that is wrong."""
    content = described(tmp_path, "id", f"{header}\ndanube,Danube,1856\n")
    (problem,) = problems("rivers", content)
    assert (problem.line, problem.what) == (1, what)


KEYS = {
    "another column": ("name", "a,Danube,1\nb,Danube,2", "'Danube' is also on line 2"),
    "a list of one": (["name"], "a,Danube,1\nb,Danube,2", "'Danube' is also on line 2"),
    "two columns": (["id", "year"], "a,X,1\na,Y,1", "id and year together are also those of"),
    "an empty cell": ("name", "a,,1", "column 'name': the name of the row is missing"),
    "an empty cell of two": (["id", "name"], ",X,1", "column 'id': the name of the row is missing"),
    "no such column": ("nom", "a,X,1", "its 'primaryKey' is 'nom', and there is no such column"),
    "none": (None, "a,X,1", "it has no 'primaryKey'"),
    "an empty list": ([], "a,X,1", "it has no 'primaryKey'"),
}


@pytest.mark.parametrize(("key", "rows", "what"), KEYS.values(), ids=KEYS.keys())
def test_a_key_is_what_the_description_says(
    tmp_path: Path, key: object, rows: str, what: str
) -> None:
    """The columns that name a row are those of the description, be they one or several."""
    found = catalogue.check(described(tmp_path, key, f"id,name,year\n{rows}\n"))
    assert what in "\n".join(problem.what for problem in found if not problem.warning)


def test_two_columns_together_may_name_a_row(tmp_path: Path) -> None:
    """Rows that differ in one column of a key of two are different rows."""
    content = described(tmp_path, ["id", "year"], "id,name,year\na,X,1\na,X,2\n")
    assert len(catalogue.read("rivers", content).rows) == 2


REFERENCES = {
    "by name": ({"fields": "name", "reference": {"resource": "", "fields": "id"}}, "no 'Danube'"),
    "by list": (
        {"fields": ["name"], "reference": {"resource": "", "fields": ["id"]}},
        "no 'Danube'",
    ),
    "to nothing": (
        {"fields": "name", "reference": {"resource": "lakes", "fields": "id"}},
        "'name' refers to a table 'lakes', and there is none",
    ),
    "by two": (
        {"fields": ["id", "name"], "reference": {"resource": "", "fields": ["id", "name"]}},
        "a key to another table is one column",
    ),
}


@pytest.mark.parametrize(("reference", "what"), REFERENCES.values(), ids=REFERENCES.keys())
def test_a_key_to_a_table_is_followed_or_told(tmp_path: Path, reference: object, what: str) -> None:
    """A column that names rows is looked up by their key; where that can't be, it is told."""
    rows = "id,name,year\na,Danube,1\n"
    found = catalogue.check(described(tmp_path, "id", rows, foreignKeys=[reference]))
    assert what in "\n".join(problem.what for problem in found)


def test_a_key_of_two_columns_cannot_be_referred_to(tmp_path: Path) -> None:
    """A column cannot name the rows of a table that takes two columns to tell them apart."""
    reference = {"fields": "name", "reference": {"resource": "", "fields": "id"}}
    rows = "id,name,year\na,a,1\n"
    found = catalogue.check(described(tmp_path, ["id", "year"], rows, foreignKeys=[reference]))
    assert "whose key is several columns" in found[0].what


def test_rows_of_another_key_are_referred_to(tmp_path: Path) -> None:
    """A table whose key is not called id can be referred to by its key."""
    reference = {"fields": "name", "reference": {"resource": "", "fields": "year"}}
    rows = "id,name,year\na,1,1\nb,1,2\n"
    content = described(tmp_path, "year", rows, foreignKeys=[reference])
    found = [problem.what for problem in catalogue.check(content) if not problem.warning]
    assert found == ["column 'name': table 'rivers' has no '1'"] * 2


def test_missing_file_is_told(folder: Path) -> None:
    """A table whose file is gone is told, and does not stop the check of the others."""
    (folder / "data" / "demands.csv").unlink()
    assert "cannot be read" in problems("demands", folder)[0].what
    change(folder, "nato_members.csv", "DE,DEU", "DE,deu")
    told = {problem.path.name for problem in catalogue.check(folder) if not problem.warning}
    assert {"demands.csv", "nato_members.csv"} <= told


def test_key_without_target_is_told(folder: Path) -> None:
    """A key that no row of the other table has is told with file, line and column."""
    line = change(
        folder, "demands.csv", "allies-at-the-table,united-states", "allies-at-the-table,usa"
    )
    found = [problem for problem in catalogue.check(folder) if not problem.warning]
    assert [(p.path.name, p.line, p.what) for p in found] == [
        ("demands.csv", line, "column 'actor_id': table 'actors' has no 'usa'")
    ]


def test_unknown_source_is_told(folder: Path) -> None:
    """A source that the table of sources lacks is told too, in a list of several."""
    line = change(folder, "events.csv", "article-a;article-c;crimea", "article-a;article-d;crimea")
    found = [problem for problem in catalogue.check(folder) if not problem.warning]
    assert [(p.line, p.what) for p in found] == [
        (line, "column 'source_ids': table 'sources' has no 'article-d'")
    ]


def test_missing_translation_is_told(folder: Path) -> None:
    """A text that only one language has is told, even where both may be empty."""
    line = change(folder, "meetings.csv", "NAVO-hoofdkwartier,50.83,4.33,NATO", ",50.83,4.33,NATO")
    found = [problem for problem in catalogue.check(folder) if not problem.warning]
    assert [(p.line, p.what) for p in found] == [
        (line, "column 'venue_nl': the text is missing in this language")
    ]


def test_changed_table_is_a_warning(folder: Path) -> None:
    """A teacher may edit a table: it still reads, and the check only warns of its hash."""
    change(folder, "demands.csv", "NATO takes no new members at all", "NATO stays as it is")
    assert len(catalogue.read("demands", folder).rows) == 16
    (problem,) = catalogue.check(folder)
    assert problem.warning
    assert "'demands' has changed" in problem.what
    line = (folder / "data" / "datapackage.json").read_text("utf-8").splitlines()[problem.line - 1]
    assert '"demands"' in line


def test_undescribed_table_is_told(folder: Path) -> None:
    """A CSV file that datapackage.json does not describe is told."""
    (folder / "data" / "extra.csv").write_text("id\n", "utf-8")
    (problem,) = catalogue.check(folder)
    assert problem.path.name == "extra.csv"


def test_refresh_writes_hashes_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the hash of a changed table, and the check is content again."""
    change(folder, "demands.csv", "NATO takes no new members at all", "NATO stays as it is")
    assert catalogue.main([str(folder)]) == 0
    assert "demands" in capsys.readouterr().out
    assert catalogue.check(folder) == []
    assert datapackage.refresh(folder) == []


def test_refresh_changes_nothing_needlessly(folder: Path) -> None:
    """Refreshing rewrites datapackage.json as it was, but for hash and size."""
    path = folder / "data" / "datapackage.json"
    before = path.read_text("utf-8").splitlines()
    change(folder, "demands.csv", "NATO takes no new members at all", "NATO stays as it is")
    datapackage.refresh(folder)
    after = path.read_text("utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 2
    assert '"hash"' in changed[0]


def test_command_tells_mistakes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 and tells the mistakes that it finds."""
    line = change(folder, "nato_members.csv", "DE,DEU", "DE,deu")
    assert catalogue.main([str(folder)]) == 1
    assert f"nato_members.csv:{line}: column 'iso_alpha3'" in capsys.readouterr().err


def test_command_outside_any_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says in a sentence that a folder holds no tables."""
    assert catalogue.main([str(tmp_path)]) == 1
    assert "datapackage.json: it cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{"name": "quizkit",\n "resources": [}', 2, "broken JSON"),
        ('{"name": "quizkit"}', 1, "it lists no tables"),
        ("[" * 100_000, 1, "it is nested too deeply"),
        ('{"name": "quizkit", "resources": [7]}', 1, "table 'None'"),
        (
            '{"name": "quizkit", "resources": [\n{"name": "x"}]}',
            2,
            "table 'x': 'schema' is missing",
        ),
    ],
)
def test_damaged_description_is_told(folder: Path, text: str, line: int, what: str) -> None:
    """A datapackage.json that cannot be used is told, with the line."""
    (folder / "data" / "datapackage.json").write_text(text, "utf-8")
    (problem,) = catalogue.check(folder)
    assert (problem.path.name, problem.line) == ("datapackage.json", line)
    assert problem.what.startswith(what)


def test_description_that_is_not_utf8_is_told(folder: Path) -> None:
    """A datapackage.json in another encoding is told."""
    path = folder / "data" / "datapackage.json"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert catalogue.check(folder)[0].what == "it is not UTF-8 text"


@pytest.mark.parametrize(
    ("column", "what"),
    [
        ({"type": "string"}, "a column has no name"),
        ({"name": "x", "type": "colour"}, "column 'x' has the unknown type 'colour'"),
        (
            {"name": "x", "constraints": {"pattern": "["}},
            "the pattern of column 'x' cannot be read",
        ),
        ({"name": "x", "constraints": {"minimum": "a"}}, "the minimum or maximum of column 'x'"),
        ({"name": "x", "constraints": 7}, "the constraints of column 'x' are not a mapping"),
        ({"name": "x", "enum_labels": 7}, "the enum_labels of column 'x'"),
    ],
)
def test_damaged_column_is_told(folder: Path, column: dict[str, Any], what: str) -> None:
    """A column that is described wrongly is told with its table."""

    def edit(described: Any) -> None:
        described["resources"][0]["schema"]["fields"][0] = column

    describe(folder, edit)
    (problem,) = catalogue.check(folder)
    assert "table 'sources'" in problem.what
    assert what in problem.what


def test_path_outside_the_folder_is_refused(folder: Path) -> None:
    """A table's file lies in the data folder and nowhere else."""

    def edit(described: Any) -> None:
        described["resources"][0]["path"] = "../secret.csv"

    describe(folder, edit)
    assert "is not a file in this folder" in catalogue.check(folder)[0].what


@given(
    at=st.integers(min_value=0, max_value=3_000),
    cut=st.integers(min_value=0, max_value=40),
    junk=st.binary(max_size=6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_read_or_told(
    folder: Path, checkout: Path, at: int, cut: int, junk: bytes
) -> None:
    """Whatever happens to the bytes of a table, it reads or gives sentences, never a traceback."""
    whole = (checkout / "data" / "nato_members.csv").read_bytes()
    (folder / "data" / "nato_members.csv").write_bytes(whole[:at] + junk + whole[at + cut :])
    with contextlib.suppress(TableError):
        assert catalogue.read("nato_members", folder).rows is not None


@given(
    at=st.integers(min_value=0, max_value=70_000),
    cut=st.integers(min_value=0, max_value=400),
    junk=st.sampled_from([b"", b"{", b"]", b"null", b'"', b",", b"7", b"\xff", b"[]"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_the_description_is_told(
    folder: Path, checkout: Path, at: int, cut: int, junk: bytes
) -> None:
    """Whatever happens to datapackage.json, the check gives sentences, never a traceback."""
    whole = (checkout / "data" / "datapackage.json").read_bytes()
    (folder / "data" / "datapackage.json").write_bytes(whole[:at] + junk + whole[at + cut :])
    for problem in catalogue.check(folder):
        assert str(problem)
