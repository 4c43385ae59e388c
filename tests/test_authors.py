"""The pages for authors name what is there, and what they show works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from quizkit.checking.findings import Findings
from quizkit.checking.reports import as_json
from quizkit.cli import parser
from quizkit.errors import Problem
from quizkit.quiz.types import TYPES

PAGES = sorted((Path(__file__).parents[1] / "lessons" / "authors").rglob("*.md"))
COMMAND = re.compile(r"(?:`|^)quizkit ([a-z][^`\n]*)", re.MULTILINE)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


@each_page
def test_links_lead_somewhere(path: Path) -> None:
    """Every link and picture of a page leads to a file or to a part of the page."""
    text = path.read_text("utf-8")
    headings = {
        re.sub(r"\W+", "-", h).strip("-").lower()
        for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif "://" not in target:
            assert (path.parent / target).is_file(), target


@each_page
def test_commands_work(path: Path) -> None:
    """Every command that a page shows is one that quizkit has."""
    for command in COMMAND.findall(path.read_text("utf-8")):
        parser().parse_args(command.partition(" > ")[0].split())


@pytest.mark.parametrize("path", [p for p in PAGES if p.name in ("goals.md", "doelen.md")])
def test_each_type_has_its_goal(path: Path) -> None:
    """The page on goals names every type, and no other."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", path.read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", "".join(rows))) == set(TYPES)


def test_the_goals_are_the_same_in_both_languages() -> None:
    """Both pages have the same rows, headings and habits."""
    english, dutch = (p.read_text("utf-8") for p in PAGES if p.name in ("goals.md", "doelen.md"))
    for pattern in (r"^#+ ", r"^\|", r"^- ", r"^\| [^|]+ \|[^`|]*(`\w+`)"):
        one, other = (re.findall(pattern, text, re.MULTILINE) for text in (english, dutch))
        assert one == other, pattern


@each_page
def test_what_is_shown_in_yaml_and_json_can_be_read(path: Path) -> None:
    """Each example is of the language that it says it is."""
    for language, shown in re.findall(
        r"```(yaml|json)\n(.*?)```", path.read_text("utf-8"), re.DOTALL
    ):
        assert yaml.safe_load(shown) or shown.startswith("#")
        if language == "json":
            json.loads(shown)


def test_the_json_is_as_it_is_shown() -> None:
    """The page on CI shows the very names that the command prints."""
    page = next(path for path in PAGES if path.name == "checking.md").read_text("utf-8")
    shown = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])
    problem = shown["problems"][0]
    found = Problem(
        Path(problem["file"]),
        problem["line"],
        problem["question"],
        problem["message"],
        problem["remedy"],
    )
    assert json.loads(as_json(Findings((found,), shown["checked"]))) == shown
