"""Conditions on a row of a table, as authors write them: ``accession_year > 1997``.

A small part of Python's expressions, read and worked out here and never run by Python: column
names, numbers, texts, lists, comparisons, ``in``, ``and``, ``or``, ``not``, ``+ - * /``.

- A date compares with a text such as ``"2022-01-10"`` or ``"2022-01"``.
- An empty cell is ``None``: equal to nothing else, neither before nor after anything.
- ``"article-a" in source_ids`` is true where the text holds the other.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizkit.errors import QuizkitError, nearest

LONGEST = 500  # characters
DEEPEST = 20  # levels
CONSTANTS = {"true": True, "false": False, "null": None, "none": None}

Row = Mapping[str, Any]
Value = Any  # what a cell may hold: text, number, date, true or false, None; or a list of those

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_COMPARE: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ARITHMETIC: Mapping[type[ast.operator], tuple[str, str, Callable[[Value, Value], Value]]] = {
    ast.Add: ("add", "added", operator.add),
    ast.Sub: ("subtract", "subtracted", operator.sub),
    ast.Mult: ("multiply", "multiplied", operator.mul),
    ast.Div: ("divide", "divided", operator.truediv),
}


class ExpressionError(QuizkitError):
    """A condition cannot be read or worked out; ``mend`` says what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition that was read; call it with a row.

    >>> read("accession_year > 1997", ["name", "accession_year"])({"accession_year": 1999})
    True
    """

    source: str
    tree: ast.expr

    def __call__(self, row: Row) -> bool:
        """Return whether the condition holds for a row; an empty cell does not hold."""
        value = _value(self.tree, row)
        if value is not None and not isinstance(value, bool):
            what = f"'{_short(self.source)}' gives {_kind(value)}, not true or false"
            raise ExpressionError(what, "compare it: column == value")
        return bool(value)


def read(source: str, columns: Iterable[str]) -> Expression:
    """Read a condition on rows of those columns; ExpressionError if it cannot be read."""
    if len(source) > LONGEST:
        what = f"the condition is longer than {LONGEST} characters"
        raise ExpressionError(what, "make it shorter, or add a column to the table")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        mend = "write it as accession_year > 1997 and name != 'Turkey'; == compares, = does not"
        raise ExpressionError(f"'{_short(source)}' is not a condition", mend) from None
    _check(tree, set(columns), DEEPEST)
    return Expression(source, tree)


def _check(node: ast.expr, columns: set[str], deepest: int) -> None:
    """Refuse everything that is not on the list."""
    if deepest == 0:
        mend = "make it simpler, or add a column to the table"
        raise ExpressionError(f"the condition is nested more than {DEEPEST} deep", mend)
    match node:
        case ast.Constant(value=str() | int() | float() | None):
            return
        case ast.Name(id=name):
            _check_name(name, columns)
        case ast.BoolOp(op=ast.And() | ast.Or()) | ast.List() | ast.Tuple() | ast.Set():
            pass
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.UAdd()):
            pass
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()) | ast.Compare():
            pass
        case _:
            mend = "use columns, values, comparisons, in, and, or, not, + - * /"
            raise ExpressionError(f"'{_short(ast.unparse(node))}' may not be in a condition", mend)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            _check(child, columns, deepest - 1)


def _check_name(name: str, columns: set[str]) -> None:
    if name in columns or name.lower() in CONSTANTS:
        return
    near = nearest(name, columns)
    mend = f"did you mean '{near}'?" if near else f"the columns are {', '.join(sorted(columns))}"
    raise ExpressionError(f"there is no column '{_short(name)}'", mend)


def _value(node: ast.expr, row: Row) -> Value:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return row[name] if name in row else CONSTANTS[name.lower()]
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return [_value(part, row) for part in parts]
        case ast.BoolOp(op=op, values=parts):
            wanted = isinstance(op, ast.Or)
            return wanted if any(_truth(part, row) is wanted for part in parts) else not wanted
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand, row)
        case ast.UnaryOp(op=op, operand=operand):
            number = _number(_value(operand, row), "negate")
            return -number if isinstance(op, ast.USub) and number is not None else number
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(op, _value(left, row), _value(right, row))
        case ast.Compare():
            return _comparison(node, row)
    raise AssertionError(node)  # _check lets nothing else through


def _truth(node: ast.expr, row: Row) -> bool:
    return Expression(ast.unparse(node), node)(row)


def _arithmetic(op: ast.operator, left: Value, right: Value) -> Value:
    name, done, work = _ARITHMETIC[type(op)]
    left, right = _number(left, name), _number(right, name)
    if left is None or right is None:
        return None
    try:
        return work(left, right)
    except ArithmeticError:
        what = f"{left} and {right} cannot be {done}"
        raise ExpressionError(what, "leave out the rows where this happens") from None


def _number(value: Value, name: str) -> int | float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ExpressionError(f"one cannot {name} {_kind(value)}", "use columns of numbers")
    return value


def _comparison(node: ast.Compare, row: Row) -> bool:
    left = _value(node.left, row)
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = _value(comparator, row)
        if not _holds(op, left, right):
            return False
        left = right
    return True


def _holds(op: ast.cmpop, left: Value, right: Value) -> bool:
    match op:
        case ast.In() | ast.NotIn():
            return _is_in(left, right) is isinstance(op, ast.In)
        case ast.Eq() | ast.Is():
            return _is_equal(left, right)
        case ast.NotEq() | ast.IsNot():
            return not _is_equal(left, right)
    if left is None or right is None:
        return False
    left, right = _alike(left, right)
    if isinstance(left, bool | list):
        raise ExpressionError(f"{_kind(left)} has no order", "use == or in")
    return bool(_COMPARE[type(op)](left, right))


def _is_in(left: Value, right: Value) -> bool:
    if right is None:
        return False
    if isinstance(right, str) and isinstance(left, str):
        return left in right
    if not isinstance(right, list | tuple):
        mend = "write column in ['a', 'b'], or 'a' in column"
        raise ExpressionError(f"nothing can be in {_kind(right)}", mend)
    return any(_is_equal(left, part) for part in right)


def _is_equal(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return left is right
    left, right = _alike(left, right)
    return bool(left == right)


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Make a date and a text comparable; refuse to compare values of different kinds."""
    if isinstance(left, date) and isinstance(right, str):
        return left.isoformat()[: len(_iso(right))], right
    if isinstance(left, str) and isinstance(right, date):
        return left, right.isoformat()[: len(_iso(left))]
    if _kind(left) != _kind(right):
        what = f"{_kind(left)} is compared with {_kind(right)}"
        raise ExpressionError(what, "put texts and dates in quotes, numbers without")
    return left, right


def _iso(text: str) -> str:
    if not _ISO.fullmatch(text):
        raise ExpressionError(f"'{_short(text)}' is not a date", "write it as '2022-01-10'")
    return text


def _kind(value: Value) -> str:
    names = {bool: "true or false", str: "a text", list: "a list", tuple: "a list", date: "a date"}
    return "an empty cell" if value is None else names.get(type(value), "a number")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
