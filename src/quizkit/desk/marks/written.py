"""A table written to a file: CSV as other programs read it, or a workbook."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

from quizkit.desk.marks.tables import Cell, Table
from quizkit.tables.cells import harmless

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767  # characters, as Excel has it
WIDEST = 40


def as_csv(table: Table, *, decimal_comma: bool = False, for_people: bool = False) -> bytes:
    """Return a table as CSV in UTF-8.

    With a decimal comma, cells are apart by ``;``, as spreadsheets of such countries expect. What
    is for people begins with a mark by which Excel knows UTF-8; a system may take that for a part
    of the first column's name.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in table.head])
    for row in table.rows:
        writer.writerow([_text(cell, decimal_comma=decimal_comma) for cell in row])
    return text.getvalue().encode("utf-8-sig" if for_people else "utf-8", "replace")


def _text(cell: Cell, *, decimal_comma: bool) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",") if decimal_comma else f"{cell:f}"
    return harmless(cell or "")


def as_xlsx(table: Table, title: str) -> bytes:
    """Return a table as a workbook: every text is a text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import TYPE_STRING
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = re.sub(r"[\\/*?:\[\]']", " ", title)[:31] or "marks"
    for number, row in enumerate([table.head, *table.rows], start=1):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, Decimal):
                cell.value = value
                cell.number_format = _format(value)
            else:
                cell.value = NOT_IN_XML.sub("\ufffd", value)[:LONGEST_CELL]
                cell.data_type = TYPE_STRING
                cell.style = "Normal"
                cell.quotePrefix = value[:1] in "=+-@"  # else editing the cell makes it a formula
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, name in enumerate(table.head, start=1):
        longest = max([len(name), *(len(str(row[column - 1] or "")) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _format(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"0.{'0' * places}" if places else "0"


def default_name(assignments: list[str], system: str) -> Path:
    """Return what a file of marks is called unless it is said.

    >>> default_name(["demands"], "moodle").name, default_name(["a", "b"], "xlsx").name
    ('demands-moodle.csv', 'a-b.xlsx')
    """
    names = "-".join(assignments)
    return Path(f"{names}.{system}" if system in ("csv", "xlsx") else f"{names}-{system}.csv")
