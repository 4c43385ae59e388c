"""Answers taken along and brought in, as the page of a quiz asks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizkit.learner.carried import LARGEST, handed_in
from quizkit.learner.session import Session
from quizkit.widget import QuizWidget, showing
from widget.test_quiz_widget import QUIZ, graded, send

OTHER = QUIZ.replace("small", "other").replace("Small", "Other")


class Device:
    """A computer with two quizzes, and what the page of each has been told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for quiz in (QUIZ, OTHER):
            name = "small" if quiz is QUIZ else "other"
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.yaml").write_text(quiz, encoding="utf-8")
        self.told: list[dict[str, Any]] = []

    def show(self, name: str, language: str = "en") -> QuizWidget:
        """Show a quiz; what its page is told is kept."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.delenv("JPY_SESSION_NAME", raising=False)
            widget = showing.show(f"{name}.yaml", language=language)
        widget.send = self.told.append  # type: ignore[method-assign]
        return widget

    def kept(self, name: str) -> dict[str, Any]:
        """Return the answers to a quiz on disk."""
        file = self.folder / "answers" / f"{name}.json"
        questions: dict[str, Any] = json.loads(file.read_text("utf-8"))["questions"]
        return questions

    def files(self) -> dict[str, bytes]:
        """Return the answers files as they are, by name."""
        paths = (self.folder / "answers").glob("*.json")
        return {path.name: path.read_bytes() for path in paths}


@pytest.fixture
def school(tmp_path: Path) -> Device:
    """A computer on which both quizzes have been answered."""
    device = Device(tmp_path / "school")
    send(device.show("small"), "check", "how-many", "30")
    send(device.show("other"), "respond", "how-many", "7")
    return device


@pytest.fixture
def home(tmp_path: Path) -> Device:
    """Another computer, on which nothing has been answered."""
    return Device(tmp_path / "home")


def taken(device: Device, name: str = "small") -> dict[str, Any]:
    """Take the answers along from the page of a quiz."""
    send(device.show(name), "take")
    return device.told[-1]


def bring(device: Device, text: object, name: str = "small") -> str:
    """Bring a file in on the page of a quiz; return what the page is told."""
    send(device.show(name), "bring", value=text)
    said: str = device.told[-1]["said"]
    return said


def test_one_file_holds_the_course(school: Device, home: Device) -> None:
    """What is taken along above one quiz brings every quiz of the folder to another computer."""
    file = taken(school)
    assert file["name"].startswith("quizkit-answers-20")
    assert "2 answers in 2 quizzes" in file["said"]
    assert "2 answers in 2 quizzes" in bring(home, file["text"])
    for name in ("small", "other"):
        assert home.kept(name) == school.kept(name)


def test_every_open_quiz_shows_what_came_in(school: Device, home: Device) -> None:
    """The quiz on the page, and others that the kernel shows, have the answers at once."""
    small, again, other = home.show("small"), home.show("small"), home.show("other")
    send(small, "bring", value=taken(school)["text"])
    assert small.q1["outcome"] == again.q1["outcome"] == "right"
    assert (small.summary["answered"], again.summary["answered"]) == (1, 1)
    assert (other.q1["value"], other.q1["saved"]) == ("7", True)
    assert school.show("small").q1["outcome"] == "right"


def test_only_the_page_that_asked_is_told(school: Device, home: Device) -> None:
    """The answer names the message that it answers, so that no other page takes it for its own."""
    assert taken(school)["by"] == ["v", 1]
    bring(home, "")
    assert (home.told[-1]["do"], home.told[-1]["by"]) == ("bring", ["v", 1])


def test_the_newer_answer_stands(school: Device, home: Device) -> None:
    """An answer given here after the file was made stays, and what only the file has comes in."""
    text = taken(school)["text"]
    send(home.show("small"), "check", "how-many", "31")
    said = bring(home, text)
    assert home.kept("small")["how-many"]["value"] == "31"
    attempts = home.kept("small")["how-many"]["attempts"]
    assert [attempt["value"] for attempt in attempts] == ["30", "31"]
    assert "2 answers in 2 quizzes" in said
    assert "Nothing new" in bring(home, text)


def test_a_clock_that_is_ahead_wins_from_no_newer_answer(school: Device, home: Device) -> None:
    """What is answered after a file came in is newer than the file, whatever its clock said."""
    text = taken(school)["text"].replace('"at": "20', '"at": "29')
    bring(home, text, "other")
    assert home.kept("other")["how-many"]["at"].startswith("29")
    send(home.show("other"), "respond", "how-many", "8")
    bring(home, text, "other")
    assert home.kept("other")["how-many"]["value"] == "8"


def test_answers_that_could_not_be_saved_are_taken_along(home: Device) -> None:
    """Where the folder may not be written to, the file has what stands on the page."""
    (home.folder / "answers").write_text("in the way", encoding="utf-8")
    widget = home.show("small")
    send(widget, "respond", "how-many", "30")
    send(widget, "take")
    assert "1 answer in 1 quiz." in home.told[-1]["said"]
    assert '"30"' in home.told[-1]["text"]


def test_where_nothing_can_be_written_it_is_said(school: Device, home: Device) -> None:
    """Where the answers of another quiz cannot be written, the page says so and names the file."""
    (home.folder / "answers" / "other.json").mkdir(parents=True)
    assert "answers/other.json cannot be written" in bring(home, taken(school)["text"])


def test_a_damaged_file_here_is_named(school: Device) -> None:
    """A file that cannot be read is named as not in what is taken along."""
    (school.folder / "answers" / "third.json").write_text("{", encoding="utf-8")
    said = taken(school)["said"]
    assert "2 answers in 2 quizzes." in said
    assert "Not in it: answers/third.json" in said


def test_without_answers_there_is_no_file(home: Device) -> None:
    """Where nothing has been answered there is no file, and a sentence says so."""
    assert "text" not in taken(home)
    assert home.told[-1]["said"] == "There are no answers to take along yet."


def test_a_quiz_that_is_not_here_is_kept_and_said(school: Device, home: Device) -> None:
    """Answers to a quiz that is not here are kept, and named; those of one beside it are not."""
    text = taken(school)["text"]
    (home.folder / "other.yaml").unlink()
    assert "no quiz here has this name: other." in bring(home, text)
    assert home.kept("other")["how-many"]["value"] == "7"
    (home.folder / "mine.yaml").write_text("# Mine\n" + OTHER.replace("id: other", 'id: "other"'))
    (home.folder / "answers" / "other.json").unlink()
    assert "no quiz here" not in bring(home, text)


def test_the_file_of_another_quiz_goes_to_that_quiz(school: Device, home: Device) -> None:
    """One quiz's own answers file, brought in above another quiz, goes where it belongs."""
    assert "1 answer in 1 quiz" in bring(home, school.files()["other.json"].decode(), "small")
    assert set(home.files()) == {"other.json"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "not a file of answers"),
        (["x"], "not a file of answers"),
        ("{}", "not a file of answers"),
        ('{"kind": "quizkit answers", "for', "damaged"),
        ('{"kind": "quizkit answers", "format": 9, "quizzes": []}', "newer version"),
        (" " * (LARGEST + 1), "too large"),
    ],
    ids=["nothing", "no text", "foreign", "damaged", "newer", "too large"],
)
def test_a_bad_file_changes_nothing(school: Device, text: object, told: str) -> None:
    """A file that cannot be used is refused in a sentence, and every answers file stays as is."""
    before = school.files()
    said = bring(school, text)
    assert told in said
    assert "nothing has changed" in said
    assert school.files() == before


def test_one_bad_quiz_in_a_file_changes_nothing(school: Device, home: Device) -> None:
    """A file of which one quiz is bad is refused whole: nothing of the others comes in."""
    text = taken(school)["text"].replace('"quiz": "other"', '"quiz": "../other"')
    assert "damaged" in bring(home, text)
    assert home.files() == {}


def test_it_is_said_in_the_language_of_the_quiz(school: Device) -> None:
    """A quiz in Dutch speaks Dutch of this too."""
    send(school.show("small", "nl"), "take")
    assert "2 antwoorden in 2 quizzen" in school.told[-1]["said"]


def test_answers_are_handed_in(school: Device, home: Device) -> None:
    """A file for the teacher has every quiz of the folder and who made it, and comes in again."""
    send(school.show("small", "nl"), "hand_in", value="  Ann   de Wit ")
    told = school.told[-1]
    assert told["name"].startswith("quizkit-answers-Ann-de-Wit-20")
    assert "2 antwoorden in 2 quizzen, van Ann de Wit." in told["said"]
    who, answers = handed_in(told["text"])
    assert who is not None
    assert (who.by, who.course, who.language) == ("Ann de Wit", "school", "nl")
    assert answers["other"]["questions"] == school.kept("other")
    assert "2 answers in 2 quizzes" in bring(home, told["text"])


@pytest.mark.parametrize("name", [None, "", "  ", ["ann"], "a" * 65])
def test_nobody_hands_in(school: Device, name: object) -> None:
    """Without a name, or with one that is none, no file is made, and the page asks for it."""
    send(school.show("small"), "hand_in", value=name)
    assert school.told[-1]["said"].startswith("Type your name or number first")
    assert "text" not in school.told[-1]


def test_there_is_something_to_hand_in(home: Device) -> None:
    """Where nothing has been answered there is no file for a teacher either."""
    send(home.show("small"), "hand_in", value="ann")
    assert home.told[-1]["said"] == "There are no answers to hand in yet."


def test_a_quiz_that_counts_is_handed_in(school: Device) -> None:
    """A graded quiz makes the file for the teacher; a teacher's preview of it makes none."""
    widget = graded(school.folder)
    widget.send = school.told.append  # type: ignore[method-assign]
    send(widget, "respond", "how-many", "30")
    send(widget, "hand_in", value="ann")
    assert "small" in handed_in(school.told[-1]["text"])[1]
    assert widget.view["carries"] == ["hand_in"]
    preview = QuizWidget(Session(widget.session.quiz, mode="graded", preview=True), widget.answers)
    assert preview.view["carries"] == []


def test_a_quiz_that_counts_brings_nothing_in(school: Device) -> None:
    """The page of a graded quiz can neither take answers along nor bring any in."""
    widget = graded(school.folder)
    widget.send = school.told.append  # type: ignore[method-assign]
    before, told = school.files(), len(school.told)
    send(widget, "bring", value=taken(school)["text"])
    send(widget, "take")
    assert school.files()["other.json"] == before["other.json"]
    assert len(school.told) == told + 1  # of the quiz to practise with
