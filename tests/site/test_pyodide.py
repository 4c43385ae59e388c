"""What a site takes of Pyodide, and which generations go together."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path, PurePosixPath

import pytest

from quizkit.errors import SiteError
from quizkit.site import generations, pyodide, wheels
from quizkit.site.build import SHIMS


def put(folder: Path, path: Path | None) -> list[str]:
    """Put a Pyodide into a folder; return the libraries that the kernel need not ask for."""
    with pyodide.opened(path) as runtime:
        return pyodide.put_into(folder, runtime, SHIMS, {"data/a.csv": b"b\n1\n"})


def packed(folder: Path, name: str) -> set[str]:
    """Return the packages in one of the two archives of libraries."""
    with tarfile.open(folder / f"{name}{pyodide.ARCHIVE}", "r:gz") as archive:
        names = [PurePosixPath(member.name) for member in archive]
    assert {name.parts[:3] for name in names} == {("lib", "python3.12", "site-packages")}
    return {name.parts[3] for name in names}


@pytest.mark.slow
def test_a_quiz_does_not_wait_for_pandas(tmp_path: Path, pyodide_folder: Path) -> None:
    """What a quiz needs comes in one archive, and pandas, with what it needs, in one for later."""
    names = put(tmp_path, pyodide_folder)
    first, later = packed(tmp_path, "first"), packed(tmp_path, "later")
    assert {"quizkit", "anywidget", "pyodide_kernel", "IPython", "yaml", "six.py"} <= first
    assert {"pandas", "numpy", "pytz"} <= later
    assert first & later == set()
    assert {"pyarrow", "matplotlib", "filelock", "jedi", "parso"}.isdisjoint(first | later)
    assert json.loads((tmp_path / pyodide.LOCK).read_text())["packages"] == {}
    assert {"micropip", "piplite", "ipykernel", "comm", "jedi", "ipython"} <= {*names}


def test_the_same_libraries_give_the_same_archive() -> None:
    """An archive made twice is the same to the byte."""
    held = [wheels.installed("mdurl").data, wheels.installer().data]
    assert pyodide.archive(held, "lib") == pyodide.archive(held, "lib")


def test_from_its_network_comes_what_is_compiled_and_no_more(tmp_path: Path) -> None:
    """Without a Pyodide here, pandas is fetched from there, and quizkit from the site itself."""
    put(tmp_path, None)
    there = json.loads((tmp_path / pyodide.LOCK).read_text())["packages"]
    assert {"pandas", "numpy", "ipython"} <= there.keys()
    assert {"quizkit", "anywidget", "babel", "jedi"}.isdisjoint(there)
    assert [p for p in there.values() if not p["file_name"].startswith("https://")] == []
    assert {need for p in there.values() for need in p["depends"]} <= there.keys()
    (settings,) = re.findall(r"SITE = (\{.*\});", (tmp_path / pyodide.START).read_text())
    asked = json.loads(settings)
    assert {*asked["loaded"]} & {"pandas", "numpy"} == set()
    assert {"pandas", "numpy"} <= {*asked["loadedLater"]}
    assert asked["entry"].startswith("https://")


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
