"""When a graded quiz is due, as its released form tells students: to read, not to be graded by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizkit.quiz.model import Json

ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,40}")


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date.

    Args:
        at: the time, by the clock of the course and with its distance from UTC.
        zone: the name of the course's time zone.

    >>> due = DueDate.from_plain({"at": "2026-11-13T17:00:00+01:00", "zone": "Europe/Brussels"})
    >>> due.at.hour, DueDate.from_plain(due.plain()) == due
    (17, True)
    """

    at: datetime
    zone: str

    def plain(self) -> dict[str, Json]:
        """Return it as plain JSON values."""
        return {"at": self.at.isoformat(timespec="seconds"), "zone": self.zone}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Json]) -> DueDate:
        """Read what ``plain`` gave; an error of one kind or another where it is nothing else."""
        due = cls(datetime.fromisoformat(plain["at"]), plain["zone"])
        if due.at.tzinfo is None or not ZONE.fullmatch(due.zone) or due.plain() != plain:
            raise ValueError("no due date")
        return due
