"""What an assignment imports: loaded once in the warm parent, not once for each student."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizkit.notebooks import parsed

# matplotlib looks through the fonts of the system when it first draws, and warns if that takes
# long. Not all that leads to it is an import: pandas and sympy load it late, %matplotlib loads it.
DRAWS = re.compile(r"matplotlib|pylab|seaborn|\.(?:plot|hist|boxplot|init_printing)\b")
DRAWING = ("matplotlib.pyplot", "matplotlib.font_manager")


def imports_of(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Return the modules that a teacher's notebooks import or use, in their order.

    Some of the names may be of something else than a module. What lies beside a notebook is left
    out: it may differ from student to student. What cannot be read gives nothing.
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
    """Yield what import statements name, and what is then asked of it: it may be a module, too.

    >>> list(_named(["%time\\nimport pandas as pd", "import quizkit\\nquizkit.data"]))
    ['pandas', 'quizkit', 'quizkit.data']
    >>> list(_named(["def draw(table):\\n    return table.plot()"]))
    ['matplotlib.pyplot', 'matplotlib.font_manager']
    """
    known: set[str] = set()
    for source in sources:
        if DRAWS.search(source):
            yield from DRAWING
        try:
            tree = parsed(source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
                known.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in known:
                yield ast.unparse(node)
