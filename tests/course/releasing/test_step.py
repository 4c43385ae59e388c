"""nbgrader's own commands release nothing that betrays an answer."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from unittest.mock import Mock

import pytest
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from traitlets.config import Config

from course import small_course
from quizkit.course import configure
from quizkit.course.releasing import step
from quizkit.course.releasing.step import CheckedReleaseAssignment


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small course."""
    small_course.find_commands(monkeypatch)
    return small_course.lay_out(tmp_path / "course")


def directory(course: Path, notebook: str = "*") -> CourseDirectory:
    """Return the course as nbgrader knows it."""
    named = {"course_id": "small", "assignment_id": "rivers", "notebook_id": notebook}
    return CourseDirectory(root=str(course), **named)


def generate(course: Path, notebook: str = "*") -> None:
    """Run nbgrader generate_assignment with the course's settings."""
    config = Config()
    configure(config)
    GenerateAssignment(coursedir=directory(course, notebook), config=config).start()


def test_a_clean_assignment_is_generated(course: Path) -> None:
    """An assignment that holds no secret is written, with its quiz."""
    generate(course)
    assert (course / "release" / "rivers" / "rivers.ipynb").is_file()
    assert (course / "release" / "rivers" / "quizzes" / "rivers.json").is_file()


@pytest.mark.parametrize("notebook", ["*", "rivers"])
def test_a_leak_stops_the_release_and_leaves_nothing(
    course: Path, caplog: pytest.LogCaptureFixture, notebook: str
) -> None:
    """A key among the files stops the release; what was written, the key included, is gone."""
    small_course.write(course / "source" / "rivers" / "notes.txt", small_course.KEY)
    with caplog.at_level(logging.ERROR), pytest.raises(NbGraderException):
        generate(course, notebook)
    assert caplog.text.count("Not released") == 1
    assert "release/rivers/notes.txt: it holds" in caplog.text
    assert "Traceback" not in caplog.text
    assert not (course / "release" / "rivers").exists()


def test_a_mistake_of_ours_keeps_its_traceback(
    course: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only our own sentences are told alone, and only once: any other error is told in full."""
    small_course.write(course / "source" / "rivers" / "notes.txt", small_course.KEY)
    with pytest.raises(NbGraderException):
        generate(course)
    caplog.clear()
    monkeypatch.setattr(step, "leaks", Mock(side_effect=ZeroDivisionError))
    with caplog.at_level(logging.ERROR), pytest.raises(NbGraderException):
        generate(course)
    assert "Traceback" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "Please see" in caplog.text
    assert not (course / "release" / "rivers").exists()


def test_a_leak_in_the_notebook_stops_the_release(
    course: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The notebook is searched before it is written."""
    path = course / "source" / "rivers" / "rivers.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    explanation = "Johann Strauss wrote a waltz about this very river in 1866."
    cell = small_course.cell("markdown", "The end.")
    cell["metadata"]["note"] = explanation
    content["cells"].append(cell)
    small_course.write(path, content)
    with caplog.at_level(logging.ERROR), pytest.raises(NbGraderException):
        generate(course)
    assert "release/rivers/rivers.ipynb: cell 9, metadata holds what is in a key" in caplog.text
    assert not (course / "release" / "rivers").exists()


def test_what_was_put_into_the_release_is_not_handed_out(course: Path, tmp_path: Path) -> None:
    """The exchange gets nothing of a release into which a key was put afterwards."""
    generate(course)
    key = small_course.write(course / "release" / "rivers" / "rivers.yaml", small_course.KEY)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    given = {"coursedir": directory(course), "root": str(exchange)}
    with pytest.raises(ExchangeError, match="a quiz file with its key"):
        CheckedReleaseAssignment(**given).start()
    assert not (exchange / "small" / "outbound" / "rivers").exists()
    key.unlink()
    CheckedReleaseAssignment(**given).start()
    assert (exchange / "small" / "outbound" / "rivers" / "rivers.ipynb").is_file()
