"""Exact numbers for the expressions of authors: operators, a few functions, and no bounds passed.

No number may grow beyond all measure, so that ``9**9**9`` is a mistake and nothing hangs.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from quizkit.errors import QuizkitError

LARGEST = 1024  # bits of a number, above or below the line of a fraction
MOST_DIGITS = 12  # that one may round to
PI = Fraction(str(math.pi))

Value = Any  # what a cell may hold: text, number, date, true or false, None; or a list of those


class ExpressionError(QuizkitError):
    """A condition cannot be read or worked out; ``mend`` says what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


def arithmetic(op: ast.operator, left: Value, right: Value) -> Value:
    """Return what two numbers give; None where one is an empty cell."""
    name, done, work = OPERATORS[type(op)]
    left, right = as_number(left, name), as_number(right, name)
    if left is None or right is None:
        return None
    try:
        return _bounded(work(left, right))
    except ArithmeticError:
        what = f"{_shown(left)} and {_shown(right)} cannot be {done}"
        raise ExpressionError(what, "leave out the rows where this happens") from None


def _shown(number: Value) -> str:
    """Write a number for a message: as it is, but for one of many digits."""
    text = str(number)
    return text if len(text) <= MOST_DIGITS + 1 else f"{float(number):.3g}"


def exact(value: Value) -> Value:
    """Return a number of a table or an expression as it is written: 0.1 is one tenth."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        raise ExpressionError(f"{value} is no number to reckon with", "write a smaller one")
    return Fraction(str(value))


def _bounded(value: Value) -> Value:
    """Return a number, unless it is so large, or so fine, that no quiz means it."""
    bits = max(abs(value.numerator).bit_length(), value.denominator.bit_length())
    if bits > LARGEST:
        raise ExpressionError("a number grows beyond all measure", "make the expression smaller")
    return value


def _power(base: Value, exponent: Value) -> Value:
    """Raise a number to a power, if that can be written down."""
    if exponent.denominator != 1:
        if base < 0:
            raise ArithmeticError
        return _rounded(lambda: float(base) ** float(exponent))
    bits = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if bits > 1 and bits * abs(exponent) > 2 * LARGEST:  # before it is worked out
        _bounded(2 ** (LARGEST + 1))
    return Fraction(base) ** int(exponent)


def _rounded(work: Callable[[], float]) -> Fraction:
    """Return what only a computer's numbers give, to the digits that they are good for."""
    try:
        return Fraction(f"{work():.14g}")
    except (OverflowError, ValueError):
        return Fraction(_bounded(2 ** (LARGEST + 1)))


def _root(number: Value) -> Value:
    if number < 0:
        what = f"{_shown(number)} has no square root"
        raise ExpressionError(what, "leave out the rows where this happens")
    root = Fraction(math.isqrt(number.numerator), math.isqrt(number.denominator))
    return root if root**2 == number else _rounded(lambda: math.sqrt(number))


def _round(number: Value, digits: Value = 0) -> Value:
    if digits.denominator != 1 or abs(digits) > MOST_DIGITS:
        what = f"one cannot round to {_shown(digits)} decimals"
        raise ExpressionError(what, f"give a whole number up to {MOST_DIGITS}")
    scale = Fraction(10) ** int(digits)
    away = math.floor(abs(number) * scale + Fraction(1, 2)) / scale
    return away if number >= 0 else -away


def applied(name: str, values: list[Value]) -> Value:
    """Return what a function gives; None where a value is an empty cell."""
    numbers = [as_number(value, f"take the {name} of") for value in values]
    return None if None in numbers else _WORK[name](*numbers)


def as_number(value: Value, name: str) -> int | Fraction | None:
    """Return a number, or None of an empty cell; ``name`` says what is done with it."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | Fraction)):
        raise ExpressionError(f"one cannot {name} {kind(value)}", "use columns of numbers")
    return value


def kind(value: Value) -> str:
    """Say what a value is."""
    names = {bool: "true or false", str: "a text", list: "a list", tuple: "a list", date: "a date"}
    return "an empty cell" if value is None else names.get(type(value), "a number")


OPERATORS: Mapping[type[ast.operator], tuple[str, str, Callable[[Value, Value], Value]]] = {
    ast.Add: ("add", "added", operator.add),
    ast.Sub: ("subtract", "subtracted", operator.sub),
    ast.Mult: ("multiply", "multiplied", operator.mul),
    ast.Div: ("divide", "divided", lambda left, right: Fraction(left) / right),
    ast.FloorDiv: ("divide", "divided", operator.floordiv),
    ast.Mod: ("divide", "divided", operator.mod),
    ast.Pow: ("raise", "raised to that power", lambda left, right: _power(left, right)),
}
FUNCTIONS: Mapping[str, tuple[int, int]] = {  # how many values each takes
    "abs": (1, 1),
    "ceil": (1, 1),
    "floor": (1, 1),
    "max": (2, 20),
    "min": (2, 20),
    "round": (1, 2),
    "sqrt": (1, 1),
}
_WORK: Mapping[str, Callable[..., Value]] = {
    "abs": abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "max": max,
    "min": min,
    "round": _round,
    "sqrt": _root,
}
