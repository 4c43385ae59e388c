"""The parts and the form in which the course's lessons are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.checking.lessons.lesson import Lesson
from quizkit.checking.lessons.objectives import NUMBERED, objectives_cell, quiz_of
from quizkit.errors import Problem
from quizkit.languages import in_any
from quizkit.notebooks import Cell
from quizkit.quiz.types import TYPES

QUESTION = re.compile(r"^\*\*[^*\n]+\?\*\*\s*$", re.MULTILINE)
MARKDOWN_PARTS = {
    "key-points": "the key points are missing",
    "further": "further reading is missing",
}
EXERCISE = re.compile(r"exercise-(\d+)-cell")
SHORTEST, LONGEST = 20, 45  # minutes
FEWEST_QUESTIONS = 8
KINDS = 6  # types of question in a practice quiz
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAMED = re.compile(r"quizkit\.([\w.]+)\(")
IMPORTED = re.compile(r"^(?:import|from) .*", re.MULTILINE)
PUBLIC = re.compile(r"language|show|review|load|data\.(?:load|describe)")


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check that a lesson has all its parts; one that only reviews the others has but a title."""
    yield from _title(lesson)
    if lesson.is_review:
        return
    yield from _objectives(lesson)
    yield from _minutes(lesson)
    if not any("quizkit.figures." in cell.source for cell in lesson.code):
        mend = "add a cell with quizkit.figures.…()"
        yield lesson.problem(None, "figure", "it has no figure made from the tables", mend)
    if lesson.cell("sources") is None:
        yield lesson.problem(None, "sources", "the sources are missing", "add a cell 'sources'")
    if lesson.number != "00":
        yield from _parts(lesson)
        yield from _prediction(lesson)
        yield from _exercises(lesson)
        yield from _practice(lesson)


def _title(lesson: Lesson) -> Iterator[Problem]:
    first = lesson.cells[0] if lesson.cells else None
    if first is None or not first.source.startswith("# ") or not QUESTION.search(first.source):
        what, mend = "it does not open with a title and a central question", "add **…?** below it"
        yield lesson.problem(first, "central-question", what, mend)


def _objectives(lesson: Lesson) -> Iterator[Problem]:
    found = objectives_cell(lesson)
    listed = NUMBERED.findall(found.source) if found else []
    fewest = 3 if lesson.number == "00" else 4
    if [n for n, _ in listed] != [str(n) for n in range(1, len(listed) + 1)] or not (
        fewest <= len(listed) <= 6
    ):
        what = f"it lists {len(listed)} objectives"
        yield lesson.problem(found, "objectives", what, f"number {fewest} to 6 of them, from 1")


def _minutes(lesson: Lesson) -> Iterator[Problem]:
    cell, told = time_told(lesson)
    minutes = sum(int(number) for number in re.findall(r"\d+", told)[:2])
    if not SHORTEST <= minutes <= LONGEST:
        what = "its time is missing" if cell is None else f"it takes {minutes} minutes"
        mend = f"let reading and exercises take {SHORTEST} to {LONGEST}, and say so: **Time:** …"
        yield lesson.problem(cell, "minutes", what, mend)


def time_told(lesson: Lesson) -> tuple[Cell | None, str]:
    """Return the cell that tells how long a lesson takes, and what it tells of that."""
    told = re.compile(rf"^\*\*(?:{in_any('lessons', 'time')}):\*\* (.+)$", re.MULTILINE)
    found = ((cell, told.search(cell.source)) for cell in lesson.prose)
    return next(((cell, match[1]) for cell, match in found if match), (None, ""))


def _parts(lesson: Lesson) -> Iterator[Problem]:
    for name, what in MARKDOWN_PARTS.items():
        cell = lesson.cell(name)
        if cell is None or not cell.source.startswith("## "):
            yield lesson.problem(cell, name, what, f"add a cell '{name}' with a heading")


def _prediction(lesson: Lesson) -> Iterator[Problem]:
    for cell, name in lesson.quizzes:
        quiz = quiz_of(lesson, name)
        if cell.id == "prediction" and quiz:
            if quiz.points:
                what, mend = "the prediction counts for the result", "give it 'points: 0'"
                yield lesson.problem(cell, "prediction", what, mend)
            return
    mend = "add a cell 'prediction' that shows a small quiz, before the text tells what happened"
    yield lesson.problem(None, "prediction", "nothing is predicted", mend)


def _exercises(lesson: Lesson) -> Iterator[Problem]:
    numbers = [m[1] for cell in lesson.code if (m := EXERCISE.fullmatch(cell.id))]
    if not 2 <= len(numbers) <= 4:
        what = f"it has {len(numbers)} exercises"
        yield lesson.problem(
            None, "exercises", what, "have two to four: cells 'exercise-1-cell', …"
        )
    for number in numbers:
        task = lesson.cell(f"exercise-{number}-cell")
        solution = lesson.cell(f"exercise-{number}-solution")
        if solution is None or not re.search(
            r"<details>.*```python.*</details>", solution.source, re.DOTALL
        ):
            what = "the exercise has no hidden solution"
            yield lesson.problem(task, "solution", what, "add one with <details> and its code")
        if lesson.cell(f"exercise-{number}-check") not in dict(lesson.quizzes):
            what = "the exercise lacks the quiz that checks it"
            yield lesson.problem(task, "exercises", what, f"add 'exercise-{number}-check'")


def _practice(lesson: Lesson) -> Iterator[Problem]:
    cell, name = lesson.quizzes[-1] if lesson.quizzes else (None, "")
    quiz = quiz_of(lesson, name) if name else None
    questions = quiz.questions if quiz else ()
    if len(questions) < FEWEST_QUESTIONS:
        what = f"the practice quiz has {len(questions)} questions"
        yield lesson.problem(cell, "practice", what, f"have {FEWEST_QUESTIONS} or more")
    elif len({question.type for question in questions}) < KINDS:
        what = "the practice quiz has few types of question"
        yield lesson.problem(
            cell, "practice", what, f"use {KINDS} or more of the {len(TYPES)} types"
        )


def form_rules(lesson: Lesson) -> Iterator[Problem]:
    """Check the form of a lesson and what its code uses."""
    if lesson.format != (4, 5) or lesson.kernel != "python3":
        mend = "save it anew from JupyterLab, with the kernel Python 3"
        yield lesson.problem(None, "format", "it is not of format 4.5 for 'python3'", mend)
    seen: set[str] = set()
    for cell in lesson.cells:
        if not ID.fullmatch(cell.id) or cell.id in seen:
            what, mend = "a cell's id is not a name of its own", "use small letters, digits and -"
            yield lesson.problem(cell, "cell-id", what, mend)
        seen.add(cell.id)
    yield from _language(lesson)
    yield from _public(lesson)


def _language(lesson: Lesson) -> Iterator[Problem]:
    start = f'import quizkit\n\nquizkit.language("{lesson.language}")'
    first = lesson.code[0] if lesson.code else None
    if first is None or first.source.strip() != start:
        what = "the first cell of code does not set the lesson's language"
        mend = f'let it be: import quizkit, then quizkit.language("{lesson.language}")'
        yield lesson.problem(first, "language-line", what, mend)


def _public(lesson: Lesson) -> Iterator[Problem]:
    from quizkit import figures

    for cell in lesson.code:
        for name in NAMED.findall(cell.source):
            part, _, figure = name.partition(".")
            if part == "figures" and figure not in figures.__all__:
                what = f"no figure '{figure}' is made from the tables"
                yield lesson.problem(cell, "figure-data", what, "use a figure of quizkit.figures")
            elif part != "figures" and not PUBLIC.fullmatch(name):
                what = f"quizkit.{name} is not a public name"
                yield lesson.problem(cell, "public-names", what, "use what quizkit offers lessons")
        for line in IMPORTED.findall(cell.source):
            if line != "import quizkit":
                what = f"it imports more than quizkit ('{line}')"
                yield lesson.problem(cell, "public-names", what, "do without, or ask for a figure")
