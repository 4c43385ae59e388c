"""What libraries do not document is touched in the ports alone."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

LIBRARIES = {
    *("IPython", "ipykernel", "nbclient", "nbconvert", "nbformat", "nbgrader", "traitlets"),
}
OWN = {"self", "cls", "os"}  # whose os._exit is documented


def is_private(name: str) -> bool:
    """Return whether a name begins with an underscore, and is none of a protocol's."""
    return name.startswith("_") and not name.endswith("_")


@pytest.fixture(scope="module")
def trees(checkout: Path) -> dict[str, ast.Module]:
    """Return the code of all modules of quizkit but the ports, by their names."""
    source = checkout / "src"
    paths = [path for path in (source / "quizkit").rglob("*.py") if path.parent.name != "ports"]
    assert len(paths) > 100
    return {
        ".".join(path.relative_to(source).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in paths
    }


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module imports from one of the libraries, wherever in it."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.partition(".")[0] in LIBRARIES)


def test_nothing_private_is_imported(trees: dict[str, ast.Module]) -> None:
    """No module but a port imports anything of ipykernel, or a private part of another library."""
    found = {
        (module, name)
        for module, tree in trees.items()
        for name in imported(tree)
        if name.startswith("ipykernel") or any(map(is_private, name.split(".")))
    }
    assert found == set()


def test_nothing_private_is_asked_for(trees: dict[str, ast.Module]) -> None:
    """A module that imports one of these libraries asks no object but its own for private parts."""
    found = {
        (module, ast.unparse(node))
        for module, tree in trees.items()
        if any(imported(tree))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_private(node.attr)
        if getattr(node.value, "id", "") not in OWN and "super()" not in ast.unparse(node.value)
    }
    assert found == set()


def test_no_private_part_of_a_base_is_used_or_replaced(trees: dict[str, ast.Module]) -> None:
    """A class that a library's class is a base of has no name in common with its private parts."""
    found = set()
    for name, tree in trees.items():
        if not any(isinstance(node, ast.ClassDef) and node.bases for node in ast.walk(tree)):
            continue
        module = importlib.import_module(name)
        for kind in (each for each in vars(module).values() if isinstance(each, type)):
            if kind.__module__ == name:
                found |= {(name, kind.__name__, part) for part in _shared(kind)}
    assert found == set()


def _shared(kind: type) -> set[str]:
    theirs = {
        name
        for base in kind.__mro__
        if base.__module__.partition(".")[0] in LIBRARIES
        for name in vars(base)
        if is_private(name)
    }
    if not theirs:
        return set()
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind)))))
    named = {getattr(node, "name", "") for node in nodes}  # functions
    named |= {getattr(node, "id", "") for node in nodes}  # attributes of the class
    return theirs & (named | {getattr(node, "attr", "") for node in nodes})
