"""A quiz file as the server of an editor sees it: YAML 1.2, every name a text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
WORDS |= {
    word: word.lower() == "true" for t in ("true", "false") for word in (t, t.title(), t.upper())
}
INTEGER = re.compile(r"[-+]?[0-9]+")
REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def as_json(node: yaml.Node) -> Any:
    """Return the value of a node."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): as_json(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_json(entry) for entry in node.value]
    word = node.value
    if node.style in ("'", '"', "|", ">"):
        return word
    if word in WORDS:
        return WORDS[word]
    if INTEGER.fullmatch(word):
        return int(word)
    return float(word) if REAL.fullmatch(word) else word


def quiz_as_json(path: Path) -> Any:
    """Return what a quiz file holds."""
    node = yaml.compose(path.read_text("utf-8"))
    assert node is not None
    return as_json(node)
