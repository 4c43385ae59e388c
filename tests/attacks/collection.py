"""All attacks, found in the folders beside this file."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attacks.attack import Attack

HERE = Path(__file__).parent
# In the order of the page; the headings are its own.
KINDS = "passing cells reading writing files network resources processes pages".split()


@cache
def attacks() -> Mapping[str, Attack]:
    """Return every attack by its name: ``kind-file``, which is also its student's."""
    found = {}
    for kind in KINDS:
        for path in sorted((HERE / kind).glob("*.py")):
            module = importlib.import_module(f"attacks.{kind}.{path.stem}")
            found[f"{kind}-{path.stem.replace('_', '-')}"] = module.ATTACK
    return found
