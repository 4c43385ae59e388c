"""What is graded is what was looked at, whatever becomes of the student's folder meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizkit.grading.submission import staging
from quizkit.grading.submission.refusing import Refused, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a submission, and beside it what is the teacher's."""
    made = tmp_path / "submitted"
    for name in ("a.ipynb", "data/b.csv", "data/deep/c.csv", "data/z.csv", "tail/d.csv"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(f"mine {name}")
    (made / "empty").mkdir()
    (tmp_path / "teacher" / "deep").mkdir(parents=True)
    (tmp_path / "teacher" / "b.csv").write_text("secret")
    return made


def test_a_copy_holds_the_same(folder: Path, tmp_path: Path) -> None:
    """Every file and folder is there, with its content."""
    place = tmp_path / "copy" / "ann"
    staging.copy(folder, tree(folder), place)
    names = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    assert sorted(path.relative_to(place) for path in place.rglob("*")) == names
    for name in (each for each in names if (folder / each).is_file()):
        assert (place / name).read_text() == f"mine {name}"


def replace(path: Path, make: Callable[[Path], object]) -> None:
    """Have something else stand where something stood."""
    path.rename(path.with_name(f"{path.name}.away"))
    make(path)


SWAPS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a link for a file": ("data/b.csv", lambda path: path.symlink_to("../../teacher/b.csv")),
    "a hard link for a file": (
        "data/b.csv",
        lambda path: os.link(path.parents[2] / "teacher" / "b.csv", path),
    ),
    "a pipe for a file": ("data/b.csv", os.mkfifo),
    "a folder for a file": ("data/b.csv", Path.mkdir),
    "nothing for a file": ("data/b.csv", lambda _: None),
    "a link for a folder": ("data", lambda path: path.symlink_to("../teacher")),
    "a folder for a folder": ("data", Path.mkdir),
    "a link for the whole": ("", lambda path: path.symlink_to("teacher")),
}


@pytest.mark.parametrize("swap", SWAPS)
def test_what_has_changed_meanwhile_is_refused(folder: Path, tmp_path: Path, swap: str) -> None:
    """A file or folder that another thing has taken the place of is not read."""
    found = tree(folder)
    name, make = SWAPS[swap]
    replace(folder / name if name else folder, make)
    with pytest.raises(Refused, match="was changed while it was read; grade it again"):
        staging.copy(folder, found, tmp_path / "copy")
    copied = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert not any("secret" in path.read_text() for path in copied)


def test_a_file_that_grows_is_copied_as_long_as_it_was(folder: Path, tmp_path: Path) -> None:
    """No more is read than was allowed when its size was looked at."""
    found = tree(folder)
    with (folder / "a.ipynb").open("a") as file:
        file.write("more")
    staging.copy(folder, found, tmp_path / "copy")
    assert (tmp_path / "copy" / "a.ipynb").read_text() == "mine a.ipynb"


@pytest.fixture
def without_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no folder be opened, as on Windows."""
    monkeypatch.setattr(staging, "FOLDER_BY_FOLDER", False)


def test_where_no_folder_can_be_opened_a_copy_holds_the_same(
    without_folders: None, folder: Path, tmp_path: Path
) -> None:
    """File by file, every one is there, with its content."""
    test_a_copy_holds_the_same(folder, tmp_path)


@pytest.mark.parametrize("swap", [name for name, (path, _) in SWAPS.items() if path[-3:] == "csv"])
def test_where_no_folder_can_be_opened_a_change_is_refused(
    without_folders: None, folder: Path, tmp_path: Path, swap: str
) -> None:
    """A file that is another one by now is not copied there, either."""
    test_what_has_changed_meanwhile_is_refused(folder, tmp_path, swap)
