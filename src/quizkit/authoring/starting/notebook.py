"""A notebook made of a text: each cell begins with a line ``%% markdown NAME`` or ``%% code NAME``.

Behind the name may stand what nbgrader is to know of a cell: ``locked``, ``points=4`` (then it is
graded) and ``solution`` (then it is the student's to write in).
"""

from __future__ import annotations

import json
import re
from typing import Any

CELL = re.compile(r"^%% (markdown|code) (\S+)((?: \S+)*)\n", re.MULTILINE)
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def notebook(text: str) -> str:
    """Return a notebook as the text of its file.

    >>> json.loads(notebook("%% code quiz points=4\\nquizkit.graded('a')\\n"))["cells"][0]["id"]
    'quiz'
    """
    _, *parts = CELL.split(text)
    rows = zip(*(parts[at::4] for at in range(4)), strict=True)
    cells = [_cell(kind, name, said.split(), source) for kind, name, said, source in rows]
    whole = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, name: str, said: list[str], source: str) -> dict[str, Any]:
    cell = {
        "cell_type": kind,
        "id": name,
        "metadata": {"nbgrader": _graded(kind, name, said)} if said else {},
        "source": source.strip("\n").splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _graded(kind: str, name: str, said: list[str]) -> dict[str, Any]:
    points = next((int(word.removeprefix("points=")) for word in said if "=" in word), None)
    known = {
        "cell_type": kind,
        "grade": points is not None,
        "grade_id": name,
        "locked": "solution" not in said,
        "schema_version": 3,
        "solution": "solution" in said,
        "task": False,
    }
    return known if points is None else {**known, "points": points}
