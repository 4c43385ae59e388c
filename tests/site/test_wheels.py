"""Wheels for the browser, made of what is installed."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from built import run
from quizkit.errors import SiteError
from quizkit.languages import known
from quizkit.site import wheels


def names(name: str) -> list[str]:
    """List what is in the wheel of an installed library."""
    return ZipFile(io.BytesIO(wheels.installed(name).data)).namelist()


@pytest.mark.parametrize("name", ["psygnal", "pyyaml"])
def test_nothing_compiled_is_in_a_wheel(name: str) -> None:
    """Of a library that was partly compiled here, what works in Python alone is left."""
    found = names(name)
    assert [each for each in found if each.endswith((".so", ".pyd", ".pyc"))] == []
    assert sum(each.endswith(".py") for each in found) > 5


def test_the_same_library_gives_the_same_wheel() -> None:
    """A wheel made twice is the same to the byte."""
    assert wheels.installed("markdown-it-py") == wheels.installed("markdown-it-py")


def test_of_all_languages_those_that_quizkit_speaks_are_kept() -> None:
    """Babel's data for hundreds of languages stay at home: they are ten times all else."""
    kept = {each for each in names("babel") if "/locale-data/" in each}
    assert {each.rpartition("/")[2] for each in kept} == {
        *("root.dat", "en.dat", "en_001.dat", "en_GB.dat"),
        *(f"{code}.dat" for code in known()),
    }


def test_quizkits_own_wheel_holds_no_lessons_and_no_grader() -> None:
    """What lies beside the notebooks, or cannot run in a browser, no reader has to fetch."""
    found = names("quizkit")
    assert "quizkit/widget/static/quiz.js" in found
    assert "quizkit/lab/lesson_folder.py" in found  # by which `quizkit.check` knows a checkout
    assert [n for n in found if any(n.startswith(f"quizkit/{no}/") for no in wheels.LEFT_OUT)] == []


def test_a_library_that_is_not_there_is_told() -> None:
    """The sentence names the library, and what to type."""
    with pytest.raises(SiteError, match=r'no-such-library.*-m pip install "quizkit\[site\]"'):
        wheels.installed("no-such-library")


def test_a_readers_folder_is_looked_at_last(tmp_path: Path) -> None:
    """Once a site's Python has started, no import looks among a reader's files first."""
    (tmp_path / "installer.whl").write_bytes(wheels.installer().data)
    code = "import sys; sys.path.insert(1, 'installer.whl'); import piplite.piplite; "
    said = run(sys.executable, "-c", f"{code} print(sys.path.index(''))", cwd=tmp_path)
    assert int(said) > 2


def test_nothing_more_is_installed_in_a_site(tmp_path: Path) -> None:
    """A cell that asks for another library is told that the site installs nothing."""
    (tmp_path / "installer.whl").write_bytes(wheels.installer().data)
    code = "import sys; sys.path.insert(1, 'installer.whl'); import asyncio, piplite; "
    with pytest.raises(AssertionError, match="rivers is not part of this site"):
        run(sys.executable, "-c", f"{code} asyncio.run(piplite.install('rivers'))", cwd=tmp_path)
