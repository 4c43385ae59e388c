"""A graded quiz in an assignment: found, answered, kept, previewed, validated."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import quizkit
from quizkit.errors import CourseError, QuizFileError, QuizkitError, UnknownName
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.loading import load
from quizkit.quiz.model import Json, Quiz
from quizkit.quiz.released import released, text_of
from quizkit.widget import QuizWidget, graded_quiz

NINE = Path(__file__).resolve().parents[1] / "quizzes" / "nine.yaml"
UNREADABLE = {"distance": "far away", "summary": {"day": "monday"}}


@pytest.fixture
def quiz() -> Quiz:
    """The quiz with its key, which no student has."""
    return load(NINE)


@pytest.fixture
def folder(tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's copy of an assignment, in which we are."""
    folder = tmp_path / "home" / "week"
    release(quiz, folder)
    enter(folder, monkeypatch)
    return folder


def release(quiz: Quiz, folder: Path, due: DueDate | None = None) -> None:
    """Put a quiz where an assignment has it."""
    (folder / "quizzes").mkdir(parents=True, exist_ok=True)
    text = text_of(released(quiz, due))
    (folder / "quizzes" / "nine.json").write_text(text, encoding="utf-8")


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a notebook in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(folder)
    for name in ("JPY_SESSION_NAME", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)


def course(folder: Path) -> Path:
    """Make a course that has the key of the quiz; give its folder."""
    (folder / "keys").mkdir(parents=True)
    shutil.copy(NINE, folder / "keys" / "nine.yaml")
    return folder


def shown(**options: str) -> QuizWidget:
    """Show the quiz."""
    widget = quizkit.graded("nine", **options)
    assert widget is not None
    return widget


def give(widget: QuizWidget, answers: dict[str, Json]) -> None:
    """Give answers as the page does."""
    for name, value in answers.items():
        message = {"do": "respond", "question": name, "value": value, "by": ["v", 1]}
        widget._handle_custom_msg(message, [])


def right(quiz: Quiz) -> dict[str, Json]:
    """Return what is right."""
    return {item.id: item.right() for item in quiz.questions}


def saved(folder: Path) -> dict[str, Any]:
    """Read the answers file, by question."""
    text = (folder / "answers" / "nine.json").read_text("utf-8")
    questions: dict[str, Any] = json.loads(text)["questions"]
    return questions


def test_answers_are_kept_beside_the_notebook(folder: Path, quiz: Quiz) -> None:
    """Every answer is saved under the public fingerprint of its question, and comes back."""
    give(shown(), right(quiz))
    kept = {name: (entry["fingerprint"], entry["value"]) for name, entry in saved(folder).items()}
    assert kept == {q.id: (q.public_fingerprint, q.right()) for q in quiz.questions}
    again = shown()
    assert again.q0["value"] == quiz["who-led"].right()
    assert (again.summary["answered"], again.summary["done"]) == (9, True)
    assert again.summary["notice_html"] == ""


def test_the_kernel_has_no_key(folder: Path, quiz: Quiz) -> None:
    """Right or wrong, what the page is told differs in the answer alone; there is no key to ask."""
    item = quiz["who-led"]
    told = []
    for token in item.form()["options"]:
        widget = shown()
        give(widget, {"who-led": token})
        told.append(widget.q0 | {"value": None})
    assert told[0] == told[1] == told[2]
    with pytest.raises(CourseError, match="holds no key"):
        widget.session.quiz["who-led"].right()


def test_an_unreadable_answer_is_said(folder: Path) -> None:
    """What cannot be read is said at once, with what is expected, though there is no key."""
    widget = shown()
    give(widget, UNREADABLE)
    assert "Type one number in digits, such as 12 or 12.5, in km or m." in widget.q3["message_html"]
    assert "Look again at: Day of the month." in widget.q8["message_html"]
    assert widget.q8["marks"]["day"]["outcome"] == "invalid"
    assert widget.summary["answered"] == 0


def test_a_student_may_switch_the_language(folder: Path, quiz: Quiz) -> None:
    """The same answers stand in the other language, in the same order."""
    give(shown(), right(quiz))
    dutch = shown(language="nl")
    assert dutch.view["title_html"] == "Negen vragen, negen soorten"
    assert dutch.view["questions"][6]["first_text"] == "Eerst"
    assert dutch.summary["answered"] == 9
    tokens = [
        [option["token"] for option in w.view["questions"][0]["options"]] for w in (dutch, shown())
    ]
    assert tokens[0] == tokens[1]


def test_the_saved_notebook_shows_questions_alone(folder: Path, quiz: Quiz) -> None:
    """Where no kernel runs the questions stand as plain HTML, and say that they count."""
    data, _ = shown()._repr_mimebundle_()
    for form in ("text/html", "text/plain"):
        assert "Your answers count for a mark." in data[form]
        assert "The week opened on Monday ______ January" in data[form]
        for secret in ("Keyfact", "Slip-", "Hintfact", "Whyfact", "533", "Riabkov"):
            assert secret not in data[form]


def test_a_changed_quiz_is_said(folder: Path, quiz: Quiz) -> None:
    """Answers to a question that was released anew with other options must be given again."""
    give(shown(), right(quiz))
    text = NINE.read_text("utf-8").replace("Jens Stoltenberg", "Joe Biden")
    (folder / "nine.yaml").write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "quizzes")
    release(load(folder / "nine.yaml"), folder)
    widget = shown()
    assert "One question has changed" in widget.summary["notice_html"]
    assert widget.summary["answered"] == 8


def test_another_key_costs_no_answer(folder: Path, quiz: Quiz) -> None:
    """A quiz released anew with a corrected key takes the answers as they are."""
    give(shown(), right(quiz))
    text = NINE.read_text("utf-8").replace("answer: 533", "answer: 534")
    (folder / "nine.yaml").write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "quizzes")
    release(load(folder / "nine.yaml"), folder)
    assert shown().summary["answered"] == 9


def test_a_folder_that_cannot_be_written_is_said(folder: Path, quiz: Quiz) -> None:
    """Where answers cannot be saved the quiz says so, and saves them once it can."""
    (folder / "answers").write_text("in the way", encoding="utf-8")
    widget = shown()
    give(widget, {"member": False})
    assert "Not saved" in widget.summary["trouble_html"]
    assert widget.q2["saved"] is False
    (folder / "answers").unlink()
    give(widget, {"distance": "3"})
    assert set(saved(folder)) == {"member", "distance"}


def test_damaged_answers_are_kept_aside(folder: Path) -> None:
    """A damaged answers file is put aside, and the student is told which."""
    (folder / "answers").mkdir()
    (folder / "answers" / "nine.json").write_text("{", encoding="utf-8")
    widget = shown()
    (aside,) = (folder / "answers").glob("nine.damaged-*.json")
    assert aside.name in widget.summary["notice_html"]


NOT_THERE = [
    ("nin", UnknownName, "There is no graded quiz 'nin'; did you mean 'nine'?"),
    ("../quizzes/nine", UnknownName, "There is no graded quiz '../quizzes/nine'; there"),
    ("", UnknownName, "There is no graded quiz ''; there are: nine."),
]


@pytest.mark.parametrize(("name", "kind", "said"), NOT_THERE)
def test_an_unknown_name_is_said(
    folder: Path, name: str, kind: type[QuizkitError], said: str
) -> None:
    """A name that is no quiz's is told with the nearest that is, in a student's folder."""
    with pytest.raises(kind) as error:
        quizkit.graded(name)
    assert str(error.value).startswith(said)


def test_an_unknown_name_is_said_in_a_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A teacher is told the nearest name among the keys."""
    enter(course(tmp_path) / "source" / "week", monkeypatch)
    with pytest.raises(UnknownName, match="did you mean 'nine'"):
        quizkit.graded("ninne")


def test_a_notebook_without_its_quizzes_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook that was opened elsewhere says which folder is missing, and what to do."""
    enter(tmp_path, monkeypatch)
    with pytest.raises(CourseError, match="the folder 'quizzes' that belongs beside this notebook"):
        quizkit.graded("nine")


def test_a_damaged_quiz_is_said(folder: Path) -> None:
    """A released quiz that was changed on the way is not shown."""
    path = folder / "quizzes" / "nine.json"
    path.write_text(path.read_text("utf-8")[:900], encoding="utf-8")
    with pytest.raises(CourseError, match=r"quizzes/nine\.json is not as it was released\. Fetch"):
        quizkit.graded("nine")


def test_another_quiz_under_the_name_is_said(folder: Path) -> None:
    """A file that holds another quiz is not shown: its answers would be kept under that name."""
    (folder / "quizzes" / "nine.json").rename(folder / "quizzes" / "ten.json")
    with pytest.raises(CourseError, match=r"quizzes/ten\.json holds another quiz, 'nine'"):
        quizkit.graded("ten")


@pytest.mark.parametrize(
    "place", ["source/week", "release/week", "submitted/ada/week", "handed-out/week"]
)
def test_a_teacher_sees_a_preview(
    tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """In a course's folders, however called, it is as students see it, and nothing is saved."""
    folder = course(tmp_path) / place
    if not place.startswith("source"):
        release(quiz, folder)
    enter(folder, monkeypatch)
    widget = shown()
    give(widget, right(quiz))
    assert widget.summary["answered"] == 9
    assert widget.view["words"]["saved"] == "Would be saved"
    assert "Nothing that you answer here is saved" in widget.view["words"]["graded_note"]
    assert not (folder / "answers").exists()


def test_a_teacher_sees_a_students_answers(
    tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a submitted notebook the preview shows its answers, and leaves them as they are."""
    student = tmp_path / "home"
    release(quiz, student)
    enter(student, monkeypatch)
    give(shown(), {"distance": "331"})
    handed_in = course(tmp_path / "course") / "submitted" / "ada" / "week"
    shutil.copytree(student, handed_in)
    enter(handed_in, monkeypatch)
    before = (handed_in / "answers" / "nine.json").read_bytes()
    widget = shown()
    assert widget.q3["value"] == "331"
    give(widget, right(quiz))
    assert (handed_in / "answers" / "nine.json").read_bytes() == before


def test_damaged_answers_stay_in_a_preview(
    tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview puts no file aside: a submission stays as it was handed in."""
    folder = course(tmp_path) / "submitted" / "ada" / "week"
    (folder / "answers").mkdir(parents=True)
    (folder / "answers" / "nine.json").write_text("{", encoding="utf-8")
    enter(folder, monkeypatch)
    assert shown().summary["answered"] == 0
    assert [path.name for path in (folder / "answers").iterdir()] == ["nine.json"]


def test_an_assignment_fetched_into_a_course_is_answered(
    tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who fetches an assignment into the course's own folder takes it as a student does."""
    folder = course(tmp_path) / "week"
    release(quiz, folder)
    enter(folder, monkeypatch)
    give(shown(), {"distance": "331"})
    assert saved(folder)["distance"]["value"] == "331"


def test_a_closed_folder_above_is_no_course(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named 'keys' that may not be looked into, anywhere above, stops no student."""
    is_file = Path.is_file

    def closed(path: Path) -> bool:
        if path.parent.name == "keys":
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", closed)
    assert shown().summary["total"] == 9


def test_a_mistake_in_a_key_is_told_to_the_teacher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview of a quiz file with a mistake says which line to mend."""
    path = course(tmp_path) / "keys" / "nine.yaml"
    path.write_text(path.read_text("utf-8").replace("answer: 533", "anwser: 533"), encoding="utf-8")
    enter(tmp_path / "source" / "week", monkeypatch)
    with pytest.raises(QuizFileError, match="did you mean 'answer'"):
        quizkit.graded("nine")


def test_autograding_fails_loudly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nbgrader grades without our configuration the cell fails, and says what is missing."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(CourseError, match=r"lacks 'import quizkit\.course'"):
        quizkit.graded("nine")


def validated(capsys: pytest.CaptureFixture[str], **options: str) -> str:
    """Show the quiz as nbgrader does when it validates; give what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBGRADER_EXECUTION", "validate")
        try:
            assert quizkit.graded("nine", **options) is None
        except CourseError as error:
            return f"failed: {error}"
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


AGAIN = "Run the cell of the quiz, answer, and validate again."


def test_validating_says_what_is_open(
    folder: Path, quiz: Quiz, capsys: pytest.CaptureFixture[str]
) -> None:
    """Validating names the questions without an answer and those that cannot be read."""
    assert validated(capsys) == f"failed: No question of this quiz is answered yet.\n{AGAIN}"
    widget = shown()
    give(widget, right(quiz) | UNREADABLE | {"who-led": None})
    assert validated(capsys) == (
        "failed: Question 1 of this quiz is not answered yet.\n"
        f"The answers to questions 4 and 9 cannot be read as they stand.\n{AGAIN}"
    )
    assert "Vraag 1 van deze quiz is nog niet beantwoord." in validated(capsys, language="nl")
    give(widget, right(quiz))
    assert validated(capsys) == "Saved: 9 of 9 answered.\n"
    assert validated(capsys, language="nl") == "Bewaard: 9 van 9 beantwoord.\n"


def test_validating_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Validating says that the answers are damaged, and leaves the file where it is."""
    (folder / "answers").mkdir()
    (folder / "answers" / "nine.json").write_text("{", encoding="utf-8")
    said = validated(capsys)
    assert (
        said == f"failed: The file with your answers, answers/nine.json, cannot be read.\n{AGAIN}"
    )
    assert [path.name for path in (folder / "answers").iterdir()] == ["nine.json"]


def test_validating_a_preview_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A teacher who validates the source of an assignment is not told of missing answers."""
    enter(course(tmp_path) / "source" / "week", monkeypatch)
    assert validated(capsys) == "This is a preview: there are no answers to validate.\n"


def test_a_failing_cell_is_a_sentence(folder: Path) -> None:
    """In a notebook all of this reads as its sentence, with no traceback and nothing on stderr."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_cell('import quizkit; quizkit.graded(\"nine\")')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"NBGRADER_EXECUTION": "autograde"},
    )
    assert run.stdout.strip() == graded_quiz.NOT_CONFIGURED
    assert run.stderr == ""


@pytest.mark.slow
def test_nbgrader_shows_the_sentence(folder: Path, quiz: Quiz) -> None:
    """nbgrader's Validate shows the sentence alone; its Execute, unconfigured, gives no point."""
    from nbgrader import utils
    from nbgrader.preprocessors import Execute
    from nbgrader.validator import Validator

    path = folder / "week.ipynb"
    nbformat.write(notebook(), path)  # type: ignore[no-untyped-call]
    (failed,) = Validator().validate(str(path))["failed"]
    assert failed["error"] == f"No question of this quiz is answered yet.\n{AGAIN}"
    give(shown(), right(quiz))
    assert Validator().validate(str(path)) == {}
    with utils.setenv(NBGRADER_EXECUTION="autograde"):
        executed, _ = Execute().preprocess(notebook(), {})
    assert utils.determine_grade(executed.cells[1]) == (0, 9)
    assert executed.cells[1].outputs[0].traceback == [graded_quiz.NOT_CONFIGURED]


def notebook() -> nbformat.NotebookNode:
    """Return a notebook with the quiz in a locked grade cell."""
    about = {
        "grade": True,
        "locked": True,
        "solution": False,
        "task": False,
        "points": 9,
        "grade_id": "quiz",
        "schema_version": 3,
        "cell_type": "code",
    }
    cell = new_code_cell('quizkit.graded("nine")', metadata={"nbgrader": about})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(
        cells=[new_code_cell("import quizkit"), cell], metadata={"kernelspec": kernel}
    )


LATER = "Work that comes later is marked as late, unless your teacher gave you more time."
DUE = DueDate.from_plain({"at": "2026-11-13T17:00:00+01:00", "zone": "Europe/Brussels"})


def test_it_says_when_it_is_due(folder: Path, quiz: Quiz) -> None:
    """The page is told what to say before and after, in its language; paper has the date too."""
    release(quiz, folder, DUE)
    widget = quizkit.graded("nine")
    assert widget
    when = "Friday 13 November 2026, 17:00 (Europe/Brussels)"
    assert widget.view["due"] == {
        "at": "2026-11-13T17:00:00+01:00",
        "before": f"Due {when}.",
        "after": f"Was due {when}. {LATER}",
    }
    shown, _ = widget._repr_mimebundle_()
    assert f"<p>Due {when}.</p>" in shown["text/html"]
    assert shown["text/plain"].startswith(f"Due {when}.\n")
    dutch = quizkit.graded("nine", language="nl")
    assert dutch
    assert dutch.view["due"]["after"].startswith(
        "Inleveren kon tot vrijdag 13 november 2026, 17:00 (Europe/Brussels)."
    )


def test_without_a_due_date_it_says_none(folder: Path) -> None:
    """A quiz that is never due, or was released by an older quizkit, says nothing of it."""
    widget = quizkit.graded("nine")
    assert widget
    assert widget.view["due"] is None


def test_a_preview_says_when_it_is_due(
    tmp_path: Path, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A teacher who looks at the release sees the date that students will see."""
    folder = course(tmp_path / "course") / "release" / "week"
    release(quiz, folder, DUE)
    enter(folder, monkeypatch)
    widget = quizkit.graded("nine")
    assert widget
    assert widget.session.preview
    assert widget.view["due"]["before"].startswith("Due Friday")
