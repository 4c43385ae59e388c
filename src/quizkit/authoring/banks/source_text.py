"""The text of a stranger's file, in whatever encoding it was saved."""

from __future__ import annotations

from dataclasses import dataclass

from quizkit.authoring.banks.bank import Loss
from quizkit.errors import BankError
from quizkit.tables import saved_text

LARGEST = 20_000_000  # bytes: more questions than anyone writes


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
    try:
        text, guessed = saved_text.decoded(data)
    except ValueError as error:
        raise BankError(f"{name}: this is no text; save it as UTF-8.") from error
    unsure = Loss("", "the file is not UTF-8: it was read as Windows-1252; look at its accents")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(lines, (unsure,) if guessed else ())
