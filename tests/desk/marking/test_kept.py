"""What is kept of marking beside the gradebook."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizkit.desk.marking.kept import Given, Kept
from quizkit.errors import CourseError

TICKED = Given(ticks={"Words": 1.5}, answer="a1")
NOTHING = Given(ticks={})


def test_ticks_are_found_again(tmp_path: Path) -> None:
    """They are kept by question and by student, with the answer that they were given for."""
    Kept(tmp_path, "week").give("week", "essay", "ann", TICKED)
    again = Kept(tmp_path, "week")
    assert again.given("week", "essay") == {"ann": TICKED}
    again.give("week", "essay", "ann", NOTHING)
    assert again.given("week", "essay") == {"ann": NOTHING}


def test_a_question_of_any_name_has_a_file(tmp_path: Path) -> None:
    """A name that would lead out of the folder leads nowhere."""
    Kept(tmp_path, "week").give("../..", "a/b", "ann", TICKED)
    assert [path.parent.name for path in tmp_path.rglob("*.json")] == ["week"]
    assert Kept(tmp_path, "week").given("../..", "a/b") == {"ann": TICKED}


def test_two_pages_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """What several keep at the same time is all there."""
    students = [f"s{n}" for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda student: Kept(tmp_path, "week").give("n", "q", student, TICKED), students
            )
        )
    assert set(Kept(tmp_path, "week").given("n", "q")) == set(students)


def test_a_comment_is_kept_once(tmp_path: Path) -> None:
    """Comments stay in their order for all assignments, and go when they are dropped."""
    kept = Kept(tmp_path, "week")
    for text in ("Why?", "Which source?", "Why?"):
        kept.add_comment(text)
    assert Kept(tmp_path, "other").comments() == ("Why?", "Which source?")
    assert kept.drop_comment("Why?") == ("Which source?",)


@pytest.mark.parametrize("text", ["{", "[]", "\xff", "[" * 100_000])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    """Nothing is written over it: its owner may still read it."""
    path = tmp_path / ".quizkit" / "marking" / "week" / "n.q.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="latin-1")
    kept = Kept(tmp_path, "week")
    for use in (lambda: kept.given("n", "q"), lambda: kept.give("n", "q", "ann", TICKED)):
        with pytest.raises(CourseError, match="is damaged"):
            use()
    assert path.read_text(encoding="latin-1") == text
