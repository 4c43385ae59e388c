"""What a test expects: the literals of its code that right answers are compared with.

A test says what it expects by comparing (``f(2) == 3``), by calling what compares (``isclose(f(2),
3)``, ``check(f(2), 3)``), or in a table whose rows a loop unpacks into one of these.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeGuard

# What makes a value of what it is given, beside what a test imports as a module.
MAKERS = frozenset(
    "Counter DataFrame Decimal Fraction Path Series Timedelta Timestamp approx arange array bytes"
    " complex date datetime dict dt float frozenset int list math np nx pd range set sorted str"
    " sympy time timedelta tuple".split()
)
# What compares its first two arguments, whatever follows them.
COMPARES = re.compile(
    r"(?!\w*not)(?:assert\w*(?:eq|equals?|close)|\w*is_?close|allclose|\w*equals?)", re.IGNORECASE
)
ABOUT = re.compile(r"close|almost|approx", re.IGNORECASE)
SAYS = frozenset("append display exit extend format join print read_csv simplefilter write".split())
FEW = (int, float, str, bytes)
AMONG, SMALL = 40, 0.7
Rows = Sequence[ast.expr]
COMPREHENSIONS = ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp
MAY_NOT_RUN = (
    ast.FunctionDef
    | ast.AsyncFunctionDef
    | ast.ClassDef
    | ast.Lambda
    | ast.If
    | ast.IfExp
    | ast.While
    | ast.Try
    | ast.BinOp
    | ast.UnaryOp
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a test, and what could be changed in it.

    Args:
        leaves: constants in what it expects.
        every: whether all of them must be changed, and not any one, for right code to fail.
        off: how far from it another value is surely wrong: 0 for any, 1 where what is near may be
            right, and more where there are many right ones.
        within: how far from it another value may be and still be right; infinite if that is not
            known.
        sure: whether the test cannot pass with one of them changed, as far as can be read.
        said: what the test says where it fails.
        group: the comparison that it belongs to: all rows of a table are of one.
    """

    leaves: tuple[ast.Constant, ...]
    every: bool = False
    off: int = 0
    within: float = 0
    sure: bool = False
    said: ast.expr | None = None
    group: tuple[int, int] = (0, 0)


def claims(tree: ast.Module) -> list[Claim]:
    """Return the claims of a test in the order of its text.

    >>> test = "for n, right in [(1, 2), (2, 4)]:\\n    assert f(n) == right and g(n) == [0, n]"
    >>> [[leaf.value for leaf in claim.leaves] for claim in claims(ast.parse(test))]
    [[2], [4], [0]]
    """
    found = _Finder(tree).found.values()
    return sorted(found, key=lambda claim: (claim.leaves[0].lineno, claim.leaves[0].col_offset))


def denials(tree: ast.Module) -> list[tuple[ast.expr, bool]]:
    """Return what a test asserts, which could be denied: a last resort, where it expects nothing.

    With each goes whether the test cannot pass then, as far as can be read.
    """
    asserts = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    return [(node.test, node in tree.body) for node in asserts]


@dataclass
class _Table:
    """What a name stands for in a test: literals, and rows that were added to them."""

    bound: list[ast.expr] = field(default_factory=list)
    added: list[ast.expr] = field(default_factory=list)


class _Finder(ast.NodeVisitor):
    """Goes through a test once; ``found`` is what it claims."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: dict[Any, Claim] = {}
        self._modules = _modules(tree)
        self._tables = _tables(tree)
        self._loops: list[Mapping[str, list[ast.expr]]] = []
        self._open: list[str] = []  # names being looked up: one may be bound to itself
        self._sure, self._checked = True, False
        self._said: ast.expr | None = None
        self.visit(tree)

    def visit(self, node: ast.AST) -> None:
        """Look at a node, and at what is in it."""
        if isinstance(node, COMPREHENSIONS):
            self._comprehension(node)
        elif isinstance(node, MAY_NOT_RUN):
            self._unsure(node)
        else:
            super().visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        self._said, self._checked = node.msg, True
        self.visit(node.test)  # what it says where it fails claims nothing
        self._said, self._checked = None, False

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)  # a comparison in the brackets selects

    def visit_For(self, node: ast.For) -> None:
        self._over([(node.target, node.iter)], [node.iter, *node.body])
        for line in node.orelse:
            self.visit(line)

    def _comprehension(self, node: Any) -> None:
        loops = [(each.target, each.iter) for each in node.generators]
        asked = [cond for each in node.generators for cond in each.ifs if _asks(cond)]
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._over(loops, [*(each.iter for each in node.generators), *asked, *parts])

    def _over(self, loops: Sequence[tuple[ast.expr, ast.expr]], parts: Iterable[ast.AST]) -> None:
        """Look at what is inside of loops, whose names stand for what their rows hold."""
        for target, rows in loops:
            self._loops.append(dict(_unpacked(target, self._rows(rows))))
        for part in parts:
            self.visit(part)
        del self._loops[-len(loops) :]

    def _unsure(self, node: ast.AST) -> None:
        """What is inside may not be run, or may be wrong in a test that passes."""
        before, self._sure = self._sure, False
        self.generic_visit(node)
        self._sure = before

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        if isinstance(node.op, ast.Or):
            self._unsure(node)
        else:
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
            if isinstance(op, ast.Eq | ast.Is):
                self._claim(left, right)
                self._claim(right, left)
            elif isinstance(op, ast.In):
                self._claim(left, right, every=True, off=AMONG)
                self._claim(right, left, off=AMONG)
            elif isinstance(op, ast.LtE) and isinstance(left, ast.Set):
                self._claim(right, left, off=AMONG)
            elif isinstance(op, ast.Lt | ast.LtE) and (within := _small(right)) is not None:
                self._near(left, within)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        if COMPARES.fullmatch(name):
            compared = [node.func, *node.args] if len(node.args) == 1 else node.args[:2]
            if len(compared) == 2:
                off = int(bool(ABOUT.search(name)))
                within = inf if node.keywords or len(node.args) > 2 else 0
                self._claim(compared[0], compared[1], off=off, within=within)
                self._claim(compared[1], compared[0], off=off, within=within)
        if name == "all":
            self.generic_visit(node)
        else:
            self._unsure(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value
        self._checked = isinstance(call, ast.Call)
        if isinstance(call, ast.Call) and not COMPARES.fullmatch(last_name(call.func)):
            self._helper(call)
        self.generic_visit(node)
        self._checked = False

    def _helper(self, call: ast.Call) -> None:
        """A call that is a line of its own, of something calculated and one literal, checks it."""
        name = last_name(call.func)
        if name in SAYS or "not" in name.lower():
            return
        asked = [each for each in call.args if self._leaves(each) is None and _asks(each)]
        given = [each for each in call.args if self._leaves(each)]
        if len(given) > 1 and isinstance(given[-1], ast.Constant | ast.JoinedStr):
            given.pop()  # what it says where it fails
        if asked and len(given) == 1:
            self._checked = False  # it may ask for more, or less, than what is given
            self._claim(asked[0], given[0], off=AMONG if name == "assertIn" else 1)

    def _near(self, left: ast.expr, within: float) -> None:
        """A difference that must be small claims that two things are nearly equal."""
        inner = left.args[0] if isinstance(left, ast.Call) and left.args else left
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub):
            self._claim(inner.left, inner.right, off=1, within=within)
            self._claim(inner.right, inner.left, off=1, within=within)

    def _claim(
        self,
        asked: ast.expr,
        expected: ast.expr,
        *,
        every: bool = False,
        off: int = 0,
        within: float = 0,
    ) -> None:
        """Note what is expected, if that is a literal and what is asked for is not."""
        of_rows = self._in_loop(asked)
        if all(self._leaves(each) is not None for each in of_rows or [asked]):
            return
        for each in self._in_loop(expected) or [expected]:
            leaves = self._leaves(each)
            among = off == AMONG and not every  # another value may be there as well
            sure = self._sure and self._checked and leaves is not None and not among
            if leaves is None and _asks(asked) and not _asks(each):  # such as n ** 2
                leaves = [node for node in ast.walk(each) if _is_few(node)]
            if leaves:
                claim = Claim(
                    tuple(leaves),
                    every=every,
                    off=off,
                    within=within,
                    sure=sure,
                    said=self._said,
                    group=(asked.lineno, asked.col_offset),
                )
                self.found.setdefault((*claim.leaves, claim.group), claim)

    def _in_loop(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.Name):
            for names in reversed(self._loops):
                if node.id in names:
                    return names[node.id]
        return []

    def _leaves(self, node: ast.AST) -> list[ast.Constant] | None:
        """Return the constants that a literal is made of; None if it is none."""
        if isinstance(node, ast.Constant):
            return [node] if _is_few(node) or node.value is None else []
        if isinstance(node, ast.Name):
            table = self._table(node)
            alone = len(table.bound) == 1 and not table.added and not self._in_loop(node)
            return self._within(node.id, self._leaves, table.bound) if alone else None
        if isinstance(node, ast.Call) and self._makes(node.func):
            named = [each.value for each in node.keywords]
            return self._of_all([*node.args, *named], kept=len(node.args) or None)
        if isinstance(node, ast.UnaryOp):
            return self._leaves(node.operand)
        if isinstance(node, ast.Dict):
            keys = [key for key in node.keys if key is not None]
            return self._of_all([*node.values, *keys], kept=len(node.values))
        if isinstance(node, ast.BinOp):
            return self._of_all([node.left, node.right])
        return self._of_all(node.elts) if isinstance(node, ast.Tuple | ast.List | ast.Set) else None

    def _of_all(
        self, nodes: Sequence[ast.expr], kept: int | None = None
    ) -> list[ast.Constant] | None:
        """Return the constants of the first so many, if all are literals."""
        found = [self._leaves(node) for node in nodes]
        if any(each is None for each in found):
            return None
        return [leaf for each in found[:kept] for leaf in each or ()]

    def _makes(self, function: ast.expr) -> bool:
        root = first_part(function)
        name = root.id if isinstance(root, ast.Name) else ""
        return name in MAKERS or name in self._modules

    def _rows(self, rows: ast.expr) -> Rows:
        """Return the rows that a loop goes through, as far as they are written out."""
        if isinstance(rows, ast.Name):
            table = self._table(rows)
            found = self._within(rows.id, lambda each: [*self._rows(each)], table.bound) or []
            return found + table.added
        if isinstance(rows, ast.Tuple | ast.List | ast.Set):
            return rows.elts
        if isinstance(rows, ast.Dict):
            return [_pair(key, rows.values[at]) for at, key in enumerate(rows.keys) if key]
        if isinstance(rows, ast.Call):
            return self._rows_of_call(rows)
        return []

    def _table(self, node: ast.Name) -> _Table:
        table = None if node.id in self._open else self._tables.get(node.id)
        return table or _Table()

    def _within(
        self, name: str, look: Callable[[ast.expr], list[Any] | None], bound: Iterable[ast.expr]
    ) -> list[Any] | None:
        """Look at what a name is bound to; None if that is nothing of the kind."""
        self._open.append(name)
        found = [look(each) for each in bound]
        self._open.pop()
        return None if None in found else [part for each in found for part in each or ()]

    def _rows_of_call(self, call: ast.Call) -> Rows:
        name = last_name(call.func)
        if isinstance(call.func, ast.Attribute) and name == "items":
            return self._rows(call.func.value)
        if name == "zip":
            columns = [self._rows(each) for each in call.args]
            return [ast.Tuple(list(row), ast.Load()) for row in zip(*columns, strict=False)]
        if name == "enumerate" and call.args:
            return [_pair(call.func, row) for row in self._rows(call.args[0])]
        same = name in ("list", "sorted", "reversed", "tuple") and call.args
        return self._rows(call.args[0]) if same else []


def _is_few(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, FEW)


def _small(node: ast.expr) -> float | None:
    """Return a small number that is written there."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int | float) and value < SMALL else None


def _asks(node: ast.AST) -> bool:
    """Return whether something is called in it."""
    return any(isinstance(each, ast.Call) for each in ast.walk(node))


def last_name(node: ast.AST) -> str:
    """Return what a name, or the last part of a dotted one, is called; nothing if it is none."""
    return str(getattr(node, "attr", getattr(node, "id", "")))


def first_part(node: ast.expr) -> ast.expr:
    """Return what a dotted name begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _pair(one: ast.expr, two: ast.expr) -> ast.expr:
    return ast.Tuple([one, two], ast.Load())


def _unpacked(target: ast.expr, rows: Rows) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the names of a loop, and what each stands for in the rows."""
    if isinstance(target, ast.Name):
        yield target.id, list(rows)
    if isinstance(target, ast.Tuple | ast.List):
        for place, part in enumerate(target.elts):
            column = [
                row.elts[place]
                for row in rows
                if isinstance(row, ast.Tuple | ast.List) and len(row.elts) == len(target.elts)
            ]
            yield from _unpacked(part, column)


def _modules(tree: ast.Module) -> set[str]:
    """Return the names of what a test imports from where no student writes."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        or (isinstance(node, ast.ImportFrom) and _known(node.module or ""))
        for alias in node.names
    }


def _known(module: str) -> bool:
    return module.partition(".")[0] in {*sys.stdlib_module_names, "numpy", "pandas", "pytest"}


def _tables(tree: ast.Module) -> dict[str, _Table]:
    """Return what each name of a test is bound to, and the rows that are added to it later."""
    found: dict[str, _Table] = {}

    def of(node: ast.expr) -> _Table:
        return found.setdefault(node.id if isinstance(node, ast.Name) else "", _Table())

    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Subscript):
                    of(target.value).added.append(_pair(target.slice, node.value))
                else:
                    of(target).bound.append(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr == "append":
                of(node.func.value).added.append(node.args[0])
            elif node.func.attr in ("extend", "update"):
                of(node.func.value).bound.append(node.args[0])
    return found
