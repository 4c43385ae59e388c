"""Checks that must fail, run between a notebook's tests.

Tests run in the student's own process, and it can be taught to pass everything: by leaving out
``assert``, by showing another number than was computed, by bending ``len`` or ``isinstance``. A
canary is a false claim, other each time; the process that lets it pass has been taught. It leaves
no trace in the notebook: no execution count, no history, no name. Nor does it ask anything of the
notebook's names, but those that the test itself asks: a variable called ``sum`` is nobody's fault.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FALSE = (  # claims of operators alone, which no name of a notebook can touch
    "{a} == {b}",
    "{a} > {b}",
    "{b} - {a} == {b}",
    "not ({a} < {b})",
    "'{a}' in ['{b}']",
    "'{a}' + '{b}' == '{b}'",
    "{{'a': {a}}} == {{'a': {b}}}",
)
TRUE_OF = {  # what Python's own come to, for tests that name them
    "abs": ("abs(-{a}) == {a}",),
    "all": ("[all([{a} < {b}, {b} < {a}]), all([{a} < {b}])] == [False, True]",),
    "any": ("[any([{a} > {b}, {a} == {b}]), any([{b} < {a}, {a} < {b}])] == [False, True]",),
    "bool": ("[bool({a} == {b}), bool({a})] == [False, True]",),
    "dict": ("dict([[{a}, {b}]]) == {{{a}: {b}}}",),
    "enumerate": ("[*enumerate([{a}])] == [(0, {a})]",),
    "filter": ("[*filter(None, [{a}, 0])] == [{a}]",),
    "float": ("float({a}) == {a}.0",),
    "hasattr": ("[hasattr({a}, 'real'), hasattr({a}, 'quality')] == [True, False]",),
    "int": ("int('{a}') == {a}",),
    "isinstance": (
        "[isinstance({a}, ({b}).__class__), isinstance({a}, ''.__class__)] == [True, False]",
    ),
    "issubclass": ("issubclass(({a}).__class__, ''.__class__) == False",),
    "len": ("[len([{a}, {b}, {a}]), len([{b}])] == [3, 1]",),
    "list": ("list(({a}, {b})) == [{a}, {b}]",),
    "map": ("[*map(({a}).__add__, [{b}])] == [{a} + {b}]",),
    "max": ("max([{a}, {b}]) == {b}", "max({b}, {a}, {a}) == {b}", "max({a}, {b}) == {b}"),
    "min": ("min([{b}, {a}]) == {a}", "min({a}, {b}, {b}) == {a}", "min({b}, {a}) == {a}"),
    "range": ("[*range(3)] == [0, 1, 2]",),
    "repr": ("repr({a}) == '{a}'",),
    "reversed": ("[*reversed([{a}, {b}])] == [{b}, {a}]",),
    "round": ("round({a}.2) == {a}",),
    "set": ("set([{a}, {b}, {a}]) == {{{a}, {b}}}",),
    "sorted": ("sorted([{b}, {a}]) == [{a}, {b}]",),
    "str": ("str({a}) == '{a}'",),
    "sum": ("sum([{a}, {b}]) == {a} + {b}",),
    "tuple": ("tuple([{a}]) == ({a},)",),
    "type": ("type({a}) == ({b}).__class__",),
    "zip": ("[*zip([{a}], [{b}])] == [({a}, {b})]",),
}
SHOW = "__import__('IPython').display.display"
ROUNDED = re.compile(r"-?[0-9]{1,9}\.([0-9]{1,17})")


@dataclass(frozen=True, slots=True)
class Canary:
    """Code, and what an honest kernel makes of it.

    Args:
        code: what is run.
        shows: the numbers that are its results, as texts.
        displays: numbers that it displays, as texts; hooks may display more.
        fails: whether it ends with an error.
    """

    code: str
    shows: tuple[str, ...] = ()
    displays: tuple[str, ...] = ()
    fails: bool = False

    def caught(
        self, reply: Mapping[str, Any], results: Sequence[str], displayed: Sequence[str] = ()
    ) -> bool:
        """Return whether the process did as an honest one does.

        >>> Canary("assert 1 == 2", fails=True).caught({"status": "ok"}, [])
        False
        """
        same = len(results) == len(self.shows) and all(map(_same, results, self.shows))
        left = iter(displayed)
        there = all(any(_same(text, number) for text in left) for number in self.displays)
        return same and there and reply.get("status") == ("error" if self.fails else "ok")


def _same(text: str, number: str) -> bool:
    """Return whether a text is a number, or that number rounded to one decimal or more.

    A student may have asked for so many with ``%precision``; none would round up a score.

    >>> _same("18.370", "18.37"), _same("0.3", "0.3333333"), _same("1", "0.96")
    (True, True, False)
    """
    rounded = ROUNDED.fullmatch(text)
    if not rounded:
        return text == number
    return float(text) == round(float(number), len(rounded[1]))


def assertion(chance: random.Random) -> Canary:
    """Make a false claim as a test would make it."""
    a, b = _numbers(chance)
    return Canary(f"assert {chance.choice(FALSE).format(a=a, b=b)}, 'expected {b}'", fails=True)


def truths(name: str, chance: random.Random) -> list[str]:
    """Make claims that hold for what Python brings by this name."""
    a, b = _numbers(chance)
    return [truth.format(a=a, b=b) for truth in TRUE_OF[name]]


def number(chance: random.Random) -> Canary:
    """Have a number computed, and shown as a cell's own value."""
    a, b = _numbers(chance)
    part = chance.randrange(1, 100) / 100
    claims = " + ".join(f"(not ({claim.format(a=a, b=b)}))" for claim in FALSE)
    return Canary(f"{claims} + {part!r}", (repr(len(FALSE) + part),))


def numbers_shown(chance: random.Random) -> Canary:
    """Have 0 and another number shown in the notebook's own way."""
    part = chance.randrange(100, 9900) / 100
    return Canary(f"{SHOW}(0.0, {part!r})", displays=("0.0", repr(part)))


def _numbers(chance: random.Random) -> tuple[int, int]:
    """Return two numbers of which the first is smaller, and both are above 1."""
    a = chance.randrange(2, 40)
    return a, a + chance.randrange(2, 40)
