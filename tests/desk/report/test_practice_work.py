"""Practice, read from the answers files that pupils bring."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from quiz.pictures import made
from quizkit import load
from quizkit.desk.report.analysis import report
from quizkit.desk.report.class_work import ClassWork
from quizkit.desk.report.page import as_html
from quizkit.desk.report.practice_work import brought, practice_work
from quizkit.errors import CourseError
from quizkit.learner.carried import file_name, packed
from quizkit.learner.record import Attempt, QuestionRecord, Record, to_json
from quizkit.quiz.model import Json, Quiz


def at(minute: int) -> str:
    """Return a time."""
    return f"2022-01-10T09:{minute:02}:00.000Z"


@pytest.fixture(scope="module")
def nine(checkout: Path) -> Quiz:
    """Return a quiz with a question of each type."""
    return load(checkout / "tests" / "quizzes" / "nine.yaml")


def record(
    quiz: Quiz,
    question: str,
    tries: Sequence[Json],
    *,
    learner: str,
    hints: int = 0,
    final: str = "",
    earlier: Sequence[Json] = (),
) -> Record:
    """Return what somebody tried at one question."""
    attempts = tuple(Attempt(value, at(10 + n)) for n, value in enumerate(tries))
    before = tuple(Attempt(value, at(n)) for n, value in enumerate(earlier))
    progress = QuestionRecord(
        fingerprint=quiz[question].fingerprint,
        value=tries[-1] if tries else None,
        at=at(20),
        hints=hints,
        final=final,
        attempts=attempts,
        earlier=(before,) if before else (),
    )
    return Record(quiz.id, learner, {question: progress})


def practised(quiz: Quiz, *records: Record) -> ClassWork:
    """Return what these learners did."""
    return practice_work(quiz, {f"{each.learner}.json": each for each in records}, "en")


def test_the_first_attempt_counts(nine: Quiz) -> None:
    """Right at the second attempt is not right at the first, nor is a round begun anew."""
    right, wrong = nine["member"].right(), not nine["member"].right()
    work = practised(
        nine,
        record(nine, "member", [wrong, right], learner="ann"),
        record(nine, "member", [right], learner="bo"),
        record(nine, "member", [right], learner="cy", earlier=[wrong]),
    )
    [task] = [each for each in work.tasks if each.name == "member"]
    assert dict(task.scores) == {"ann.json": 0.0, "bo.json": 1.0, "cy.json": 0.0}


def test_attempts_and_hints_are_told(nine: Quiz) -> None:
    """By hand: 2 and 1 attempts of those who tried, one hint in three, two right in the end."""
    right, wrong = nine["who-led"].right(), "0" * 8
    work = practised(
        nine,
        record(nine, "who-led", [wrong, right], learner="ann", hints=1),
        record(nine, "who-led", [right], learner="bo"),
        record(nine, "who-led", [], learner="cy", final="shown"),
    )
    told = report(work, made=datetime(2022, 1, 14), names=False, salt="")
    [question] = [each for each in told.questions if each.task.name == "who-led"]
    assert question.attempts == 1.5
    assert question.hinted == pytest.approx(1 / 3)
    assert question.ended_right == pytest.approx(2 / 3)
    assert question.gave_up == pytest.approx(1 / 3)
    assert question.answers.unanswered == 1


def test_an_answer_that_was_never_checked_is_no_attempt(nine: Quiz) -> None:
    """What stands in a field and was not checked counts as left open."""
    loose = Record(
        nine.id,
        "ann",
        {"member": QuestionRecord(nine["member"].fingerprint, nine["member"].right(), at(1))},
    )
    [task] = [each for each in practised(nine, loose).tasks if each.name == "member"]
    assert task.scores["ann.json"] == 0.0


def test_one_learner_in_two_files_is_one(nine: Quiz, tmp_path: Path) -> None:
    """Who brings yesterday's file and today's counts once, with the attempts of both."""
    right, wrong = nine["member"].right(), not nine["member"].right()
    for name, tries in (("monday", [wrong]), ("tuesday", [wrong, right])):
        text = json.dumps(to_json(record(nine, "member", tries, learner="a1")))
        (tmp_path / f"{name}.json").write_text(text)
    found = brought([tmp_path])
    assert list(found.records["nine"]) == ["monday.json"]
    [kept] = found.records["nine"].values()
    assert len(kept.questions["member"].attempts) == 2


def test_files_that_hold_many_quizzes_are_read(nine: Quiz, tmp_path: Path) -> None:
    """A file of *Take my answers along* counts for each quiz in it, in folders below too."""
    other = Record("other-quiz", "0f")
    (tmp_path / "class-3b").mkdir()
    path = tmp_path / "class-3b" / file_name(date(2022, 1, 10), "ann")
    path.write_text(packed([record(nine, "member", [True], learner="a1"), other]))
    assert set(brought([tmp_path]).records) == {"nine", "other-quiz"}


def test_nothing_to_read_is_one_sentence(tmp_path: Path) -> None:
    """An empty folder, or one with strange files alone, is told of."""
    with pytest.raises(CourseError, match="there is no JSON file in them"):
        brought([tmp_path])
    (tmp_path / "a.json").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match=r"a\.json: it is no file of answers"):
        brought([tmp_path])


def test_a_report_shows_pictures_and_formulas(tmp_path: Path) -> None:
    """The page has the pictures of a question in it, with nothing to fetch, and its formulas."""
    (tmp_path / "map.png").write_bytes(made.png(640, 360, shade=99))
    text = (
        "id: maps\ntitle: Maps\nquestions:\n  - id: which\n    type: choice\n"
        "    prompt: 'Is $x^2$ on ![A map of Europe](map.png)?'\n"
        "    options: ['![A sign](map.png)', {text: No, correct: true}]\n"
    )
    (tmp_path / "maps.yaml").write_text(text, encoding="utf-8")
    maps = load(tmp_path / "maps.yaml")
    right = maps["which"].right()
    records = [record(maps, "which", [right], learner=f"{n:016x}") for n in range(3)]
    page = as_html(
        report(practised(maps, *records), made=datetime(2022, 1, 14), names=False, salt="")
    )
    assert 'alt="A map of Europe"' in page
    assert 'src="data:image/png' in page
    assert "<math" in page
    assert "map.png" not in page
