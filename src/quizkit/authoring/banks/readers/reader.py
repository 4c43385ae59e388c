"""What a format's reader is: its name, how its files are known, and how one is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizkit.authoring.banks.bank import Bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format that can be read.

    ``knows`` looks at a file's content, and at its name only where content cannot tell; it never
    raises. ``read`` takes the file and its name, and raises BankError for what is none of its kind.
    """

    name: str
    told: str  # what it is called, for messages: "a GIFT file"
    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Bank]
