"""Answers of every type counted, by strong and weak, with what the author wrote to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from quizkit import load
from quizkit.desk.report.answers import Answer, Answers, answers
from quizkit.desk.report.class_work import question_task
from quizkit.desk.report.item_statistics import GROUPS
from quizkit.learner.record import QuestionRecord
from quizkit.quiz.model import Item, Json, Quiz
from quizkit.quiz.types import TYPES

AT = "2022-01-10T09:00:00.000Z"


@pytest.fixture(scope="module")
def nine(checkout: Path) -> Quiz:
    """Return a quiz with a question of each type."""
    folder = checkout / "tests" / "quizzes"
    quiz, more = (load(folder / name) for name in ("nine.yaml", "essay-and-place.yaml"))
    return replace(quiz, questions=(*quiz.questions, *more.questions), pictures=more.pictures)


SCORED = [name for name, kind in TYPES.items() if not kind.item.by_hand]


def counted(
    quiz: Quiz, item: Item, given: Sequence[Json], *, fingerprints: Mapping[int, str] | None = None
) -> Answers:
    """Count answers; the first student is weak, the last one strong, the others between."""
    older = fingerprints or {}
    answered: dict[str, QuestionRecord | None] = {
        f"s{n}": QuestionRecord(older.get(n, item.public_fingerprint), value, AT)
        for n, value in enumerate(given)
    }
    rows = {f"s{n}": [0.0, 1.0, 0.0] for n in range(len(given))}
    rows |= {"s0": [1.0, 0.0, 0.0], f"s{len(given) - 1}": [0.0, 0.0, 1.0]}
    thirds = pd.DataFrame.from_dict(rows, orient="index", columns=list(GROUPS))
    return answers(question_task(quiz, item, answered, points=1.0), thirds, "en")


def by_text(found: Answers) -> dict[tuple[str, str], Answer]:
    """Return answers by their place and their text."""
    return {(answer.place, answer.html): answer for answer in found.listed}


@pytest.mark.parametrize("name", SCORED)
def test_each_type_counts_its_right_and_wrong_answers(name: str, nine: Quiz) -> None:
    """Of two right responses and one wrong one each part is counted, as right or as wrong."""
    [item] = [item for item in nine.questions if item.type == name]
    samples = TYPES[name].samples(item)
    found = counted(nine, item, [samples.wrong, samples.right, samples.right, None])
    assert found.unanswered == 1
    rights = [answer for answer in found.listed if answer.right]
    wrongs = [answer for answer in found.listed if not answer.right and answer.count]
    assert {answer.count for answer in wrongs} == {1}
    assert {answer.weak for answer in wrongs} == {1.0}
    if not TYPES[name].numbered:  # of an order, what stands the wrong way round is counted alone
        assert {answer.count for answer in rights} == {2}


def test_an_option_that_nobody_chose_is_listed(nine: Quiz) -> None:
    """Options stand in the author's order, with 0 where nobody chose one."""
    item = nine["who-led"]
    found = counted(nine, item, [item.right()] * 3)
    assert [(answer.html, answer.count) for answer in found.listed] == [
        ("Wendy Sherman", 3),
        ("Antony Blinken", 0),
        ("Jens Stoltenberg", 0),
    ]
    assert found.offered


def test_typed_texts_count_as_the_grader_takes_them(nine: Quiz) -> None:
    """Spellings of one form count together, as it was typed most; so do wrong ones."""
    item = nine["russian-side"]
    typed = ["ryabkov", "Ryabkov", "RYABKOV!", "Ryabkov", "lavrov", "Lavrov ", "Putin"]
    found = by_text(counted(nine, item, typed))
    assert {text: answer.count for (_, text), answer in found.items()} == {
        "Ryabkov": 4,
        "lavrov": 2,
        "Putin": 1,
    }
    said = found["", "lavrov"].feedback
    assert said is not None
    assert said.get("en").startswith("He was the minister")


def test_typed_numbers_count_as_the_grader_takes_them(nine: Quiz) -> None:
    """Numbers near the answer, or near one that the author foresaw, count as that one."""
    item = nine["distance"]
    found = counted(nine, item, ["533", "530 km", "533000 m", "331", "335", "12", "a lot"])
    assert sorted((answer.count, answer.right) for answer in found.listed) == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert found.invalid == 1


def test_pairs_are_counted_by_what_was_to_be_placed(nine: Quiz) -> None:
    """A thing put in a wrong place is counted there, beside how many put it right."""
    item = nine["tables"]
    right = item.right()
    first, second, *_ = right
    swapped = right | {first: right[second], second: right[first]}
    found = counted(nine, item, [swapped, swapped, right])
    wrong = [answer for answer in found.listed if not answer.right]
    assert {answer.count for answer in wrong} == {2}
    assert len({answer.place for answer in wrong}) == 2
    assert {answer.place for answer in found.listed} >= {"The United States and Russia"}


def test_things_out_of_order_are_counted_two_by_two(nine: Quiz) -> None:
    """The first two things swapped are one pair the wrong way round, told as it was given."""
    [item] = [item for item in nine.questions if item.type == "order"]
    one, two, *others = item.right()
    texts = {o["token"]: o["html"] for o in item.public("en")["items"]}
    [found] = counted(nine, item, [[two, one, *others], item.right(), item.right()]).listed
    assert (found.html, found.count) == (f"{texts[two]} → {texts[one]}", 1)


def test_answers_to_an_earlier_version_are_counted_apart(nine: Quiz) -> None:
    """A response with another fingerprint is no answer to this question, and is told."""
    item = nine["who-led"]
    found = counted(nine, item, [item.right()] * 3, fingerprints={1: "older"})
    assert (found.changed, found.listed[0].count) == (1, 2)


@pytest.mark.parametrize("value", [["x"], {"a": []}, 5, "no-option", {"tables": {"x": 1}}, [[]]])
@pytest.mark.parametrize("name", TYPES)
def test_nonsense_is_counted_as_unreadable(name: str, value: Json, nine: Quiz) -> None:
    """Whatever a file holds, counting goes on; what no question could mean is not an answer."""
    [item] = [item for item in nine.questions if item.type == name]
    found = counted(nine, item, [value, item.right(), item.right()])
    typed = name in ("text", "number", "essay")
    assert found.invalid == 1 or typed


def test_what_is_typed_is_shown_and_not_run(nine: Quiz) -> None:
    """A tag that somebody types is text on the page."""
    found = counted(nine, nine["russian-side"], ["<b>me</b>", "x", "x"])
    assert "&lt;b&gt;me&lt;/b&gt;" in [answer.html for answer in found.listed]


def test_a_long_text_is_cut(nine: Quiz) -> None:
    """Of what somebody typed the beginning is shown."""
    found = counted(nine, nine["russian-side"], ["x" * 400, "y", "y"])
    assert "x" * 120 + "…" in [answer.html for answer in found.listed]


def test_of_essays_the_lengths_are_told(nine: Quiz) -> None:
    """A text is not counted as an answer: how many words each has is, from the shortest on."""
    item = nine["open-door"]
    found = counted(nine, item, ["It was a policy.", "Why?", None, 7])
    assert (found.words, found.listed) == ((1, 4), ())
    assert (found.unanswered, found.invalid) == (1, 1)


def test_places_of_one_zone_are_one_answer(nine: Quiz) -> None:
    """Where they clicked differs by a hair; what is counted is the zone, or what lies around."""
    item = nine["meeting"]
    right = [{"x": x / 640, "y": 245 / 400} for x in (295, 300, 310)]
    given = [*right, {"x": 0.25, "y": 0.38}, {"x": 0.26, "y": 0.37}, {"x": 0.9, "y": 0.9}]
    found = counted(nine, item, given)
    assert sorted((a.count, a.right) for a in found.listed) == [(1, False), (2, False), (3, True)]
