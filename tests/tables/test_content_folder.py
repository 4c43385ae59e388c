"""The content's folder: the nearest one, or that of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit import files
from quizkit.errors import ContentError
from quizkit.tables import catalogue
from quizkit.tables.content_folder import content_folder


def test_content_is_found_upward(folder: Path) -> None:
    """The content folder is the nearest one at or above the start, from a file as well."""
    deep = folder / "lessons" / "en"
    deep.mkdir(parents=True)
    (deep / "00-start.ipynb").touch()
    assert content_folder(deep) == folder.resolve()
    assert content_folder(deep / "00-start.ipynb") == folder.resolve()


def test_content_is_found_from_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a start the current folder counts, also after it changes."""
    monkeypatch.chdir(folder / "data")
    assert content_folder() == folder.resolve()


def test_content_of_others_is_passed_over(folder: Path) -> None:
    """A data package of another name is not ours."""
    inner = folder / "theirs"
    (inner / "data").mkdir(parents=True)
    (inner / "data" / "datapackage.json").write_text('{"name": "other"}', "utf-8")
    assert content_folder(inner) == folder.resolve()


def test_broken_content_is_still_the_nearest(folder: Path) -> None:
    """Our folder stays ours when its datapackage.json is broken, so that the mistake is told."""
    path = folder / "data" / "datapackage.json"
    path.write_text(path.read_text("utf-8")[:-9], "utf-8")
    assert content_folder(folder) == folder.resolve()


def test_content_is_found_without_any_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Away from any content, that of the installed package or the checkout serves."""
    monkeypatch.chdir(tmp_path)
    assert "demands" in catalogue.table_names(content_folder())


def test_no_content_anywhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none at all, a sentence says so."""
    monkeypatch.setattr("quizkit.tables.content_folder._PACKAGE", tmp_path / "a" / "b")
    with pytest.raises(ContentError, match="nowhere to be found"):
        content_folder(tmp_path)


def test_in_a_browser_the_way_up_is_looked_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time that content is looked for there, no file is asked for at all."""
    monkeypatch.setattr(files, "IN_BROWSER", True)
    deep = folder / "lessons" / "en"
    deep.mkdir(parents=True)
    assert content_folder(deep) == folder
    with monkeypatch.context() as patch:
        for look in ("open", "stat", "lstat", "resolve"):
            patch.setattr(Path, look, lambda *_, **__: pytest.fail("a file was looked at"))
        assert content_folder(deep) == folder
