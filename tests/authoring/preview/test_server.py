"""The preview's server: for its own page alone, and it tells of each save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from time import monotonic

import pytest

from authoring.preview.previewed import QUIZ, Page, previewed
from quizkit.cli import main

READ = {"view": "student", "language": None, "learner": 0}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """Serve the preview of a quiz."""
    path = tmp_path / "trees.yaml"
    path.write_text(QUIZ, "utf-8")
    with previewed(path, tmp_path / "kept") as page:
        yield page


def test_the_page_is_for_who_has_its_address(page: Page) -> None:
    """The address of the terminal opens the page; without its secret nothing is shown."""
    status, text = page.get(page.preview.address().partition(f":{page.preview.port}")[2])
    assert status == 200
    assert "trees.yaml" in text
    assert page.get("/")[0] == page.get("/?token=other")[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"X_Quizkit_Page": "other"},
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
    ],
)
def test_another_page_is_refused(page: Page, headers: dict[str, str]) -> None:
    """A question without either secret, for another host or from another site is refused."""
    assert page.post("read", READ, **headers)[0] == 403


def test_the_quiz_comes_with_its_script_and_style(page: Page) -> None:
    """What the page shows has the script and the style of a quiz in a notebook."""
    status, told = page.post("read", READ)
    assert (status, told["file"], told["questions"]) == (200, "trees.yaml", 1)
    assert "export default" in page.get(f"/{told['script']}")[1]
    assert ".qk" in page.get("/quiz.css")[1]


@pytest.mark.parametrize("view", ["other", None, 3])
def test_a_view_that_there_is_not_is_refused(page: Page, view: object) -> None:
    """Another view than the four is no question of this page."""
    assert page.post("read", READ | {"view": view})[0] == 400


def test_a_save_is_news(page: Page) -> None:
    """Who asks for news is answered at the next save, and soon."""
    seen = page.post("read", READ)[1]["version"]
    path = page.preview.file.path
    Timer(0.2, lambda: path.write_text(QUIZ.replace("Trees", "Tall trees"), "utf-8")).start()
    began = monotonic()
    news = page.post("news", READ | {"seen": seen})[1]["version"]
    assert news != seen
    assert monotonic() - began < 10
    assert "Tall trees" in page.post("read", READ)[1]["quiz"]["title_html"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("absent.yaml", "quizkit new quiz absent"),
        (".", "is no quiz file"),
        ("genva", "did you mean 'geneva'"),
        ("trees.yaml --port 70000", "--port"),
        ("trees.yaml --language xx", "no language 'xx'"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(
    typed: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file that is not there, a folder, a misspelt name: one sentence and exit code 2."""
    (tmp_path / "trees.yaml").write_text(QUIZ, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["preview", "--no-browser", *typed.split()]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_quiz_in_any_language_can_be_asked_for(tmp_path: Path) -> None:
    """A quiz's own language will do, also one in which quizkit itself does not speak."""
    path = tmp_path / "trees.yaml"
    path.write_text(QUIZ.replace("nl:", "ar:"), "utf-8")
    with previewed(path, tmp_path / "kept") as page:
        told = page.post("read", READ | {"language": "ar"})[1]
    assert told["language"] == "ar"
    assert told["words"]["paper"] == "On paper"
    assert "Bomen" in told["quiz"]["title_html"]
