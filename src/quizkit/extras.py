"""What quizkit does beyond a lesson, each with libraries of its own: pip calls these extras."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, requires

from quizkit.errors import MissingExtra

NAMES = {"zmq": "pyzmq"}  # libraries that are not imported by the name they are installed by


@contextmanager
def wanted(extra: str, what: str) -> Iterator[None]:
    """Say in a sentence, in place of an import's error, which extra ``what`` takes.

    >>> with wanted("lab", "quizkit lab"):
    ...     import json
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not _is_of_an_extra(error.name or ""):
            raise
        raise MissingExtra(
            f"{what} needs {error.name}, which is not installed; type: "
            + pip_install(f"quizkit[{extra}]")
        ) from error


def pip_install(what: str) -> str:
    """Return what to type, in any shell, to install something for this Python.

    >>> pip_install("quizkit[site]").endswith('-m pip install "quizkit[site]"')
    True
    """
    return f'{sys.executable} -m pip install "{what}"'


def _is_of_an_extra(module: str) -> bool:
    """Return whether one of the extras brings a module.

    >>> _is_of_an_extra("jupyter_client.manager"), _is_of_an_extra("pandas")
    (True, False)
    """
    name = module.partition(".")[0]
    library = NAMES.get(name, name).lower().replace("_", "-")
    try:
        needs = requires("quizkit") or ()
    except PackageNotFoundError:  # run from a folder that was not installed
        return False
    return any(re.match(rf"{re.escape(library)}\b(?!-).*extra ==", need) for need in needs)
