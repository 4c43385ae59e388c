"""The parameters of a question, and the combinations of their values that it is asked with.

::

    variants:
      a: {from: 2, to: 9}              # also step: 0.5
      b: [3, 5, 7]                     # numbers, texts, or texts by language
      country: {table: capitals, column: country}
      capital: {table: capitals, column: capital}
      where: a != b                    # leaves combinations out
      count: 20                        # at most so many of them are made

Columns of one table come from one row. Of more combinations than ``count`` those are taken whose
digests come first: always the same, and nearly the same after a change. They are digests of what
the prompt shows: one of a value that only the key is made of would tell which values it can't be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import isnan, nan, prod
from typing import Any

import yaml

from quizkit.errors import QuizkitError
from quizkit.quiz.derived import conditions
from quizkit.quiz.derived.columns import Picked, unreadable
from quizkit.quiz.derived.reckoning import FUNCTIONS, ExpressionError, exact
from quizkit.quiz.model import Text, digest
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import short
from quizkit.quiz.reading.values import as_number, read_text
from quizkit.tables.content_folder import content_folder

Values = Mapping[str, Any]  # by parameter: a number, a Text, true or false

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,29}")
TAKEN = {*FUNCTIONS, *conditions.CONSTANTS, "pi", "and", "or", "not", "in", "is", "if", "else"}
SHOWN = re.compile(r"(?<!\{)\{\s*([A-Za-z_]\w*)\s*\}(?!\})")
OWN = ("where", "count")  # fields of `variants` that are no parameters
USUAL, MOST = 20, 200  # variants of a question
MOST_VALUES = 10_000  # of one parameter
MOST_TRIED = 2_000  # combinations that are looked at
MEND = "write 'variants: {a: {from: 2, to: 9}, b: [3, 5, 7]}'"


def combinations(fields: Fields, question: str) -> list[Values]:
    """Return the values with which a question is asked, noting what is wrong; none where it is."""
    node = fields.get("variants")
    if not isinstance(node, yaml.MappingNode):
        fields.problem("variants", "'variants' must name parameters", MEND)
        return []
    own = Fields(node, fields.place, name="'variants'")
    count = own.whole("count", USUAL, least=2, most=MOST) or USUAL
    where = own.word("where")
    before = len(own.place.problems)
    sources = _sources(own)
    if len(own.place.problems) > before or not sources:
        if not sources and len(own.place.problems) == before:
            own.problem("variants", "'variants' names no parameter", MEND)
        return []
    found = _fitting(own, where, sources, _shown(fields.get("prompt")), question)
    if found is not None and len(found) < 2:
        what = f"there {'is only one combination' if found else 'is no combination'} of values"
        mend = "widen a range" + (", or change 'where'" if where else "")
        own.problem("where" if where else next(iter(own.names())), what, mend)
        return []
    return (found or [])[:count]


def said(values: Values) -> str:
    """Write values for an author, in a line.

    >>> said({"a": 3, "b": Fraction(1, 2)})
    'a = 3, b = 1/2'
    """
    return ", ".join(f"{name} = {plain(value)}" for name, value in values.items())


def plain(value: Any) -> Any:
    """Return a value as an expression takes it: a text in one language."""
    return value.get("en") if isinstance(value, Text) else value


def _shown(prompt: yaml.Node | None) -> set[str]:
    """Return the parameters whose values stand in a prompt as they are."""
    by_language = prompt.value if isinstance(prompt, yaml.MappingNode) else [(None, prompt)]
    texts = (text.value for _, text in by_language if isinstance(text, yaml.ScalarNode))
    return {name for text in texts for name in SHOWN.findall(text)}


def _sources(own: Fields) -> list[list[Values]]:
    """Return the values of each parameter, or of each table's columns together."""
    found: list[list[Values]] = []
    tables: dict[str, dict[str, Fields]] = {}
    for name in own.names():
        if name in OWN:
            continue
        if not NAME.fullmatch(name) or name.lower() in TAKEN:
            mend = "begin with a letter, and use letters, digits and _ (and no word such as 'max')"
            own.problem(name, f"'{short(name)}' cannot be a parameter", mend)
        node = own.required(name, MEND)
        if node is None:
            continue
        one = None
        if isinstance(node, yaml.MappingNode):
            one = Fields(node, own.place, name=f"'{name}'")
        if one is not None and "table" in one:
            tables.setdefault(one.word("table") or "", {})[name] = one
        else:
            found.append([{name: value} for value in _values(own, name, node, one)])
    return found + [_rows(table, columns) for table, columns in tables.items()]


def _values(own: Fields, name: str, node: yaml.Node, one: Fields | None) -> list[Any]:
    if one is not None and "choices" in one:
        listed = one.listing("choices", MEND)
        one.close()
    elif one is not None:
        return _range(one)
    elif isinstance(node, yaml.SequenceNode):
        listed = list(node.value)
    else:
        own.problem(name, f"'{short(name)}' must have several values", MEND)
        return []
    if len(listed) > MOST_VALUES:
        own.problem(name, f"'{short(name)}' has more than {MOST_VALUES} values", "leave some out")
        return []
    values = [_choice(entry, own, name) for entry in listed]
    return [value for value in values if value is not None]


def _choice(node: yaml.Node, own: Fields, name: str) -> Any:
    """Return one of the listed values: a number where it is one, and not between quotes."""
    number = as_number(node.value) if isinstance(node, yaml.ScalarNode) and not node.style else nan
    if not isnan(number):
        return exact(number)
    return read_text(node, own.place, f"a value of '{name}'", prose=False)


def _range(one: Fields) -> list[Any]:
    mend = "write '{from: 2, to: 9, step: 1}'"
    for name in ("from", "to"):
        one.required(name, mend)
    first, last = (one.number(name, nan) for name in ("from", "to"))
    step = one.number("step", 1.0)
    one.close()
    if isnan(first) or isnan(last):
        return []
    start, end, by = (Fraction(exact(number)) for number in (first, last, step))
    if by <= 0 or end < start:
        what = "the range never begins" if by > 0 else "'step' must be above zero"
        one.problem("to" if by > 0 else "step", what, mend)
        return []
    count = int((end - start) / by) + 1
    if count > MOST_VALUES:
        one.problem("to", f"the range has more than {MOST_VALUES} values", "make 'step' larger")
        return []
    return [start + by * at for at in range(count)]


def _rows(table: str, columns: Mapping[str, Fields]) -> list[Values]:
    """Return what the rows of a table give to the parameters that name its columns."""
    first = next(iter(columns.values()))
    try:
        folder = first.place.content or content_folder(first.place.path.parent)
        rows = Picked.all(table, folder)
    except QuizkitError as error:
        first.problem("table", *unreadable(error))
        return []
    for one in columns.values():
        rows = _picked(rows, one)
    values = {name: _cells(rows, one) for name, one in columns.items()}
    if any(len(cells) < len(rows) for cells in values.values()):
        return []
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def _picked(rows: Picked, one: Fields) -> Picked:
    where = one.word("where")
    if where is None:
        return rows
    try:
        condition = conditions.read(where, rows.fields)
        return rows.only([row for row in rows if condition(row)])
    except ExpressionError as error:
        one.problem("where", str(error), error.mend)
        return rows


def _cells(rows: Picked, one: Fields) -> list[Any]:
    one.required("column", "write 'column: name'")
    column = one.word("column") or ""
    one.close()
    try:
        plain_values = rows.values(column) if column in rows.fields else [None] * len(rows)
        texts = rows.texts(column)
    except ExpressionError as error:
        one.problem("column", str(error), error.mend)
        return []
    found = []
    for row, value, text in zip(rows, plain_values, texts, strict=True):
        if isinstance(value, bool | int | float):
            found.append(exact(value))
        elif text:
            found.append(text)
        else:
            what = f"'{column}' is empty in the row '{rows.called(row)}' of '{rows.name}'"
            one.problem("column", what, "fill the cell, or leave the row out with 'where'")
    return found


def _fitting(
    own: Fields,
    where: str | None,
    sources: Sequence[Sequence[Values]],
    shown: set[str],
    question: str,
) -> list[Values] | None:
    """Return the combinations that fit, in the order of their digests; None after a mistake."""
    names = [name for source in sources for name in (source[0] if source else ())]
    try:
        condition = conditions.read(where, names, called="parameter") if where else None
        found: dict[str, tuple[str, str, Values]] = {}
        for at, values in enumerate(_tried(sources, question)):
            row = {name: plain(value) for name, value in values.items()}
            if condition is None or condition(row):
                public = said({name: value for name, value in values.items() if name in shown})
                order = digest(question, public), digest(question, str(at))
                found.setdefault(said(values), (*order, values))
    except ExpressionError as error:
        own.problem("where", str(error), error.mend)
        return None
    return [values for *_, values in sorted(found.values(), key=lambda each: each[:2])]


def _tried(sources: Sequence[Sequence[Values]], question: str) -> Iterator[Values]:
    """Yield every combination; where there are too many, some from all over."""
    if prod(map(len, sources)) <= MOST_TRIED:
        for parts in product(*sources):
            yield {name: value for part in parts for name, value in part.items()}
        return
    for at in range(MOST_TRIED):
        picked = (
            source[int(digest(question, *source[0], str(at)), 16) % len(source)]
            for source in sources
        )
        yield {name: value for part in picked for name, value in part.items()}
