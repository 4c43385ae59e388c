"""A class scored again after its key was mended."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy.exc import OperationalError

from desk.regrading.regraded_course import RegradedCourse
from quizkit.desk.regrading import class_regrade, log
from quizkit.errors import CourseError


def test_looking_changes_no_byte(regraded: RegradedCourse) -> None:
    """The table is made without a change of the gradebook, the folders or a log."""
    regraded.mend("answer: 4", "answer: 5")
    before = regraded.state()
    assert regraded.look().changed
    assert regraded.state() == before


def test_a_mended_key_changes_points_up_and_down(regraded: RegradedCourse) -> None:
    """Who gave the answer that is now right gets its points, and who did not loses them."""
    before = regraded.autos()
    regraded.mend("answer: 4", "answer: 5")
    told = regraded.look().plain()
    (quiz,) = told["quizzes"]
    row = next(row for row in quiz["questions"] if row["question"] == "days")
    assert (row["rise"], row["fall"], row["same"], row["unknown"]) == (2, 1, 2, 0)
    assert {s["student"]: (s["before"], s["after"]) for s in told["students"]} == {
        "ann": (9, 8),
        "bob": (8, 9),
        "cas": (7, 8),
    }
    regraded.change()
    assert regraded.autos() == {**before, "ann": 8, "bob": 9, "cas": 8}


def test_the_log_says_who_when_and_what(regraded: RegradedCourse) -> None:
    """One line of JSON a change, and none where nothing changes."""
    regraded.change()
    assert not (regraded.root / "regrades.log").exists()
    regraded.mend("answer: 4", "answer: 5")
    regraded.change()
    (line,) = (regraded.root / "regrades.log").read_text().splitlines()
    entry = json.loads(line)
    assert entry["by"]
    assert entry["at"].startswith("20")
    assert set(entry["keys"]) == {"week"}
    assert entry["students"][0]["student"] == "ann"


def test_the_same_again_changes_nothing(regraded: RegradedCourse) -> None:
    """A second change finds all as it should be."""
    regraded.mend("answer: 4", "answer: 5")
    assert regraded.change().pages == 5
    before = regraded.state()
    again = regraded.change()
    assert not again.changed
    assert not again.pages
    after = regraded.state()
    assert {name: file for name, file in after.items() if not name.startswith(".quizkit")} == {
        name: file for name, file in before.items() if not name.startswith(".quizkit")
    }


def test_the_graded_notebook_shows_the_new_points(regraded: RegradedCourse) -> None:
    """The account that formgrader and feedback show agrees with the gradebook."""
    regraded.mend("answer: 4", "answer: 5")
    regraded.change()
    assert "9 of 9 points" in regraded.account("bob")
    assert regraded.cell("bob").outputs[0].data["text/plain"] == "9.0"
    assert "9 of 9 points" in regraded.feedback("bob")


def test_it_is_what_grading_anew_would_give(regraded: RegradedCourse) -> None:
    """Graded notebooks and points are those that nbgrader gives with the new key."""
    regraded.mend("answer: 4", "answer: 5")
    regraded.change()
    notebooks = sorted((regraded.root / "autograded").rglob("*.ipynb"))
    mended = [path.read_text() for path in notebooks], regraded.autos()
    regraded.autograde()
    assert ([path.read_text() for path in notebooks], regraded.autos()) == mended


def test_what_was_given_by_hand_stays(regraded: RegradedCourse) -> None:
    """Points, extra points, comments and whether something waits for the teacher are kept."""
    with regraded.gradebook() as gradebook:
        grade = gradebook.find_grade("quiz", "week", "week", "bob")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.0, 0.5, True
        gradebook.find_comment("a", "week", "week", "bob").manual_comment = "Well done."
        gradebook.db.commit()
    regraded.mend("answer: 4", "answer: 5")
    (bob,) = [each for each in regraded.change().changed if each.student == "bob"]
    assert bob.before == bob.after
    with regraded.gradebook() as gradebook:
        grade = gradebook.find_grade("quiz", "week", "week", "bob")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (9, 3, 0.5)
        assert grade.needs_manual_grade
        assert grade.score == 3.5
        comment = gradebook.find_comment("a", "week", "week", "bob")
        assert comment.manual_comment == "Well done."


def test_answers_that_came_since_are_left_to_grading(regraded: RegradedCourse) -> None:
    """New answers are not scored beside code that was not run; it is said."""
    path = regraded.submission("bob") / "answers" / "week.json"
    path.write_text(path.read_text().replace('"5"', '"6"'))
    regraded.mend("answer: 4", "answer: 6")
    found = regraded.change()
    assert "handed in anew" in found.left_out["bob"]
    assert regraded.autos()["bob"] == 8


def test_a_large_class_is_done_by_several_processes(
    regraded: RegradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Points, pages, whoever is left out and a mistake in the key are the same as by one."""
    monkeypatch.setattr(class_regrade, "MANY", 1)
    path = regraded.submission("cas") / "answers" / "week.json"
    path.write_text(path.read_text().replace('"5"', '"6"'))
    regraded.mend("answer: 4", "answer: 5")
    found = regraded.change()
    assert [each.student for each in found.rescored] == ["ann", "bob", "dan", "eva"]
    assert (list(found.left_out), found.pages) == (["cas"], 4)
    assert (regraded.autos()["bob"], "9 of 9" in regraded.account("bob")) == (9, True)
    regraded.mend("answer: 5", "answer: five")
    with pytest.raises(CourseError, match="has mistakes"):
        regraded.look()


def test_one_student_alone(regraded: RegradedCourse) -> None:
    """With --student the others keep their points."""
    regraded.mend("answer: 4", "answer: 5")
    regraded.change("bob")
    assert (regraded.autos()["ann"], regraded.autos()["bob"]) == (9, 9)


def test_a_broken_key_is_told_and_nothing_is_changed(regraded: RegradedCourse) -> None:
    """A key with a mistake stops it, with what and where."""
    regraded.mend("answer: 4", "answer: four")
    before = regraded.state()
    with pytest.raises(CourseError, match=r"keys/week.yaml has mistakes"):
        regraded.look()
    assert regraded.state() == before


LATE = """
from nbgrader.plugins import LateSubmissionPlugin
class Half(LateSubmissionPlugin):
    def late_submission_penalty(self, student, score, seconds):
        return score / 2
c.AssignLatePenalties.plugin_class = Half
"""


class Half(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes off half of the points."""

    def late_submission_penalty(self, student_id: str, score: float, seconds: float) -> float:  # noqa: ARG002
        """Return half of the points."""
        return score / 2


def penalty(course: RegradedCourse, student: str) -> float | None:
    """Return what the gradebook takes off for late work."""
    with course.gradebook() as gradebook:
        found = gradebook.find_submission_notebook("week", "week", student)
        taken: float | None = found.late_submission_penalty
        return taken


def test_late_penalties_follow_as_nbgrader_reckons_them(regraded: RegradedCourse) -> None:
    """Half of the new points, with the course's own rule, is what grading anew gives too."""
    with (regraded.root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    regraded.config.AssignLatePenalties.plugin_class = Half
    due = dt.datetime(2022, 1, 14)
    (regraded.submission("bob") / "timestamp.txt").write_text("2022-01-20 10:00:00 UTC")
    with regraded.gradebook() as gradebook:
        gradebook.update_or_create_assignment("week", duedate=due)
        gradebook.find_submission("week", "bob").timestamp = due + dt.timedelta(days=6)
        gradebook.db.commit()
    regraded.mend("answer: 4", "answer: 5")
    (bob,) = [each for each in regraded.change().changed if each.student == "bob"]
    assert (penalty(regraded, "ann"), penalty(regraded, "bob")) == (None, 5.0)  # of 9 and the code
    assert bob.after == 5.0
    regraded.autograde("bob")
    assert penalty(regraded, "bob") == 5.0


@pytest.mark.parametrize(
    ("field", "points"),
    [
        ("void: true", {"ann": 9, "bob": 9, "cas": 9 * 7 / 8, "dan": 9, "eva": 0}),
        ("credit: all", {"ann": 9, "bob": 9, "cas": 8, "dan": 9, "eva": 0}),
    ],
)
def test_a_question_can_be_settled(
    regraded: RegradedCourse, field: str, points: dict[str, float]
) -> None:
    """Void or with credit to all: points change as said, the maximum stays, as in grading anew."""
    regraded.mend("answer: 4", f"answer: 4\n    {field}")
    found = regraded.change()
    assert regraded.autos() == pytest.approx(points)
    (quiz,) = found.plain()["quizzes"]
    row = next(row for row in quiz["questions"] if row["question"] == "days")
    assert (row["points_before"], row["points_after"]) == (1, 0 if "void" in field else 1)
    with regraded.gradebook() as gradebook:
        assert gradebook.find_submission("week", "ann").max_score == 10
    notebooks = sorted((regraded.root / "autograded").rglob("*.ipynb"))
    mended = [path.read_text() for path in notebooks]
    regraded.autograde()
    assert [path.read_text() for path in notebooks] == mended
    assert regraded.autos() == pytest.approx(points)


def test_somebody_else_who_changes_the_gradebook_stops_it(
    regraded: RegradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, not the points of others either, if a score is another one by then."""
    regraded.mend("answer: 4", "answer: 5")
    found = log.entry

    def meanwhile(*given: Any) -> Any:
        with regraded.gradebook() as gradebook:
            gradebook.find_grade("quiz", "week", "week", "cas").auto_score = 1.0
            gradebook.db.commit()
        return found(*given)

    monkeypatch.setattr(log, "entry", meanwhile)
    with pytest.raises(CourseError, match="Somebody changed the gradebook meanwhile"):
        regraded.change()
    assert (regraded.autos()["ann"], regraded.autos()["cas"]) == (9, 1)
    assert not (regraded.root / "regrades.log").exists()
    assert "8 of 9" in regraded.account("bob")


def test_a_gradebook_that_cannot_be_written_is_told(
    regraded: RegradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is one sentence, and nothing was changed; the log says nothing either."""
    regraded.mend("answer: 4", "answer: 5")

    def refused(*_: Any) -> None:
        raise OperationalError("update", {}, Exception("attempt to write a readonly database"))

    monkeypatch.setattr(log, "append", refused)
    with pytest.raises(CourseError, match=r"cannot be written \(attempt to write a readonly"):
        regraded.change()
    assert regraded.autos()["ann"] == 9
    assert "8 of 9" in regraded.account("bob")


def test_killed_after_the_gradebook_the_same_command_does_the_rest(
    regraded: RegradedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Points that are in the gradebook, and not yet in a notebook, come there the next time."""
    regraded.mend("answer: 4", "answer: 5")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("quizkit.desk.regrading.class_regrade.write_whole", full)
        with pytest.raises(CourseError, match="cannot be written"):
            regraded.change()
    assert (regraded.autos()["bob"], "8 of 9" in regraded.account("bob")) == (9, True)
    assert regraded.change().pages == 5
    assert "9 of 9" in regraded.account("bob")


def test_the_table_names_who_and_what(regraded: RegradedCourse) -> None:
    """A teacher reads question by question and student by student, and that nothing was changed."""
    regraded.mend("answer: 4", "answer: 5")
    with regraded.gradebook() as gradebook:
        gradebook.update_or_create_student("bob", first_name="Bob", last_name="Ross")
    told = "\n".join(regraded.look().lines(width=100))
    assert "week: The week" in told
    assert "  3. days     1                    2     1" in told
    assert "  bob (Bob Ross)  8 → 9 of 9          9 → 10" in told
    assert "  cas             " in told
    assert "Nothing has been changed" in told


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000])
def test_a_damaged_graded_notebook_is_told(text: str, regraded: RegradedCourse) -> None:
    """Whose cannot be read is left out, with what to do; the others are scored."""
    (regraded.root / "autograded" / "ann" / "week" / "week.ipynb").write_text(text)
    found = regraded.look()
    assert "--force" in found.left_out["ann"]
    assert {each.student for each in found.rescored} >= {"bob", "cas"}


def test_a_graded_notebook_without_its_outputs_is_scored(regraded: RegradedCourse) -> None:
    """Where somebody has cleared the account, it is written anew."""
    path = regraded.root / "autograded" / "ann" / "week" / "week.ipynb"
    content = json.loads(path.read_text())
    for each in content["cells"]:
        each.pop("outputs", None)
    path.write_text(json.dumps(content))
    assert not regraded.change().left_out
    assert "9 of 9" in regraded.account("ann")


def test_a_student_who_is_not_there_is_named(regraded: RegradedCourse) -> None:
    """A slip in an id is told as such, and not as a class that is not graded."""
    with pytest.raises(CourseError, match="No work of 'anna' for 'week' is graded yet"):
        regraded.look("anna")


def test_what_a_student_claims_to_have_had_is_not_believed(regraded: RegradedCourse) -> None:
    """An account forged in the notebook that was handed in is in no table and on no page."""
    path = regraded.submission("bob") / "week.ipynb"
    content = json.loads(path.read_text())
    forged = {"title": "x", "without_key": "<b>forged</b>", "with_key": "<b>forged</b>"}
    forged |= {"scores": {"days": 1.0}, "points": {"days": 1.0}, "flags": []}
    output = {"output_type": "display_data", "data": {"text/html": "<b>forged</b>"}}
    for each in content["cells"]:
        if each["cell_type"] == "code":
            each["outputs"] = [output | {"metadata": {"quizkit": forged}}]
    path.write_text(json.dumps(content))
    regraded.autograde("bob")
    (bob,) = (each for each in regraded.look().rescored if each.student == "bob")
    (quiz,) = bob.quizzes
    assert (quiz.before, quiz.old["days"]) == (8, 0)
    assert "forged" not in regraded.account("bob")
    assert "forged" not in regraded.feedback("bob")
