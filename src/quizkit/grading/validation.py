"""Checks of notebooks by libraries that have been, or will be, made already.

``jsonschema.validate`` checks the schema against the schema of schemas at every call: a fifth of
the time that a submission takes. nbgrader's schemas are part of nbgrader; once each is enough. What
``fastjsonschema`` passes, as nbformat has it check whole notebooks, is not checked any further.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import fastjsonschema
import jsonschema  # type: ignore[import-untyped]
from nbformat.v4 import nbbase
from nbgrader.nbgraderformat import common


@contextmanager
def schemas_checked_once() -> Iterator[None]:
    """Let nbgrader's format use ``validate`` of this module, within the block."""
    common.jsonschema = SimpleNamespace(validate=validate)
    try:
        yield
    finally:
        common.jsonschema = jsonschema


@contextmanager
def outputs_unchecked() -> Iterator[None]:
    """Let nbclient take each output as it comes, within the block; ``take_over`` checks them."""
    checked = nbbase.validate
    nbbase.validate = lambda *_, **__: None
    try:
        yield
    finally:
        nbbase.validate = checked


def validate(instance: Any, schema: Mapping[str, Any]) -> None:
    """Do as ``jsonschema.validate`` does; of a schema seen before, only the instance is checked.

    >>> validate({"points": 2}, {"properties": {"points": {"type": "number"}}})
    """
    passes = _fast(json.dumps(schema))
    try:
        passes(instance)
    except fastjsonschema.JsonSchemaException:
        jsonschema.validate(instance, schema)  # says what is wrong, in its own words


@cache
def _fast(schema: str) -> Callable[[Any], Any]:
    plain = json.loads(schema)
    jsonschema.validators.validator_for(plain).check_schema(plain)
    made: Callable[[Any], Any] = fastjsonschema.compile(plain)
    return made
