"""Which JupyterLite and which Pyodide go together: those with which all lessons were run.

Pyodide is Python compiled for the browser, with packages that are compiled for it too; what was
compiled for one of its ABIs does not run on another. A published site takes it from its own
network, at the version that is named here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from quizkit.errors import SiteError
from quizkit.extras import pip_install

NETWORK = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
PARTS = ("jupyterlite-core", "jupyterlite-pyodide-kernel")


@dataclass(frozen=True, slots=True)
class Generation:
    """A Pyodide, by the ABI that its lock names, and the series of JupyterLite that runs it."""

    abi: str
    pyodide: str
    python: str
    jupyterlite: str


GENERATIONS = (
    Generation("2026_0", "314.0.6", "3.14", "0.8"),  # the network's
    Generation("2024_0", "0.27.7", "3.12", "0.8"),
)


def fitting(abi: str) -> Generation:
    """Return the generation of a Pyodide; SiteError where it was never tried with what is here.

    >>> fitting("2024_0").python
    '3.12'
    """
    found = next((each for each in GENERATIONS if each.abi == abi), None)
    known = " or ".join(each.pyodide for each in GENERATIONS)
    if found is None:
        raise SiteError(
            f"This Pyodide (ABI {abi}) was never tried with quizkit; give --pyodide one of {known}."
        )
    for part in PARTS:
        here = version(part)
        if not f"{here}.".startswith(f"{found.jupyterlite}."):
            raise SiteError(
                f"{part} {here} was never tried with Pyodide {found.pyodide}; type: "
                + pip_install(f"{part}~={found.jupyterlite}.0")
            )
    return found


def network() -> tuple[str, Mapping[str, Any]]:
    """Return the address of the newest Pyodide that is known, and what a lesson may need of it.

    >>> network()[1]["packages"]["pandas"]["depends"][0]
    'numpy'
    """
    newest = GENERATIONS[0].pyodide
    kept = files("quizkit.site") / f"pyodide-{newest}.json"
    return NETWORK.format(version=newest), json.loads(kept.read_text("utf-8"))
