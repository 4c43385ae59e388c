"""A slip in a cell is told in one sentence of the lesson's language, and Python's own is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output

import quizkit
from quizkit.widget.mistakes import tell_of_slips
from quizkit.widget.showing import attend

TABLE = """
import pandas as pd
members = pd.DataFrame({"name": ["Spain"], "accession_year": [1982]})
"""
NO_SUCH = "The table has no column '{}'. Did you mean '{}'?"


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """Yield the shell of a notebook in which a table has been loaded."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    tell_of_slips(shell)
    shell.run_cell(TABLE)
    yield shell
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, code: str) -> tuple[str, list[RichOutput]]:
    """Run a cell; return what Python printed, and what was shown."""
    with capture_output() as captured:
        shell.run_cell(code)
    return captured.stdout, captured.outputs


def told(shell: InteractiveShell, code: str) -> Any:
    """Return the sentence on a cell with a slip."""
    (shown,) = run(shell, code)[1]
    return shown.data["text/plain"]


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ('members["accesion_year"]', "accesion_year", "accession_year"),
        ('members[["name", "acession_year"]]', "acession_year", "accession_year"),
        ('members[["nme"]]', "nme", "name"),
        ("members.accesion_year", "accesion_year", "accession_year"),
        ('members.sort_values("accesion_year")', "accesion_year", "accession_year"),
        ('members.groupby("Name").size()', "Name", "name"),
        ('members.loc[0, "nme"]', "nme", "name"),
        ('members.drop(columns="nme")', "nme", "name"),
        ('members.set_index("nme")', "nme", "name"),
        ('members.value_counts("nme")', "nme", "name"),
        ('members.query("accesion_year > 1980")', "accesion_year", "accession_year"),
        ('members[members["nme"] == "Spain"]', "nme", "name"),
        ('__import__("quizkit").data.load("meetings")["cty"]', "cty", "city"),
    ],
)
def test_a_column_that_is_not_there_is_named(
    shell: InteractiveShell, code: str, wrong: str, right: str
) -> None:
    """However a table is asked for it, the column is named, and the nearest that there is."""
    assert told(shell, code) == NO_SUCH.format(wrong, right)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ('members["city"]', "no column 'city'. Its columns are: name, accession_year."),
        ("members[1997]", "no column '1997'. Its columns are"),
        ("membrs", "There is no 'membrs' here. Did you mean 'members'?"),
        ("later", "There is no 'later' here. If a cell above makes it, run that cell first."),
        ("members[____]", "Write your answer in the place of the line ____"),
        ('members["____"]', "Write your answer in the place of the line ____"),
        ("members[members[____ > 1]", "Write your answer in the place of the line ____"),
        ('members[members["name"] > 1]', "Text and numbers are not compared"),
        ('members[members["accession_year"] > "1997"]', "Text and numbers are not compared"),
        ('1\nmembers["name]', "Line 2 has a quotation mark that opens"),
        ("len(members", "The cell ends too soon: a bracket"),
        ("len(members\nmembers", "Line 1 has a bracket ( that is never closed."),
        ("len(members))", "Line 1 has a bracket ) too many"),
        ("members[“name”]", "Line 1 has the sign “."),
        ('members[members["name"] = "Spain"]', "In line 1, write == to ask"),
        ("members\n  members", "Line 2 begins with too many spaces"),
        ("for one in members:\nprint(one)", "Line 2 belongs to the line above"),
        ('members["name" "accession_year" 1]', "perhaps a comma"),
        ('print "Spain"', "put what is to be printed between round brackets"),
        ("x = ", "Python cannot read line 1."),
        ("x = 1\ny = x / 0", "Python stopped at line 2 of this cell."),
        ("members.loc[1999]", "Python stopped at line 1 of this cell."),
        ('members["name"]["Spain"]', "Python stopped at line 1 of this cell."),
    ],
)
def test_each_slip_has_its_own_sentence(shell: InteractiveShell, code: str, sentence: str) -> None:
    """What a beginner slips on is told with where it stands and what to do."""
    assert sentence in told(shell, code)


def test_it_is_told_in_the_lessons_language(shell: InteractiveShell) -> None:
    """In a Dutch lesson the sentence is Dutch, and the page is told so."""
    quizkit.language("nl")
    (shown,) = run(shell, 'members["nme"]')[1]
    quizkit.language("en")
    assert shown.data["text/plain"] == "De tabel heeft geen kolom 'nme'. Bedoel je 'name'?"
    assert '<div class="quizkit-mistake" lang="nl">' in shown.data["text/html"]


def test_what_python_says_is_kept(shell: InteractiveShell) -> None:
    """Python's last line stays, all the rest is a click away, and nothing of it is markup."""
    printed, (shown,) = run(shell, 'members["<b>"]')
    assert printed.strip().splitlines() == ["KeyError: '<b>'"]
    page = shown.data["text/html"]
    assert "<b>" not in page
    assert "Traceback (most recent call last)" in page.partition("<details>")[2]


def test_an_error_of_quizkits_own_has_one_sentence(shell: InteractiveShell) -> None:
    """What quizkit itself says in a sentence is not said twice."""
    printed, shown = run(shell, "import quizkit\nquizkit.data.load('membrs')")
    assert "There is no table 'membrs'" in printed
    assert shown == []


def test_a_cell_without_a_slip_has_nothing_below_it(shell: InteractiveShell) -> None:
    """A cell that runs shows its own value alone."""
    printed, shown = run(shell, "members")
    assert "Spain" in printed
    assert shown == []


def test_where_a_program_runs_the_cells_nothing_changes() -> None:
    """A cell that no person runs, as in grading, has Python's message and nothing else."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    attend()
    printed, shown = run(shell, "1 / 0")
    InteractiveShell.clear_instance()
    assert "Traceback (most recent call last)" in printed
    assert shown == []
