"""Conditions and reckonings on a row of a table, as authors write them: ``accession_year > 1997``.

A small part of Python's expressions, read and worked out here and never run by Python: column
names, numbers, texts, lists, comparisons, ``in``, ``and``, ``or``, ``not``, ``+ - * / // % **``,
``pi``, and of functions ``abs``, ``ceil``, ``floor``, ``max``, ``min``, ``round``, ``sqrt``. Of the
parameters of a question, in place of columns, the same.

- Numbers are exact: a third is a third. ``round`` goes away from zero at a half, as people do.
- No number may grow beyond all measure, so that ``9**9**9`` is a mistake and nothing hangs.
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

from quizkit.errors import nearest
from quizkit.quiz.derived.reckoning import (
    FUNCTIONS,
    OPERATORS,
    PI,
    ExpressionError,
    Value,
    applied,
    arithmetic,
    as_number,
    exact,
    kind,
)

LONGEST = 500  # characters
DEEPEST = 20  # levels
CONSTANTS = {"true": True, "false": False, "null": None, "none": None}

Row = Mapping[str, Any]

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_COMPARE: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition that was read; call it with a row.

    >>> read("accession_year > 1997", ["name", "accession_year"])({"accession_year": 1999})
    True
    """

    source: str
    tree: ast.expr

    @property
    def names(self) -> frozenset[str]:
        """The columns or parameters that it needs."""
        names = (node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return frozenset(names) - FUNCTIONS.keys()

    def value(self, row: Row) -> Value:
        """Return what it gives for a row: a number, a text, true, false or None."""
        return _value(self.tree, row)

    def __call__(self, row: Row) -> bool:
        """Return whether the condition holds for a row; an empty cell does not hold."""
        return _truth(self.tree, row, self.source)


def read(source: str, columns: Iterable[str], *, called: str = "column") -> Expression:
    """Read a condition on rows of those columns; ExpressionError if it cannot be read.

    ``called`` is what the names are in the words of an author: columns, or parameters.

    >>> read("round(a / b, 2)", ["a", "b"], called="parameter").value({"a": 2, "b": 3})
    Fraction(67, 100)
    """
    if len(source) > LONGEST:
        what = f"the condition is longer than {LONGEST} characters"
        raise ExpressionError(what, "make it shorter, or add a column to the table")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        mend = "write it as accession_year > 1997 and name != 'Turkey'; == compares, = does not"
        what = f"'{_short(source)}' is not a condition"
        if called != "column":
            what, mend = (
                f"'{_short(source)}' cannot be read",
                "write it as 2 * (a + b); == compares, = does not",
            )
        raise ExpressionError(what, mend) from None
    _check(tree, set(columns), DEEPEST, called)
    return Expression(source, tree)


def _check(node: ast.expr, columns: set[str], deepest: int, called: str) -> None:
    """Refuse everything that is not on the list."""
    if deepest == 0:
        mend = "make it simpler, or add a column to the table"
        raise ExpressionError(f"the condition is nested more than {DEEPEST} deep", mend)
    children: Iterable[ast.AST] = ast.iter_child_nodes(node)
    match node:
        case ast.Name(id=name):
            _check_name(name, columns, called)
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in FUNCTIONS:
            _check_count(name, len(parts))
            children = parts
        case _ if not _is_known(node):
            known = ", ".join(FUNCTIONS)
            mend = f"use {called}s, values, comparisons, in, and, or, not, + - * / // % **, {known}"
            raise ExpressionError(f"'{_short(ast.unparse(node))}' may not be in a condition", mend)
    for child in children:
        if isinstance(child, ast.expr):
            _check(child, columns, deepest - 1, called)


def _is_known(node: ast.expr) -> bool:
    """Return whether an expression is of a kind that we work out."""
    match node:
        case ast.Constant(value=str() | int() | float() | None):
            return True
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.UAdd()):
            return True
        case ast.BinOp(op=op):
            return type(op) in OPERATORS
    return isinstance(node, ast.BoolOp | ast.Compare | ast.List | ast.Tuple | ast.Set)


def _check_name(name: str, columns: set[str], called: str) -> None:
    if name in columns or name.lower() in CONSTANTS or name == "pi":
        return
    near = nearest(name, columns)
    mend = f"did you mean '{near}'?" if near else f"the {called}s are {', '.join(sorted(columns))}"
    raise ExpressionError(f"there is no {called} '{_short(name)}'", mend)


def _check_count(name: str, count: int) -> None:
    least, most = FUNCTIONS[name]
    if not least <= count <= most:
        takes = f"{least}" if least == most else f"{least} or more"
        what = f"'{name}' is given {count} values"
        raise ExpressionError(what, f"give it {takes}" if name != "round" else "write round(x, 2)")


def _value(node: ast.expr, row: Row) -> Value:
    match node:
        case ast.Constant(value=value):
            return exact(value)
        case ast.Name(id=name):
            return exact(row[name]) if name in row else CONSTANTS.get(name.lower(), PI)
        case ast.Call(func=ast.Name(id=name), args=parts):
            return applied(name, [_value(part, row) for part in parts])
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return [_value(part, row) for part in parts]
        case ast.BoolOp(op=op, values=parts):
            wanted = isinstance(op, ast.Or)
            return wanted if any(_truth(part, row) is wanted for part in parts) else not wanted
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _truth(operand, row)
        case ast.UnaryOp(op=op, operand=operand):
            number = as_number(_value(operand, row), "negate")
            return -number if isinstance(op, ast.USub) and number is not None else number
        case ast.BinOp(left=left, op=op, right=right):
            return arithmetic(op, _value(left, row), _value(right, row))
        case ast.Compare():
            return _comparison(node, row)
    raise AssertionError(node)  # _check lets nothing else through


def _truth(node: ast.expr, row: Row, source: str | None = None) -> bool:
    value = _value(node, row)
    if value is not None and not isinstance(value, bool):
        what = f"'{_short(source or ast.unparse(node))}' gives {kind(value)}, not true or false"
        raise ExpressionError(what, "compare it: column == value")
    return bool(value)


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
        raise ExpressionError(f"{kind(left)} has no order", "use == or in")
    return bool(_COMPARE[type(op)](left, right))


def _is_in(left: Value, right: Value) -> bool:
    if right is None:
        return False
    if isinstance(right, str) and isinstance(left, str):
        return left in right
    if not isinstance(right, list | tuple):
        mend = "write column in ['a', 'b'], or 'a' in column"
        raise ExpressionError(f"nothing can be in {kind(right)}", mend)
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
    if kind(left) != kind(right):
        what = f"{kind(left)} is compared with {kind(right)}"
        raise ExpressionError(what, "put texts and dates in quotes, numbers without")
    return left, right


def _iso(text: str) -> str:
    if not _ISO.fullmatch(text):
        raise ExpressionError(f"'{_short(text)}' is not a date", "write it as '2022-01-10'")
    return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
