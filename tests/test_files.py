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
