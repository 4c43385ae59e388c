"""Every room of the house has its import rules, so that a new module needs a place in them."""

from __future__ import annotations

import configparser
from pathlib import Path


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
