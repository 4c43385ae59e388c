"""The schema of a quiz file: it takes what the check takes, and marks nothing that passes it."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from authoring.reference.as_json import as_json, quiz_as_json
from quizkit.authoring.reference.example import described
from quizkit.authoring.reference.schema import schema
from quizkit.checking.examination import check_quiz
from quizkit.cli import main
from quizkit.errors import Problem
from quizkit.quiz import loading
from quizkit.quiz.model import Outcome
from quizkit.quiz.types import TYPES

CHECKOUT = Path(__file__).resolve().parents[3]
VALIDATOR = Draft7Validator(schema())
FILES = sorted(
    path
    for folder in ("data/quizzes", "lessons", "tests")
    for path in (CHECKOUT / folder).rglob("*.y*ml")
    if "questions" in path.read_text("utf-8", "replace")
)
PICTURE = CHECKOUT / "tests" / "quizzes" / "map.svg"
ODD: tuple[Any, ...] = (
    *(None, "", " ", 0, 1, -3, 2.5, True, "yes", "0,5", "1e3", "12 km", "null", "~", [], {}),
    *(["a"], ["a", "b"], [["a"]], {"en": "A"}, {"en": "A", "nl": "B"}, {"klm": None}),
    *({"table": "actors"}, {"first": "a"}, {"text": "x"}, [{"text": "a"}, {"text": "b"}]),
)
NAMES = ("id", "type", "text", "feedback", "correct", "answer", "wrong", "points", "en", "xx", "1")


def marks(path: Path) -> list[str]:
    """Return what an editor would mark in a file."""
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in VALIDATOR.iter_errors(quiz_as_json(path))]  # fmt: skip


def mistakes(path: Path) -> list[Problem]:
    """Return what the check refuses in a file."""
    return [problem for problem in check_quiz(path) if not problem.warning]


def test_it_is_a_schema() -> None:
    """It is a schema of the draft that it names, of no great size."""
    Draft7Validator.check_schema(schema())
    assert len(json.dumps(schema())) < 90_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_a_file_that_passes_the_check_is_not_marked(path: Path) -> None:
    """Every quiz of the repository without a mistake is valid."""
    if not mistakes(path):
        assert marks(path) == []


@pytest.mark.parametrize("name", TYPES)
def test_the_example_of_each_type_is_a_question(name: str, tmp_path: Path) -> None:
    """The example in each type's module is read, marked nowhere, and its own answer is right."""
    path = written(tmp_path, described(name).example)
    (question,) = loading.load(path).questions
    assert question.type == name
    assert question.grade(question.right()).outcome in (Outcome.RIGHT, Outcome.GIVEN)
    assert marks(path) == []


def written(folder: Path, example: str) -> Path:
    """Write a quiz with an example as its question, beside the picture that it may show."""
    shutil.copy(PICTURE, folder)
    (folder / "q.yaml").write_text(whole(example), "utf-8")
    return folder / "q.yaml"


def whole(example: str) -> str:
    """Return a quiz with an example as its one question."""
    head = "id: quiz\ntitle: A quiz\nquestions:\n  - id: q\n"
    return head + "".join(f"    {line}\n" for line in example.splitlines())


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("points: 0,5", "points"),
        ("pionts: 2", "pionts"),
        ("type: chioce", "chioce"),
        ("shuffle: maybe", "shuffle"),
        ("hints: one", "hints"),
        ("options: [{text: A, corect: true}, B]", "options"),
        ("attempts: 0", "attempts"),
        ("allow: [longest-rihgt]", "allow"),
    ],
)
def test_a_slip_is_marked_where_it_stands(line: str, marked: str, tmp_path: Path) -> None:
    """An editor marks a misspelt field, a wrong number or an unknown word while it is typed."""
    name = line.partition(":")[0]
    lines = described("choice").example.splitlines()
    kept = [each for each in lines if not each.startswith(name)]
    if name == "options":
        kept = [each for each in kept if not each.startswith("  ")]
    (tmp_path / "q.yaml").write_text(whole("\n".join([*kept, line])), "utf-8")
    assert mistakes(tmp_path / "q.yaml")
    assert any(marked in mark for mark in marks(tmp_path / "q.yaml"))


def mutated(content: Any, chance: Random) -> Any:
    """Return a quiz with something in it changed: a field dropped, renamed, or of another kind."""
    content = copy.deepcopy(content)
    places: list[tuple[Any, Any, Any]] = [({}, "quiz", content)]
    for _, _, value in places:
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        places += [(value, name, each) for name, each in inside if isinstance(each, dict | list)]
    parent, name, value = chance.choice(places)
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        change = chance.randrange(4)
        if change == 0:
            del value[key]
        elif change == 1:
            value[chance.choice(NAMES)] = value.pop(key)
        elif change == 2:
            value[key] = chance.choice(ODD)
        else:
            value[chance.choice(NAMES)] = chance.choice(ODD)
    else:
        parent[name] = chance.choice(ODD)
    return content


EXAMPLES = [yaml.safe_load(whole(described(name).example)) for name in TYPES]
PRACTICE = [yaml.safe_load(path.read_text("utf-8")) for path in FILES[:2]]


@given(st.sampled_from([*EXAMPLES, *PRACTICE]), st.randoms(use_true_random=False))
def test_what_it_marks_the_check_refuses(
    tmp_path_factory: Any, content: Any, chance: Random
) -> None:
    """Whatever is changed in a quiz: where the schema marks something, the check does too."""
    path = tmp_path_factory.mktemp("changed") / "q.yaml"
    changed = content
    for _ in range(chance.randrange(1, 4)):
        changed = mutated(changed, chance)
    path.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False), "utf-8")
    if not mistakes(path):
        assert marks(path) == [], path.read_text("utf-8")


def test_a_file_is_read_as_an_editor_reads_it() -> None:
    """The tests see words, numbers and names as an editor's server does."""
    node = yaml.compose("{1: yes, a: true, b: 1_000, c: '2', d: 1e3, e: }")
    assert node is not None
    read = {"1": "yes", "a": True, "b": "1_000", "c": "2", "d": 1000.0, "e": None}
    assert as_json(node) == read


def test_the_command_prints_or_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``quizkit schema`` prints it, and writes it where it is told to."""
    assert main(["schema"]) == 0
    as_written = json.loads(json.dumps(schema()))
    assert json.loads(capsys.readouterr().out) == as_written
    path = tmp_path / "made" / "quiz.schema.json"
    assert main(["schema", "--output", str(path)]) == 0
    assert json.loads(path.read_text("utf-8")) == as_written
    assert "$schema=quiz.schema.json" in capsys.readouterr().out
    assert main(["schema", "--output", str(path / "below")]) == 2
