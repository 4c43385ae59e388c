"""What the README shows a new user works as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from quizkit.checking import examination
from quizkit.cli import parser
from quizkit.quiz import loading
from quizkit.quiz.types import TYPES


@pytest.fixture
def readme(checkout: Path) -> str:
    """Return the README's text."""
    return (checkout / "README.md").read_text(encoding="utf-8")


def test_the_quiz_of_ones_own_has_no_mistakes(readme: str, tmp_path: Path) -> None:
    """The worked example loads, and the check has nothing to say about it."""
    path = tmp_path / "rivers.yaml"
    shown = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    path.write_text(shown[0], encoding="utf-8")
    assert examination.examine([path]).problems == ()
    quiz = loading.load(path)
    assert [item.grade(item.right()).fraction for item in quiz.questions] == [1.0] * 3
    assert 'quizkit.show("rivers.yaml")' in readme


def test_the_cells_shown_run(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cells that show and check the worked example run beside it, and find no mistake."""
    (quiz,) = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "rivers.yaml").write_text(quiz, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    cells = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(cells) == 2
    for cell in cells:
        exec(cell, names)
    assert "No mistakes found in 1 quiz." in capsys.readouterr().out


def test_every_type_of_question_is_listed(readme: str) -> None:
    """The table of types names every type there is, and no other."""
    table = readme.partition("### The eleven types")[2].partition("\n\nEvery question")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) - {"type"} == set(TYPES)


def test_links_lead_to_files(readme: str, checkout: Path) -> None:
    """Every link to a file of the repository leads to one."""
    targets = [t for t in re.findall(r"\]\(([^)\s#]+)\)", readme) if "://" not in t]
    assert targets
    assert [target for target in targets if not (checkout / target).exists()] == []


def test_every_command_that_is_shown_is_one(readme: str) -> None:
    """Each command of quizkit in the README, alone or as a module of Python, is understood."""
    shown = re.findall(r"^(?:\S+ -m )?quizkit (.+)$", readme, re.MULTILINE)
    shown += re.findall(r"`quizkit ((?:lab|check|print|binder-link)\b[^`\[]*)`", readme)
    assert {"lab", "check", "print"} <= {words.split()[0] for words in shown}
    for words in shown:
        parser().parse_args(shlex.split(re.sub(r"\[?\b[A-Z]{4,}…?\]?", "words", words)))


def test_quizkit_is_a_module_of_python_too() -> None:
    """``python -m quizkit`` is the command, for a terminal that does not find ``quizkit``."""
    command = [sys.executable, "-m", "quizkit", "lab", "/dev/null"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "quizkit lab FOLDER" in done.stderr


def test_the_file_for_colleagues_has_its_name(readme: str, checkout: Path) -> None:
    """The wheel is called in the README as it is called when it is built."""
    version = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]["version"]
    named = set(re.findall(r"quizkit-[\w.-]+\.whl", readme))
    assert named == {f"quizkit-{version}-py3-none-any.whl"}


def test_the_hint_with_a_cost_costs_what_is_said(readme: str, tmp_path: Path) -> None:
    """The hint shown, in the place of the example's own, costs half of the points."""
    shown = re.search(r"`(hints: \[\{.*?\}\])` costs half", readme)
    assert shown is not None
    example = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)[0]
    path = tmp_path / "rivers.yaml"
    path.write_text(re.sub(r"hints: \[.*\]", shown[1], example), encoding="utf-8")
    assert [hint.cost for hint in loading.load(path).questions[0].hints] == [0.5]


def test_the_first_screen_says_how_to_begin_and_for_whom(readme: str, checkout: Path) -> None:
    """The first lines name both commands, the Pythons that will do and what needs Linux."""
    first = "\n".join(readme.splitlines()[:22])
    assert {"make lab", "make test"} <= set(re.findall(r"make \w+", first))
    assert "Linux" in first
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} to 3.14" in first


def test_links_within_the_page_lead_somewhere(readme: str) -> None:
    """Every link to a part of the README leads to a heading."""
    headings = re.findall(r"^#+ (.+)$", readme, re.MULTILINE)
    known = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", readme)) <= known
