"""Which files of a folder are published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from course.small_course import lay_out
from quizkit.errors import SiteError, UnknownName
from quizkit.site.build import Site
from quizkit.site.contents import course_folder, published
from quizkit.site.start_page import start_page

NOTEBOOK = {"cells": [{"cell_type": "markdown", "source": ["## Two *rivers*"]}], "metadata": {}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a teacher's folder with a notebook and a quiz, answered."""
    for name in ("rivers.ipynb", "deep/seas.ipynb", ".ipynb_checkpoints/rivers.ipynb"):
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_text(json.dumps(NOTEBOOK))
    for name in ("rivers.yaml", "answers/rivers.json", ".secret", "handouts/rivers.pdf"):
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).touch()
    return tmp_path / "mine"


def test_a_folder_of_ones_own_is_published_without_answers(folder: Path) -> None:
    """Notebooks and quizzes of any folder go into the site; answers and what is hidden do not."""
    assert list(published(folder)) == ["deep/seas.ipynb", "rivers.ipynb", "rivers.yaml"]


def test_of_the_checkout_lessons_and_data_are_published(checkout: Path) -> None:
    """Neither the graded course with its keys nor the teacher's guides go into the site."""
    names = published(checkout)
    assert {"lessons/en/00-start.ipynb", "data/quizzes/geneva.yaml"} <= names.keys()
    strays = ("lessons/course/", "lessons/instructors/", "lessons/authors/", "src/", "tests/")
    assert [name for name in names if name.startswith(strays)] == []


def test_one_language_is_published(checkout: Path) -> None:
    """With a language, the lessons in others stay at home."""
    names = published(checkout, language="nl")
    assert "lessons/nl/00-start.ipynb" in names
    assert [name for name in names if name.startswith("lessons/en/")] == []


def test_an_unknown_language_is_refused(checkout: Path) -> None:
    """The sentence names the languages that there are."""
    with pytest.raises(UnknownName, match="no language 'fr'; there are: en, nl"):
        published(checkout, language="fr")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course for nbgrader, with an assignment that was not released yet."""
    lay_out(tmp_path / "course")
    return tmp_path / "course"


def test_of_a_course_nothing_but_its_release_is_published(course: Path) -> None:
    """No key and no solution goes into a site: what students receive does, and nothing else."""
    (course / "release/rivers/quizzes").mkdir(parents=True)
    (course / "release/rivers/rivers.ipynb").write_text(json.dumps(NOTEBOOK))
    assert list(published(course)) == ["release/rivers/rivers.ipynb"]


def test_a_release_with_a_key_is_refused(course: Path) -> None:
    """A key in the release is told by its file, and nothing is published."""
    (course / "release/rivers").mkdir(parents=True)
    key = next(course.rglob("*.yaml"))
    shutil.copy(key, course / "release/rivers/key.yaml")
    (course / "release/rivers/rivers.ipynb").write_text(json.dumps(NOTEBOOK))
    with pytest.raises(SiteError, match=r"key\.yaml.*this is a quiz file with its key"):
        published(course)


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    """A file where the site's folder would have to be is told in a sentence."""
    with pytest.raises(SiteError, match=r"cannot be made: .*rivers\.ipynb.*--output"):
        Site(folder=folder, output=folder / "rivers.ipynb" / "site").build()


@pytest.mark.parametrize("empty", ["course", "nothing"])
def test_a_folder_without_notebooks_is_told(empty: str, tmp_path: Path) -> None:
    """Where there is nothing to publish, as in a course without a release, one is told so."""
    (tmp_path / "nothing").mkdir()
    lay_out(tmp_path / "course")
    with pytest.raises(SiteError, match="There is no notebook to publish in"):
        published(tmp_path / empty)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The sentence names the folder."""
    with pytest.raises(SiteError, match="There is no folder"):
        course_folder(tmp_path / "absent")


def test_the_start_page_links_each_notebook_by_its_title(folder: Path) -> None:
    """The page names each notebook by its heading and opens it in the calm view."""
    page = start_page(published(folder), title="Rivers & seas", base_url="")
    assert '<a href="notebooks/index.html?path=deep/seas.ipynb">Two rivers</a>' in page
    assert "<title>Rivers &amp; seas</title>" in page


def test_the_start_page_speaks_the_languages_of_its_lessons(checkout: Path) -> None:
    """English lessons stand first, each language under words of its own."""
    page = start_page(published(checkout), title="quizkit", base_url="https://example.org/week/")
    assert page.index('<section lang="en"><h2>The lessons</h2>') < page.index("<h2>De lessen</h2>")
    assert '<link rel="canonical" href="https://example.org/week/">' in page


def test_the_start_page_has_the_browser_fetch_ahead(folder: Path) -> None:
    """While somebody reads the start page, what a lesson asks for first is on its way."""
    page = start_page(published(folder), title="Rivers", base_url="", ahead=["static/first.bin"])
    assert '<link rel="prefetch" href="static/first.bin">' in page


def test_what_is_no_site_is_not_written_over(folder: Path) -> None:
    """A folder that holds something else is refused, and left as it was."""
    before = sorted(folder.rglob("*"))
    with pytest.raises(SiteError, match="holds something else than a site"):
        Site(folder=folder, output=folder).build()
    assert sorted(folder.rglob("*")) == before
