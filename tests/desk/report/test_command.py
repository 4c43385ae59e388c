"""The command: what it writes and prints, and a sentence for each mistake."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk.report.marked_class import MarkedClass
from quizkit.cli import main
from quizkit.grading import open_course
from quizkit.learner.record import Attempt, QuestionRecord, Record, to_json
from quizkit.quiz.loading import load

MARKED = {"days-test": (2.0, None, False), "basin": (None, 3.0, False), "essay": (None, 1.0, False)}


def test_it_writes_a_page_and_says_where(
    marked: MarkedClass, capsys: pytest.CaptureFixture[str]
) -> None:
    """``quizkit report rivers`` writes reports/rivers.html, and names it."""
    marked.mark("ann", MARKED)
    assert main(["report", "rivers"]) == 0
    page = marked.root / "reports" / "rivers.html"
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    said = capsys.readouterr().out
    assert said.startswith("rivers: 1 student, 6 questions")
    assert said.rstrip().endswith(str(page))
    assert "number 1 in <code>keys/rivers.yaml</code>" in page.read_text("utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["rivers.html"]


def test_it_leaves_all_else_as_it_was(marked: MarkedClass) -> None:
    """Neither the gradebook nor grading's log is written to."""
    marked.mark("ann", MARKED)
    log = marked.root / ".quizkit" / "grading" / "rivers.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("what grading said")
    before = (marked.root / "gradebook.db").read_bytes()
    assert main(["report", "rivers", "--json", "--csv"]) == 0
    assert (marked.root / "gradebook.db").read_bytes() == before
    assert log.read_text() == "what grading said"


def test_json_and_tables_lie_beside_the_page(marked: MarkedClass, tmp_path: Path) -> None:
    """With --json, --csv and --output all files are in that folder, whole."""
    marked.mark("ann", MARKED)
    folder = tmp_path / "elsewhere" / "reports"
    assert main(["report", "rivers", "--json", "--csv", "--output", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "rivers-questions.csv",
        "rivers-students.csv",
        "rivers.html",
        "rivers.json",
    ]
    assert json.loads((folder / "rivers.json").read_text("utf-8"))["handed_in"] == 1


def test_a_student_has_the_same_number_each_time(marked: MarkedClass) -> None:
    """Two reports name a student by one number, which is not the id."""
    marked.mark("ann", MARKED)
    numbers = set()
    for _ in range(2):
        main(["report", "rivers", "--json"])
        text = (marked.root / "reports" / "rivers.json").read_text("utf-8")
        numbers.add(json.loads(text)["students"][0]["number"])
        assert "ann" not in re.findall(r"\w+", text)
    assert len(numbers) == 1


def test_dutch_can_be_asked_for(marked: MarkedClass) -> None:
    """``--language nl`` writes a Dutch page of an English assignment."""
    marked.mark("ann", MARKED)
    assert main(["report", "rivers", "--language", "nl"]) == 0
    assert "Verslag voor de docent" in (marked.root / "reports" / "rivers.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name the assignment, as in 'quizkit report demands'"),
        (["rivets"], "There is no assignment 'rivets'"),
        (
            ["rivers"],
            "Nobody's work for 'rivers' is graded yet; type 'quizkit grade rivers' first.",
        ),
        (["rivers", "--language", "xx"], "language"),
        (["--practice", "nowhere"], "There is no file or folder nowhere; check its name."),
    ],
)
def test_a_mistake_is_one_sentence(
    arguments: list[str], said: str, marked: MarkedClass, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake gives exit code 2 and one line on standard error."""
    assert main(["report", *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (marked.root / "reports").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(
    marked: MarkedClass, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a file stands in the place of the folder, the sentence says so."""
    marked.mark("ann", MARKED)
    (marked.root / "reports").write_text("")
    assert main(["report", "rivers"]) == 2
    assert "The report cannot be written in" in capsys.readouterr().err


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkout: Path) -> Path:
    """Return a folder of answers files that pupils have brought."""
    monkeypatch.chdir(checkout / "lessons")
    quiz = load("start")
    [first, *_] = quiz.questions
    at = "2022-01-10T09:00:00.000Z"
    for number in range(3):
        tries = tuple(Attempt(first.right(), at) for _ in range(number))
        record = Record(
            quiz.id,
            f"{number:016x}",
            {first.id: QuestionRecord(first.fingerprint, first.right(), at, attempts=tries)},
        )
        (tmp_path / f"pupil-{number}.json").write_text(json.dumps(to_json(record)))
    return tmp_path


def test_practice_needs_no_course(brought: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From answers files alone a page is made for each quiz in them."""
    assert main(["report", "--practice", str(brought), "--output", str(brought / "out")]) == 0
    assert "start: 3 students" in capsys.readouterr().out
    page = (brought / "out" / "start-practice.html").read_text("utf-8")
    assert "first attempt" in page
    assert "pupil-0" not in page


def test_a_quiz_that_nobody_practised_is_one_sentence(
    brought: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked for another quiz, the sentence names those there are."""
    assert main(["report", "geneva", "--practice", str(brought)]) == 2
    assert "start" in capsys.readouterr().err


def test_a_file_that_is_none_is_left_out_and_named(
    brought: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stranger's file among them is named, and the others count."""
    (brought / "odd\x1b[2J.json").write_text("[1]")
    assert main(["report", "--practice", str(brought), "--output", str(brought / "out")]) == 0
    said = capsys.readouterr()
    page = (brought / "out" / "start-practice.html").read_text("utf-8")
    assert "could not be read, and are left out: 1" in page
    assert "odd" not in page  # a file is called by its learner's name
    assert "it is no file of answers" in said.err
    assert "\x1b" not in said.err
    assert "3 students" in said.out


@pytest.mark.parametrize("command", ["report", "regrade"])
def test_a_gradebook_that_is_not_whole_is_one_sentence(
    command: str, marked: MarkedClass, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gradebook of another version, found out only while it is read, gives no traceback."""
    marked.mark("ann", MARKED)
    (marked.root / "autograded" / "ann" / "rivers").mkdir(parents=True)
    with closing(sqlite3.connect(marked.root / "gradebook.db")) as book:
        book.execute("alter table submitted_assignment drop column extension")
    assert main([command, "rivers"]) == 2
    told = capsys.readouterr().err
    assert "cannot be used (no such column" in " ".join(told.split())
    assert told.count("\n") == 1
    assert "nbgrader db upgrade" in told


def test_no_spreadsheet_runs_a_name(marked: MarkedClass) -> None:
    """In the table of students a formula is a text, wherever a spreadsheet may find one."""
    marked.mark("ann", MARKED)
    with marked.gradebook() as book:
        book.update_or_create_student("ann", first_name="\uff1d1+1", last_name="Wit; =2+2")
    assert main(["report", "rivers", "--csv", "--names"]) == 0
    table = (marked.root / "reports" / "rivers-students.csv").read_text("utf-8-sig")
    assert "'\uff1d1+1 Wit;' =2+2" in table


def test_names_are_those_of_the_class_list(marked: MarkedClass) -> None:
    """With --names students are called as in students.csv; without it nobody is named."""
    marked.mark("ann", MARKED)
    (marked.root / "students.csv").write_text("id;naam\nann;de Wit, Ann\ncy;Cy\n", "utf-8")
    reports = marked.root / "reports"
    assert main(["report", "rivers", "--json", "--csv"]) == 0
    assert not any("Ann de Wit" in path.read_text("utf-8") for path in reports.iterdir())
    assert main(["report", "rivers", "--json", "--csv", "--names"]) == 0
    assert ",ann,Ann de Wit," in (reports / "rivers-students.csv").read_text("utf-8-sig")
    told = json.loads((reports / "rivers.json").read_text("utf-8"))
    assert (told["students"][0]["name"], told["enrolled"]) == ("Ann de Wit", 2)


def test_a_class_list_that_cannot_be_read_is_told(
    marked: MarkedClass, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in students.csv is one sentence with its line, not a report on half a class."""
    marked.mark("ann", MARKED)
    (marked.root / "students.csv").write_text("id\nann\nann\n", "utf-8")
    assert main(["report", "rivers"]) == 2
    assert "students.csv:3: 'ann' is in it twice" in capsys.readouterr().err


def test_a_gradebook_in_use_is_one_sentence(
    marked: MarkedClass, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where another program holds the gradebook, a report waits a little, and says so."""
    marked.mark("ann", MARKED)
    monkeypatch.setattr(open_course, "BRIEFLY", 0.1)
    with closing(sqlite3.connect(marked.root / "gradebook.db", isolation_level=None)) as book:
        book.execute("begin exclusive")
        assert main(["report", "rivers"]) == 2
    told = capsys.readouterr().err
    assert "database is locked" in told
    assert "another program is using it: close that one" in told


def test_an_empty_list_of_what_git_leaves_out_is_filled(marked: MarkedClass) -> None:
    """What a full disk has left empty does not give the students' numbers away later."""
    marked.mark("ann", MARKED)
    ignored = marked.root / ".quizkit" / ".gitignore"
    ignored.parent.mkdir(exist_ok=True)
    ignored.write_text("")
    assert main(["report", "rivers"]) == 0
    assert ignored.read_text() == "*\n"


def test_one_pupils_file_does_not_stop_the_others(
    brought: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers to a quiz that is not here are left out and told; alone they are a mistake."""
    odd = json.loads((brought / "pupil-0.json").read_text()) | {"quiz": "absent"}
    (brought / "odd.json").write_text(json.dumps(odd))
    assert main(["report", "--practice", str(brought), "--output", str(brought / "out")]) == 0
    said = capsys.readouterr()
    assert "Left out: The answers are to the quiz 'absent'" in said.err
    assert "start: 3 students" in said.out
    assert main(["report", "--practice", str(brought / "odd.json")]) == 2
    assert "'absent', whose file cannot be used here" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["9e999", "-9e999", "'many'"])
@pytest.mark.parametrize("command", ["report", "marks", "regrade"])
def test_points_that_are_none_are_told(
    marked: MarkedClass, command: str, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gradebook edited by hand, so that a cell has no number of points, is one sentence."""
    marked.mark("ann", MARKED)
    with closing(sqlite3.connect(marked.root / "gradebook.db")) as book, book:
        book.execute(f"UPDATE grade SET manual_score = {written}")
    assert main([command, "rivers", *(["moodle"] if command == "marks" else [])]) == 2
    said = capsys.readouterr().err
    assert "points of 'ann' for the cell" in said
    assert said.count("\n") == 1
