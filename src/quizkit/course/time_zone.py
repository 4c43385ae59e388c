"""The time zone of a course: that in which nbgrader shows its times."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any

from nbgrader.utils import gettz


def zone_of(config: Any) -> tuple[str, tzinfo]:
    """Return the name of the zone, and the zone; UTC where the settings name none that is known.

    Args:
        config: the course's settings, of which ``c.NbGraderAPI.timezone`` is the zone.

    >>> zone_of({"NbGraderAPI": {"timezone": "Europe/Brussels"}})[0]
    'Europe/Brussels'
    >>> zone_of({"NbGraderAPI": {"timezone": "Europe/Brussel"}})[0], zone_of({})[0]
    ('UTC', 'UTC')
    """
    name = config.get("NbGraderAPI", {}).get("timezone")  # asked otherwise, it would be put there
    zone = gettz(name) if isinstance(name, str) and name else None
    return (name, zone) if zone else ("UTC", UTC)
