"""A start: it passes its own checks, in each language, and nothing is written over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.authoring.starting import start
from quizkit.authoring.starting.start import Named, languages, make
from quizkit.checking.examination import examine
from quizkit.cli import main
from quizkit.course.checking.parts import part_at
from quizkit.errors import QuizkitError, StartError, UnknownName
from quizkit.quiz import loading
from quizkit.quiz.model import IDS

in_each_language = pytest.mark.parametrize("language", languages())


def test_there_is_a_start_in_english_and_dutch() -> None:
    """Each language that has a start has all of its parts."""
    assert {"en", "nl"} <= set(languages())
    parts = {
        code: {path.name for path in (start.TEMPLATES / code).iterdir()} for code in languages()
    }
    assert len({frozenset(names) for names in parts.values()}) == 1


@in_each_language
def test_a_quiz_passes_its_check(language: str, tmp_path: Path) -> None:
    """A new quiz has no mistake and gets no advice, and its own answers are right."""
    path, _ = make("quiz", "The Water Cycle", language=language, folder=tmp_path)
    assert path == tmp_path / "the-water-cycle.yaml"
    assert examine([path]).problems == ()
    quiz = loading.load(path)
    assert quiz.title.get(language) == "The Water Cycle"
    assert [item.grade(item.right()).fraction for item in quiz.questions] == [1.0] * 4


@in_each_language
def test_a_lesson_passes_its_check(language: str, tmp_path: Path) -> None:
    """A new lesson is a notebook with its quiz, and both are sound."""
    path, first = make("lesson", "fractions", language=language, folder=tmp_path)
    found = examine([path])
    assert found.problems == ()
    assert (found.looked_at["quiz"], found.looked_at["notebook"]) == (1, 1)
    assert f'quizkit.show("{first}")' in (path / "fractions.ipynb").read_text().replace('\\"', '"')


@in_each_language
def test_a_course_keeps_the_rules_of_assignments(language: str, tmp_path: Path) -> None:
    """A new course has an assignment without a mistake, and a key that fits it."""
    path, _ = make("course", "Biology 3", language=language, folder=tmp_path)
    part = part_at(path)
    assert part is not None
    assert list(part.problems(run=False)) == []
    assert examine([path / "keys"]).problems == ()


@pytest.mark.soak
@in_each_language
def test_a_course_is_released_and_graded(language: str, tmp_path: Path) -> None:
    """A new course is checked by running it, released without a leak, handed in and graded."""
    path, _ = make("course", "Biology", language=language, folder=tmp_path)
    quizkit = [sys.executable, "-m", "quizkit"]
    bin_folder = Path(sys.executable).parent
    generate = [sys.executable, "-m", "nbgrader", "generate_assignment", "first"]
    handed_in = "mkdir -p submitted/ann && cp -r release/first submitted/ann/first"
    for command in (
        [*quizkit, "check", "."],
        generate,
        [*quizkit, "check", "release"],
        ["sh", "-c", handed_in],
        [*quizkit, "grade", "first"],
    ):
        done = subprocess.run(
            command, cwd=path, env={"PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    assert "graded         1" in done.stdout


@pytest.mark.parametrize("kind", ["quiz", "lesson", "course"])
def test_nothing_is_written_over(kind: str, tmp_path: Path) -> None:
    """Where a file or folder of that name is, it stays, and a sentence says so."""
    path, first = make(kind, "rivers", language="en", folder=tmp_path)
    own = path if kind == "quiz" else path / first
    own.write_text("mine")
    with pytest.raises(StartError, match="is there already"):
        make(kind, "rivers", language="nl", folder=tmp_path)
    assert own.read_text() == "mine"
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_empty_will_do(tmp_path: Path) -> None:
    """A lesson may go into a folder that was made for it."""
    (tmp_path / "rivers").mkdir()
    make("lesson", "rivers", language="en", folder=tmp_path)
    assert len(list((tmp_path / "rivers").iterdir())) == 2


def test_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    """The name of a quiz beside it, or of one of the course's, is no name for a new one."""
    (tmp_path / "other.yaml").write_text("id: rivers\n")
    with pytest.raises(StartError, match="'rivers' already"):
        make("quiz", "rivers", language="en", folder=tmp_path)


def test_what_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle of it leaves no part of a course behind."""
    write, written = Path.write_text, []

    def full(path: Path, *args: object, **named: object) -> int:
        written.append(path)
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        return write(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(StartError, match="No space left"):
        make("course", "rivers", language="en", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_language_without_a_start_is_told(tmp_path: Path) -> None:
    """Another language than there is a start in is refused, and those that there are named."""
    with pytest.raises(UnknownName, match="en, nl"):
        make("quiz", "rivers", language="xx", folder=tmp_path)


@pytest.mark.parametrize("typed", ["CON", "nul", "aux.yaml", "Com1", "LPT9", "con!"])
def test_a_name_that_windows_keeps_for_a_device_is_told(typed: str) -> None:
    """A colleague on Windows could not even open the folder."""
    with pytest.raises(StartError, match="Windows can have no file"):
        Named.of(typed)


@given(st.text(max_size=80))
def test_any_name_makes_an_id_or_a_sentence(typed: str) -> None:
    """Whatever is typed as a name: an id that quizzes can have, or a sentence."""
    try:
        made = Named.of(typed).name
    except QuizkitError as error:
        made = "" if "\n" in str(error) else "a-sentence"
    assert IDS.fullmatch(made)


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("fractions", "fractions", "Fractions"),
        ("water-cycle.yaml", "water-cycle", "Water cycle"),
        ("Été à Łódź", "ete-a-lodz", "Été à Łódź"),
        ('He said "no"', "he-said-no", 'He said "no"'),
    ],
)
def test_a_title_is_kept_and_a_name_made_of_it(
    typed: str, name: str, title: str, tmp_path: Path
) -> None:
    """The title is as it was typed; the file's name has small letters and dashes alone."""
    path, _ = make("quiz", typed, language="en", folder=tmp_path)
    assert path.stem == name
    assert loading.load(path).title.get("en") == title


def test_the_command_says_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command names what it made and what to type next; a mistake is a sentence, code 2."""
    arguments = ["new", "quiz", "rivers", "--in", str(tmp_path)]
    assert main(arguments) == 0
    assert f"quizkit preview {tmp_path / 'rivers.yaml'}" in capsys.readouterr().out
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
