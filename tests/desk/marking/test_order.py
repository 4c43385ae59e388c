"""The order in which answers are marked."""

from __future__ import annotations

from quizkit.desk.marking.order import ordered

STUDENTS = [f"s{n:02}" for n in range(24)]


def same(_: str) -> int:
    """Return the number of words that everybody wrote."""
    return 100


def test_a_shuffled_order_is_not_that_of_the_class_list() -> None:
    """It is the same for one seed, and another for another."""
    drawn = [ordered(STUDENTS, "shuffled", words=same, seed=seed) for seed in ("1", "1", "2")]
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0] != STUDENTS
    assert sorted(drawn[0]) == STUDENTS


def test_who_comes_later_pushes_nobody_about() -> None:
    """Those who were there keep their order when more students hand in."""
    before = ordered(STUDENTS[:20], "shuffled", words=same, seed="1")
    after = ordered(STUDENTS, "shuffled", words=same, seed="1")
    assert [student for student in after if student in before] == before


def test_answers_of_one_length_are_shuffled() -> None:
    """By length, too, the class list decides nothing."""
    assert ordered(STUDENTS, "shortest", words=same, seed="1") != STUDENTS
