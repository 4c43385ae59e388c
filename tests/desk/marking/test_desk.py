"""The desk: what the page asks for and tells."""

from __future__ import annotations

from typing import Any

import pytest

from desk.marking.written_class import BASIN, ESSAY, FLAGGED, WrittenClass
from quizkit.desk.marking.desk import Desk, NotUnderstood
from quizkit.errors import CourseError

SEEN = {"score": None, "comment": None, "waits": True}


def answers(desk: Desk, number: int = ESSAY, order: str = "shuffled") -> list[dict[str, Any]]:
    """Return the answers to a question in an order."""
    return desk.answers(number, desk.question(number, order)["keys"])


def test_all_answers_to_a_question_are_there(written_class: WrittenClass) -> None:
    """Each with its words; what was left as it was handed out comes last, and is no answer."""
    found = answers(written_class.desk())
    assert sorted(each["words"] for each in found) == [0, 1, 7, 13]
    assert (found[-1]["missing"], found[-1]["html"]) == ("response", "")
    assert any("at the <em>river</em>." in each["html"] for each in found)


def test_what_stands_below_a_task_is_its_answer(written_class: WrittenClass) -> None:
    """Students answer a task in cells of their own."""
    found = {each["key"]: each["html"] for each in answers(written_class.desk(), BASIN)}
    assert found[written_class.key("ann", "basin")] == "<p>A basin, says ann.</p>"


def test_names_are_told_only_when_asked_for(written_class: WrittenClass) -> None:
    """Neither the question nor its answers hold a student's id or name."""
    desk = written_class.desk()
    told = str(
        (desk.overview(), desk.question(ESSAY, "shuffled"), answers(desk), desk.marks(ESSAY))
    )
    assert "Anna" not in told
    assert "'ann'" not in told
    assert desk.names(ESSAY)[written_class.key("ann")] == "Anna Ek (ann)"
    assert desk.names(ESSAY)[written_class.key("ben")] == "ben"


def test_answers_come_by_length(written_class: WrittenClass) -> None:
    """Shortest or longest first; in either, those that are none come last."""
    desk = written_class.desk()
    assert [each["words"] for each in answers(desk, order="shortest")] == [1, 7, 13, 0]
    assert [each["words"] for each in answers(desk, order="longest")] == [13, 7, 1, 0]


def test_a_mark_goes_to_the_gradebook_and_ticks_are_kept(written_class: WrittenClass) -> None:
    """Both are there when the page is opened again."""
    given = {"score": 2.5, "comment": " Why?\x00 ", "ticks": {"Words": 2, "Likeness": 0.5}}
    written_class.desk().mark(ESSAY, written_class.key("ann"), given, SEEN)
    assert written_class.told("ann")["manual_score"] == 2.5
    again = written_class.desk()
    told = again.marks(ESSAY)[written_class.key("ann")]
    assert told["mark"] == {"score": 2.5, "comment": "Why?", "waits": False}
    assert told["ticks"] == {"Words": 2, "Likeness": 0.5}
    assert [question["waiting"] for question in again.overview()] == [2, 4]


def test_a_mark_changed_by_another_page_is_told(written_class: WrittenClass) -> None:
    """The second page is told of the first one's mark; nothing of its own is written or kept."""
    key, desk = written_class.key("ann"), written_class.desk()
    desk.mark(ESSAY, key, {"score": 1, "comment": "Mine", "ticks": {"Words": 1}}, SEEN)
    told = written_class.desk().mark(ESSAY, key, {"score": 4, "ticks": {}}, SEEN)
    assert told["theirs"]["mark"] == {"score": 1, "comment": "Mine", "waits": False}
    assert told["theirs"]["ticks"] == {"Words": 1}
    assert written_class.told("ann")["manual_score"] == 1
    desk.mark(ESSAY, key, {"score": 4, "ticks": {}}, told["theirs"]["mark"])
    assert written_class.told("ann")["manual_score"] == 4


@pytest.mark.parametrize("score", [-0.5, 4.5, "3", True, float("nan"), float("inf"), [1]])
def test_a_score_is_one_of_the_question(written_class: WrittenClass, score: Any) -> None:
    """Whatever else a page may send is refused, and nothing is written."""
    with pytest.raises(NotUnderstood, match="from 0 to 4"):
        written_class.desk().mark(ESSAY, written_class.key("ann"), {"score": score}, SEEN)
    assert written_class.told("ann")["manual_score"] is None


def test_a_key_of_another_place_marks_nothing(written_class: WrittenClass) -> None:
    """A key is looked up among the answers to that question, not in the whole gradebook."""
    with pytest.raises(NotUnderstood):
        written_class.desk().mark(ESSAY, written_class.key("ann", "basin"), {"score": 1}, SEEN)


def test_a_graded_notebook_that_is_missing_is_told(written_class: WrittenClass) -> None:
    """Where there is none, or it is damaged, the answer says so, and can still be marked."""
    for student, content in (("ann", None), ("ben", "{")):
        (path,) = written_class.autograded(student).glob("*.ipynb")
        path.chmod(0o644)
        path.write_text(content) if content else path.unlink()
    found = {each["key"]: each["missing"] for each in answers(written_class.desk())}
    assert [found[written_class.key(student)] for student in ("ann", "ben")] == ["notebook"] * 2


@pytest.mark.parametrize(
    ("work", "same"), [("It bound the states at the *river*.", True), ("New.", False)]
)
def test_after_grading_again_it_says_whether_the_answer_is_the_same(
    written_class: WrittenClass, work: str, same: bool
) -> None:
    """The mark stays and waits for another look, which is short where nothing has changed."""
    desk, key = written_class.desk(), written_class.key("ann")
    desk.mark(ESSAY, key, {"score": 2, "ticks": {"Words": 2}}, SEEN)
    assert desk.marks(ESSAY)[key]["same"] is None
    written_class.hand_in("ann", work)
    written_class.course.autograde("ann")
    told = desk.marks(ESSAY)[written_class.key("ann")]
    assert told["mark"] == {"score": 2, "comment": None, "waits": True}
    assert (told["ticks"], told["same"]) == ({"Words": 2}, same)


def test_ticks_that_cannot_be_kept_take_no_mark_away(written_class: WrittenClass) -> None:
    """The mark is in the gradebook, and a sentence says which file is the trouble."""
    folder = written_class.course.root / ".quizkit"
    folder.write_text("in the way")
    told = written_class.desk().mark
    with pytest.raises(CourseError):
        written_class.desk().marks(ESSAY)
    answer = told(ESSAY, written_class.key("ann"), {"score": 2, "ticks": {"Words": 2}}, SEEN)
    assert answer["mark"]["score"] == 2
    assert str(folder) in answer["trouble"]


def test_a_flagged_cell_comes_with_its_reason(written_class: WrittenClass) -> None:
    """After the written questions, those alone that are flagged; without one there is nothing."""
    assert [each["flagged"] for each in written_class.desk().overview()] == [False, False]
    written_class.flag("ben")
    desk = written_class.desk()
    told = desk.overview()[FLAGGED]
    assert (told["flagged"], told["title"], told["total"], told["waiting"]) == (
        True,
        "Rivers",
        1,
        1,
    )
    assert desk.question(FLAGGED, "shuffled")["scheme"] == []
    (found,) = answers(desk, FLAGGED)
    assert found["html"].startswith("<ul><li>")
    assert (found["auto"], found["mark"]["waits"]) == (2, True)


@pytest.mark.parametrize("score", [None, 1.0])
def test_a_flag_is_settled_with_or_without_another_score(
    written_class: WrittenClass, score: float | None
) -> None:
    """Seen, it waits no longer and its computed score stands; a score that is given is by hand."""
    written_class.flag("ben")
    desk, key = written_class.desk(), written_class.key("ben", "river")
    desk.mark(FLAGGED, key, {"score": score}, SEEN)
    told = written_class.told("ben", "river")
    assert (told["needs_manual_grade"], told["auto_score"], told["manual_score"]) == (
        False,
        2,
        score,
    )
    assert [(each["total"], each["waiting"]) for each in desk.overview()][FLAGGED] == (1, 0)
    assert len(written_class.desk().overview()) == 2


def test_what_is_seen_of_a_flag_is_not_what_another_has_given(written_class: WrittenClass) -> None:
    """Where somebody has typed another score meanwhile, that stays, and the page is told."""
    written_class.flag("ben")
    first, second = written_class.desk(), written_class.desk()
    key = written_class.key("ben", "river")
    first.mark(FLAGGED, key, {"score": 1}, SEEN)
    told = second.mark(FLAGGED, key, {"score": None}, SEEN)
    assert told["theirs"]["mark"]["score"] == 1
    assert written_class.told("ben", "river")["manual_score"] == 1
