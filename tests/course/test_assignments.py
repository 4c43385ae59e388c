"""The module's own assignments: alike in both languages, for history, in reach of learners."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from course.demo.answers import NAMES
from quizkit.checking.lessons.translations import LANGUAGE_LINE

CHECKOUT = Path(__file__).resolve().parents[2]
COURSE = CHECKOUT / "lessons" / "course"
DUTCH = COURSE / "nl"
LESSONS = CHECKOUT / "lessons" / "en"
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)\n *### END SOLUTION", re.DOTALL)
SCHEME = re.compile(r"BEGIN MARK SCHEME -->(.*)<!-- END MARK SCHEME", re.DOTALL)
PRACTISED = re.compile(r"<details>.*?```python\n(.*?)```", re.DOTALL)
SAMPLE = re.compile(
    r"^\*(?:Middling|Matig|Weak|Zwak), ([\d½]+) (?:points?|punt(?:en)?)\.\*", re.MULTILINE
)
NOTEBOOKS = {"header": "source/header.ipynb"} | {n: f"source/{n}/{n}.ipynb" for n in NAMES}

each = pytest.mark.parametrize("name", NAMES)
in_each_language = pytest.mark.parametrize("course", [COURSE, DUTCH], ids=["en", "nl"])


def cells(path: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook, each with its source in one piece."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


def code_alone(source: str) -> str:
    """Return code without comments and what is said in it: names and numbers stay."""
    tree = ast.parse(LANGUAGE_LINE.sub(r'\1""', source))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            node.value = ""
    return ast.dump(tree)


def constructs(code: str) -> Iterator[str]:
    """Yield what a line of code takes to be written: operators and what is called by name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare):
            yield from (type(operator).__name__ for operator in node.ops)
        elif isinstance(node, ast.UnaryOp | ast.BinOp):
            yield type(node.op).__name__
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def sources(found: list[dict[str, Any]], kind: str) -> str:
    """Return the code of the cells that nbgrader knows as of one kind."""
    known = [cell for cell in found if cell["cell_type"] == "code"]
    return "\n".join(c["source"] for c in known if c["metadata"].get("nbgrader", {}).get(kind))


def schemes(course: Path, name: str) -> list[tuple[float, str]]:
    """Return the points and the mark scheme of each written task."""
    found = cells(course / NOTEBOOKS[name])
    return [
        (after["metadata"]["nbgrader"]["points"], scheme[1])
        for before, after in pairwise(found)
        if (scheme := SCHEME.search(before["source"]))
    ]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_both_languages_have_the_same_cells(name: str) -> None:
    """A cell has one id, kind, code and number of points in both, and texts of its own."""
    english, dutch = (cells(course / NOTEBOOKS[name]) for course in (COURSE, DUTCH))
    for field in ("id", "cell_type", "metadata"):
        assert [cell[field] for cell in english] == [cell[field] for cell in dutch]
    for one, other in zip(english, dutch, strict=True):
        if one["cell_type"] == "code":
            assert code_alone(one["source"]) == code_alone(other["source"]), one["id"]
        else:
            assert one["source"] != other["source"], one["id"]


def test_both_languages_have_the_same_settings() -> None:
    """The Dutch settings add what students find in the place of a solution, and nothing else."""
    english, dutch = (
        ast.parse((course / "nbgrader_config.py").read_text(encoding="utf-8")).body[1:]
        for course in (COURSE, DUTCH)
    )
    shared, added = {ast.unparse(line) for line in english}, map(ast.unparse, dutch)
    assert [line.split(" = ")[0] for line in added if line not in shared] == [
        "c.ClearSolutions.code_stub",
        "c.ClearSolutions.text_stub",
    ]
    assert shared <= set(map(ast.unparse, dutch))


@each
def test_history_has_most_of_the_points(name: str) -> None:
    """What tests of code give is less than half of the points, and less than the longer text."""
    marked = [cell["metadata"].get("nbgrader", {}) for cell in cells(COURSE / NOTEBOOKS[name])]
    points = {mark["grade_id"]: mark["points"] for mark in marked if mark.get("grade")}
    code = sum(given for part, given in points.items() if part.endswith("-tests"))
    assert code < sum(points.values()) / 2
    assert code < max(points.values())


def exercises(texts: str) -> list[tuple[str, str]]:
    """Return the exercises that a text refers to, each as a lesson's number and its own."""
    found = re.findall(
        r"(?:lesson|les) (\d), (?:exercises?|opdracht) (\d)(?: (?:and|en) (\d))?", texts
    )
    return [(lesson, number) for lesson, *numbers in found for number in numbers if number]


@each
def test_a_lesson_practises_whatever_is_graded(name: str) -> None:
    """Each operator and method of a solution is in an exercise that the task refers to."""
    english, dutch = (cells(course / NOTEBOOKS[name]) for course in (COURSE, DUTCH))
    referred = exercises("\n".join(cell["source"] for cell in english))
    assert referred == exercises("\n".join(cell["source"] for cell in dutch))
    practised = {
        construct
        for lesson, number in referred
        for cell in cells(*LESSONS.glob(f"0{lesson}-*.ipynb"))
        if cell["id"] == f"exercise-{number}-solution"
        for code in PRACTISED.findall(cell["source"])
        for construct in constructs(code)
    }
    asked = {
        construct
        for code in SOLUTION.findall(sources(english, "solution"))
        for construct in constructs("\n".join(map(str.strip, code.splitlines())))
    }
    assert asked
    assert asked <= practised


@each
@in_each_language
def test_a_mark_scheme_has_samples_with_points(name: str, course: Path) -> None:
    """Beside the model answer stand a middling one and a weak one, worth less and less."""
    found = schemes(course, name)
    assert len(found) == 2
    for full, scheme in found:
        middling, weak = (
            sum(0.5 if sign == "½" else int(sign) for sign in re.findall(r"\d+|½", points))
            for points in SAMPLE.findall(scheme)
        )
        assert 0 < weak < full / 2 < middling < full


@each
def test_a_mark_scheme_gives_the_same_in_both_languages(name: str) -> None:
    """Criteria, samples and limits have the same points and words in English and in Dutch."""
    english, dutch = (
        [re.findall(r"(?<![\d.,])\d{1,3}(?![.,]?\d)|½", scheme) for _, scheme in found]
        for found in (schemes(COURSE, name), schemes(DUTCH, name))
    )
    assert [sorted(one) for one in english] == [sorted(other) for other in dutch]


@each
def test_no_score_is_all_or_nothing(name: str) -> None:
    """Each test of code counts four parts, two of them hidden, and prints which are not right."""
    tests = [
        cell["source"]
        for cell in cells(COURSE / NOTEBOOKS[name])
        if "share_right" in cell["source"]
    ]
    assert len(tests) == 3
    for source in tests:
        seen, _, hidden = source.partition("### BEGIN HIDDEN TESTS")
        assert [part.count("        lambda: ") for part in (seen, hidden)] == [2, 2]
        assert source.endswith("2.0 * share_right(*parts)")


@each
def test_a_gap_left_open_hands_back_nothing_of_a_test(name: str) -> None:
    """No test sets a name that a function hands back: an open gap would seem to reach for it."""
    found = cells(COURSE / NOTEBOOKS[name])
    handed_back = set(re.findall(r"^    return (\w+)$", sources(found, "solution"), re.MULTILINE))
    assert len(handed_back) >= 2
    assert not handed_back & set(
        re.findall(r"^(\w+) [+]?= ", sources(found, "grade"), re.MULTILINE)
    )
