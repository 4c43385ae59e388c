"""Questions to the teacher in the terminal: whose work it is, and which version counts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from quizkit.desk.collecting.collection import shown_source
from quizkit.desk.collecting.downloads import Delivery
from quizkit.desk.collecting.owners import ClassRoom, Match
from quizkit.desk.collecting.versions import Version
from quizkit.desk.student_table import Student
from quizkit.errors import printable

LONGEST_BEGINNING = 120  # characters
Read = Callable[[str], str]


class InTerminal:
    """The teacher at the terminal.

    Args:
        room: the class.
        read: asks for a line.
    """

    def __init__(self, room: ClassRoom, read: Read = input) -> None:
        self._room, self._read = room, read

    def whose(self, delivery: Delivery, match: Match, begins: str = "") -> Student | None:
        """Ask whose work it is, until a student is named or it is left out."""
        self._say(f"\nWhose is {shown_source(delivery.source)}?")
        if delivery.at:
            self._say(f"  last saved {delivery.at.astimezone():%Y-%m-%d %H:%M}")
        if begins:
            self._say(f"  its answer begins: {printable(begins)[:LONGEST_BEGINNING]}")
        for number, student in enumerate(match.students, start=1):
            self._say(f"  {number}  {student.name or student.id} ({student.id})")
        while typed := self._line("A number, an id or a name (Enter leaves it out): "):
            if typed.isdecimal() and 1 <= int(typed) <= len(match.students):
                return match.students[int(typed) - 1]
            found = self._room.named(typed)
            if found.sure:
                return found.students[0]
            near = ", ".join(f"{each.name} ({each.id})" for each in found.students)
            self._say(f"Nobody is called that{f'; perhaps {near}' if near else ''}.")
        return None

    def which(self, student: Student, versions: Sequence[Version]) -> Version | None:
        """Ask which version counts, until one is named or all are left out."""
        self._say(f"\n{student.name or student.id} ({student.id}) sent versions that differ:")
        for number, version in enumerate(versions, start=1):
            time = f", {version.at.astimezone():%Y-%m-%d %H:%M}" if version.at else ""
            self._say(f"  {number}  {shown_source(version.source)}{time}")
        while typed := self._line("Which one counts? A number (Enter leaves them out): "):
            if typed.isdecimal() and 1 <= int(typed) <= len(versions):
                return versions[int(typed) - 1]
        return None

    def _say(self, text: str) -> None:
        sys.stderr.write(f"{text}\n")

    def _line(self, prompt: str) -> str:
        self._say(prompt)
        try:
            return self._read("").strip()
        except EOFError:
            return ""
