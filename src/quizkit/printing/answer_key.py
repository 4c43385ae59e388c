"""The key to a printed quiz, on a sheet of its own: answers by their printed letters, and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from quizkit import languages
from quizkit.learner.words import words
from quizkit.printing.handout import aside, printed
from quizkit.printing.sheet_parts import Part, PrintedSheet, Prose, Section
from quizkit.quiz.markup import html
from quizkit.quiz.model import Item, Quiz
from quizkit.quiz.paper import Rows
from quizkit.quiz.types import TYPES

said = partial(languages.said, "printing")


def answer_key(quiz: Quiz, language: str) -> PrintedSheet:
    """Make the key: for each question the answer, what to say to wrong ones, and the scoring."""
    total = said(language, "teacher_total", points=words(language).points(quiz.points))
    return PrintedSheet(
        language=language,
        title=html(quiz.title.get(language)),
        kind=said(language, "key"),
        foot=said(language, "foot"),
        introduction=f"{said(language, 'teacher')} {total}",
        entries=tuple(
            Section(
                heading=str(number),
                prompt=html(item.prompt.get(language)),
                aside=aside(item, language),
                parts=tuple(_parts(quiz, item, language)),
            )
            for number, item in enumerate(quiz.questions, start=1)
        ),
    )


def _parts(quiz: Quiz, item: Item, language: str) -> Iterator[Part]:
    view, key = printed(quiz, item, language), item.key(language)
    answer = TYPES[item.type].answer(view, key)
    yield Prose(answer.html, said(language, "answer"))
    also = [escape(form) for form in key.get("also", ())]
    if also:
        yield Prose(", ".join(also), said(language, "also"))
    if key.get("tolerance_text"):
        yield Prose(escape(key["tolerance_text"]))
    if item.explanation:
        yield Prose(html(item.explanation.get(language)), said(language, "why"))
    if answer.remarks:
        yield Prose("", said(language, "feedback"))
        yield Rows(answer.remarks)
    if item.rule:
        yield Prose(html(item.rule.get(language)), said(language, "scoring"))
    objective = quiz.objectives.get(item.objective or "")
    if objective:
        yield Prose(html(objective.get(language)), said(language, "tests"))
    if item.source:
        yield Prose(escape(", ".join(item.source)), said(language, "sources"))
