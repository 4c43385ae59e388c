"""Quiz files: what loads, and what every mistake is told as."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.errors import Problem, QuizFileError, UnknownName
from quizkit.quiz import loading

GOOD = """\
id: small
title: {en: Small, nl: Klein}
objectives:
  o: {en: Know, nl: Weten}
questions:
  - id: who
    type: choice
    objective: o
    prompt: {en: Who led?, nl: Wie leidde?}
    options:
      - {text: Wendy Sherman, correct: true}
      - {text: Antony Blinken}
  - id: how-many
    type: number
    prompt: {en: How many?, nl: Hoeveel?}
    answer: 30
    tolerance: 0
"""


def read(tmp_path: Path, text: str | bytes) -> list[Problem]:
    """Write a quiz file and give what is wrong with it."""
    path = tmp_path / "quiz.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems, _ = loading.read(path)
    return problems


def test_a_good_file_loads(tmp_path: Path) -> None:
    """A file without mistakes gives a quiz with its questions in order."""
    path = tmp_path / "quiz.yaml"
    path.write_text(GOOD, encoding="utf-8")
    quiz = loading.load(path)
    assert [item.id for item in quiz.questions] == ["who", "how-many"]
    assert (quiz.languages, quiz.title.get("nl")) == (("en", "nl"), "Klein")


# what is changed in the good file, the line of the mistake, its question, a piece of the sentence
MISTAKES = [
    (
        "prompt: {en: Who",
        "promt: {en: Who",
        9,
        "who",
        "unknown field 'promt'; did you mean 'prompt'",
    ),
    (", correct: true", "", 10, "who", "no option is correct"),
    ("Antony Blinken", "wendy  sherman", 10, "who", "two equal"),
    ("tolerance: 0", "tolerance: -1", 17, "how-many", "'tolerance: -1' is below zero"),
    ("nl: Wie leidde?", "", 9, "who", "missing translation: 'prompt' has no 'nl'"),
    ("{en: Who led?, nl: Wie leidde?}", "Who led?", 9, "who", "one language only"),
    ("type: number", "type: numbr", 14, "how-many", "unknown type 'numbr'; did you mean 'number'"),
    ("type: number", "kind: number", 13, "how-many", "'type' is missing"),
    ("id: how-many", "id: who", 13, "who", "used twice (first on line 6)"),
    ("objective: o", "objective: p", 6, "who", "there is no objective 'p'"),
    (
        "{text: Antony Blinken}",
        "{text: Blinken, correct: true}",
        10,
        "who",
        "2 options are correct",
    ),
    ("id: how-many", "nr: how-many", 13, "", "question 2 has no id"),
    ("id: small", "id: Small quiz", 1, "", "'Small quiz' cannot be an id"),
    ("id: small", "id: nul", 1, "", "'nul' is no name for a file on Windows"),
    ("answer: 30", "answer: thirty", 16, "how-many", "is not a number"),
    ("answer: 30\n", "\n", 13, "how-many", "'answer' is missing"),
    ("    options:", "   options:", 10, "", "does not fit the lines above"),
    (
        "prompt: {en: How",
        "prompt: {en: 'How",
        15,
        "",
        "the quotation mark (') that opens a text here is not closed",
    ),
    (
        "title: {en: Small, nl: Klein}",
        "title: Small: and large",
        2,
        "",
        "a second ': ' on this line",
    ),
    ("    type: number", "\ttype: number", 14, "", "tab"),
    ("Wie leidde?", "Wie \x07leidde?", 9, "", "a character here that no text may hold"),
    ("    answer: 30", "    answer: 30\n    answer: 31", 17, "how-many", "'answer' is given twice"),
    ("answer: 30", "answer: 30\n    points: -1", 17, "how-many", "below zero"),
]


@pytest.mark.parametrize(("good", "bad", "line", "question", "said"), MISTAKES)
def test_a_mistake_is_told(
    tmp_path: Path, good: str, bad: str, line: int, question: str, said: str
) -> None:
    """A mistake is told with its line, its question and what to do."""
    assert good in GOOD
    problems = read(tmp_path, GOOD.replace(good, bad, 1))
    assert said in "\n".join(map(str, problems))
    found = next(p for p in problems if said in str(p))
    assert (found.line, found.where) == (line, question)
    assert found.mend


def test_every_mistake_at_once(tmp_path: Path) -> None:
    """All mistakes of a file are told in one go, and none follows from another."""
    text = GOOD.replace("tolerance: 0", "tolerence: 0").replace("nl: Wie leidde?", "")
    assert [(p.line, p.where) for p in read(tmp_path, text)] == [(9, "who"), (17, "how-many")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"just a text", "this is not a quiz"),
        (b"services: {}\nversion: 3\n", "this is not a quiz"),
        (b"\xff\xfeid", "not UTF-8"),
        (b"id: a\n---\nid: b\n", "second document"),
        (b"[" * 200_000, "nested too deeply"),
        (b"a: " + b"x" * 3_000_000, "too large"),
    ],
)
def test_no_quiz_at_all(tmp_path: Path, content: bytes, said: str) -> None:
    """A file that is no quiz is told so in one sentence."""
    (problem,) = read(tmp_path, content)
    assert said in str(problem)


def test_a_derived_answer_that_finds_nothing(tmp_path: Path) -> None:
    """An answer derived from a table in which nothing is found is a mistake of the file."""
    rows = "answer: {table: nato_members, where: 'accession_year > 3000', value: accession_year}"
    (problem,) = read(tmp_path, GOOD.replace("answer: 30", rows))
    assert (problem.line, problem.where) == (16, "how-many")
    assert "finds nothing" in str(problem) or "no row" in str(problem)


def test_an_unknown_quiz_suggests_the_nearest() -> None:
    """A quiz that does not exist suggests the one with the nearest name."""
    with pytest.raises(UnknownName, match="did you mean 'geneva'"):
        loading.load("genva")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A path where there is no file is told in a sentence that names it."""
    with pytest.raises(QuizFileError, match=r"^mine\.yaml: there is no such file"):
        loading.load("mine.yaml", folder=tmp_path)


def test_texts_are_taken_as_typed(tmp_path: Path) -> None:
    """Words that YAML takes for other things (no, 1997, ~x) stay the texts that were typed."""
    text = GOOD.replace("Antony Blinken", "no").replace("Wendy Sherman", "1997")
    path = tmp_path / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    shown = loading.load(path)["who"].public("en")
    assert [option["text"] for option in shown["options"]] == ["1997", "no"]


def test_a_near_miss_of_a_file_is_told(tmp_path: Path) -> None:
    """Where a file is missing, the one with the nearest name is suggested."""
    (tmp_path / "rivers.yaml").touch()
    with pytest.raises(QuizFileError, match=r"^river\.yaml: .*; did you mean 'rivers\.yaml'\?$"):
        loading.load("river.yaml", folder=tmp_path)


def test_a_text_file_is_to_be_renamed(tmp_path: Path) -> None:
    """A file saved with the ending .txt is found, with what to rename."""
    (tmp_path / "rivers.yaml.txt").touch()
    with pytest.raises(QuizFileError, match=r"rename 'rivers\.yaml\.txt' to 'rivers\.yaml'"):
        loading.load("rivers.yaml", folder=tmp_path)


@pytest.mark.parametrize("name", ["rivers", "river"])
def test_a_file_beside_the_notebook_is_suggested(tmp_path: Path, name: str) -> None:
    """A name that is no quiz of the course, but a file beside the notebook, is told to be that."""
    (tmp_path / "rivers.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UnknownName, match=r'write its whole name: show\("rivers\.yaml"\)\.$'):
        loading.load(name, folder=tmp_path)


def test_a_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    """A mistake names the file as the teacher wrote it, not by the whole path."""
    (tmp_path / "lessons").mkdir()
    (tmp_path / "rivers.yaml").write_text("id: rivers\n", encoding="utf-8")
    with pytest.raises(QuizFileError, match=r"^\.\./rivers\.yaml:1: "):
        loading.load("../rivers.yaml", folder=tmp_path / "lessons")


SETTLED = [
    ("answer: 30", "answer: 30\n    void: true", ""),
    ("answer: 30", "answer: 30\n    credit: all", ""),
    ("answer: 30", "answer: 30\n    credit: some", "'credit: some' is not known"),
    ("answer: 30", "answer: 30\n    void: true\n    credit: all", "exclude each other"),
    ("answer: 30", "answer: 30\n    void: true\n    points: 0", "'void' says nothing of 0 points"),
    ("type: ", "void: true\n    type: ", "no question is left that counts"),
]


@pytest.mark.parametrize(("old", "new", "said"), SETTLED)
def test_a_question_of_a_graded_quiz_can_be_settled(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """In keys/ a question may be void or give credit to all, if that makes sense."""
    (tmp_path / "keys").mkdir()
    found = read(tmp_path / "keys", GOOD.replace(old, new))
    assert [said in problem.what for problem in found] == ([True] if said else [])


@pytest.mark.parametrize(("field", "name"), [("void: true", "void"), ("credit: all", "credit")])
def test_a_practice_quiz_cannot_be_settled(tmp_path: Path, field: str, name: str) -> None:
    """Elsewhere nothing counts, and it is said where these fields belong."""
    (found,) = read(tmp_path, GOOD.replace("answer: 30", f"answer: 30\n    {field}"))
    assert found.where == "how-many"
    assert found.what == f"'{name}' is only for a graded quiz, in the folder keys/ of a course"
