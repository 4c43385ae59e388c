"""A learner's session: attempts, hints, score, and what the page is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizkit.learner.record import Record, from_json, to_json
from quizkit.learner.session import Mode, Session
from quizkit.quiz.loading import load
from quizkit.quiz.model import Hint, Item, Quiz, Text
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.truefalse import TrueFalse

NINE = Path(__file__).parents[1] / "quizzes" / "nine.yaml"

QUIZ = """\
id: small
title: Small
attempts: {attempts}
objectives: {{o: Know}}
questions:
  - id: who
    type: choice
    objective: o
    prompt: Who led the American side?
    options:
      - {{text: Wendy Sherman, correct: true, feedback: She did.}}
      - {{text: Antony Blinken, feedback: He is her minister.}}
      - {{text: Joe Biden, feedback: He met Putin in June.}}
    hints: [{{text: A deputy., cost: 0.5}}, Her first name is Wendy.]
    explanation: Deputies prepare.
    then: Two days later *others* met.
  - id: how-many
    type: number
    prompt: How many members?
    answer: 30
"""


def small(tmp_path: Path, attempts: str = "~") -> Quiz:
    """Write the small quiz and load it."""
    path = tmp_path / "small.yaml"
    path.write_text(QUIZ.format(attempts=attempts), encoding="utf-8")
    return load(path)


def session(quiz: Quiz, *, mode: Mode = "practice", record: Record | None = None) -> Session:
    """Start a session whose clock ticks a second a call."""
    ticks = iter(range(1000))
    clock = lambda: f"2022-01-10T09:{next(ticks):04}Z"  # noqa: E731
    return Session(quiz, record or Record(quiz.id, "0f"), mode=mode, clock=clock)


def right(quiz: Quiz, question: str) -> object:
    """Return the right response to a question."""
    return quiz[question].right()


def wrong(quiz: Quiz, question: str = "who", nth: int = 0) -> str:
    """Return a wrong option of a choice question."""
    item = quiz[question]
    assert isinstance(item, Choice)
    return [o.token for o in item.options if o.token != item.correct][nth]


def test_right_ends_the_question(tmp_path: Path) -> None:
    """A right response ends its question with the full score and the key."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", right(quiz, "who"))
    state = taken.state("who")
    assert (state["outcome"], state["final"], state["score"]) == ("right", True, 1)
    assert state["key"]["explanation_html"] == "Deputies prepare."
    assert state["key"]["then_html"] == "Two days later <em>others</em> met."


def test_wrong_gives_no_key(tmp_path: Path) -> None:
    """After a wrong response with attempts left, the page holds the feedback to it and no key."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    state = taken.state("who")
    assert (state["outcome"], state["final"], state["key"]) == ("wrong", False, None)
    assert list(state["marks"]) == [wrong(quiz)]


def test_attempts_run_out(tmp_path: Path) -> None:
    """The last attempt ends the question and gives its key."""
    quiz = small(tmp_path, attempts="2")
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    assert taken.state("who")["attempts_left"] == 1
    taken.check("who", wrong(quiz, nth=1))
    state = taken.state("who")
    assert (state["final"], state["attempts_left"], state["score"]) == (True, 0, 0)
    assert state["key"] is not None


def test_invalid_costs_no_attempt(tmp_path: Path) -> None:
    """A response that cannot be read says so and costs no attempt."""
    quiz = small(tmp_path, attempts="1")
    taken = session(quiz)
    taken.check("how-many", "thirty-ish")
    state = taken.state("how-many")
    assert (state["outcome"], state["attempts_left"], state["final"]) == ("invalid", 1, False)
    assert "could not be read" in state["message_html"]


def test_unanswered_costs_no_attempt(tmp_path: Path) -> None:
    """Checking nothing asks for an answer and costs no attempt."""
    taken = session(small(tmp_path, attempts="1"))
    taken.check("who", None)
    state = taken.state("who")
    assert (state["outcome"], state["attempts_left"]) == ("unanswered", 1)
    assert state["message_html"] == "Give an answer first."


def test_same_response_twice_is_one_attempt(tmp_path: Path) -> None:
    """Checking the same response again is not another attempt."""
    quiz = small(tmp_path, attempts="2")
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    taken.check("who", wrong(quiz))
    assert taken.state("who")["attempts_left"] == 1


def test_a_response_checked_before_comes_back(tmp_path: Path) -> None:
    """Who goes back to the response last checked, and checks it, sees it and its outcome again."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("how-many", "29")
    taken.check("how-many", "thirty-ish")
    taken.check("how-many", "29")
    state = taken.state("how-many")
    assert (state["value"], state["outcome"], state["checked"]) == ("29", "wrong", True)


def test_editing_after_a_check_unchecks(tmp_path: Path) -> None:
    """A response changed after its check shows no outcome until it is checked again."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    taken.respond("who", wrong(quiz, nth=1))
    state = taken.state("who")
    assert (state["checked"], state["outcome"], state["marks"]) == (False, "unanswered", {})


def test_hints_cost(tmp_path: Path) -> None:
    """An opened hint takes its cost off the score, and the next one opens after it."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.hint("who")
    assert taken.state("who")["hints"] == ["A deputy."]
    taken.check("who", right(quiz, "who"))
    assert taken.score("who") == 0.5


def test_best_attempt_counts(tmp_path: Path) -> None:
    """The best attempt counts, not the last."""
    options = [{"text": f"Option {n}"} for n in range(4)]
    path = tmp_path / "several.yaml"
    for option in options[:2]:
        option["correct"] = "true"
    path.write_text(
        json.dumps(
            {
                "id": "q",
                "title": "Q",
                "questions": [{"id": "s", "type": "several", "prompt": "P", "options": options}],
            }
        ),
        encoding="utf-8",
    )
    quiz = load(path)
    item = quiz["s"]
    assert isinstance(item, Several)
    first, second = item.right()
    bad = next(o.token for o in item.options if o.token not in item.correct)
    taken = session(quiz)
    taken.check("s", [first])
    taken.check("s", [first, second, bad])
    assert taken.score("s") == 0.5
    taken.check("s", [bad])
    assert taken.score("s") == 0.5


def test_the_score_follows_every_attempt(tmp_path: Path) -> None:
    """A score told once is told anew after a better attempt, here or in another kernel."""
    quiz = small(tmp_path)
    taken, other = session(quiz), session(quiz)
    taken.check("who", wrong(quiz))
    assert taken.summary()["score"] == 0
    taken.check("who", right(quiz, "who"))
    assert taken.summary()["score"] == 1
    other.check("how-many", "30")
    taken.take_over(other.record)
    assert taken.summary()["score"] == 2


def test_reveal_needs_an_attempt(tmp_path: Path) -> None:
    """The answer is shown only after an attempt, and then ends the question."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.reveal("who")
    assert taken.state("who")["key"] is None
    taken.check("who", wrong(quiz))
    taken.reveal("who")
    assert taken.state("who")["final"]
    taken.check("who", right(quiz, "who"))
    assert taken.score("who") == 0


def test_retry_starts_over(tmp_path: Path) -> None:
    """Trying again clears the question, hides its key, and keeps the attempts in the record."""
    quiz = small(tmp_path, attempts="1")
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    assert taken.missed() == ["who"]
    taken.retry("who")
    state = taken.state("who")
    assert (state["value"], state["final"], state["key"]) == (None, False, None)
    assert taken.record.questions["who"].earlier[0][0].value == wrong(quiz)


def test_summary_counts(tmp_path: Path) -> None:
    """The summary tells which questions are answered, the points, and whether it is all done."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", right(quiz, "who"))
    assert taken.summary() | {"missed": []} == {
        "given": ["who"],
        "answered": 1,
        "total": 2,
        "done": False,
        "score": 1,
        "points": 2,
        "score_text": "1 of 2 points",
        "missed": [],
        "certainty_text": "",
        "judged": True,
    }
    taken.check("how-many", "29")
    assert taken.summary()["done"]
    assert taken.summary()["missed"] == ["how-many"]


def test_a_record_brings_everything_back(tmp_path: Path) -> None:
    """A session restored from its record as JSON shows the same view and states."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.hint("who")
    taken.check("who", wrong(quiz))
    taken.respond("how-many", "3")
    again = session(quiz, record=from_json(json.loads(json.dumps(to_json(taken.record)))))
    assert again.view() == taken.view()
    assert [again.state(q.id) for q in quiz.questions] == [
        taken.state(q.id) for q in quiz.questions
    ]


def test_order_is_the_learners(tmp_path: Path) -> None:
    """The order of options is stable for a learner and differs between learners."""
    quiz = small(tmp_path)
    views = [
        json.dumps(Session(quiz, Record("small", learner)).view())
        for learner in ("a", "a", *"bcdefghij")
    ]
    assert views[0] == views[1]
    assert len(set(views)) > 1


def test_a_changed_question_is_asked_anew(tmp_path: Path) -> None:
    """An answer to a question whose options changed is set aside, not shown and not lost."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    taken.check("how-many", "30")
    path = tmp_path / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Joe Biden", "Kamala Harris"))
    again = session(load(path), record=taken.record)
    assert again.outdated == ("who",)
    assert again.state("who")["value"] is None
    assert again.state("how-many")["outcome"] == "right"
    assert again.record.superseded[0]["value"] == wrong(quiz)


def test_a_change_that_is_undone_gives_the_answer_back(tmp_path: Path) -> None:
    """An answer set aside comes back when its question is again what it was."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    path = tmp_path / "small.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Joe Biden", "Kamala Harris"), encoding="utf-8")
    between = session(load(path), record=taken.record)
    path.write_text(text, encoding="utf-8")
    again = session(load(path), record=between.record)
    assert (again.outdated, again.state("who")["outcome"]) == ((), "wrong")


def test_the_latest_answer_comes_back(tmp_path: Path) -> None:
    """Of two answers set aside to the same question, the later one comes back."""
    quiz = small(tmp_path)
    first, second = session(quiz), session(quiz)
    first.respond("how-many", "1")
    second.respond("how-many", "2")
    path = tmp_path / "small.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("answer: 30", "answer: 31"), encoding="utf-8")
    changed = load(path)
    aside = [session(changed, record=taken.record).record.superseded for taken in (first, second)]
    both = Record("small", "0f", {}, (*aside[0], *aside[1]))
    assert session(quiz, record=both).state("how-many")["value"] == "2"


def test_rewording_keeps_the_answer(tmp_path: Path) -> None:
    """An answer survives a new wording of the prompt and of the feedback."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.check("who", wrong(quiz))
    path = tmp_path / "small.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Who led", "Who headed").replace("She did.", "Indeed."))
    again = session(load(path), record=taken.record)
    assert again.outdated == ()
    assert again.state("who")["outcome"] == "wrong"


def test_a_score_says_what_the_hint_took_off(tmp_path: Path) -> None:
    """A right answer that is not worth all its points says why."""
    quiz = small(tmp_path)
    taken = session(quiz)
    taken.hint("who")
    taken.check("who", right(quiz, "who"))
    assert taken.state("who")["score_text"] == "0.5 of 1 point (−0.5 for the hint)"
    taken = Session(quiz, Record(quiz.id, "0f"), language="nl")
    taken.hint("who")
    taken.hint("who")
    taken.check("who", right(quiz, "who"))
    assert taken.state("who")["score_text"] == "0,5 van 1 punt (−0,5 voor de hints)"


def test_a_score_says_that_it_is_the_best_attempts(tmp_path: Path) -> None:
    """Where an earlier attempt was better than the one shown, the score says so."""
    path = tmp_path / "cities.yaml"
    path.write_text(
        "id: cities\ntitle: Cities\nquestions:\n- {id: c, type: several, prompt: Which?, options: "
        "[{text: a, correct: true}, {text: b, correct: true}, c]}\n",
        encoding="utf-8",
    )
    taken = session(load(path))
    a, _, c = (option.token for option in taken.quiz["c"].options)  # type: ignore[attr-defined]
    taken.check("c", [a])
    taken.check("c", [c])
    assert taken.state("c")["score_text"] == "0.5 of 1 point (your best attempt)"


PREDICTION = """\
id: guess
title: Guess
questions:
  - id: talks
    type: choice
    points: 0
    attempts: 1
    prompt: What will they say?
    options:
      - {text: No, correct: true, feedback: "Indeed: both said so."}
      - {text: Yes, feedback: Not yet.}
"""


def test_a_prediction_is_not_right_or_wrong(tmp_path: Path) -> None:
    """A question without points says what was expected and what happened, and is never missed."""
    path = tmp_path / "guess.yaml"
    path.write_text(PREDICTION, encoding="utf-8")
    taken = session(load(path))
    taken.check("talks", wrong(taken.quiz, "talks"))
    state = taken.state("talks")
    assert [mark["outcome"] for mark in state["marks"].values()] == ["guess"]
    assert state["message_html"] == "Something else happened."
    assert (state["score_text"], taken.missed()) == ("", [])


@pytest.mark.parametrize("kind", [kind for kind in TYPES if not TYPES[kind].item.by_hand])
def test_no_prediction_of_any_type_is_judged(kind: str) -> None:
    """Of a prediction of any type it is said what happened, with no word of right or wrong."""
    asked = (*load(NINE).questions, *load(NINE.with_name("essay-and-place.yaml")).questions)
    item = next(item for item in asked if item.type == kind)
    samples = TYPES[kind].samples(item)
    said = {"right": "You expected what happened.", "wrong": "Something else happened."}
    said["partly"] = "You expected part of what happened."
    for name, message in said.items():
        value = getattr(samples, name)
        taken = session(Quiz("q", Text.plain("Q"), (replace(item, points=0, attempts=1),)))
        assert taken.view()["questions"][0]["rule_text"] == ""
        if value is not None:
            taken.check(item.id, value)
            assert taken.state(item.id)["message_html"] == message


def test_objectives_are_told_with_their_questions(tmp_path: Path) -> None:
    """A quiz to practise with tells what it trains and by which questions; one that counts not."""
    quiz = small(tmp_path)
    expected = [{"html": "Know", "questions": ["who"]}]
    assert session(quiz).view()["objectives"] == expected
    assert session(quiz, mode="graded").view()["objectives"] == []
    guess = replace(quiz, questions=(replace(quiz["who"], points=0), quiz["how-many"]))
    assert session(guess).view()["objectives"] == []


def test_praise_is_only_for_who_was_right(tmp_path: Path) -> None:
    """Feedback shown with the answer to someone who was wrong loses the praise it begins with."""
    path = tmp_path / "guess.yaml"
    path.write_text(PREDICTION.replace("points: 0", "points: 1"), encoding="utf-8")
    taken = session(load(path))
    right_token = str(right(taken.quiz, "talks"))
    taken.check("talks", wrong(taken.quiz, "talks"))
    assert taken.state("talks")["key"]["feedback"][right_token] == "Both said so."


def test_graded_tells_nothing(tmp_path: Path) -> None:
    """In graded mode a right and a wrong response look the same."""
    quiz = small(tmp_path)
    states = []
    for value in (right(quiz, "who"), wrong(quiz)):
        taken = session(quiz, mode="graded")
        taken.check("who", value)
        taken.hint("who")
        taken.reveal("who")
        states.append({**taken.state("who"), "value": None})
    assert states[0] == states[1]
    assert (taken.summary()["answered"], "score" in taken.summary()) == (1, False)


def test_graded_says_what_cannot_be_read(tmp_path: Path) -> None:
    """A graded response that cannot be read says what is expected, and is no answer yet."""
    taken = session(small(tmp_path), mode="graded")
    taken.respond("how-many", "thirty-ish")
    state = taken.state("how-many")
    assert state["outcome"] == "invalid"
    assert state["message_html"].startswith("This answer cannot be read as it stands. Type one")
    assert taken.summary()["answered"] == 0
    taken.respond("how-many", "29")
    assert (taken.state("how-many")["message_html"], taken.summary()["answered"]) == ("", 1)


def test_graded_takes_no_notice_of_practice(tmp_path: Path) -> None:
    """An answer that practice has ended stays open in a graded quiz, and its hints closed."""
    quiz = small(tmp_path)
    practised = session(quiz)
    practised.hint("who")
    practised.check("who", right(quiz, "who"))
    taken = session(quiz, mode="graded", record=practised.record)
    taken.respond("who", wrong(quiz))
    state = taken.state("who")
    assert state["value"] == wrong(quiz)
    assert (state["final"], state["hints"], state["key"]) == (False, [], None)


def test_graded_offers_no_hint_and_counts_no_attempt(tmp_path: Path) -> None:
    """The page of a graded quiz knows of no hint, its cost or a number of attempts."""
    question = session(small(tmp_path, attempts="2"), mode="graded").view()["questions"][0]
    assert (question["hints"], question["hint_costs"], question["attempts"]) == (0, [], None)


def test_take_over_takes_the_newer(tmp_path: Path) -> None:
    """What another kernel saved later is taken over; what we know better is kept."""
    quiz = small(tmp_path)
    ours, theirs = session(quiz), session(quiz)
    ours.respond("how-many", "1")
    theirs.respond("who", wrong(quiz))
    theirs.check("who", right(quiz, "who"))
    assert ours.take_over(theirs.record) == ["who"]
    assert ours.state("who")["final"]
    assert ours.state("how-many")["value"] == "1"


def test_no_key_before_the_end() -> None:
    """For each of the types, neither the view nor the first state has a key."""
    quizzes = [load(NINE), load(NINE.with_name("essay-and-place.yaml"))]
    assert {item.type for quiz in quizzes for item in quiz.questions} == set(TYPES)
    for quiz in quizzes:
        taken = session(quiz)
        view = json.dumps(taken.view())
        for item in quiz.questions:
            for hint in item.hints:
                assert hint.text.get("en") not in view
            assert taken.state(item.id)["key"] is None


def test_true_or_false_has_one_attempt() -> None:
    """A true-or-false question ends at its first check: a second would only be the other answer."""
    item = TrueFalse(id="t", prompt=Text.plain("It was."), answer=True)
    taken = session(Quiz("q", Text.plain("Q"), (item,)))
    taken.check("t", False)
    assert taken.state("t")["final"]


def test_a_guess_for_no_points_shows_no_score() -> None:
    """A question worth no points, such as a prediction, speaks of no points and no score."""
    item = TrueFalse(id="t", prompt=Text.plain("It will."), answer=True, points=0)
    taken = session(Quiz("q", Text.plain("Q"), (item,)))
    taken.check("t", False)
    assert taken.view()["questions"][0]["points_text"] == ""
    assert taken.state("t")["score_text"] == taken.summary()["score_text"] == ""


@pytest.mark.parametrize("cost", [0.0, 0.3, 1.0])
def test_score_never_below_zero(cost: float) -> None:
    """Hints that cost more than the question is worth leave a score of zero."""
    hints = tuple(Hint(Text.plain(f"h{n}"), cost) for n in range(4))
    item: Item = Number(id="n", prompt=Text.plain("N"), answer=1.0, hints=hints)
    taken = session(Quiz("q", Text.plain("Q"), (item,)))
    for _ in hints:
        taken.hint("n")
    taken.check("n", "1")
    assert taken.score("n") == pytest.approx(max(0.0, 1 - 4 * cost))


def test_what_is_done_is_later_than_what_was_done(tmp_path: Path) -> None:
    """Every response is later than the one before, by a clock that stands still or is set back."""
    quiz = small(tmp_path)
    clock = iter(["2022-01-10T09:00:00.000Z"] * 2 + ["1970-01-01T00:00:00.000Z"])
    tested = Session(quiz, Record(quiz.id, "0f"), clock=lambda: next(clock))
    times = []
    for value in ("1", "2", "3"):
        tested.respond("how-many", value)
        times.append(tested.record.questions["how-many"].at[-7:])
    assert times == ["00.000Z", "00.001Z", "00.002Z"]


def test_an_essay_is_kept_compared_and_written_on(tmp_path: Path) -> None:
    """A text is neither right nor wrong: it is kept, compared, and stands there to be changed."""
    quiz = load(NINE.with_name("essay-and-place.yaml"))
    taken = session(quiz)
    assert taken.view()["questions"][0]["points_text"] == ""
    taken.check("open-door", "  ")
    assert taken.state("open-door")["message_html"] == "Give an answer first."
    taken.check("open-door", "It was a policy.")
    state = taken.state("open-door")
    assert (state["outcome"], state["final"], state["score_text"]) == ("given", True, "")
    assert state["message_html"].startswith("Compare your text")
    assert "Modelfact" in state["key"]["model_html"]
    summary = taken.summary()
    assert (summary["points"], summary["missed"], summary["judged"]) == (1.0, [], False)
    taken.retry("open-door")
    state = taken.state("open-door")
    assert (state["value"], state["final"], state["key"]) == ("It was a policy.", False, None)


def sure(tmp_path: Path, mode: Mode = "practice") -> Session:
    """Start a quiz in which one says how sure one is."""
    path = tmp_path / "sure.yaml"
    path.write_text(f"certainty: true\n{QUIZ.format(attempts='~')}", encoding="utf-8")
    return session(load(path), mode=mode)


def test_one_says_how_sure_one_is_before_it_is_checked(tmp_path: Path) -> None:
    """Without it nothing is checked and no attempt is lost; with it the answer is graded."""
    taken = sure(tmp_path)
    assert taken.view()["questions"][0]["certainty"]
    taken.check("who", right(taken.quiz, "who"))
    state = taken.state("who")
    assert (state["message_html"], state["checked"]) == ("Say first how sure you are.", False)
    taken.check("who", right(taken.quiz, "who"), 3)
    state = taken.state("who")
    assert (state["outcome"], state["certainty"]) == ("right", 3)
    assert taken.record.questions["who"].attempts[0].certainty == 3
    assert from_json(json.loads(json.dumps(to_json(taken.record)))) == taken.record


def test_the_summary_tells_what_came_of_certainty(tmp_path: Path) -> None:
    """At the end stand the share that was right at first, the bonus, and the average mark."""
    taken = sure(tmp_path)
    taken.check("who", right(taken.quiz, "who"), 3)
    taken.check("how-many", "29", 1)
    said = taken.summary()["certainty_text"]
    assert "50% right" in said
    assert "a bonus of +10%" in said
    assert "so 60%" in said
    assert "average mark for certainty is 1.5" in said


def test_in_a_graded_quiz_certainty_is_kept_with_the_answer(tmp_path: Path) -> None:
    """Where it counts, it is saved as it is chosen, and nothing is told of it."""
    taken = sure(tmp_path, mode="graded")
    taken.respond("who", None, 2)
    taken.respond("who", right(taken.quiz, "who"), "3")
    assert taken.record.questions["who"].certainty is None
    taken.respond("who", right(taken.quiz, "who"), 3)
    assert taken.record.questions["who"].certainty == 3
    assert "certainty_text" not in taken.summary()


def test_a_quiz_that_does_not_ask_keeps_no_certainty(tmp_path: Path) -> None:
    """Without the field a record is what it always was, whatever a page sends."""
    taken = session(small(tmp_path))
    taken.check("who", right(taken.quiz, "who"), 3)
    assert "certainty" not in json.dumps(to_json(taken.record))
    assert taken.summary()["certainty_text"] == ""
