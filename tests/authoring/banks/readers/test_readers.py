"""What people also take for a bank of questions."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from quizkit.authoring.banks import readers
from quizkit.errors import BankError


def zipped(name: str) -> bytes:
    """Return a ZIP file with one file in it."""
    made = BytesIO()
    with ZipFile(made, "w") as out:
        out.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (zipped("word/document.xml"), "quiz.docx", "a document of Word; save it as plain text"),
        (zipped("xl/workbook.xml"), "quiz.xlsx", "save its sheet as CSV UTF-8"),
        (zipped("moodle_backup.xml"), "backup.mbz", "export its question bank, as Moodle XML"),
        (b"<!DOCTYPE html>\n<html></html>", "quiz.html", "a web page"),
        (b"\x89PNG\r\n\x1a\n", "quiz.xml", "a picture"),
    ],
)
def test_another_kind_of_file_is_told_for_what_it_is(data: bytes, name: str, told: str) -> None:
    """And how the questions in it come out, where they can."""
    with pytest.raises(BankError, match=f"{name}: this is .*{told}|{name}: this is {told}"):
        readers.read(data, name)
