"""nbformat's check of each output as nbclient makes it, left out where it will be made later.

Made there, it would be made of whatever a student's kernel sends, with no limit to its time.

Written against nbformat 5.11.1. It takes:

- nbformat.v4.nbbase.validate(node, ref)
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from nbformat.v4 import nbbase

from quizkit.ports import switched_on

_unchecked: ContextVar[bool] = ContextVar("_unchecked", default=False)


def outputs_unchecked() -> AbstractContextManager[None]:
    """Let nbclient take each output as it comes, within the block; ``take_over`` checks them."""
    _install()
    return switched_on(_unchecked)


@cache
def _install() -> None:
    """Have nbformat ask, at each check, what holds in the thread that it is called in."""
    usual: Any = nbbase.validate

    @wraps(usual)
    def validate(*node: Any, **named: Any) -> None:
        if not _unchecked.get():
            usual(*node, **named)

    nbbase.validate = validate
