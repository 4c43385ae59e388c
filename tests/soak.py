"""What is tried in samples by `make test`, and in full by `make soak`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def sampled(values: Sequence[Any], number: int) -> list[Any]:
    """Return values for ``parametrize``: the first ``number``, and the rest for `make soak` alone.

    >>> [bool(given.marks) for given in sampled("abc", 1)]
    [False, True, True]
    """
    few = (pytest.param(value) for value in values[:number])
    rest = (pytest.param(value, marks=pytest.mark.soak) for value in values[number:])
    return [*few, *rest]
