"""What a check found, as programs read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizkit.checking.findings import Findings
from quizkit.checking.reports import as_annotations, as_json, as_sarif
from quizkit.cli import main
from quizkit.errors import Problem

MISTAKE = Problem(Path("my quizzes/é.yaml"), 6, "q1", "unknown field 'promt'", "did you mean 'x'?")
ADVICE = Problem(Path("a.yaml"), 0, "", "50%: a,\nb", "c", "longest-right", warning=True)
FINDINGS = Findings((MISTAKE, ADVICE), {"quiz": 2, "lesson": 0})


def test_json_holds_what_the_lines_say() -> None:
    """The JSON has file, line, question, level, rule, message and remedy of each problem."""
    told = json.loads(as_json(FINDINGS))
    assert (told["format"], told["mistakes"], told["advice"]) == (1, 1, 1)
    assert told["checked"] == {"quiz": 2}
    assert told["problems"][0] == {
        "file": "my quizzes/é.yaml",
        "line": 6,
        "question": "q1",
        "level": "mistake",
        "rule": "unknown-field",
        "message": "unknown field 'promt'",
        "remedy": "did you mean 'x'?",
    }
    assert told["problems"][1]["line"] is None


def test_sarif_names_rules_places_and_levels() -> None:
    """The log has a rule for each result, addresses that a program can follow, and two levels."""
    (run,) = json.loads(as_sarif(FINDINGS))["runs"]
    mistake, advice = run["results"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules[mistake["ruleIndex"]] == mistake["ruleId"] == "unknown-field"
    place = mistake["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "my%20quizzes/%C3%A9.yaml",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 6}
    assert (mistake["level"], advice["level"]) == ("error", "note")
    assert "region" not in advice["locations"][0]["physicalLocation"]


def test_a_file_elsewhere_has_its_whole_address(tmp_path: Path) -> None:
    """A file outside the current folder is named by its whole address."""
    log = json.loads(as_sarif(Findings((Problem(tmp_path / "q.yaml", 1, "", "a", "b"),))))
    address = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert address == {"uri": (tmp_path / "q.yaml").as_uri()}


def test_annotations_are_one_line_each() -> None:
    """Each problem is one command of GitHub's, in which what would end it is escaped."""
    mistake, advice, closing = as_annotations(FINDINGS).split("\n")
    assert mistake == (
        "::error file=my quizzes/é.yaml,line=6,title=unknown-field"
        "::question 'q1': unknown field 'promt'; did you mean 'x'?"
    )
    assert advice == "::notice file=a.yaml,title=longest-right::50%25: a,%0Ab; c"
    assert closing == FINDINGS.closing


@pytest.mark.parametrize("form", ["--json", "--sarif", "--github"])
@pytest.mark.parametrize(("key", "code"), [("correct", 0), ("corect", 1)])
def test_the_exit_code_stays(
    form: str, key: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In each form the exit code is 1 where there is a mistake, and what is printed is whole."""
    quiz = tmp_path / "q.yaml"
    question = f"{{id: a, type: choice, prompt: Why?, options: [{{text: A, {key}: true}}, B]}}"
    quiz.write_text(f"id: q\ntitle: Q\nquestions: [{question}]\n")
    assert main(["check", str(quiz), form]) == code
    printed = capsys.readouterr().out
    assert json.loads(printed) if form != "--github" else printed.startswith("::")


def test_only_one_form_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """Two forms at once are refused."""
    with pytest.raises(SystemExit):
        main(["check", "--json", "--sarif"])
    assert "not allowed with" in capsys.readouterr().err
