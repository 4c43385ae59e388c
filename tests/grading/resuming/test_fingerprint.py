"""What a grade depends on, as a key."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizkit.grading.resuming import fingerprint
from quizkit.grading.resuming.fingerprint import Common, common_key


def submission_key(folder: Path, *, common: str) -> str | None:
    """Return the key of a submission."""
    keys = Common(common, "other").of(folder)
    return keys and keys.key


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a submission."""
    folder = tmp_path / "ann"
    (folder / "answers").mkdir(parents=True)
    (folder / "work.ipynb").write_text("{}")
    (folder / "answers" / "quiz.json").write_text("[1]")
    return folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda work: (work / "answers" / "quiz.json").write_text("[2]"),
    "one more": lambda work: (work / "notes.txt").touch(),
    "one less": lambda work: (work / "work.ipynb").unlink(),
    "name": lambda work: (work / "work.ipynb").rename(work / "works.ipynb"),
    "place": lambda work: (work / "work.ipynb").rename(work / "answers" / "work.ipynb"),
    "folder": lambda work: (work / "data").mkdir(),
    "a link": lambda work: (work / "link").symlink_to(work / "work.ipynb"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_another_key(work: Path, change: str) -> None:
    """Whatever changes in a submission, its key does."""
    before = submission_key(work, common="c")
    assert before == submission_key(work, common="c")
    assert before != submission_key(work, common="d")
    CHANGES[change](work)
    assert submission_key(work, common="c") != before


def test_one_of_the_keys_knows_no_quiz(work: Path) -> None:
    """A change in the keys of quizzes alone leaves the key without them as it was."""
    (work / "keys").mkdir()
    before = Common("", "b").with_quizzes(work / "keys").of(work)
    (work.parent / "keys").mkdir()
    (work.parent / "keys" / "rivers.yaml").touch()
    after = Common("", "b").with_quizzes(work.parent / "keys").of(work)
    assert before
    assert after
    assert before.key != after.key
    assert before.but_quizzes == after.but_quizzes


def test_time_and_place_do_not_count(work: Path) -> None:
    """A submission that was only touched, or moved with its course, keeps its key."""
    before = submission_key(work, common="c")
    os.utime(work / "work.ipynb", (1, 1))
    moved = work.rename(work.with_name("moved"))
    assert submission_key(moved, common="c") == before


def test_what_is_no_file_is_not_opened(work: Path) -> None:
    """A pipe, which would never end, and a link to elsewhere are not read."""
    os.mkfifo(work / "pipe")
    (work / "zero").symlink_to("/dev/zero")
    assert submission_key(work, common="c")


def test_too_much_has_no_key(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 10 GB full of holes, or a great many files, are not read, and have no key."""
    with (work / "holes").open("wb") as file:
        file.truncate(10 * 2**30)
    assert submission_key(work, common="c") is None
    (work / "holes").unlink()
    monkeypatch.setattr(fingerprint, "MOST_FILES", 2)
    assert submission_key(work, common="c") is None


def test_settings_source_and_gradebook_count(work: Path) -> None:
    """The key that all share changes with settings, source and gradebook, not with addresses."""

    def key(**changed: object) -> str:
        given: dict[str, object] = {"settings": {"a": 1}, "files": [], "folders": [work]}
        return common_key(**given | {"gradebook": "g"} | changed)  # type: ignore[arg-type]

    before = key()
    assert before != key(settings={"a": 2})
    assert before != key(gradebook="h")
    assert before != key(files=[work / "work.ipynb"])
    assert key(settings=object()) == key(settings=object())
    (work / "work.ipynb").write_text("[]")
    assert before != key()
