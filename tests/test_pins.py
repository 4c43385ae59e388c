"""The pinned versions: complete, hashed, and the same everywhere."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = [
    "binder/requirements.txt", "binder/uv.txt", ".ci/site.txt", "tests/requirements.txt",
    "tests/hub/requirements.txt",
]  # fmt: skip


def pins(path: Path) -> dict[str, set[str]]:
    """Return the lines that pin each package, without their hashes."""
    found: dict[str, set[str]] = {}
    for line in path.read_text().splitlines():
        if line and line[0] not in "# ":
            pin = line.removesuffix("\\").strip()
            found.setdefault(canonicalize_name(Requirement(pin).name), set()).add(pin)
    return found


def versions(lines: set[str]) -> set[str]:
    """Return the versions that these lines pin, on whatever system each of them counts."""
    return {str(Requirement(line).specifier) for line in lines}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_hashed(name: str, checkout: Path) -> None:
    """Each requirement names one version and at least one hash."""
    text = re.sub(r"(?m)^\s*#.*$\n?", "", (checkout / name).read_text())
    entries = text.replace("\\\n", "").splitlines()
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", FILES)
def test_pins_name_no_address(name: str, checkout: Path) -> None:
    """No file of pins says where to get the packages: that is the reader's own setting."""
    assert re.search(r"://|--index|--find-links|--extra", (checkout / name).read_text()) is None


def test_everything_quizkit_needs_is_pinned(checkout: Path) -> None:
    """Each dependency in pyproject.toml has its pin for make, the tests and Binder."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    needed += [
        need for extra in ("lab", "grade", "print", "site", "author") for need in extras[extra]
    ]
    needed.remove("quizkit[lab]")
    pinned = pins(checkout / ".ci/site.txt") | pins(checkout / "binder/requirements.txt")
    assert [n for n in needed if canonicalize_name(Requirement(n).name) not in pinned] == []
    for need in map(Requirement, needed):
        for pin in pinned[canonicalize_name(need.name)]:
            assert str(Requirement(pin).specifier).removeprefix("==") in need.specifier


@pytest.mark.parametrize(
    ("group", "name"), [("test", "tests/requirements.txt"), ("hub", "tests/hub/requirements.txt")]
)
def test_every_tool_of_the_tests_is_pinned(group: str, name: str, checkout: Path) -> None:
    """Each tool in the groups of the tests has its pin."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())
    pinned = pins(checkout / name)
    tools = [Requirement(tool).name for tool in project["dependency-groups"][group]]
    assert [tool for tool in tools if canonicalize_name(tool) not in pinned] == []


def test_the_files_agree(checkout: Path) -> None:
    """A package in two files of pins has the same version in both."""
    for one, other in combinations((pins(checkout / name) for name in FILES), 2):
        for name in one.keys() & other.keys():
            assert versions(one[name]) == versions(other[name])
