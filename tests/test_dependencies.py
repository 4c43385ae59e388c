"""Every library that quizkit imports is declared, and bounded where its internals are used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# One measures a lesson's reading level, the other looks at a built site; without it one is told.
AUTHORS_ONLY = {"playwright", "textstat"}
# What quizkit overrides, replaces or calls of these is not in their documentation, or counts there
# as subject to change: see src/quizkit/ports/; of other libraries what is read from a cluster in
# grading/cluster_courier.py, how a kernel is started in grading/sandbox/provisioner.py and lab/,
# and so on.
INTERNALS_USED = {
    "distributed", "fastjsonschema", "ipykernel", "ipython", "jsonschema", "jupyter-client",
    "jupyter-core", "jupyter-server", "jupyterlab", "nbclient", "nbconvert", "nbformat", "nbgrader",
    "sqlalchemy", "tornado", "traitlets",
}  # fmt: skip


@pytest.fixture
def declared(checkout: Path) -> dict[str, Requirement]:
    """Return what pyproject.toml declares, for everybody or as an extra."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    return {canonicalize_name(need.name): need for need in map(Requirement, lines)}


def imported(source: str) -> Iterator[str]:
    """Name the packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        names: list[Any] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        yield from (name.partition(".")[0] for name in names)


def test_every_library_that_is_imported_is_declared(
    checkout: Path, declared: dict[str, Requirement]
) -> None:
    """No module of quizkit imports a library that only comes along with another one."""
    sources = [path.read_text("utf-8") for path in (checkout / "src/quizkit").rglob("*.py")]
    packages = {name for source in sources for name in imported(source)}
    known = packages_distributions()
    others = packages - set(sys.stdlib_module_names) - {"quizkit"} - AUTHORS_ONLY
    assert "nbgrader" in others
    missing = {
        name
        for name in others
        if not {canonicalize_name(found) for found in known.get(name, [])} & declared.keys()
    }
    assert missing == set()


def test_every_library_that_is_declared_is_used_or_said_why(checkout: Path) -> None:
    """Each dependency stands on a line of its own, with a reason behind it."""
    text = (checkout / "pyproject.toml").read_text()
    parts = r"^(?:dependencies|lab|grade|print|site) = \[[^\n]*\n(.*?)^\]"
    listed = re.findall(parts, text, re.MULTILINE | re.DOTALL)
    lines = [line for part in listed for line in part.splitlines()]
    named = [line for line in lines if not re.match(r'  (?:#|"quizkit\[lab\]",$)', line)]
    assert len(named) > 20
    assert [line for line in named if not re.match(r'  "[^"]+", +# \w', line)] == []


def test_what_is_used_inside_is_bounded(declared: dict[str, Requirement]) -> None:
    """A library whose internals are used has an upper bound, and what is installed is within it."""
    for name in sorted(INTERNALS_USED):
        bounds = {each.operator for each in declared[name].specifier}
        assert {">=", "<"} <= bounds, name
        assert version(name) in declared[name].specifier, name
