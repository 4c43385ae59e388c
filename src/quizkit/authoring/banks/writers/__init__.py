"""The formats that are written, one module each.

To add one: write its module here with a `Writer` named ``WRITER``, name it in ``formats`` and in
``NAMES``, and give it a place in ``.importlinter``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.quiz.model import Item, Quiz

# For the command's help, which loads no writer.
NAMES = ("moodle", "gift", "aiken", "qti", "canvas", "h5p", "csv", "anki")
DRAW = "the draw left out: each learner gets all questions there, unless you draw there too"
VARIANTS = "written once for each of its {n} variants: draw one of them there"


def formats() -> Mapping[str, Writer]:
    """Return the writers by name."""
    from quizkit.authoring.banks.writers import (
        aiken,
        anki,
        canvas,
        csv_table,
        gift,
        h5p,
        moodle_xml,
        qti2,
    )

    modules = (moodle_xml, gift, aiken, qti2, canvas, h5p, csv_table, anki)
    return {module.WRITER.name: module.WRITER for module in modules}


def write(quiz: Quiz, language: str, form: str) -> Export:
    """Write a quiz in a format, in one of its languages."""
    writer = formats()[form]
    if writer.draws:
        return writer.write(quiz, language)
    whole, losses = spread_out(quiz)
    made = writer.write(whole, language)
    return replace(made, losses=(*losses, *made.losses))


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
