"""What the ports take of other libraries is there, and takes what it is given."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import nbgrader.converters.base
import pytest
from nbclient import NotebookClient
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.server_extensions.formgrader import formgrader, handlers

from quizkit import ports
from quizkit.ports import nbclient_port, nbgrader_port

PORTS = [
    importlib.import_module(f"quizkit.ports.{each.name}")
    for each in pkgutil.iter_modules(ports.__path__)
]
WRITTEN = re.compile(
    r"^Written against (\S+) ([\d.]+)\. It takes:\n\n(.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL
)
TAKEN = re.compile(r"([\w.]+?)(?:\((.*)\))?")
# Of a kernel that nbclient has started itself, which it does for none of ours.
OF_ITS_OWN = {
    *("cleanup_resources", "client", "ipykernel", "shutdown_kernel", "start_channels"),
    *("start_kernel", "stop_channels", "wait_for_ready"),
}


@dataclass(frozen=True)
class Taken:
    """One part of a library, as a port lists it."""

    name: str
    parameters: tuple[str, ...] | None

    def broken(self) -> str:
        """Return what is wrong with it, if anything."""
        try:
            found = resolved(self.name)
        except AttributeError:
            return f"{self.name} is gone"
        if self.parameters is None:
            return ""
        real = inspect.signature(found).parameters
        if "..." in self.parameters:
            named = set(self.parameters) - {"..."}
            needed = {
                each
                for each, p in real.items()
                if p.default is p.empty and p.kind < p.VAR_POSITIONAL
            }
            fits = named <= real.keys() and needed <= named
        else:
            fits = (
                tuple(str(p.replace(annotation=p.empty, default=p.empty)) for p in real.values())
                == self.parameters
            )
        return "" if fits else f"{self.name} takes {inspect.signature(found)}"


def resolved(name: str) -> Any:
    """Return what has a dotted name; None for an attribute that objects of its class get.

    Raises AttributeError if there is none.
    """
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        break
    else:
        raise AttributeError(name)
    for part in parts[at:]:
        if not hasattr(found, part) and part in given(found):
            return None
        found = getattr(found, part)
    return found


@cache
def given(kind: type) -> set[str]:
    """Return the attributes that the methods of a class give to its objects."""
    written = [each for each in kind.__mro__ if hasattr(inspect.getmodule(each), "__file__")]
    sources = (textwrap.dedent(inspect.getsource(each)) for each in written)
    return {
        node.attr
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if getattr(node.value, "id", "") == "self"
    }


def taken(listed: str) -> Iterator[Taken]:
    """Yield what a port lists."""
    for line in listed.removeprefix("- ").split("\n- "):
        found = TAKEN.fullmatch("".join(line.split()))
        assert found is not None, line
        yield Taken(found[1], tuple(found[2].split(",")) if found[2] is not None else None)


@pytest.mark.parametrize("port", PORTS, ids=lambda port: port.__name__.rpartition(".")[2])
def test_what_a_port_takes_is_as_it_was(port: Any) -> None:
    """Each part that a port lists is there and takes the parameters that it says; else the library,
    its version, the version that the port was written against and the port are named.
    """
    found = WRITTEN.search(port.__doc__)
    assert found is not None, f"{port.__name__} does not say what it takes"
    library, written, listed = found.groups()
    broken = [said for each in taken(listed) if (said := each.broken())]
    where = f"{port.__file__} was written against {library} {written}"
    assert not broken, f"{library} {version(library)}: {'; '.join(broken)}; {where}"


def test_a_step_finds_the_converter_that_it_works_for(tmp_path: Any) -> None:
    """nbgrader's converter makes the exporter, and the exporter its steps, each as a parent."""

    class Step(NbGraderPreprocessor):  # type: ignore[misc]
        pass

    converter = Autograde(coursedir=CourseDirectory(root=str(tmp_path)))
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    exporter.register_preprocessor(Step)
    (step,) = exporter._preprocessors
    assert nbgrader_port.converter_of(step) is converter


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (nbgrader.converters.base, f'"{nbgrader_port.LAST_LOGGED}'),
        *((formgrader, f"{name}=") for name in nbgrader_port.FORMGRADERS_OWN),
    ],
)
def test_nbgrader_still_says_it_so(where: Any, text: str) -> None:
    """What a port finds by its letters stands in nbgrader's source."""
    assert text in inspect.getsource(where)


def test_formgraders_templates_are_where_it_has_them() -> None:
    """The folder that is named without importing formgrader is formgrader's own."""
    assert str(nbgrader_port.formgraders_templates()) == handlers.template_path


def test_a_kernel_has_all_that_nbclient_asks_of_it() -> None:
    """Of a kernel's manager and its client nbclient asks nothing that no kernel of ours has."""
    asked = set(re.findall(r"self\.k[cm]\.(\w+)", inspect.getsource(NotebookClient)))
    kernel = nbclient_port.Kernel
    assert len(asked) > 10
    assert asked - OF_ITS_OWN <= {*vars(kernel), *inspect.get_annotations(kernel)}
