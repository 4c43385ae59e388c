"""The text of a file that a person saved, in whatever encoding, and the rows of a table in it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",;\t"
_FOR_EXCEL = re.compile(r"\A\ufeff?sep=.\r?\n", re.IGNORECASE)


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether it may be another: what is not UTF-8 is Windows' own.

    Raises ValueError for what is no text.

    >>> decoded("Genève".encode("utf-16")), decoded("Genève".encode("cp1252"))
    (('Genève', False), ('Genève', True))
    """
    encoding, guessed = _encoding(data), False
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise
        text, guessed = data.decode("cp1252", "replace"), True  # what old programs on Windows save
    if "\0" in text:
        raise ValueError
    return text, guessed


def _encoding(data: bytes) -> str:
    """Return the encoding that a byte-order mark names, or that NULs in every other byte tell."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:200]
    if len(head) > 3 and not any(head[1::2]):
        return "utf-16-le"
    if len(head) > 3 and not any(head[::2]):
        return "utf-16-be"
    return "utf-8"


def rows(
    text: str, *, comment: str | None = None, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table, each with the line of the file on which it ends.

    Its cells are parted by what parts most of the first line that says something; a line ``sep=;``
    above it is for the spreadsheet alone.

    Args:
        text: of the file.
        comment: begins a line that does not count for that.
        strict: whether quotes that do not match are a mistake.

    Raises csv.Error for what is no table.

    >>> list(rows("sep=;\\nid;name\\n1;Wit, de\\n"))
    [(2, ['id', 'name']), (3, ['1', 'Wit, de'])]
    """
    table = _FOR_EXCEL.sub("", text)
    above = int(table != text)
    says = (
        line
        for line in table.splitlines()
        if line.strip(f" \"'{SEPARATORS}")
        and not (comment and line.lstrip(" \"'").startswith(comment))
    )
    parted = max(SEPARATORS, key=next(says, "").count)
    reader = csv.reader(io.StringIO(table, newline=""), delimiter=parted, strict=strict)
    for cells in reader:
        yield reader.line_num + above, cells
