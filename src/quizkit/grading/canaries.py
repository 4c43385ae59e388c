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
SHOW = "__import__('IPython').display.display"
LEAST_DECIMALS = 3  # to which a number may have been rounded
ROUNDED = re.compile(r"-?[0-9]{1,9}\.[0-9]{3,17}")


@dataclass(frozen=True, slots=True)
class Canary:
    """Code, and what an honest kernel makes of it.

    Args:
        code: what is run.
        shows: the numbers that it shows, as texts.
        fails: whether it ends with an AssertionError.
    """

    code: str
    shows: tuple[str, ...] = ()
    fails: bool = False

    def caught(self, reply: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> bool:
        """Tell whether the process did as an honest one does.

        >>> Canary("assert 1 == 2", fails=True).caught({"status": "ok"}, [])
        False
        """
        texts = [str(output.get("data", {}).get("text/plain")) for output in shown]
        same = len(texts) == len(self.shows) and all(map(_same, texts, self.shows))
        if self.fails:
            ended = reply.get("status") == "error" and reply.get("ename") == "AssertionError"
            return ended and (same or not self.shows)
        return reply.get("status") == "ok" and same

    def after(self, other: Canary) -> Canary:
        """Give one that shows another's number before it does what this one does."""
        return Canary(f"{SHOW}({other.code})\n{self.code}", other.shows + self.shows, self.fails)


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
    claim = chance.choice(FALSE).format(a=a, b=b)
    return Canary(f"assert {claim}, 'expected {b}'", fails=True)


def number(chance: random.Random, *, last: bool) -> Canary:
    """Have a number shown that only a process that computes and shows honestly arrives at.

    ``last`` for the end of a notebook, where the cell's own value may be used.
    """
    a, b = _numbers(chance)
    part = chance.randrange(1, 100) / 100
    claims = ", ".join(claim.format(a=a, b=b) for claim in FALSE)
    code = f"[{claims}].count(False) + {part!r}"
    shows = repr(len(FALSE) + part)
    return Canary(code if last else f"{SHOW}({code})", (shows,))


def _numbers(chance: random.Random) -> tuple[int, int]:
    """Give two numbers of which the first is smaller, and both are above 1."""
    a = chance.randrange(2, 40)
    return a, a + chance.randrange(2, 40)
