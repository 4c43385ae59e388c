"""Cells of a CSV file that a spreadsheet must not run, and what stood in them.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and an
apostrophe before it for text. So one is put there, also behind what another country's spreadsheet
takes for the end of a cell; and taken away when the file is read. A number stays a number.

>>> harmless("=1+1"), harmless("-3.5"), harmless("de Wit; @SUM(1)")
("'=1+1", '-3.5', "de Wit;' @SUM(1)")
>>> as_typed(harmless("=1+1"))
'=1+1'
"""

from __future__ import annotations

import re

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_START = r"(?:(?<=[;,\t\r\n|])|^)"
_RUNS = r"(?=[\"'\s]*[=+\-@\t\r\n＝＋－＠])"
_BEFORE = re.compile(_START + _RUNS)
_MARKED = re.compile(f"{_START}'{_RUNS}")


def harmless(text: str) -> str:
    """Return a text for a cell, with an apostrophe wherever a formula would begin."""
    return text if NUMBER.fullmatch(text) else _BEFORE.sub("'", text)


def as_typed(cell: str) -> str:
    """Return the text that ``harmless`` was given."""
    return _MARKED.sub("", cell)
