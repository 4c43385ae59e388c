"""A quiz as students receive it: all that is asked, and nothing that tells what is right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser.quiz_secrets import secrets, texts
from quiz.types.drawing import KINDS, SECRET, responses
from quiz.types.rekeying import rekeyed
from quizkit.errors import CourseError
from quizkit.languages import known
from quizkit.quiz.loading import load
from quizkit.quiz.model import Choosable, Item, Json, Quiz, Text, token
from quizkit.quiz.released import ReleasedItem, as_released, read_released, released, text_of
from quizkit.quiz.types import unread
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.number import Number

TESTS = Path(__file__).parents[1]
NINE = TESTS / "quizzes" / "nine.yaml"
FOLDERS = ("data/quizzes", "lessons/course/keys")
QUIZZES = [NINE, *(p for f in FOLDERS for p in sorted((TESTS.parent / f).glob("*.yaml")))]
every_kind = pytest.mark.parametrize("kind", KINDS)
every_quiz = pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.stem)


def quiz_of(*items: Item) -> Quiz:
    """Make a quiz of these questions."""
    return Quiz("drawn", Text.plain("Drawn"), items)


def written(quiz: Quiz) -> str:
    """Return a released quiz as the text of its file."""
    return text_of(released(quiz))


@every_kind
@given(data=st.data(), seed=st.integers())
def test_another_key_gives_the_same_file(kind: str, data: st.DataObject, seed: int) -> None:
    """Two questions that differ in key, feedback and explanation alone are released alike."""
    item = data.draw(KINDS[kind])
    assert written(quiz_of(rekeyed(item, Random(seed)))) == written(quiz_of(item))


@every_quiz
def test_another_key_gives_the_same_quiz(path: Path) -> None:
    """Every quiz of the module would be released byte for byte the same with other keys."""
    quiz = load(path)
    for seed in range(5):
        chance = Random(seed)
        other = replace(quiz, questions=tuple(rekeyed(item, chance) for item in quiz.questions))
        assert written(other) == written(quiz)


@every_kind
@given(data=st.data())
def test_no_secret_is_released(kind: str, data: st.DataObject) -> None:
    """No feedback, explanation or hint is in the file, nor a hash of the key."""
    item = data.draw(KINDS[kind])
    file = written(quiz_of(item))
    assert SECRET not in file
    assert item.fingerprint not in file


@every_quiz
def test_no_text_of_a_key_is_released(path: Path) -> None:
    """No text that only the key, the feedback and the hints hold is in a released quiz."""
    quiz = load(path)
    held = {text for item in quiz.questions for text in secrets(item)}
    said = {text for item in quiz.questions for text in item.prompt.texts.values()}
    assert held & texts(released(quiz)) <= said


@every_kind
@given(data=st.data())
def test_what_cannot_be_read_is_told_without_a_key(kind: str, data: st.DataObject) -> None:
    """A student's process and the grader's agree on what is unanswered and what is unreadable."""
    item = data.draw(KINDS[kind])
    value = data.draw(responses(item))
    (asked,) = as_released(quiz_of(item)).questions
    told = unread(asked, value)
    assert told == unread(item, value)
    graded = item.grade(value)
    assert graded == told if told else graded.outcome in ("wrong", "partly", "right", "given")


def test_units_are_known_without_a_key() -> None:
    """A number is read with its units, and a whole number is asked for, without the answer."""
    number = load(NINE)["distance"]
    assert isinstance(number, Number)
    far, whole = as_released(quiz_of(number, replace(number, id="w", integer=True))).questions
    assert [unread(far, typed) is None for typed in ("533", "1 m", "1.5 km", "1 mile")] == [
        *(True, True, True, False)
    ]
    assert [unread(whole, typed) is None for typed in ("533", "1 m", "1000 m")] == [
        *(True, False, True)
    ]


@every_quiz
def test_the_page_is_the_same(path: Path) -> None:
    """A released question shows what the question itself shows, in either language."""
    quiz = load(path)
    for item, asked in zip(quiz.questions, as_released(quiz).questions, strict=True):
        for language in ("en", "nl", "fr"):
            assert unordered(asked.public(language)) == unordered(item.public(language))
        assert asked.public_fingerprint == asked.fingerprint == item.public_fingerprint
        same = ("id", "type", "points", "prompt", "rule", "objective")
        assert [getattr(asked, n) for n in same] == [getattr(item, n) for n in same]


def unordered(value: Json) -> Json:
    """Return a JSON value with its lists sorted."""
    if isinstance(value, dict):
        return {name: unordered(part) for name, part in value.items()}
    return sorted(map(unordered, value), key=json.dumps) if isinstance(value, list) else value


@every_kind
@given(data=st.data(), seed=st.integers())
def test_a_student_keeps_one_order(kind: str, data: st.DataObject, seed: int) -> None:
    """One seed gives one order, every time and in either language; asking changes nothing."""
    (asked,) = as_released(quiz_of(data.draw(KINDS[kind]))).questions
    first = asked.public("en", Random(seed))
    assert asked.public("en", Random(seed)) == first
    names = [entry["token"] for shown in lists(first) for entry in shown]
    dutch = [entry["token"] for shown in lists(asked.public("nl", Random(seed))) for entry in shown]
    assert dutch == names


def lists(view: Json) -> list[Json]:
    """Return every list of things that can be picked or moved in a public view."""
    parts = [view, *view.get("segments", ())]
    names = ("options", "left", "right", "items", "groups")
    return [part[name] for part in parts for name in names if name in part]


def test_students_see_options_in_different_orders() -> None:
    """What may be shuffled is shuffled by the student's seed; what may not, never."""
    item = load(NINE)["who-led"]
    for shuffle, orders in ((True, 6), (False, 1)):
        (asked,) = as_released(quiz_of(replace(item, shuffle=shuffle))).questions
        seen = [asked.public("en", Random(seed))["options"] for seed in range(60)]
        assert len({tuple(entry["token"] for entry in shown) for shown in seen}) == orders


def test_the_fingerprint_follows_the_question_alone() -> None:
    """The public fingerprint changes with what can be answered, not with what is right."""
    item = load(NINE)["who-led"]
    assert isinstance(item, Choice)
    other = [replace(item, correct=option.token) for option in item.options]
    assert {each.public_fingerprint for each in other} == {item.public_fingerprint}
    more = (*item.options, Choosable(token("who-led", "Joe Biden"), Text.plain("Joe Biden")))
    assert replace(item, options=more).public_fingerprint != item.public_fingerprint
    assert item.public_fingerprint != item.fingerprint


def test_a_label_may_be_mended() -> None:
    """New words around the blanks of a passage leave answers to it as they were."""
    item = load(NINE)["summary"]
    mended = replace(item, labels={n: Text.plain(f"{n}?") for n in ("day", "city", "council")})
    assert mended.public_fingerprint == item.public_fingerprint
    (asked,) = as_released(quiz_of(mended)).questions
    told = unread(asked, {"day": "monday"})
    assert told is not None
    assert told.message.get("en") == "Look again at: day?."
    assert told.message.get("nl") == "Kijk nog eens naar: day?."


def test_a_view_is_released_once() -> None:
    """A view that is as in English is left out, and shown from the English one."""
    quiz = load(NINE)
    views = [question["views"] for question in released(quiz)["questions"]]
    assert [list(each.values()).count(each["en"]) for each in views] == [1] * len(views)
    (asked,) = as_released(quiz_of(quiz["member"])).questions
    for code in known():  # the options are called otherwise in each, and not shuffled
        assert asked.public(code) == quiz["member"].public(code)


def test_that_a_question_is_settled_is_not_released() -> None:
    """Whether it counts after all is said in no release: the file stays the same."""
    quiz = load("geneva")
    first, second, *others = quiz.questions
    items = (replace(first, void=True), replace(second, credit=True), *others)
    assert written(replace(quiz, questions=items)) == written(quiz)


def test_a_released_quiz_cannot_be_graded() -> None:
    """Whoever asks a released question for its key is told that it has none."""
    (asked,) = as_released(quiz_of(load(NINE)["who-led"])).questions
    assert isinstance(asked, ReleasedItem)
    for ask in (asked.right, asked.basis, lambda: asked.key("en"), lambda: asked.grade("x")):
        with pytest.raises(CourseError, match="holds no key"):
            ask()


def test_a_file_reads_back(tmp_path: Path) -> None:
    """What was written is read back: the same quiz, which would be written the same again."""
    path = tmp_path / "quizzes" / "nine.json"
    path.parent.mkdir()
    path.write_text(written(load(NINE)), encoding="utf-8")
    quiz = read_released(path)
    assert (quiz.id, quiz.points, quiz.languages, len(quiz.questions)) == (
        *("nine", 9, ("en", "nl")),
        9,
    )
    assert quiz.title.get("nl") == "Negen vragen, negen soorten"
    assert quiz.objectives["week"].get("en").startswith("Say who met whom")
    assert replace(as_released(load(NINE)), path=path) == quiz


GOOD = written(load(NINE))
DAMAGED = {
    "empty": "",
    "half": GOOD[: len(GOOD) // 2],
    "a letter": GOOD.replace("Wendy", "Wandy"),
    "a point more": GOOD.replace('"points": 9.0', '"points": 10.0'),
    "no questions": '{"format": 1}',
    "no quiz": "[1, 2]",
    "nested": "[" * 100_000,
    "a wrong type": GOOD.replace('"languages": [', '"languages": 7, "x": ['),
    "questions of nothing": '{"format": 1, "questions": [null]}',
    "half a character": GOOD.replace("Wendy", "\\ud800"),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_said(tmp_path: Path, text: str) -> None:
    """A file that is not as it was released is told in a sentence that says what to do."""
    path = tmp_path / "nine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as error:
        read_released(path)
    place = f"{tmp_path.name}/nine.json"
    assert str(error.value) == (
        f"The quiz {place} is not as it was released. "
        "Fetch the assignment anew, or ask your teacher for it."
    )


@pytest.mark.parametrize("change", ['"format": 3', '"type": "drawing"'])
def test_a_newer_file_is_said(change: str) -> None:
    """A quiz made for a newer quizkit asks for that, and is not called damaged."""
    old = '"format": 1' if "format" in change else '"type": "choice"'
    with pytest.raises(CourseError, match="needs another version of quizkit"):
        read_released(GOOD.replace(old, change).encode())


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A file that may not be read is told with the system's reason."""
    with pytest.raises(CourseError, match="cannot be read \\(No such file or directory\\)"):
        read_released(tmp_path / "nine.json")
