"""``quizkit check`` for a cell of a notebook."""

from __future__ import annotations

import sys
from pathlib import Path

from quizkit.checking.examination import examine
from quizkit.tables.content_folder import notebook_folder


def check(*files: str | Path) -> None:
    """Print the mistakes in quiz files, with advice on the craft of questions, and how many.

    Args:
        files: the paths of quiz files, notebooks or folders, seen from the notebook's own folder,
            or the names of the course's quizzes; without any, the course or folder one is in.

    Raises:
        UnknownName: no quiz of the course has that name; the nearest is suggested.

    >>> check("geneva")
    No mistakes found in 1 quiz.
    """
    paths = [Path(file).expanduser() for file in files]
    sys.stdout.write(f"{examine(paths, folder=notebook_folder())}\n")
