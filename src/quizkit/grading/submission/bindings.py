"""Names in a piece of code: what it makes, uses and changes, as far as can be read.

It is read and never run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from quizkit.grading.submission.claims import first_part, last_name

CHANGES = frozenset("pop update setdefault __setitem__ __delitem__".split())


def defined(tree: ast.AST) -> set[str]:
    """Return the names of functions and classes."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def assigned(tree: ast.AST) -> set[str]:
    """Return the names that code gives a value, its own functions' parameters included."""
    names = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return names | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def bound(tree: ast.AST) -> set[str]:
    """Return all names that code makes, in whatever way."""
    named = {getattr(node, "name", None) or "" for node in ast.walk(tree)}  # `except`, `case`
    return assigned(tree) | imported(tree) | named


def imported(tree: ast.AST) -> set[str]:
    """Return the names that imports make."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def inner(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what is inside of functions, which tests call."""
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from ast.walk(node)
        else:
            left += ast.iter_child_nodes(node)


def made(node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield each name that code makes or changes outside of functions, and the line that does."""
    for line in ast.iter_child_nodes(node):
        if isinstance(line, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield line.name, line
        elif isinstance(line, ast.Import | ast.ImportFrom):
            yield from ((name, line) for name in imported(line))
        elif isinstance(line, ast.Assign | ast.AnnAssign | ast.AugAssign):
            yield from ((name, line) for name in assigned(line))
            yield from ((last_name(first_part(each)), line) for each, _ in changed(line))
        elif isinstance(line, ast.Expr):
            yield from ((last_name(first_part(each)), line) for each, _ in changed(line))
        elif isinstance(line, ast.stmt | ast.excepthandler | ast.match_case):
            yield from made(line)


def words(line: ast.AST) -> set[str]:
    """Return all names in a line, and all texts that may be one."""
    found = set()
    for node in ast.walk(line):
        text = node.value if isinstance(node, ast.Constant) else getattr(node, "name", None)
        key = node.arg if isinstance(node, ast.keyword) else None
        found |= {last_name(node), text if isinstance(text, str) else "", key or ""}
    return found - {""}


def changed(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield what has an attribute set, and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.value, node.attr
        if isinstance(node, ast.Call) and last_name(node.func) in ("setattr", "delattr", "patch"):
            for given in node.args[1:2]:
                if isinstance(given, ast.Constant):
                    yield node.args[0], str(given.value)


def changed_at(node: ast.AST) -> tuple[ast.AST | None, list[ast.AST]]:
    """Return where something is put under a name, or taken away, and what may say the name."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return node.value, [node.slice]
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Call) and isinstance(function, ast.Attribute):
        keys = [*node.args, *node.keywords] if function.attr in CHANGES else []
        return function.value, list(keys)
    return None, []
