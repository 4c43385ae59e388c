"""Work that comes by mail: what `nbgrader zip_collect` takes out of a student's ZIP file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbgrader.plugins.zipcollect import FileNameCollectorPlugin
from traitlets.config.loader import PyFileConfigLoader

from course.school import COURSE

NOTEBOOK = {"student_id": "ann", "file_id": "demands.ipynb"}
ANSWERS = {"student_id": "ann", "file_id": "answers/assignment-demands.json"}


@pytest.fixture(scope="module")
def collector(checkout: Path) -> FileNameCollectorPlugin:
    """Return nbgrader's reader of file names, with the settings of the course."""
    folder = str(checkout / COURSE)
    config = PyFileConfigLoader("nbgrader_config.py", path=folder).load_config()
    return FileNameCollectorPlugin(config=config)


@pytest.mark.parametrize("inside", ["", "demands/", "From Ann/demands/"])
def test_notebook_and_answers_are_found(collector: FileNameCollectorPlugin, inside: str) -> None:
    """The notebook and the answers file go to the student the ZIP file is named after."""
    place = f"/home/t/my-course/downloaded/demands/extracted/ann/{inside}"
    assert collector.collect(f"{place}demands.ipynb") == NOTEBOOK
    assert collector.collect(f"{place}answers/assignment-demands.json") == ANSWERS


def test_a_windows_path_is_read_too(collector: FileNameCollectorPlugin) -> None:
    r"""With ``\`` between folders, as on Windows, the same is found."""
    place = "C:\\t\\my-course\\downloaded\\demands\\extracted\\ann\\demands\\"
    found = collector.collect(f"{place}answers\\assignment-demands.json")
    assert json.loads(json.dumps(found).replace("\\\\", "/")) == ANSWERS
    assert collector.collect(f"{place}demands.ipynb") == NOTEBOOK


@pytest.mark.parametrize(
    "name",
    [
        "demands/.ipynb_checkpoints/demands-checkpoint.ipynb",
        "demands/answers/.assignment-demands.lock",
        "demands/quizzes/assignment-demands.json",
        "__MACOSX/demands/._demands.ipynb",
        "demands/notes.txt",
    ],
)
def test_other_files_are_left(collector: FileNameCollectorPlugin, name: str) -> None:
    """Checkpoints, locks, the released quiz and what a system adds are not collected."""
    place = "/home/t/my-course/downloaded/demands/extracted/ann/"
    assert collector.collect(place + name) is None


@pytest.mark.parametrize(
    "inside", ["demands/extracted/bob/", "downloaded/demands/extracted/bob/", "extracted/<b>/"]
)
def test_an_archive_belongs_to_whom_its_name_says(
    collector: FileNameCollectorPlugin, inside: str
) -> None:
    """Folders in an archive that are named like nbgrader's own make it nobody else's."""
    place = f"/home/t/my-course/downloaded/demands/extracted/ann/{inside}"
    assert collector.collect(f"{place}demands.ipynb") == NOTEBOOK


@pytest.mark.parametrize("student", ["<img src=x>", "a b", "=1+1", "a'b", ".."])
def test_an_odd_id_is_not_collected(collector: FileNameCollectorPlugin, student: str) -> None:
    """An archive whose name is no id of letters, digits and . _ - + @ is left where it is."""
    place = f"/home/t/my-course/downloaded/demands/extracted/{student}/demands.ipynb"
    assert collector.collect(place) is None
