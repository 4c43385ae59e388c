"""The file of extensions, as teachers and their spreadsheets write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizkit.course.extensions import FILE, Extensions, read
from quizkit.errors import ContentError

DUE = datetime(2026, 11, 13, 16)
BRUSSELS = ZoneInfo("Europe/Brussels")


def granted(folder: Path, content: bytes | str) -> dict[str, timedelta]:
    """Return what a file with this content grants for ``demands``."""
    data = content if isinstance(content, bytes) else content.encode()
    (folder / FILE).write_bytes(data)
    found = read(folder, BRUSSELS)
    assert isinstance(found, Extensions)
    return found.granted("demands", DUE)


@pytest.mark.parametrize(
    "said",
    [
        *("2026-11-13 18:00", "2026-11-13T18:00:00", "13-11-2026 18:00", "13/11/2026 18:00"),
        *("11/13/2026 6:00 PM", "13.11.2026 18.00", "13-11-2026 18u", "13-11-2026 18.00 uur"),
        *("1 hour", "+1 hour", "1 uur", "1u", "60 minutes", "60 min"),
    ],
)
def test_until_when_is_read_as_people_write_it(tmp_path: Path, said: str) -> None:
    """Times as in most countries, and amounts in English and Dutch, mean the same hour."""
    assert granted(tmp_path, f"student,assignment,until\nann,demands,{said}\n") == {
        "ann": timedelta(hours=1)
    }


def test_a_day_counts_to_its_end(tmp_path: Path) -> None:
    """Until a day is until its last minute, by the course's clock, also in summer."""
    assert granted(tmp_path, "student,assignment,until\nann,demands,2026-11-14\n") == {
        "ann": timedelta(days=1, hours=6, minutes=59)
    }
    (tmp_path / FILE).write_text("student,assignment,until\nann,demands,2026-07-14\n")
    found = read(tmp_path, BRUSSELS)
    assert found
    assert found.lines[0].until == datetime(2026, 7, 14, 21, 59)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfLeerling;Opdracht;Uitstel tot\r\nz\xc3\xb6e;demands;2 dagen\r\n;;\r\n",
        "sep=;\r\nleerling;opdracht;tot\r\nzöe;demands;2 dagen\r\n".encode("cp1252"),
        "leerling\topdracht\ttot\r\nzöe\tdemands\t2 dagen\r\n".encode("utf-16"),
        '# mine\n\n"student", "assignment", "until", "why"\n# so\n zöe , demands ,2 days,"a, b"',
        "Student ID,why,Assignment,Until,Extra time\nzöe,ill,demands,,2 days\n",
        "student,assignment,until\nzöe,*,5 days\nzöe,demands,2 days\nzöe,maps,1 day\n",
        "student,assignment,until\nzöe,all,2 days\n",
        "student,assignment,until\nzöe,Alle,2 days\n",
    ],
)
def test_a_file_is_read_as_it_was_saved(tmp_path: Path, content: bytes | str) -> None:
    """Signs between columns, headings, comments, columns of one's own and encodings may differ."""
    assert granted(tmp_path, content) == {"zöe": timedelta(days=2)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "extensions.csv:1: it does not begin with the names of its columns; its first line"),
        ("ann,demands,1 day\n", "extensions.csv:1: it does not begin with the names"),
        ("student,assignment,until\nann,demands\n", ":2: it does not say until when; write it"),
        ("student,assignment,until\n\nann,demands,soon\n", ":3: 'soon' is no time"),
        ("student,assignment,until\nann,demands,2026-02-30\n", ":2: '2026-02-30' is no time"),
        ("student,assignment,until\nann,demands,9999-12-31\n", ""),
        ("student,assignment,until\nann,demands,0001-01-01 00:00\n", ":2: '0001-01-01 00:00' is"),
        ("student,assignment,until\nann,demands,2026-11-25 25:00\n", ":2: '2026-11-25 25:00' is"),
        ("student,assignment,until\nann,demands,3/4/2026\n", ":2: '3/4/2026' has two meanings"),
        ("student,assignment,until\n,demands,1 day\n", ":2: it names no student; name one"),
        ("student,assignment,until\n*,demands,1 day\n", ":2: it is for all students; name one"),
        ("student,assignment,until\nann,,1 day\n", ":2: it names no assignment; name one, or"),
        (
            "student,assignment,until\nann,demands,1 day\nbob,*,1 day\nann,demands,2 days\n",
            ":4: 'ann' stands in line 2 too; leave one",
        ),
        ("student,assignment,until,extra\nann,demands,2026-11-14,1 day\n", ":2: it says until"),
        ('student,assignment,until\nann,demands,"1 day\n' + "x" * 200_000, "it is no table ("),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, content: str, told: str) -> None:
    """What cannot be read is told with its line and what to do."""
    if not told:
        granted(tmp_path, content)
        return
    with pytest.raises(ContentError) as caught:
        granted(tmp_path, content)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_a_file_there_is_nothing_to_read(tmp_path: Path) -> None:
    """A course need not have the file; one that cannot be opened is told."""
    assert read(tmp_path, UTC) is None
    (tmp_path / FILE).mkdir()
    with pytest.raises(ContentError, match="cannot be read"):
        read(tmp_path, UTC)


def test_nobody_has_more_time_without_a_due_date(tmp_path: Path) -> None:
    """nbgrader cannot add an extension to no date: there is none then, and it is told."""
    (tmp_path / FILE).write_text("student,assignment,until\nann,demands,1 day\n")
    found = read(tmp_path, UTC)
    assert found
    assert found.granted("demands", None) == {}
    (told,) = found.without_effect("demands", None, students={"ann"}, assignments={"demands"})
    assert told.startswith("extensions.csv:2: 'demands' has no due date in the gradebook, so ")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """Each line that cannot be read is named, so that one look mends them all."""
    (tmp_path / FILE).write_text("student,assignment,until\nann,a,soon\nbob,a,1 day\n,a,1 day\n")
    with pytest.raises(ContentError) as caught:
        read(tmp_path, UTC)
    assert [problem.line for problem in caught.value.problems] == [2, 4]
