"""The report sees through each question of a class that tells a story, and cries no wolf."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.report import story
from quizkit.desk.report.analysis import Report
from quizkit.desk.report.answers import Answer, Answers
from quizkit.desk.report.findings import Asked, findings

WEIGHTY = 30


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return the report on 240 students of the story."""
    quiz = story.quiz(tmp_path_factory.mktemp("story"))
    return story.told(story.class_work(quiz, story.responses(quiz, 240)))


def names(report: Report, question: str) -> list[str]:
    """Return what was found in a question, weightiest first."""
    [found] = [q for q in report.questions if q.task.name == question]
    return [finding.name for finding in found.findings]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("wrong-key", "key_wrong"),
        ("two-keys", "two_keys"),
        ("draws-strong", "draws_strong"),
        ("useless-option", "unused"),
        ("very-easy", "too_easy"),
    ],
)
def test_each_part_of_the_story_is_found(asked: Report, question: str, first: str) -> None:
    """What is wrong with a question is the weightiest thing that is said of it."""
    assert names(asked, question)[0] == first


def test_a_question_that_the_strong_miss_is_found(asked: Report) -> None:
    """Strong students who miss a question are told of, and not besides that it is hard."""
    assert "strong_miss" in names(asked, "very-hard")
    assert not {"too_hard", "as_by_chance"} & set(names(asked, "very-hard"))


def test_what_a_wrong_key_explains_is_not_told_besides(asked: Report) -> None:
    """Of a question with a wrong key it is not said that the strong miss it, or that it is hard."""
    assert not {"strong_miss", "too_hard", "negative"} & set(names(asked, "wrong-key"))


def test_nothing_weighty_is_said_of_plain_questions(asked: Report) -> None:
    """Of eight questions with nothing wrong in them none gets a weighty finding."""
    found = {
        question.task.name: finding.name
        for question in asked.questions
        if question.task.name in story.PLAIN
        for finding in question.findings
        if finding.weight > WEIGHTY
    }
    assert found == {}


@pytest.mark.parametrize("seed", range(2, 7))
def test_it_is_found_in_other_classes_too(seed: int, tmp_path: Path) -> None:
    """In five more classes of 120 keys are doubted where they should be, and plain ones pass."""
    quiz = story.quiz(tmp_path)
    report = story.told(story.class_work(quiz, story.responses(quiz, 120, seed)))
    assert names(report, "wrong-key")[0] == "key_wrong"
    assert names(report, "two-keys")[0] in ("two_keys", "key_wrong")
    weighty = {"key_wrong", "two_keys", "draws_strong", "negative", "strong_miss"}
    assert [name for name in story.PLAIN if weighty & set(names(report, name))] == []


def test_a_wrong_key_is_named_with_its_rival(asked: Report) -> None:
    """The finding holds the answer of the strong, the key, and how many of them gave which."""
    [question] = [q for q in asked.questions if q.task.name == "wrong-key"]
    blanks = question.findings[0].blanks
    assert (blanks["answer"], blanks["key"]) == ("The near one", "The right one")
    strong = {a.html: a.shares[2] for a in question.answers.listed}
    assert blanks["strong"] == strong["The near one"]
    assert blanks["key_strong"] == strong["The right one"]


PLAIN = Asked(
    facility=0.6,
    strong=0.9,
    discrimination=0.4,
    error=0.1,
    students=60,
    kind="choice",
    answers=Answers(),
)


def one(html: str, shares: tuple[float, float, float], *, right: bool = False) -> Answer:
    """Return an answer that 30 gave."""
    return Answer(place="", html=html, right=right, count=30, shares=shares)


def said(asked: Asked) -> list[str]:
    """Return the names of what is found."""
    return [finding.name for finding in findings(asked)]


def test_nothing_is_said_of_a_handful() -> None:
    """With nine students no rule says anything, whatever they answered."""
    assert said(replace(PLAIN, students=9, facility=0.0, strong=0.0)) == []


def test_a_negative_correlation_counts_beyond_its_error() -> None:
    """A correlation within one error of zero is no finding; one beyond is."""
    assert said(replace(PLAIN, discrimination=-0.05)) == []
    assert said(replace(PLAIN, discrimination=-0.2)) == ["negative"]


def test_a_flat_question_is_one_of_a_large_class() -> None:
    """A correlation of 0.05 says something of 200 students, and nothing of 60."""
    assert said(replace(PLAIN, discrimination=0.05)) == []
    assert said(replace(PLAIN, discrimination=0.05, students=200)) == ["flat"]


def test_an_option_of_several_may_be_right() -> None:
    """A wrong option that the strong tick, and a right one that they leave, are found."""
    listed = (
        one("A", (0.2, 0.5, 0.9), right=True),
        one("B", (0.3, 0.5, 0.7)),
        one("C", (0.5, 0.4, 0.2), right=True),
    )
    asked = replace(PLAIN, kind="several", answers=Answers(listed=listed, offered=True))
    assert set(said(asked)) == {"ticked", "not_ticked"}


def test_two_ticks_more_in_a_small_class_are_an_accident() -> None:
    """That the strong tick a right option 43 % and the weak 46 % is told of 100 students alone."""
    listed = (one("A", (0.46, 0.5, 0.43), right=True), one("B", (0.3, 0.2, 0.1)))
    asked = replace(PLAIN, kind="several", answers=Answers(listed=listed, offered=True))
    assert said(replace(asked, students=28)) == []
    assert said(replace(asked, students=100)) == ["not_ticked"]


@pytest.mark.parametrize(("wrong", "told"), [(4, []), (12, ["unused"])])
def test_an_option_is_useless_where_chance_would_hardly_leave_it(
    wrong: int, told: list[str]
) -> None:
    """Of four who are wrong all may well choose the same of two options; of twelve they don't."""
    listed = (
        replace(one("A", (0.4, 0.8, 1.0), right=True), count=23 - wrong),
        replace(one("B", (0.6, 0.2, 0.0)), count=wrong),
        replace(one("C", (0.0, 0.0, 0.0)), count=0),
    )
    asked = replace(PLAIN, students=23, answers=Answers(listed=listed, offered=True))
    assert said(asked) == told


@pytest.mark.parametrize(
    ("right", "told"), [((0.3, 0.4, 0.5), "two_keys"), ((0.8, 0.7, 0.5), "draws_strong")]
)
def test_where_the_strong_are_split_it_matters_whence_they_came(
    right: tuple[float, float, float], told: str
) -> None:
    """Both right, where both draw the strong; a trap, where they leave the right answer for it."""
    listed = (one("A", right, right=True), one("B", (0.1, 0.2, 0.5)))
    asked = replace(PLAIN, answers=Answers(listed=listed, offered=True))
    assert said(asked) == [told]


def test_the_key_is_doubted_where_most_of_the_strong_do() -> None:
    """Four of eight against three is a split; six against one is a wrong key."""
    split = (one("A", (0.2, 0.3, 0.375), right=True), one("B", (0.3, 0.3, 0.5)))
    clear = (one("A", (0.2, 0.2, 0.125), right=True), one("B", (0.3, 0.5, 0.75)))
    told = [said(replace(PLAIN, answers=Answers(listed=listed))) for listed in (split, clear)]
    assert told == [["two_keys"], ["key_wrong"]]


def test_a_typed_answer_of_the_strong_may_be_right() -> None:
    """Where the strong type one and the same thing that does not count, the key may be wrong."""
    listed = (one("1998", (0.1, 0.4, 0.8)), one("1997", (0.2, 0.3, 0.1), right=True))
    asked = replace(PLAIN, kind="number", answers=Answers(listed=listed))
    assert said(asked)[0] == "key_wrong"


def test_a_shared_mistake_is_told() -> None:
    """What a fifth of the class gets wrong in the same way is worth talking about."""
    mistake = replace(one("Vienna", (0.7, 0.2, 0.0)), place="NATO and Russia")
    right = replace(one("Brussels", (0.2, 0.8, 1.0), right=True), place="NATO and Russia")
    asked = replace(PLAIN, kind="match", answers=Answers(listed=(right, mistake)))
    assert said(asked) == ["shared_mistake"]


def test_what_cannot_be_read_and_what_is_left_open_is_told() -> None:
    """A tenth of unreadable answers, a quarter left open, and changed questions are told."""
    asked = replace(PLAIN, answers=Answers(invalid=6, unanswered=15, changed=1))
    assert said(asked) == ["changed", "unread", "open"]


def test_guessing_is_told() -> None:
    """A class that does no better than chance on four options is told so."""
    assert said(replace(PLAIN, facility=0.25, strong=0.6, options=4)) == ["as_by_chance"]
