"""Checks of notebooks by libraries that have been, or will be, made already.

``jsonschema.validate`` checks the schema against the schema of schemas at every call: a fifth of
the time that a submission takes. nbgrader's schemas are part of nbgrader; once each is enough. What
``fastjsonschema`` passes, as nbformat has it check whole notebooks, is not checked any further.

A worker of a cluster has many threads: what a block changes holds in its own thread alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from types import SimpleNamespace
from typing import Any

import fastjsonschema
import jsonschema  # type: ignore[import-untyped]
from nbformat.v4 import nbbase
from nbgrader.nbgraderformat import common

_schemas_once: ContextVar[bool] = ContextVar("_schemas_once", default=False)
_unchecked: ContextVar[bool] = ContextVar("_unchecked", default=False)


def schemas_checked_once() -> AbstractContextManager[None]:
    """Let nbgrader's format use ``validate`` of this module, within the block."""
    _install()
    return _set(_schemas_once)


def outputs_unchecked() -> AbstractContextManager[None]:
    """Let nbclient take each output as it comes, within the block; ``take_over`` checks them."""
    _install()
    return _set(_unchecked)


@contextmanager
def _set(switch: ContextVar[bool]) -> Iterator[None]:
    before = switch.set(True)
    try:
        yield
    finally:
        switch.reset(before)


@cache
def _install() -> None:
    """Have both libraries ask, at each check, what holds in the thread that they are called in."""
    of_schemas: Any = jsonschema.validate
    of_nodes: Any = nbbase.validate

    def by_schema(instance: Any, schema: Mapping[str, Any]) -> None:
        (validate if _schemas_once.get() else of_schemas)(instance, schema)

    def by_node(*node: Any, **named: Any) -> None:
        if not _unchecked.get():
            of_nodes(*node, **named)

    common.jsonschema = SimpleNamespace(validate=by_schema)
    nbbase.validate = by_node


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
