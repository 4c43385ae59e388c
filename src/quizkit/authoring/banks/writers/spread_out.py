"""A quiz with pools and variants as other programs take one: every question and every variant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizkit.authoring.banks.bank import Loss
from quizkit.quiz.model import Item, Quiz

DRAW = "the draw left out: each learner gets all questions there, unless you draw there too"
VARIANTS = "written once for each of its {n} variants: draw one of them there"


def spread_out(quiz: Quiz) -> tuple[Quiz, tuple[Loss, ...]]:
    """Return a quiz in which each variant is a question, and what that loses.

    >>> from quizkit import load
    >>> spread_out(load("start")) == (load("start"), ())
    True
    """
    if not quiz.varies:
        return quiz, ()
    taken = {item.id for item in quiz.questions}
    questions = tuple(one for item in quiz.questions for one in _each(item, taken))
    losses = [Loss("", DRAW)] if quiz.pools else []
    varied = (item for item in quiz.questions if item.variants)
    losses += [Loss(item.id, VARIANTS.format(n=len(item.variants))) for item in varied]
    return replace(quiz, questions=questions, pools=()), tuple(losses)


def _each(item: Item, taken: set[str]) -> Iterator[Item]:
    """Yield the variants of a question, each by a name that no other has."""
    if not item.variants:
        yield item
    for number, one in enumerate(item.variants, start=1):
        name = f"{item.id[:56]}-{number}"
        while name in taken:
            name += "-"
        taken.add(name)
        yield replace(one, id=name)
