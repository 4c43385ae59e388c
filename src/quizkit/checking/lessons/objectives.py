"""What a lesson refers to: its quizzes, whose questions test its objectives, and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from quizkit.checking.lessons.citations import source_ids
from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem, UnknownName
from quizkit.notebooks import Cell
from quizkit.quiz.model import Quiz

NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|attachment:")  # another host, a mail address


def objectives_cell(lesson: Lesson) -> Cell | None:
    """Return the cell that lists the objectives: the first with a numbered list."""
    return next((cell for cell in lesson.prose if NUMBERED.search(cell.source)), None)


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check quizzes against objectives, word for word."""
    tested: dict[str, str] = {}
    for cell, name in lesson.quizzes:
        quiz = quiz_of(lesson, name)
        if quiz is None:
            continue  # told with the notebook's references
        yield from _questions(lesson, cell, quiz)
        for objective, text in quiz.objectives.items():
            words = text.get(lesson.language)
            number = objective.rpartition("-")[2]
            if tested.setdefault(number, words) != words:
                what = f"the objective '{objective}' reads otherwise in another quiz"
                yield lesson.problem(cell, "objective-words", what, "use the same words in all")
    yield from _listed(lesson, tested)


def _questions(lesson: Lesson, cell: Cell, quiz: Quiz) -> Iterator[Problem]:
    known = source_ids(lesson.content / "data" / "sources.csv")
    for objective in sorted(quiz.objectives.keys() - {q.objective for q in quiz.questions}):
        what = f"no question of '{quiz.id}' tests its objective '{objective}'"
        yield lesson.problem(cell, "objective-tested", what, "add one, or drop the objective")
    for question in quiz.questions:
        if question.objective is None:
            what = f"the question '{question.id}' of '{quiz.id}' tests no objective"
            yield lesson.problem(cell, "question-objective", what, "name one: 'objective: …'")
        for name in sorted(set(question.source) - known):
            what = f"the question '{question.id}' of '{quiz.id}' names '{name}', which is no source"
            yield lesson.problem(cell, "source-id", what, "add it to data/sources.csv")
        if not question.source and quiz.points:
            what = f"the question '{question.id}' of '{quiz.id}' names no source"
            mend = "add 'source: [article-a]'"
            if lesson.number != "00":
                yield lesson.problem(cell, "question-source", what, mend)


def _listed(lesson: Lesson, tested: dict[str, str]) -> Iterator[Problem]:
    cell = objectives_cell(lesson)
    listed = dict(NUMBERED.findall(cell.source)) if cell else {}
    for number in sorted(listed.keys() | tested.keys()):
        mine, theirs = listed.get(number), tested.get(number)
        if theirs is None:
            what, mend = f"no question tests objective {number}", "add one, or drop the objective"
            yield lesson.problem(cell, "objective-tested", what, mend)
        elif mine is None or mine != theirs[0].lower() + theirs[1:]:
            what = f"objective {number} is not in the words of the quizzes: '{theirs}'"
            yield lesson.problem(cell, "objective-words", what, "use the same words")


def references(lesson: Lesson) -> Iterator[Problem]:
    """Check links and the names of quizzes."""
    yield from _links(lesson)
    for cell, name in lesson.quizzes:
        yield from _quiz(lesson, cell, name)


def quiz_mistakes(lesson: Lesson) -> Iterator[Problem]:
    """Yield the mistakes in the files of the quizzes that a notebook shows."""
    for name in sorted({name for _, name in lesson.quizzes}):
        yield from lesson.read_quizzes[name][0]


def quiz_of(lesson: Lesson, name: str) -> Quiz | None:
    """Return a quiz that a notebook shows; None if there is none of that name."""
    return lesson.read_quizzes[name][1]


def _quiz(lesson: Lesson, cell: Cell, name: str) -> Iterator[Problem]:
    try:
        if lesson.quiz_file(name).is_file():
            return
        what, mend = f"there is no quiz file '{name}'", "name one as seen from the notebook"
    except UnknownName as error:
        what, mend = error.what, error.mend
        if lesson.keeps_rules and error.suggestion is None:
            mend = "add it to data/quizzes"
    yield lesson.problem(cell, "quiz", what, mend)


def _links(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.prose:
        for target in LINK.findall(cell.source):
            path = unquote(target.partition("#")[0].partition("?")[0])
            if path and not ELSEWHERE.match(target) and not (lesson.path.parent / path).exists():
                what = f"the link to '{target}' leads nowhere"
                yield lesson.problem(cell, "link", what, "name a file that is there")
