"""The story of the demo class: four flawed questions are found, and mended after the fact.

What the report and the regrade should say is worked out apart, from what each student was made to
answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbgrader.api import Gradebook

from course.demo import story
from course.demo.answers import ANSWERS, KINDS
from course.demo.expectations import FILE
from course.demo.quiz_accounts import account
from quizkit.course.answer_keys import Keys
from quizkit.quiz.model import Outcome

TESTS = Path(__file__).resolve().parents[1]
WEEK = story.NAME
MAKE = f"""
import sys
from pathlib import Path
from course.demo import making

making.make(Path(sys.argv[1]), names=({WEEK!r},), pages=False)
"""
FLAWS = {
    story.WRONG_KEY: ["key_wrong"],
    story.AMBIGUOUS: ["two_keys"],
    story.TRAP: ["draws_strong"],
    story.USELESS: ["unused"],
}
MENDED = (
    ('"Noord-Macedonië"}}', '"Noord-Macedonië"}, correct: true}'),
    ('"Montenegro"}, correct: true}', '"Montenegro"}}'),
    (f"- id: {story.AMBIGUOUS}\n", f"- id: {story.AMBIGUOUS}\n    credit: all\n"),
)


def run(course: Path, *arguments: str) -> str:
    """Run a command of quizkit in the course, and give what it printed."""
    command = [sys.executable, "-m", "quizkit", *arguments]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def report(course: Path) -> dict[str, Any]:
    """Return what the report says of the class."""
    run(course, "report", WEEK, "--json")
    read: dict[str, Any] = json.loads((course / "reports" / f"{WEEK}.json").read_text("utf-8"))
    return read


def name_of(question: Mapping[str, Any]) -> str:
    """Return a question's own name."""
    return str(question["key"]).removeprefix(f"{WEEK}/")


def found(said: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what a report finds in which questions."""
    return {
        name_of(question): [finding["name"] for finding in question["findings"]]
        for question in said["questions"]
        if question["findings"]
    }


def digests(folder: Path) -> dict[str, str]:
    """Return what tells whether any file has changed."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def scores(course: Path) -> dict[str, tuple[float, float]]:
    """Return everybody's points for the quiz, and in all, as the gradebook has them."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            work.student.id: (
                next(g.score for g in work.notebooks[0].grades if g.name == "quiz"),
                work.score,
            )
            for work in book.assignment_submissions(WEEK)
        }


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the course with the story in it, as ``make course`` does."""
    folder = tmp_path_factory.mktemp("story") / "course"
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def points(course: Path) -> pd.DataFrame:
    """Return what each answer is worth by the key as it was: by student, by question."""
    made = json.loads((course / FILE).read_text(encoding="utf-8"))["students"]
    return pd.DataFrame(
        {
            student: {q: account(WEEK, kind, q) for q, kind in works[WEEK]["quiz"].items()}
            for student, works in made.items()
            if works[WEEK]["expected"]
        }
    ).T


@pytest.fixture(scope="module")
def should(course: Path, points: pd.DataFrame) -> pd.DataFrame:
    """Return what each answer is worth once the key is mended."""
    made = json.loads((course / FILE).read_text(encoding="utf-8"))["students"]
    kinds = {student: made[student][WEEK]["quiz"][story.WRONG_KEY] for student in points.index}
    knew = pd.Series(kinds) == story.RIGHT
    return points.assign(**{story.WRONG_KEY: knew.astype(float), story.AMBIGUOUS: 1.0})


@dataclass(frozen=True)
class Mending:
    """The course before and after its key was mended, and what was said."""

    root: Path
    before: Mapping[str, tuple[float, float]]
    same: bool  # after looking
    looked: str
    shown: Mapping[str, Any]
    after: Mapping[str, tuple[float, float]]


@pytest.fixture(scope="module")
def mending(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Mending:
    """Mend the key as the guide says; look at what would change, and change it."""
    root = Path(shutil.copytree(course, tmp_path_factory.mktemp("mended") / "course"))
    key = root / "keys" / f"{WEEK}.yaml"
    text = key.read_text(encoding="utf-8")
    for old, new in MENDED:
        assert text.count(old) == 1
        text = text.replace(old, new)
    key.write_text(text, encoding="utf-8")
    before, files = scores(root), digests(root)
    looked = run(root, "regrade", WEEK)
    shown = json.loads(run(root, "regrade", WEEK, "--json"))
    same = digests(root) == files
    run(root, "regrade", WEEK, "--yes")
    return Mending(root, before, same, looked, shown, scores(root))


@pytest.mark.parametrize("kind", KINDS)
def test_the_answers_are_those_of_the_key(kind: str) -> None:
    """Each demo answer can be given, and is right or wrong as the story says."""
    quiz = Keys(story.ADDED).load(WEEK)
    given = json.loads((ANSWERS / WEEK / f"{kind}.json").read_text(encoding="utf-8"))["quiz"]
    assert list(given) == [item.id for item in quiz.questions] == list(story.QUESTIONS)
    grades = {item.id: item.grade(given[item.id]) for item in quiz.questions if kind != "empty"}
    assert Outcome.INVALID not in {grade.outcome for grade in grades.values()}
    worth = {question: grade.fraction for question, grade in grades.items()}
    assert worth == {question: account(WEEK, kind, question) for question in worth}


@pytest.mark.slow
def test_the_report_finds_the_four_flaws_and_nothing_else(course: Path) -> None:
    """A wrong key, two keys, what draws the strong and a useless option: each is called so."""
    said = report(course)
    assert found(said) == FLAWS
    assert said["outdated"] == 0


@pytest.mark.slow
def test_looking_changes_nothing(mending: Mending) -> None:
    """Without ``--yes`` not a byte of the course is another one afterwards."""
    assert mending.same
    assert mending.before != mending.after


@pytest.mark.slow
def test_the_table_shows_what_changes(
    mending: Mending, points: pd.DataFrame, should: pd.DataFrame
) -> None:
    """By question how many rise and fall; by student the points before and after, and no others."""
    moved = should - points
    [quiz] = mending.shown["quizzes"]
    rows = {row["question"]: (row["rise"], row["fall"]) for row in quiz["questions"]}
    assert rows == {q: ((moved[q] > 0).sum(), (moved[q] < 0).sum()) for q in moved}
    old, new = points.sum(axis=1), should.sum(axis=1)
    students = {row["student"]: (row["before"], row["after"]) for row in mending.shown["students"]}
    assert students == {s: (old[s], new[s]) for s in old.index if old[s] != new[s]}
    for student, (before, after) in students.items():
        [line] = [line for line in mending.looked.splitlines() if line.startswith(f"  {student} ")]
        assert f"  {before:g} → {after:g} of 10" in line
    assert "Nothing has been changed" in mending.looked


@pytest.mark.slow
def test_the_gradebook_has_what_the_table_showed(mending: Mending, should: pd.DataFrame) -> None:
    """After ``--yes`` each quiz has its new points, and what was marked by hand is as it was."""
    assert {s: quiz for s, (quiz, _) in mending.after.items()} == should.sum(axis=1).to_dict()
    by_hand = [
        {s: total - quiz for s, (quiz, total) in scores.items()}
        for scores in (mending.before, mending.after)
    ]
    assert by_hand[0] == by_hand[1]


@pytest.mark.slow
def test_report_regrade_and_grade_agree_afterwards(mending: Mending) -> None:
    """The report finds what no key can mend, regrade nothing to do, and grade the same points."""
    said = report(mending.root)
    assert found(said) == {q: FLAWS[q] for q in (story.TRAP, story.USELESS)}
    assert said["outdated"] == 0
    assert json.loads(run(mending.root, "regrade", WEEK, "--json"))["students"] == []
    run(mending.root, "grade", WEEK, "--force")
    assert scores(mending.root) == mending.after
