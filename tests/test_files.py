"""Files that are read again only after a change, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit import files
from quizkit.files import FileCache, write_whole


def test_a_file_is_read_again_only_after_a_change(tmp_path: Path) -> None:
    """What was made of a file stays until it, or another that it depends on, has changed."""
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_text("one")
    cache: FileCache[str] = FileCache()
    read = [cache.get(path, path.read_text, other) for _ in range(2)]
    path.write_text("three")
    read.append(cache.get(path, path.read_text, other))
    assert read == ["one", "one", "three"]
    other.write_text("new")
    assert cache.get(path, lambda: "read anew", other) == "read anew"


def test_a_file_that_cannot_be_written_stays_whole(tmp_path: Path) -> None:
    """Where there is no room for the new file, the old one is as it was."""
    path = tmp_path / "a"
    path.write_text("old")
    (tmp_path / "a.new").mkdir()  # in the way, as a full disk would be
    with pytest.raises(OSError, match=r"a\.new"):
        write_whole(path, b"new")
    assert path.read_text() == "old"


def test_in_a_browser_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each look costs a reader a twentieth of a second, what was read stays."""
    monkeypatch.setattr(files, "IN_BROWSER", True)
    path = tmp_path / "a"
    cache: FileCache[str] = FileCache()
    read = [cache.get(path, path.read_text) for text in ("one", "two") if path.write_text(text)]
    assert read == ["one", "one"]


def test_a_file_that_is_open_elsewhere_is_replaced_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that another program has open; it is tried again."""
    tried, replace = [], Path.replace

    def refuse_twice(self: Path, target: Path) -> Path:
        tried.append(target)
        if len(tried) < 3:
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(files, "WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", refuse_twice)
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert len(tried) == 3


def test_a_file_that_stays_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it never can be replaced, the error comes out, and the old file is whole."""
    (tmp_path / "a").write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(files, "WAITS", (0.0,))
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_nothing_is_left_of_a_file_that_could_not_be_put_in_its_place(tmp_path: Path) -> None:
    """Where the file cannot stand there, what was written of it is taken away again."""
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
