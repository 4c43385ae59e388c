"""Libraries that are compiled where a site is made."""

from __future__ import annotations

import marshal
import sys

from quizkit.site import wheels
from quizkit.site.compiling import compiled


def test_modules_are_compiled_beside_their_sources() -> None:
    """Each module has what this Python makes of it, which is never compared with its source."""
    made = compiled(wheels.installed("mdurl").data, sys.executable)
    held = made[f"mdurl/__pycache__/_parse.{sys.implementation.cache_tag}.pyc"]
    assert int.from_bytes(held[4:8], "little") == 1
    assert marshal.loads(held[16:]).co_filename.endswith("mdurl/_parse.py")
