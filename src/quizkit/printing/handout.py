"""A quiz on paper: the sheet to fill in, and the key to it on a sheet of its own.

The first is made from what a learner may see and nothing else. Options stand in an order drawn from
the ids of quiz and question: the same at every printing and in every language, so that one key, by
the printed letters, fits all copies; and never the author's. A quiz may be printed in versions,
each with its letter: other questions where it draws, other variants, and options in another order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from random import Random

from quizkit import languages
from quizkit.errors import PrintError, UnknownName
from quizkit.learner.words import words
from quizkit.printing.sheet_parts import Part, PrintedSheet, Prose, Section
from quizkit.quiz.certainty import LEVELS
from quizkit.quiz.drawing import drawn
from quizkit.quiz.markup import html
from quizkit.quiz.model import Item, Json, Quiz
from quizkit.quiz.paper import Rows, Tick
from quizkit.quiz.types import TYPES

said = partial(languages.said, "printing")


def chosen(quiz: Quiz, names: Sequence[str]) -> Quiz:
    """Return a quiz with the questions of these names alone, in this order.

    A name is a question's id, or ``geneva/same-reason`` as the key and the lesson plans have it.
    """
    by_id = {item.id: item for item in quiz.questions}
    ids = list(dict.fromkeys(name.removeprefix(f"{quiz.id}/") for name in names))
    for unknown in (name for name in ids if name not in by_id):
        raise UnknownName("question", unknown, by_id)
    return replace(quiz, questions=tuple(by_id[name] for name in ids), pools=())


def beginning(quiz: Quiz, count: int | None) -> Quiz:
    """Return a quiz of its first ``count`` questions, or of all; PrintError where that is none.

    >>> from quizkit.quiz import loading
    >>> len(beginning(loading.load("geneva"), 4).questions)
    4
    """
    if count is not None and count < 1:
        raise PrintError(f"There are no {count} questions to print; name 1 or more: --first 4.")
    return replace(quiz, questions=quiz.questions[:count])


def version(quiz: Quiz, letter: str) -> Quiz:
    """Return a quiz as the version of that letter asks it; the only one is A.

    >>> from quizkit.quiz import loading
    >>> version(loading.load("geneva"), "A") == loading.load("geneva")
    True
    """
    return drawn(quiz, f"paper/{letter}")


def handout(quiz: Quiz, language: str, letter: str = "") -> PrintedSheet:
    """Make the sheet of a quiz; it holds no key, no feedback and no hint."""
    total = words(language).number(quiz.points + quiz.points_by_hand)
    fields = [said(language, "name"), said(language, "class")]
    if quiz.points or quiz.points_by_hand:
        fields.append(said(language, "points", points=total))
    return PrintedSheet(
        language=language,
        title=html(quiz.title.get(language)),
        kind=_kind("quiz", language, letter),
        foot=said(language, "foot"),
        fields=tuple(fields),
        entries=tuple(
            _entry(quiz, item, number, language, letter)
            for number, item in enumerate(quiz.questions, 1)
        ),
        pictures=quiz.pictures,
    )


def _kind(name: str, language: str, letter: str) -> str:
    """Say what a sheet is, and of which version."""
    kind = said(language, name)
    return f"{kind} · {said(language, 'variant', name=letter)}" if letter else kind


def printed(quiz: Quiz, item: Item, language: str, letter: str = "") -> dict[str, Json]:
    """Return what is shown of a question on paper, in its printed order."""
    names = [quiz.id, item.id, *filter(None, [letter])]
    return item.public(language, Random("/".join(names)))


def aside(item: Item, language: str) -> str:
    """Return how many points a question is worth."""
    return words(language).points(item.points) if item.points else said(language, "no_points")


def _entry(quiz: Quiz, item: Item, number: int, language: str, letter: str) -> Section:
    kind = TYPES[item.type]
    return Section(
        heading=str(number),
        prompt=html(item.prompt.get(language)),
        aside=aside(item, language),
        note=f"{kind.told.get(language)} {item.rule.get(language)}".strip(),
        parts=(
            *kind.paper(printed(quiz, item, language, letter)),
            *_certainty(quiz, item, language),
        ),
    )


def _certainty(quiz: Quiz, item: Item, language: str) -> Iterator[Part]:
    """Yield a place to say how sure one is, where that is asked."""
    if quiz.asks_certainty(item):
        page = partial(languages.said, "page", language)
        yield Prose(escape(page("certainty")))
        rows = [f"{page(f'certainty_{n}')} ({page(f'certainty_marks_{n}')})" for n in LEVELS]
        yield Rows(tuple(("", escape(row)) for row in rows), Tick.CIRCLE)


def answer_key(quiz: Quiz, language: str, letter: str = "") -> PrintedSheet:
    """Make the key: for each question its name, the answer, what to say to wrong ones, scoring."""
    total = said(
        language, "teacher_total", points=words(language).points(quiz.points + quiz.points_by_hand)
    )
    return PrintedSheet(
        language=language,
        title=html(quiz.title.get(language)),
        kind=_kind("key", language, letter),
        foot=said(language, "foot"),
        introduction=f"{said(language, 'teacher')} {total}",
        entries=tuple(
            Section(
                heading=str(number),
                prompt=html(item.prompt.get(language)),
                aside=aside(item, language),
                note=f"{quiz.id}/{item.id}",
                parts=tuple(_parts(quiz, item, language, letter)),
            )
            for number, item in enumerate(quiz.questions, start=1)
        ),
        pictures=quiz.pictures,
    )


def _parts(quiz: Quiz, item: Item, language: str, letter: str) -> Iterator[Part]:
    view, key = printed(quiz, item, language, letter), item.key(language)
    if item.void or item.credit:
        yield Prose(escape(said(language, "void" if item.void else "credit")))
    answer = TYPES[item.type].answer(view, key)
    yield Prose(answer.html, said(language, "answer"))
    yield from answer.below
    also = [escape(form) for form in key.get("also", ())]
    if also:
        yield Prose(", ".join(also), said(language, "also"))
    if key.get("tolerance_text"):
        yield Prose(escape(key["tolerance_text"]))
    if item.explanation:
        yield Prose(html(item.explanation.get(language)), said(language, "why"))
    if item.then:
        yield Prose(html(item.then.get(language)), said(language, "then"))
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
