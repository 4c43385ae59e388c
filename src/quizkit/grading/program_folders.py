"""Folders of a submission that are a program's own, and nobody's work."""

from __future__ import annotations

import glob
import stat
from pathlib import Path

PASSED_OVER = (
    *(".venv", "venv", "env", "node_modules", "__pycache__", ".git", ".ipynb_checkpoints"),
    "__MACOSX",
)


def is_passed_over(path: Path) -> bool:
    """Return whether a folder is a program's own, and no work: neither looked at nor copied.

    nbgrader's way to leave a folder out takes signs in its path for patterns; where that could
    fail, the folder is looked at like any other.
    """
    if path.name not in PASSED_OVER or not stat.S_ISDIR(path.lstat().st_mode):
        return False
    needs_mark = path.name in ("venv", "env") and not (path / "pyvenv.cfg").is_file()
    return not needs_mark and glob.escape(str(path)) == str(path)
