"""What a check found, as programs read it: JSON, SARIF 2.1.0, and the annotations of GitHub.

SARIF is OASIS's format for what checkers find, which GitHub, GitLab and editors show beside the
file: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quizkit.checking.findings import Findings
from quizkit.checking.rule_ids import about, rule_id
from quizkit.errors import Problem

FORMAT = 1  # of the JSON: raised if a name in it changes or goes
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"  # what SARIF's relative addresses begin from, as GitHub calls it


def as_json(findings: Findings) -> str:
    """Write findings as one JSON object."""
    told = {
        "format": FORMAT,
        "mistakes": findings.mistakes,
        "advice": len(findings.problems) - findings.mistakes,
        "checked": {name: number for name, number in findings.looked_at.items() if number},
        "problems": [_plain(problem) for problem in findings.problems],
    }
    return json.dumps(told, indent=1)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.path.as_posix(),
        "line": problem.line or None,
        problem.kind: problem.where or None,
        "level": "advice" if problem.warning else "mistake",
        "rule": rule_id(problem),
        "message": problem.what,
        "remedy": problem.mend,
    }


def as_sarif(findings: Findings) -> str:
    """Write findings as a log of SARIF with one run."""
    rules = sorted({rule_id(problem) for problem in findings.problems})
    places = {rule: place for place, rule in enumerate(rules)}
    driver = {
        "name": "quizkit",
        "semanticVersion": version("quizkit"),
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places) for problem in findings.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rule(rule: str) -> dict[str, Any]:
    said = {"text": about(rule)}
    return {"id": rule, "shortDescription": said, "fullDescription": said, "help": said}


def _result(problem: Problem, places: Mapping[str, int]) -> dict[str, Any]:
    rule = rule_id(problem)
    region = {"region": {"startLine": problem.line}} if problem.line else {}
    located: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _address(problem.path), **region}
    }
    if problem.where:
        located["logicalLocations"] = [{"name": problem.where, "kind": problem.kind}]
    return {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": "note" if problem.warning else "error",
        "message": {"text": _sentence(problem)},
        "locations": [located],
    }


def _address(path: Path) -> dict[str, str]:
    """Return where a file is: as seen from the current folder, if it is within it."""
    whole, here = path.absolute(), Path.cwd()
    if whole.is_relative_to(here):
        return {"uri": quote(whole.relative_to(here).as_posix()), "uriBaseId": ROOT}
    return {"uri": whole.as_uri()}


def _sentence(problem: Problem) -> str:
    where = f"{problem.kind} '{problem.where}': " if problem.where else ""
    return f"{where}{problem.what}; {problem.mend}"


def as_annotations(findings: Findings) -> str:
    """Write findings as the commands by which a step of GitHub Actions marks lines of files."""
    return "\n".join([*map(_annotation, findings.problems), findings.closing])


def _annotation(problem: Problem) -> str:
    named = {"file": problem.path.as_posix(), "line": problem.line, "title": rule_id(problem)}
    said = ",".join(f"{name}={_escaped(str(at), ':,')}" for name, at in named.items() if at)
    level = "notice" if problem.warning else "error"
    return f"::{level} {said}::{_escaped(_sentence(problem))}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what ends a command or a part of one.

    >>> _escaped("50%: a,b", ":,")
    '50%25%3A a%2Cb'
    """
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for sign in more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


FORMS: Mapping[str, Callable[[Findings], str]] = {
    "text": str,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_annotations,
}
