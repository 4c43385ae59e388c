"""What only shows when the quizzes of a module are looked at together."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking.examination import examine
from quizkit.errors import Problem

HEAD = "id: {name}\ntitle: Rivers\nquestions:\n"
Questions = tuple[str, ...]


def statement(name: str, answer: bool, allow: str = "") -> str:
    """Return a true/false question."""
    more = f", allow: [{allow}]" if allow else ""
    said = f"prompt: Is it {name}?, feedback: So., answer: {answer}{more}"
    return f"{{id: {name}, type: truefalse, {said}}}"


def choice(name: str, right: str, prompt: str = "", allow: str = "") -> str:
    """Return a question with one right option and three of twelve characters."""
    more = f", allow: [{allow}]" if allow else ""
    said = "feedback: No."
    wrong = ", ".join(f"{{text: {word} is it, {said}}}" for word in ("Rhine", "Loire", "Seine"))
    options = f"[{{text: '{right}', correct: true}}, {wrong}]"
    return f"{{id: {name}, type: choice, prompt: '{prompt or name}', options: {options}{more}}}"


def advice(folder: Path, *quizzes: Questions) -> list[Problem]:
    """Write quizzes into a folder and return what is said of them."""
    for number, questions in enumerate(quizzes):
        lines = "".join(f"  - {question}\n" for question in questions)
        text = HEAD.format(name=f"rivers-{number}") + lines
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return list(examine([folder]).problems)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ((True, True, True, False), False),
        ((False, False, False), False),
        ((False, False, False, False), True),
        ((True,) * 9 + (False,), True),
        ((True,) * 8 + (False,) * 2, False),
    ],
)
def test_statements_of_one_kind_are_told(
    tmp_path: Path, answers: tuple[bool, ...], told: bool
) -> None:
    """Four statements or more that are nearly all true, or nearly all false, are told."""
    asked = [statement(f"no-{n}", answer) for n, answer in enumerate(answers)]
    found = advice(tmp_path, tuple(asked[:2]), tuple(asked[2:]))
    assert [problem.rule for problem in found] == ["one-sided"] * told


def test_the_first_of_them_is_named(tmp_path: Path) -> None:
    """The advice names file, line and question, counts, and says what to do."""
    (found,) = advice(tmp_path, tuple(statement(f"no-{n}", False) for n in range(4)))
    assert str(found).startswith(
        f"{tmp_path / '0.yaml'}:4: advice: question 'no-0': "
        "all 4 true/false statements here are false; turn about half of them around"
    )


@pytest.mark.parametrize(("longest", "told"), [(8, True), (5, True), (4, False), (0, False)])
def test_right_options_that_are_mostly_the_longest_are_told(
    tmp_path: Path, longest: int, told: bool
) -> None:
    """Where the right option is the longest in most of eight questions, it is told."""
    asked = [choice(f"no-{n}", "The Danube, it is" if n < longest else "Oder") for n in range(8)]
    found = advice(tmp_path, tuple(asked[:4]), tuple(asked[4:]))
    assert [problem.rule for problem in found] == ["longest-keys"] * told


TWICE = [
    (
        "In which river did Strauss waltz at Vienna?",
        "At Vienna, which river made Strauss waltz?",
        True,
    ),
    (
        "In which river did Strauss waltz at Vienna?",
        "Which river flows past Budapest to the sea?",
        False,
    ),
    ("How many rows has it?", "How many rows has it?", False),  # its words tell nothing
]


@pytest.mark.parametrize(("one", "other", "told"), TWICE)
def test_a_question_asked_twice_is_told(tmp_path: Path, one: str, other: str, told: bool) -> None:
    """Of two questions with the same key and nearly the same words the second is told."""
    found = advice(tmp_path, (choice("one", "Donau", one),), (choice("two", "Donau", other),))
    assert [(p.rule, p.where, "rivers-0/one" in p.what) for p in found] == (
        [("asked-twice", "two", True)] * told
    )


def test_another_version_of_a_quiz_is_told_once(tmp_path: Path) -> None:
    """Where two quizzes share questions, one line says how many."""
    asked = [choice("waltz", "Donau", TWICE[0][0]), choice("sea", "Inn", TWICE[1][1])]
    (found,) = advice(tmp_path, tuple(asked), tuple(asked))
    assert (found.where, found.what.endswith("(1 more of these two quizzes)")) == ("waltz", True)


@pytest.mark.parametrize(
    "fields",
    [
        "type: match, pairs: [{left: Vienna, right: Donau}, {left: Paris, right: Seine}]",
        "type: groups, groups: [{text: east, items: [Donau]}, {text: west, items: [Seine]}]",
        "type: order, items: [Donau, Inn, Seine]",
        "type: several, options: [{text: Donau, correct: true}, {text: Po, feedback: No.}]",
        "type: number, answer: 2850, explanation: So.",
        "type: cloze, text: 'The [[it]].', blanks: {it: {type: text, accept: [Donau]}}",
    ],
)
def test_each_type_is_compared(tmp_path: Path, fields: str) -> None:
    """A question that is there twice is seen, whatever its type."""
    asked = [f"{{id: {name}, prompt: '{TWICE[0][0]}', {fields}}}" for name in ("one", "two")]
    assert "asked-twice" in {problem.rule for problem in advice(tmp_path, tuple(asked))}


def test_the_same_words_with_another_answer_are_two_questions(tmp_path: Path) -> None:
    """A prompt that is used again for another answer is not told."""
    prompt = TWICE[0][0]
    assert advice(tmp_path, (choice("one", "Donau", prompt), choice("two", "Inn", prompt))) == []


def test_folders_are_sets_of_their_own(tmp_path: Path) -> None:
    """What another folder asks is another set."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        text = HEAD.format(name=name) + f"  - {choice('one', 'Donau', TWICE[0][0])}\n"
        (tmp_path / name / "quiz.yaml").write_text(text, encoding="utf-8")
    assert examine([tmp_path]).problems == ()


@pytest.mark.parametrize("rule", ["one-sided", "asked-twice", "longest-keys"])
def test_it_can_be_done_on_purpose(tmp_path: Path, rule: str) -> None:
    """Questions that allow themselves such a rule are left out of its count."""
    questions = {
        "one-sided": [statement(f"no-{n}", False, rule) for n in range(4)],
        "asked-twice": [choice(name, "Donau", TWICE[0][0], rule) for name in ("one", "two")],
        "longest-keys": [choice(f"no-{n}", "The Danube, it is", "", rule) for n in range(8)],
    }
    assert advice(tmp_path, tuple(questions[rule])) == []
