"""Draws: the same for the same learner, as probable as they should be; read from a quiz file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from quizkit.quiz import loading
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.model import Quiz
from quizkit.quiz.released import read_released, released, text_of

QUIZZES = Path(__file__).parents[1] / "quizzes"
CLASS = [f"student-{number}" for number in range(1000)]


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    """Return a quiz with pools and variants."""
    return loading.load(QUIZZES / "drawn.yaml")


def ids(quiz: Quiz) -> list[str]:
    """Return the ids of its questions."""
    return [item.id for item in quiz.questions]


def spread(counts: Iterable[int]) -> float:
    """Return chi-square of counts that should all be the same."""
    found = list(counts)
    mean = sum(found) / len(found)
    return sum((count - mean) ** 2 for count in found) / mean


def even(size: int, count: int, tmp_path: Path) -> Quiz:
    """Return a quiz that draws some of so many questions."""
    asked = "".join(
        f"  - {{id: q{n}, type: truefalse, prompt: Is it {n}?, answer: true}}\n"
        for n in range(size)
    )
    path = tmp_path / "even.yaml"
    path.write_text(f"id: even\ntitle: Even\ndraw: {count}\nquestions:\n{asked}", encoding="utf-8")
    return loading.load(path)


def test_a_learner_gets_the_same_always(quiz: Quiz) -> None:
    """A draw hangs on the quiz and the learner alone, so it is the same on any machine."""
    assert drawn(quiz, "ann") == drawn(quiz, "ann")
    assert [(i.id, i.values) for i in drawn(quiz, "ann").questions] == [
        ("difference", "a = 5, b = 2"),
        ("larger", "a = 11, b = 17"),
        ("third", "a = 7"),
        ("before-two", ""),
        ("after-two", ""),
        ("even", ""),
    ]


def test_what_is_drawn_varies_no_more(quiz: Quiz) -> None:
    """A drawn quiz has its questions in the order of the file, and its points."""
    own = drawn(quiz, "ben")
    assert (own.varies, len(own.questions), own.points) == (False, quiz.size, quiz.points)
    assert ids(own) == [name for name in ids(quiz) if name in ids(own)]
    assert drawn(own, "somebody else") == own


def test_questions_are_drawn_as_probability_says(tmp_path: Path) -> None:
    """Of a thousand students each question is drawn for as many, and so is each pair."""
    quiz = even(12, 4, tmp_path)
    draws = [ids(drawn(quiz, student)) for student in CLASS]
    assert {len(set(names)) for names in draws} == {4}
    singles = Counter(name for names in draws for name in names)
    # What is drawn together varies less than dice do, by 8 to 11; one in a thousand is above 31.3.
    assert spread(singles.values()) * 11 / 8 < 31.3
    pairs = Counter((a, b) for names in draws for a in names for b in names if a < b)
    assert len(pairs) == 66
    assert min(pairs.values()) > 50
    assert max(pairs.values()) < 140


def test_variants_are_drawn_as_probability_says(quiz: Quiz) -> None:
    """Each variant of a question goes to as many of a thousand students."""
    half = [i for s in CLASS for i in drawn(quiz, s).questions if i.id == "half"]
    counts = Counter(item.variant for item in half)
    assert len(counts) == 8
    assert spread(counts.values()) < 24.3  # one in a thousand, of 7 degrees of freedom


def test_another_seed_makes_other_draws(tmp_path: Path) -> None:
    """A new seed, for a new year or a second try, draws anew."""
    quiz = even(12, 4, tmp_path)
    path = tmp_path / "even.yaml"
    path.write_text(path.read_text().replace("draw:", "seed: 2027\ndraw:"))
    other = loading.load(path)
    same = sum(ids(drawn(quiz, s)) == ids(drawn(other, s)) for s in CLASS[:200])
    assert same < 10


def test_a_question_more_changes_few_draws(tmp_path: Path) -> None:
    """A question that is added takes the place of one other, in the draws that get it."""
    before, after = even(12, 4, tmp_path), even(13, 4, tmp_path)
    for student in CLASS[:200]:
        old, new = set(ids(drawn(before, student))), set(ids(drawn(after, student)))
        assert len(old - new) == len(new & {"q12"})


def test_students_draw_what_the_grader_draws(quiz: Quiz) -> None:
    """The page has the released form alone, and draws the same questions and variants of it."""
    theirs = read_released(text_of(released(quiz)).encode())
    for student in CLASS[:100]:
        own, seen = drawn(quiz, student), drawn(theirs, student)
        assert ids(own) == ids(seen)
        assert [i.public_fingerprint for i in own.questions] == [
            i.public_fingerprint for i in seen.questions
        ]
        assert [i.prompt.get("nl") for i in own.questions] == [
            i.prompt.get("nl") for i in seen.questions
        ]


@pytest.mark.parametrize("typed", ["Zoë", " zoë", "ZOË", "zoe\u0308", "Zo ë"])
def test_an_id_is_known_however_it_is_typed(typed: str) -> None:
    """Capitals, spaces and the ways to write an accent make no other student."""
    assert same_person(typed) == same_person("zoë")
    assert same_person("zoe") != same_person("zoë")


def test_a_quiz_that_draws_nothing_is_as_it_was() -> None:
    """Without draw or variants a quiz is itself, released in the form of before."""
    quiz = loading.load(QUIZZES / "nine.yaml")
    assert drawn(quiz, "ann") is quiz
    content = released(quiz)
    assert content["format"] == 1
    assert not {"pools", "seed"} & set(content)
    assert not any({"variants", "variant", "tags"} & set(entry) for entry in content["questions"])
    assert [i.fingerprint for i in quiz.questions[:3]] == FINGERPRINTS


FINGERPRINTS = ["4bb4e43a3007", "b167241b97b4", "332e5ae77d86"]

DRAWS = [
    ("draw: 0", 3, "", "'draw: 0' is no number of questions"),
    ("draw: -1", 3, "", "no number of questions"),
    ("draw: 1.5", 3, "", "no number of questions"),
    ("draw: many", 3, "", "no number of questions; write 'draw: 10'"),
    ("draw: 4", 3, "", "'draw: 4' is more than the 3 that the quiz has; draw fewer"),
    ("draw: [3]", 3, "", "'draw' must be one word"),
    ("draw: {}", 3, "", "'draw' names no tag and no objective"),
    ("draw: {esay: 1, hard: 1}", 3, "", "no question has the tag or objective 'esay'"),
    ("draw: {easy: 3, hard: 1}", 3, "", "'easy: 3' is more than the 2 that 'easy' has"),
    ("draw: {easy: 1}", 7, "c", "it is never drawn: 'draw' names none of its tags"),
    (
        "draw: {easy: 1, hard: 1, both: 1}",
        6,
        "b",
        "it may be drawn twice: for 'easy' and for 'both'",
    ),
    ("draw: 2", 7, "c", "it is worth 2 and 'a' 1, and learners get one or the other"),
]


@pytest.mark.parametrize(("draw", "line", "question", "said"), DRAWS)
def test_mistakes_in_a_draw(draw: str, line: int, question: str, said: str, tmp_path: Path) -> None:
    """What cannot be drawn is told with its line and what to do."""
    path = tmp_path / "bad.yaml"
    path.write_text(
        f"id: bad\ntitle: Bad\n{draw}\nquestions:\n"
        "  - {id: a, type: truefalse, tags: [easy], prompt: A?, answer: true}\n"
        "  - {id: b, type: truefalse, tags: [easy, both], prompt: B?, answer: true}\n"
        "  - {id: c, type: truefalse, tags: [hard], points: 2, prompt: C?, answer: true}\n",
        encoding="utf-8",
    )
    problems, _ = loading.read(path)
    assert (problems[0].line, problems[0].where) == (line, question)
    assert said in str(problems[0])
    assert problems[0].mend


def test_every_question_of_other_points_is_told_at_once(tmp_path: Path) -> None:
    """What most are worth is the measure, wherever the first of the others stands."""
    path = tmp_path / "points.yaml"
    rows = [("a", 4), ("b", 1), ("c", 2), ("d", 1), ("e", 1)]
    path.write_text(
        "id: points\ntitle: Points\ndraw: 2\nquestions:\n"
        + "".join(
            f"  - {{id: {name}, type: truefalse, points: {n}, prompt: {name}?, answer: true}}\n"
            for name, n in rows
        ),
        encoding="utf-8",
    )
    problems, _ = loading.read(path)
    assert [problem.where for problem in problems] == ["a", "c"]
    assert "it is worth 4 and 'b' 1" in str(problems[0])


def test_a_pool_that_is_taken_whole_may_be_worth_anything(tmp_path: Path) -> None:
    """Of questions that everybody gets, no two need be worth the same."""
    path = tmp_path / "whole.yaml"
    path.write_text(
        "id: whole\ntitle: Whole\ndraw: {x: all, y: 1}\nquestions:\n"
        "  - {id: a, type: truefalse, tags: [x], points: 3, prompt: A?, answer: true}\n"
        "  - {id: b, type: truefalse, tags: [x], prompt: B?, answer: true}\n"
        "  - {id: c, type: truefalse, tags: [y], points: 2, prompt: C?, answer: true}\n"
        "  - {id: d, type: truefalse, tags: [y], points: 2, prompt: D?, answer: true}\n",
        encoding="utf-8",
    )
    quiz = loading.load(path)
    assert (quiz.size, quiz.points) == (3, 6)


def test_an_essay_is_for_everybody(tmp_path: Path) -> None:
    """What a person marks has a cell of its own, and cannot be drawn or varied."""
    path = tmp_path / "essay.yaml"
    path.write_text(
        "id: essay\ntitle: Essay\ndraw: 1\nquestions:\n"
        "  - {id: a, type: essay, prompt: Why?}\n"
        "  - {id: b, type: essay, variants: {n: [1, 2]}, prompt: 'Why {n}?'}\n",
        encoding="utf-8",
    )
    problems, _ = loading.read(path)
    said = "\n".join(map(str, problems))
    assert "it is marked by hand in a cell of its own" in said
    assert "and has 'variants'" in said


def test_a_question_that_cannot_be_read_is_told_alone(tmp_path: Path) -> None:
    """That it lacks in its pool follows from its own mistake, and is no second one."""
    path = tmp_path / "broken.yaml"
    path.write_text(
        "id: broken\ntitle: Broken\ndraw: {x: 2, y: 1}\nquestions:\n"
        "  - {id: a, type: truefalse, tags: [x], prompt: A?, answer: true}\n"
        "  - {id: b, type: trufalse, tags: [x, y], prompt: B?, answer: true}\n",
        encoding="utf-8",
    )
    problems, _ = loading.read(path)
    assert [problem.what for problem in problems] == ["unknown type 'trufalse'"]


@pytest.mark.parametrize("draw", ["all", "{x: all}"])
def test_a_draw_from_nothing_is_told(draw: str, tmp_path: Path) -> None:
    """Where no question can be read, what is told is what is wrong with each."""
    path = tmp_path / "none.yaml"
    path.write_text(f"id: none\ntitle: N\ndraw: {draw}\nquestions:\n  - {{id: q, tags: [x]}}\n")
    problems, _ = loading.read(path)
    assert problems
    assert all(problem.where == "q" for problem in problems)
