"""Links and special files make way for a note before nbgrader copies a submission."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizkit.course.restoring.special_files import Intake, special_files, take_away_links, was_here


def taken(folder: Path) -> None:
    """Take in a submission as nbgrader's hook does."""
    notebooks = [str(folder / "week.ipynb")]
    take_away_links(assignment="week", student="ann", notebooks=notebooks)


def test_a_link_makes_way_and_its_target_stays(tmp_path: Path) -> None:
    """In place of the link stands a note that names the target; the target is untouched."""
    target = tmp_path / "gradebook.db"
    target.write_text("secret")
    folder = tmp_path / "week"
    (folder / "deep" / "er").mkdir(parents=True)
    link = folder / "deep" / "er" / "data.csv"
    link.symlink_to(target)
    taken(folder)
    assert not link.is_symlink()
    assert str(target) in link.read_text()
    assert was_here(link.read_bytes()) == "a link"
    assert target.read_text() == "secret"


def test_links_to_folders_and_to_nowhere_make_way(tmp_path: Path) -> None:
    """Whatever a link points to, it is taken away."""
    (tmp_path / "up").symlink_to("..")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("/no/such")
    taken(tmp_path)
    assert [path.is_file() for path in tmp_path.iterdir()] == [True, True, True]
    assert list(special_files(tmp_path)) == []


def test_a_pipe_makes_way(tmp_path: Path) -> None:
    """A pipe would make whoever reads it wait for ever."""
    os.mkfifo(tmp_path / "answers.json")
    taken(tmp_path)
    assert was_here((tmp_path / "answers.json").read_bytes()) == "a pipe"


def test_work_is_left_alone(tmp_path: Path) -> None:
    """Plain files and folders stay as they are."""
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "week.json").write_text("{}")
    taken(tmp_path)
    assert (tmp_path / "answers" / "week.json").read_text() == "{}"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[" * 9_000, b'{"quizkit-took-away": ["a link"]}', b'"quizkit-took-away"']
)
def test_other_files_are_no_note(data: bytes) -> None:
    """Only a note that this step writes counts as one."""
    assert was_here(data) == ""


def test_ours_runs_where_the_teachers_own_step_fails(tmp_path: Path) -> None:
    """A mistake in the teacher's hook does not let a link pass."""

    def fails(**about: object) -> None:
        raise RuntimeError("own mistake")

    (tmp_path / "link").symlink_to("/etc/hostname")
    with pytest.raises(RuntimeError, match="own mistake"):
        Intake(fails)(notebooks=[str(tmp_path / "week.ipynb")])
    assert not (tmp_path / "link").is_symlink()
