"""All answers of a folder: gathered from files and pages, and put back one quiz at a time."""

from __future__ import annotations

from pathlib import Path

from quizkit.learner.answers_file import Answers
from quizkit.learner.answers_folder import gather, put
from quizkit.learner.record import QuestionRecord, Record


def record(quiz: str, at: str = "1", **values: str) -> Record:
    """Make a record of responses by question."""
    return Record(quiz, "0f", {name: QuestionRecord("f", v, at=at) for name, v in values.items()})


def test_every_quiz_is_gathered(tmp_path: Path) -> None:
    """The answers to every quiz are gathered, with those on a page that could not be saved."""
    Answers(tmp_path, "geneva").save(record("geneva", who="a"))
    Answers(tmp_path, "vienna").save(record("vienna", who="b"))
    shown = [record("geneva", "2", where="c"), record("brussels", who="d")]
    gathered = gather(tmp_path, shown)
    found = {each.quiz: {*each.questions} for each in gathered.records}
    assert found == {"geneva": {"who", "where"}, "vienna": {"who"}, "brussels": {"who"}}
    assert (gathered.answers, gathered.unread) == (4, ())


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A damaged file is named and left as it is; one that was put aside before is passed over."""
    Answers(tmp_path, "geneva").save(record("geneva", who="a"))
    for name in ("vienna.json", "brussels.damaged-20220110T090000.json"):
        (tmp_path / "answers" / name).write_text("{")
    gathered = gather(tmp_path)
    assert [each.quiz for each in gathered.records] == ["geneva"]
    assert gathered.unread == ("answers/vienna.json",)
    assert (tmp_path / "answers" / "vienna.json").read_text() == "{"


def test_a_page_without_answers_is_not_gathered(tmp_path: Path) -> None:
    """A quiz that is only shown has nothing to take along."""
    assert gather(tmp_path, [Record("geneva", "0f")]).records == ()


def test_what_is_put_is_merged(tmp_path: Path) -> None:
    """A record that is put into the folder is merged with its file, and tells what was new."""
    Answers(tmp_path, "geneva").save(record("geneva", "2", who="a", where="b"))
    assert put(tmp_path, record("geneva", "1", who="older", when="c")) == 1
    kept = Answers(tmp_path, "geneva").read()
    assert {n: p.value for n, p in kept.questions.items()} == {
        "who": "a",
        "where": "b",
        "when": "c",
    }
    before = (tmp_path / "answers" / "geneva.json").stat().st_ino
    assert put(tmp_path, record("geneva", "1", who="older", when="c")) == 0
    assert (tmp_path / "answers" / "geneva.json").stat().st_ino == before  # not even written anew
