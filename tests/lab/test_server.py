"""How JupyterLab is started for the lessons."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from browser.serving import TOKEN, Served, free_port, private_home, served
from quizkit.errors import LabError, UnknownName
from quizkit.lab.server import (
    FORMGRADER,
    LEARNERS,
    QUIET,
    SETTINGS,
    TEACHERS,
    is_course,
    is_course_alone,
    lab_arguments,
    lab_environment,
    start_page,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with English and Dutch lessons, each with its own start page."""
    for name in ("en/00-start.ipynb", "en/02-geneva.ipynb", "nl/00-begin.ipynb"):
        (tmp_path / "lessons" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "lessons" / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("language", "page"), [("en", "en/00-start.ipynb"), ("nl", "nl/00-begin.ipynb")]
)
def test_each_language_has_its_start_page(folder: Path, language: str, page: str) -> None:
    """The start page is the lesson numbered 00 of that language, whatever its name."""
    assert start_page(folder, language) == folder / "lessons" / page


def test_an_unknown_language_suggests_the_nearest(folder: Path) -> None:
    """A language without lessons is told, with the ones there are."""
    with pytest.raises(UnknownName, match=r"no language 'de'.*en, nl"):
        start_page(folder, "de")


def test_a_folder_without_lessons_is_told(tmp_path: Path) -> None:
    """A folder without lessons is told in a sentence that says what to do."""
    with pytest.raises(LabError, match=r"no lessons in .*quizkit lab FOLDER"):
        start_page(tmp_path, "en")


def test_it_lands_on_the_page_and_serves_the_folder(folder: Path) -> None:
    """JupyterLab serves the folder and lands on the page."""
    arguments = lab_arguments(folder, page="lessons/en/00-start.ipynb")
    assert f"--ServerApp.root_dir={folder}" in arguments
    assert "--LabApp.default_url=/lab/tree/lessons/en/00-start.ipynb" in arguments
    assert "--no-browser" not in arguments


def test_a_course_alone_lands_on_formgrader(tmp_path: Path) -> None:
    """An instructor's course opens formgrader; a student's, or with lessons, the start page."""
    (tmp_path / "nbgrader_config.py").touch()
    assert not is_course_alone(tmp_path)
    (tmp_path / "source").mkdir()
    assert is_course_alone(tmp_path)
    assert f"--LabApp.default_url={FORMGRADER}" in lab_arguments(tmp_path, page=None)
    (tmp_path / "lessons").mkdir()
    assert not is_course_alone(tmp_path)


def test_options_of_the_reader_come_last(folder: Path) -> None:
    """What the reader adds for JupyterLab comes after our own options, so it wins."""
    extra = ["--Application.log_level=DEBUG"]
    arguments = lab_arguments(folder, page="x", browser=False, port=9000, extra=extra)
    assert arguments[-1:] == extra
    assert "--no-browser" in arguments
    assert "--ServerApp.port=9000" in arguments


def test_settings_come_after_the_readers_own() -> None:
    """The reader's own Jupyter settings are found before ours."""
    path = lab_environment({"JUPYTER_CONFIG_PATH": "/mine"})["JUPYTER_CONFIG_PATH"]
    assert path.split(os.pathsep) == ["/mine", str(QUIET), str(LEARNERS)]


def test_a_teachers_course_has_the_menu_of_nbgrader(folder: Path) -> None:
    """In a folder with nbgrader's settings, nbgrader is not hidden, and formgrader has a policy."""
    assert not is_course(folder)
    (folder / "nbgrader_config.py").touch()
    assert is_course(folder)
    path = lab_environment({}, course=True)["JUPYTER_CONFIG_PATH"]
    assert path.split(os.pathsep) == [str(QUIET), str(TEACHERS)]


def test_the_settings_turn_off_news() -> None:
    """The settings keep Jupyter from asking about news and from looking for updates."""
    text = (QUIET / "labconfig" / "default_setting_overrides.json").read_text()
    settings = json.loads(text)["@jupyterlab/apputils-extension:notification"]
    assert settings == {"checkForUpdates": False, "fetchNews": "false"}


@pytest.mark.parametrize(("language", "last"), [("en", LEARNERS), ("nl", SETTINGS / "nl")])
def test_the_menus_speak_the_language_of_the_lessons(language: str, last: Path) -> None:
    """JupyterLab's own menus follow the language where there are settings for it."""
    path = lab_environment({}, language=language)["JUPYTER_CONFIG_PATH"]
    assert path.split(os.pathsep)[-1] == str(last)


@contextmanager
def jupyterlab(folder: Path, *, course: bool, language: str = "en") -> Iterator[Served]:
    """Start JupyterLab with what ``quizkit lab`` starts it with, on a computer never used."""
    port = free_port()
    arguments = lab_arguments(folder, page="", browser=False, port=port)
    environment = private_home(folder)
    with served(
        [sys.executable, "-m", "jupyterlab", f"--IdentityProvider.token={TOKEN}", *arguments],
        base=f"http://127.0.0.1:{port}/",
        root=folder,
        log=folder / "server.log",
        environment=environment | lab_environment(environment, course=course, language=language),
    ) as server:
        yield server


def answer(server: Served, path: str) -> tuple[int, str]:
    """Return the status and the text of the server's answer."""
    request = Request(server.base + path, headers={"Authorization": f"token {TOKEN}"})
    try:
        with urlopen(request, timeout=30) as said:
            return said.status, said.read().decode()
    except HTTPError as error:
        return error.code, ""


@pytest.mark.slow
@pytest.mark.parametrize("course", [False, True])
def test_only_a_course_loads_nbgrader(folder: Path, course: bool) -> None:
    """A learner's page is told to leave nbgrader's menu out, and the server does not load it."""
    with jupyterlab(folder, course=course) as server:
        page = answer(server, "lab")[1]
        status, _ = answer(server, "nbgrader_version?version=0")
    found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    config = json.loads(found[1])
    assert "@jupyter/nbgrader" in {e["name"] for e in config["federated_extensions"]}
    assert ("@jupyter/nbgrader" in config["disabledExtensions"]) is not course
    assert (status == 200) is course


@pytest.mark.slow
def test_dutch_lessons_have_dutch_menus(folder: Path) -> None:
    """With the lessons in Dutch, JupyterLab is told to speak Dutch, and has the words for it."""
    with jupyterlab(folder, course=False, language="nl") as server:
        setting = answer(server, "lab/api/settings/@jupyterlab/translation-extension:plugin")[1]
        words = answer(server, "lab/api/translations/nl_NL")[1]
    assert json.loads(setting)["schema"]["properties"]["locale"]["default"] == "nl_NL"
    assert json.loads(words)["data"]["jupyterlab"]["menu\x04File"] == ["Bestand"]
