"""Wheels for the browser, made of what is installed."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from quizkit.errors import SiteError
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
        "root.dat", "en.dat", "en_001.dat", "en_GB.dat", "nl.dat",
    }  # fmt: skip


def test_quizkits_own_wheel_holds_no_lessons_and_no_grader() -> None:
    """What lies beside the notebooks, or cannot run in a browser, no reader has to fetch."""
    found = names("quizkit")
    assert "quizkit/widget/static/quiz.js" in found
    assert [each for each in found if each.split("/")[1] in wheels.LEFT_OUT] == []


def test_a_library_that_is_not_there_is_told() -> None:
    """The sentence names the library, and what to type."""
    with pytest.raises(
        SiteError, match=r"no-such-library.*pip install --upgrade 'quizkit\[site\]'"
    ):
        wheels.installed("no-such-library")
