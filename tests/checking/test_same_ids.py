"""No two quizzes may share an id."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking.same_ids import quiz_id, same_ids
from quizkit.lab import lesson_folder


def write(path: Path, name: str) -> Path:
    """Write a quiz file with an id."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# mine\nid: {name}\ntitle: Rivers\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["id: rivers", "id: 'rivers'", 'id:  "rivers" # mine'])
def test_the_id_that_a_file_states(tmp_path: Path, form: str) -> None:
    """The id of a quiz is read from its file as people write it, with its line."""
    (tmp_path / "a.yaml").write_text(f"title: A\n{form}\n", encoding="utf-8")
    assert quiz_id(tmp_path / "a.yaml") == ("rivers", 2)


def test_the_second_of_two_names_the_first(tmp_path: Path) -> None:
    """Of two files with the same id the second is told, with the line and the other file."""
    paths = [write(tmp_path / name, "rivers") for name in ("a.yaml", "b.yaml")]
    (problem,) = same_ids(paths)
    assert str(problem) == (
        f"{paths[1]}:2: the id 'rivers' is that of a.yaml too, so their answers would be mixed up; "
        "give each quiz its own id"
    )


def test_a_file_beside_it_counts(tmp_path: Path) -> None:
    """A file checked alone is compared with those in its folder."""
    write(tmp_path / "a.yaml", "rivers")
    (problem,) = same_ids([write(tmp_path / "b.yaml", "rivers")])
    assert "that of a.yaml too" in problem.what


def test_the_courses_own_quizzes_count(tmp_path: Path) -> None:
    """A copy of one of the course's quizzes needs an id of its own, and not the original."""
    lesson_folder.lay_out(lesson_folder.content(), tmp_path)
    mine = write(tmp_path / "lessons" / "en" / "a.yaml", "geneva")
    (alone,) = same_ids([mine])
    (both,) = same_ids([mine, tmp_path / "data" / "quizzes" / "geneva.yaml"])
    assert alone == both
    assert (alone.path, alone.what[:45]) == (mine, "the id 'geneva' is that of data/quizzes/genev")


def test_another_copy_of_the_course_does_not_count(tmp_path: Path) -> None:
    """Two folders that ``quizkit lab`` made hold the same quizzes, and keep answers apart."""
    for name in ("one", "two"):
        lesson_folder.lay_out(lesson_folder.content(), tmp_path / name)
    assert list(same_ids(tmp_path.glob("*/data/quizzes/*.yaml"))) == []


def test_different_ids_are_fine(tmp_path: Path) -> None:
    """Files with ids of their own are not told, nor is one that has none."""
    paths = [write(tmp_path / f"{name}.yaml", name) for name in ("a", "b", "''")]
    assert list(same_ids(paths)) == []
