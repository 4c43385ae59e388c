"""The front end's files: the scripts that a quiz needs, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FRAME = ("dom", "controls", "question", "ending")  # what every quiz needs besides quiz.js


@cache
def source(name: str) -> str:
    """Give the source of one script in ``static``."""
    return (STATIC / name).read_text(encoding="utf-8")


def scripts(types: Iterable[str]) -> dict[str, str]:
    """Give the frame's scripts and those of the question types that a quiz uses, by name."""
    frame = {name: source(f"{name}.js") for name in FRAME}
    return frame | {name: source(f"items/{name}.js") for name in sorted(set(types))}
