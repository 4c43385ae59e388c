"""The keys of a course: found by name, and refused in a sentence where they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.course.answer_keys import Keys
from quizkit.errors import CourseError, UnknownName

KEY = "id: days\ntitle: Days\nquestions:\n  - {id: n, type: number, prompt: n?, answer: 4}\n"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Return the keys of a course that has one quiz."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "days.yaml").write_text(KEY)
    return Keys(tmp_path)


def test_a_key_is_loaded_by_its_name(keys: Keys) -> None:
    """The name of a quiz is that of its file."""
    assert keys.names() == ["days"]
    assert keys.load("days")["n"].right() == "4"


def test_a_key_is_read_once(keys: Keys) -> None:
    """Grading a class reads each key a single time."""
    assert keys.load("days") is keys.load("days")


def test_a_key_that_was_mended_is_read_anew(keys: Keys) -> None:
    """A change counts at once, in the same process: formgrader runs for days."""
    keys.load("days")
    (keys.folder / "days.yaml").write_text(KEY.replace("answer: 4", "answer: 40"))
    assert keys.load("days")["n"].right() == "40"


def test_a_translation_has_the_keys_of_its_course(keys: Keys) -> None:
    """A folder named by a language and without keys of its own has those beside it."""
    course = keys.folder.parent
    assert Keys(course / "nl").names() == ["days"]
    assert Keys(course / "copy").names() == []
    (course / "nl" / "keys").mkdir(parents=True)
    assert Keys(course / "nl").names() == []


@pytest.mark.parametrize("name", ["dayz", "../keys/days", "/etc/passwd", ""])
def test_a_name_that_is_no_key_is_refused(keys: Keys, name: str) -> None:
    """A name never leads out of the folder; the nearest key is suggested."""
    with pytest.raises(UnknownName, match="There is no quiz in 'keys/' called"):
        keys.load(name)


def test_mistakes_are_named_with_their_lines(keys: Keys) -> None:
    """A key with mistakes is not used; each is told with file and line."""
    (keys.folder / "days.yaml").write_text(KEY.replace("answer: 4", "answer: four"))
    with pytest.raises(CourseError, match=r"keys/days\.yaml:4: question 'n'"):
        keys.load("days")


def test_a_file_that_holds_another_quiz_is_refused(keys: Keys) -> None:
    """File and quiz must have one name, for answers are kept under it."""
    (keys.folder / "days.yaml").write_text(KEY.replace("id: days", "id: months"))
    with pytest.raises(CourseError, match="holds the quiz 'months'; write 'id: days'"):
        keys.load("days")
