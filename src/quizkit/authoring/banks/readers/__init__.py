"""The formats that are read, one module each; a file is known by what is in it.

To add one: write its module here with a `Reader` named ``READER``, name it in ``formats`` and in
``NAMES``, and give it a place in ``.importlinter``.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizkit.authoring.banks.bank import Bank, Reader
from quizkit.errors import BankError

# For the command's help, which loads no reader.
NAMES = ("moodle", "qti", "jupyterquiz", "text2qti", "aiken", "gift", "csv")


BACKUP = "a backup of a course; export its question bank, as Moodle XML"
TEXT = "save it as plain text, in the form of Aiken or GIFT"
OTHERS = {  # what people also take for a bank of questions, by how it begins, in small letters
    b"\x1f\x8b": BACKUP,
    b"\x89png": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<html": "a web page; export the questions from where they were made",
    b"<!doctype html": "a web page; export the questions from where they were made",
    b"%pdf": "a PDF, which has no questions to read; export them from where they were made",
    b"{\\rtf": f"a text of a word processor; {TEXT}",
    b"\xd0\xcf\x11\xe0": "an old Office file; save a table as CSV, or a text as plain text",
}
PACKED = {  # and what are ZIP files as packages are, by a file in them
    b"word/document.xml": f"a document of Word; {TEXT}",
    b"xl/workbook.": "a workbook of Excel; save its sheet as CSV UTF-8",
    b"ppt/presentation.xml": "a presentation, which has no questions to read",
    b"opendocument": "a file of LibreOffice; save a table as CSV, or a text as plain text",
    b"moodle_backup.xml": BACKUP,
}
MANIFEST = b"imsmanifest.xml"


def formats() -> Mapping[str, Reader]:
    """Return the readers by name, those that are surest of their files first."""
    from quizkit.authoring.banks.readers import (
        aiken,
        csv_table,
        gift,
        jupyterquiz,
        moodle_xml,
        qti,
        text2qti,
    )

    modules = (moodle_xml, qti, jupyterquiz, text2qti, aiken, csv_table, gift)
    return {module.READER.name: module.READER for module in modules}


def read(data: bytes, name: str, *, form: str | None = None) -> Bank:
    """Read a file, in the format ``form`` or the one it is known to be in."""
    known = formats()
    if form is not None:
        return known[form].read(data, name)
    if told := _packed(data):
        raise BankError(f"{name}: this is {told}.")
    for reader in known.values():
        if reader.knows(data, name):
            return reader.read(data, name)
    head = data[:200].lstrip(b"\xef\xbb\xbf \r\n").lower()
    for begins, told in OTHERS.items():
        if head.startswith(begins):
            raise BankError(f"{name}: this is {told}.")
    if name.lower().endswith((".csv", ".tsv")):
        return known["csv"].read(data, name)  # which says what it misses
    raise BankError(
        f"{name}: this is in none of the formats that can be read ({', '.join(known)}); "
        "if it is, name it with --from."
    )


def _packed(data: bytes) -> str:
    """Return what a ZIP file is that is no package of questions; nothing where it may be one."""
    if not data.startswith(b"PK") or MANIFEST in data:
        return ""
    return next((told for within, told in PACKED.items() if within in data), "")
