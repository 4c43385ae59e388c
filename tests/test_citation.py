"""CITATION.cff: valid, and true."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

# The keys of Citation File Format 1.2.0 that this file may use, and those it must have.
REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {
    "abstract", "contact", "date-released", "doi", "identifiers", "keywords", "license",
    "preferred-citation", "references", "repository-code", "type", "url", "version",
}  # fmt: skip
PERSON = {"family-names", "given-names", "orcid", "affiliation", "email"}
ENTITY = {"name", "website", "email"}


@pytest.fixture
def citation(checkout: Path) -> dict[str, object]:
    """Return what CITATION.cff says."""
    found: dict[str, object] = yaml.safe_load((checkout / "CITATION.cff").read_text())
    return found


def test_it_follows_the_format(citation: dict[str, object]) -> None:
    """CITATION.cff has what version 1.2.0 of its format requires, and nothing it does not know."""
    assert citation["cff-version"] == "1.2.0"
    assert REQUIRED <= citation.keys() <= ALLOWED
    assert citation["type"] == "software"
    authors = citation["authors"]
    assert isinstance(authors, list)
    assert authors
    for author in authors:
        assert author.keys() <= PERSON or ("name" in author and author.keys() <= ENTITY)


def test_it_says_what_the_package_says(citation: dict[str, object], checkout: Path) -> None:
    """Version and licence are those of the package."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
