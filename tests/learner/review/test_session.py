"""A review: what is due is asked anew, and goes back to the answers of its own quiz."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizkit.learner.answers_file import Answers
from quizkit.learner.record import Record
from quizkit.learner.review.agenda import Studied
from quizkit.learner.review.answers import ReviewAnswers
from quizkit.learner.review.session import MOST, ReviewSession
from quizkit.learner.session import Session
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz

START = datetime(2022, 1, 10, 9, tzinfo=UTC)

QUIZ = """\
id: {id}
title: The quiz {id}
questions:
  - id: who
    type: choice
    prompt: Who led the American side?
    options:
      - {{text: Wendy Sherman, correct: true}}
      - {{text: Antony Blinken}}
      - {{text: Joe Biden}}
    hints: [Her first name is Wendy.]
  - {{id: how-many, type: number, prompt: How many members?, answer: 30}}
"""


def clock(days: float) -> str:
    """Return the time so many days after the start, as records keep it."""
    return (START + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Shelf:
    """A folder with two quizzes and the answers to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.quizzes = {name: self._quiz(name) for name in ("a", "b")}

    def _quiz(self, name: str) -> Quiz:
        path = self.folder / f"{name}.yaml"
        path.write_text(QUIZ.format(id=name), encoding="utf-8")
        return load(path)

    def lesson(self, quiz: str, days: float = 0) -> Session:
        """Open a quiz as its lesson does."""
        kept = Answers(self.folder, quiz).restore().record
        return Session(self.quizzes[quiz], kept, clock=lambda: clock(days))

    def answer(self, quiz: str, question: str, value: object, days: float = 0) -> None:
        """Answer a question in its lesson, and save that."""
        session = self.lesson(quiz, days)
        session.check(question, value)
        Answers(self.folder, quiz).save(session.record)

    def review(self, days: float, language: str = "en") -> tuple[ReviewSession, ReviewAnswers]:
        """Open the review on a day."""
        kept = {name: Answers(self.folder, name) for name in self.quizzes}
        found = {name: each.restore().record for name, each in kept.items()}
        studied = [Studied(self.quizzes[name], r) for name, r in found.items() if r is not None]
        session = ReviewSession(studied, language=language, clock=lambda: clock(days))
        return session, ReviewAnswers(self.folder, session, kept)

    def kept(self, quiz: str) -> Record:
        """Read the answers file of a quiz."""
        return Answers(self.folder, quiz).read()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Make a folder in which three questions were answered, one of them right."""
    found = Shelf(tmp_path)
    found.answer("a", "how-many", "29")
    found.answer("a", "who", found.quizzes["a"]["who"].right())
    found.answer("b", "how-many", "31")
    return found


def asked(session: ReviewSession) -> list[str]:
    """Return what a review asks, in its order."""
    return [question["id"] for question in session.view()["questions"]]


def test_what_was_missed_is_asked_the_next_day(shelf: Shelf) -> None:
    """On the next day come those that were missed, of every quiz; later also what was known."""
    assert asked(shelf.review(0)[0]) == []
    assert asked(shelf.review(1)[0]) == ["b.how-many", "a.how-many"]
    assert asked(shelf.review(2)[0]) == ["b.how-many", "a.how-many", "a.who"]


def test_a_question_tells_nothing_of_what_was_answered(shelf: Shelf) -> None:
    """It begins as if never asked: no earlier response, no mark, no key."""
    session, _ = shelf.review(2)
    state = session.state("a.who")
    assert state["value"] is None
    assert state["key"] is None
    assert not state["final"]
    told = json.dumps([session.view(), state], default=str)
    assert shelf.quizzes["a"]["who"].right() in told  # an option among the others
    assert '"right_text"' not in told
    assert '"explanation_html"' not in told


def test_to_look_changes_nothing(shelf: Shelf) -> None:
    """Who opens the review and goes away leaves every answer as it was."""
    before = [shelf.kept(name) for name in ("a", "b")]
    session, answers = shelf.review(2)
    answers.save(session.record)
    assert [shelf.kept(name) for name in ("a", "b")] == before


def test_an_answer_goes_to_its_quiz_as_a_new_round(shelf: Shelf) -> None:
    """The lesson shows what was answered in the review; its earlier attempts are kept."""
    session, answers = shelf.review(1)
    session.check("a.how-many", "30")
    answers.save(session.record)
    progress = shelf.kept("a").questions["how-many"]
    assert progress.final == "right"
    assert [[a.value for a in attempts] for attempts in progress.rounds] == [["29"], ["30"]]
    assert [a.at for attempts in progress.rounds for a in attempts] == [clock(0), clock(1)]
    assert shelf.lesson("a").state("how-many")["outcome"] == "right"
    assert shelf.kept("b").questions["how-many"].value == "31"
    assert asked(shelf.review(1.1)[0]) == ["b.how-many"]


def test_intervals_grow(shelf: Shelf) -> None:
    """What is answered right each time it is due comes back later each time."""
    day = 0.0
    waits: list[int] = []
    for _ in range(5):
        wait = next(w for w in range(1, 400) if "a.how-many" in asked(shelf.review(day + w)[0]))
        day, waits = day + wait, [*waits, wait]
        session, answers = shelf.review(day)
        session.check("a.how-many", "30")
        answers.save(session.record)
    assert waits == sorted(waits)
    assert waits[-1] > 10 * waits[0]


def test_what_was_begun_is_gone_on_with(shelf: Shelf) -> None:
    """A response that was typed in a review and not checked stands there in the next."""
    session, answers = shelf.review(1)
    session.respond("a.how-many", "3")
    answers.save(session.record)
    again, answers = shelf.review(1.1)
    assert again.state("a.how-many")["value"] == "3"
    again.check("a.how-many", "30")
    answers.save(again.record)
    rounds = shelf.kept("a").questions["how-many"].rounds
    assert [[a.value for a in attempts] for attempts in rounds] == [["29"], ["30"]]
    again.check("b.how-many", "30")
    assert answers.save(again.record).questions["a.how-many"].final == "right"


def test_a_hint_makes_it_come_back_sooner(shelf: Shelf) -> None:
    """A right answer with a hint is kept with the hint, and counts for less."""
    session, answers = shelf.review(2)
    session.hint("a.who")
    session.check("a.who", shelf.quizzes["a"]["who"].right())
    answers.save(session.record)
    (attempt,) = shelf.kept("a").questions["who"].attempts
    assert attempt.hints == 1


def test_what_the_lesson_saves_meanwhile_is_taken_over(shelf: Shelf) -> None:
    """A lesson that is open too may answer the same question: nothing of either is lost."""
    session, answers = shelf.review(1)
    shelf.answer("a", "how-many", "28", 1.0)
    assert answers.changed()
    restored = answers.restore().record
    assert restored is not None
    session.take_over(restored)
    session.check("a.how-many", "30")
    answers.save(session.record)
    rounds = shelf.kept("a").questions["how-many"].rounds
    assert [[a.value for a in attempts] for attempts in rounds] == [["29", "28"], ["30"]]


def test_both_may_save_without_having_seen_the_other(shelf: Shelf) -> None:
    """What a lesson saved since the review last looked is merged into what the review saves."""
    session, answers = shelf.review(1)
    session.check("a.how-many", "30")
    shelf.answer("a", "how-many", "28", 1.0)
    answers.save(session.record)
    rounds = shelf.kept("a").questions["how-many"].rounds
    assert [[a.value for a in attempts] for attempts in rounds] == [["29", "28"], ["30"]]


def test_a_missed_question_can_be_tried_again(shelf: Shelf) -> None:
    """To start over within the review is one more round, and its lesson's as well."""
    session, answers = shelf.review(1)
    session.check("a.how-many", "31")
    session.retry("a.how-many")
    answers.save(session.record)
    session.check("a.how-many", "30")
    answers.save(session.record)
    rounds = shelf.kept("a").questions["how-many"].rounds
    assert [[a.value for a in attempts] for attempts in rounds] == [["29"], ["31"], ["30"]]


def test_the_page_says_what_is_due_and_how_all_stands(shelf: Shelf) -> None:
    """Above stands what comes now, below a row a quiz; where nothing does, when the next will."""
    session, _ = shelf.review(1)
    assert session.view()["lead_html"].startswith("Questions for now: 2.")
    assert session.view()["questions"][0]["origin_text"] == "The quiz b"
    row = "The quiz a</th><td>1</td><td>1</td><td>0</td><td>12 January 2022</td>"
    assert row in session.summary()["standing_html"]
    assert "Tuesday 11 January 2022" in shelf.review(0)[0].view()["lead_html"]
    assert "dinsdag 11 januari 2022" in shelf.review(0, "nl")[0].view()["lead_html"]


def test_the_table_follows_what_is_answered(shelf: Shelf) -> None:
    """Once a question is answered right it is among those known."""
    session, _ = shelf.review(1)
    session.check("a.how-many", "30")
    assert "The quiz a</th><td>0</td><td>2</td><td>0</td>" in session.summary()["standing_html"]


def test_without_answers_a_kind_word() -> None:
    """Who has answered nothing yet is told how it works."""
    session = ReviewSession([])
    assert session.view()["lead_html"].startswith("There is nothing to review yet.")
    assert session.summary()["standing_html"] == ""
    assert not session.summary()["done"]


def test_so_many_at_a_time(tmp_path: Path) -> None:
    """Of a great many only some are asked, and how many wait is said."""
    questions = "".join(
        f"  - {{id: q{n}, type: truefalse, prompt: It is {n}., answer: true}}\n" for n in range(30)
    )
    path = tmp_path / "many.yaml"
    path.write_text(f"id: many\ntitle: Many\nquestions:\n{questions}", encoding="utf-8")
    lesson = Session(load(path), clock=lambda: clock(0))
    for item in lesson.quiz.questions:
        lesson.check(item.id, False)
    session = ReviewSession([Studied(lesson.quiz, lesson.record)], clock=lambda: clock(1))
    assert len(asked(session)) == MOST
    assert "After these, 10 more are waiting" in session.view()["lead_html"]


def test_pictures_of_the_same_name_are_those_of_their_quizzes(tmp_path: Path) -> None:
    """Two quizzes may each have a picture map.svg: each question shows its own, from its folder."""
    studied = []
    for name, colour in (("a", "red"), ("b", "blue")):
        folder = tmp_path / name
        folder.mkdir()
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g fill="{colour}"/>'
        (folder / "map.svg").write_text(svg + '<path d="M0 0h9v9z"/></svg>', encoding="utf-8")
        path = folder / f"{name}.yaml"
        prompt = "'![A map](map.svg) True?'"
        asks = f"{{id: q, type: truefalse, prompt: {prompt}, answer: true, explanation: {prompt}}}"
        path.write_text(f"id: {name}\ntitle: T\nquestions: [{asks}]\n", encoding="utf-8")
        lesson = Session(load(path), clock=lambda: clock(0))
        lesson.check("q", False)
        studied.append(Studied(lesson.quiz, lesson.record))
    session = ReviewSession(studied, clock=lambda: clock(1))
    one, two = session.view()["questions"]
    named = [question["prompt_html"].split('data-picture="')[1][:12] for question in (one, two)]
    assert named[0] != named[1]
    assert len(session.view()["pictures"]) == 2
    session.check("a.q", True)
    assert named[0] in json.dumps(session.state("a.q")["key"])
    assert session.state("a.q")["pictures"] == {}  # the page has it already


def test_many_quizzes_are_folded(tmp_path: Path) -> None:
    """A course of many quizzes shows their sum, and each when it is asked for."""
    studied = []
    for number in range(9):
        path = tmp_path / f"q{number}.yaml"
        path.write_text(QUIZ.format(id=f"q{number}"), encoding="utf-8")
        lesson = Session(load(path), clock=lambda: clock(0))
        lesson.check("how-many", "29" if number else "30")
        studied.append(Studied(lesson.quiz, lesson.record))
    for some, folded in ((studied, True), (studied[:8], False)):
        shown = ReviewSession(some, clock=lambda: clock(0)).summary()["standing_html"]
        assert shown.startswith("<details>" if folded else "<details open>")
    session = ReviewSession(studied, clock=lambda: clock(1))
    assert "Known 1 · Not yet 0 · For now 8" in session.summary()["standing_html"]


def test_a_review_asks_how_sure_one_is_as_the_quiz_does(shelf: Shelf) -> None:
    """Where a quiz asks for certainty, the review of its questions asks too."""
    path = shelf.folder / "a.yaml"
    path.write_text(QUIZ.format(id="a") + "certainty: true\n", encoding="utf-8")
    shelf.quizzes["a"] = load(path)
    session, answers = shelf.review(1)
    asks = {question["id"]: question["certainty"] for question in session.view()["questions"]}
    assert asks == {"a.how-many": True, "b.how-many": False}
    session.check("a.how-many", "30", 1)
    answers.save(session.record)
    assert shelf.kept("a").questions["how-many"].attempts[0].certainty == 1
