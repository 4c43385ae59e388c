"""What ``quizkit check`` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking.examination import Findings, examine
from quizkit.lab import lesson_folder

GOOD = """\
id: rivers
title: Rivers
questions:
  - {id: vienna, type: text, prompt: Which river?, accept: [Danube]}
"""


def write(path: Path, text: str = GOOD) -> Path:
    """Write a file, in a folder that is made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a folder as ``quizkit lab`` makes it."""
    folder = tmp_path / "quizkit-lessons"
    lesson_folder.lay_out(lesson_folder.content(), folder)
    return folder


@pytest.fixture(scope="module")
def ours(checkout: Path) -> Findings:
    """Return what is found in the course's own content."""
    return examine(folder=checkout)


def test_our_own_content_is_clean(ours: Findings) -> None:
    """The module's tables and quizzes have no mistake and break no rule of item writing."""
    assert [str(problem) for problem in ours.problems] == []


def test_a_folder_is_searched(tmp_path: Path) -> None:
    """A folder is searched for quiz files, at any depth."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yaml").write_text("id: a", encoding="utf-8")
    found = examine([tmp_path]).problems
    assert {problem.path.name for problem in found} == {"a.yaml"}


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    """A path that does not exist is told in a sentence."""
    (problem,) = examine([tmp_path / "absent.yaml"]).problems
    assert "there is no such file" in str(problem)


def test_a_wrong_kind_of_file_is_told(tmp_path: Path) -> None:
    """A file of another kind is told in a sentence."""
    path = tmp_path / "notes.txt"
    path.write_text("notes", encoding="utf-8")
    (problem,) = examine([path]).problems
    assert "not a quiz file" in str(problem)


@pytest.mark.slow
def test_a_readers_copies_may_hold_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a reader's folder only quizzes and tables are checked unless lessons are named."""
    lesson_folder.lay_out(lesson_folder.content(), tmp_path)
    lesson = tmp_path / "lessons" / "en" / "02-geneva.ipynb"
    text = lesson.read_text(encoding="utf-8")
    assert '"execution_count": null' in text
    run = text.replace('"execution_count": null', '"execution_count": 1')
    lesson.write_text(run, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert examine().problems == ()
    assert {problem.rule for problem in examine([Path("lessons/en")]).problems} == {"stripped"}


def test_it_says_what_it_checked(checkout: Path, ours: Findings) -> None:
    """Without a path, the closing line says how much of everything there was."""
    practice = list((checkout / "data" / "quizzes").glob("*.yaml"))
    keys = list((checkout / "lessons" / "course" / "keys").glob("*.yaml"))
    counts = f"{len(practice) + len(keys)} quizzes, 18 lessons, 6 assignments, 2 notebooks and "
    assert ours.closing.startswith(f"No mistakes found in {counts}")
    assert ours.closing.endswith(" tables.")


@pytest.mark.parametrize(
    "inside",
    [".", *(pytest.param(each, marks=pytest.mark.slow) for each in ("lessons/en", "klas3"))],
)
def test_quizzes_of_ones_own_in_the_course_are_checked(course: Path, inside: str) -> None:
    """Without a path, the quizzes that a teacher put into the course's folder are checked too."""
    write(course / "lessons" / "en" / "rivers.yaml")
    write(course / "klas3" / "toets.yaml", GOOD.replace("id: rivers", "id: toets\npoint: 2"))
    (problem,) = examine(folder=course / inside).problems
    assert (problem.path.name, problem.line) == ("toets.yaml", 2)


def test_quizzes_outside_the_course_are_checked(tmp_path: Path, course: Path) -> None:
    """Outside the course, the quizzes in the folder and the course just below it are checked."""
    write(tmp_path / "rivers.yaml", GOOD + "point: 2\n")
    write(course / "toets.yaml", GOOD.replace("id: rivers", "id: toets\npoint: 2"))
    write(tmp_path / "settings.yml", "services: {}\n")
    found = examine(folder=tmp_path)
    assert [str(p.path) for p in found.problems] == ["rivers.yaml", "quizkit-lessons/toets.yaml"]


@pytest.mark.slow
def test_a_folder_without_quizzes_checks_the_course(tmp_path: Path) -> None:
    """Where there is no quiz, the course's own content is checked, and it says how to name more."""
    closing = examine(folder=tmp_path).closing
    assert "There is no quiz file in this folder" in closing
    assert closing.endswith("for yours: quizkit check FOLDER.")


def test_a_named_folder_without_anything_to_check_is_told(tmp_path: Path) -> None:
    """A folder that holds nothing to check is a mistake of the one who named it."""
    (problem,) = examine([tmp_path]).problems
    assert problem.what == "there is no quiz file, notebook or table in this folder"


def test_an_installation_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    """Hidden folders and installations of Python are not searched."""
    write(tmp_path / "env" / "pyvenv.cfg", "")
    write(tmp_path / "env" / "lib" / "broken.yaml", "id: x")
    write(tmp_path / ".git" / "broken.yaml", "id: x")
    write(tmp_path / "rivers.yaml")
    assert examine([tmp_path]).problems == ()


def test_files_are_named_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is shown as it was typed, from wherever one is."""
    path = write(tmp_path / "rivers.yaml", "id: rivers\ntitle: Rivers\n")
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path / "notes")
    given = [Path("../rivers.yaml"), path]
    assert [str(examine([each]).problems[0].path) for each in given] == [
        str(each) for each in given
    ]


def test_a_file_is_checked_once(tmp_path: Path) -> None:
    """A file named twice, by itself and by its folder, is checked once."""
    path = write(tmp_path / "rivers.yaml", GOOD + "point: 2\n")
    assert len(examine([tmp_path, path]).problems) == 1


def test_a_question_that_cannot_be_read_leaves_its_objective_alone(tmp_path: Path) -> None:
    """A mistake in a question does not also make its objective one without a question."""
    text = GOOD.replace("questions:", "objectives: {r: Know rivers}\nquestions:")
    path = write(tmp_path / "rivers.yaml", text.replace("type: text,", "type: txet, objective: r,"))
    assert [problem.what for problem in examine([path]).problems] == ["unknown type 'txet'"]


def test_two_quizzes_with_the_same_id_are_a_mistake(tmp_path: Path) -> None:
    """Two files with the same id are told at the second, beside its other mistakes."""
    write(tmp_path / "a.yaml")
    write(tmp_path / "b.yaml", GOOD + "point: 2\n")
    assert [(p.path.name, p.line, p.what[:20]) for p in examine([tmp_path]).problems] == [
        ("b.yaml", 1, "the id 'rivers' is t"),
        ("b.yaml", 5, "unknown field 'point"),
    ]
