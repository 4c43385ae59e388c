"""What of a submission is refused before anything is copied, and with which words."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from quizkit.grading import staging
from quizkit.grading.staging import Refused, check

NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a submission with nothing wrong in it."""
    made = tmp_path / "submitted"
    (made / "answers").mkdir(parents=True)
    (made / "rivers.ipynb").write_text(json.dumps(NOTEBOOK))
    (made / "answers" / "rivers.json").write_text("{}")
    (made / "Schermafbeelding 2022-01-10 om 9.41\u202fuur.png").write_bytes(b"png")
    return made


def test_an_ordinary_submission_passes(folder: Path) -> None:
    """Plain files and folders pass, whatever letters are in their names."""
    check(folder, ["rivers.ipynb"])


def socket_at(path: Path) -> None:
    """Leave a socket behind."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


MADE: dict[str, Callable[[Path], object]] = {
    "a link": lambda path: path.symlink_to("/etc/passwd"),
    "a pipe": os.mkfifo,
    "a socket": socket_at,
    "a device": lambda path: os.mknod(path, 0o020600, os.makedev(1, 3)),
}


@pytest.mark.parametrize("kind", MADE)
def test_what_is_no_file_is_refused(folder: Path, kind: str) -> None:
    """A link, a pipe, a socket and a device are refused by name, in a folder in it too."""
    path = folder / "answers" / "x.json"
    try:
        MADE[kind](path)
    except PermissionError:  # only who may make devices can hand one in
        return
    with pytest.raises(Refused, match=f"'answers/x.json' is {kind}; ask the student"):
        check(folder)


def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    """The submission's own folder must not be a link, nor one in it."""
    (folder / "data").symlink_to(tmp_path)
    with pytest.raises(Refused, match="'data' is a link"):
        check(folder)
    (tmp_path / "linked").symlink_to(folder)
    with pytest.raises(Refused, match="folder is a link"):
        check(tmp_path / "linked")


def test_a_hard_link_to_the_outside_is_refused(folder: Path, tmp_path: Path) -> None:
    """A file that has a name outside the submission is refused; two names inside are none."""
    os.link(folder / "rivers.ipynb", folder / "copy.ipynb")
    check(folder)
    (tmp_path / "gradebook.db").write_bytes(b"secret")
    os.link(tmp_path / "gradebook.db", folder / "data.db")
    with pytest.raises(Refused, match=r"'data\.db' is a hard link to a file outside"):
        check(folder)


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2Jb", "..\\..\\x", "...", "\udcff", "a\u2028b"])
def test_strange_names_are_refused(folder: Path, name: str) -> None:
    """Control signs, backslashes, dots alone and bytes that are no text are refused as names."""
    (folder / name).write_text("x")
    with pytest.raises(Refused, match="has signs that no file of an assignment needs"):
        check(folder)


def test_a_refusal_can_be_printed(folder: Path) -> None:
    """The name in a refusal is short, and does nothing to a terminal."""
    (folder / f"\x1b[2J{'x' * 150}").write_text("x")
    with pytest.raises(Refused) as refused:
        check(folder)
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_file_with_holes_is_refused_by_its_size(folder: Path) -> None:
    """10 GB of nothing are refused at once, though they take no place on the disk."""
    with (folder / "data.csv").open("wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(Refused, match=r"'data.csv' has 10\.0 GB, more than the 100 MB"):
        check(folder)


def test_a_large_notebook_is_refused(folder: Path) -> None:
    """A notebook may have 50 MB, other files 100."""
    with (folder / "rivers.ipynb").open("wb") as file:
        file.truncate(51 * 2**20)
    with pytest.raises(Refused, match=r"'rivers\.ipynb' has 51 MB, more than the 50 MB"):
        check(folder, ["rivers.ipynb"])


def test_many_files_that_are_too_much_together_are_refused(folder: Path) -> None:
    """All files of a submission together may have 256 MB."""
    for name in "abc":
        with (folder / name).open("wb") as file:
            file.truncate(90 * 2**20)
    with pytest.raises(Refused, match="larger than the 256 MB"):
        check(folder)


def test_too_many_files_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So are more files and folders than a submission can need."""
    monkeypatch.setattr(staging, "MOST_ENTRIES", 20)
    for number in range(30):
        (folder / str(number)).touch()
    with pytest.raises(Refused, match="more than 20 files and folders"):
        check(folder)


def test_folders_in_folders_are_refused(folder: Path) -> None:
    """Folders may lie 20 deep."""
    deep = folder
    for _ in range(25):
        deep /= "d"
    deep.mkdir(parents=True)
    with pytest.raises(Refused, match="more than 20 folders in one another"):
        check(folder)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is damaged: it is no JSON"),
        ("{'cells': []}", "is damaged: it is no JSON"),
        ("\udcff", "is damaged: it is no JSON"),
        ("[]", "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"cells": {}}), "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"nbformat": 3}), "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"metadata": None}), "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"x": "["})[:-2] + "[" * 200 + "]" * 200 + "}", "no JSON"),
        (json.dumps(NOTEBOOK)[:-1] + ', "x": ' + "[" * 200 + "]" * 200 + "}", "nested too deep"),
        ("[" * 100_000, "is no JSON"),
        (json.dumps(NOTEBOOK | {"x": "\ud800"}), "is no JSON"),
        (json.dumps(NOTEBOOK | {"cells": [{}] * 5001}), "more than 5000 cells"),
    ],
)
def test_a_notebook_that_cannot_be_read_is_refused(folder: Path, text: str, why: str) -> None:
    """A damaged notebook is refused with what is wrong with it."""
    (folder / "rivers.ipynb").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused, match=why):
        check(folder, ["rivers.ipynb"])


def test_a_notebook_that_nobody_grades_may_be_damaged(folder: Path) -> None:
    """Only notebooks that are graded must be readable."""
    (folder / "scratch.ipynb").write_text("")
    check(folder, ["rivers.ipynb"])


def test_letters_that_are_written_as_two_halves_pass(folder: Path) -> None:
    """A letter that JSON writes as two halves is one."""
    (folder / "rivers.ipynb").write_text(json.dumps(NOTEBOOK | {"x": "\U0001f600"}))
    check(folder, ["rivers.ipynb"])


def test_a_file_that_may_not_be_read_is_refused(folder: Path) -> None:
    """What cannot be opened at all is named, with the system's reason."""
    with pytest.raises(Refused, match=r"'other.ipynb' cannot be read: No such file"):
        check(folder, ["other.ipynb"])
