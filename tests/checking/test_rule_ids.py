"""The names of rules: stable, and one for whatever a check says."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking import item_writing, quiz_sets
from quizkit.checking.examination import check_quiz
from quizkit.checking.rule_ids import WRONG, about, rule_id
from quizkit.errors import Problem

CHOICE = "options: [{text: A, correct: true}, B]"
MISTAKES = {
    "unknown-field": f"promt: Why?\n    {CHOICE}",
    "missing-field": "prompt: Why?",
    "value": f"prompt: Why?\n    points: many\n    {CHOICE}",
    "key": "prompt: Why?\n    options: [A, B]",
    "same-twice": "prompt: Why?\n    options: [{text: A, correct: true}, A]",
    "duplicate-field": f"prompt: Why?\n    prompt: Why?\n    {CHOICE}",
    "objective": f"prompt: Why?\n    objective: one\n    {CHOICE}",
    "lost-text": f"prompt: Why # or how?\n    {CHOICE}",
    "rule-name": f"prompt: Why?\n    allow: [longest]\n    {CHOICE}",
    "settled": f"prompt: Why?\n    void: true\n    {CHOICE}",
    "derived": "prompt: Why?\n    options: {table: actors, text: nmae, correct: id == 1}",
    "variants": f"prompt: Why?\n    variants: {{a: [1]}}\n    {CHOICE}",
    "yaml": f"prompt: Why: how?\n    {CHOICE}",
    "translation": f"prompt: {{en: Why?, xx: Waarom?}}\n    {CHOICE}",
}


@pytest.mark.parametrize(("rule", "fields"), MISTAKES.items())
def test_a_mistake_has_the_name_of_its_rule(rule: str, fields: str, tmp_path: Path) -> None:
    """The first mistake of each kind in a quiz file is named by that kind."""
    path = tmp_path / "q.yaml"
    path.write_text(f"id: q\ntitle: Q\nquestions:\n  - id: a\n    type: choice\n    {fields}\n")
    found = [rule_id(problem) for problem in check_quiz(path) if not problem.warning]
    assert rule in found


@pytest.mark.parametrize("source", ["", "a", "id: a", "[", "id: ''\ntitle: A\nquestions: [1]"])
def test_every_mistake_has_one(source: str, tmp_path: Path) -> None:
    """Whatever is wrong in a file, its rule has a name and says what it asks."""
    (tmp_path / "q.yaml").write_text(source)
    found = [rule_id(problem) for problem in check_quiz(tmp_path / "q.yaml")]
    assert found
    assert all(about(rule).endswith(".") for rule in found)


def test_advice_keeps_its_own_name() -> None:
    """A problem that names its rule keeps that name, and advice says what it looks for."""
    problem = Problem(Path("a.yaml"), 1, "q", "two equal options", "", "longest-right")
    assert rule_id(problem) == "longest-right"
    for rule in (*item_writing.RULES, *quiz_sets.RULES, *WRONG):
        assert about(rule).endswith("."), rule


def test_other_files_are_told_apart() -> None:
    """What is said of a table, a notebook or a file that is not there is named by that."""
    names = {"t.csv": "table", "n.ipynb": "notebook", "x": "file"}
    assert {n: rule_id(Problem(Path(n), 0, "", "it is odd", "")) for n in names} == names
    gone = Problem(Path("x.ipynb"), 0, "", "there is no such file", "")
    assert rule_id(gone) == "no-such-file"
