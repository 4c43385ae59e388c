"""Checks of notebooks that are left out, in the thread that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

import pytest
from jsonschema import ValidationError
from nbformat.v4 import nbbase
from nbgrader.nbgraderformat import common

from quizkit.ports import nbformat_port, nbgrader_port


def _output_is_checked() -> bool:
    try:
        nbbase.new_output("stream", name=3)
    except ValidationError:
        return True
    return False


def _schema_is_checked_anew() -> bool:
    """Return whether a schema that is none is refused by what checks schemas at every call."""
    try:
        common.jsonschema.validate({}, {"type": "object"})
    except AssertionError:
        return False
    return True


BLOCKS = {
    "outputs": (nbformat_port.outputs_unchecked, _output_is_checked),
    "schemas": (nbgrader_port.schemas_checked_once, _schema_is_checked_anew),
}


@pytest.mark.parametrize(("block", "checked"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks_of_two_threads_may_overlap(
    monkeypatch: pytest.MonkeyPatch,
    block: Callable[[], AbstractContextManager[None]],
    checked: Callable[[], bool],
) -> None:
    """A check is left out in the block of its thread alone, however blocks overlap."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(nbgrader_port, "validate", refuse)
    both = Barrier(3)
    told: list[bool] = []

    def first() -> None:
        with block():
            both.wait(60)  # 1: the first is in its block
            both.wait(60)  # 2: so is the second
            told.append(checked())
        both.wait(60)  # 3: the first has left, the second has not
        both.wait(60)  # 4: the second has left, too
        told.append(checked())

    def second() -> None:
        both.wait(60)
        told.append(checked())
        with block():
            both.wait(60)
            both.wait(60)
            told.append(checked())
        both.wait(60)

    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(first), threads.submit(second)]
        for _ in range(4):
            both.wait(60)
        for each in running:
            each.result()
    assert told == [True, False, False, True]
    assert checked()
