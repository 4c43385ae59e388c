"""Each rule for lessons fails on a copy that breaks it, and none on the copy as it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizkit.checking.examination import examine
from quizkit.checking.lessons import check_notebook, translations
from quizkit.errors import Problem

CHECKOUT = Path(__file__).resolve().parents[3]
LESSONS = {"en": "02-geneva.ipynb", "nl": "02-geneve.ipynb"}
Notebook = dict[str, Any]
Change = Callable[[Notebook], None]


@pytest.fixture
def lessons(tmp_path: Path) -> dict[str, Path]:
    """Return a copy of a lesson in both languages, with the data that it needs."""
    shutil.copytree(CHECKOUT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("geo"))
    paths = {}
    for language, name in LESSONS.items():
        folder = tmp_path / "lessons" / language
        folder.mkdir(parents=True)
        for other in (CHECKOUT / "lessons" / language).glob("*.ipynb"):
            (folder / other.name).touch()  # a link may lead there
        paths[language] = Path(shutil.copy(CHECKOUT / "lessons" / language / name, folder))
    return paths


def changed(path: Path, change: Change) -> list[Problem]:
    """Change a notebook in place, and give what the rules say of it then."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
    return list(check_notebook(path))


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    """Return the cell of that id."""
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def writes(name: str, old: str, new: str) -> Change:
    """Change a text in a cell; the cell must hold it."""

    def change(notebook: Notebook) -> None:
        found = cell(notebook, name)
        source = "".join(found["source"])
        assert old in source, name
        found["source"] = source.replace(old, new)

    return change


def drops(name: str) -> Change:
    """Leave out a cell."""
    return lambda notebook: notebook["cells"].remove(cell(notebook, name))


def adds(name: str, kind: str, source: str) -> Change:
    """Add a cell before the sources."""
    new = {"id": name, "cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        new |= {"outputs": [], "execution_count": None}
    return lambda notebook: notebook["cells"].insert(-1, new)


def runs(notebook: Notebook) -> None:
    """Leave a run's number behind."""
    cell(notebook, "setup")["execution_count"] = 1


def unmarks(notebook: Notebook) -> None:
    """Take away what tells the page that this is a lesson."""
    del notebook["metadata"]["quizkit"]


def marks(name: str, **metadata: object) -> Change:
    """Have a cell's metadata say other things."""
    return lambda notebook: cell(notebook, name)["metadata"].update(metadata)


def ages(notebook: Notebook) -> None:
    """Give a notebook an old format."""
    notebook["nbformat_minor"] = 4


LONG_SENTENCE = (
    "Notwithstanding considerable intergovernmental deliberations regarding institutionalised "
    "confidence-building arrangements, representatives of participating administrations "
    "acknowledged irreconcilable interpretations concerning foundational commitments. " * 6
)

BROKEN: list[tuple[str, Change]] = [
    ("stripped", runs),
    ("format", ages),
    ("marked", unmarks),
    ("marked", marks("figure", tags=[])),
    ("marked", marks("title", editable=True)),
    ("marked", marks("exercise-1-cell", tags=["quizkit-auto"])),
    ("absolute-path", adds("extra", "markdown", "See /home/anna/lessons.")),
    ("address", adds("extra", "code", 'quizkit.data.load("https://example.org/a.csv")')),
    ("address", adds("extra", "code", "%pip install something")),
    ("address", adds("extra", "markdown", "![a map](https://example.org/map.png)")),
    ("alt-text", adds("extra", "markdown", "![](map.png)")),
    ("link", adds("extra", "markdown", "See [there](99-nowhere.ipynb).")),
    ("cell-id", adds("Extra_1", "markdown", "Hello.")),
    ("language-line", writes("setup", '"en"', '"nl"')),
    ("figure-data", writes("figure", "figures.meetings", "figures.picture")),
    ("public-names", adds("extra", "code", "import pandas")),
    ("public-names", adds("extra", "code", 'quizkit.quiz.loading.find("geneva")')),
    ("central-question", writes("title", "?**", ".**")),
    ("objectives", writes("objectives", "3. ", "7. ")),
    ("minutes", writes("objectives", "15 minutes to read", "90 minutes to read")),
    ("minutes", writes("objectives", "**Time:**", "It takes")),
    ("hour", adds("extra", "markdown", "They met again, and talked. " * 2000)),
    ("more", marks("photograph", tags=["more"])),
    ("more", adds("extra", "markdown", "## If you have more time: the room")),
    ("figure", drops("figure")),
    ("prediction", drops("prediction")),
    ("prediction", writes("prediction", "geneva-prediction", "geneva-city")),
    ("exercises", drops("exercise-1-check")),
    ("exercises", drops("exercise-1-cell")),
    ("solution", drops("exercise-1-solution")),
    ("solution", writes("exercise-1-solution", "<details>", "<div>")),
    ("practice", drops("practice-quiz")),
    ("key-points", drops("key-points")),
    ("further", drops("further")),
    ("sources", drops("sources")),
    ("quiz", writes("practice-quiz", '"geneva"', '"genova"')),
    ("objective-words", writes("objectives", "who led the talks", "who led")),
    ("objective-tested", writes("objectives", "\n\n**Time", "\n7. sing\n\n**Time")),
    ("source-id", writes("sources", "`article-a`", "`article-z`")),
    ("citation", writes("who", "[A]", "[Q]")),
    ("cited", adds("extra", "markdown", "In 1815 the powers met here.")),
    ("cited", adds("extra", "markdown", "The minister said that it was late.")),
    ("reading-level", adds("extra", "markdown", LONG_SENTENCE)),
    (
        "untranslated",
        adds(
            "extra",
            "markdown",
            "Dit is de tekst van een cel die niet is vertaald, "
            "want zij staat er in het Nederlands en niet in het Engels.",
        ),
    ),
]


def test_a_sound_lesson_passes(lessons: dict[str, Path]) -> None:
    """The lesson as it stands breaks no rule, in either language."""
    for path in lessons.values():
        assert [str(problem) for problem in check_notebook(path)] == []


@pytest.mark.parametrize(
    ("rule", "change"), BROKEN, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)]
)
def test_a_broken_lesson_fails(rule: str, change: Change, lessons: dict[str, Path]) -> None:
    """A copy that breaks a rule is told so, in a sentence with the file and the rule."""
    found = changed(lessons["en"], change)
    assert rule in {problem.rule for problem in found}
    for problem in found:
        where = f"cell '{problem.where}': " if problem.where else ""
        assert str(problem).startswith(f"{lessons['en']}:{problem.line}: {where}")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("same-cells", drops("agenda")),
        ("same-cells", adds("extra", "markdown", "Nog een cel.")),
        ("same-code", writes("exercise-1-cell", '"city"', '"stad"')),
        ("same-code", writes("practice-quiz", '"geneva"', '"geneva-city"')),
        (
            "untranslated",
            adds(
                "extra",
                "markdown",
                "This is the text of a cell that has not been "
                "translated, for it stands there in English and is not Dutch.",
            ),
        ),
    ],
)
def test_a_translation_that_differs_fails(
    rule: str, change: Change, lessons: dict[str, Path]
) -> None:
    """The Dutch lesson has the cells, code and quizzes of the English one, in Dutch."""
    assert rule in {problem.rule for problem in changed(lessons["nl"], change)}


def test_a_copied_text_is_told(lessons: dict[str, Path]) -> None:
    """A cell whose text is, word for word, that of the English lesson is not translated."""
    english = json.loads(lessons["en"].read_text(encoding="utf-8"))
    title = "".join(cell(english, "title")["source"])

    def copies(notebook: Notebook) -> None:
        cell(notebook, "title")["source"] = title

    found = changed(lessons["nl"], copies)
    assert ("untranslated", "title") in {(problem.rule, problem.where) for problem in found}


def test_a_missing_translation_is_told(lessons: dict[str, Path]) -> None:
    """A lesson that is there in one language only is told so."""
    lessons["nl"].unlink()
    assert "translated" in {problem.rule for problem in check_notebook(lessons["en"])}


def test_comments_may_be_translated(lessons: dict[str, Path]) -> None:
    """A comment in the code may differ: it is written for the reader."""
    change = writes("practice-quiz", "quizkit.show", "# De oefenquiz\nquizkit.show")
    assert [p.rule for p in changed(lessons["nl"], change)] == []


@pytest.mark.parametrize("missing", ["objective", "source"])
def test_a_question_without_objective_or_source_is_told(
    missing: str, lessons: dict[str, Path]
) -> None:
    """Each question of a lesson tests an objective and names a source."""
    quiz = lessons["en"].parents[2] / "data" / "quizzes" / "geneva-city.yaml"
    lines = quiz.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"    {missing}:")]
    assert len(kept) < len(lines)
    quiz.write_text("".join(kept), encoding="utf-8")
    rules = {problem.rule for problem in check_notebook(lessons["en"])}
    assert f"question-{missing}" in rules


def test_a_mistake_in_a_quiz_is_told_as_that(lessons: dict[str, Path]) -> None:
    """A question that cannot be read is one mistake, of its quiz and not of the lesson too."""
    quiz = lessons["en"].parents[2] / "data" / "quizzes" / "geneva.yaml"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace("type: choice", "type: choose", 1), encoding="utf-8")
    (problem,) = examine([lessons["en"], quiz, lessons["nl"]]).problems
    assert (problem.path, problem.what) == (quiz, "unknown type 'choose'")


def test_an_unknown_source_of_a_question_is_told(lessons: dict[str, Path]) -> None:
    """What a question names as its source is in the table of sources."""
    quiz = lessons["en"].parents[2] / "data" / "quizzes" / "geneva-city.yaml"
    text = quiz.read_text(encoding="utf-8")
    assert "source: [" in text
    quiz.write_text(text.replace("source: [", "source: [article-z, "), encoding="utf-8")
    assert "source-id" in {problem.rule for problem in check_notebook(lessons["en"])}


def test_a_number_told_with_its_source_needs_none_again(lessons: dict[str, Path]) -> None:
    """After a number has stood beside its source, the lesson may use it freely."""
    told = adds("extra", "markdown", "Some 4321 people came [B].\n\nOf these 4321 we know nothing.")
    assert "cited" not in {problem.rule for problem in changed(lessons["en"], told)}


def test_own_reasoning_needs_no_source(lessons: dict[str, Path]) -> None:
    """What a lesson marks as its own inference is not asked for a source."""
    change = adds("extra", "markdown", "In 1815 it was the same: that is our inference.")
    assert "cited" not in {problem.rule for problem in changed(lessons["en"], change)}


def test_another_notebook_may_have_its_own_form(tmp_path: Path) -> None:
    """A notebook that is no lesson of the course is asked only to be clean."""
    path = tmp_path / "mine.ipynb"
    cells = [{"id": "x", "cell_type": "markdown", "metadata": {}, "source": ["Hello, 1815."]}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), encoding="utf-8")
    assert examine([path]).problems == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>Log in", "is a web page, such as one to log in"),
        (b"{\n<<<<<<< HEAD\n", "two versions that Git did not merge"),
        (b'{"nbformat": 4, "cells": [', "is cut off"),
        (b'{"nbformat": 4, "metadata": {}, "cells": [{}]}', "is damaged: its cells"),
        ('"Genève"'.encode("latin-1"), "is not in UTF-8"),
        (b"[]", "is JSON, but no notebook"),
        (b'\xef\xbb\xbf{"nbformat": 4, "metadata": {}, "cells": []}', "in another encoding"),
        ('{"nbformat": 4, "metadata": {}, "cells": []}'.encode("utf-16"), "in another encoding"),
    ],
)
def test_a_file_that_is_no_notebook_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    """What is no notebook, or none that Jupyter opens, is told apart by what it is."""
    path = tmp_path / "broken.ipynb"
    path.write_bytes(data)
    (problem,) = examine([path]).problems
    assert problem.rule == "readable"
    assert told in problem.what


def test_without_the_library_the_level_is_not_measured(
    lessons: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where textstat is not installed the check warns, and does not fail."""
    monkeypatch.setattr(translations, "_formula", lambda: None)
    problems = list(check_notebook(lessons["en"]))
    assert [(problem.rule, problem.warning) for problem in problems] == [("reading-level", True)]
