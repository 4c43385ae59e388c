"""A course that is opened for grading, whose settings have mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.errors import CourseError
from quizkit.grading.open_course import Course

SETTINGS = {
    "a missing variable": ("import os\nos.environ['NO_SUCH']", ":3: ", "KeyError: 'NO_SUCH'"),
    "an exit": ("import sys\nsys.exit(1)", ":3: ", "it ends the program"),
    "a slip": ("c.Autograde = = 3", ":2: ", "SyntaxError: invalid syntax"),
    "a null byte": ("x = 1\0", ": ", "null bytes"),
    "a password in an error": (
        "raise ValueError('postgresql://ann:s3cret@db/grades')",
        ":2: ",
        "postgresql://ann:***@db/grades",
    ),
    "a value of another kind": (
        "c.CourseDirectory.student_id = 3",
        "",
        "settings: The 'student_id'",
    ),
    "an address that is none": (
        "c.CourseDirectory.db_url = 'postgresql//ann:s3cret@db'",
        "",
        "c.CourseDirectory.db_url in the course's settings is no address",
    ),
    "a port that is none": (
        "c.CourseDirectory.db_url = 'postgresql://ann:x@db:s3cret/grades'",
        "",
        "is no address of a database",
    ),
    "a library that is missing": (
        "c.CourseDirectory.db_url = 'mysql+pymysql://ann:s3cret@db/grades'",
        "",
        "No module named 'pymysql'; install that",
    ),
}


@pytest.mark.parametrize(("text", "place", "what"), SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_that_cannot_be_used_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str, what: str
) -> None:
    """Settings with a mistake stop grading with one sentence, in which no password stands."""
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"c = get_config()\n{text}\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError) as caught:
        Course("rivers")
    said = str(caught.value)
    assert what in said
    assert not place or said.startswith(f"{config}{place}")
    assert "s3cret" not in said
    assert "\n" not in said
