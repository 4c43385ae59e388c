"""The command ``quizkit mark``, from its start to its end."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from desk.marking.written_class import WrittenClass
from quizkit.cli import main
from signalled import PROGRAM, start


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["wek"], "did you mean 'week'?"),
        (["week", "--question", "esay"], "did you mean 'essay'?"),
        (["week", "--language", "xx"], "There is no language 'xx'"),
        (["week", "--port", "99999999"], "--port"),
    ],
)
def test_a_mistake_is_one_sentence(
    written_class: WrittenClass,
    words: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says what is wrong and what to do, and the exit code is 2."""
    monkeypatch.chdir(written_class.course.root)
    assert main(["mark", *words, "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_outside_a_course_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a course there is nothing to mark."""
    monkeypatch.chdir(tmp_path)
    assert main(["mark", "week"]) == 2
    assert "There is no nbgrader course" in capsys.readouterr().err


def test_an_assignment_that_is_not_graded_says_so(
    written_class: WrittenClass,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Marks are given for graded work: the sentence has the command that grades it."""
    with written_class.gradebook() as gradebook:
        for student in ("ann", "ben", "cas", "dee"):
            gradebook.remove_submission("week", student)
    monkeypatch.chdir(written_class.course.root)
    assert main(["mark", "week", "--no-browser"]) == 2
    assert "type 'quizkit grade week' first" in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_ends_it_with_one_sentence(written_class: WrittenClass) -> None:
    """It says how to go on, and how many answers still wait; the exit code is 130."""
    root = written_class.course.root
    run = start(PROGRAM, "mark", "week", "--no-browser", folder=root, place=root.parent)
    run.until(lambda: "Ctrl-C" in run.out.read_text())
    run.send(signal.SIGINT)
    assert run.end() == 130
    assert run.said.startswith("The page is closed; the same command opens it again")
    assert run.said.count("\n") == 1
    assert run.out.read_text().endswith("7 answers still wait for a mark.\n")
