"""The front end's files: the scripts that a quiz needs, and no more.

Each is a plain ES module with one default export and no imports of its own. They travel as one
module, since a browser takes some milliseconds for each that it imports, or more when it is busy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
# What every quiz needs besides quiz.js.
FRAME = ("dom", "controls", "question", "verdict", "ending", "keys")


@cache
def source(name: str) -> str:
    """Return the source of one script in ``static``."""
    return (STATIC / name).read_text(encoding="utf-8")


def joined(types: Iterable[str]) -> str:
    """Return quiz.js, with the frame's scripts and those of the question types that a quiz uses.

    What each of these exports stands in ``scripts``, by name.

    >>> joined(["choice"]).count("export default")
    1
    """
    paths = {name: f"{name}.js" for name in FRAME}
    paths |= {name: f"items/{name}.js" for name in sorted(set(types))}
    parts = [f"{name}: (() => {{\n{_as_body(source(path))}}})()," for name, path in paths.items()]
    return "\n".join(("const scripts = {", *parts, "};", source("quiz.js")))


def _as_body(script: str) -> str:
    """Turn a module into the body of a function that returns what the module exports."""
    return re.sub(r"^export default ", "return ", script, count=1, flags=re.MULTILINE)
