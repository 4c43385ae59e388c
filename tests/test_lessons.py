"""The lessons: they run as they stand, and what they refer to exists."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import quizkit

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))
SHOWN = re.compile(r'quizkit\.show\("([^"]+)"\)')
CITATION = re.compile(r"\[([A-Z][^\[\]]*)\](?!\()")  # [A], [B, C], [Draft treaty]; not a link
DEFINITION = re.compile(r"^- \*\*\[([^\]]+)\]\*\* `[a-z0-9-]+`: ", re.MULTILINE)
NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
MINUTES = re.compile(r"^\*\*(?:Time|Tijd):\*\* .*?\d+.*?\d+", re.MULTILINE)
PUBLIC = re.compile(
    r"quizkit\.(?:language|show|load|data\.(?:load|describe)"
    r"|figures\.(?:week|timeline|meetings|demands|claims|enlargement_map|consequences|outlooks"
    r"|explorer))\("
)

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-2:]}")


def read(path: Path) -> Any:
    """Read a notebook."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def source(path: Path, kind: str) -> str:
    """Give the text of all cells of one kind."""
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == kind)


def quizzes(path: Path) -> list[str]:
    """List the quizzes that a lesson shows."""
    return SHOWN.findall(source(path, "code"))


def source_ids() -> set[str]:
    """Give the ids of the table of sources."""
    with (CHECKOUT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def test_there_are_lessons() -> None:
    """The lessons are where the tests look for them."""
    assert [path.name for path in LESSONS][:2] == ["00-start.ipynb", "01-background.ipynb"]


@each_lesson
def test_notebook_is_valid(path: Path) -> None:
    """A lesson is a valid notebook of format 4.5 for the kernel python3, with readable cell ids."""
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    ids = [cell.id for cell in notebook.cells]
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) for name in ids), ids


@each_lesson
def test_outputs_are_stripped(path: Path) -> None:
    """A lesson in git holds no output and no execution count."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.id for cell in cells if cell.outputs or cell.execution_count is not None] == []


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Any]:
    """Give a function that runs a lesson, once, in a copy of its folder, in a real kernel."""
    root = tmp_path_factory.mktemp("lessons")
    shutil.copytree(CHECKOUT / "data", root / "data")

    @cache
    def run(path: Path) -> Any:
        folder = root / "lessons" / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        where = {"metadata": {"path": str(folder)}}
        return NotebookClient(read(path), timeout=120, allow_errors=True, resources=where).execute()

    return run


@each_lesson
def test_runs_from_top_to_bottom(path: Path, executed: Callable[[Path], Any]) -> None:
    """Every cell of a lesson runs as it stands, with no error, no warning and nothing on stderr."""
    troubles = [
        (cell.id, output.get("text") or output.get("evalue"))
        for cell in executed(path).cells
        for output in cell.get("outputs", ())
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert troubles == []


@each_lesson
def test_every_quiz_and_figure_shows(path: Path, executed: Callable[[Path], Any]) -> None:
    """Each quiz and each figure of a lesson is the output of its cell, also as HTML and as text."""
    for cell in executed(path).cells:
        if cell.cell_type == "code" and re.search(r"quizkit\.(show|figures\.\w+)\(", cell.source):
            kinds = {kind for output in cell.outputs for kind in output.get("data", ())}
            assert {"text/html", "text/plain"} <= kinds, cell.id
            if "quizkit.show(" in cell.source:  # a figure is a widget only where one can move it
                assert "application/vnd.jupyter.widget-view+json" in kinds, cell.id


@each_lesson
def test_uses_public_names_only(path: Path) -> None:
    """A lesson sets its language in its first code cell and uses nothing but public names."""
    code = source(path, "code")
    language = path.parent.name
    assert code.startswith(f'import quizkit\n\nquizkit.language("{language}")')
    named = re.findall(r"quizkit\.[\w.]+\(", code)
    assert [name for name in named if not PUBLIC.fullmatch(name)] == []
    assert re.findall(r"^(?:import|from) .*", code, re.MULTILINE) == ["import quizkit"]


@each_lesson
def test_objectives_are_the_quizzes_own(path: Path) -> None:
    """Every numbered objective of a lesson is, word for word, one that its quizzes test."""
    language = path.parent.name
    cell = next(cell.source for cell in read(path).cells if NUMBERED.search(cell.source))
    listed = dict(NUMBERED.findall(cell))
    tested: dict[str, str] = {}
    for name in quizzes(path):
        quiz = quizkit.load(str(CHECKOUT / "data" / "quizzes" / f"{name}.yaml"))
        used = {question.objective for question in quiz.questions}
        assert None not in used, f"a question of {name} has no objective"
        assert used == set(quiz.objectives), f"{name}: objectives and questions differ"
        for objective, text in quiz.objectives.items():
            number = objective.rpartition("-")[2]
            words = text.get(language)
            assert tested.setdefault(number, words) == words, f"{objective} differs in {name}"
    assert listed == {n: words[0].lower() + words[1:] for n, words in tested.items()}


@each_lesson
def test_says_how_long_it_takes(path: Path) -> None:
    """A lesson tells its minutes, once for reading and once for exercises."""
    assert MINUTES.search(source(path, "markdown"))


@each_lesson
def test_citations_are_explained(path: Path) -> None:
    """What a lesson cites in square brackets is listed under its sources, by an id that exists."""
    text = source(path, "markdown")
    explained = set(DEFINITION.findall(text))
    body = text[: text.rindex("\n## ")]
    cited = {part for found in CITATION.findall(body) for part in found.split(", ")}
    assert cited <= explained
    ids = set(re.findall(r"`([a-z0-9-]+)`", text[text.rindex("\n## ") :]))
    assert ids
    assert ids <= source_ids()


@each_lesson
def test_quiz_sources_exist(path: Path) -> None:
    """Every source that a question names is in the table of sources."""
    for name in quizzes(path):
        quiz = quizkit.load(str(CHECKOUT / "data" / "quizzes" / f"{name}.yaml"))
        named = {source for question in quiz.questions for source in question.source}
        assert named <= source_ids(), name


@each_lesson
def test_links_lead_somewhere(path: Path) -> None:
    """A link to another lesson leads to one that exists, and no picture comes from elsewhere."""
    text = source(path, "markdown")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            assert (path.parent / target).is_file(), target
    assert not re.search(r"!\[[^\]]*\]\(http|<img", text)


def test_the_geneva_quiz_is_varied() -> None:
    """The practice quiz has ten questions or more, of all nine types, each with help to learn."""
    quiz = quizkit.load(str(CHECKOUT / "data" / "quizzes" / "geneva.yaml"))
    assert len(quiz.questions) >= 10
    assert len({question.type for question in quiz.questions}) == 9
    for question in quiz.questions:
        assert question.source, question.id
        assert question.hints or question.explanation, question.id


def test_solutions_give_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solutions hidden in the Geneva lesson give what its exercises ask for."""
    path = CHECKOUT / "lessons" / "en" / "02-geneva.ipynb"
    monkeypatch.chdir(path.parent)
    names: dict[str, Any] = {"quizkit": quizkit}
    text = source(path, "markdown")
    for solution in re.findall(r"<details>.*?```python\n(.*?)```", text, re.DOTALL):
        exec(solution, names)  # our own text: it must run as the reader would run it
    for table, quiz in (("here", "geneva-city"), ("later", "geneva-1997")):
        question = quizkit.load(quiz).questions[0]
        assert question.grade(str(len(names[table]))).outcome == "right"
