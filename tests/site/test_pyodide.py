"""What a site takes of Pyodide, and which generations go together."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from quizkit.errors import SiteError
from quizkit.site import generations, pyodide
from quizkit.site.build import SHIMS


def put(folder: Path, path: Path | None) -> dict[str, Any]:
    """Put a Pyodide into a folder; return the packages of its lock."""
    with pyodide.opened(path) as runtime:
        pyodide.put_into(folder, runtime, SHIMS)
    packages: dict[str, Any] = json.loads((folder / pyodide.LOCK).read_text())["packages"]
    return packages


def test_all_that_a_lesson_needs_is_in_the_site(tmp_path: Path, pyodide_folder: Path) -> None:
    """Given a Pyodide, each package of the lock lies beside it, and so do all that each needs."""
    packages = put(tmp_path, pyodide_folder)
    assert {"quizkit", "pandas", "anywidget", "pyodide-kernel"} <= packages.keys()
    assert [p for p in packages.values() if not (tmp_path / p["file_name"]).is_file()] == []
    assert {need for p in packages.values() for need in p["depends"]} <= packages.keys()
    assert {"pyarrow", "matplotlib", "filelock"}.isdisjoint(packages)


def test_from_its_network_comes_what_is_compiled_and_no_more(tmp_path: Path) -> None:
    """Without a Pyodide here, pandas is fetched from there, and quizkit from the site itself."""
    packages = put(tmp_path, None)
    there = {name for name, p in packages.items() if p["file_name"].startswith("https://")}
    assert {"pandas", "numpy", "ipython"} <= there
    assert {"quizkit", "anywidget", "babel"}.isdisjoint(there)
    here = {path.name for path in tmp_path.iterdir()} - {pyodide.LOCK}
    assert here == {p["file_name"] for name, p in packages.items() if name not in there}


def test_an_archive_will_do(tmp_path: Path, pyodide_folder: Path) -> None:
    """A Pyodide is taken from the archive of its release, in which it lies one folder down."""
    archive = tmp_path / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2", compresslevel=1) as packed:
        packed.add(pyodide_folder / pyodide.LOCK, f"pyodide/{pyodide.LOCK}")
    with pyodide.opened(archive) as runtime:
        assert runtime.lock["info"]["python"] == "3.12.7"


def other(tmp_path: Path, text: str) -> Path:
    """Make a folder with some lock in it."""
    (tmp_path / pyodide.LOCK).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        ('{"info": {"abi_version": "2031_0"}, "packages": {}}', "ABI 2031_0.*314.0.6 or 0.27.7"),
        ("not JSON", "There is no Pyodide in"),
        ("{}", "There is no Pyodide in"),
    ],
)
def test_an_unknown_pyodide_is_refused(lock: str, said: str, tmp_path: Path) -> None:
    """What was never tried is refused in a sentence, before anything is built."""
    with pytest.raises(SiteError, match=said), pyodide.opened(other(tmp_path, lock)):
        pass


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    """A file that is no archive, or is not there, is told by its name."""
    for path in (tmp_path / "absent", tmp_path / "text"):
        (tmp_path / "text").write_text("no archive")
        with (
            pytest.raises(SiteError, match=f"{path.name} is neither a folder nor an archive"),
            pyodide.opened(path),
        ):
            pass


def test_the_core_alone_is_not_enough(tmp_path: Path, pyodide_folder: Path) -> None:
    """A Pyodide without pandas, as npm has it, is told of at once."""
    (tmp_path / "core").mkdir()
    lock = (pyodide_folder / pyodide.LOCK).read_text()
    with pytest.raises(SiteError, match=r"missing from the Pyodide in .*not the core alone"):
        put(tmp_path, other(tmp_path / "core", lock))


def test_an_untried_jupyterlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another series of JupyterLite than the table's is refused, with what to install."""
    monkeypatch.setattr(generations, "version", lambda _: "0.9.1")
    with pytest.raises(SiteError, match=r'-m pip install "jupyterlite-core~=0\.8\.0"'):
        generations.fitting("2024_0")
