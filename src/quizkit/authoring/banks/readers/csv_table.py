"""A table of questions as CSV; `quizkit.authoring.banks.table` tells its columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from quizkit.authoring.banks import answers as made_of
from quizkit.authoring.banks.answers import Answer, Fields, NotCarried, plain_number
from quizkit.authoring.banks.bank import Bank, Loss, Reader
from quizkit.authoring.banks.names import Names, tags, titled
from quizkit.authoring.banks.source_text import decoded
from quizkit.authoring.banks.table import ALIASES, COLUMNS, PAIR
from quizkit.errors import BankError
from quizkit.languages import known, said
from quizkit.quiz.numerals import readings
from quizkit.quiz.reading.problems import short
from quizkit.quiz.reading.values import as_flag
from quizkit.tables import saved_text
from quizkit.tables.cells import as_typed

Row = Mapping[str, str]
_LETTER = re.compile(
    r"(?:(?:option|answer|choice|optie|antwoord|keuze|antwort|réponse|opción|respuesta|opcja"
    r"|odpowiedź|варіант|відповідь) ?)?([a-j]|\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r" ?\d{1,2}$")
MOST_COLUMNS = 60


def knows(data: bytes, name: str) -> bool:
    """Return whether the first row names a column of questions and one of answers."""
    try:
        head = _rows(decoded(data, name).text, name)[0]
    except (BankError, IndexError):
        return False
    return {"question", "right"} <= set(map(_column, head))


def read(data: bytes, name: str) -> Bank:
    """Read a table, a question a row."""
    source = decoded(data, name)
    head, *rows = _rows(source.text, name) or [[]]
    columns = [_column(cell) for cell in head]
    if missing := {"question", "right"} - set(columns):
        named = ", ".join(f"'{short(cell.strip())}'" for cell in head[:9] if cell.strip())
        raise BankError(
            f"{name}: its first row is {named or 'empty'}, and names no column '{min(missing)}'; "
            "let it name the columns, 'question' and 'right' among them."
        )
    losses = [
        *source.losses,
        *(
            Loss("", f"the column '{cell.strip()[:40]}' is not known, and left out")
            for cell, column in zip(head, columns, strict=True)
            if cell.strip() and column not in COLUMNS and not _LETTER.fullmatch(column)
        ),
    ]
    names, questions = Names(), []
    for number, cells in enumerate(rows, start=2):
        row = _row(columns, cells)
        if not any(row.values()):
            continue
        told: list[str] = []
        question = names.give(row.get("id", ""), row.get("question", ""))
        try:
            questions.append({"id": question, **_question(row, told)})
        except NotCarried as error:
            told = [f"the question of row {number} is not carried over: {error}"]
        losses += (Loss(question, what) for what in dict.fromkeys(told))
    return Bank(titled(name), tuple(questions), tuple(losses))


def _rows(text: str, name: str) -> list[list[str]]:
    """Return the cells."""
    try:
        return [cells[:MOST_COLUMNS] for _, cells in saved_text.rows(text, strict=True)]
    except csv.Error as error:
        raise BankError(f"{name}: this is no whole table ({error}); save it again.") from error


def _column(cell: str) -> str:
    """Return which column a heading names."""
    name = " ".join(cell.strip().strip("\ufeff").casefold().split())
    bare = _NUMBERED.sub("", name)
    if "wrong" in (bare, ALIASES.get(bare)):
        return "wrong"
    return ALIASES.get(name, name)


def _row(columns: Sequence[str], cells: Sequence[str]) -> Row:
    """Return the cells of a row by their columns; those of one name stand below each other."""
    row: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        typed = as_typed(cell).strip()
        row[column] = (
            f"{row[column]}\n{typed}"
            if row.get(column) and typed
            else (typed or row.get(column, ""))
        )
    return row


def _options(row: Row) -> dict[str, str]:
    """Return options that stand in columns of their own, by the letter or digit that names them."""
    found = ((_LETTER.fullmatch(name), text) for name, text in row.items())
    return {letter[1].casefold(): text for letter, text in found if letter and text}


def _question(row: Row, told: list[str]) -> Fields:
    """Return one question; raises NotCarried."""
    prompt, right = row.get("question", ""), row.get("right", "")
    if not prompt or not right:
        raise NotCarried("it has no question, or no right answer")
    options = _options(row)
    wrong = _lines(row.get("wrong", ""))
    if options:
        right, wrong = _named(options, right)
    kind = row.get("type", "").casefold() or _kind(right, wrong)
    if kind not in TYPES:
        raise NotCarried(f"there is no type '{kind[:40]}' in a table")
    own = TYPES[kind](row, _lines(right), wrong, told)
    made: dict[str, Any] = {"type": own.pop("type")}
    if words := tags(re.split(r"[;,]", row.get("tags", ""))):
        made["tags"] = words
    if (points := _number(row.get("points", ""))) is not None:
        made["points"] = plain_number(points)
    made |= {"prompt": prompt, **own}
    if hint := row.get("hint"):
        made["hints"] = [hint]
    if explanation := row.get("explanation"):
        made["explanation"] = explanation
    return made


def _named(options: Mapping[str, str], right: str) -> tuple[str, list[str]]:
    """Return the right options as lines, and the others; they are named, or written out."""
    words = [word.strip().casefold() for word in re.split(r"[,;\s]+", right) if word.strip()]
    named = {letter: text for letter, text in options.items() if letter in words}
    if len(named) != len(words):
        lines = {line.casefold() for line in _lines(right)}
        named = {letter: text for letter, text in options.items() if text.casefold() in lines}
    if not named:
        raise NotCarried(f"none of its options is '{right[:40]}'")
    return "\n".join(named.values()), [t for letter, t in options.items() if letter not in named]


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]


def _kind(right: str, wrong: Sequence[str]) -> str:
    """Return which type a question is, seen from its answers."""
    lines = _lines(right)
    if wrong:
        return "choice" if len(lines) == 1 else "several"
    if _flag(right) is not None:
        return "truefalse"
    if len(lines) > 1 and all(PAIR in line for line in lines):
        return "match"
    return "number" if _number(right) is not None else "text"


@cache
def _flags() -> Mapping[str, bool]:
    """Return the words for true and false, as pages say them and spreadsheets do."""
    found = {
        said("truefalse", code, str(flag).lower()): flag
        for code in known()
        for flag in (True, False)
    }
    sheets = {"true": True, "false": False, "wahr": True, "істина": True, "хибність": False}
    return {word.casefold(): flag for word, flag in found.items()} | sheets


def _flag(cell: str) -> bool | None:
    return _flags().get(cell.strip().casefold())


def _number(cell: str, told: list[str] | None = None) -> Fraction | None:
    """Read a number as programs write it, or else as people do; None where it is not one."""
    values = readings(cell) if cell else ()
    written = made_of.as_number(cell)
    if written is None or written not in values:
        return values[0] if len(values) == 1 else None
    if len(values) > 1 and told is not None:
        told.append(f"{cell} is read with a decimal point: {float(written):g}")
    return written


def _chosen(_row: Row, right: Sequence[str], wrong: Sequence[str], told: list[str]) -> Fields:
    answers = [*(Answer(text, 1.0) for text in right), *(Answer(text, 0.0) for text in wrong)]
    return made_of.one_of(answers, told)


def _several(_row: Row, right: Sequence[str], wrong: Sequence[str], told: list[str]) -> Fields:
    each = 1 / len(right)
    answers = [*(Answer(text, each) for text in right), *(Answer(text, -each) for text in wrong)]
    return made_of.several_of(answers, told)


def _truefalse(_row: Row, right: Sequence[str], _wrong: Sequence[str], _told: list[str]) -> Fields:
    answer = as_flag(right[0]) if as_flag(right[0]) is not None else _flag(right[0])
    if answer is None:
        raise NotCarried(f"'{right[0][:40]}' is neither true nor false")
    return {"type": "truefalse", "answer": answer}


def _numeric(row: Row, right: Sequence[str], _wrong: Sequence[str], told: list[str]) -> Fields:
    value = _number(right[0], told)
    if value is None or len(right) > 1:
        raise NotCarried(f"'{' '.join(right)[:40]}' is not one number")
    made: Fields = {"type": "number", "answer": plain_number(value)}
    if tolerance := _number(row.get("tolerance", "")):
        made["tolerance"] = plain_number(abs(tolerance))
    return made | ({"unit": row["unit"]} if row.get("unit") else {})


def _typed(_row: Row, right: Sequence[str], _wrong: Sequence[str], told: list[str]) -> Fields:
    return made_of.typed([Answer(text.replace("*", "\\*"), 1.0) for text in right], told)


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        left, sign, right = line.partition(PAIR)
        if not sign:
            raise NotCarried(f"'{line[:40]}' is no pair: write 'left = right'")
        yield left.strip(), right.strip()


def _match(_row: Row, right: Sequence[str], wrong: Sequence[str], told: list[str]) -> Fields:
    return made_of.match_of(list(_pairs(right)), wrong, told)


def _groups(_row: Row, right: Sequence[str], wrong: Sequence[str], _told: list[str]) -> Fields:
    groups: dict[str, list[str]] = {name: [] for name in wrong}
    for thing, group in _pairs(right):
        groups.setdefault(group, []).append(thing)
    return {
        "type": "groups",
        "groups": [{"text": name, "items": things} for name, things in groups.items()],
    }


def _order(_row: Row, right: Sequence[str], _wrong: Sequence[str], told: list[str]) -> Fields:
    return made_of.order_of([(text, "") for text in right], told)


Made = Callable[[Row, Sequence[str], Sequence[str], list[str]], Fields]
TYPES: Mapping[str, Made] = {
    "choice": _chosen,
    "several": _several,
    "truefalse": _truefalse,
    "number": _numeric,
    "text": _typed,
    "match": _match,
    "groups": _groups,
    "order": _order,
}

READER = Reader(name="csv", told="a table of questions", knows=knows, read=read)
