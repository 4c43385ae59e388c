"""What a teacher should look at in one submission, from the first step that sees it to the last.

It travels in nbgrader's ``resources``, from step to step; what was found while the notebook was
restored, in an earlier pass, travels in the notebook itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PLACE = "quizkit"  # in the notebook's metadata, and in resources
LONGEST = 500  # characters of one reason
MOST = 20  # reasons for one cell


@dataclass
class Review:
    """Reasons by the cell's grade_id, and what else the last step needs to know.

    ``twins`` are other students to look at for the same cell; ``tagged`` are the cells that the
    kernel is kept from running, each with its tag.

    >>> review = Review()
    >>> review.add("quiz", "The answers file was edited by hand.")
    >>> review.of_cell("quiz")
    ['The answers file was edited by hand.']
    """

    reasons: dict[str, list[str]] = field(default_factory=dict)
    twins: list[tuple[str, str]] = field(default_factory=list)
    tagged: list[tuple[Any, str]] = field(default_factory=list)

    @classmethod
    def of(cls, resources: Any) -> Review:
        """Return the review that travels in ``resources``; a new one at the first step."""
        review: Review = resources.setdefault(PLACE, cls())
        return review

    def add(self, grade_id: str, reason: str) -> None:
        """Note a reason to look at a cell."""
        kept = self.reasons.setdefault(grade_id, [])
        if reason not in kept and len(kept) < MOST:
            kept.append(reason)

    def add_all(self, reasons: Mapping[str, Iterable[str]]) -> None:
        """Note reasons by cell."""
        for grade_id, each in reasons.items():
            for reason in each:
                self.add(grade_id, reason)

    def of_cell(self, grade_id: str) -> list[str]:
        """Return the reasons to look at a cell."""
        return list(self.reasons.get(grade_id, ()))

    def tag(self, cell: Any, tag: str) -> None:
        """Keep the kernel from running a cell, until ``clear_tags``."""
        others = [each for each in cell.metadata.get("tags", []) if each != tag]
        cell.metadata["tags"] = [*others, tag]
        self.tagged.append((cell, tag))

    def clear_tags(self) -> None:
        """Take away the tags that kept the kernel from running cells."""
        for cell, tag in self.tagged:
            tags = [each for each in cell.metadata.get("tags", []) if each != tag]
            cell.metadata.pop("tags", None)
            if tags:
                cell.metadata["tags"] = tags


def restored_flags(notebook: Any) -> dict[str, list[str]]:
    """Take out of a notebook what was found while it was restored, by grade_id.

    >>> from types import SimpleNamespace
    >>> metadata = {"quizkit": {"flags": {"quiz": ["The cell was missing."]}}}
    >>> restored_flags(SimpleNamespace(metadata=metadata)), metadata
    ({'quiz': ['The cell was missing.']}, {})
    """
    found = notebook.metadata.pop(PLACE, None)
    flags = found.get("flags") if isinstance(found, Mapping) else None
    if not isinstance(flags, Mapping):
        return {}
    return {
        str(grade_id): [text[:LONGEST] for text in texts if isinstance(text, str)]
        for grade_id, texts in flags.items()
        if isinstance(texts, list | tuple)
    }
