"""Checks that must fail, run between a notebook's tests.

Tests run in the student's own process, and it can be taught to pass everything: by leaving out
``assert``, by showing another number than was computed, by bending ``len`` or ``isinstance``. A
canary is a false claim, other each time; the process that lets it pass has been taught. It leaves
no trace in the notebook: no execution count, no history, no name. Nor does it ask anything of the
notebook's names, but those that the test itself asks: a variable called ``sum`` is nobody's fault.

A process can be taught to let pass only what calls the student's own functions, which no plain
canary does. So some are decoys, which name all that the test names; yet what they claim is false,
or what they show is known, before any of that is reached, and nothing in the notebook changes.
"""

from __future__ import annotations

import ast
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
MOST = 8  # claims of one test
KEPT = 256  # tests that are not read anew for each student
LONGEST = 50_000  # characters of a test that decoys are made of
NOT_INSIDE = (ast.Await, ast.Yield, ast.YieldFrom)  # no function without a name may hold them
# A test again, on the notebook's names but for some; it must be the notebook that has those.
WITHOUT = """\
(lambda b, names: ([names.pop(n) for n in {without!r}], b.exec({body!r}, names), \
b.eval({last!r}, names)).__getitem__(-1))(__import__('builtins'), \
{{**__import__('IPython').get_ipython().user_ns}})"""


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


def assertion_in(source: str, chance: random.Random) -> Canary | None:
    """Make what a test asserts false before it comes to what it asks; None if it asserts nothing.

    >>> assertion_in("for n in (1, 2):\\n    assert f(n) == n", random.Random(1)).code
    "assert 10 == 38 and (f(n) == n), 'not 38'"
    """
    claims = _claims(source)
    if not claims:
        return None
    a, b = chance.sample(range(2, 60), 2)
    asked = " and ".join(chance.sample(claims, min(len(claims), MOST)))
    return Canary(f"assert {a} == {b} and {asked}, 'not {b}'", fails=True)


def values(source: str, shown: str, chance: random.Random) -> list[Canary]:
    """Have two known numbers shown where a test shows its points, or could: 0, and another.

    ``shown`` is what it did show; the other number is a part of that, if it can be.

    >>> sorted(canary.code for canary in values("2 * f(3) / 4", "0.5", random.Random(1)))
    ['(lambda: 2 * f(3) / 4) and 0.0', '(lambda: 2 * f(3) / 4) and 0.125']
    """
    code = _last(source)
    if not code:
        return []
    numbers = [0.0, chance.choice(_parts(shown) or [round(chance.uniform(1, 10), 2)])]
    chance.shuffle(numbers)
    return [Canary(f"(lambda: {code}) and {each!r}", (repr(each),)) for each in numbers]


@lru_cache(KEPT)
def built_ins(source: str) -> tuple[str, ...]:
    """Return what a test asks of Python by name, as far as that can be tried.

    >>> built_ins("assert all(f(n) == len(n) for n in names)")
    ('all', 'len')
    """
    tree = _tree(source)
    nodes = ast.walk(tree) if tree else ()
    return tuple(sorted({node.id for node in nodes if isinstance(node, ast.Name)} & set(TRUE_OF)))


def without(source: str, name: str, truth: str, shown: Sequence[str]) -> Canary:
    """Run a test once more, with Python's own in place of what the notebook calls by its name.

    A student may have written a ``max`` of their own, even a wrong one; a test that comes to the
    same with Python's does not owe its points to that.
    """
    *body, last = ast.parse(f"assert {truth}\n{source}").body
    if not (shown and isinstance(last, ast.Expr)):
        body, last = [*body, last], ast.Expr(ast.Constant(None))
    code = WITHOUT.format(
        without=[name],
        body=ast.unparse(ast.Module(body, [])),
        last=ast.unparse(last),
    )
    return Canary(code, tuple(shown))


@lru_cache(KEPT)
def results_expected(source: str) -> int | None:
    """Return how many values a test may show at most as its results; None if that can't be said.

    >>> results_expected("x = 1\\nx"), results_expected("assert True"), results_expected("%who")
    (1, 0, None)
    """
    tree = _tree(source)
    if tree is None:
        return None
    return sum(isinstance(line, ast.Expr) for line in tree.body)


def _parts(shown: str) -> list[float]:
    """Return parts of the number that a test showed: what others may have got for it."""
    try:
        number = float(shown)
    except ValueError:
        return []
    parts = {number * part / of for of in range(1, 7) for part in range(1, of + 1)}
    return sorted(each for each in parts if math.isfinite(each) and each)


def _can_be_alone(code: ast.expr) -> bool:
    return not any(isinstance(node, NOT_INSIDE) for node in ast.walk(code))


@lru_cache(KEPT)
def _claims(source: str) -> tuple[str, ...]:
    tree = _tree(source)
    nodes = ast.walk(tree) if tree else ()
    claims = [node.test for node in nodes if isinstance(node, ast.Assert)]
    return tuple(f"({ast.unparse(claim)})" for claim in claims if _can_be_alone(claim))


@lru_cache(KEPT)
def _last(source: str) -> str:
    tree = _tree(source)
    last = tree.body[-1] if tree and tree.body else None
    usable = isinstance(last, ast.Expr) and _can_be_alone(last.value)
    return ast.unparse(last) if last and usable else ""


def _tree(source: str) -> ast.Module | None:
    """Read the code of a test; IPython's own lines in it make it unreadable."""
    try:
        return ast.parse(source) if len(source) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
