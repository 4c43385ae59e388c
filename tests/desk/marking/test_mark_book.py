"""Marks in nbgrader's gradebook, read back by nbgrader itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import NullPool, create_engine

from course.graded_course import ASSIGNMENT
from desk.marking.written_class import WrittenClass
from grading import postgres
from quizkit.desk.marking.mark_book import ChangedSince, Mark, MarkBook

NONE = Mark(score=None, comment=None, waits=True)
MARK = Mark(score=2.5, comment="Which source?", waits=False)


def test_every_student_has_an_entry(written_class: WrittenClass) -> None:
    """With what nbgrader gave: an answer waits, and one left as it was handed out has 0."""
    entries = written_class.book.entries(ASSIGNMENT, "essay")
    found = {e.student: (e.name, e.mark.waits, e.auto, bool(e.said)) for e in entries}
    assert found == {
        "ann": ("Anna Ek", True, None, False),
        "ben": ("", True, None, False),
        "cas": ("", True, None, False),
        "dee": ("", False, 0, True),
    }


@pytest.mark.parametrize("question", ["essay", "basin"])
def test_formgrader_shows_the_same(written_class: WrittenClass, question: str) -> None:
    """nbgrader's own interface tells the mark and the comment, and that nothing waits any more."""
    written_class.book.write(written_class.key("ann", question), seen=NONE, mark=MARK)
    told = written_class.told("ann", question)
    assert (told["manual_score"], told["needs_manual_grade"]) == (2.5, False)
    assert told["manual_comment"] == "Which source?"
    with written_class.gradebook() as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "ann").score == 2.5 + 2  # of the test


def test_a_mark_taken_back_waits_again(written_class: WrittenClass) -> None:
    """As in formgrader where the score is emptied; one that nbgrader scored does not."""
    book = written_class.book
    for student, waits in (("ann", True), ("dee", False)):
        key = written_class.key(student)
        entry = book.entry(key)
        assert entry
        book.write(key, seen=entry.mark, mark=MARK)
        book.write(key, seen=MARK, mark=Mark(score=None, comment=None, waits=False))
        told = written_class.told(student)
        assert (told["manual_score"], told["manual_comment"]) == (None, None)
        assert told["needs_manual_grade"] is waits


@pytest.mark.parametrize(
    ("field", "value"), [("manual_score", 1), ("needs_manual_grade", False), ("comment", "Fine.")]
)
def test_a_mark_changed_elsewhere_is_not_written_over(
    written_class: WrittenClass, field: str, value: object
) -> None:
    """Whatever formgrader changed since it was seen, nothing is written, and what is there told."""
    with written_class.gradebook() as gradebook:
        where = ("essay", ASSIGNMENT, ASSIGNMENT, "ann")
        if field == "comment":
            gradebook.find_comment(*where).manual_comment = value
        else:
            setattr(gradebook.find_grade(*where), field, value)
        gradebook.db.commit()
    before = written_class.told("ann")
    with pytest.raises(ChangedSince) as caught:
        written_class.book.write(written_class.key("ann"), seen=NONE, mark=MARK)
    assert written_class.told("ann") == before
    assert caught.value.now.mark != NONE


def test_a_comment_emptied_in_formgrader_is_none(written_class: WrittenClass) -> None:
    """formgrader leaves an empty text there, which is no comment, and no change."""
    with written_class.gradebook() as gradebook:
        where = ("essay", ASSIGNMENT, ASSIGNMENT, "ann")
        gradebook.find_comment(*where).manual_comment = ""
        gradebook.db.commit()
    written_class.book.write(written_class.key("ann"), seen=NONE, mark=MARK)
    assert written_class.told("ann")["manual_comment"] == "Which source?"


def test_a_mark_that_is_sent_twice_is_no_change(written_class: WrittenClass) -> None:
    """Where the answer to it got lost, the page sends it once more, and it is simply there."""
    book, key = written_class.book, written_class.key("ann")
    assert book.write(key, seen=NONE, mark=MARK) == book.write(key, seen=NONE, mark=MARK)


def test_marks_stay_after_grading_again(written_class: WrittenClass) -> None:
    """Score and comment stand, and the answer waits for another look, as nbgrader has it."""
    written_class.book.write(written_class.key("ann"), seen=NONE, mark=MARK)
    written_class.course.autograde()
    entry = written_class.book.entry(written_class.key("ann"))
    assert entry
    assert entry.mark == Mark(score=2.5, comment="Which source?", waits=True)


def winners(book: MarkBook, key: str) -> list[float]:
    """Have eight teachers mark one answer at the same time; return whose marks were written."""

    def write(score: float) -> float | None:
        try:
            book.write(key, seen=NONE, mark=Mark(score=score, comment=str(score), waits=False))
        except ChangedSince:
            return None
        return score

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write, [n / 2 for n in range(8)]))
    return [score for score in found if score is not None]


def test_of_many_at_the_same_time_one_wins(written_class: WrittenClass) -> None:
    """The others are told; score and comment are of one hand."""
    (score,) = winners(written_class.book, written_class.key("ann"))
    told = written_class.told("ann")
    assert (told["manual_score"], told["manual_comment"]) == (score, str(score))


@pytest.mark.slow
def test_in_postgresql_one_wins_too(nbgrader_on_path: None) -> None:
    """The gradebook of a large course keeps the same promise, though many write to it at once."""
    with postgres.running() as server:
        url = server.database()
        with Gradebook(url, "tiny") as gradebook:
            gradebook.add_assignment("week")
            gradebook.add_notebook("week", "week")
            where = ("essay", "week", "week")
            gradebook.add_grade_cell(*where, max_score=4, cell_type="markdown")
            gradebook.add_solution_cell(*where)
            gradebook.add_student("ann")
            gradebook.add_submission("week", "ann")
        book = MarkBook(create_engine(url, poolclass=NullPool), "week")
        (entry,) = book.entries("week", "essay")
        (score,) = winners(book, entry.key)
        after = book.entry(entry.key)
        assert after
        assert after.mark == Mark(score=score, comment=str(score), waits=False)


def test_what_late_work_loses_follows_the_mark(written_class: WrittenClass) -> None:
    """Late work that counts for nothing does so with points by hand; in time nothing is taken."""
    engine = written_class.book._engine
    book = MarkBook(engine, ASSIGNMENT, lambda _, score, seconds: score if seconds > 0 else None)
    due = datetime(2022, 1, 14)
    with written_class.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=due)
        gradebook.find_submission(ASSIGNMENT, "ann").timestamp = due + timedelta(hours=1)
        gradebook.find_submission(ASSIGNMENT, "ben").timestamp = due - timedelta(hours=1)
        gradebook.db.commit()
    for student in ("ann", "ben"):
        book.write(written_class.key(student), seen=NONE, mark=MARK)
    with written_class.gradebook() as gradebook:
        found = [gradebook.find_submission(ASSIGNMENT, each) for each in ("ann", "ben")]
        assert [each.late_submission_penalty for each in found] == [found[0].score, 0]
        assert found[0].score > 2


def test_an_answer_that_is_gone_is_an_error(written_class: WrittenClass) -> None:
    """A row that somebody has taken out of the gradebook is not made anew."""
    with pytest.raises(LookupError):
        written_class.book.write("no such row", seen=NONE, mark=MARK)
