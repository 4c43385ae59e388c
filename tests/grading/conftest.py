"""What the tests of grading share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grading import postgres


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """Give a PostgreSQL server for the whole run; each test asks it for a database."""
    with postgres.running() as server:
        yield server
