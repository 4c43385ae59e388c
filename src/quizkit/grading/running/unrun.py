"""A runner that runs nothing, for a computer without a sandbox and assignments without code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.notebooks import NoNotebook, content_of

ADDED = "No code is run on this computer, so what the student added or changed in {} was not."
NO_CODE = "no code"  # what a report calls it


class Unrun:
    """Gives notebooks back as they went, without outputs; tells where a student has added code.

    Args:
        released: the folder of what students received.
    """

    def __init__(self, released: Path) -> None:
        self._released = released
        self._known: set[str] | None = None

    def run(self, work: Work) -> Outcome:
        """Run nothing."""
        added = [number for number, source in _code(work) if source not in self._sources()]
        cells = f"cell{'s' * (len(added) > 1)} {', '.join(map(str, added))}"
        return Outcome(
            notebook=work.notebook,
            aside=ADDED.format(cells) if added else "",
            sandbox=NO_CODE,
        )

    def close(self) -> None:
        """There is nothing to end."""

    def _sources(self) -> set[str]:
        if self._known is None:
            paths = self._released.glob("*.ipynb")
            self._known = {source for path in paths for source in _sources_in(path)}
        return self._known


def _code(work: Work) -> Iterator[tuple[int, str]]:
    """Yield the number and the source of each cell that would be run."""
    for number, cell in enumerate(json.loads(work.notebook)["cells"], start=1):
        skipped = work.skip_tag in cell["metadata"].get("tags", ())
        if cell["cell_type"] == "code" and not skipped and (source := _plain(cell["source"])):
            yield number, source


def _sources_in(path: Path) -> Iterator[str]:
    try:
        cells = content_of(path.read_bytes())["cells"]
    except (OSError, NoNotebook):  # gone, or being written
        return
    yield from (_plain("".join(cell.get("source", ""))) for cell in cells)


def _plain(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
