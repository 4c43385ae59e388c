"""What in a student's own code reaches for how it is tested: a reason to look, and for no more.

It is read and never run. Mutants show what passes whatever is true; this names what could tell a
mutant from a test, or changes what only some tests use.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader import utils

from quizkit.grading.submission.claims import first_part, last_name
from quizkit.grading.submission.verdicts import is_test
from quizkit.notebooks import parsed

SEEN = (
    "The student's code {}. That may be harmless, and no points were taken for it; look whether its"
    " tests have their points by it."
)
FRAMES = frozenset(
    "_getframe _current_frames currentframe stack getouterframes f_back f_locals f_globals f_code"
    " tb_frame".split()
)
COLLECTED = frozenset("get_objects get_referrers get_referents".split())
HOOKS = frozenset(
    "ast_transformers input_transformers_cleanup input_transformers_post set_custom_exc set_hook"
    " settrace setprofile showtraceback displayhook display_pub kernel history_manager".split()
)
NAMES = frozenset("globals locals vars In _ih user_ns __main__".split())
LONGEST = 20_000  # characters of a cell that is read
LONG = re.compile(
    rf"\b(?:{'|'.join(sorted(FRAMES | COLLECTED | HOOKS | NAMES))}|ctypes|register|setattr)\b"
)
EQUALS = frozenset(
    "__eq__ __ne__ __sub__ __rsub__ __abs__ __round__ __float__ __array__ __array_ufunc__"
    " __array_function__".split()
)
ALIKE = frozenset("ANY MagicMock Mock NonCallableMagicMock approx".split())
SHOWS = frozenset("print input display".split())  # many have these changed, and no test asks them


@dataclass
class _Names:
    """What the cells that were handed out use and set."""

    used: set[str] = field(default_factory=set)  # by tests
    set_by_tests: set[str] = field(default_factory=set)
    helpers: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)  # of the student's own: what tests come to

    @classmethod
    def of(cls, tests: Iterable[ast.Module]) -> _Names:
        found = cls()
        for tree in tests:
            found.used |= {last_name(node) for node in ast.walk(tree)}
            found.set_by_tests |= _assigned(tree)
        return found


def reasons(cells: Sequence[Any]) -> list[str]:
    """Return what should be looked at in a notebook's own cells, as sentences.

    Args:
        cells: the cells of a restored notebook.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    tests = [cell for cell in code if is_test(cell)]
    helping = [cell for cell in code if _is_locked(cell)]
    own = [cell for cell in code if not (is_test(cell) or _is_locked(cell))]
    short = [cell for cell in own if len(cell.source) <= LONGEST]
    trees = [tree for cell in short for tree in _tree(cell)]
    names = _Names.of([tree for cell in tests for tree in _tree(cell)])
    for tree in (tree for cell in helping for tree in _tree(cell)):
        names.helpers |= _defined(tree) & names.used
        names.set_by_tests -= _bound(tree)
    for tree in trees:
        names.set_by_tests -= _bound(tree)
    names.asked = _asked(trees, names.used)
    found = [what for tree in trees for look in LOOKS for what in look(tree, names)]
    found += [
        "is too long to be read here"
        for cell in own
        if len(cell.source) > LONGEST and LONG.search(cell.source)
    ]
    return [SEEN.format(what) for what in dict.fromkeys(found)]


def _is_locked(cell: Any) -> bool:
    return utils.is_locked(cell) and not is_test(cell) and not utils.is_solution(cell)


def _tree(cell: Any) -> Iterator[ast.Module]:
    """Yield the tree of a cell, if it can be read."""
    with contextlib.suppress(SyntaxError):
        yield parsed(cell.source)


def _defined(tree: ast.AST) -> set[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def _assigned(tree: ast.AST) -> set[str]:
    """Return the names that code gives a value, its own functions' parameters included."""
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return names | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _bound(tree: ast.AST) -> set[str]:
    """Return all names that code makes, in whatever way."""
    named = {getattr(node, "name", None) or "" for node in ast.walk(tree)}  # `except`, `case`
    return _assigned(tree) | _imported(tree) | named


def _imported(tree: ast.AST) -> set[str]:
    """Return the names that imports make."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _inner(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what is inside of functions, which tests call."""
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from ast.walk(node)
        else:
            left += ast.iter_child_nodes(node)


def _frames(tree: ast.Module, _: _Names) -> Iterator[str]:
    if any(last_name(node) in FRAMES for node in _inner(tree)):
        yield "looks at the frames of what calls it"


def _memory(tree: ast.Module, _: _Names) -> Iterator[str]:
    for node in ast.walk(tree):
        names = [alias.name for alias in getattr(node, "names", ()) if isinstance(alias, ast.alias)]
        module = getattr(node, "module", "")
        if any(str(name).partition(".")[0] == "ctypes" for name in (*names, module)):
            yield "uses ctypes"
        if last_name(node) in COLLECTED or COLLECTED & set(names):
            yield "goes through the objects of Python's memory"


def _hooks(tree: ast.Module, _: _Names) -> Iterator[str]:
    for node in ast.walk(tree):
        part_of = last_name(node.value) if isinstance(node, ast.Attribute) else ""
        if last_name(node) in HOOKS or (part_of == "events" and last_name(node) == "register"):
            yield "has itself called where other code is run, or changes how that is done"
    for changed, _attribute in _changed(tree):
        shell = changed.func if isinstance(changed, ast.Call) else changed
        if last_name(shell) in ("get_ipython", "shell", "ip"):
            yield "has itself called where other code is run, or changes how that is done"


def _lookups(tree: ast.Module, names: _Names) -> Iterator[str]:
    for node in _inner(tree):
        if last_name(node) in NAMES and isinstance(node, ast.Name | ast.Attribute):
            yield "looks up by name what a notebook, tests included, has set"
        if isinstance(node, ast.Name) and node.id in names.set_by_tests:
            yield f"uses '{node.id}', which only a test sets"


def _patches(tree: ast.Module, names: _Names) -> Iterator[str]:
    imported = _imported(tree)
    for target, name in _changed(tree):
        if last_name(first_part(target)) in imported and name in names.used - SHOWS:
            yield f"changes '{name}' of a library, which tests use"
    for name in sorted(names.helpers & (_defined(tree) | _assigned(tree))):
        yield f"changes '{name}', which was handed out with the tests"


def _equals(tree: ast.Module, names: _Names) -> Iterator[str]:
    for name, line in _made(tree):
        # A class that the assignment asks for, and not one in a function's place.
        own = isinstance(line, ast.ClassDef) and name in names.used and not name.islower()
        if name in names.asked and _words(line) & (ALIKE if own else ALIKE | EQUALS - names.used):
            yield f"gives values that decide by themselves what they are equal to ('{name}')"


def _asked(trees: Sequence[ast.Module], used: set[str]) -> set[str]:
    """Return what tests use of a student's own, and all that this is made of."""
    words: dict[str, set[str]] = {}
    for tree in trees:
        for name, line in _made(tree):
            words.setdefault(name, set()).update(_words(line))
    found: set[str] = set()
    left = used & words.keys()
    while left:
        found |= left
        left = {each for name in left for each in words[name] & words.keys()} - found
    return found


def _made(node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield each name that code makes or changes outside of functions, and the line that does."""
    for line in ast.iter_child_nodes(node):
        if isinstance(line, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield line.name, line
        elif isinstance(line, ast.Import | ast.ImportFrom):
            yield from ((name, line) for name in _imported(line))
        elif isinstance(line, ast.Assign | ast.AnnAssign | ast.AugAssign):
            yield from ((name, line) for name in _assigned(line))
            yield from ((last_name(first_part(each)), line) for each, _ in _changed(line))
        elif isinstance(line, ast.Expr):
            yield from ((last_name(first_part(each)), line) for each, _ in _changed(line))
        elif isinstance(line, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _made(line)


def _words(line: ast.AST) -> set[str]:
    """Return all names in a line, and all texts that may be one."""
    found = set()
    for node in ast.walk(line):
        text = node.value if isinstance(node, ast.Constant) else getattr(node, "name", None)
        found |= {last_name(node), text if isinstance(text, str) else ""}
    return found - {""}


def _changed(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield what has an attribute set, and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.value, node.attr
        if isinstance(node, ast.Call) and last_name(node.func) in ("setattr", "delattr", "patch"):
            for given in node.args[1:2]:
                if isinstance(given, ast.Constant):
                    yield node.args[0], str(given.value)


Look = Callable[[ast.Module, _Names], Iterator[str]]
LOOKS: tuple[Look, ...] = (_frames, _memory, _hooks, _lookups, _patches, _equals)
