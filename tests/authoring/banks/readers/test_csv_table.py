"""Tables of questions as people's spreadsheets save them."""

from __future__ import annotations

import pytest

from quizkit.authoring.banks import readers
from quizkit.errors import BankError

DUTCH = """\
Vraag;Goede antwoord;Fout antwoord 1;Fout antwoord 2;Punten;Uitleg
Welk organel maakt energie vrij?;mitochondriën;kern;ribosoom;1,5;"Eén bron: suiker."
Bacteriën hebben een celkern.;ONWAAR;;;;
"""


def test_a_table_of_a_dutch_spreadsheet_is_read() -> None:
    """Semicolons, an older code page, decimal commas and Dutch headings are what Excel saves."""
    made = readers.read(DUTCH.encode("cp1252"), "vragen.csv")
    first, second = made.questions
    assert first["options"] == [{"text": "mitochondriën", "correct": True}, "kern", "ribosoom"]
    assert (first["points"], first["explanation"]) == (1.5, "Eén bron: suiker.")
    assert (second["type"], second["answer"]) == ("truefalse", False)
    assert made.title == "Vragen"


@pytest.mark.parametrize(
    "head",
    ["Frage;richtig;falsch", "pregunta;respuesta;incorrecta", "питання;відповідь;неправильна"],
)
def test_columns_have_their_names_in_other_languages_too(head: str) -> None:
    """A heading is what a teacher calls the column."""
    (asked,) = readers.read(f"{head}\nA?;b;c\n".encode(), "a.csv").questions
    assert asked["options"] == [{"text": "b", "correct": True}, "c"]


def test_columns_of_one_name_stand_below_each_other() -> None:
    """Three columns that are all called 'wrong' are three wrong options; none is lost."""
    (asked,) = readers.read(b"question,right,wrong,wrong,wrong\nA?,b,c,,d\n", "a.csv").questions
    assert asked["options"] == [{"text": "b", "correct": True}, "c", "d"]


def test_a_table_with_other_columns_is_told_what_its_first_row_is() -> None:
    """Who sees it knows which heading to write."""
    with pytest.raises(
        BankError, match="its first row is 'Item', 'Key', and names no column 'question'"
    ):
        readers.read(b"Item,Key\nA?,b\n", "a.csv")


def test_the_line_that_tells_a_spreadsheet_what_parts_cells_is_no_question() -> None:
    """Excel takes ``sep=;`` and shows nothing of it."""
    (asked,) = readers.read(b"sep=;\r\nVraag;Goed\r\nA, b?;c\r\n", "a.csv").questions
    assert (asked["prompt"], asked["accept"]) == ("A, b?", ["c"])
