"""Every room of the house has its import rules, so that a new module needs a place in them."""

from __future__ import annotations

import argparse
import configparser
import re
from pathlib import Path

import pytest

import quizkit
from quizkit.cli import parser


def test_every_package_has_rules_that_name_all_its_modules(checkout: Path) -> None:
    """Each package is the container of an exhaustive contract of import-linter."""
    rules = configparser.ConfigParser()
    rules.read(checkout / ".importlinter")
    exhaustive = [rules[name] for name in rules if rules[name].get("exhaustive") == "true"]
    source = checkout / "src"
    packages = {path.parent.relative_to(source) for path in source.rglob("__init__.py")}
    assert {contract["containers"] for contract in exhaustive} == {
        ".".join(package.parts) for package in packages
    }


@pytest.fixture
def house(checkout: Path) -> str:
    """Return the map of the house, with which the guide for contributors begins."""
    guide = (checkout / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return guide.partition("## The house")[2].partition("\n## ")[0]


def test_each_path_on_the_map_exists(house: str, checkout: Path) -> None:
    """Every file and folder that the map names is there, in the package or in the checkout."""
    names = [name for name in re.findall(r"`([\w./-]+)`", house) if "/" in name or ".py" in name]
    roofs = (checkout / "src" / "quizkit", checkout, *(checkout / "src" / "quizkit").glob("*/"))
    assert len(names) > 40
    in_a_course = {"keys/", "source/", "collected/", "reports/"}
    missing = [n for n in names if not any((roof / n).exists() for roof in roofs)]
    assert set(missing) <= in_a_course


def test_each_room_is_on_the_map(house: str, checkout: Path) -> None:
    """The table of rooms names every package and every module of the first level."""
    rooms = re.findall(r"`([\w.]+/?)`", house.partition("\n\n**")[0])
    first = [path for path in (checkout / "src" / "quizkit").iterdir() if path.name[0] != "_"]
    expected = {f"{path.name}/" if path.is_dir() else path.name for path in first}
    assert expected - set(rooms) <= {"py.typed"}


def test_public_names_and_commands_are_documented(checkout: Path) -> None:
    """The README or this guide tells of every public name and of every command."""
    guides = [(checkout / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    text = "\n".join(guides)
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    told = [f"quizkit {name}" for name in commands.choices]
    told += [f"quizkit.{name}" for name in quizkit.__all__]
    assert [each for each in told if each not in text] == []
