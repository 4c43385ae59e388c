"""Canaries that look like the test they follow: they carry its own code, and never run it.

A process can be taught to let pass only what calls the student's own functions, which no plain
canary does. A decoy names all that the test names; yet what it claims is false, or what it shows
is known, before any of that is reached. So it needs nothing of the notebook, and changes nothing.
"""

from __future__ import annotations

import ast
import math
import random
from collections.abc import Sequence
from functools import lru_cache

from quizkit.grading.running.canaries import TRUE_OF, Canary

MOST = 8  # claims of one test
KEPT = 256  # tests that are not read anew for each student
LONGEST = 50_000  # characters of a test that decoys are made of
NOT_INSIDE = (ast.Await, ast.Yield, ast.YieldFrom)  # no function without a name may hold them
# A test again, on the notebook's names but for some; it must be the notebook that has those.
WITHOUT = """\
(lambda b, names: ([names.pop(n) for n in {without!r}], b.exec({body!r}, names), \
b.eval({last!r}, names)).__getitem__(-1))(__import__('builtins'), \
{{**__import__('IPython').get_ipython().user_ns}})"""


def assertion(source: str, chance: random.Random) -> Canary | None:
    """Make what a test asserts false before it comes to what it asks; None if it asserts nothing.

    >>> assertion("for n in (1, 2):\\n    assert f(n) == n", random.Random(1)).code
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
