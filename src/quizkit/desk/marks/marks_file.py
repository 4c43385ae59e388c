"""The file of marks: made, put where no other file is, and who has no mark in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from quizkit import languages
from quizkit.desk.class_list import listed
from quizkit.desk.marks import scales, written
from quizkit.desk.marks.scales import NoScale
from quizkit.desk.marks.standings import Result, State
from quizkit.desk.marks.tables import SYSTEMS, Wishes
from quizkit.errors import CourseError
from quizkit.files import write_whole


def wishes(
    *,
    scale: str,
    step: str = "",
    bounds: str = "",
    names: Mapping[str, str] | None = None,
    missing: str = "",
    unfinished: bool = False,
) -> Wishes:
    """Read what was asked for as it was typed; raises NoScale for what cannot be read."""
    if missing and not re.fullmatch(scales.NUMBER, missing):
        raise NoScale(f"'{missing}' is no mark for those who handed in nothing; write a number.")
    return Wishes(
        scales.read(scale, step=step, bounds=bounds),
        dict(names or {}),
        Decimal(missing.replace(",", ".")) if missing else None,
        unfinished,
    )


def content(
    results: Sequence[Result], wanted: Wishes, system: str, *, decimal_comma: bool = False
) -> bytes:
    """Return the file for a system; raises NoScale or CourseError where there can be none."""
    for result in results:
        if result.maximum <= 0:
            raise NoScale(f"There are no points to be had in '{result.assignment}'.")
    if decimal_comma and system == "brightspace":
        raise NoScale("Brightspace reads numbers with a point; leave out --decimal-comma.")
    table = SYSTEMS[system](results, wanted)
    if system == "xlsx":
        return written.as_xlsx(table, " ".join(result.assignment for result in results))
    people = system == "csv"
    return written.as_csv(table, decimal_comma=decimal_comma, for_people=people)


def write(path: Path, data: bytes, *, force: bool) -> None:
    """Write the file whole; raises CourseError where one is there already, or none can be."""
    try:
        if path.is_dir():
            raise CourseError(f"{path} is a folder; name a file with --to: {path / 'marks.csv'}.")
        if path.exists() and not force:
            raise CourseError(
                f"{path} is there already, and stays; name another file with --to, or type --force."
            )
        write_whole(path, data)
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from error


def told(results: Sequence[Result], wanted: Wishes) -> Iterator[str]:
    """Yield, in sentences, how many have a mark, and who has none, and why."""
    for result in results:
        marks = [wanted.mark(standing, result.maximum) for standing in result.standings]
        number = sum(mark is not None for mark in marks)
        yield f"{result.assignment}: {number} of {len(marks)} have a mark."
        for state in (State.WAITING, State.FLAGGED, State.UNGRADED, State.MISSING):
            students = [s.student for s in result.standings if s.state == state]
            names = [student.name or student.id for student in students]
            if names:
                yield f"  {languages.capitalised(state.value)} ({len(names)}): {listed(names)}."
                yield from _meaning(state, wanted)


def _meaning(state: State, wanted: Wishes) -> Iterator[str]:
    if state == State.MISSING and wanted.missing is not None:
        yield f"  They have {wanted.missing:f}, because of --missing."
    if state in (State.WAITING, State.FLAGGED) and wanted.unfinished:
        yield "  They have a mark for their points so far, because of --unfinished."
