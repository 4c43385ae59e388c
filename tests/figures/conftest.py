"""What the tests of figures share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizkit import language


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the language as it was for the next test."""
    yield
    language("en")
