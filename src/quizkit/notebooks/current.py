"""The notebook that runs us."""

from __future__ import annotations

import os
from pathlib import Path


def notebook_folder() -> Path:
    """Return the folder of the notebook that runs us: where its answers belong.

    The kernel's current folder, unless the notebook's code has moved away from it.
    """
    session = os.environ.get("JPY_SESSION_NAME", "")  # the notebook's path, as the server knows it
    if session.endswith(".ipynb") and Path(session).is_file():
        return Path(session).parent
    return Path.cwd()
