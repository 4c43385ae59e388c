"""The commands, their help, and that each is documented."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from quizkit import interruption
from quizkit.checking.findings import Findings
from quizkit.cli import main, parser
from quizkit.errors import Problem
from signalled import PROGRAM

HEAVY = {"pandas", "ipywidgets", "anywidget", "nbgrader", "yaml", "jupyterlab"}


def commands() -> list[str]:
    """List the commands that ``quizkit`` has."""
    found = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return sorted(found[0].choices)


def make_targets(checkout: Path) -> list[str]:
    """List the commands that ``make`` has for people: those with a line of help."""
    return re.findall(r"^([a-z]+):.*##", (checkout / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str, checkout: Path) -> None:
    """Each command stands in the README or in CONTRIBUTING as ``quizkit COMMAND``."""
    texts = [(checkout / name).read_text() for name in ("README.md", "CONTRIBUTING.md")]
    assert any(f"quizkit {command}" in text for text in texts)


def test_every_make_target_is_documented(checkout: Path) -> None:
    """Each target with a line of help stands in CONTRIBUTING as ``make TARGET``."""
    text = (checkout / "CONTRIBUTING.md").read_text()
    assert [t for t in make_targets(checkout) if f"`make {t}`" not in text] == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """``quizkit --version`` prints the version, and nothing else is asked for."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"quizkit {version('quizkit')}\n"


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """``quizkit`` alone prints what it can do."""
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("usage: quizkit")


def test_help_loads_nothing_heavy() -> None:
    """``quizkit --help`` loads none of the libraries that take long to import."""
    code = (
        "import sys\nfrom quizkit.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "open the lessons in JupyterLab" in done.stdout
    loaded = done.stdout.partition("LOADED")[2].split()
    assert HEAVY.intersection(loaded) == set()


def test_mistakes_are_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A user's mistake is one sentence and exit code 2, with no traceback."""
    (tmp_path / "file").touch()
    assert main(["lab", str(tmp_path / "file")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_a_folder_that_is_gone_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder that was deleted meanwhile, every command says so in one sentence."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "The folder that you are in is no longer there; go to another one with 'cd', and type the"
        " command again.\n"
    )


@pytest.mark.parametrize(("warning", "code"), [(True, 0), (False, 1)])
def test_check_prints_a_problem_a_line(
    warning: bool, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``quizkit check`` prints each problem on a line, and exits 1 only for an error."""
    problem = Problem(Path("a.yaml"), 3, "q1", "no option is correct", "mark one", warning=warning)
    monkeypatch.setattr("quizkit.checking.examination.examine", lambda _paths: Findings((problem,)))
    assert main(["check", "a.yaml"]) == code
    assert capsys.readouterr().out.startswith(f"{problem}\n")


def test_check_says_when_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``quizkit check`` says so when there is nothing to mend."""
    monkeypatch.setattr(
        "quizkit.checking.examination.examine", lambda _paths: Findings((), {"quiz": 2})
    )
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No mistakes found in 2 quizzes.\n"


@pytest.mark.slow
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("command", ["--version", "print geneva", "check nowhere"])
def test_a_reader_that_has_gone_ends_a_command_quietly(
    tmp_path: Path, command: str, buffered: str
) -> None:
    """Where ``| head`` has read enough a command says nothing, as other programs of Unix."""
    reading, writing = os.pipe()
    os.close(reading)
    environment = os.environ | {"PYTHONUNBUFFERED": buffered}
    words = [PROGRAM, *command.split()]
    run = subprocess.run(
        words, cwd=tmp_path, env=environment, stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, "")


def test_another_pipe_that_breaks_is_an_error() -> None:
    """What is printed has its reader here, so the pipe is one of the program's own."""

    def lost() -> int:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        interruption.run(lost)


def test_binder_link_prints_link_and_badge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``quizkit binder-link`` prints the link, and the badge that holds the same link."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    remote = ["remote", "add", "origin", "git@github.com:ada/week.git"]
    subprocess.run(["git", "-C", tmp_path, *remote], check=True)
    monkeypatch.chdir(tmp_path)
    assert main(["binder-link", "--branch", "main"]) == 0
    link, _, badge = capsys.readouterr().out.strip().split("\n")
    assert badge == f"[![Binder](https://mybinder.org/badge_logo.svg)]({link})"


def test_a_letter_that_cannot_be_printed_stops_nothing(tmp_path: Path) -> None:
    """Into a file, Windows prints letters of one region alone: another one becomes a sign."""
    (tmp_path / "Łódź.yaml").write_text("id: [", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quizkit", "check", "Łódź.yaml"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode("cp1252").startswith("?ód?.yaml:1: ")
