"""Checks that must fail, run between a notebook's tests.

Tests run in the student's own process, and it can be taught to pass everything: by leaving out
``assert``, by showing another number than was computed, by bending ``len`` or ``isinstance``. A
canary is a false claim, other each time; the process that lets it pass has been taught. It leaves
no trace in the notebook: no execution count, no history, no name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FALSE = (
    "{a} == {b}",
    "len([{a}, {b}]) == 3",
    "sorted([{b}, {a}]) == [{b}, {a}]",
    "isinstance({a}, str)",
    "all([{a} < {b}, {b} < {a}])",
    "any([{a} > {b}, {a} == {b}])",
    "sum([{a}, {b}]) == {b}",
    "max({a}, {b}) == {a}",
    "min({a}, {b}) == {b}",
    "abs(-{a}) == -{a}",
    "round({a}.2) == {b}",
    "str({a}) == '{b}'",
    "set([{a}]) == set([{b}])",
    "list(range({a})) == []",
    "type({a}) is str",
    "'{a}' in ['{b}']",
    "bool({a} == {b})",
    "{{'a': {a}}} == {{'a': {b}}}",
)
LEAST_DECIMALS = 3  # to which a number may have been rounded
ROUNDED = re.compile(r"-?[0-9]{1,9}\.[0-9]{3,17}")


@dataclass(frozen=True, slots=True)
class Canary:
    """Code, and what an honest kernel makes of it: an error, or a text that is shown."""

    code: str
    shows: str = ""

    def caught(self, reply: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> bool:
        """Tell whether the process did as an honest one does.

        >>> Canary("assert 1 == 2").caught({"status": "ok"}, [])
        False
        """
        if self.shows:
            texts = [output.get("data", {}).get("text/plain") for output in shown]
            fine = len(texts) == 1 and _same(str(texts[0]), self.shows)
            return reply.get("status") == "ok" and fine
        return reply.get("status") == "error" and reply.get("ename") == "AssertionError"


def _same(text: str, number: str) -> bool:
    """Tell whether a text is a number, or that number to three decimals or more.

    A student may have asked for so many with ``%precision``; fewer would round up a score.

    >>> _same("18.370", "18.37"), _same("0.333", "0.3333333"), _same("1.0", "0.96")
    (True, True, False)
    """
    decimals = text.rpartition(".")[2]
    if len(decimals) < LEAST_DECIMALS or not ROUNDED.fullmatch(text):
        return text == number
    return float(text) == round(float(number), len(decimals))


def assertion(chance: random.Random) -> Canary:
    """Make a false claim as a test would make it."""
    a, b = _numbers(chance)
    return Canary(f"assert {chance.choice(FALSE).format(a=a, b=b)}, 'expected {b}'")


def number(chance: random.Random, *, last: bool) -> Canary:
    """Have a number shown that only a process that computes and shows honestly arrives at.

    ``last`` for the end of a notebook, where the cell's own value may be used.
    """
    a, b = _numbers(chance)
    part = chance.randrange(1, 100) / 100
    claims = ", ".join(claim.format(a=a, b=b) for claim in FALSE)
    code = f"[{claims}].count(False) + {part!r}"
    shows = repr(len(FALSE) + part)
    return Canary(code if last else f"__import__('IPython').display.display({code})", shows)


def _numbers(chance: random.Random) -> tuple[int, int]:
    """Give two numbers of which the first is smaller, and both are above 1."""
    a = chance.randrange(2, 40)
    return a, a + chance.randrange(2, 40)
