"""An answers file that anyone may have written is read as a value: a record, or the trouble."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from quizkit.course.scoring.submitted import LARGEST_FILE, Submitted, Trouble, read
from quizkit.learner.answers_file import Answers
from quizkit.learner.record import QuestionRecord, Record, to_json

RECORD = Record(
    "week", "0a", {"days": QuestionRecord("0123456789ab", "4", "2022-01-14T09:00:00.000Z")}
)


def given(folder: Path, data: Any) -> Submitted:
    """Read what a submission with this answers file holds."""
    (folder / "answers").mkdir()
    text = data if isinstance(data, str) else json.dumps(data)
    (folder / "answers" / "week.json").write_text(text)
    return read(folder, "week")


def test_what_quizkit_saves_is_read_back(tmp_path: Path) -> None:
    """A file that a graded quiz saved gives its record, and nothing strange is found in it."""
    Answers(tmp_path, "week").save(RECORD)
    assert read(tmp_path, "week") == Submitted(RECORD)


def test_no_folder_and_no_file_are_no_answers(tmp_path: Path) -> None:
    """Nothing handed in is no trouble but that it is missing."""
    assert read(tmp_path / "nowhere", "week").trouble is Trouble.MISSING
    assert read(tmp_path, "week").trouble is Trouble.MISSING


def test_a_link_at_any_step_is_refused(tmp_path: Path) -> None:
    """Neither the file nor a folder on the way to it may be a link, even to good answers."""
    Answers(tmp_path / "bob", "week").save(RECORD)
    (tmp_path / "ann" / "answers").mkdir(parents=True)
    (tmp_path / "ann" / "answers" / "week.json").symlink_to(tmp_path / "bob/answers/week.json")
    (tmp_path / "cas").mkdir()
    (tmp_path / "cas" / "answers").symlink_to(tmp_path / "bob" / "answers")
    (tmp_path / "dan").symlink_to(tmp_path / "bob")
    found = {name: read(tmp_path / name, "week").trouble for name in ("ann", "cas", "dan")}
    assert found == dict.fromkeys(("ann", "cas", "dan"), Trouble.LINK)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening a pipe would wait until somebody writes."""
    (tmp_path / "answers").mkdir()
    os.mkfifo(tmp_path / "answers" / "week.json")
    assert read(tmp_path, "week").trouble is Trouble.NO_FILE


def test_a_device_is_not_read(tmp_path: Path) -> None:
    """A device is no file of answers."""
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "week.json").symlink_to("/dev/zero")
    assert read(tmp_path, "week").trouble is Trouble.LINK


@pytest.mark.parametrize(("size", "trouble"), [(0, None), (1, Trouble.TOO_LARGE)])
def test_the_size_has_a_limit(tmp_path: Path, size: int, trouble: Trouble | None) -> None:
    """A file of the largest size is read, one byte more is too much."""
    text = json.dumps(to_json(RECORD))
    assert given(tmp_path, text.ljust(LARGEST_FILE + size)).trouble is trouble


@pytest.mark.parametrize(
    "text",
    ["", "{", "nul", "[" * 100_000, "9" * 5_000, '"\\ud800"', "[1e9999]", '{"format": 1}', "NaN"],
)
def test_what_is_no_record_is_damaged(tmp_path: Path, text: str) -> None:
    """Text that is no JSON, or JSON that is no record, is damaged, with what is wrong."""
    found = given(tmp_path, text)
    assert found.trouble is Trouble.DAMAGED
    assert 0 < len(found.detail) <= 200


def test_answers_to_another_quiz_are_refused(tmp_path: Path) -> None:
    """A file is worth nothing under another quiz's name."""
    found = given(tmp_path, to_json(Record("month", "0a")))
    assert (found.trouble, found.detail) == (Trouble.OTHER_QUIZ, "month")


def test_what_quizkit_never_writes_is_named(tmp_path: Path) -> None:
    """Fields that nobody but a student can have put there are told."""
    data = to_json(RECORD) | {"score": 9}
    data["questions"]["days"] |= {"points": 3, "final": "right", "hints": 2}
    found = given(tmp_path, data)
    assert found.record is not None
    assert found.extra == ("score", "days: points", "days: hints", "days: final")


def test_a_file_without_its_name_is_named(tmp_path: Path) -> None:
    """quizkit always writes whose answers they are, if not by name: without, it was edited."""
    data = to_json(RECORD)
    del data["learner"]
    assert given(tmp_path, data).extra == ("learner",)
