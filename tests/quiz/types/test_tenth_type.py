"""A tenth question type goes all the way by its place in the registry alone."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from course import small_course
from course.graded_course import GradedCourse, cells, record
from quiz.types import tenth
from quizkit.course.folder import layout_of
from quizkit.course.releasing.leaks import leaks
from quizkit.printing import html_page, pdf
from quizkit.printing.handout import answer_key, handout
from quizkit.quiz import loading, types
from quizkit.quiz.model import Json, digest
from quizkit.widget import QuizWidget, quiz_widget, showing

QUIZ = """\
id: week
title: A ladder
questions:
  - {id: near-war, type: ladder, prompt: How near was war?, steps: 5, peak: 4, points: 8}
"""
SAMPLES = tenth.TYPE.samples(tenth.Ladder(id="q", prompt=tenth.TYPE.told, steps=5, peak=4))


@pytest.fixture(scope="module", autouse=True)
def tenth_type(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Add a type to the registry, and its script beside the others."""
    static = tmp_path_factory.mktemp("widget") / "static"
    shutil.copytree(quiz_widget.STATIC, static)
    (static / "items" / "ladder.js").write_text(tenth.SCRIPT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quiz_widget, "STATIC", static)
        patch.setitem(types.TYPES, tenth.TYPE.name, tenth.TYPE)
        small_course.find_commands(patch)
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a quiz file with a question of the tenth type."""
    path = tmp_path / "week.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    return path


@pytest.fixture
def widget(path: Path, monkeypatch: pytest.MonkeyPatch) -> QuizWidget:
    """Return the quiz as it is shown in a notebook."""
    monkeypatch.chdir(path.parent)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    shown = showing.show(path.name)
    assert isinstance(shown, QuizWidget)
    return shown


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, tenth_type: None) -> GradedCourse:
    """Return a course that asks it, released."""
    course = GradedCourse(tmp_path_factory.mktemp("course"))
    course.write(cells(), key=QUIZ)
    course.generate()
    return course


@pytest.fixture
def release(course: GradedCourse, tmp_path: Path) -> Path:
    """Return a copy of what students receive."""
    return Path(shutil.copytree(course.root / "release", tmp_path / "release"))


def words(page: str) -> str:
    """Return what a reader sees of a page."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def test_it_is_shown(widget: QuizWidget) -> None:
    """The page gets its view and its script, and no key."""
    assert widget.view["questions"][0]["steps"] == 5
    assert "function ladder" in widget._esm
    assert "peak" not in json.dumps(widget.get_state(["view", "summary", "q0"]))


def test_it_is_shown_where_no_kernel_runs(widget: QuizWidget) -> None:
    """What stands in a saved notebook lists its steps."""
    bundle = widget._repr_mimebundle_()[0]
    assert "step 5" in bundle["text/html"]
    assert "- step 5" in bundle["text/plain"]


@pytest.mark.parametrize("outcome", ["right", "wrong", "partly", "invalid"])
def test_it_is_answered(widget: QuizWidget, path: Path, outcome: str) -> None:
    """A response of each kind is graded on the page, and kept."""
    value: Json = getattr(SAMPLES, outcome)
    message = {"do": "check", "question": "near-war", "value": value, "by": ["v", 1]}
    widget._handle_custom_msg(message, [])
    kept = json.loads((path.parent / "answers" / "week.json").read_text("utf-8"))
    assert (widget.q0["outcome"], widget.q0["saved"]) == (outcome, True)
    assert kept["questions"]["near-war"]["value"] == value


def test_it_is_printed(path: Path) -> None:
    """The hand-out says how to answer, and the key what is right, as HTML and as PDF."""
    quiz = loading.load(path)
    sheet, key = handout(quiz, "nl"), answer_key(quiz, "en")
    assert "Kruis een trede aan. One step off" in words(html_page.as_html(sheet))
    assert "Answer: step 4" in words(html_page.as_html(key))
    for made, said in ((sheet, "on the ladder"), (key, "step 4")):
        pages = PdfReader(BytesIO(pdf.as_pdf(made))).pages
        assert said in " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_is_released_graded_and_reported(course: GradedCourse) -> None:
    """A student's response gets its points in the gradebook, and an account in words."""
    course.submit("ann", record(course.quiz, {"near-war": SAMPLES.partly}, "0a"))
    course.autograde("ann")
    assert course.grades("ann")["quiz"].auto == 4.5
    assert "step 5 of 5" in words(course.account("ann"))


def test_its_release_holds_no_leak(course: GradedCourse, release: Path) -> None:
    """A clean release is clean, with the course at hand and without."""
    assert leaks(release, layout=layout_of(course.root)) == []
    assert leaks(release) == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("near-war: 4", "the answer to 'near-war'"),
        ('{"peak": 4}', "the key of a question"),
        (QUIZ.replace("peak: 4", "\n    peak: 4"), "a quiz file with its key"),
    ],
)
def test_its_key_is_found(course: GradedCourse, release: Path, planted: str, found: str) -> None:
    """Its key is known by what it says, by its shape and as a quiz file."""
    (release / "week" / "notes.txt").write_text(planted, encoding="utf-8")
    assert any(found in str(leak) for leak in leaks(release, layout=layout_of(course.root)))


def test_a_students_quiz_may_hold_no_other_field(release: Path) -> None:
    """A field that the type does not name is told, where there is no key to compare with."""
    path = release / "week" / "quizzes" / "week.json"
    content = json.loads(path.read_text("utf-8"))
    content["questions"][0]["form"]["peak"] = 4
    del content["seal"]
    content["seal"] = digest(json.dumps(content, sort_keys=True))
    path.write_text(json.dumps(content), encoding="utf-8")
    assert any("that no student's quiz has (peak)" in str(leak) for leak in leaks(release))
