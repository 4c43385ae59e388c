"""Single values of a quiz file: numbers, and true or false, as teachers write them."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import yaml

from quizkit.quiz.numerals import readings

PLAIN = "write it as 2 or 0.5"
FLAGS = "write true or false (without quotation marks)"


def as_number(word: str) -> float:
    """Read a number; not-a-number where it is none.

    >>> as_number("0.5"), as_number("many")
    (0.5, nan)
    """
    try:
        value = float(word)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def number_mend(word: str) -> str:
    """Return how a number should have been written.

    >>> number_mend("0,5")
    'use a point, not a comma: 0.5'
    >>> number_mend("2,5 miljoen")
    'write it as 2500000'
    >>> number_mend("800 km")
    "write the number alone: 800 (a unit has a field of its own, 'unit: …')"
    """
    word = word.strip().replace("\u2212", "-")
    if re.fullmatch(r"[-+]?\d{1,3}([, .\u00a0\u202f]\d{3})+", word):
        return f"write it without marks between thousands: {re.sub('[^-+0-9]', '', word)}"
    if re.fullmatch(r"[-+]?\d*,\d+", word):
        return f"use a point, not a comma: {word.replace(',', '.')}"
    if re.fullmatch(r"[-+]?\d+([.]\d+)?", word):
        return f"type an ordinary minus: {word}"
    if re.fullmatch(r"0x[0-9A-Fa-f]{1,12}", word):
        return f"write it in ordinary digits: {int(word, 16)}"
    if values := readings(word):
        meant = plain_digits(values[-1])
        if "%" in word:
            return f"write it as {meant} (or, with 'unit: \"%\"', as {plain_digits(values[0])})"
        return f"write it as {meant}"
    if unit := re.fullmatch(r"([-+]?\d+([.]\d+)?)\s*[^\W\d_%]{1,12}\.?", word):
        return f"write the number alone: {unit[1]} (a unit has a field of its own, 'unit: …')"
    return PLAIN


def plain_digits(number: Fraction) -> str:
    """Write a number as a quiz file takes it.

    >>> plain_digits(Fraction(2500000)), plain_digits(Fraction(1, 4))
    ('2500000', '0.25')
    """
    if number.denominator == 1 and abs(number) < 10**15:
        return str(number.numerator)
    return f"{float(number):.12g}"


def as_flag(word: str) -> bool | None:
    """Read true or false as YAML's authors write them; None if it is neither.

    >>> as_flag("Yes"), as_flag("false"), as_flag("perhaps")
    (True, False, None)
    """
    lower = word.strip().lower()
    if lower in ("true", "yes", "on"):
        return True
    return False if lower in ("false", "no", "off") else None


def is_empty(node: yaml.Node) -> bool:
    """Return whether a field was left empty (``name:``)."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
