"""Figures, what they are measured against, and the table of them all."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the rounds of quizkit, of a peer where there is one, and the target.

    ``limit`` is what the ratio to the peer may be, or without a peer what the median may be.
    """

    name: str
    unit: str
    rounds: tuple[float, ...]
    peer: str = ""
    peer_rounds: tuple[float, ...] = ()
    limit: float | None = None

    @property
    def value(self) -> float:
        """The median of quizkit's rounds."""
        return median(self.rounds)

    @property
    def ratio(self) -> float | None:
        """Quizkit's median to the peer's; None without a peer."""
        return self.value / median(self.peer_rounds) if self.peer_rounds else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        judged = self.value if self.ratio is None else self.ratio
        return None if self.limit is None else judged <= self.limit


@dataclass
class Report:
    """All figures of one run."""

    rounds: int
    figures: list[Figure] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # what must be known of some figures
    load: tuple[float, float, float] = field(default_factory=os.getloadavg)

    def add(
        self,
        name: str,
        unit: str,
        rounds: Sequence[float],
        *,
        peer: str = "",
        peer_rounds: Sequence[float] = (),
        limit: float | None = None,
    ) -> None:
        """Add one figure."""
        self.figures.append(Figure(name, unit, tuple(rounds), peer, tuple(peer_rounds), limit))

    def table(self) -> str:
        """Return the figures as a table in plain text."""
        heads = ("figure", "quizkit", "peer", "ratio", "target", "")
        rows = [heads, *(_row(figure) for figure in self.figures)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
        lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
        missed = sum(figure.met is False for figure in self.figures)
        ends = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        foot = (
            f"{missed or 'No'} target{'' if missed == 1 else 's'} missed. Medians of {self.rounds} "
            f"rounds; {os.cpu_count()} cores, load {self.load[0]:.1f} at the start; {ends}."
        )
        notes = [f"{note}." for note in self.notes]
        return "\n".join(line.rstrip() for line in [*lines, "", foot, *notes])

    def data(self) -> dict[str, Any]:
        """Return everything as JSON values, each round included."""
        figures = [
            {**asdict(f), "value": f.value, "ratio": f.ratio, "met": f.met} for f in self.figures
        ]
        machine = {"cores": os.cpu_count(), "load": self.load, "python": platform.python_version()}
        about = {"machine": machine, "versions": self.versions, "notes": self.notes}
        return {**about, "figures": figures}


def _row(figure: Figure) -> tuple[str, ...]:
    peer = f"{median(figure.peer_rounds):.4g} {figure.peer}" if figure.peer_rounds else ""
    limit = "" if figure.limit is None else f"≤ {figure.limit:.4g}"
    said = {True: "met", False: "MISSED", None: ""}[figure.met]
    ratio = "" if figure.ratio is None else f"{figure.ratio:.3g}"
    return figure.name, f"{figure.value:.4g} {figure.unit}", peer, ratio, limit, said
