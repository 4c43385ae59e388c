"""The Binder link for whatever remote the repository has."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from quizkit.errors import RepositoryError
from quizkit.lab.binder_link import badge, launch_link, link

PAGE = "?urlpath=lab%2Ftree%2Flessons%2Fen%2F00-start.ipynb"


def repository(folder: Path, remote: str | None) -> Path:
    """Make an empty repository on branch 'lessons', with this remote."""
    subprocess.run(["git", "init", "-q", "-b", "lessons", folder], check=True)
    if remote is not None:
        subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    return folder


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/ada/week.git", "gh/ada/week"),
        ("https://github.com/ada/week", "gh/ada/week"),
        ("https://ada:secret@github.com/ada/week.git", "gh/ada/week"),
        ("git@github.com:ada/week.git", "gh/ada/week"),
        ("ssh://git@github.com:22/ada/week.git", "gh/ada/week"),
        ("https://gitlab.com/school/history/week.git", "gl/school%2Fhistory%2Fweek"),
        ("https://codeberg.org/ada/week.git", "git/https%3A%2F%2Fcodeberg.org%2Fada%2Fweek"),
    ],
)
def test_every_kind_of_address_gives_its_link(remote: str, expected: str) -> None:
    """GitHub, GitLab and other hosts each give Binder's kind of link, and no password."""
    made = link(remote, ref="main")
    assert made == f"https://mybinder.org/v2/{expected}/main{PAGE}"
    assert "secret" not in badge(made)


def test_a_branch_with_a_slash_is_one_word() -> None:
    """A branch name with a slash stays one part of the link."""
    assert "/week/topic%2Fone?" in link("git@github.com:ada/week.git", ref="topic/one")


def test_the_link_follows_the_remote_and_the_branch(tmp_path: Path) -> None:
    """The link names the repository's own remote and the branch that is checked out."""
    folder = repository(tmp_path / "week", "git@github.com:ada/week.git")
    assert launch_link(folder) == f"https://mybinder.org/v2/gh/ada/week/lessons{PAGE}"


def test_the_dutch_start_page_can_be_linked(tmp_path: Path) -> None:
    """Another language links to its own start page."""
    folder = repository(tmp_path / "week", "git@github.com:ada/week.git")
    assert "lessons%2Fnl%2F00-start" in launch_link(folder, language="nl")


def test_no_remote_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Without a remote, the message says what to do."""
    with pytest.raises(RepositoryError, match=r"no remote 'origin'.*git remote add"):
        launch_link(repository(tmp_path / "week", None))


def test_a_remote_on_this_disk_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A remote that is a folder on this computer cannot be linked, and the message says so."""
    with pytest.raises(RepositoryError, match="Binder cannot reach"):
        launch_link(repository(tmp_path / "week", str(tmp_path)))
