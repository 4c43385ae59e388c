"""Modules that are compiled where a site is made."""

from __future__ import annotations

import io
import marshal
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from quizkit.site import compiling, wheels
from quizkit.site.compiling import compiled, compiler, standard_library

PLACE = "/lib/python.zip"


def test_modules_are_compiled_beside_their_sources() -> None:
    """Each module has what this Python makes of it, which is never compared with its source."""
    made = compiled(wheels.installed("mdurl").data, sys.executable)
    held = made[f"mdurl/__pycache__/_parse.{sys.implementation.cache_tag}.pyc"]
    assert int.from_bytes(held[4:8], "little") == 1
    assert marshal.loads(held[16:]).co_filename.endswith("mdurl/_parse.py")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return an archive as Pyodide has its standard library, compiled; one module can't be."""
    held = {"p/": b"", "p/__init__.py": b"", "p/one.py": b"def f(): pass\n"}
    held |= {"p/old.py": b"print 1\n", "p/grammar.txt": b"text"}
    path = tmp_path / "library.zip"
    path.write_bytes(standard_library(wheels.zipped(held.items()), sys.executable, PLACE))
    return path


def test_a_compiled_standard_library_is_imported_from_its_archive(library: Path) -> None:
    """Python imports what an archive holds compiled, and names the file where Pyodide has it."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); from p.one import f; print(f.__code__)"
    command = [sys.executable, "-c", code, str(library)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f'file "{PLACE}/p/one.py"' in said


def test_a_standard_library_keeps_what_is_not_compiled(library: Path) -> None:
    """Only the sources that are compiled are left out: files that are read stay, and folders."""
    with ZipFile(io.BytesIO(library.read_bytes())) as archive:
        names = archive.namelist()
    assert names == ["p/", "p/__init__.pyc", "p/grammar.txt", "p/old.py", "p/one.pyc"]


@pytest.mark.parametrize("name", ["python2.1", "py", "uv"])
def test_a_python_of_that_version_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found by its name, by Windows' launcher, or among those that uv has."""
    command = tmp_path / name
    command.write_text("#!/bin/sh\necho 'CPython 2.1.3 /a place/python'\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compiler("2.1") == "/a place/python"


@pytest.mark.parametrize("said", ["PyPy 2.1.3 /python", "CPython 2.10.1 /python", "", "what?"])
def test_another_python_compiles_nothing(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version or kind of Python compiles would not run."""
    monkeypatch.setattr(compiling, "_said", lambda _: said)
    assert compiler("2.1") is None
