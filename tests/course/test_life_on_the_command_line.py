"""An assignment's whole life with nbgrader's own commands: from the teacher's copy to the marks.

The term is lived through once (see ``term``); each test looks at what came of it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import quizkit
from course import course_secrets
from course.school import COURSE, open_school
from course.term import ASSIGNMENT, COMMENT, NAMES, QUIZ, Term, demo, live
from quizkit.quiz.markup import plain
from quizkit.quiz.model import Json, Quiz

KINDS = {"ann": "perfect", "bob": "partial", "dot": "wrong"}  # what counts at the first grading


@pytest.fixture(scope="module")
def term(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Term:
    """Live through a term, in a fresh copy of the course."""
    return live(open_school(tmp_path_factory.mktemp("school"), checkout / COURSE))


@pytest.fixture(scope="module")
def quiz(term: Term) -> Quiz:
    """Return the graded quiz with its key, from the teacher's copy."""
    return quizkit.load(term.school.course / "keys" / f"{QUIZ}.yaml")


def essays() -> list[str]:
    """Name the cells that a teacher marks by hand."""
    return [name for name, score in demo("perfect")["expected"].items() if score is None]


# handing out


def test_a_student_gets_the_questions_and_nothing_of_the_key(term: Term, quiz: Quiz) -> None:
    """What is fetched, and what the kernel sends to the page, has every question and no secret."""
    secrets = course_secrets.of_course(term.school.course, ASSIGNMENT)
    received = [*term.fetched.values(), *(name.encode() for name in term.fetched), term.wire]
    assert len(secrets) > 50
    assert course_secrets.found(secrets, received) == set()
    prompts = {plain(item.prompt.get("en")) for item in quiz.questions}
    assert course_secrets.found(prompts, [term.wire]) == prompts


def test_the_search_for_secrets_would_find_them(term: Term) -> None:
    """Every secret stands in the teacher's course, so the search above is able to fail."""
    course = term.school.course
    folders = [*(course / "source").rglob("*.ipynb"), *(course / "keys").glob("*.yaml")]
    secrets = course_secrets.of_course(course, ASSIGNMENT)
    assert len(course_secrets.found(secrets, [path.read_bytes() for path in folders])) > 50


def test_a_release_holds_the_notebook_and_the_questions_alone(term: Term) -> None:
    """A student fetches two files: the notebook, and the quiz as students receive it."""
    assert set(term.fetched) == {f"{ASSIGNMENT}.ipynb", f"quizzes/{QUIZ}.json"}


# working


def test_validate_says_that_nothing_is_answered(term: Term) -> None:
    """Before any work, nbgrader's Validate says by the quiz's cell that nothing is answered."""
    said = term.said["validate untouched"]
    assert "VALIDATION FAILED" in said
    assert f'quizkit.graded("{QUIZ}")' in said
    assert "No question of this quiz is answered yet." in said


def test_validate_is_content_with_full_answers(term: Term) -> None:
    """With all tasks done and all questions answered, right or wrong, Validate has no complaint."""
    assert "Success! Your notebook passes all the tests." in term.said["validate perfect"]


def test_every_answer_is_counted_and_none_is_judged(term: Term, quiz: Quiz) -> None:
    """The page is told how many questions are answered and that they are saved; no score."""
    for name, kind in (("ann", "perfect"), ("bob", "partial"), ("dot", "wrong")):
        given = sum(value is not None for value in demo(kind)["quiz"].values())
        told = term.answered[name]
        assert (told["answered"], told["total"]) == (given, len(quiz.questions)), name
        assert told["saved"] == "saved"
        assert not {"score", "points", "missed"} & set(told)


# grading


def test_the_shipped_config_works_for_the_stock_command(term: Term) -> None:
    """`nbgrader autograde` typed in the course's folder, in its own process, has no complaint."""
    assert not re.search(r"Traceback|ERROR", term.said["autograde"])
    assert term.said["autograde"].count("questions answered") == len(KINDS)


@pytest.mark.parametrize("name", list(KINDS))
def test_every_cell_scores_what_the_answers_are_worth(term: Term, name: str) -> None:
    """The gradebook has, cell by cell, what these answers were made to be worth."""
    expected = demo(KINDS[name])["expected"]
    found = {cell: term.marks[name][cell]["auto"] for cell in expected}
    assert found == pytest.approx(expected)


def test_of_two_submissions_the_later_counts(term: Term) -> None:
    """Ann handed in half of it first and all of it later: she has all points."""
    worth = sum(score for score in demo("perfect")["expected"].values() if score is not None)
    first = sum(score for score in demo("partial")["expected"].values() if score is not None)
    assert first < worth
    assert (
        sum(term.marks["ann"][cell]["auto"] or 0 for cell in demo("perfect")["expected"]) == worth
    )
    assert "Submitted as" in term.said["submit partial"]


def test_a_late_submission_is_graded_and_said_to_be_late(term: Term) -> None:
    """Bob handed in after the deadline: seconds late are noted; Ann has none."""
    assert term.marks["bob"]["late"] > 0
    assert term.marks["ann"]["late"] == 0
    assert "seconds late" in term.said["autograde"]


def test_a_missing_notebook_stops_nobody(term: Term) -> None:
    """Cas handed in without the notebook: he is told so, has 0, and the others have their marks."""
    assert "MISSING" in term.said["submit cas"]
    assert float(term.exported["cas"]["score"]) == 0
    assert {"ann", "bob", "dot"} <= set(term.marks)


def test_files_that_nobody_asked_for_change_nothing(term: Term) -> None:
    """Dot added notes, a notebook and answers to another quiz: all collected, none graded."""
    assert "EXTRA" in term.said["submit dot"]
    assert "Skipping unknown notebook" in term.said["autograde"]
    assert not term.marks["dot"]["quiz"]["flagged"]


def test_what_two_hand_in_at_once_stays_apart(term: Term) -> None:
    """Bob and Dot handed in at the same moment: each has his own answers, and no flag."""
    for name in ("bob", "dot"):
        assert term.marks[name]["quiz"]["auto"] == demo(KINDS[name])["expected"]["quiz"]
        assert not term.marks[name]["quiz"]["flagged"]


def test_the_written_answer_waits_for_the_teacher(term: Term) -> None:
    """Before it is marked by hand it has no score; marked, it counts with the rest."""
    for cell in essays():
        mark = term.marks["ann"][cell]
        assert mark["auto"] is None
        assert mark["score"] == mark["manual"] > 0


def test_the_table_for_the_office_has_the_totals(term: Term) -> None:
    """`nbgrader export` gives each student's total, what was marked by hand included."""
    assert set(term.exported) == set(NAMES)
    for name in KINDS:
        total = sum(mark["score"] for mark in term.marks[name].values() if isinstance(mark, dict))
        assert float(term.exported[name]["score"]) == pytest.approx(total), name
    assert term.exported["ann"]["last_name"] == "Archer"


def test_a_submission_after_the_marks_is_graded_anew(term: Term) -> None:
    """Bob's second submission counts; his marks by hand stay, and are to be looked at again."""
    expected = demo("perfect")["expected"]
    for cell, score in expected.items():
        mark = term.remarked["bob"][cell]
        if score is None:
            assert mark["manual"] == term.marks["bob"][cell]["manual"]
            assert mark["flagged"]
        else:
            assert mark["auto"] == pytest.approx(score), cell
    assert term.remarked["ann"] == term.marks["ann"] | {"late": term.remarked["ann"]["late"]}


# giving back


class _Words(HTMLParser):
    """The text of a page, as it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _: object) -> None:
        self._silent += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def text_of(page: Path) -> str:
    """Return the text of a page with single spaces."""
    parser = _Words()
    parser.feed(page.read_text(encoding="utf-8"))
    return " ".join("".join(parser.words).split())


def answer_words(view: dict[str, Json], value: Json) -> list[str]:
    """Return the words on the page that belong to a response."""
    if isinstance(value, dict):
        return [word for given in value.values() for word in answer_words(view, given)]
    if isinstance(value, list):
        return [word for given in value for word in answer_words(view, given)]
    token = str(value).lower() if isinstance(value, bool) else str(value)
    parts = [view, *view.get("segments", ())]
    rows = [
        row
        for part in parts
        for name in ("options", "items", "groups", "left", "right")
        for row in part.get(name, ())
    ]
    return [next((row["text"] for row in rows if row["token"] == token), token)]


@pytest.mark.parametrize("name", list(KINDS))
def test_feedback_shows_each_question_answer_and_score(term: Term, quiz: Quiz, name: str) -> None:
    """A fetched feedback page has every question, what was answered, and what it is worth."""
    text = text_of(term.feedback(name)[-1])
    work = demo(KINDS[name])
    for number, item in enumerate(quiz.questions, 1):
        assert " ".join(plain(item.prompt.get("en")).split()) in text, item.id
        start = text.index(f"Question {number} ·")
        account = text[start:].split(f"Question {number + 1} ·")[0]
        worth = work["quiz_expected"][item.id]
        verdict = "· ✓ right" if worth == item.points else "partly right" if worth else "not "
        assert verdict in account[:60], item.id
        value = work["quiz"][item.id]
        for word in [] if value is None else answer_words(item.public("en"), value):
            assert word in account, item.id


def test_feedback_shows_the_teacher_s_comment(term: Term) -> None:
    """What the teacher wrote by the written answer stands in the feedback."""
    assert COMMENT.replace("**", "") in text_of(term.feedback("ann")[-1])


def test_feedback_keeps_the_key_to_itself(term: Term, quiz: Quiz) -> None:
    """Unless the teacher chooses so, the right answer to a question answered wrong isn't shown."""
    page = text_of(term.feedback("dot")[-1])
    assert "The right answer" not in page
    wrong = [item for item in quiz.questions if demo("wrong")["quiz_expected"][item.id] == 0]
    told = {plain(item.explanation.get("en")) for item in wrong if item.explanation}
    assert {text for text in told if " ".join(text.split()) in page} == set()


def test_each_has_the_feedback_of_her_own_work_alone(term: Term) -> None:
    """Ann's feedback is one page, of the submission that was graded."""
    assert [page.name for page in term.feedback("ann")] == [f"{ASSIGNMENT}.html"]
    assert term.feedback("ann")[0].read_bytes() != term.feedback("bob")[0].read_bytes()
