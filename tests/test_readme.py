"""What the README shows a new user works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizkit import checks, loading
from quizkit.items import PARSERS


@pytest.fixture
def readme(checkout: Path) -> str:
    """Give the README's text."""
    return (checkout / "README.md").read_text(encoding="utf-8")


def test_the_quiz_of_ones_own_has_no_mistakes(readme: str, tmp_path: Path) -> None:
    """The worked example loads, and the check has nothing to say about it."""
    path = tmp_path / "rivers.yaml"
    shown = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    path.write_text(shown[0], encoding="utf-8")
    assert checks.check([path]) == []
    quiz = loading.load(path)
    assert [item.grade(item.right()).fraction for item in quiz.questions] == [1.0] * 3
    assert 'quizkit.show("rivers.yaml")' in readme


def test_every_type_of_question_is_listed(readme: str) -> None:
    """The table of types names every type there is, and no other."""
    table = readme.partition("### The nine types")[2].partition("\n\nEvery question")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) - {"type"} == set(PARSERS)


def test_links_lead_to_files(readme: str, checkout: Path) -> None:
    """Every link to a file of the repository leads to one."""
    targets = [t for t in re.findall(r"\]\(([^)\s]+)\)", readme) if "://" not in t]
    assert targets
    assert [target for target in targets if not (checkout / target).exists()] == []
