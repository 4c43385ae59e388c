"""The quiz of a submission is scored by the grader from the answers file, whatever that is."""

from __future__ import annotations

import copy
import json
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.graded_course import POINTS, Grade, GradedCourse, record, right
from quizkit.course.steps import HideTeacherNotes

Spoil = Callable[[Path], object]


def answers(course: GradedCourse, student: str, **values: Any) -> dict[str, Any]:
    """Return a student's answers file: right but for the values given."""
    return record(course.quiz, {**right(course.quiz), **values}, learner=f"0{student}")


def token(course: GradedCourse, question: str, text: str) -> str:
    """Return the token of an option by its English text."""
    view = course.quiz[question].public("en")
    return next(o["token"] for o in (view.get("options") or view["items"]) if o["text"] == text)


def test_right_answers_score_all_points(graded_course: GradedCourse) -> None:
    """Right answers get every point of the cell, and nothing is left for the teacher to do."""
    graded_course.submit("ann", answers(graded_course, "ann"))
    graded_course.autograde("ann")
    assert graded_course.grades("ann")["quiz"] == Grade(float(POINTS), None, False)


def test_partial_credit_reaches_the_gradebook_exactly(graded_course: GradedCourse) -> None:
    """A question answered in part counts in part, and the gradebook holds the very same number."""
    order = graded_course.quiz["order"].right()
    shuffled = [order[1], order[0], *order[2:]]  # two of three steps are right
    hosts = [token(graded_course, "hosts", "Geneva")]  # one of two
    values = {"order": shuffled, "hosts": hosts, "days": "5", "passage": {"day": "10"}}
    graded_course.submit("bea", answers(graded_course, "bea", **values))
    graded_course.autograde("bea")
    scored = graded_course.grades("bea")["quiz"].auto
    assert scored == pytest.approx(2 + 1 + 0 + 1 + 2 * 2 / 3 + 0.5)
    assert scored == float(graded_course.cell("bea").outputs[0].data["text/plain"])


def test_the_quiz_counts_for_what_its_cell_is_worth(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Where the cell has other points than the quiz, the score is scaled to the cell's."""
    from course.graded_course import cells

    course = GradedCourse(tmp_path)
    course.write(cells(points=18))
    course.generate()
    course.submit("ann", answers(course, "ann", days="5"))
    course.autograde("ann")
    assert course.grades("ann")["quiz"].auto == 16.0


def test_the_output_is_one_result_and_nothing_of_the_run_stays(graded_course: GradedCourse) -> None:
    """The cell's output is the score and the account alone; its tags are those of the author."""
    graded_course.submit("cas", answers(graded_course, "cas"))
    graded_course.autograde("cas")
    cell = graded_course.cell("cas")
    assert [output.output_type for output in cell.outputs] == ["execute_result"]
    assert set(cell.outputs[0].data) == {"text/plain", "text/html"}
    assert "tags" not in cell.metadata


def test_answers_are_read_as_they_were_handed_in(graded_course: GradedCourse) -> None:
    """What stands in nbgrader's copy of the submission counts for nothing."""
    graded_course.submit("dan", answers(graded_course, "dan", days="5"))
    copied = graded_course.root / "source" / "week" / "answers"
    copied.mkdir()
    (copied / "week.json").write_text(json.dumps(answers(graded_course, "dan")))
    try:
        graded_course.autograde("dan")
    finally:
        (copied / "week.json").unlink()
        copied.rmdir()
    assert graded_course.grades("dan")["quiz"].auto == POINTS - 1


def test_no_answers_score_0_without_a_flag(graded_course: GradedCourse) -> None:
    """Who handed in no answers file gets 0, is told so, and is no case for the teacher."""
    graded_course.submit("eli")
    graded_course.autograde("eli")
    assert graded_course.grades("eli")["quiz"] == Grade(0.0, None, False)
    assert "No answers were submitted" in graded_course.account("eli")


def _link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _dangling(path: Path) -> None:
    path.symlink_to("/no/such/file")


def _link_to_folder(path: Path) -> None:
    path.parent.rmdir()
    path.parent.symlink_to("/tmp")


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(here)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def _text(text: str | bytes) -> Spoil:
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


SPOILT: dict[str, tuple[Spoil, str]] = {
    "link": (_link, "link to another file"),
    "dangling link": (_dangling, "link to another file"),
    "folder that is a link": (_link_to_folder, "link to another file"),
    "pipe": (os.mkfifo, "is not a file"),
    "socket": (_socket, "is not a file"),
    "folder": (Path.mkdir, "is not a file"),
    "100 MB": (_huge, "far larger"),
    "empty": (_text(""), "damaged"),
    "half a file": (_text('{"format": 1, "quiz": "we'), "damaged"),
    "not UTF-8": (_text(b'{"quiz": "\xff"}'), "not UTF-8"),
    "nested deeply": (_text("[" * 200_000), "nested too deeply"),
    "a number too long": (_text('{"format": ' + "9" * 10_000 + "}"), "damaged"),
    "a list": (_text("[]"), "not a JSON object"),
    "NaN as format": (_text('{"format": NaN, "questions": {}}'), "damaged"),
    "questions in a list": (_text('{"format": 1, "quiz": "week", "questions": []}'), "damaged"),
    "of another quiz": (
        _text('{"format": 1, "quiz": "<b>other</b>", "learner": "0", "questions": {}}'),
        "another quiz (&lt;b&gt;other&lt;/b&gt;)",
    ),
    "of another version of quizkit": (_text('{"format": 2, "quiz": "week"}'), "format is 2"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_file_that_cannot_be_used_scores_0_and_is_flagged(
    graded_course: GradedCourse, kind: str
) -> None:
    """Whatever stands in place of the answers: 0, in words, for the teacher, in a run that ends."""
    spoil, told = SPOILT[kind]
    student = re.sub(r"\W", "-", kind)
    path = graded_course.submit(student)
    path.parent.mkdir()
    spoil(path)
    graded_course.autograde(student)
    assert graded_course.grades(student)["quiz"] == Grade(0.0, None, True)
    assert told in graded_course.account(student)
    assert "could not be used" in graded_course.note(student)


def _claim(data: dict[str, Any]) -> None:
    data["score"] = 9


def _claim_in_a_question(data: dict[str, Any]) -> None:
    data["questions"]["days"]["points"] = 100


def _claim_right(data: dict[str, Any]) -> None:
    data["questions"]["days"]["final"] = "right"


def _no_attempts(data: dict[str, Any]) -> None:
    data["questions"]["days"]["attempts"] = [{"value": "4", "at": ""}]


@pytest.mark.parametrize("claim", [_claim, _claim_in_a_question, _claim_right, _no_attempts])
def test_a_claim_counts_for_nothing_and_is_flagged(
    graded_course: GradedCourse, claim: Callable[[dict[str, Any]], None]
) -> None:
    """An answers file edited to claim a score is worth its responses; the teacher is told."""
    student = claim.__name__
    data = answers(graded_course, student, days="5")
    claim(data)
    graded_course.submit(student, data)
    graded_course.autograde(student)
    assert graded_course.grades(student)["quiz"] == Grade(POINTS - 1, None, True)
    assert "edited by hand" in graded_course.note(student)


def test_no_response_stops_the_run(graded_course: GradedCourse) -> None:
    """Values that no page can send score 0, and can be written into the notebook and the page."""
    strange = [
        {"a": [["<b>"]]},
        "\x00\x1b[31m\u202e\ud800",
        10**300,
        float("nan"),
        ["<i>"],
        "9" * 99,
    ]
    values = dict(zip(right(graded_course.quiz), strange, strict=True))
    graded_course.submit("strange", record(graded_course.quiz, values, learner="0strange"))
    graded_course.autograde("strange")
    assert graded_course.grades("strange")["quiz"].auto == 0.0
    assert "&lt;b&gt;" in graded_course.feedback("strange")


def _deleted(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    cells.remove(quiz)


def _tagged(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    quiz["metadata"]["tags"] = ["skip-execution"]


def _own_solution(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    quiz["metadata"]["nbgrader"]["solution"] = True


def _worth_more(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    quiz["metadata"]["nbgrader"]["points"] = 900


def _rewritten(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    quiz["source"] = f"{float(POINTS)}"


def _moved(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    cells.remove(quiz)
    cells.insert(0, quiz)


def _with_output(cells: list[dict[str, Any]], quiz: dict[str, Any]) -> None:
    data = {"text/plain": [f"{float(POINTS)}"]}
    quiz["outputs"] = [
        {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
    ]


SEEN = [_deleted, _moved, _tagged, _own_solution, _worth_more, _rewritten]  # the teacher is told


@pytest.mark.parametrize("change", [*SEEN, _with_output])
def test_what_is_done_to_the_cell_changes_nothing(
    graded_course: GradedCourse, change: Callable[[list[dict[str, Any]], dict[str, Any]], None]
) -> None:
    """Whatever a student does to the quiz's cell, the score is the same; the teacher is told."""
    student = change.__name__.strip("_")
    path = graded_course.submit(student, answers(graded_course, student, days="5"))
    notebook = path.parents[1] / "week.ipynb"
    data = json.loads(notebook.read_text())
    quiz = next(c for c in data["cells"] if c["metadata"]["nbgrader"]["grade_id"] == "quiz")
    change(data["cells"], quiz)
    notebook.write_text(json.dumps(data))
    graded_course.autograde(student)
    assert graded_course.grades(student)["quiz"] == Grade(POINTS - 1, None, change in SEEN)
    assert "Score: 8 of 9 points" in graded_course.account(student)
    assert ("For the teacher" in graded_course.note(student)) is (change in SEEN)


def test_a_question_that_changed_since_scores_0_and_is_flagged(graded_course: GradedCourse) -> None:
    """An answer to an earlier version of a question is named, counts for nothing, is flagged."""
    data = answers(graded_course, "fay")
    data["questions"]["river"]["fingerprint"] = "0123456789ab"
    graded_course.submit("fay", data)
    graded_course.autograde("fay")
    assert graded_course.grades("fay")["quiz"] == Grade(POINTS - 2, None, True)
    assert "earlier version of the question" in graded_course.account("fay")
    assert "river" in graded_course.note("fay")


def test_answers_to_questions_that_are_not_asked_are_named(graded_course: GradedCourse) -> None:
    """Answers to questions that the quiz has not count for nothing, and the teacher is told."""
    data = answers(graded_course, "gus")
    data["questions"]["<u>bonus</u>"] = copy.deepcopy(data["questions"]["days"])
    graded_course.submit("gus", data)
    graded_course.autograde("gus")
    assert graded_course.grades("gus")["quiz"] == Grade(float(POINTS), None, True)
    assert "&lt;u&gt;bonus&lt;/u&gt;" in graded_course.note("gus")


def test_the_same_answers_file_twice_is_flagged_for_both(graded_course: GradedCourse) -> None:
    """A copy of another student's answers keeps its worth; the teacher sees both names."""
    data = answers(graded_course, "hal", days="5")
    graded_course.submit("hal", data)
    graded_course.autograde("hal")
    assert not graded_course.grades("hal")["quiz"].review
    graded_course.submit("ida", data)
    graded_course.autograde("ida")
    assert graded_course.grades("ida")["quiz"] == Grade(POINTS - 1, None, True)
    assert graded_course.grades("hal")["quiz"] == Grade(POINTS - 1, None, True)
    assert "Same answers file as hal" in graded_course.note("ida")
    assert "hal" not in graded_course.account("ida")
    graded_course.autograde("hal")
    assert "Same answers file as ida" in graded_course.note("hal")


def test_feedback_hides_what_is_for_the_teacher(graded_course: GradedCourse) -> None:
    """A student's feedback names no other student; it says that the teacher was asked to look."""
    data = answers(graded_course, "jan")
    for student in ("jan", "kim"):
        graded_course.submit(student, data)
    graded_course.autograde("jan")
    page = graded_course.feedback("jan")
    assert "asked to look at this" in page
    assert "kim" not in page
    assert "For the teacher" not in page


def test_feedback_warns_of_no_setting_of_its_own(
    graded_course: GradedCourse, caplog: pytest.LogCaptureFixture
) -> None:
    """Making feedback, nbgrader tells the teacher of no option that it does not recognise."""
    graded_course.submit("mia", answers(graded_course, "mia"))
    graded_course.autograde("mia")
    with caplog.at_level("WARNING"):
        graded_course.feedback("mia")
    assert "not recognized" not in caplog.text


def test_right_answers_are_shown_from_when_the_teacher_wants_it(
    graded_course: GradedCourse,
) -> None:
    """The choice is heeded when feedback is made: nothing has to be graded anew for it."""
    graded_course.submit("ned", answers(graded_course, "ned", mouth="North Sea"))
    graded_course.autograde("ned")
    assert "Black Sea" not in graded_course.feedback("ned")
    graded_course.config.ScoreQuizzes.show_right_answers = True
    try:
        assert "Black Sea" in graded_course.feedback("ned")
    finally:
        graded_course.config.ScoreQuizzes.show_right_answers = False
    assert "Black Sea" not in graded_course.feedback("ned")


def test_a_mended_submission_clears_the_flag(graded_course: GradedCourse) -> None:
    """When the student hands in again, properly, nothing is left for the teacher to look at."""
    graded_course.submit("leo", b"{")
    graded_course.autograde("leo")
    assert graded_course.grades("leo")["quiz"] == Grade(0.0, None, True)
    graded_course.submit("leo", answers(graded_course, "leo"))
    graded_course.autograde("leo")
    assert graded_course.grades("leo")["quiz"] == Grade(float(POINTS), None, False)


def test_a_score_given_by_hand_stays(graded_course: GradedCourse) -> None:
    """Grading anew leaves what the teacher gave by hand, and asks the teacher to look again."""
    graded_course.submit("mia", answers(graded_course, "mia"))
    graded_course.autograde("mia")
    with graded_course.gradebook() as gradebook:
        grade = gradebook.find_grade("quiz", "week", "week", "mia")
        grade.manual_score = 3.0
        gradebook.db.commit()
    graded_course.autograde("mia")
    assert graded_course.grades("mia")["quiz"] == Grade(float(POINTS), 3.0, True)


def test_a_key_that_is_gone_costs_no_other_cell_its_grade(
    tmp_path: Path, nbgrader_on_path: None
) -> None:
    """Without the key the quiz scores 0, flagged, with the reason; the rest is graded."""
    from course.graded_course import cells

    course = GradedCourse(tmp_path)
    course.write(cells())
    course.generate()
    course.submit("ann", answers(course, "ann"))
    (tmp_path / "keys" / "week.yaml").unlink()
    course.autograde("ann")
    assert course.grades("ann")["quiz"] == Grade(0.0, None, True)
    assert course.grades("ann")["a-test"].auto == 1.0  # nothing was run
    assert "There is no quiz in 'keys/' called 'week'" in course.cell("ann").outputs[0].evalue


def test_dutch_notebooks_get_a_dutch_account(tmp_path: Path, nbgrader_on_path: None) -> None:
    """The account speaks the language that the notebook chose."""
    from course.graded_course import cells

    course = GradedCourse(tmp_path)
    source = cells()
    source[0]["source"] += '\nquizkit.language("nl")'
    course.write(source)
    course.generate()
    course.submit("ann", answers(course, "ann", days="5"))
    course.autograde("ann")
    account = course.account("ann")
    assert "Score: 8 van 9 punten" in account
    assert "Welke rivier stroomt door Wenen?" in account


@pytest.mark.parametrize("said", ["teacher", {"with_key": 1}, {"x": []}, [], {"without_key": "x"}])
def test_metadata_of_a_students_own_output_stop_nothing(said: Any) -> None:
    """Code can give an output any metadata: feedback is made all the same."""
    data = {"text/plain": "hello"}
    output = new_output("display_data", data=data, metadata={"quizkit": said})
    notebook = new_notebook(cells=[new_code_cell("", outputs=[output])])
    kept, _ = HideTeacherNotes().preprocess(notebook, {})
    assert [each.data["text/plain"] for each in kept.cells[0].outputs] in (["hello"], [])
