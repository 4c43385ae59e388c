"""The example of each type, and what is said of it, as its own module has them."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import yaml

from quizkit.quiz.types import TYPES


@dataclass(frozen=True, slots=True)
class Described:
    """What the module of a type says of it: a sentence, an example in YAML, and the rest."""

    sentence: str
    example: str
    rest: str


@cache
def described(name: str) -> Described:
    """Return what is said of a type.

    >>> described("choice").sentence
    'One right option out of several.'
    """
    return told_by(sys.modules[TYPES[name].item.__module__])


def told_by(module: ModuleType) -> Described:
    """Return what a module says of what it reads from a quiz file."""
    sentence, _, after = (inspect.getdoc(module) or "").partition("\n\n::\n\n")
    found = re.match(r"(?:(?: {4}.*)?\n)+", f"{after}\n")
    example = found[0] if found else ""
    return Described(sentence, textwrap.dedent(example).strip(), after[len(example) :].strip())


def example_of(name: str) -> dict[str, Any]:
    """Return the fields of a type's example."""
    fields = yaml.safe_load(described(name).example)
    return fields if isinstance(fields, dict) else {"type": name}
