"""What an assignment imports: loaded once in the warm parent, not once for each student."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path


def imports_of(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Give the modules that a teacher's notebooks import at the top of a cell, in their order.

    What lies beside a notebook is left out: it may differ from student to student. What cannot
    be read gives nothing.
    """
    found = (
        name
        for notebook in notebooks
        for name in _named(_sources(notebook))
        if not (notebook.parent / name.partition(".")[0]).with_suffix(".py").exists()
        and not (notebook.parent / name.partition(".")[0]).is_dir()
    )
    return tuple(dict.fromkeys(found))


def _sources(notebook: Path) -> list[str]:
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _named(sources: Iterable[str]) -> Iterator[str]:
    """Give the modules named by import statements.

    >>> list(_named(["%matplotlib inline\\nimport pandas as pd", "from quizkit import data"]))
    ['pandas', 'quizkit', 'quizkit.data']
    """
    for source in sources:
        lines = (line for line in source.splitlines() if not line.startswith(("%", "!")))
        try:
            body = ast.parse("\n".join(lines)).body
        except (SyntaxError, ValueError):
            continue
        for statement in body:
            if isinstance(statement, ast.Import):
                yield from (alias.name for alias in statement.names)
            elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
                yield statement.module
                yield from (f"{statement.module}.{alias.name}" for alias in statement.names)
