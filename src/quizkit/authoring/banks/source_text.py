"""The text of a stranger's file, in whatever encoding it was saved."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from quizkit.authoring.banks.bank import Loss
from quizkit.errors import BankError

LARGEST = 20_000_000  # bytes: more questions than anyone writes
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text with line ends of one kind, and what of its encoding is not sure."""

    text: str
    losses: tuple[Loss, ...] = ()


def decoded(data: bytes, name: str) -> SourceText:
    """Read a file as text; raises BankError for what is none.

    >>> decoded("Genève\\r\\n".encode("utf-16"), "quiz.txt").text
    'Genève\\n'
    """
    if len(data) > LARGEST:
        raise BankError(f"{name}: it is larger than {LARGEST // 10**6} MB; make parts of it.")
    encoding = _encoding(data)
    losses: tuple[Loss, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or b"\0" in data:
            raise BankError(f"{name}: this is no text; save it as UTF-8.") from error
        text = data.decode("cp1252", "replace")  # what old programs on Windows save
        losses = (
            Loss("", "the file is not UTF-8: it was read as Windows-1252; look at its accents"),
        )
    if "\0" in text:
        raise BankError(f"{name}: this is no text, but a program's own file; export it as text.")
    return SourceText(text.replace("\r\n", "\n").replace("\r", "\n"), losses)


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
