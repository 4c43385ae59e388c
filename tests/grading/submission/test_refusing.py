"""What of a submission is refused before anything is copied, and with which words."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from nbgrader.utils import parse_utc

from quizkit.grading.submission import refusing
from quizkit.grading.submission.refusing import Refused

NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def check(folder: Path, notebooks: Sequence[str] = ()) -> None:
    """Look at a submission as it is looked at before it is graded."""
    refusing.tree(folder)
    refusing.check_notebooks(folder, notebooks)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a submission with nothing wrong in it."""
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
    """More files than a submission can need are refused, with the folder that most are in."""
    monkeypatch.setattr(refusing, "MOST_ENTRIES", 20)
    (folder / "photos" / "2022").mkdir(parents=True)
    for number in range(30):
        (folder / "photos" / "2022" / str(number)).touch()
    with pytest.raises(Refused, match=r"more than 20 files .*, most of them in 'photos';"):
        check(folder)


PROGRAMS_OWN = (".venv", "venv", "node_modules", "__pycache__", ".git", "__MACOSX")


@pytest.mark.parametrize("name", PROGRAMS_OWN)
def test_a_programs_own_folder_is_passed_over(folder: Path, name: str) -> None:
    """What a program keeps there, links too, neither counts nor is looked at."""
    (folder / name).mkdir()
    (folder / name / "pyvenv.cfg").touch()
    (folder / name / "python").symlink_to("/usr/bin/python3")
    check(folder)


def test_a_folder_called_env_is_work(folder: Path) -> None:
    """A folder that is only called so is looked at like any other."""
    (folder / "env").mkdir()
    (folder / "env" / "x").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="'env/x' is a link"):
        check(folder)


def test_where_nbgrader_could_not_leave_it_out_it_is_looked_at(tmp_path: Path) -> None:
    """nbgrader would copy it from a path with signs of a pattern, so there nothing is skipped."""
    (tmp_path / "week [1]" / ".venv").mkdir(parents=True)
    (tmp_path / "week [1]" / ".venv" / "x").symlink_to("/etc/passwd")
    with pytest.raises(Refused, match="is a link"):
        check(tmp_path / "week [1]")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022-01-13 12:00:00 UTC", False),
        ("2022-01-13 12:00:00 Europe/Vienna", False),
        ("2022-01-13 12:00:00+01:00", False),
        ("2022-01-13 12:00:00 +0000", False),
        ("2022-01-13 12:00:00 +0100", True),
        ("2022-01-13 12:00:00 +01:00", True),
        ("2022-01-13 12:00:00 CEST", True),
        ("2022-01-13 01:00 PM", True),
    ],
)
def test_a_time_that_nbgrader_takes_for_another_is_told(
    folder: Path, text: str, told: bool
) -> None:
    """A zone that nbgrader reads as seconds, or not at all, is a reason to look at the time."""
    (folder / "timestamp.txt").write_text(text)
    reason = refusing.time_reason(folder, lambda _: parse_utc(text))
    assert bool(reason) == told
    assert not told or f"says '{text}', which nbgrader takes for 2022-01-13 " in reason


def test_folders_in_folders_are_refused(folder: Path) -> None:
    """Folders may lie 20 deep."""
    deep = folder
    for _ in range(25):
        deep /= "d"
    deep.mkdir(parents=True)
    with pytest.raises(Refused, match="more than 20 folders in one another"):
        check(folder)


PLAIN = json.dumps(NOTEBOOK).encode()
MERGED = b'{"cells": [\n<<<<<<< HEAD\n],\n=======\n],\n>>>>>>> mine\n"metadata": {}}'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (bytes(4096), "holds nothing but null bytes"),
        (PLAIN[:40] + bytes(200), "holds null bytes"),
        (b"PK\x03\x04...", "is a ZIP archive"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"version https://git-lfs.github.com/spec/v1\n", "is a pointer of Git LFS"),
        (b"\n<!DOCTYPE html><title>Log in</title>", "is a web page, such as one to log in"),
        (b"<html lang='nl'>", "is a web page"),
        (MERGED, "holds the marks of two versions that Git did not merge .<<<<<<<, line 2"),
        (PLAIN[:-1], "is cut off: its end is missing"),
        (b'{"cells": [], "metadata": {"x": "ab', "is cut off"),
        (b"{'cells': []}", "is damaged: it is no JSON .line 1"),
        ('{"x": "Gen\u00e8ve"}'.encode("latin-1"), "is not in UTF-8 .byte 0xe8 in line 1"),
        ('{"x": "Gen\u00e8'.encode()[:-1], "is cut off: its end is missing"),
        (b"\nhttps://example.org/nb\n", "is a text, and no notebook: it begins with 'https://exam"),
        (b"# %%\nprint(1)\n", "is a text, and no notebook: it begins with '# %%'"),
        (b"[]", "is JSON, but no notebook"),
        (b'{"a": 1}', "is JSON, but no notebook"),
        (json.dumps(NOTEBOOK | {"cells": {}}).encode(), "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"metadata": None}).encode(), "is damaged: it has no cells"),
        (json.dumps(NOTEBOOK | {"nbformat": 5}).encode(), "by a newer Jupyter, in format 5"),
        (json.dumps(NOTEBOOK | {"nbformat": 2}).encode(), "an old IPython, in format 2, and"),
        (PLAIN[:-1] + b', "x": ' + b"[" * 200 + b"]" * 200 + b"}", "nested too deep"),
        (b"[" * 100_000, "is nested too deeply"),
        (json.dumps(NOTEBOOK | {"x": "\ud800"}).encode(), "half of a letter"),
        (json.dumps(NOTEBOOK | {"cells": [{}] * 5001}).encode(), "more than 5000 cells"),
        (json.dumps(NOTEBOOK | {"cells": [{"source": ["a", 1]}]}).encode(), "is no text"),
        (json.dumps(NOTEBOOK | {"cells": [{"source": {"a": 1}}]}).encode(), "is no text"),
        (
            json.dumps(NOTEBOOK | {"cells": [{"source": ["0\n" * 300_000] * 2}]}).encode(),
            "more than 1,000,000 characters in its cells",
        ),
    ],
)
def test_a_notebook_that_cannot_be_read_is_refused(folder: Path, data: bytes, why: str) -> None:
    """What is no notebook is refused with what it is instead."""
    (folder / "rivers.ipynb").write_bytes(data)
    with pytest.raises(Refused, match=f"^The notebook 'rivers.ipynb' .*{why}.*; ask the student"):
        check(folder, ["rivers.ipynb"])


OLD = {
    "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "rivers"},
    "worksheets": [{"metadata": {}, "cells": [
        {"cell_type": "code", "collapsed": False, "input": "1", "language": "python",
         "metadata": {}, "outputs": [], "prompt_number": 1}]}],
}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [*(PLAIN.decode().encode(code) for code in ("utf-8-sig", "utf-16", "utf-16-be", "utf-32")),
     PLAIN.replace(b",", b",\r\n"), json.dumps(OLD).encode()],
)  # fmt: skip
def test_a_notebook_saved_in_another_way_passes(folder: Path, data: bytes) -> None:
    """A mark of byte order, another Unicode, other ends of lines and format 3 can be read."""
    (folder / "rivers.ipynb").write_bytes(data)
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
