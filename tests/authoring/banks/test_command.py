"""The commands ``quizkit import`` and ``quizkit export``, as they are typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from authoring.banks.samples import AIKEN, GIFT, MOODLE, PNG, answer, bank, question
from quizkit.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that the commands are typed in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_bank_becomes_a_quiz_file_that_passes_the_check(folder: Path, capsys: Capture) -> None:
    """What is written, and what is lost, is said; the file has no mistakes."""
    (folder / "talks.xml").write_text(MOODLE["one option is right"].source)
    assert main(["import", "talks.xml", "--title", "The talks"]) == 0
    said = capsys.readouterr()
    look = "  look at it: quizkit preview the-talks.yaml\n"
    assert said.out == f"Written: the-talks.yaml (1 question)\n{look}"
    assert said.err.startswith("Not carried over as it was (")
    assert "question 'sherman': the option 'Nuland' gives 50 %" in said.err
    assert main(["check", "the-talks.yaml"]) == 0


def test_pictures_are_written_beside_the_quiz_file(folder: Path, capsys: Capture) -> None:
    """A picture comes out of the bank, under the name that the text shows it by."""
    text = '<img src="@@PLUGINFILE@@/a map.png" alt="A map">'
    source = bank(question("truefalse", "T", text, answer(100, "true") + answer(0, "false")))
    file = f'<file name="a map.png" path="/" encoding="base64">{PNG}</file></questiontext>'
    (folder / "maps.xml").write_text(source.replace("</questiontext>", file))
    assert main(["import", "maps.xml", "--to", "quizzes"]) == 0
    (picture,) = (folder / "quizzes").rglob("*.png")
    name = picture.relative_to(folder / "quizzes").as_posix()
    assert f"![A map]({name})" in (folder / "quizzes" / "maps.yaml").read_text()
    assert "1 picture" in capsys.readouterr().out


def test_a_file_that_is_there_stays(folder: Path, capsys: Capture) -> None:
    """Nothing is overwritten without being told to, and nothing else is written then."""
    (folder / "quiz.txt").write_text(AIKEN["two questions"].source)
    (folder / "quiz.yaml").write_text("mine")
    assert main(["import", "quiz.txt"]) == 2
    assert "there already, and stays" in capsys.readouterr().err
    assert (folder / "quiz.yaml").read_text() == "mine"
    assert main(["import", "quiz.txt", "--force"]) == 0
    assert (folder / "quiz.yaml").read_text() != "mine"


def test_a_bank_without_a_question_that_can_come_in_writes_nothing(
    folder: Path, capsys: Capture
) -> None:
    """The losses are told, and the exit code says that nothing was done."""
    (folder / "none.gift").write_text("A description alone.")
    assert main(["import", "none.gift"]) == 2
    said = capsys.readouterr().err
    assert "a text without a question" in said
    assert "No question of none.gift could be carried over; nothing is written." in said
    assert list(folder.iterdir()) == [folder / "none.gift"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["import", "absent.xml"], "There is no file absent.xml"),
        (["import", "."], "is a folder"),
        (["import", "empty.xml"], "is empty"),
        (["import", "notes.md"], "in none of the formats"),
        (["import", "notes.md", "--from", "moodle"], "no whole XML"),
        (["import", "notes.md", "--language", "xx"], "There is no language 'xx'"),
        (["import", "notes.md", "empty.xml", "--title", "T"], "one by one"),
        (["export", "geneva", "--to", "anki", "--output", "notes.md"], "notes.md is a file"),
        (["export", "absent.yaml", "--to", "gift"], "there is no such file"),
        (["export", "geneva", "--to", "gift", "--language", "fr"], "is not in 'fr'"),
    ],
)
def test_a_mistake_is_one_sentence(
    folder: Path, capsys: Capture, typed: list[str], said: str
) -> None:
    """What is wrong, and with which file; exit code 2, and nothing is written."""
    (folder / "empty.xml").touch()
    (folder / "notes.md").write_text("# Notes\n\nNothing to ask.\n")
    assert main(typed) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("begins", [b"\x1f\x8b\x08", b"%PDF-1.7", b"{\\rtf1", b"\xd0\xcf\x11\xe0"])
def test_what_people_take_for_a_bank_is_named(folder: Path, capsys: Capture, begins: bytes) -> None:
    """A backup, a PDF or an Office file is told for what it is, with what to do."""
    (folder / "bank").write_bytes(begins + b"\0" * 50)
    assert main(["import", "bank"]) == 2
    assert re.match(r"bank: this is an? .+; (export|save) ", capsys.readouterr().err)


@pytest.mark.parametrize("form", ["moodle", "gift", "aiken", "csv", "anki"])
def test_a_quiz_is_written_for_another_program(folder: Path, capsys: Capture, form: str) -> None:
    """The lesson's own quiz goes out in each format, and what that has no place for is told."""
    assert main(["export", "geneva", "--to", form, "--language", "nl"]) == 0
    said = capsys.readouterr()
    files = [line.removeprefix("Written: ") for line in said.out.splitlines()]
    assert all((folder / name).stat().st_size > 150 for name in files)
    assert "Not carried over as it was" in said.err
    assert main(["export", "geneva", "--to", form]) == 2  # another language is another file


def test_losses_that_many_questions_share_are_told_once(folder: Path, capsys: Capture) -> None:
    """From four questions on, they are named together, none is left out."""
    (folder / "q.gift").write_text("\n\n".join(f"::q{n}::Which?{{=%50%a =b}}" for n in range(5)))
    assert main(["import", "q.gift"]) == 0
    assert "5 questions (q0, q1, q2, q3, q4): 'a' gives 50 %" in capsys.readouterr().err


def test_one_file_goes_where_it_is_asked_for(folder: Path, capsys: Capture) -> None:
    """``--output`` names the file, or the folder that it goes into."""
    (folder / "q.gift").write_text(GIFT["typed"].source)
    main(["import", "q.gift"])
    assert main(["export", "q.yaml", "--to", "csv", "--output", "mine.csv"]) == 0
    (folder / "out").mkdir()
    assert main(["export", "q.yaml", "--to", "csv", "--output", "out"]) == 0
    assert (folder / "mine.csv").read_bytes() == (folder / "out" / "q.csv").read_bytes()
    assert "Written: mine.csv" in capsys.readouterr().out
